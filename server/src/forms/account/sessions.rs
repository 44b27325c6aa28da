//! POST `/account/sessions`: ends one of one's own sessions.

use app::pages::account::SESSION;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Ends the session.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, take(&app, &signed, request)).await
}

async fn take(app: &App, signed: &Signed, request: Request<Body>) -> Result<Response, PageError> {
    let fields = body::read(request).await?;
    let id = fields.first(SESSION).and_then(|id| id.parse().ok()).ok_or(PageError::NotFound)?;
    // One that has ended meanwhile is as gone as was wanted; one of somebody else is not found.
    if app.store.end_session(&signed.author(), app.clock.now(), &signed.account, id).await? {
        Ok(Redirect::to("/account?done=session").into_response())
    } else {
        Err(PageError::NotFound)
    }
}
