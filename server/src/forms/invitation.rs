//! POST `/invitation/{token}`: somebody sets their password by a link.

use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::{body, new_password};
use crate::App;
use crate::accounts::passwords;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::sign_in::{PASSWORD_SET, linked, show_invitation};
use crate::http::visit::Visit;

/// Sets the password and leads to the sign-in, or shows the form again.
pub async fn submit(State(app): State<App>, visit: Visit, Path(token): Path<String>, request: Request<Body>) -> Response {
    page::or_refuse(&app, &visit, take(&app, &visit, &token, request)).await
}

async fn take(app: &App, visit: &Visit, token: &str, request: Request<Body>) -> Result<Response, PageError> {
    let mut typed = Typed { fields: body::read(request).await?, problems: Vec::new() };
    let (account, link) = linked(app, token).await?;
    let password = match new_password::read(&typed, &account) {
        Ok(password) => password,
        Err(problem) => {
            typed.problems.push(problem);
            return Ok(show_invitation(app, visit, account, typed).await);
        }
    };
    let hash = passwords::hash(app, password).await?;
    if !app.store.set_password_by_link(app.clock.now(), &account, (link, &hash)).await? {
        return Err(PageError::LinkGone);
    }
    Ok(Redirect::to(&format!("/sign-in?{PASSWORD_SET}")).into_response())
}
