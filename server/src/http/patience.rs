//! No page takes longer than this: a database that hangs must not make everybody hang with it.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::error::PageError;
use super::page;
use super::visit::Visit;
use crate::App;

/// Longer than the store waits for the database by itself, so that its own answer comes first.
const PATIENCE: Duration = Duration::from_secs(12);

/// Answers that the service is unavailable where a page does not come in time.
pub async fn limited(State(app): State<App>, visit: Visit, request: Request, next: Next) -> Response {
    match tokio::time::timeout(PATIENCE, next.run(request)).await {
        Ok(response) => response,
        Err(elapsed) => page::refuse(&app, &visit, PageError::Unavailable(elapsed.into())).await,
    }
}
