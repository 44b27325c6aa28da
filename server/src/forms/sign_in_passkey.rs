//! POST `/sign-in/passkey`, and below `/sign-in/code` after the password: a passkey signs, and signs somebody in. Its holder is verified by the
//! authenticator each time, so it is both what somebody has and what they know or are.

use app::domain::account::Account;
use app::pages::sign_in::TO;
use app::parts::fields::Typed;
use app::parts::passkeys::ANSWER;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, SET_COOKIE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::body;
use super::sign_in::{Attempts, ask_to_wait, begin, may, note_failure, refuse};
use crate::App;
use crate::accounts::passkeys::{Answer, Asked, Refused};
use crate::accounts::token::Purpose;
use crate::http::error::PageError;
use crate::http::visit::Visit;
use crate::http::{page, passkeys, sign_in};

/// Tells what a passkey is to sign, whose ever it is.
pub async fn challenge(State(app): State<App>, visit: Visit, request: Request<Body>) -> Response {
    let (parts, _) = request.into_parts();
    page::or_refuse(&app, &visit, ask_anybody(&app, &visit, &parts)).await
}

async fn ask_anybody(app: &App, visit: &Visit, parts: &Parts) -> Result<Response, PageError> {
    let here = passkeys::here(app)?;
    // Whoever has to wait would touch their key for nothing; and what is asked is kept for a while.
    if let Some(seconds) = Attempts::from(app, parts).must_wait().await? {
        return Ok(ask_to_wait(app, visit, Typed::default(), seconds).await);
    }
    told(app, (Purpose::PasskeySignIn, None), &here.ask(&[])?).await
}

/// Tells what a passkey of somebody is to sign whose password was right.
pub async fn challenge_after_password(State(app): State<App>, visit: Visit, request: Request<Body>) -> Response {
    let (parts, _) = request.into_parts();
    page::or_refuse(&app, &visit, ask_one(&app, &parts)).await
}

async fn ask_one(app: &App, parts: &Parts) -> Result<Response, PageError> {
    let here = passkeys::here(app)?;
    let (half, account) = sign_in::half_signed_in(app, &parts.headers).await?.ok_or(PageError::NotFound)?;
    let keys: Vec<_> = app.store.passkeys(account.id).await?.into_iter().map(|passkey| passkey.credential_id).collect();
    if keys.is_empty() {
        return Err(PageError::NotFound);
    }
    told(app, (Purpose::PasskeyCode, Some(half.id)), &here.ask(&keys)?).await
}

/// What is to be signed, as JSON, with the cookie that must come back with it.
async fn told(app: &App, (purpose, session): (Purpose, Option<Uuid>), asked: &Asked) -> Result<Response, PageError> {
    let cookie = passkeys::keep(app, purpose, session, asked).await?;
    let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")];
    let mut response = (headers, asked.options.to_string()).into_response();
    passkeys::add_cookie(&mut response, cookie);
    Ok(response)
}

/// Signs somebody in whose passkey signed, or shows the form again.
pub async fn submit(State(app): State<App>, visit: Visit, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    // What was asked is answered: the way goes on where it began.
    let visit = Visit { path: "/sign-in".to_owned(), ..visit };
    let mut response = page::or_refuse(&app, &visit, take(&app, &visit, &parts, body)).await;
    passkeys::forget(&app, &parts.headers, &mut response);
    response
}

async fn take(app: &App, visit: &Visit, parts: &Parts, body: Body) -> Result<Response, PageError> {
    passkeys::here(app)?;
    let typed = Typed { fields: body::of(&parts.headers, body).await?, problems: Vec::new() };
    let attempt = match Attempts::from(app, parts).begin().await? {
        Ok(attempt) => attempt,
        Err(seconds) => return Ok(ask_to_wait(app, visit, typed, seconds).await),
    };
    let account = match signed_by(app, parts, (Purpose::PasskeySignIn, None), &typed.value(ANSWER)).await? {
        Ok(account) => account,
        Err(account) => return Ok(refuse(app, visit, account, typed).await),
    };
    attempt.was_right().await?;
    Attempts::of(app, parts, Some(&account.name)).forget().await?;
    let mut response = sign_in::onward(sign_in::wanted(&account, &typed.value(TO)));
    response.headers_mut().insert(SET_COOKIE, begin(app, &parts.headers, &account, true).await?);
    Ok(response)
}

/// Signs somebody in whose password was right and whose passkey signed, or shows the form again.
pub async fn submit_after_password(State(app): State<App>, visit: Visit, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    let visit = Visit { path: "/sign-in/code".to_owned(), ..visit };
    let mut response = page::or_refuse(&app, &visit, take_after_password(&app, &visit, &parts, body)).await;
    passkeys::forget(&app, &parts.headers, &mut response);
    response
}

async fn take_after_password(app: &App, visit: &Visit, parts: &Parts, body: Body) -> Result<Response, PageError> {
    passkeys::here(app)?;
    let mut typed = Typed { fields: body::of(&parts.headers, body).await?, problems: Vec::new() };
    let Some((half, account)) = sign_in::half_signed_in(app, &parts.headers).await? else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let attempts = Attempts::of(app, parts, Some(&account.name));
    let attempt = match attempts.begin().await? {
        Ok(attempt) => attempt,
        Err(seconds) => {
            let mut response = sign_in::show_code_form(app, visit, Some(&account), typed, Some(seconds)).await;
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            return Ok(response);
        }
    };
    let signed = signed_by(app, parts, (Purpose::PasskeyCode, Some(half.id)), &typed.value(ANSWER)).await?;
    if signed.is_ok_and(|owner| owner.id == account.id) {
        attempt.was_right().await?;
        attempts.forget().await?;
        app.store.end_half_session(half.id).await?;
        let mut response = sign_in::onward(sign_in::wanted(&account, &typed.value(TO)));
        response.headers_mut().insert(SET_COOKIE, begin(app, &parts.headers, &account, true).await?);
        return Ok(response);
    }
    note_failure(app, account.clone());
    typed.problems.push(("", "passkey-not-believed"));
    Ok(sign_in::show_code_form(app, visit, Some(&account), typed, None).await)
}

/// Whose passkey signed what this browser was asked, who may come in; otherwise whose account was tried, where that is known.
async fn signed_by(
    app: &App,
    parts: &Parts,
    (purpose, session): (Purpose, Option<Uuid>),
    answer: &str,
) -> Result<Result<Account, Option<Account>>, PageError> {
    let here = passkeys::here(app)?;
    // Whatever comes of it, this was asked once.
    let Some(state) = passkeys::kept(app, &parts.headers, purpose, session).await? else { return Ok(Err(None)) };
    let Ok(answer) = Answer::read(answer) else { return Ok(Err(None)) };
    let Some(passkey) = app.store.passkey(answer.credential_id()).await? else { return Ok(Err(None)) };
    let Some(account) = app.store.own_account(passkey.account_id).await? else { return Ok(Err(None)) };
    // Where nobody was named before, the authenticator must say whose the key is.
    let is_theirs = match answer.account() {
        Some(named) => named == account.id,
        None => session.is_some(),
    };
    if !is_theirs {
        return Ok(Err(Some(account)));
    }
    let now = app.clock.now();
    let credential = match here.signed(&answer, &state, &passkey.credential) {
        Ok(credential) => credential,
        Err(refused) => {
            tracing::warn!(%refused, "a passkey did not sign somebody in");
            if matches!(refused, Refused::WentBack) {
                app.store.note_passkey_went_back(now, &account, &passkey.name).await?;
            }
            return Ok(Err(Some(account)));
        }
    };
    let credentials = app.store.credentials(account.id).await?;
    if !may(&account, &credentials, app.store.demonstration().await?) || account.from_provider {
        return Ok(Err(Some(account)));
    }
    // Of two answers with one counter, the second comes to nothing.
    if !app.store.use_passkey(now, &passkey, &credential).await? {
        return Ok(Err(Some(account)));
    }
    Ok(Ok(account))
}
