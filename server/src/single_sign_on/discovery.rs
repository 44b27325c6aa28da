//! What the provider says of itself: asked when it is needed, and kept for a while.

use std::sync::Arc;

use openidconnect::core::CoreClientAuthMethod;
use openidconnect::{AuthType, EndSessionUrl, ProviderMetadataWithLogout};
use tokio::sync::Mutex;

use super::Provider;
use super::client::Client;
use super::refusal::{Refusal, told};
use super::settings::Settings;

/// How long it is kept, in milliseconds: an hour. A key that the provider withdrew is believed no longer than that.
const LASTS: i64 = 60 * 60 * 1000;

/// How old it must be before an unknown key is a reason to ask again, in milliseconds: nobody makes us ask more often.
const REST: i64 = 10 * 1000;

/// What the provider said, if it was asked.
#[derive(Debug, Default)]
pub(super) struct Kept(Mutex<Option<Arc<Known>>>);

impl Kept {
    /// What it said last, however long ago.
    pub async fn last(&self) -> Option<Arc<Known>> {
        self.0.lock().await.clone()
    }
}

/// What is known of the provider: its addresses and its keys.
#[derive(Debug)]
pub(super) struct Known {
    /// A client that uses them.
    pub client: Client,
    /// Whether there is an address that tells more of somebody than their ID token.
    pub has_user_info: bool,
    /// Where people sign out of the provider, if it has such an address.
    pub farewell: Option<EndSessionUrl>,
    at: i64,
}

impl Provider {
    /// What is known of the provider at this time (UTC milliseconds).
    pub(super) async fn known(&self, now: i64) -> Result<Arc<Known>, Refusal> {
        let mut kept = self.kept.0.lock().await;
        if let Some(known) = kept.as_ref().filter(|known| now < known.at + LASTS) {
            return Ok(known.clone());
        }
        let known = Arc::new(self.discover(now).await?);
        *kept = Some(known.clone());
        Ok(known)
    }

    /// What is known after asking again, because the old keys do not fit: the provider may have new ones.
    pub(super) async fn known_anew(&self, old: Arc<Known>, now: i64) -> Result<Arc<Known>, Refusal> {
        let mut kept = self.kept.0.lock().await;
        if let Some(newer) = kept.as_ref().filter(|known| !Arc::ptr_eq(known, &old)) {
            return Ok(newer.clone());
        }
        if now < old.at + REST {
            return Ok(old);
        }
        let known = Arc::new(self.discover(now).await?);
        *kept = Some(known.clone());
        Ok(known)
    }

    async fn discover(&self, now: i64) -> Result<Known, Refusal> {
        let Settings { issuer, client_id, client_secret, return_url, .. } = &self.settings;
        let metadata = ProviderMetadataWithLogout::discover_async(issuer.clone(), &self.http).await;
        let metadata = metadata.map_err(|error| Refusal::Away(told(&error)))?;
        let door = metadata.authorization_endpoint().url();
        if !self.http.may_lead_to(door) {
            return Err(Refusal::Away(format!("its address for signing in, {door}, is not encrypted")));
        }
        // Every provider takes the secret in a header, unless it says otherwise.
        let methods = metadata.token_endpoint_auth_methods_supported();
        let takes = |method| methods.is_none_or(|methods| methods.contains(&method));
        let only_in_body = !takes(CoreClientAuthMethod::ClientSecretBasic) && takes(CoreClientAuthMethod::ClientSecretPost);
        let auth = if only_in_body { AuthType::RequestBody } else { AuthType::BasicAuth };
        let farewell = metadata.additional_metadata().end_session_endpoint.clone();
        let farewell = farewell.filter(|address| self.http.may_lead_to(address.url()));
        let has_user_info = metadata.userinfo_endpoint().is_some();
        let client = Client::from_provider_metadata(metadata, client_id.clone(), Some(client_secret.clone()))
            .set_redirect_uri(return_url.clone())
            .set_auth_type(auth);
        Ok(Known { client, has_user_info, farewell, at: now })
    }
}
