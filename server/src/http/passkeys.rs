//! `/account/passkeys`: the pages about one's own passkeys; and what an authenticator is asked, as it is kept until it answers.

use app::domain::account::Account;
use app::pages::passkeys::{AddPasskeyPage, MakePasskeyPage, OwnPasskey, OwnPasskeys, RemovePasskeyPage};
use app::parts::fields::Typed;
use axum::extract::{Extension, Path, State};
use axum::http::HeaderValue;
use axum::http::header::{COOKIE, HeaderMap, SET_COOKIE};
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::error::PageError;
use super::page;
use super::signed::Signed;
use super::visit::Visit;
use crate::App;
use crate::accounts::passkeys::{Asked, LASTS, Passkeys, Refused};
use crate::accounts::token::{Purpose, Token};
use crate::store::passkeys::StoredPasskey;

/// Passkeys, if there are any at this address.
///
/// # Errors
/// When there are none.
pub fn here(app: &App) -> Result<&Passkeys, PageError> {
    app.passkeys.as_ref().ok_or(PageError::NotFound)
}

/// Passkeys for an account, which whoever signs in at a provider of identities has there.
///
/// # Errors
/// When there are none.
pub fn for_account<'a>(app: &'a App, account: &Account) -> Result<&'a Passkeys, PageError> {
    here(app).and_then(|passkeys| if account.from_provider { Err(PageError::NotFound) } else { Ok(passkeys) })
}

/// Keeps what an authenticator is asked, and gives the cookie with which its answer must come.
///
/// # Errors
/// When the database does not take it.
pub async fn keep(app: &App, purpose: Purpose, session: Option<Uuid>, asked: &Asked) -> Result<HeaderValue, PageError> {
    let now = app.clock.now();
    let token = app.secrets.make(Token::random);
    app.store.begin_passkey(now, (token.hash(purpose), now + LASTS), session, &asked.state).await?;
    let seconds = u32::try_from(LASTS / 1000).unwrap_or(u32::MAX);
    HeaderValue::from_str(&app.passkey_cookie().set(&token, seconds)).map_err(|error| PageError::Unavailable(error.into()))
}

/// What the authenticator was asked whose answer comes from this browser. From now on nothing was.
///
/// # Errors
/// When the database does not answer.
pub async fn kept(app: &App, headers: &HeaderMap, purpose: Purpose, session: Option<Uuid>) -> Result<Option<String>, PageError> {
    let Some(token) = token(app, headers) else { return Ok(None) };
    Ok(app.store.end_passkey(app.clock.now(), token.hash(purpose), session).await?)
}

/// Adds a cookie to an answer.
pub fn add_cookie(response: &mut Response, cookie: HeaderValue) {
    response.headers_mut().append(SET_COOKIE, cookie);
}

/// Lets a browser forget what its passkey was to sign, if it knows of something.
pub fn forget(app: &App, headers: &HeaderMap, response: &mut Response) {
    if token(app, headers).is_some()
        && let Ok(cookie) = HeaderValue::from_str(&app.passkey_cookie().clear())
    {
        add_cookie(response, cookie);
    }
}

fn token(app: &App, headers: &HeaderMap) -> Option<Token> {
    app.passkey_cookie().read(headers.get_all(COOKIE).iter().map(HeaderValue::as_bytes))
}

/// What cannot be asked is our own fault.
impl From<Refused> for PageError {
    fn from(refused: Refused) -> Self {
        Self::Unavailable(refused.into())
    }
}

/// The passkeys of an account as its holder sees them; none where it can have none.
///
/// # Errors
/// When the database does not answer.
pub async fn own(app: &App, account: &Account, recovery_codes: u64) -> Result<Option<OwnPasskeys>, PageError> {
    if account.from_provider {
        return Ok(None);
    }
    Ok(Some(OwnPasskeys {
        all: app.store.passkeys(account.id).await?.into_iter().map(shown).collect(),
        unfit: app.passkeys.is_none().then(|| app.url.clone()),
        recovery_codes: (account.factors.passkey && !account.factors.app).then_some(recovery_codes),
    }))
}

fn shown(passkey: StoredPasskey) -> OwnPasskey {
    OwnPasskey { id: passkey.id, name: passkey.name, added_at: passkey.added_at, used_at: passkey.used_at }
}

pub async fn add(State(app): State<App>, visit: Visit, Extension(signed): Extension<Signed>) -> Response {
    match for_account(&app, &signed.account) {
        Ok(_) => show_adding(&app, &visit, visit.typed_or(Typed::default())).await,
        Err(error) => page::refuse(&app, &visit, error).await,
    }
}

/// The page that asks for a name and the present password.
pub async fn show_adding(app: &App, visit: &Visit, typed: Typed) -> Response {
    let shown = typed.clone();
    page::with_form(app, visit, &typed, move || {
        let typed = shown.clone();
        view! { <AddPasskeyPage typed/> }
    })
    .await
}

/// The page on which the authenticator makes the key.
pub async fn show_making(app: &App, visit: &Visit, name: String, asked: &Asked) -> Response {
    let options = asked.options.to_string();
    page::show(app, visit, move || {
        let (name, options) = (name.clone(), options.clone());
        view! { <MakePasskeyPage name options/> }
    })
    .await
}

pub async fn removal(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    page::or_refuse(&app, &visit, show_removal(&app, &visit, &signed, (&id, Typed::default()))).await
}

/// The page that asks before a passkey is removed.
///
/// # Errors
/// When there is none, or the database does not answer.
pub async fn show_removal(app: &App, visit: &Visit, signed: &Signed, (id, typed): (&str, Typed)) -> Result<Response, PageError> {
    let all = app.store.passkeys(signed.account.id).await?;
    let last = all.len() == 1 && !signed.account.factors.app;
    let passkey = all.into_iter().find(|passkey| passkey.id.to_string() == id).map(shown).ok_or(PageError::NotFound)?;
    let kept = typed.clone();
    let page = page::with_form(app, visit, &typed, move || {
        let (passkey, typed) = (passkey.clone(), kept.clone());
        view! { <RemovePasskeyPage passkey last typed/> }
    });
    Ok(page.await)
}
