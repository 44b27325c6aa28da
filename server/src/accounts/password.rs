//! How passwords are kept: as Argon2id hashes that carry their own parameters.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error as HashError, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, KeyId, Params, ParamsBuilder, Version};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// The number of the policy by which a typed password becomes a hash. It is raised whenever [`Cost::STANDARD`] or the
/// preparation of what is typed changes, and stands in every stored hash as `keyid`, the only one of the PHC format's
/// parameters for Argon2 that does not enter the computation.
pub const POLICY: u8 = 1;

/// How many random bytes make a salt: 128 bits, as RFC 9106, section 3.1 recommends for passwords.
pub const SALT_BYTES: usize = 16;

/// What an unknown account's password is hashed with. It only has to be as long as a real salt.
const NOBODY: [u8; SALT_BYTES] = *b"nobody's salt!!!";

/// How much memory and time a hash takes. One lane always: a sign-in must not take more than one core.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
}

/// What the comparison of a typed password says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the password.
    Verified {
        /// Whether the stored hash is of an older policy or cost, so that the typed password should be hashed and stored anew.
        rehash: bool,
    },
    /// It is not the password, or there is no such account, or the account has no password.
    Refused,
}

/// Why there is no hash or no verdict. None of it depends on whether the password is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PasswordError {
    /// The memory that a hash takes could not be had.
    #[error("not enough memory to hash a password")]
    OutOfMemory,
    /// What is stored is no Argon2 hash in PHC format: the account needs a new password.
    #[error("the stored password hash cannot be read")]
    Unreadable,
}

impl Cost {
    /// 19 MiB and two passes: the least that the OWASP Password Storage Cheat Sheet recommends for Argon2id with one lane
    /// (m=19456, t=2, p=1). More memory would let fewer people sign in at once on the one small computer that this program has
    /// to run on.
    pub const STANDARD: Self = Self { memory_kib: 19 * 1024, passes: 2 };

    /// The cheapest that Argon2 allows (8 KiB, one pass), for tests. Worth nothing against anyone.
    pub const FOR_TESTS: Self = Self { memory_kib: Params::MIN_M_COST, passes: Params::MIN_T_COST };

    /// A cost of this many KiB of memory and passes over it; `None` below 8 KiB or one pass, and above 4 GiB or 100 passes.
    #[must_use]
    pub fn new(memory_kib: u32, passes: u32) -> Option<Self> {
        let fits = (Params::MIN_M_COST..=4 * 1024 * 1024).contains(&memory_kib) && (1..=100).contains(&passes);
        fits.then_some(Self { memory_kib, passes })
    }

    fn params(self, policy: u8) -> Result<Params, PasswordError> {
        let keyid = KeyId::new(&[policy]).map_err(|_| PasswordError::Unreadable)?;
        let mut builder = ParamsBuilder::new();
        builder.m_cost(self.memory_kib).t_cost(self.passes).p_cost(1).keyid(keyid);
        builder.build().map_err(|_| PasswordError::Unreadable)
    }

    fn argon2(self) -> Result<Argon2<'static>, PasswordError> {
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params(POLICY)?))
    }
}

/// The hash of a password as it is stored: a PHC string. The salt must be random and new for each hash.
///
/// # Errors
/// [`PasswordError::OutOfMemory`].
pub fn hash(password: &str, salt: &[u8; SALT_BYTES], cost: Cost) -> Result<String, PasswordError> {
    let hash: PasswordHash = cost.argon2()?.hash_password_with_salt(prepared(password).as_bytes(), salt).map_err(reason)?;
    Ok(hash.to_string())
}

/// Compares what was typed with what is stored; `None` is an unknown account or one without a password.
///
/// Then the same work is done for nothing, so that the time of the answer does not tell which accounts exist. This holds
/// between hashes of the same cost; those of an older one tell themselves until their owner has signed in once more.
///
/// `cost` is what hashes should cost now. It decides on `rehash` and on the work for nobody; what is stored is compared at its
/// own cost.
///
/// # Errors
/// [`PasswordError::OutOfMemory`]; [`PasswordError::Unreadable`], after the same work.
pub fn verify(stored: Option<&str>, typed: &str, cost: Cost) -> Result<Verdict, PasswordError> {
    let typed = prepared(typed);
    let Some(stored) = stored else {
        work_for_nothing(&typed, cost)?;
        return Ok(Verdict::Refused);
    };
    // A PHC string may lack salt and hash; the library would call every password wrong.
    let Some(stored) = PasswordHash::new(stored).ok().filter(|stored| stored.salt.is_some() && stored.hash.is_some()) else {
        work_for_nothing(&typed, cost)?;
        return Err(PasswordError::Unreadable);
    };
    // Compares in constant time; the parameters are those of the stored hash.
    match cost.argon2()?.verify_password(typed.as_bytes(), &stored) {
        Ok(()) => Ok(Verdict::Verified { rehash: !is_current(&stored, cost)? }),
        Err(HashError::PasswordInvalid) => Ok(Verdict::Refused),
        Err(error) => Err(reason(error)),
    }
}

fn work_for_nothing(typed: &str, cost: Cost) -> Result<(), PasswordError> {
    let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
    let done = cost.argon2()?.hash_password_into(typed.as_bytes(), &NOBODY, &mut output);
    // The result is used for nothing, and the compiler must not notice.
    std::hint::black_box(output);
    done.map_err(|_| PasswordError::OutOfMemory)
}

fn is_current(stored: &PasswordHash, cost: Cost) -> Result<bool, PasswordError> {
    let algorithm = stored.algorithm.as_str() == Algorithm::Argon2id.as_str();
    let version = stored.version == Some(Version::V0x13.into());
    let params = Params::try_from(&stored.params).map_err(reason)?;
    let salt = stored.salt.as_ref().is_some_and(|salt| salt.len() >= SALT_BYTES);
    let output = stored.hash.as_ref().is_some_and(|output| output.len() == Params::DEFAULT_OUTPUT_LEN);
    Ok(algorithm && version && params == cost.params(POLICY)? && salt && output)
}

/// Canonical composition (NFC, as RFC 8265, section 4.2.2 has it for passwords): one Vietnamese keyboard sends "ậ" as one
/// character, another as three.
fn prepared(typed: &str) -> String {
    typed.nfc().collect()
}

fn reason(error: HashError) -> PasswordError {
    if error == HashError::OutOfMemory { PasswordError::OutOfMemory } else { PasswordError::Unreadable }
}

#[cfg(test)]
mod tests {
    use super::{Cost, PasswordError, SALT_BYTES, Verdict, hash, verify};

    const SALT: [u8; SALT_BYTES] = [7; SALT_BYTES];
    const CHEAP: Cost = Cost::FOR_TESTS;

    #[test]
    fn the_right_password_is_verified_and_no_other() {
        let stored = hash("con mèo ngủ trên mái", &SALT, CHEAP).unwrap();
        assert_eq!(verify(Some(&stored), "con mèo ngủ trên mái", CHEAP), Ok(Verdict::Verified { rehash: false }));
        for wrong in ["", "con mèo ngủ trên má", "con mèo ngủ trên mái ", "Con mèo ngủ trên mái", "con meo ngu tren mai"]
        {
            assert_eq!(verify(Some(&stored), wrong, CHEAP), Ok(Verdict::Refused), "{wrong}");
        }
    }

    #[test]
    fn composed_and_decomposed_are_the_same_password() {
        let (composed, decomposed) = ("m\u{1ead}t kh\u{1ea9}u", "ma\u{323}\u{302}t kha\u{302}\u{309}u");
        assert_ne!(composed, decomposed);
        let stored = hash(composed, &SALT, CHEAP).unwrap();
        assert_eq!(stored, hash(decomposed, &SALT, CHEAP).unwrap());
        assert_eq!(verify(Some(&stored), decomposed, CHEAP), Ok(Verdict::Verified { rehash: false }));
    }

    #[test]
    fn nobody_is_refused_whatever_is_typed() {
        for typed in ["", "con mèo ngủ trên mái"] {
            assert_eq!(verify(None, typed, CHEAP), Ok(Verdict::Refused));
        }
    }

    #[test]
    fn what_is_stored_names_algorithm_parameters_and_policy() {
        let stored = hash("con mèo ngủ trên mái", &SALT, Cost::STANDARD).unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1,keyid=AQ$"), "{stored}");
    }

    #[test]
    fn another_cost_policy_or_algorithm_is_hashed_anew() {
        let dearer = Cost::new(16, 2).unwrap();
        let stored = hash("con mèo ngủ trên mái", &SALT, CHEAP).unwrap();
        assert_eq!(verify(Some(&stored), "con mèo ngủ trên mái", dearer), Ok(Verdict::Verified { rehash: true }));
        assert_eq!(verify(Some(&stored), "con mèo ngủ", dearer), Ok(Verdict::Refused));
        let without_policy = stored.replace(",keyid=AQ", "");
        assert_eq!(verify(Some(&without_policy), "con mèo ngủ trên mái", CHEAP), Ok(Verdict::Verified { rehash: true }));
        let of_policy_two = stored.replace(",keyid=AQ", ",keyid=Ag");
        assert_eq!(verify(Some(&of_policy_two), "con mèo ngủ trên mái", CHEAP), Ok(Verdict::Verified { rehash: true }));
    }

    #[test]
    fn a_hash_of_another_program_is_verified() {
        // RFC 9106's reference program: `echo -n password | argon2 somesalt -id -t 2 -m 8 -p 1 -l 32`.
        let stored = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        assert_eq!(verify(Some(stored), "password", CHEAP), Ok(Verdict::Verified { rehash: true }));
        assert_eq!(verify(Some(stored), "passwort", CHEAP), Ok(Verdict::Refused));
    }

    #[test]
    fn what_cannot_be_read_is_an_error_and_never_a_success() {
        let stored = hash("", &SALT, CHEAP).unwrap();
        let (without_hash, _) = stored.rsplit_once('$').unwrap();
        for bad in ["", "$", "password", "$argon2id$v=19$m=8,t=1,p=1", "$2b$10$abcdefghijklmnopqrstuv", without_hash] {
            assert_eq!(verify(Some(bad), "", CHEAP), Err(PasswordError::Unreadable), "{bad}");
        }
    }

    #[test]
    fn costs_have_bounds() {
        assert!(Cost::new(7, 1).is_none() && Cost::new(8, 0).is_none());
        assert_eq!(Cost::new(8, 1), Some(CHEAP));
        assert!(Cost::new(4 * 1024 * 1024, 100).is_some());
        assert!(Cost::new(4 * 1024 * 1024 + 1, 1).is_none() && Cost::new(8, 101).is_none());
    }
}
