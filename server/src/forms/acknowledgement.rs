//! What the module of a phone is told that sends a form by itself (`app/browser/phone/sending.js`): that the answers are stored, under their
//! identifier, or why they are not. A redirection cannot tell it that: anybody between may redirect, and the module is not let see where to.

use app::text::Words;
use axum::body::Body;
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, HeaderMap};
use axum::http::{HeaderValue, Response, StatusCode};
use serde::Serialize;
use uuid::Uuid;

use crate::http::error::PageError;

/// What a module says that it reads.
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// What came of the form.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Told {
    /// The response with this identifier is on disk.
    Stored(Uuid),
    /// It is not, in words for whoever answered.
    Refused { title: String, message: String },
}

/// Whether it is a module that asks.
pub fn is_wanted(headers: &HeaderMap) -> bool {
    headers.get(ACCEPT) == Some(&JSON)
}

/// The response with this identifier is on disk.
pub fn stored(id: Uuid) -> Response<Body> {
    told(StatusCode::OK, &Told::Stored(id))
}

/// The form has to be put right, or sent again later: the page that comes to a browser says more.
pub fn again(status: StatusCode, words: Words) -> Response<Body> {
    told(status, &Told::Refused { title: words.t("problems-title"), message: words.t("problems-kept") })
}

/// The form is not taken.
pub fn refused(error: &PageError, words: Words) -> Response<Body> {
    let notice = error.notice(words);
    let mut response = told(error.status(), &Told::Refused { title: notice.title, message: notice.message });
    error.add_headers(response.headers_mut());
    response
}

fn told(status: StatusCode, told: &Told) -> Response<Body> {
    // Two texts and a number can always be written.
    let mut response = Response::new(Body::from(serde_json::to_vec(told).unwrap_or_default()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, JSON);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
