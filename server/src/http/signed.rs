//! Who is signed in, and who is let in where.

use std::net::IpAddr;

use app::domain::account::Account;
use app::domain::role::{Reach, Right, Role};
use app::pages::passkeys::PATH as PASSKEYS;
use app::parts::frame::Staff;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::door::Peer;
use super::error::PageError;
use super::page;
use super::visit::Visit;
use crate::App;
use crate::accounts::token::{Purpose, Token};
use crate::audit::Author;
use crate::store::sessions::Session;

/// How precisely it is noted when a session was last used, in milliseconds: once a minute is often enough.
const PRECISION: i64 = 60_000;

/// Where somebody is led who must set up a second factor.
pub const SECOND_FACTOR: &str = "/account/second-factor";
/// Where they may go before they did.
const WITHOUT_SECOND_FACTOR: [&str; 3] = [SECOND_FACTOR, PASSKEYS, "/sign-out"];

/// Who must somebody be to be let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// Anybody: the pages by which one signs in.
    Anybody,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever has this right somewhere; where, the handler judges.
    With(Right),
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Signed {
    /// Their account.
    pub account: Account,
    /// Their session.
    pub session: Session,
}

impl Signed {
    /// As whom they do things.
    #[must_use]
    pub fn author(&self) -> Author {
        Author::Account { name: self.account.name.to_string(), session: Some(self.session.id) }
    }

    /// Where they have a right.
    #[must_use]
    pub fn reach(&self, right: Right) -> Reach {
        Reach::of(&self.account.grants, right)
    }

    /// As pages show them.
    #[must_use]
    pub fn staff(&self) -> Staff {
        let rights = Right::ALL.into_iter().filter(|right| !self.reach(*right).is_nowhere()).collect();
        Staff { name: self.account.full_name.clone(), rights }
    }
}

/// Lets in who may come in, and shows everybody else the way.
pub async fn admit(State((app, admission)): State<(App, Admission)>, visit: Visit, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    if admission == Admission::Anybody {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let signed = match find(&app, &parts.headers).await {
        Ok(Some(signed)) => signed,
        Ok(None) => return show_the_way(&parts, &visit),
        Err(error) => return page::refuse(&app, &visit, error).await,
    };
    if must_set_second_factor(&app, &signed) && !WITHOUT_SECOND_FACTOR.iter().any(|may| parts.uri.path().starts_with(may)) {
        return Redirect::to(SECOND_FACTOR).into_response();
    }
    let visit = Visit { staff: Some(signed.staff()), ..visit };
    if let Admission::With(right) = admission
        && signed.reach(right).is_nowhere()
    {
        return page::refuse(&app, &visit, PageError::NotAllowed).await;
    }
    parts.extensions.insert(signed);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    // What is for staff alone, a redirect included, nobody between keeps.
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// To the sign-in, and back to what was to be read. What was to be sent is not sent again by itself.
fn show_the_way(parts: &Parts, visit: &Visit) -> Response {
    let back = if parts.method == Method::GET { visit.path.as_str() } else { parts.uri.path() };
    Redirect::to(&format!("/sign-in?to={}", utf8_percent_encode(back, NON_ALPHANUMERIC))).into_response()
}

/// Whether somebody must set up an authenticator app or a passkey first.
#[must_use]
pub fn must_set_second_factor(app: &App, signed: &Signed) -> bool {
    !signed.account.factors.any() && needs_second_factor(app, &signed.account)
}

/// Whether an account needs a second factor of ours: those of administrators, where that is set, and those who come from the provider,
/// where that is. Otherwise the provider asks them for what it thinks right.
#[must_use]
pub fn needs_second_factor(app: &App, account: &Account) -> bool {
    if account.from_provider {
        return app.provider.as_ref().is_some_and(|provider| provider.settings.needs_second_factor);
    }
    app.staff.administrators_need_second_factor && account.grants.iter().any(|grant| grant.role == Role::Administrator)
}

/// The token of a request's cookie.
#[must_use]
pub fn token(app: &App, headers: &HeaderMap) -> Option<Token> {
    app.session_cookie().read(headers.get_all(COOKIE).iter().map(axum::http::HeaderValue::as_bytes))
}

/// Who is signed in, if somebody is.
///
/// # Errors
/// When the database does not answer.
pub async fn find(app: &App, headers: &HeaderMap) -> Result<Option<Signed>, PageError> {
    let Some(token) = token(app, headers) else { return Ok(None) };
    let now = app.clock.now();
    let session = app.store.session(token.hash(Purpose::Session)).await?;
    let Some(session) = session.filter(|session| session.complete && session.lasts(now)) else { return Ok(None) };
    let account = app.store.own_account(session.account_id).await?;
    let Some(account) = account.filter(|account| account.suspended_at.is_none()) else { return Ok(None) };
    if now - session.seen_at >= PRECISION {
        app.store.touch_session(session.id, now).await?;
    }
    Ok(Some(Signed { account, session }))
}

/// The address from which a request comes, for counting failed attempts; of an IPv6 address the part that one customer has. Unknown where
/// there is no network, as in tests.
#[must_use]
pub fn source(app: &App, parts: &Parts) -> String {
    let forwarded = || {
        let last = parts.headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
        last.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
    };
    let direct = || parts.extensions.get::<Peer>().map(|Peer(address)| address.ip());
    match if app.staff.behind_proxy { forwarded() } else { direct() } {
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
            Some(address) => address.to_string(),
            None => format!("{:x?}", &address.segments()[..4]),
        },
        None => "unknown".to_owned(),
    }
}
