//! What stands around every answer: refusals by the head alone, patience, headers, compression, and a last resort when a handler panics.

use std::pin::pin;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use axum::{Router, middleware};
use futures_util::StreamExt;
use tokio::sync::oneshot;
use tokio::time::error::Elapsed;
use tokio::time::timeout;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

use super::error::PageError;
use super::visit::Visit;
use super::{origin, page};
use crate::api::problem::{ApiError, language};
use crate::forms::{arriving, body};
use crate::{App, api};

/// Brotli's quality for pages made anew each time: the smallest level whose pages fit the first round trip; higher ones cost more
/// time than they save bytes.
const QUALITY: i32 = 4;

/// No answer takes longer than this: a database that hangs must not make everybody hang with it. It is longer than the store waits for the
/// database by itself, so that its own answer comes first.
pub const PATIENCE: Duration = Duration::from_secs(12);

/// The longest address, in bytes. A filter of results has some 300, a search in Vietnamese, percent-encoded, seldom more than 500.
const LONGEST_ADDRESS: usize = 4096;

/// The type of forms that carry a file.
const UPLOAD: &[u8] = b"multipart/form-data";

/// Who may use an answer in pages of their own. Open data say that everybody may; all else is ours alone.
pub(crate) const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// The same on every answer.
const ALWAYS: [(HeaderName, HeaderValue); 3] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
];

/// On answers that do not say otherwise. A page brings its own policy; what is no page can do nothing, should it be opened as one. A
/// policy on a style or a script says nothing about the page that uses it.
const UNLESS_SAID: [(HeaderName, HeaderValue); 3] = [
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
    (CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("same-origin")),
];

/// Browsers that came by HTTPS once come by nothing else for a year. Subdomains are left alone: they may be other people's, and whoever
/// owns the domain can say it for all of them.
const HTTPS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// The router with everything around it.
pub fn around(app: App, router: Router) -> Router {
    let pages_and_the_like = DefaultPredicate::new().and(NotForContentType::const_new("application/zip"));
    router
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(app, guarded))
        // An archive is packed already, and its length is told only as long as nobody packs it again.
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(QUALITY)).compress_when(pages_and_the_like))
}

/// Refuses what is not to be read at all, waits for the answer no longer than it may take, and adds the headers of every answer.
async fn guarded(State(app): State<App>, mut visit: Visit, request: Request, next: Next) -> Response {
    let of_api = api::has(request.uri().path()).then(|| language(request.headers()));
    let answer = match objection(&app, &request) {
        None => answer(request, next).await,
        Some(error) => Err(error),
    };
    let mut response = match answer {
        Ok(response) => response,
        Err(error) => {
            if matches!(error, PageError::AddressTooLong) {
                // A page repeats its address in links, and this one need not travel on.
                "/".clone_into(&mut visit.path);
            }
            match of_api {
                Some(language) => ApiError::from(error).response(language),
                None => page::refuse(&app, &visit, error).await,
            }
        }
    };
    add_headers(response.headers_mut(), app.secure);
    response
}

/// What speaks against a request by its head alone.
fn objection(app: &App, request: &Request) -> Option<PageError> {
    if request.uri().path_and_query().is_some_and(|address| address.as_str().len() > LONGEST_ADDRESS) {
        return Some(PageError::AddressTooLong);
    }
    // No cookie opens the API: what comes from elsewhere comes with its own token or with nothing.
    let is_ours = api::has(request.uri().path())
        || origin::is_allowed(request.method(), request.uri(), request.headers(), app.public.as_ref());
    (!is_ours).then_some(PageError::FromElsewhere)
}

/// The answer, if it comes in time. A form has besides what it may take to arrive, which is no fault of ours; of an upload it is known when it
/// did, so that an answer to it takes no longer than others.
async fn answer(request: Request, next: Next) -> Result<Response, PageError> {
    let late = |late: Elapsed| PageError::Unavailable(late.into());
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return timeout(PATIENCE, next.run(request)).await.map_err(late);
    }
    if !is_upload(request.headers()) {
        return timeout(body::PATIENCE + PATIENCE, next.run(request)).await.map_err(late);
    }
    let (coming, came) = oneshot::channel::<()>();
    // It is let go with the body, which whoever reads it lets go at its end.
    let request = request.map(|body| {
        Body::from_stream(body.into_data_stream().inspect(move |_| {
            let _ = &coming;
        }))
    });
    let mut answer = pin!(next.run(request));
    let arrived = async { timeout(arriving::LONGEST + PATIENCE, came).await.map(drop) };
    tokio::select! {
        answer = &mut answer => return Ok(answer),
        arrived = arrived => arrived.map_err(late)?,
    }
    timeout(PATIENCE, answer).await.map_err(late)
}

/// Whether a request carries a file.
fn is_upload(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    kind.get(..UPLOAD.len()).is_some_and(|kind| kind.eq_ignore_ascii_case(UPLOAD))
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

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use axum::body::Body;
    use axum::extract::Request;
    use axum::http::header::CONTENT_TYPE;
    use axum::http::{Method, StatusCode};
    use axum::middleware::{Next, from_fn};
    use axum::response::{IntoResponse, Response};
    use axum::routing::post;
    use axum::{Router, body::Bytes};
    use futures_util::{StreamExt, stream};
    use tokio::time::{Duration, Instant, sleep};
    use tower::ServiceExt;

    use super::{PATIENCE, answer};
    use crate::forms::arriving::whole;

    /// What is answered to a body of so many seconds, of each of which so much came, and after how long; the handler needs so long besides.
    async fn answered(kind: &str, (seconds, bytes): (u64, usize), work: Duration) -> (StatusCode, Duration) {
        let handler = move |request: Request| async move {
            let read = whole(request.into_body(), usize::MAX).await;
            sleep(work).await;
            read.map_or_else(|error| error.status(), |_| StatusCode::OK)
        };
        let guard = |request: Request, next: Next| async move {
            answer(request, next).await.unwrap_or_else(|error| error.status().into_response())
        };
        let router: Router = Router::new().route("/", post(handler)).layer(from_fn(guard));
        let body = stream::iter(0..seconds).then(move |_| async move {
            sleep(Duration::from_secs(1)).await;
            Ok::<_, Infallible>(Bytes::from(vec![b'a'; bytes]))
        });
        let request = Request::builder().method(Method::POST).uri("/").header(CONTENT_TYPE, kind);
        let begun = Instant::now();
        let response: Response = router.oneshot(request.body(Body::from_stream(body)).unwrap()).await.unwrap();
        (response.status(), begun.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn an_upload_has_the_time_that_it_takes_to_arrive_and_its_answer_that_of_others() {
        let upload = "Multipart/Form-Data; boundary=x";
        assert_eq!(answered(upload, (300, 20_000), Duration::ZERO).await, (StatusCode::OK, Duration::from_mins(5)));
        let (status, after) = answered(upload, (300, 20_000), Duration::from_mins(5)).await;
        assert_eq!((status, after), (StatusCode::SERVICE_UNAVAILABLE, Duration::from_mins(5) + PATIENCE));
        let (status, after) = answered(upload, (300, 1_000), Duration::ZERO).await;
        assert!(status == StatusCode::REQUEST_TIMEOUT && after < Duration::from_secs(30), "{after:?}");
        // Nothing else is waited for so long.
        let (status, after) = answered("text/plain", (300, 20_000), Duration::ZERO).await;
        assert!(status == StatusCode::SERVICE_UNAVAILABLE && after < Duration::from_secs(40), "{after:?}");
    }
}
