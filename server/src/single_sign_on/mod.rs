//! Sign-in by a provider of identities: OpenID Connect's authorisation code flow with PKCE.
//!
//! Somebody presses the button and is sent to the provider ([`Provider::address`]); the provider sends them back with a code; the code is
//! exchanged for an ID token, which is checked in every respect, and says who they are ([`Provider::identify`]); their groups say what they
//! may do ([`groups::Groups`]). The provider is asked only then: the program starts and serves without it.

mod client;
mod discovery;
pub mod groups;
mod http;
pub mod person;
pub mod refusal;
pub mod settings;
mod tokens;
pub mod way;

use std::time::Duration;

use app::domain::language::Language;
use openidconnect::core::CoreAuthenticationFlow;
use openidconnect::url::Url;
use openidconnect::{CsrfToken, LanguageTag, LogoutRequest, PkceCodeChallenge, Scope};

use discovery::Kept;
use person::Person;
use refusal::Refusal;
use settings::{Settings, SettingsError};
use way::Way;

use crate::config::SingleSignOn;

/// How long the provider may take for all that it is asked during one sign-in: less than a page may.
const PATIENCE: Duration = Duration::from_secs(10);

/// The provider of identities of an installation.
#[derive(Debug)]
pub struct Provider {
    /// What is set.
    pub settings: Settings,
    http: http::Http,
    kept: Kept,
}

impl Provider {
    /// The provider that is set, if one is; `url` is the address that people are told. It is not asked for anything yet.
    ///
    /// # Errors
    /// When what is set is not whole, or this machine trusts no certificate.
    pub fn read(set: &SingleSignOn, url: &str) -> Result<Option<Self>, SettingsError> {
        let Some(settings) = Settings::read(set, url)? else { return Ok(None) };
        let http = http::Http::to(settings.issuer.url()).map_err(SettingsError::NoCertificates)?;
        Ok(Some(Self { settings, http, kept: Kept::default() }))
    }

    /// The provider's address at which somebody who goes this way signs in. `now` is in UTC milliseconds.
    ///
    /// # Errors
    /// [`Refusal::Away`] where the provider cannot be asked for that address.
    pub async fn address(&self, way: &Way, language: Language, now: i64) -> Result<Url, Refusal> {
        let known = within_patience(self.known(now)).await?;
        let (state, nonce) = (way.state(), way.nonce());
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let request = known
            .client
            .authorize_url(flow, || CsrfToken::new(state), || nonce)
            .add_scopes(self.settings.scopes.iter().cloned().map(Scope::new))
            .add_ui_locale(LanguageTag::new(language.tag().to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&way.verifier()));
        Ok(request.url().0)
    }

    /// Who has come back on this way with this code. `now` is in UTC milliseconds.
    ///
    /// # Errors
    /// [`Refusal::Away`], [`Refusal::Declined`] or [`Refusal::Untrusted`].
    pub async fn identify(&self, way: &Way, code: String, now: i64) -> Result<Person, Refusal> {
        within_patience(self.exchange(way, code, now)).await
    }

    /// The provider's address at which somebody who signed out here can do so there too; where that is known.
    pub async fn farewell(&self) -> Option<String> {
        let address = self.kept.last().await?.farewell.clone()?;
        Some(LogoutRequest::from(address).set_client_id(self.settings.client_id.clone()).http_get_url().into())
    }
}

/// Gives up where the provider takes too long.
async fn within_patience<T>(asking: impl Future<Output = Result<T, Refusal>>) -> Result<T, Refusal> {
    let late = |_| Refusal::Away("it did not answer in time".to_owned());
    tokio::time::timeout(PATIENCE, asking).await.map_err(late)?
}
