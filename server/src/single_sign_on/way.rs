//! The way to the provider and back: one token in a cookie, of which everything else that must come back is made.
//!
//! The database has only a hash of the token, the address only another one; neither gives the nonce or the verifier away.

use data_encoding::BASE64URL_NOPAD;
use openidconnect::{Nonce, PkceCodeVerifier};

use crate::accounts::token::{Purpose, Token, TokenHash};

/// How long somebody may take at the provider, in milliseconds: ten minutes.
pub const LASTS: i64 = 10 * 60 * 1000;

/// One way of one browser.
#[derive(Clone, Debug)]
pub struct Way(pub Token);

impl Way {
    /// What is stored of it.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        self.0.hash(Purpose::SingleSignOn)
    }

    /// What goes along in the address, and must come back so.
    #[must_use]
    pub fn state(&self) -> String {
        self.derived(Purpose::State)
    }

    /// What must stand in the ID token.
    #[must_use]
    pub fn nonce(&self) -> Nonce {
        Nonce::new(self.derived(Purpose::Nonce))
    }

    /// What must come with the code.
    #[must_use]
    pub fn verifier(&self) -> PkceCodeVerifier {
        PkceCodeVerifier::new(self.derived(Purpose::Verifier))
    }

    fn derived(&self, purpose: Purpose) -> String {
        BASE64URL_NOPAD.encode(self.0.hash(purpose).as_bytes())
    }
}
