//! Reading a posted form that may carry a file: bounded like any other, only larger and slower, and whole in memory, for the files that come here are
//! texts.

use app::domain::submission::Fields;
use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};

use super::arriving::whole;
use crate::http::error::PageError;
use crate::tables::{Coding, Table, Unreadable};

/// A form of type `multipart/form-data`.
#[derive(Debug, Default)]
pub struct Upload {
    /// Its fields, in the order sent.
    pub fields: Fields,
    /// The file, if one was chosen.
    pub file: Option<Vec<u8>>,
}

/// The fields of a posted form, and the file of the field `file`. Each may have `largest` bytes.
///
/// # Errors
/// [`PageError::WrongType`], [`PageError::TooLarge`], [`PageError::TooSlow`], or [`PageError::BadForm`] where the text is not UTF-8 or the
/// parts cannot be told apart.
pub async fn read(request: Request<Body>, file: &str, largest: usize) -> Result<Upload, PageError> {
    let (parts, body) = request.into_parts();
    // The same as a file and as text, and everything else of the form.
    let body = whole(body, 2 * largest + super::body::LARGEST).await?;
    let mut request = Request::from_parts(parts, Body::from(body));
    // What may come is bounded already.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| PageError::WrongType)?;
    let malformed = |_: MultipartError| PageError::BadForm(Vec::new());
    let (mut pairs, mut upload) = (Vec::new(), Upload::default());
    while let Some(part) = form.next_field().await.map_err(malformed)? {
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(malformed)?;
        if bytes.len() > largest {
            return Err(PageError::TooLarge);
        }
        if name == file {
            // A browser sends an empty file where none was chosen.
            upload.file = Some(bytes.to_vec()).filter(|bytes| !bytes.is_empty());
        } else {
            let text = String::from_utf8(bytes.to_vec()).map_err(|_| PageError::BadForm(vec![name.clone()]))?;
            pairs.push((name, text));
        }
    }
    upload.fields = pairs.into_iter().collect();
    Ok(upload)
}

impl Upload {
    /// The form with the text of the file, if there is one, in the place of what was typed in the field `text`, and whether its letters are
    /// to be looked at.
    ///
    /// # Errors
    /// When reading it ends in a panic. What is wrong with the file is told at the field `file`.
    pub async fn with_text(self, (file, text): (&'static str, &'static str), largest: usize) -> Result<(Typed, bool), PageError> {
        let Self { fields, file: uploaded } = self;
        let Some(uploaded) = uploaded else { return Ok((Typed { fields, problems: Vec::new() }, false)) };
        let read = aside(move || Table::text_of(&uploaded)).await?;
        match read.and_then(|(coding, read)| if read.len() > largest { Err(Unreadable::TooLarge) } else { Ok((coding, read)) }) {
            Ok((coding, read)) => {
                Ok((Typed { fields: fields.with([(text, read)]), problems: Vec::new() }, coding == Coding::Windows1258))
            }
            Err(unreadable) => Ok((Typed { fields, problems: vec![(file, unreadable.key())] }, false)),
        }
    }
}

/// Does beside all other requests what takes a moment of pure computing, such as reading a large file.
///
/// # Errors
/// When it ends in a panic.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, PageError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| PageError::Unavailable(error.into()))
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
    async fn a_file_and_fields_are_told_apart_and_bounded() {
        let part = |name: &str, text: &str| format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
        let body = format!("{}{}{}--x--\r\n", part("file", "một"), part("text", "hai"), part("text", ""));
        let kind = "multipart/form-data; boundary=x";
        let upload = read(request(kind, &body), "file", 1_000).await.unwrap();
        assert_eq!(upload.file.as_deref(), Some("một".as_bytes()));
        assert_eq!(upload.fields.all("text"), ["hai", ""]);
        let unchosen = format!("{}--x--\r\n", part("file", ""));
        assert_eq!(read(request(kind, &unchosen), "file", 1_000).await.unwrap().file, None);
        assert!(matches!(read(request(kind, &body), "file", 4).await, Err(PageError::TooLarge)));
        assert!(matches!(read(request("text/plain", "a"), "file", 50).await, Err(PageError::WrongType)));
        assert!(matches!(read(request(kind, "--x\r\nnothing"), "file", 50).await, Err(PageError::BadForm(_))));
    }
}
