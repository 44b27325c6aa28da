//! `/sign-in` and the pages behind links: what one sees before one is signed in.

use std::collections::HashMap;

use app::domain::account::{Account, Factors};
use app::domain::role::{Reach, Right};
use app::pages::invitation::InvitationPage;
use app::pages::manage::campaigns::PATH as CAMPAIGNS;
use app::pages::sign_in::{Before, CodePage, SignInPage, TO};
use app::parts::fields::Typed;
use app::text::Words;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::error::PageError;
use super::sign_in_provider::PROVIDER;
use super::visit::Visit;
use super::{page, signed};
use crate::App;
use crate::accounts::token::{Purpose, Token, TokenHash};
use crate::store::sessions::Session;

/// The mark in the address of the sign-in after a password was set.
pub const PASSWORD_SET: &str = "password-set";
/// The mark in the address of the sign-in after somebody signed out who had come by the provider of identities.
pub const SIGNED_OUT: &str = "signed-out";

pub async fn show(State(app): State<App>, visit: Visit, Query(query): Query<HashMap<String, String>>) -> Response {
    let typed = visit.typed_or(Typed::of([(TO, query.get(TO).map_or("", String::as_str))]));
    let before = match &app.provider {
        _ if query.contains_key(PASSWORD_SET) => Some(Before::PasswordSet),
        Some(provider) if query.contains_key(SIGNED_OUT) => Some(Before::SignedOut(provider.farewell().await)),
        _ => None,
    };
    show_form(&app, &visit, typed, before, None).await
}

/// The form, perhaps with what is wrong, or with the seconds to wait.
pub async fn show_form(app: &App, visit: &Visit, typed: Typed, before: Option<Before>, wait: Option<i64>) -> Response {
    let shown = typed.clone();
    let provider = app.provider.as_ref().map(|provider| {
        let label = provider.settings.label.clone();
        let to = utf8_percent_encode(&typed.value(TO), NON_ALPHANUMERIC).to_string();
        (format!("{PROVIDER}?{TO}={to}"), label.unwrap_or_else(|| Words(visit.preferences.language).t("sign-in-provider")))
    });
    let passkeys = app.passkeys.is_some();
    page::with_form(app, visit, &typed, move || {
        let (typed, before, provider) = (shown.clone(), before.clone(), provider.clone());
        view! { <SignInPage typed before provider passkeys wait/> }
    })
    .await
}

pub async fn code(
    State(app): State<App>,
    visit: Visit,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let typed = Typed::of([(TO, query.get(TO).map_or("", String::as_str))]);
    let half = match half_signed_in(&app, &headers).await {
        Ok(half) => half,
        Err(error) => return page::refuse(&app, &visit, error).await,
    };
    show_code_form(&app, &visit, half.as_ref().map(|(_, account)| account), typed, None).await
}

/// Whose password was right a moment ago, and in which session that waits for the rest.
///
/// # Errors
/// When the database does not answer.
pub async fn half_signed_in(app: &App, headers: &HeaderMap) -> Result<Option<(Session, Account)>, PageError> {
    let Some(token) = signed::token(app, headers) else { return Ok(None) };
    let session = app.store.session(token.hash(Purpose::HalfSession)).await?;
    let Some(session) = session.filter(|session| !session.complete && session.lasts(app.clock.now())) else { return Ok(None) };
    let account = app.store.own_account(session.account_id).await?;
    Ok(account.filter(|account| account.suspended_at.is_none()).map(|account| (session, account)))
}

/// The form for the code of an app, or for a passkey, as the account has them; of nobody, for a code.
pub async fn show_code_form(app: &App, visit: &Visit, account: Option<&Account>, typed: Typed, wait: Option<i64>) -> Response {
    let factors = account.map_or(Factors { app: true, passkey: false }, |account| account.factors);
    let factors = Factors { passkey: factors.passkey && app.passkeys.is_some(), ..factors };
    let shown = typed.clone();
    page::with_form(app, visit, &typed, move || {
        let typed = shown.clone();
        view! { <CodePage typed factors wait/> }
    })
    .await
}

pub async fn invitation(State(app): State<App>, visit: Visit, Path(token): Path<String>) -> Response {
    match linked(&app, &token).await {
        Ok((account, _)) => show_invitation(&app, &visit, account, Typed::default()).await,
        Err(error) => page::refuse(&app, &visit, error).await,
    }
}

/// The form of a new password.
pub async fn show_invitation(app: &App, visit: &Visit, account: Account, typed: Typed) -> Response {
    let shown = typed.clone();
    page::with_form(app, visit, &typed, move || {
        let (account, typed) = (account.clone(), shown.clone());
        view! { <InvitationPage account typed/> }
    })
    .await
}

/// The account of a link, and the hash under which the link is stored.
pub async fn linked(app: &App, token: &str) -> Result<(Account, TokenHash), PageError> {
    let token: Token = token.parse().map_err(|_| PageError::LinkGone)?;
    let hash = token.hash(Purpose::Invitation);
    let account = app.store.linked_account(hash, app.clock.now()).await?.ok_or(PageError::LinkGone)?;
    Ok((account, hash))
}

/// What somebody wants to see after signing in: what they asked for; otherwise those who run surveys want their campaigns.
#[must_use]
pub fn wanted<'a>(account: &Account, to: &'a str) -> &'a str {
    if to.is_empty() && !Reach::of(&account.grants, Right::Surveys).is_nowhere() { CAMPAIGNS } else { to }
}

/// To where somebody goes after signing in: to an address of ours that they asked for, otherwise to their account.
pub fn onward(to: &str) -> Response {
    Redirect::to(if is_ours(to) { to } else { "/account" }).into_response()
}

/// Whether an address is certainly one of ours.
pub fn is_ours(to: &str) -> bool {
    to.starts_with('/') && !to.starts_with("//") && to.bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
}

#[cfg(test)]
mod tests {
    use axum::http::header::LOCATION;

    use super::onward;

    #[test]
    fn nobody_is_led_to_another_site() {
        let to = |to: &str| onward(to).headers()[LOCATION].to_str().unwrap().to_owned();
        for ours in ["/", "/manage/users?find=a%20b", "/account"] {
            assert_eq!(to(ours), ours);
        }
        for other in
            ["", "https://evil.example", "//evil.example", "/\\evil.example", "evil", "/a\r\nX: y", "/a b", "/\u{9}/evil"]
        {
            assert_eq!(to(other), "/account", "{other:?}");
        }
    }
}
