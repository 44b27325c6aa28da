//! Random secrets that only their holder knows: sessions and links that work once.

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE64URL_NOPAD;
use rand::Rng;
use sha2::{Digest, Sha256};
use thiserror::Error;

/// How long a link by which a password is set, or by which a tablet becomes a device, can be used, in milliseconds: a week, so that it outlasts
/// a weekend and a day off.
pub const LINK_LASTS: i64 = 7 * 24 * 60 * 60 * 1000;

/// 256 random bits that open something for whoever has them. Only the [`TokenHash`] is stored: who reads the database cannot
/// sign in with it.
///
/// There is neither `Display` nor a telling `Debug`, so that none gets into a log by accident.
#[derive(Clone)]
#[cfg_attr(test, derive(PartialEq, Eq))]
pub struct Token([u8; 32]);

/// What a token opens. It enters the hash, so a token for one purpose is worth nothing for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Someone is signed in.
    Session,
    /// The password was right and the second factor is awaited.
    HalfSession,
    /// The link by which a new colleague sets the first password.
    Invitation,
    /// The link by which a forgotten password is replaced.
    Reset,
    /// The way to a provider of identities and back.
    SingleSignOn,
    /// What goes along that way in the address (`state`, RFC 6749, section 10.12).
    State,
    /// What the provider writes into its ID token (`nonce`, OpenID Connect Core, section 3.1.2.1).
    Nonce,
    /// By what the one who comes back is known as the one who left (`code_verifier`, RFC 7636).
    Verifier,
    /// The link by which somebody who was invited answers a survey, once.
    Answer,
    /// The link by which a tablet becomes a device, once.
    DeviceLink,
    /// A tablet is a device.
    Device,
    /// What a passkey is to sign so that somebody is signed in.
    PasskeySignIn,
    /// What a passkey is to sign after the password.
    PasskeyCode,
    /// What a new passkey is to sign.
    PasskeyAdding,
    /// Another system uses the API.
    Api,
}

/// What is stored in place of a [`Token`].
///
/// A fast hash without salt is enough: 256 random bits cannot be guessed at any speed. It may be looked up by an index and
/// compared in ordinary time, because nobody can choose the hash of a token.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash([u8; 32]);

/// A text or a column that is no token or no hash of one. It does not say what was there instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this is not a token")]
pub struct NotAToken;

impl Token {
    /// How many characters [`Token::reveal`] has.
    pub const TEXT_LENGTH: usize = 43;

    /// A new token. The source must be fit for secrets.
    pub fn random(rng: &mut impl Rng) -> Self {
        let mut bytes = [0; 32];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// The token as text for a cookie or a link: base64url without padding (RFC 4648, section 5).
    #[must_use]
    pub fn reveal(&self) -> String {
        BASE64URL_NOPAD.encode(&self.0)
    }

    /// What is stored.
    #[must_use]
    pub fn hash(&self, purpose: Purpose) -> TokenHash {
        let mut sha = Sha256::new();
        sha.update(purpose.prefix());
        sha.update(self.0);
        TokenHash(sha.finalize().into())
    }
}

impl FromStr for Token {
    type Err = NotAToken;

    fn from_str(text: &str) -> Result<Self, NotAToken> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| NotAToken)?;
        Ok(Self(bytes.try_into().map_err(|_| NotAToken)?))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

impl Purpose {
    /// No prefix is the beginning of another, because each ends with a zero byte and has none before.
    fn prefix(self) -> &'static [u8] {
        match self {
            Self::Session => b"hailong session\0",
            Self::HalfSession => b"hailong half session\0",
            Self::Invitation => b"hailong invitation\0",
            Self::Reset => b"hailong reset\0",
            Self::SingleSignOn => b"hailong single sign-on\0",
            Self::State => b"hailong state\0",
            Self::Nonce => b"hailong nonce\0",
            Self::Verifier => b"hailong verifier\0",
            Self::Answer => b"hailong answer\0",
            Self::DeviceLink => b"hailong device link\0",
            Self::Device => b"hailong device\0",
            Self::PasskeySignIn => b"hailong passkey sign-in\0",
            Self::PasskeyCode => b"hailong passkey code\0",
            Self::PasskeyAdding => b"hailong passkey adding\0",
            Self::Api => b"hailong api\0",
        }
    }
}

impl TokenHash {
    /// As it is stored.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl TryFrom<&[u8]> for TokenHash {
    type Error = NotAToken;

    fn try_from(stored: &[u8]) -> Result<Self, NotAToken> {
        Ok(Self(stored.try_into().map_err(|_| NotAToken)?))
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash")
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha20Rng;

    use super::{NotAToken, Purpose, Token, TokenHash};

    fn token(seed: u64) -> Token {
        Token::random(&mut ChaCha20Rng::seed_from_u64(seed))
    }

    #[test]
    fn a_token_comes_back_from_its_text() {
        let text = token(1).reveal();
        assert_eq!(text.len(), Token::TEXT_LENGTH);
        assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'), "{text}");
        assert_eq!(text.parse(), Ok(token(1)));
        assert_ne!(token(1), token(2));
    }

    #[test]
    fn only_one_text_is_a_token() {
        let text = token(1).reveal();
        let (padded, spaced) = (format!("{text}="), format!(" {text}"));
        // Of the last character, two bits belong to no byte: they must be zero, or several texts would be the same token.
        let loose = format!("{}{}", "A".repeat(42), "B");
        for bad in ["", " ", &text[1..], &padded, &spaced, &text.replace(&text[..1], "+"), &loose, &"A".repeat(44)] {
            assert_eq!(bad.parse::<Token>(), Err(NotAToken), "{bad}");
        }
    }

    #[test]
    fn each_purpose_has_its_own_hash() {
        let links = [Purpose::Session, Purpose::HalfSession, Purpose::Invitation, Purpose::Reset, Purpose::Answer];
        let ways = [Purpose::SingleSignOn, Purpose::State, Purpose::Nonce, Purpose::Verifier];
        let passkeys = [Purpose::PasskeySignIn, Purpose::PasskeyCode, Purpose::PasskeyAdding];
        let devices = [Purpose::DeviceLink, Purpose::Device, Purpose::Api];
        let all = [&links[..], &ways, &passkeys, &devices].concat();
        for (i, one) in all.iter().enumerate() {
            assert_eq!(token(1).hash(*one), token(1).hash(*one));
            assert_ne!(token(1).hash(*one), token(2).hash(*one));
            for other in &all[i + 1..] {
                assert_ne!(token(1).hash(*one), token(1).hash(*other));
            }
        }
    }

    #[test]
    fn the_hash_stays_what_it_is() {
        // `printf 'hailong session\0' | cat - <(head -c 32 /dev/zero) | sha256sum`
        let hash = Token([0; 32]).hash(Purpose::Session);
        let hex = data_encoding::HEXLOWER.encode(hash.as_bytes());
        assert_eq!(hex, "c5e211a85d253425332cb293a9ecc5390583eac49743e954d8fd97c3fe5c8d95");
        assert_eq!(TokenHash::try_from(hash.as_bytes().as_slice()), Ok(hash));
        assert_eq!(TokenHash::try_from([0; 31].as_slice()), Err(NotAToken));
        assert_eq!(TokenHash::try_from([0; 33].as_slice()), Err(NotAToken));
    }

    #[test]
    fn debugging_tells_nothing() {
        assert_eq!(format!("{:?} {:?}", token(1), token(1).hash(Purpose::Session)), "Token TokenHash");
    }
}
