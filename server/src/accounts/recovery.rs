//! Codes on paper that replace a lost authenticator, each of them once.

use std::array;
use std::fmt;
use std::str::FromStr;

use rand::Rng;
use sha2::{Digest, Sha256};
use thiserror::Error;

/// How many codes an account is given at a time.
pub const CODES: usize = 10;

/// The letters and digits of a code: Crockford's base 32, which has no `i`, `l`, `o` and `u`. What looks like one of its digits
/// is read as it.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// How many characters a code has, of five bits each: 80 bits.
const LENGTH: usize = 16;
/// How many characters stand together when a code is shown.
const GROUP: usize = 4;

/// A recovery code: 80 random bits. Only its [`CodeHash`] is stored. `Debug` does not tell it.
#[derive(Clone)]
#[cfg_attr(test, derive(PartialEq, Eq))]
pub struct RecoveryCode([u8; LENGTH]);

/// What is stored in place of a [`RecoveryCode`]: SHA-256 of it and of the account.
///
/// Slow hashes are for what people choose. A graphics card computes some 10¹⁰ of these hashes a second and would need about two
/// million years for half of 2⁸⁰ codes; since the account enters, it cannot try many accounts' codes at once. (50 bits, enough
/// against guessing at the door, would fall within a day to who has stolen the database.) It may be looked up and compared in
/// ordinary time, as what could be learnt from it is the hash.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CodeHash([u8; 32]);

/// What was typed or stored is no recovery code or no hash of one. It does not say what was there instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this is not a recovery code")]
pub struct NotARecoveryCode;

impl RecoveryCode {
    /// A new code. The source must be fit for secrets.
    pub fn random(rng: &mut impl Rng) -> Self {
        let mut bytes = [0; LENGTH];
        rng.fill_bytes(&mut bytes);
        // 256 is a multiple of 32, so each character is as likely as any other.
        Self(bytes.map(|byte| ALPHABET[usize::from(byte % 32)]))
    }

    /// The codes of an account.
    pub fn set(rng: &mut impl Rng) -> [Self; CODES] {
        array::from_fn(|_| Self::random(rng))
    }

    /// What is stored with the account of this identifier.
    #[must_use]
    pub fn hash(&self, account: &[u8]) -> CodeHash {
        let mut sha = Sha256::new();
        sha.update(b"hailong recovery code\0");
        // The code is always as long, so where it ends is clear without a length.
        sha.update(self.0);
        sha.update(account);
        CodeHash(sha.finalize().into())
    }
}

impl fmt::Display for RecoveryCode {
    /// In groups, as it is shown once and printed: `abcd-efgh-jkmn-pqrs`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, byte) in self.0.iter().enumerate() {
            if place > 0 && place % GROUP == 0 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(*byte))?;
        }
        Ok(())
    }
}

impl FromStr for RecoveryCode {
    type Err = NotARecoveryCode;

    /// Capitals, spaces and hyphens of all kinds do not matter; `o` is 0, `i` and `l` are 1.
    fn from_str(typed: &str) -> Result<Self, NotARecoveryCode> {
        let mut code = [0; LENGTH];
        let mut places = code.iter_mut();
        let is_between = |c: &char| c.is_whitespace() || matches!(c, '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}');
        for c in typed.chars().filter(|c| !is_between(c)) {
            let read = match c.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                other => other,
            };
            let byte = u8::try_from(read).ok().filter(|byte| ALPHABET.contains(byte)).ok_or(NotARecoveryCode)?;
            *places.next().ok_or(NotARecoveryCode)? = byte;
        }
        if places.next().is_some() { Err(NotARecoveryCode) } else { Ok(Self(code)) }
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode")
    }
}

impl CodeHash {
    /// As it is stored.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl TryFrom<&[u8]> for CodeHash {
    type Error = NotARecoveryCode;

    fn try_from(stored: &[u8]) -> Result<Self, NotARecoveryCode> {
        Ok(Self(stored.try_into().map_err(|_| NotARecoveryCode)?))
    }
}

impl fmt::Debug for CodeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeHash")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use rand::SeedableRng;
    use rand_chacha::ChaCha20Rng;

    use super::{ALPHABET, CodeHash, NotARecoveryCode, RecoveryCode};

    fn code(text: &str) -> RecoveryCode {
        text.parse().unwrap()
    }

    #[test]
    fn a_set_has_ten_different_codes_in_groups() {
        let set = RecoveryCode::set(&mut ChaCha20Rng::seed_from_u64(1));
        let texts: HashSet<_> = set.iter().map(ToString::to_string).collect();
        assert_eq!(texts.len(), 10);
        for text in &texts {
            assert_eq!(text.len(), 19);
            assert!(text.split('-').all(|group| group.len() == 4 && group.bytes().all(|b| ALPHABET.contains(&b))), "{text}");
            assert_eq!(code(text).to_string(), *text);
        }
    }

    #[test]
    fn every_character_comes_up() {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let seen: HashSet<_> = (0..100).flat_map(|_| RecoveryCode::random(&mut rng).0).collect();
        assert_eq!(seen.len(), 32);
    }

    #[test]
    fn typing_is_read_leniently() {
        let wanted = code("0123-4567-89ab-cdef");
        for typed in [
            "0123456789abcdef",
            "0123 4567 89AB CDEF",
            " 0123-4567-89ab-cdef\n",
            "o123-4567-89ab-cdef",
            "Oi23-4567-89ab-cdef",
            "0L23-4567-89ab-cdef",
            "0123–4567—89ab‑cdef",
            "0-1-2-3 4 5 6 7 8 9 a b c d e f--",
        ] {
            assert_eq!(code(typed), wanted, "{typed}");
        }
    }

    #[test]
    fn anything_else_is_no_code() {
        for bad in [
            "",
            "----",
            "0123-4567-89ab-cde",
            "0123-4567-89ab-cdefg",
            "u123-4567-89ab-cdef",
            "đ123-4567-89ab-cdef",
            "0123.4567.89ab.cdef",
        ] {
            assert_eq!(bad.parse::<RecoveryCode>(), Err(NotARecoveryCode), "{bad}");
        }
    }

    #[test]
    fn the_hash_is_of_code_and_account() {
        let (one, other) = (code("0123-4567-89ab-cdef"), code("0123-4567-89ab-cdeg"));
        assert_eq!(one.hash(b"an"), code("O123 4567 89AB CDEF").hash(b"an"));
        assert_ne!(one.hash(b"an"), one.hash(b"binh"));
        assert_ne!(one.hash(b"an"), other.hash(b"an"));
        let hash = one.hash(b"an");
        // `printf 'hailong recovery code\0''0123456789abcdefan' | sha256sum`
        assert_eq!(
            data_encoding::HEXLOWER.encode(hash.as_bytes()),
            "7cd5b07124589ac3e388e44cfa97537a9bb8bcd88a32b04400ad96129e3fdfd4"
        );
        assert_eq!(CodeHash::try_from(hash.as_bytes().as_slice()), Ok(hash));
        assert_eq!(CodeHash::try_from([0; 31].as_slice()), Err(NotARecoveryCode));
    }

    #[test]
    fn debugging_tells_nothing() {
        let code = code("0123-4567-89ab-cdef");
        assert_eq!(format!("{code:?} {:?}", code.hash(b"")), "RecoveryCode CodeHash");
    }
}
