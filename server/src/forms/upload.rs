//! Reading a posted form that may carry a file: bounded like any other, only larger.

use app::domain::submission::Fields;
use axum::body::{Body, to_bytes};
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use tokio::time::timeout;

use super::body::PATIENCE;
use crate::http::error::PageError;

/// The largest file, in bytes: a hundred thousand lines of forty letters.
pub const LARGEST: usize = 4 * 1024 * 1024;

/// A form of type `multipart/form-data`.
#[derive(Debug, Default)]
pub struct Upload {
    /// Its fields, in the order sent.
    pub fields: Fields,
    /// The file, if one was chosen.
    pub file: Option<Vec<u8>>,
}

/// The fields of a posted form, and the file of the field `file`.
///
/// # Errors
/// [`PageError::WrongType`], [`PageError::TooLarge`], [`PageError::TooSlow`], or [`PageError::BadForm`] where the text is not UTF-8 or the
/// parts cannot be told apart.
pub async fn read(request: Request<Body>, file: &str) -> Result<Upload, PageError> {
    let (parts, body) = request.into_parts();
    // The list as a file and as text, and everything else of the form.
    let body = timeout(PATIENCE, to_bytes(body, 2 * LARGEST + super::body::LARGEST)).await.map_err(|_| PageError::TooSlow)?;
    let mut request = Request::from_parts(parts, Body::from(body.map_err(|_| PageError::TooLarge)?));
    // What may come is bounded already.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| PageError::WrongType)?;
    let malformed = |_: MultipartError| PageError::BadForm(Vec::new());
    let (mut pairs, mut upload) = (Vec::new(), Upload::default());
    while let Some(part) = form.next_field().await.map_err(malformed)? {
        let name = part.name().unwrap_or_default().to_owned();
        // A browser sends an empty file where none was chosen.
        let is_file = name == file;
        let bytes = part.bytes().await.map_err(malformed)?;
        if bytes.len() > LARGEST {
            return Err(PageError::TooLarge);
        }
        if is_file {
            upload.file = Some(bytes.to_vec()).filter(|bytes| !bytes.is_empty());
        } else {
            let text = String::from_utf8(bytes.to_vec()).map_err(|_| PageError::BadForm(vec![name.clone()]))?;
            pairs.push((name, text));
        }
    }
    upload.fields = pairs.into_iter().collect();
    Ok(upload)
}
