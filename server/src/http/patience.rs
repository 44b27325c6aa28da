//! No page takes longer than this: a database that hangs must not make everybody hang with it. A form has besides what it may take to
//! arrive, which is no fault of ours.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;

use super::error::PageError;
use super::page;
use super::visit::Visit;
use crate::App;
use crate::forms::body;

/// Longer than the store waits for the database by itself, so that its own answer comes first.
const PATIENCE: Duration = Duration::from_secs(12);

/// Answers that the service is unavailable where a page does not come in time.
pub async fn limited(State(app): State<App>, visit: Visit, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let patience = if reads { PATIENCE } else { body::PATIENCE + PATIENCE };
    match tokio::time::timeout(patience, next.run(request)).await {
        Ok(response) => response,
        Err(elapsed) => page::refuse(&app, &visit, PageError::Unavailable(elapsed.into())).await,
    }
}
