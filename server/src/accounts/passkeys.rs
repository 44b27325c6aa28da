//! Passkeys (WebAuthn): what an authenticator is asked, and whether its answer is to be believed. The library does every check; what it is told
//! here is that the holder is verified by the authenticator each time, and that a key says by itself whose it is.

use app::domain::account::Account;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thiserror::Error;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential,
    Url, WebauthnError,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// How long somebody may take to answer, in milliseconds: five minutes.
pub const LASTS: i64 = 5 * 60 * 1000;

/// What authenticators show beside the name of an account.
const NAME: &str = "Hài Lòng";

/// Passkeys of one address.
#[derive(Clone, Debug)]
pub struct Passkeys(Webauthn);

/// What an authenticator is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// For the browser: what it hands to the authenticator.
    pub options: Value,
    /// For the database: what the answer is compared with.
    pub state: String,
}

/// What an authenticator says of a key that signed, before any of it was looked at.
#[derive(Clone, Debug)]
pub struct Answer(PublicKeyCredential);

/// A key that was just made.
#[derive(Clone, Debug)]
pub struct NewKey {
    /// What the authenticator calls it.
    pub credential_id: Vec<u8>,
    /// What is stored of it.
    pub credential: String,
}

/// Why an answer is not believed.
#[derive(Debug, Error)]
pub enum Refused {
    /// It is no answer, or what is stored cannot be read.
    #[error("it cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// The key signed less often than it was known to have: there may be a copy of it.
    #[error("its counter went back")]
    WentBack,
    /// The key was made where nobody finds it by themselves.
    #[error("it does not say whose it is")]
    NotDiscoverable,
    /// Anything else: the challenge, the address, the signature, who was not verified.
    #[error("{0:?}")]
    Untrusted(WebauthnError),
}

impl From<WebauthnError> for Refused {
    fn from(error: WebauthnError) -> Self {
        match error {
            WebauthnError::CredentialPossibleCompromise => Self::WentBack,
            other => Self::Untrusted(other),
        }
    }
}

impl Passkeys {
    /// Those of the address under which people reach the program. None where browsers make none: a key is bound to a name, so a number is not
    /// enough; and the way must be HTTPS, unless it stays on the machine.
    #[must_use]
    pub fn at(address: &str) -> Option<Self> {
        let origin = Url::parse(address).ok()?;
        let name = origin.domain()?;
        let stays_here = name == "localhost" || name.ends_with(".localhost");
        if origin.scheme() != "https" && !(origin.scheme() == "http" && stays_here) {
            return None;
        }
        let timeout = std::time::Duration::from_millis(LASTS.unsigned_abs());
        WebauthnBuilder::new(name, &origin).ok()?.rp_name(NAME).timeout(timeout).build().ok().map(Self)
    }

    /// Asks for a new key of an account, in an authenticator that has none of these.
    ///
    /// # Errors
    /// When the library cannot ask.
    pub fn ask_for_new(&self, account: &Account, known: Vec<Vec<u8>>) -> Result<Asked, Refused> {
        let asked = self.0.start_passkey_registration(account.id, account.name.as_str(), &account.full_name, Some(known))?;
        let (options, state): (_, PasskeyRegistration) = asked;
        let mut options = serde_json::to_value(options)?;
        // The library leaves it open whether a key says by itself whose it is; whoever signs in without typing a name needs one that does.
        let selection = &mut options["publicKey"]["authenticatorSelection"];
        selection["residentKey"] = json!("required");
        selection["requireResidentKey"] = json!(true);
        Ok(Asked { options, state: serde_json::to_string(&state)? })
    }

    /// The key that was made when this was asked.
    ///
    /// # Errors
    /// When it is not to be believed.
    pub fn made(&self, answer: &str, state: &str) -> Result<NewKey, Refused> {
        let answer: RegisterPublicKeyCredential = serde_json::from_str(answer)?;
        if answer.extensions.cred_props.as_ref().is_some_and(|properties| properties.rk == Some(false)) {
            return Err(Refused::NotDiscoverable);
        }
        let key = self.0.finish_passkey_registration(&answer, &read::<PasskeyRegistration>(state)?)?;
        Ok(NewKey { credential_id: key.cred_id().clone(), credential: serde_json::to_string(&key)? })
    }

    /// Asks for a signature by one of these keys, or by any where none is named.
    ///
    /// # Errors
    /// When the library cannot ask.
    pub fn ask(&self, keys: &[Vec<u8>]) -> Result<Asked, Refused> {
        let (options, state): (_, DiscoverableAuthentication) = self.0.start_discoverable_authentication()?;
        let mut options = serde_json::to_value(options)?;
        // The library means the list that opens below a field; here somebody pressed a button.
        if let Some(options) = options.as_object_mut() {
            options.remove("mediation");
        }
        let named = |key: &Vec<u8>| json!({"type": "public-key", "id": data_encoding::BASE64URL_NOPAD.encode(key)});
        options["publicKey"]["allowCredentials"] = keys.iter().map(named).collect();
        Ok(Asked { options, state: serde_json::to_string(&state)? })
    }

    /// What is to be stored of a key after it signed what was asked.
    ///
    /// # Errors
    /// When the signature is not to be believed, or the key not any more.
    pub fn signed(&self, answer: &Answer, state: &str, credential: &str) -> Result<String, Refused> {
        let mut key: Passkey = read(credential)?;
        let discoverable = DiscoverableKey::from(&key);
        let result = self.0.finish_discoverable_authentication_v2(&answer.0, read(state)?, &discoverable)?;
        // The library refuses it by itself; but everything rests on it.
        if !result.user_verified() {
            return Err(Refused::Untrusted(WebauthnError::UserNotVerified));
        }
        key.update_credential(&result);
        Ok(serde_json::to_string(&key)?)
    }
}

impl Answer {
    /// Reads what a browser sent.
    ///
    /// # Errors
    /// When it is no answer.
    pub fn read(text: &str) -> Result<Self, Refused> {
        Ok(Self(read(text)?))
    }

    /// What the authenticator calls the key.
    #[must_use]
    pub fn credential_id(&self) -> &[u8] {
        self.0.get_credential_id()
    }

    /// Whose the authenticator says the key is, where it says so.
    #[must_use]
    pub fn account(&self) -> Option<Uuid> {
        self.0.get_user_unique_id().and_then(|id| Uuid::from_slice(id).ok())
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Refused> {
    Ok(serde_json::from_str(text)?)
}

#[cfg(test)]
mod tests {
    use super::{Answer, Passkeys, Refused};

    #[test]
    fn a_key_needs_a_name_and_a_way_that_nobody_reads() {
        for fit in ["https://hailong.example", "https://hailong.example:8443/", "http://localhost:3000", "http://a.localhost"] {
            assert!(Passkeys::at(fit).is_some(), "{fit}");
        }
        for unfit in [
            "http://127.0.0.1:3000",
            "https://127.0.0.1",
            "https://[::1]:3000",
            "http://hailong.example",
            "ftp://localhost",
            "localhost",
            "",
        ] {
            assert!(Passkeys::at(unfit).is_none(), "{unfit}");
        }
    }

    #[test]
    fn anybody_is_asked_to_be_verified_and_by_a_key_that_is_found_by_itself() {
        let passkeys = Passkeys::at("https://hailong.example").unwrap();
        let (one, other) = (passkeys.ask(&[]).unwrap(), passkeys.ask(&[vec![1, 2, 3]]).unwrap());
        assert_eq!(one.options["publicKey"]["userVerification"], "required");
        assert_eq!(one.options["publicKey"]["rpId"], "hailong.example");
        assert_eq!(one.options["publicKey"]["timeout"], super::LASTS);
        assert_eq!(one.options["publicKey"]["allowCredentials"].as_array().unwrap().len(), 0);
        assert_eq!(other.options["publicKey"]["allowCredentials"][0]["id"], "AQID");
        assert!(one.options.get("mediation").is_none());
        assert_ne!(one.options["publicKey"]["challenge"], other.options["publicKey"]["challenge"]);
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        let passkeys = Passkeys::at("https://hailong.example").unwrap();
        let state = passkeys.ask(&[]).unwrap().state;
        for text in ["", "{}", "null", "[]", "{\"id\":1}"] {
            assert!(matches!(Answer::read(text), Err(Refused::Unreadable(_))), "{text}");
            assert!(matches!(passkeys.made(text, &state), Err(Refused::Unreadable(_))), "{text}");
        }
    }
}
