//! `/account`: one's own account.

use std::collections::HashMap;

use app::pages::account::{AccountPage, Own, OwnSession, RemovalPage, SECRET, SecondFactorPage};
use app::pages::sign_in::CODE;
use app::parts::fields::Typed;
use axum::extract::{Extension, Query, State};
use axum::response::Response;
use leptos::prelude::*;

use super::error::PageError;
use super::page;
use super::passkeys;
use super::signed::{Signed, must_set_second_factor, needs_second_factor};
use super::visit::Visit;
use crate::App;
use crate::accounts::totp::Secret;
use crate::qr;

/// The name under which an authenticator app lists the account.
const ISSUER: &str = "Hài Lòng";

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let done = match query.get("done").map(String::as_str) {
        Some("password") => Some("password-changed"),
        Some("session") => Some("session-ended"),
        Some("second-factor-removed") => Some("second-factor-removed"),
        Some("passkey") => Some("passkey-done"),
        Some("passkey-removed") => Some("passkey-removed"),
        _ => None,
    };
    page::or_refuse(&app, &visit, show_again(&app, &visit, &signed, Typed::default(), done)).await
}

/// The page, perhaps with what is wrong in its form.
pub async fn show_again(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    typed: Typed,
    done: Option<&'static str>,
) -> Result<Response, PageError> {
    let sessions = app.store.sessions(signed.account.id, app.clock.now()).await?;
    let sessions = sessions.into_iter().map(|session| OwnSession {
        present: session.id == signed.session.id,
        id: session.id,
        browser: session.browser,
        created_at: session.created_at,
        seen_at: session.seen_at,
    });
    let recovery_codes = app.store.recovery_codes(signed.account.id).await?;
    let own = Own {
        account: signed.account.clone(),
        units: app.store.directory().await?.units.clone(),
        sessions: sessions.collect(),
        second_factor: !signed.account.from_provider || needs_second_factor(app, &signed.account),
        recovery_codes,
        passkeys: passkeys::own(app, &signed.account, recovery_codes).await?,
        typed: typed.clone(),
        done,
    };
    let page = page::with_form(app, visit, &typed, move || {
        let own = own.clone();
        view! { <AccountPage own/> }
    });
    Ok(page.await)
}

pub async fn second_factor(State(app): State<App>, visit: Visit, Extension(signed): Extension<Signed>) -> Response {
    let secret = app.secrets.make(Secret::random);
    page::or_refuse(&app, &visit, show_second_factor(&app, &visit, &signed, (secret, Typed::default()))).await
}

/// The page on which an app is set up, under this secret.
pub async fn show_second_factor(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (secret, typed): (Secret, Typed),
) -> Result<Response, PageError> {
    let picture = qr::svg(&secret.uri(ISSUER, signed.account.name.as_str()), qr::Surface::Screen)
        .map_err(|error| PageError::Unavailable(error.into()))?;
    let secret = secret.groups();
    let code = typed.value(CODE);
    let typed = Typed { problems: typed.problems, ..Typed::of([(SECRET, secret.as_str()), (CODE, code.as_str())]) };
    let needed = must_set_second_factor(app, signed);
    let passkeys = app.passkeys.is_some() && !signed.account.from_provider;
    let shown = typed.clone();
    let page = page::with_form(app, visit, &typed, move || {
        let (picture, secret, typed) = (picture.clone(), secret.clone(), shown.clone());
        view! { <SecondFactorPage picture secret typed needed passkeys/> }
    });
    Ok(page.await)
}

pub async fn removal(State(app): State<App>, visit: Visit) -> Response {
    show_removal(&app, &visit, Typed::default()).await
}

/// The page that asks before an app is no longer asked for.
pub async fn show_removal(app: &App, visit: &Visit, typed: Typed) -> Response {
    let shown = typed.clone();
    page::with_form(app, visit, &typed, move || {
        let typed = shown.clone();
        view! { <RemovalPage typed/> }
    })
    .await
}
