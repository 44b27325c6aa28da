//! Reading a posted form: bounded, strictly UTF-8, and only of the one type that HTML forms send.

use std::borrow::Cow;
use std::time::Duration;

use app::domain::submission::Fields;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use percent_encoding::percent_decode;
use tokio::time::timeout;

use crate::http::error::PageError;

/// How long a form may take to arrive once its head has. On the worst of networks a citizen's answers need a few seconds.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The largest form, in bytes. The longest questionnaire filled to its limits, percent-encoded, has about half of it.
pub const LARGEST: usize = 64 * 1024;

/// The most fields of a form: some times as many as there are communes, each of which may be ticked.
const MOST: usize = 20_000;

/// The fields of a posted form.
///
/// # Errors
/// [`PageError::WrongType`], [`PageError::TooLarge`], [`PageError::TooSlow`], or [`PageError::BadForm`] where the text is not UTF-8.
pub async fn read(request: Request<Body>) -> Result<Fields, PageError> {
    let (parts, body) = request.into_parts();
    of(&parts.headers, body).await
}

/// The fields of a form whose head was read already.
///
/// # Errors
/// As [`read`].
pub async fn of(headers: &HeaderMap, body: Body) -> Result<Fields, PageError> {
    at_most(LARGEST, headers, body).await
}

/// The fields of a form that may be larger than others, in bytes.
///
/// # Errors
/// As [`read`].
pub async fn at_most(largest: usize, headers: &HeaderMap, body: Body) -> Result<Fields, PageError> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(PageError::WrongType);
    }
    decode(&whole(largest, body).await?).ok_or_else(|| PageError::BadForm(Vec::new()))
}

/// The bytes of a body that has at most so many.
///
/// # Errors
/// [`PageError::TooLarge`] or [`PageError::TooSlow`].
pub async fn whole(largest: usize, body: Body) -> Result<Bytes, PageError> {
    let body = timeout(PATIENCE, to_bytes(body, largest)).await.map_err(|_| PageError::TooSlow)?;
    body.map_err(|_| PageError::TooLarge)
}

/// The pairs of a form; `None` where something is not UTF-8, or there are more than any form has.
#[must_use]
pub fn decode(body: &[u8]) -> Option<Fields> {
    if body.split(|byte| *byte == b'&').count() > MOST + 1 {
        return None;
    }
    let text = |part: &[u8]| {
        let is_spaced = part.contains(&b'+');
        let space = |byte: &u8| if *byte == b'+' { b' ' } else { *byte };
        let spaced: Cow<[u8]> = if is_spaced { part.iter().map(space).collect() } else { Cow::Borrowed(part) };
        percent_decode(&spaced).decode_utf8().ok().map(Cow::into_owned)
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
    use std::convert::Infallible;

    use axum::body::Body;
    use axum::extract::Request;
    use axum::http::header::CONTENT_TYPE;
    use futures_util::stream;
    use tokio::time::{Duration, Instant, sleep};

    use super::{PATIENCE, decode, read};
    use crate::http::error::PageError;

    /// A form of which a letter comes every second, so many of them.
    fn slow(letters: u64) -> Request<Body> {
        let letters = stream::unfold(0, move |sent| async move {
            sleep(Duration::from_secs(1)).await;
            (sent < letters).then_some((Ok::<_, Infallible>("a"), sent + 1))
        });
        let kind = "application/x-www-form-urlencoded";
        Request::builder().header(CONTENT_TYPE, kind).body(Body::from_stream(letters)).unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn who_sends_a_letter_a_second_is_not_waited_for() {
        let begun = Instant::now();
        assert!(matches!(read(slow(10_000)).await, Err(PageError::TooSlow)));
        assert_eq!(begun.elapsed().as_secs(), PATIENCE.as_secs());
        let fields = read(slow(PATIENCE.as_secs() - 2)).await.unwrap();
        assert_eq!(fields.names().count(), 1, "and who is only slow is");
    }

    #[test]
    fn pairs_are_decoded_and_malformed_text_is_refused() {
        let fields = decode("a=1&b=%C4%91%E1%BA%A5t+%26&a=2&c&&d=x=y".as_bytes()).unwrap();
        assert_eq!(fields.all("a"), ["1", "2"]);
        assert_eq!(fields.first("b"), Some("đất &"));
        assert_eq!(fields.first("c"), Some(""));
        assert_eq!(fields.first("d"), Some("x=y"));
        assert!(decode(b"a=%FF").is_none());
        assert!(decode(b"\xC3=1").is_none());
        assert!(decode("a&".repeat(super::MOST).as_bytes()).is_some());
        assert!(decode("a&".repeat(super::MOST + 1).as_bytes()).is_none());
    }
}
