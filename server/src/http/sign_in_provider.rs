//! `/sign-in/provider` and `/sign-in/provider/return`: to the provider of identities, and back from it.
//!
//! The way begins with a link and not with a form: browsers hold the redirections after a form to the page's `form-action`, and nobody but
//! the provider knows over which hosts it leads people.

use std::collections::HashMap;

use app::domain::account::Account;
use app::pages::sign_in::TO;
use app::parts::fields::Typed;
use axum::extract::{Query, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, COOKIE, HeaderMap, SET_COOKIE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::error::PageError;
use super::origin::is_asked_for;
use super::page;
use super::sign_in::{is_ours, wanted};
use super::signed::needs_second_factor;
use super::visit::Visit;
use crate::App;
use crate::accounts::token::Token;
use crate::audit::{Act, Action, Author};
use crate::forms::sign_in::{Attempts, ask_to_wait, begin, go_on};
use crate::single_sign_on::Provider;
use crate::single_sign_on::person::Person;
use crate::single_sign_on::refusal::Refusal;
use crate::single_sign_on::way::{LASTS, Way};
use crate::store::accounts::NewAccount;

/// The address at which the way begins.
pub const PROVIDER: &str = "/sign-in/provider";

/// The longest word of the provider's that is shown, in characters.
const LONGEST_WORD: usize = 40;

type Asked = HashMap<String, String>;

/// Leads somebody to the provider.
pub async fn leave(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>, headers: HeaderMap) -> Response {
    let to = asked.get(TO).map_or("", String::as_str);
    page::or_refuse(&app, &visit, lead(&app, &visit, &headers, to)).await
}

async fn lead(app: &App, visit: &Visit, headers: &HeaderMap, to: &str) -> Result<Response, PageError> {
    let provider = app.provider.as_ref().ok_or(PageError::NotFound)?;
    let to = if is_ours(to) { to } else { "" };
    if !is_asked_for(headers) {
        return Ok(Redirect::to(&format!("/sign-in?{TO}={}", utf8_percent_encode(to, NON_ALPHANUMERIC))).into_response());
    }
    let now = app.clock.now();
    let way = Way(app.secrets.make(Token::random));
    let address = provider.address(&way, visit.preferences.language, now).await?;
    app.store.begin_single_sign_on(now, (way.hash(), now + LASTS), to).await?;
    let seconds = u32::try_from(LASTS / 1000).unwrap_or(u32::MAX);
    let mut response = Redirect::to(address.as_str()).into_response();
    add_cookie(&mut response, &app.way_cookie().set(&way.0, seconds));
    Ok(response)
}

/// Takes somebody in who comes back from the provider, or says why not. Whatever comes of it, this way was gone; an address that belongs to no
/// way of this browser changes nothing.
pub async fn come_back(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    // What stands in this address is good for once: no page leads back to it.
    let visit = Visit { path: "/sign-in".to_owned(), ..visit };
    let Some(provider) = &app.provider else { return page::refuse(&app, &visit, PageError::NotFound).await };
    let cookies = parts.headers.get_all(COOKIE).iter().map(HeaderValue::as_bytes);
    let left = app.way_cookie().read(cookies).map(Way);
    let Some(way) = left.filter(|way| asked.get("state") == Some(&way.state())) else {
        return page::refuse(&app, &visit, Refusal::UnknownWay.into()).await;
    };
    let taken_in = Box::pin(take_in(&app, &visit, &parts, (provider, &way, &asked)));
    let mut response = page::or_refuse(&app, &visit, taken_in).await;
    add_cookie(&mut response, &app.way_cookie().clear());
    response
}

async fn take_in(
    app: &App,
    visit: &Visit,
    parts: &Parts,
    (provider, way, asked): (&Provider, &Way, &Asked),
) -> Result<Response, PageError> {
    let now = app.clock.now();
    let attempt = match Attempts::from(app, parts).begin().await? {
        Ok(attempt) => attempt,
        Err(seconds) => return Ok(ask_to_wait(app, visit, Typed::default(), seconds).await),
    };
    let to = app.store.end_single_sign_on(now, way.hash()).await?.ok_or(Refusal::UnknownWay)?;
    if asked.get("iss").is_some_and(|issuer| issuer != provider.settings.issuer.as_str()) {
        return Err(Refusal::Untrusted("another provider answered".to_owned()).into());
    }
    let person = match (asked.get("code"), asked.get("error")) {
        (Some(code), None) => provider.identify(way, code.clone(), now).await,
        (_, Some(word)) => {
            let plain = word.chars().filter(char::is_ascii_graphic).take(LONGEST_WORD);
            return Err(Refusal::Declined(plain.collect()).into());
        }
        (None, None) => return Err(Refusal::UnknownWay.into()),
    };
    // It stays counted where somebody tries codes.
    if !matches!(&person, Err(Refusal::Declined(_) | Refusal::Untrusted(_))) {
        attempt.was_right().await?;
    }
    let account = account(app, provider, &person?, now).await?;
    let complete = !(account.factors.app && needs_second_factor(app, &account));
    let cookie = begin(app, &parts.headers, &account, complete).await?;
    let mut response = go_on(complete, wanted(&account, &to));
    response.headers_mut().insert(SET_COOKIE, cookie);
    Ok(response)
}

/// The account of somebody whom the provider vouches for: found by the subject alone, or made; with the name and the roles that it tells.
async fn account(app: &App, provider: &Provider, person: &Person, now: i64) -> Result<Account, PageError> {
    let directory = app.store.directory().await?;
    let grants = provider.settings.groups.grants(person.groups.as_deref().unwrap_or_default(), &directory.units);
    let full_name = person.full_name();
    let name = person.account_name().ok_or_else(|| Refusal::Untrusted("they have no name".to_owned()))?;
    let mut number = 1;
    loop {
        match app.store.account_of(&person.subject).await? {
            Some(account) if account.suspended_at.is_some() => {
                app.store.note_failure(now, &account).await?;
                return Err(Refusal::Suspended.into());
            }
            Some(mut account) => {
                account.grants.sort();
                if (&account.full_name, &account.grants) != (&full_name, &grants) {
                    app.store.follow_provider(now, &account, (&full_name, &grants)).await?;
                }
                if grants.is_empty() {
                    app.store.note_failure(now, &account).await?;
                    return Err(Refusal::WithoutRole.into());
                }
                return Ok(Account { full_name, grants, ..account });
            }
            None if grants.is_empty() => {
                let act = Act::on(Action::SignInFailed, format!("subject {}", person.subject.subject));
                app.store.note(&Author::Program, now, &act).await?;
                return Err(Refusal::WithoutRole.into());
            }
            // Where the name is taken, the next round tries another one; otherwise it finds the account.
            None => {
                let new = NewAccount {
                    id: app.ids.make(now),
                    name: if number == 1 { name.clone() } else { name.numbered(number) },
                    full_name: full_name.clone(),
                    grants: grants.clone(),
                    demonstration_password: None,
                    subject: Some(person.subject.clone()),
                };
                app.store.add_account(&Author::Program, now, &new).await?;
                number += 1;
            }
        }
    }
}

/// Adds a cookie to an answer that nobody else may keep. A token is always fit for a header.
fn add_cookie(response: &mut Response, cookie: &str) {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
}
