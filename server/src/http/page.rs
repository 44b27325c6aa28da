//! From a component to an HTTP response.

use app::parts::fields::Typed;
use app::parts::frame::Frame;
use axum::body::{Body, to_bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use super::error::PageError;
use super::visit::Visit;
use crate::App;
use crate::marks::without_marks;

/// A page that shows what was asked for.
pub async fn show<V>(app: &App, visit: &Visit, page: impl Fn() -> V + Clone + Send + Sync + 'static) -> Response
where
    V: IntoView + 'static,
{
    with_status(app, visit, StatusCode::OK, page).await
}

/// A page for whoever has to come again a little later.
pub async fn busy<V>(app: &App, visit: &Visit, page: impl Fn() -> V + Clone + Send + Sync + 'static) -> Response
where
    V: IntoView + 'static,
{
    let mut response = with_status(app, visit, StatusCode::SERVICE_UNAVAILABLE, page).await;
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(PageError::RETRY_SECONDS));
    response
}

/// A page under a status.
pub async fn with_status<V>(
    app: &App,
    visit: &Visit,
    status: StatusCode,
    page: impl Fn() -> V + Clone + Send + Sync + 'static,
) -> Response
where
    V: IntoView + 'static,
{
    // A page about a database that does not answer is shown all the same, without knowing whether the data are a demonstration.
    let demonstration = app.store.directory().await.is_ok_and(|directory| directory.demonstration);
    let frame = Frame {
        preferences: visit.preferences,
        demonstration,
        assets: app.assets.clone(),
        path: visit.path.clone(),
        staff: visit.staff.clone(),
        shows_sign_in: !app.staff.elsewhere,
    };
    let context = move || {
        provide_context(frame.clone());
        let options: ResponseOptions = expect_context();
        options.set_status(status);
        if let Some(policy) = use_nonce().and_then(|nonce| content_security_policy(&nonce)) {
            options.insert_header(CONTENT_SECURITY_POLICY, policy);
        }
        // A page holds typed answers or the newest figures: nobody between may keep it.
        options.insert_header(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    };
    let Ok(request) = Request::builder().uri(&visit.path).body(Body::empty()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    // What renders a page is large; apart from it, what waits for an answer without a page stays small.
    let (head, body) = Box::pin(leptos_axum::render_app_async_with_context(context, page)(request)).await.into_parts();
    // Nothing here makes a part of a page later than the rest, so that it comes as a whole.
    match to_bytes(body, usize::MAX).await.map(|bytes| String::from_utf8(bytes.into())) {
        Ok(Ok(html)) => Response::from_parts(head, Body::from(without_marks(&html))),
        _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A page with a form: under the status for what cannot be processed where something in the form is to be put right.
pub async fn with_form<V>(
    app: &App,
    visit: &Visit,
    typed: &Typed,
    page: impl Fn() -> V + Clone + Send + Sync + 'static,
) -> Response
where
    V: IntoView + 'static,
{
    let status = if typed.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    with_status(app, visit, status, page).await
}

/// The answer, or the page of the error that came instead.
pub async fn or_refuse(app: &App, visit: &Visit, answer: impl Future<Output = Result<Response, PageError>>) -> Response {
    match answer.await {
        Ok(response) => response,
        Err(error) => refuse(app, visit, error).await,
    }
}

/// Notes in the log of the machine what went wrong on our side.
pub fn note(visit: &Visit, error: &PageError) {
    if let PageError::Unavailable(cause) = error {
        tracing::error!(%cause, path = %visit.told_path(), "a page could not be served");
    }
    if let PageError::SingleSignOn(refusal) = error {
        tracing::warn!(%refusal, "somebody did not come in by the provider");
    }
}

/// The page of an error.
pub async fn refuse(app: &App, visit: &Visit, error: PageError) -> Response {
    note(visit, &error);
    let notice = error.notice(app::text::Words(visit.preferences.language));
    let mut response = with_status(app, visit, error.status(), move || {
        let notice = notice.clone();
        view! { <app::pages::notice::NoticePage notice/> }
    })
    .await;
    error.add_headers(response.headers_mut());
    response
}

/// An answer with a tag that says what it holds (RFC 9110, 13.1.2): whoever says that they know it gets no more than that it is so still.
pub fn unless_known(asked: &HeaderMap, tag: &str, mut answer: Response) -> Response {
    let known = asked.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let is_known = known.flat_map(|value| value.split(',')).map(str::trim).any(|one| one == "*" || one == tag);
    if let Ok(tag) = HeaderValue::from_str(tag) {
        answer.headers_mut().insert(ETAG, tag);
    }
    if is_known {
        let headers = std::mem::take(answer.headers_mut());
        answer = StatusCode::NOT_MODIFIED.into_response();
        *answer.headers_mut() = headers;
        answer.headers_mut().remove(CONTENT_TYPE);
    }
    answer
}

/// Nothing but what the program itself serves, and scripts only with this page's nonce. Pictures may stand in the stylesheet itself
/// (`data:`): the five faces are drawn there, so that they cost no request of their own. A worker has no nonce: where none is said for it, browsers take
/// what is said of scripts.
pub(super) fn content_security_policy(nonce: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!(
        "default-src 'self'; img-src 'self' data:; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; worker-src 'self'; object-src 'none'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'"
    ))
    .ok()
}
