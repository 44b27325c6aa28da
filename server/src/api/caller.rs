//! Which system asks: it is known by its token and by nothing else.

use app::domain::api_token::{ApiRight, ApiToken, TokenState};
use app::domain::role::Reach;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;

use super::problem::ApiError;
use crate::App;
use crate::accounts::token::{Purpose, Token};
use crate::audit::Author;
use crate::http::error::PageError;

/// How precisely it is noted when a token was last used, in milliseconds: once a minute is often enough.
const PRECISION: i64 = 60_000;

/// A system that may do what it asks for, as far as its right goes; where, its [`Caller::reach`] says.
#[derive(Debug)]
pub struct Caller(ApiToken);

impl Caller {
    /// The caller of a request, if its token has one of these rights.
    ///
    /// # Errors
    /// Without a token that opens anything, without the right, or when it asks too often.
    pub async fn admit(app: &App, headers: &HeaderMap, rights: &[ApiRight]) -> Result<Self, ApiError> {
        let secret = secret(headers).ok_or(ApiError::NoToken)?;
        let now = app.clock.now();
        let token = app.store.token_of(secret.hash(Purpose::Api)).await?.ok_or(ApiError::NoToken)?;
        if token.state(now) != TokenState::Valid {
            return Err(ApiError::NoToken);
        }
        app.token_limits.take(&token.id, now).map_err(|seconds| ApiError::Page(PageError::TooOften(seconds)))?;
        if token.used_at.is_none_or(|used| now - used >= PRECISION) {
            app.store.touch_token(token.id, now).await?;
        }
        if token.rights.iter().any(|right| rights.contains(right)) {
            Ok(Self(token))
        } else {
            Err(ApiError::Page(PageError::NotAllowed))
        }
    }

    /// Where it may do it.
    pub fn reach(&self) -> Reach {
        self.0.reach()
    }

    /// As whom it does things.
    pub fn author(&self) -> Author {
        Author::Token { name: format!("token {}", self.0.name), id: self.0.id }
    }
}

/// The token of `Authorization: Bearer`, of which there is one.
fn secret(headers: &HeaderMap) -> Option<Token> {
    let mut all = headers.get_all(AUTHORIZATION).iter();
    let (only, None) = (all.next()?, all.next()) else { return None };
    let (scheme, secret) = only.to_str().ok()?.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") { secret.trim().parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use axum::http::header::AUTHORIZATION;
    use axum::http::{HeaderMap, HeaderValue};

    use super::secret;

    #[test]
    fn one_bearer_token_is_taken_and_nothing_else() {
        let token = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        let of = |values: &[&str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(AUTHORIZATION, HeaderValue::from_str(value).unwrap());
            }
            secret(&headers).map(|token| token.reveal())
        };
        assert_eq!(of(&[&format!("Bearer {token}")]).as_deref(), Some(token));
        assert_eq!(of(&[&format!("bearer  {token} ")]).as_deref(), Some(token));
        for wrong in [token, &format!("Basic {token}"), "Bearer", "Bearer ", "Bearer x", &format!("Bearer {token} {token}")] {
            assert_eq!(of(&[wrong]), None, "{wrong}");
        }
        assert_eq!(of(&[&format!("Bearer {token}"), &format!("Bearer {token}")]), None);
        assert_eq!(of(&[]), None);
    }
}
