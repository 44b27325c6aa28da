//! POST `/account/password`.

use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::{body, new_password};
use super::present;
use crate::App;
use crate::accounts::passwords;
use crate::http::account;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Changes the password, or shows the page again.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, take(&app, &visit, &signed, request)).await
}

async fn take(app: &App, visit: &Visit, signed: &Signed, request: Request<Body>) -> Result<Response, PageError> {
    let (parts, body) = request.into_parts();
    let mut typed = Typed { fields: body::of(&parts.headers, body).await?, problems: Vec::new() };
    let password = match new_password::read(&typed, &signed.account) {
        Ok(password) => present::is_typed(app, &parts, signed, &typed).await?.map(|()| password),
        Err(problem) => Err(problem),
    };
    match password {
        Ok(password) => {
            let hash = passwords::hash(app, password).await?;
            let now = app.clock.now();
            app.store.change_password(&signed.author(), now, &signed.account, (&hash, signed.session.id)).await?;
            Ok(Redirect::to("/account?done=password").into_response())
        }
        Err(problem) => {
            typed.problems.push(problem);
            account::show_again(app, visit, signed, typed, None).await
        }
    }
}
