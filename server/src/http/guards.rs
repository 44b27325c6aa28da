//! What stands around every answer: compression, headers, and a last resort when a handler panics.

use axum::Router;
use axum::http::header::{REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, HeaderValue};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

/// Brotli's quality for pages made anew each time: the smallest level whose pages fit the first round trip; higher ones cost more
/// time than they save bytes.
const QUALITY: i32 = 4;

/// The router with everything around it.
pub fn around(router: Router) -> Router {
    let header = |name: HeaderName, value| SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value));
    router
        .layer(CatchPanicLayer::new())
        .layer(header(X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(REFERRER_POLICY, "same-origin"))
        .layer(header(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(QUALITY)))
}
