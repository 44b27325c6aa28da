//! POST `/sign-in/code`: the code of an authenticator app, or a recovery code, after the password.

use app::domain::account::Account;
use app::pages::sign_in::{CODE, TO};
use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};

use super::body;
use super::sign_in::{Attempts, begin, note_failure};
use crate::App;
use crate::accounts::recovery::RecoveryCode;
use crate::accounts::totp;
use crate::http::error::PageError;
use crate::http::visit::Visit;
use crate::http::{page, sign_in};

/// Signs somebody in whose password was right, or shows the form again.
pub async fn submit(State(app): State<App>, visit: Visit, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    page::or_refuse(&app, &visit, take(&app, &visit, &parts, body)).await
}

async fn take(app: &App, visit: &Visit, parts: &Parts, body: Body) -> Result<Response, PageError> {
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
    if !is_right(app, &account, &typed.value(CODE)).await? {
        note_failure(app, account.clone());
        typed.problems.push((CODE, "code-wrong"));
        return Ok(sign_in::show_code_form(app, visit, Some(&account), typed, None).await);
    }
    attempt.was_right().await?;
    attempts.forget().await?;
    app.store.end_half_session(half.id).await?;
    let mut response = sign_in::onward(sign_in::wanted(&account, &typed.value(TO)));
    response.headers_mut().insert(SET_COOKIE, begin(app, &parts.headers, &account, true).await?);
    Ok(response)
}

/// Whether it is a code of the account's app, or one of its recovery codes. Each is taken once.
async fn is_right(app: &App, account: &Account, typed: &str) -> Result<bool, PageError> {
    let now = app.clock.now();
    let credentials = app.store.credentials(account.id).await?;
    let step = credentials.totp.and_then(|secret| totp::check(&secret, typed, now, credentials.totp_step));
    if let Some(step) = step {
        return Ok(app.store.use_totp_step(account.id, step).await?);
    }
    match typed.parse::<RecoveryCode>() {
        Ok(code) => Ok(app.store.use_recovery_code(now, account, code.hash(account.id.as_bytes())).await?),
        Err(_) => Ok(false),
    }
}
