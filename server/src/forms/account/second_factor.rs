//! POST `/account/second-factor`: an authenticator app is set up, by its first code; and its removal.

use app::pages::account::{RecoveryPage, SECRET};
use app::pages::sign_in::CODE;
use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::super::body;
use super::present;
use crate::App;
use crate::accounts::recovery::RecoveryCode;
use crate::accounts::totp::{self, Secret};
use crate::http::account;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Sets the app up and shows the recovery codes once, or shows the page again.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, set(&app, &visit, &signed, request)).await
}

async fn set(app: &App, visit: &Visit, signed: &Signed, request: Request<Body>) -> Result<Response, PageError> {
    let mut typed = Typed { fields: body::read(request).await?, problems: Vec::new() };
    // The secret travels through the form: until a code shows that an app has it, it is nobody's.
    let secret = Secret::from_groups(&typed.value(SECRET)).ok_or_else(|| PageError::BadForm(vec![SECRET.to_owned()]))?;
    let now = app.clock.now();
    let Some(step) = totp::check(&secret, &typed.value(CODE), now, None) else {
        typed.problems.push((CODE, "code-wrong"));
        return account::show_second_factor(app, visit, signed, (secret, typed)).await;
    };
    let codes = app.secrets.make(RecoveryCode::set);
    let hashes = codes.each_ref().map(|code| code.hash(signed.account.id.as_bytes()));
    app.store.set_second_factor(&signed.author(), now, &signed.account, (&secret, step, &hashes)).await?;
    let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
    let response = page::show(app, visit, move || {
        let codes = codes.clone();
        view! { <RecoveryPage codes done="second-factor-done"/> }
    });
    Ok(response.await)
}

/// Asks for no app any more, or shows the page again.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, take_away(&app, &visit, &signed, request)).await
}

async fn take_away(app: &App, visit: &Visit, signed: &Signed, request: Request<Body>) -> Result<Response, PageError> {
    let (parts, body) = request.into_parts();
    let mut typed = Typed { fields: body::of(&parts.headers, body).await?, problems: Vec::new() };
    if let Err(problem) = present::is_typed(app, &parts, signed, &typed).await? {
        typed.problems.push(problem);
        return Ok(account::show_removal(app, visit, typed).await);
    }
    app.store.remove_second_factor(&signed.author(), app.clock.now(), &signed.account).await?;
    Ok(Redirect::to("/account?done=second-factor-removed").into_response())
}
