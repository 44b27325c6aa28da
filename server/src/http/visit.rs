//! What a request says about how its pages should look.

use std::convert::Infallible;

use app::domain::language::Language;
use app::domain::preferences::Preferences;
use app::domain::submission::Fields;
use app::parts::frame::Staff;
use axum::extract::FromRequestParts;
use axum::http::HeaderValue;
use axum::http::header::{ACCEPT_ENCODING, ACCEPT_LANGUAGE, COOKIE, HeaderMap};
use axum::http::request::Parts;

use super::kept::Kept;
use super::signed::Signed;

/// The cookie that remembers language and look. It carries nothing else.
const COOKIE_NAME: &str = "hailong-view";

/// A request as pages need it: preferences and the address to come back to.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Language and look: of the query (`lang`), else the cookie, else the browser's languages, else Vietnamese.
    pub preferences: Preferences,
    /// The path with its query.
    pub path: String,
    /// Whether the page may come in brotli.
    pub takes_brotli: bool,
    /// Who is signed in, where the address asks for it.
    pub staff: Option<Staff>,
    /// What was typed, where a page of the staff is only shown in a new look.
    pub kept: Option<Fields>,
}

/// The beginnings of paths whose rest opens something for whoever reads it.
const SECRETS: [&str; 3] = [super::invited::PATH, super::kiosk::LINK, "/invitation/"];

impl Visit {
    /// The path as a log may have it: of a link that opens something only its beginning.
    #[must_use]
    pub fn told_path(&self) -> &str {
        SECRETS.into_iter().find(|secret| self.path.starts_with(secret)).unwrap_or(&self.path)
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let mut preferences = remembered(&parts.headers).unwrap_or_else(|| {
            let header = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
            Preferences { language: Language::accepted(header).unwrap_or_default(), ..Preferences::default() }
        });
        let query = parts.uri.query().unwrap_or_default();
        let asked = query.split('&').find_map(|pair| pair.strip_prefix("lang="));
        if let Some(language) = asked.and_then(|tag| tag.parse().ok()) {
            preferences.language = language;
        }
        let staff = parts.extensions.get::<Signed>().map(Signed::staff);
        let kept = parts.extensions.get::<Kept>().map(|kept| {
            preferences = preferences.after(kept.change);
            kept.fields.clone()
        });
        Ok(Self { preferences, path, takes_brotli: takes_brotli(&parts.headers), staff, kept })
    }
}

/// Whether `Accept-Encoding` names brotli, and not to refuse it.
fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|codings| codings.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let is_brotli = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("br"));
        let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        is_brotli && weight.is_none_or(|weight| weight.parse().is_ok_and(|weight: f64| weight > 0.0))
    })
}

fn remembered(headers: &HeaderMap) -> Option<Preferences> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|cookie| cookie.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE_NAME)?.1.parse().ok()
}

/// The header that makes the browser remember preferences for a year.
#[must_use]
pub fn remember(preferences: Preferences, secure: bool) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{COOKIE_NAME}={preferences}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}");
    HeaderValue::from_str(&cookie).ok()
}
