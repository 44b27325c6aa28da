//! Reading a posted form: bounded, strictly UTF-8, and only of the one type that HTML forms send.

use app::domain::submission::Fields;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use percent_encoding::percent_decode;

use crate::http::error::PageError;

/// The largest form, in bytes. The longest questionnaire filled to its limits, percent-encoded, has about half of it.
pub const LARGEST: usize = 64 * 1024;

/// The fields of a posted form.
///
/// # Errors
/// [`PageError::WrongType`], [`PageError::TooLarge`], or [`PageError::BadForm`] where the text is not UTF-8.
pub async fn read(request: Request<Body>) -> Result<Fields, PageError> {
    let (parts, body) = request.into_parts();
    of(&parts.headers, body).await
}

/// The fields of a form whose head was read already.
///
/// # Errors
/// As [`read`].
pub async fn of(headers: &HeaderMap, body: Body) -> Result<Fields, PageError> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(PageError::WrongType);
    }
    let body = to_bytes(body, LARGEST).await.map_err(|_| PageError::TooLarge)?;
    decode(&body).ok_or_else(|| PageError::BadForm(Vec::new()))
}

/// The pairs of a form; `None` where something is not UTF-8.
fn decode(body: &[u8]) -> Option<Fields> {
    let text = |part: &[u8]| {
        let spaced: Vec<u8> = part.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
        percent_decode(&spaced).decode_utf8().ok().map(String::from)
    };
    let pairs = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            Some((text(halves.next()?)?, text(halves.next().unwrap_or_default())?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn pairs_are_decoded_and_malformed_text_is_refused() {
        let fields = decode("a=1&b=%C4%91%E1%BA%A5t+%26&a=2&c&&d=x=y".as_bytes()).unwrap();
        assert_eq!(fields.all("a"), ["1", "2"]);
        assert_eq!(fields.first("b"), Some("đất &"));
        assert_eq!(fields.first("c"), Some(""));
        assert_eq!(fields.first("d"), Some("x=y"));
        assert!(decode(b"a=%FF").is_none());
        assert!(decode(b"\xC3=1").is_none());
    }
}
