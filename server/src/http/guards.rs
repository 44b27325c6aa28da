//! What stands around every answer: compression, headers, and a last resort when a handler panics.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderMap, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::Response;
use axum::{Router, middleware};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use super::error::PageError;
use super::visit::Visit;
use super::{origin, page};
use crate::App;

/// Brotli's quality for pages made anew each time: the smallest level whose pages fit the first round trip; higher ones cost more
/// time than they save bytes.
const QUALITY: i32 = 4;

/// The longest address, in bytes. A filter of results has some 300, a search in Vietnamese, percent-encoded, seldom more than 500.
const LONGEST_ADDRESS: usize = 4096;

/// Who may use an answer in pages of their own. Open data say that everybody may; all else is ours alone.
pub(super) const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// The same on every answer.
const ALWAYS: [(HeaderName, HeaderValue); 4] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
];

/// On answers that do not say otherwise. A page brings its own policy; what is no page can do nothing, should it be opened as one. A
/// policy on a style or a script says nothing about the page that uses it.
const UNLESS_SAID: [(HeaderName, HeaderValue); 2] = [
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
    (CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("same-origin")),
];

/// Browsers that came by HTTPS once come by nothing else for a year. Subdomains are left alone: they may be other people's, and whoever
/// owns the domain can say it for all of them.
const HTTPS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// The router with everything around it.
pub fn around(app: App, router: Router) -> Router {
    let secure = app.secure;
    router
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(app.clone(), origin::only_ours))
        .layer(middleware::from_fn_with_state(app, bounded))
        .layer(middleware::map_response_with_state(secure, guarded))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(QUALITY)))
}

/// Refuses an address that is longer than any of ours, before anything reads it.
async fn bounded(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.uri().path_and_query().is_none_or(|address| address.as_str().len() <= LONGEST_ADDRESS) {
        return next.run(request).await;
    }
    // A page repeats its address in links, and this one need not travel on.

    let (mut parts, _) = request.into_parts();
    parts.uri = Uri::default();
    let Ok(visit) = Visit::from_request_parts(&mut parts, &()).await;
    page::refuse(&app, &visit, PageError::AddressTooLong).await
}

async fn guarded(State(secure): State<bool>, mut response: Response) -> Response {
    add_headers(response.headers_mut(), secure);
    response
}

fn add_headers(headers: &mut HeaderMap, secure: bool) {
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    for (name, value) in UNLESS_SAID {
        headers.entry(name).or_insert(value);
    }
    if secure {
        headers.insert(STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
    }
}
