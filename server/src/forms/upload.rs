//! Reading a posted form with a file: bounded, and whole in memory, for the files that come here are texts.

use std::collections::BTreeMap;

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Multipart, Request};
use tokio::time::timeout;

use super::body::PATIENCE;
use crate::http::error::PageError;

/// The parts of a form, by name.
#[derive(Debug, Default)]
pub struct Upload(BTreeMap<String, Vec<u8>>);

impl Upload {
    /// What was sent under a name; nothing is like no file chosen.
    #[must_use]
    pub fn part(&self, name: &str) -> &[u8] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

/// The parts of a posted form of at most so many bytes.
///
/// # Errors
/// [`PageError::WrongType`], [`PageError::TooLarge`], [`PageError::TooSlow`], or [`PageError::BadForm`].
pub async fn read(request: Request<Body>, largest: usize) -> Result<Upload, PageError> {
    let (parts, body) = request.into_parts();
    let body = timeout(PATIENCE, to_bytes(body, largest)).await.map_err(|_| PageError::TooSlow)?;
    let body = body.map_err(|_| PageError::TooLarge)?;
    let whole = Request::from_parts(parts, Body::from(body));
    let mut form = Multipart::from_request(whole, &()).await.map_err(|_| PageError::WrongType)?;
    let bad = |_| PageError::BadForm(Vec::new());
    let mut upload = Upload::default();
    while let Some(field) = form.next_field().await.map_err(bad)? {
        let name = field.name().unwrap_or_default().to_owned();
        let content = field.bytes().await.map_err(bad)?;
        upload.0.entry(name).or_insert_with(|| content.to_vec());
    }
    Ok(upload)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::extract::Request;
    use axum::http::header::CONTENT_TYPE;

    use super::read;
    use crate::http::error::PageError;

    fn request(kind: &str, body: &str) -> Request<Body> {
        Request::builder().header(CONTENT_TYPE, kind).body(Body::from(body.to_owned())).unwrap()
    }

    #[tokio::test]
    async fn parts_are_read_by_name_and_the_first_counts() {
        let part = |name: &str, text: &str| {
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.toml\"\r\n\r\n{text}\r\n")
        };
        let body = format!("{}{}{}--x--\r\n", part("file", "một"), part("file", "hai"), part("text", ""));
        let upload = read(request("multipart/form-data; boundary=x", &body), 1_000).await.unwrap();
        assert_eq!((upload.part("file"), upload.part("text"), upload.part("other")), ("một".as_bytes(), &b""[..], &b""[..]));
        assert!(matches!(read(request("multipart/form-data; boundary=x", &body), 50).await, Err(PageError::TooLarge)));
        assert!(matches!(read(request("text/plain", "a"), 50).await, Err(PageError::WrongType)));
        assert!(matches!(
            read(request("multipart/form-data; boundary=x", "--x\r\nnothing"), 50).await,
            Err(PageError::BadForm(_))
        ));
    }
}
