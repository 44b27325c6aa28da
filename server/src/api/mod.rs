//! `/api/v1`: what other systems read and hand over. Each address is described where it is handled, and `/api/openapi.json` is made of
//! these descriptions.
//!
//! The API is outside the world of browsers: a cookie opens nothing here, so there is nothing that the page of another site could abuse.

mod body;
mod caller;
mod campaigns;
mod catalogue;
mod description;
mod invitations;
mod lists;
mod points;
pub(crate) mod problem;
mod refusals;
mod results;
mod submissions;

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use axum::{Router, middleware};
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::problem::ApiError;
use crate::App;
use crate::http::error::PageError;
use crate::http::guards::CROSS_ORIGIN_RESOURCE_POLICY;

/// Where the API begins.
pub const PATH: &str = "/api/v1";
/// Where its description is.
pub const DESCRIPTION: &str = "/api/openapi.json";

/// What everybody may read.
pub const OPEN: [&str; 5] = ["/api/v1/results", "/api/v1/units", "/api/v1/sectors", "/api/v1/campaigns", DESCRIPTION];

/// On answers that are the same for everybody, so that the pages of other sites may read them too.
const FOR_EVERYBODY: [(axum::http::HeaderName, HeaderValue); 2] = [
    (ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    (CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("cross-origin")),
];

/// Whether a path is one of the API: then an error is told as a problem and not by a page.
#[must_use]
pub fn has(path: &str) -> bool {
    path.strip_prefix(PATH).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The handlers with their descriptions.
fn described() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(description::base())
        .routes(routes!(results::show))
        .routes(routes!(catalogue::units))
        .routes(routes!(catalogue::sectors))
        .routes(routes!(campaigns::show))
        .routes(routes!(points::show))
        .routes(routes!(points::show_one))
        .routes(routes!(submissions::submit))
        .routes(routes!(invitations::show, invitations::issue))
        .routes(routes!(invitations::show_one))
        .routes(routes!(invitations::make_links))
        .routes(routes!(invitations::withdraw))
}

/// The description.
#[must_use]
pub fn description() -> OpenApi {
    described().into_openapi()
}

/// The description as it is served.
///
/// # Errors
/// Never with this description: everything in it has a JSON form.
pub fn written_description() -> serde_json::Result<String> {
    serde_json::to_string_pretty(&description()).map(|text| text + "\n")
}

/// Everything that is served under `/api`.
pub fn router() -> Router<App> {
    let (handlers, _) = described().split_for_parts();
    let handlers = handlers
        .fallback(|| async { ApiError::from(PageError::NotFound) })
        .method_not_allowed_fallback(|| async { ApiError::from(PageError::WrongMethod) })
        .layer(CatchPanicLayer::custom(|_| ApiError::from(PageError::Unavailable("a handler panicked".into())).into_response()))
        .layer(middleware::from_fn(problem::spoken));
    // A slash alone is no part of what is nested.
    let nothing = Router::new().route(&format!("{PATH}/"), any(|| async { ApiError::from(PageError::NotFound) }));
    Router::new()
        .route(DESCRIPTION, get(describe))
        .merge(nothing.layer(middleware::from_fn(problem::spoken)))
        .nest(PATH, handlers)
}

async fn describe(State(_): State<App>) -> Response {
    match written_description() {
        Ok(text) => (FOR_EVERYBODY, [(CONTENT_TYPE, "application/json")], text).into_response(),
        Err(error) => ApiError::from(PageError::Unavailable(error.into())).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::has;

    #[test]
    fn a_path_is_one_of_the_api_as_a_whole_step() {
        assert!(["/api/v1", "/api/v1/", "/api/v1/units"].into_iter().all(has));
        assert!(!["/", "/api", "/api/v10", "/api/openapi.json", "/results"].into_iter().any(has));
    }
}
