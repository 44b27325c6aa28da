//! POST below `/account/passkeys`: a passkey is added in two steps, and removed. First its name and the present password; then what the
//! authenticator answers to what it was asked in this session.

use app::pages::account::RecoveryPage;
use app::pages::passkeys::{LONGEST_NAME, NAME, PATH};
use app::parts::fields::Typed;
use app::parts::passkeys::ANSWER;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::super::body;
use super::present;
use crate::App;
use crate::accounts::passkeys::NewKey;
use crate::accounts::recovery::RecoveryCode;
use crate::accounts::token::Purpose;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::passkeys;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Asks the authenticator for a key, or shows the page again.
pub async fn begin(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, ask(&app, &visit, &signed, request)).await
}

async fn ask(app: &App, visit: &Visit, signed: &Signed, request: Request<Body>) -> Result<Response, PageError> {
    let here = passkeys::for_account(app, &signed.account)?;
    let (parts, body) = request.into_parts();
    let mut typed = Typed { fields: body::of(&parts.headers, body).await?, problems: Vec::new() };
    let name = match name(&typed) {
        Ok(name) => present::is_typed(app, &parts, signed, &typed).await?.map(|()| name),
        Err(problem) => Err(problem),
    };
    let name = match name {
        Ok(name) => name,
        Err(problem) => {
            typed.problems.push(problem);
            return Ok(passkeys::show_adding(app, visit, typed).await);
        }
    };
    let known = app.store.passkeys(signed.account.id).await?.into_iter().map(|passkey| passkey.credential_id);
    let asked = here.ask_for_new(&signed.account, known.collect())?;
    let cookie = passkeys::keep(app, Purpose::PasskeyAdding, Some(signed.session.id), &asked).await?;
    let mut response = passkeys::show_making(app, visit, name, &asked).await;
    passkeys::add_cookie(&mut response, cookie);
    Ok(response)
}

/// What a passkey is to be called.
fn name(typed: &Typed) -> Result<String, (&'static str, &'static str)> {
    let name = typed.value(NAME).trim().to_owned();
    if (1..=LONGEST_NAME).contains(&name.chars().count()) { Ok(name) } else { Err((NAME, "passkey-name-wrong")) }
}

/// Takes the key that the authenticator made, or shows the first page again.
pub async fn finish(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    request: Request<Body>,
) -> Response {
    // What was asked is answered: the way goes on where it began.
    let visit = Visit { path: PATH.to_owned(), ..visit };
    let (parts, body) = request.into_parts();
    let mut response = page::or_refuse(&app, &visit, take(&app, &visit, &signed, (&parts, body))).await;
    passkeys::forget(&app, &parts.headers, &mut response);
    response
}

async fn take(app: &App, visit: &Visit, signed: &Signed, (parts, body): (&Parts, Body)) -> Result<Response, PageError> {
    passkeys::for_account(app, &signed.account)?;
    let typed = Typed { fields: body::of(&parts.headers, body).await?, problems: Vec::new() };
    let asked = passkeys::kept(app, &parts.headers, Purpose::PasskeyAdding, Some(signed.session.id)).await?;
    let (name, key) = match name(&typed).and_then(|name| Ok((name, made(app, &typed, asked)?))) {
        Ok(made) => made,
        Err(problem) => return Ok(again(app, visit, &typed, problem).await),
    };
    // From now on more than the password is asked for: what stands in when the key is lost is given with the first.
    let is_first = !signed.account.factors.any();
    let codes = if is_first { app.secrets.make(RecoveryCode::set).to_vec() } else { Vec::new() };
    let hashes: Vec<_> = codes.iter().map(|code| code.hash(signed.account.id.as_bytes())).collect();
    let now = app.clock.now();
    let new = (app.ids.make(now), name.as_str(), &key);
    if !app.store.add_passkey(&signed.author(), now, &signed.account, new, &hashes).await? {
        return Ok(again(app, visit, &typed, ("", "passkey-known")).await);
    }
    if codes.is_empty() {
        return Ok(Redirect::to("/account?done=passkey").into_response());
    }
    let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
    let response = page::show(app, visit, move || {
        let codes = codes.clone();
        view! { <RecoveryPage codes done="passkey-done"/> }
    });
    Ok(response.await)
}

/// The key that the authenticator made when this was asked in this session.
fn made(app: &App, typed: &Typed, asked: Option<String>) -> Result<NewKey, (&'static str, &'static str)> {
    let (Some(here), Some(state)) = (&app.passkeys, asked) else { return Err(("", "passkey-late")) };
    here.made(&typed.value(ANSWER), &state).map_err(|refused| {
        tracing::warn!(%refused, "a passkey was not added");
        ("", "passkey-not-believed")
    })
}

/// The first page with what is wrong.
async fn again(app: &App, visit: &Visit, typed: &Typed, problem: (&'static str, &'static str)) -> Response {
    let typed = Typed { problems: vec![problem], ..Typed::of([(NAME, typed.value(NAME).as_str())]) };
    passkeys::show_adding(app, visit, typed).await
}

/// Removes one of one's own passkeys, or shows the page again.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, take_away(&app, &visit, &signed, (&id, request))).await
}

async fn take_away(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (id, request): (&str, Request<Body>),
) -> Result<Response, PageError> {
    let (parts, body) = request.into_parts();
    let mut typed = Typed { fields: body::of(&parts.headers, body).await?, problems: Vec::new() };
    // Of somebody else, there is none.
    let all = app.store.passkeys(signed.account.id).await?;
    let passkey = all.iter().find(|passkey| passkey.id.to_string() == id).ok_or(PageError::NotFound)?;
    if let Err(problem) = present::is_typed(app, &parts, signed, &typed).await? {
        typed.problems.push(problem);
        return passkeys::show_removal(app, visit, signed, (id, typed)).await;
    }
    if app.store.remove_passkey(&signed.author(), app.clock.now(), &signed.account, passkey.id).await? {
        Ok(Redirect::to("/account?done=passkey-removed").into_response())
    } else {
        Err(PageError::NotFound)
    }
}
