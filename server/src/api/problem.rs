//! What the API answers where it does not do what was asked: problem details (RFC 9457), in Vietnamese or English as `Accept-Language` says.

use std::sync::Arc;

use app::domain::language::Language;
use app::domain::submission::{Problem as Wrong, ProblemKind};
use app::parts::errors::message;
use app::text::Words;
use axum::extract::Request;
use axum::http::header::{
    ACCEPT_LANGUAGE, ALLOW, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, HeaderMap, VARY, WWW_AUTHENTICATE,
};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::error::PageError;
use crate::store::StoreError;

/// The media type of problem details.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// How the type of a problem begins; a word that never changes follows.
const TYPE: &str = "urn:hailong:problem:";

/// Why something was not done, after RFC 9457.
#[derive(Debug, Serialize, ToSchema)]
#[schema(title = "Problem")]
pub struct Problem {
    /// The kind of problem: `urn:hailong:problem:` and a word that never changes.
    #[schema(example = "urn:hailong:problem:conflict")]
    r#type: String,
    /// What the kind means, in the language that was asked for.
    title: String,
    /// The status of the answer.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What more there is to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    detail: Option<String>,
    /// What is wrong, field by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<FieldProblem>,
}

/// What is wrong with one field.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// Where in the body it stands: a JSON pointer (RFC 6901).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "/answers/q1")]
    pointer: Option<String>,
    /// Which part of the query it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "page")]
    parameter: Option<String>,
    /// What is wrong, as a word that never changes.
    #[schema(example = "not-offered")]
    code: String,
    /// The same in the language that was asked for.
    detail: String,
}

/// A field that is wrong.
#[derive(Clone, Debug)]
pub struct Fault {
    at: Place,
    what: What,
}

#[derive(Clone, Debug)]
enum Place {
    Pointer(String),
    Parameter(String),
}

#[derive(Clone, Debug)]
enum What {
    /// The word and the key of its words.
    Said(&'static str, &'static str),
    /// As a form says it.
    Answer(ProblemKind),
}

impl Fault {
    /// A field of the body, by its JSON pointer.
    pub fn body(pointer: impl Into<String>, code: &'static str, key: &'static str) -> Self {
        Self { at: Place::Pointer(pointer.into()), what: What::Said(code, key) }
    }

    /// A part of the query.
    pub fn query(parameter: impl Into<String>, code: &'static str, key: &'static str) -> Self {
        Self { at: Place::Parameter(parameter.into()), what: What::Said(code, key) }
    }

    /// An answer, as the questionnaire judges it.
    pub fn answer(pointer: impl Into<String>, kind: ProblemKind) -> Self {
        Self { at: Place::Pointer(pointer.into()), what: What::Answer(kind) }
    }

    fn told(&self, words: Words) -> FieldProblem {
        let (pointer, parameter) = match &self.at {
            Place::Pointer(pointer) => (Some(pointer.clone()), None),
            Place::Parameter(name) => (None, Some(name.clone())),
        };
        let (code, detail) = match self.what {
            What::Said(code, key) => (code, words.t(key)),
            What::Answer(kind) => (word(kind), message(words, kind)),
        };
        FieldProblem { pointer, parameter, code: code.to_owned(), detail }
    }
}

/// The word of what is wrong with an answer.
const fn word(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::Nothing => "nothing",
        ProblemKind::NotStored => "not-stored",
        ProblemKind::Crowded => "crowded",
        ProblemKind::Missing => "missing",
        ProblemKind::NotOffered => "not-offered",
        ProblemKind::MoreThanOne => "more-than-one",
        ProblemKind::TooMany(_) => "too-many",
        ProblemKind::NotANumber { .. } => "not-a-number",
        ProblemKind::TooLong(_) => "too-long",
    }
}

/// The faults of answers, each at the place where its item stands in the body.
pub fn of_answers(problems: Vec<Wrong>) -> ApiError {
    let fault = |Wrong { item, kind }: Wrong| match item.as_deref() {
        None => Fault::answer("/answers", kind),
        Some(app::pages::survey::SECTOR) => Fault::answer("/sector", kind),
        Some(item) => Fault::answer(format!("/answers/{}", escaped(item)), kind),
    };
    ApiError::Invalid(problems.into_iter().map(fault).collect())
}

/// A name as it stands in a JSON pointer.
pub fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Why something was not done.
#[derive(Debug)]
pub enum ApiError {
    /// There is no token, or none that opens anything.
    NoToken,
    /// The body is no JSON; with what its reader says.
    BadJson(String),
    /// The query is not as described.
    BadQuery(Vec<Fault>),
    /// The body is not as described, or not as the questionnaire wants it.
    Invalid(Vec<Fault>),
    /// Something else stands under the identifier.
    Conflict,
    /// The links of a round were made already.
    LinksMade,
    /// A list of invitations expired or was withdrawn.
    BatchEnded,
    /// Nothing of the campaign may be erased.
    BatchHeld,
    /// What a page says too.
    Page(PageError),
}

impl From<PageError> for ApiError {
    fn from(error: PageError) -> Self {
        Self::Page(error)
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        Self::Page(error.into())
    }
}

impl From<app::store::Unavailable> for ApiError {
    fn from(error: app::store::Unavailable) -> Self {
        Self::Page(error.into())
    }
}

impl ApiError {
    /// The status, the word of the kind, and the key of its words.
    fn kind(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::NoToken => (StatusCode::UNAUTHORIZED, "no-token", "api-no-token"),
            Self::BadJson(_) => (StatusCode::BAD_REQUEST, "bad-json", "api-bad-json"),
            Self::BadQuery(_) => (StatusCode::BAD_REQUEST, "bad-request", "api-bad-request"),
            Self::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid", "api-invalid"),
            Self::Conflict => (StatusCode::CONFLICT, "conflict", "api-conflict"),
            Self::LinksMade => (StatusCode::CONFLICT, "links-made", "api-links-made"),
            Self::BatchEnded => (StatusCode::CONFLICT, "ended", "api-batch-ended"),
            Self::BatchHeld => (StatusCode::CONFLICT, "on-hold", "api-batch-held"),
            Self::Page(error) => {
                let (word, key) = of_page(error);
                (if matches!(error, PageError::BadFilter) { StatusCode::NOT_FOUND } else { error.status() }, word, key)
            }
        }
    }

    /// The answer, in a language.
    pub fn response(&self, language: Language) -> Response {
        let (words, (status, word, key)) = (Words(language), self.kind());
        if let Self::Page(PageError::Unavailable(cause)) = self {
            tracing::error!(%cause, "the API could not answer");
        }
        let (detail, faults) = match self {
            Self::NoToken => (Some(words.t("api-no-token-detail")), &[][..]),
            Self::BadJson(told) => (Some(told.clone()), &[][..]),
            Self::BadQuery(faults) | Self::Invalid(faults) => (None, faults.as_slice()),
            _ => (None, &[][..]),
        };
        let problem = Problem {
            r#type: format!("{TYPE}{word}"),
            title: words.t(key),
            status: status.as_u16(),
            detail,
            errors: faults.iter().map(|fault| fault.told(words)).collect(),
        };
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
        headers.insert(VARY, HeaderValue::from_static("accept-language"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if matches!(self, Self::NoToken) {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"hailong\""));
        }
        if let Self::Page(error) = self {
            error.add_headers(headers);
        }
        response
    }
}

/// The word and the key of what a page would say.
const fn of_page(error: &PageError) -> (&'static str, &'static str) {
    match error {
        PageError::PointUnknown => ("point-unknown", "api-point-unknown"),
        PageError::NotOpened | PageError::NotYet(_) => ("not-open", "api-not-open"),
        PageError::Closed(..) | PageError::PointWithdrawn(_) => ("closed", "api-closed"),
        PageError::ByInvitation | PageError::OnPaper => ("point-refuses", "api-point-refuses"),
        PageError::NotInviting => ("not-inviting", "api-not-inviting"),
        PageError::NotAllowed => ("not-allowed", "api-not-allowed"),
        PageError::TooOften(_) => ("too-often", "api-too-often"),
        PageError::TooLarge => ("too-large", "api-too-large"),
        PageError::TooSlow => ("too-slow", "api-too-slow"),
        PageError::AddressTooLong => ("address-too-long", "api-too-long"),
        PageError::WrongType => ("wrong-type", "api-wrong-type"),
        PageError::NotFound => ("not-found", "api-not-found"),
        PageError::WrongMethod => ("wrong-method", "api-wrong-method"),
        PageError::BadFilter => ("unknown-filter", "api-unknown-filter"),
        PageError::Unavailable(_) => ("unavailable", "api-unavailable"),
        _ => ("bad-request", "api-bad-request"),
    }
}

/// An error on its way to where its language is known.
#[derive(Clone)]
struct Told(Arc<ApiError>);

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.kind().0.into_response();
        response.extensions_mut().insert(Told(Arc::new(self)));
        response
    }
}

/// The language of an answer: the one that `Accept-Language` prefers of ours, else Vietnamese. No cookie is asked.
pub fn language(headers: &HeaderMap) -> Language {
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    Language::accepted(header).unwrap_or_default()
}

/// Says errors in the language of the request; nobody between keeps what the API answers.
pub async fn spoken(request: Request, next: Next) -> Response {
    let language = language(request.headers());
    let mut response = next.run(request).await;
    if let Some(Told(error)) = response.extensions_mut().remove::<Told>() {
        let allowed = response.headers_mut().remove(ALLOW);
        response = error.response(language);
        if let Some(allowed) = allowed {
            response.headers_mut().insert(ALLOW, allowed);
        }
    }
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_name_in_a_pointer_is_one_step() {
        assert_eq!(escaped("a/b~c"), "a~1b~0c");
    }
}
