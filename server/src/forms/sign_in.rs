//! POST `/sign-in`: name and password.

use app::domain::account::{Account, AccountName};
use app::pages::sign_in::{NAME, PASSWORD, TO};
use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{HeaderMap, SET_COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use uuid::Uuid;

use super::body;
use crate::App;
use crate::accounts::password::Verdict;
use crate::accounts::passwords;
use crate::accounts::throttle::{Decision, FORGOTTEN_AFTER, Failures, decide};
use crate::accounts::token::{Purpose, Token};
use crate::http::error::PageError;
use crate::http::visit::Visit;
use crate::http::{page, sign_in, signed};
use crate::store::attempts::Counted;
use crate::store::credentials::Credentials;
use crate::store::sessions::Session;

/// How long a session lasts at most, in milliseconds: twelve hours, a working day.
pub const LASTS: i64 = 12 * 60 * 60 * 1000;
/// How long somebody may take to find their phone after the password, in milliseconds.
const HALF_LASTS: i64 = 10 * 60 * 1000;
/// How much is kept of what a browser says it is, in characters.
const BROWSER: usize = 200;

/// Signs somebody in, or asks for the code of their app, or shows the form again.
pub async fn submit(State(app): State<App>, visit: Visit, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    page::or_refuse(&app, &visit, take(&app, &visit, &parts, body)).await
}

async fn take(app: &App, visit: &Visit, parts: &Parts, body: Body) -> Result<Response, PageError> {
    let fields = body::of(&parts.headers, body).await?;
    let typed = Typed { fields, problems: Vec::new() };
    let (name, password, to) = (typed.value(NAME), typed.value(PASSWORD), typed.value(TO));
    let name: Option<AccountName> = name.parse().ok();
    let attempts = Attempts::of(app, parts, name.as_ref());
    let attempt = match attempts.begin().await? {
        Ok(attempt) => attempt,
        Err(seconds) => return Ok(ask_to_wait(app, visit, typed, seconds).await),
    };
    let account = match &name {
        Some(name) => app.store.account_named(name).await?,
        None => None,
    };
    // Whoever is unknown is looked up as often as everybody else.
    let id = account.as_ref().map_or(Uuid::nil(), |account| account.id);
    let credentials = app.store.find_credentials(id).await?;
    let stored = credentials.as_ref().and_then(|credentials| credentials.password.clone());
    // Whoever is unknown, suspended or not to be let in here takes as long as everybody else, and learns as little.
    let verdict = passwords::verify(app, stored.clone(), password.clone()).await?;
    let is_demonstration = app.store.demonstration().await?;
    let (Some(account), Some(credentials), Verdict::Verified { rehash }) = (&account, &credentials, verdict) else {
        return Ok(refuse(app, visit, account, typed).await);
    };
    if !may(account, credentials, is_demonstration) {
        return Ok(refuse(app, visit, Some(account.clone()), typed).await);
    }
    attempt.was_right().await?;
    if let (true, Some(old)) = (rehash, &stored) {
        let new = passwords::hash(app, password).await?;
        app.store.rehash_password(account.id, old, &new).await?;
    }
    let complete = credentials.totp.is_none() && !account.factors.passkey;
    let cookie = begin(app, &parts.headers, account, complete).await?;
    if complete {
        attempts.forget().await?;
    }
    let mut response = go_on(complete, sign_in::wanted(account, &to));
    response.headers_mut().insert(SET_COOKIE, cookie);
    Ok(response)
}

/// Whether somebody who showed who they are is let in: not who is suspended, nor who came with a demonstration where none is.
pub(crate) const fn may(account: &Account, credentials: &Credentials, is_demonstration: bool) -> bool {
    account.suspended_at.is_none() && (!credentials.demonstration || is_demonstration)
}

/// The form with how long to wait before the next attempt.
pub(crate) async fn ask_to_wait(app: &App, visit: &Visit, typed: Typed, seconds: i64) -> Response {
    let mut response = sign_in::show_form(app, visit, typed, None, Some(seconds)).await;
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    response
}

/// The form with the words for whoever is not let in, the same for every reason.
pub(crate) async fn refuse(app: &App, visit: &Visit, account: Option<Account>, mut typed: Typed) -> Response {
    if let Some(account) = account {
        note_failure(app, account);
    }
    typed.problems.push(("", "sign-in-wrong"));
    sign_in::show_form(app, visit, typed, None, None).await
}

/// Notes beside the answer that signing in to an account failed: only of accounts that exist can that be noted, and waiting for it would
/// tell that this one does.
pub(crate) fn note_failure(app: &App, account: Account) {
    let (store, now) = (app.store.clone(), app.clock.now());
    tokio::spawn(async move {
        if let Err(error) = store.note_failure(now, &account).await {
            tracing::error!("a failed attempt to sign in was not noted: {error}");
        }
    });
}

/// To where somebody wanted to go, or first to the page that asks for the code of their app or a passkey.
pub(crate) fn go_on(complete: bool, to: &str) -> Response {
    if complete {
        return sign_in::onward(to);
    }
    Redirect::to(&format!("/sign-in/code?{TO}={}", utf8_percent_encode(to, NON_ALPHANUMERIC))).into_response()
}

/// Begins a session under a token that did not exist before, and gives the cookie that carries it.
pub(crate) async fn begin(app: &App, headers: &HeaderMap, account: &Account, complete: bool) -> Result<HeaderValue, PageError> {
    let now = app.clock.now();
    let token = app.secrets.make(Token::random);
    let (purpose, lasts) = if complete { (Purpose::Session, LASTS) } else { (Purpose::HalfSession, HALF_LASTS) };
    let browser = headers.get(USER_AGENT).map_or("?".into(), |value| String::from_utf8_lossy(value.as_bytes()));
    let session = Session {
        id: app.ids.make(now),
        account_id: account.id,
        complete,
        created_at: now,
        seen_at: now,
        expires_at: now + lasts,
        browser: browser.chars().take(BROWSER).collect(),
    };
    app.store.open_session(account, &session, token.hash(purpose)).await?;
    let seconds = u32::try_from(lasts / 1000).unwrap_or(u32::MAX);
    HeaderValue::from_str(&app.session_cookie().set(&token, seconds)).map_err(|error| PageError::Unavailable(error.into()))
}

/// Whether an attempt may be made after what failed before, of an account and an address or of an address alone.
fn judge(before: &[Option<Failures>], now: i64) -> Decision {
    match *before {
        [account, address] => decide(account, address, now),
        _ => decide(None, before.first().copied().flatten(), now),
    }
}

/// Milliseconds as whole seconds, rather too long than too short.
const fn seconds(milliseconds: i64) -> i64 {
    (milliseconds + 999) / 1000
}

/// The attempts of somebody to sign in.
pub(crate) struct Attempts<'a> {
    app: &'a App,
    account: Option<String>,
    address: String,
}

impl<'a> Attempts<'a> {
    /// Those under a name, from the address of a request.
    pub fn of(app: &'a App, parts: &Parts, name: Option<&AccountName>) -> Self {
        // A name that nobody can have is counted like any other.
        let name = name.map_or("?", AccountName::as_str);
        Self { account: Some(format!("account {name}")), ..Self::from(app, parts) }
    }

    /// Those from the address of a request, under whatever name.
    pub fn from(app: &'a App, parts: &Parts) -> Self {
        Self { app, account: None, address: format!("address {}", signed::source(app, parts)) }
    }

    /// The seconds to wait before the next one, if any; nothing is counted by asking.
    pub async fn must_wait(&self) -> Result<Option<i64>, PageError> {
        let (sources, now) = (self.sources(), self.app.clock.now());
        Ok(match judge(&self.before(&sources).await?, now) {
            Decision::Allowed => None,
            Decision::Wait(milliseconds) => Some(seconds(milliseconds)),
        })
    }

    fn sources(&self) -> Vec<String> {
        self.account.iter().chain([&self.address]).cloned().collect()
    }

    async fn before(&self, sources: &[String]) -> Result<Vec<Option<Failures>>, PageError> {
        let mut before = Vec::with_capacity(sources.len());
        for source in sources {
            before.push(self.app.store.failures(source).await?);
        }
        Ok(before)
    }

    /// Begins one, which counts as failed until it [was right](Attempt::was_right): of many that come at once, each is counted before it is
    /// compared. Or the seconds to wait; until then nothing is compared: an answer would tell whether it was right.
    pub async fn begin(&self) -> Result<Result<Attempt<'a>, i64>, PageError> {
        let (sources, now) = (self.sources(), self.app.clock.now());
        // Whoever has to wait anyway costs nothing but reading.
        let counted = match judge(&self.before(&sources).await?, now) {
            Decision::Allowed => self.app.store.count_attempt(&sources, now, |before| judge(before, now)).await?,
            Decision::Wait(milliseconds) => Err(milliseconds),
        };
        Ok(counted.map(|counted| Attempt { app: self.app, counted }).map_err(seconds))
    }

    /// Forgets the failures under the name. Those from the address stay: one account of one's own does not buy attempts at others.
    pub async fn forget(&self) -> Result<(), PageError> {
        let forgotten = self.app.clock.now() - FORGOTTEN_AFTER;
        Ok(self.app.store.forget_failures(self.account.as_deref().unwrap_or_default(), forgotten).await?)
    }
}

/// An attempt that counts as failed.
pub(crate) struct Attempt<'a> {
    app: &'a App,
    counted: Counted,
}

impl Attempt<'_> {
    /// It is a failure no longer.
    pub async fn was_right(&self) -> Result<(), PageError> {
        Ok(self.app.store.take_attempt_back(&self.counted).await?)
    }
}
