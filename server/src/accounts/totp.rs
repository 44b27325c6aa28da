//! The second factor: codes of an authenticator app that change every half minute (TOTP, RFC 6238).

use std::fmt;

use data_encoding::BASE32_NOPAD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rand::Rng;
use totp_rs::{Algorithm, Builder};

/// How long a code is valid, in seconds (RFC 6238, section 5.2 recommends 30).
const STEP_SECONDS: u64 = 30;
/// How many digits a code has.
const DIGITS: u8 = 6;
/// How many steps before and after now a code may be of: one, for clocks that differ and people who type slowly (RFC 6238,
/// section 5.2).
const SKEW: u16 = 1;
/// What need not be encoded in a URI (RFC 3986, section 2.3: unreserved characters).
const RESERVED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The secret that the server shares with an authenticator app: 160 bits, the length of the hash (RFC 4226, section 4, R6).
///
/// It cannot be stored as a hash, because the server has to compute with it. There is no telling `Debug`.
#[derive(Clone)]
#[cfg_attr(test, derive(PartialEq, Eq))]
pub struct Secret([u8; 20]);

impl Secret {
    /// A new secret. The source must be fit for secrets.
    pub fn random(rng: &mut impl Rng) -> Self {
        let mut bytes = [0; 20];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// A secret from where it is stored.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// The secret as it is stored.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// The secret that [`Secret::groups`] wrote; `None` for any other text.
    #[must_use]
    pub fn from_groups(text: &str) -> Option<Self> {
        let bytes = BASE32_NOPAD.decode(text.replace(' ', "").as_bytes()).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// The secret for those who cannot scan the picture: base 32 (RFC 4648, section 6) in groups of four.
    #[must_use]
    pub fn groups(&self) -> String {
        let text = BASE32_NOPAD.encode(&self.0);
        // 160 bits are 32 characters of ASCII.
        (0..text.len()).step_by(4).map(|start| &text[start..start + 4]).collect::<Vec<_>>().join(" ")
    }

    /// The address that an authenticator app reads from the picture: `otpauth://totp/ISSUER:ACCOUNT?…`, in the form that Google
    /// Authenticator documents ("Key URI Format"). Algorithm, digits and period are its defaults and left out, since some apps
    /// stumble over them; colons, which it does not allow in either name, are dropped.
    #[must_use]
    pub fn uri(&self, issuer: &str, account: &str) -> String {
        let [issuer, account] = [issuer, account].map(|name| name.replace(':', ""));
        let (issuer, account) = (utf8_percent_encode(&issuer, &RESERVED), utf8_percent_encode(&account, &RESERVED));
        format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}", BASE32_NOPAD.encode(&self.0))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Whether what was typed is the code of now (UTC milliseconds) or of the step before or after. Spaces in it do not matter.
///
/// The result is the step to remember with the account and to give as `last_step` next time: a code is good for once only (RFC
/// 6238, section 5.2), and so is any older one. Remember it in the same transaction that lets somebody in, and only if no later
/// one is there.
///
/// SHA-1 it is because every app knows it; its collisions do not matter in an HMAC (RFC 6194,
/// section 3.3).
#[must_use]
pub fn check(secret: &Secret, typed: &str, now: i64, last_step: Option<i64>) -> Option<i64> {
    let code: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let seconds = u64::try_from(now).ok()? / 1000;
    let step = i64::try_from(totp(secret).check(&code, seconds)?).ok()?;
    last_step.is_none_or(|last| step > last).then_some(step)
}

fn totp(secret: &Secret) -> totp_rs::Totp {
    // Its checks are for what is constant here: six digits, a step that is not zero, a secret of 128 bits or more.
    let builder =
        Builder::new().with_algorithm(Algorithm::SHA1).with_digits(DIGITS).with_skew(SKEW).with_step_duration(STEP_SECONDS);
    builder.with_secret(secret.0).build_noncompliant()
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha20Rng;

    use super::{Secret, check};

    #[test]
    fn a_secret_comes_back_from_its_groups() {
        let secret = Secret::from_bytes(*b"12345678901234567890");
        assert_eq!(Secret::from_groups(&secret.groups()).unwrap().as_bytes(), secret.as_bytes());
        for bad in ["", "GEZD", "0000 1111", &"A".repeat(40)] {
            assert!(Secret::from_groups(bad).is_none(), "{bad}");
        }
    }

    /// The secret of RFC 6238, appendix B.
    fn secret() -> Secret {
        Secret::from_bytes(*b"12345678901234567890")
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, SHA1: the last six of its eight digits.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(check(&secret(), code, seconds * 1000, None), Some(seconds / 30), "{code}");
        }
    }

    #[test]
    fn one_step_before_and_after_is_near_enough() {
        // Of step 37037036, which lasts from 1111111080 to 1111111110 seconds.
        for (milliseconds, good) in [
            (1_111_111_049_999, false),
            (1_111_111_050_000, true),
            (1_111_111_080_000, true),
            (1_111_111_109_999, true),
            (1_111_111_110_000, true),
            (1_111_111_139_999, true),
            (1_111_111_140_000, false),
        ] {
            assert_eq!(check(&secret(), "081804", milliseconds, None), good.then_some(37_037_036), "{milliseconds}");
        }
    }

    #[test]
    fn a_code_is_good_for_once() {
        let now = 1_111_111_109_000;
        let step = check(&secret(), "081804", now, None);
        assert_eq!(step, Some(37_037_036));
        assert_eq!(check(&secret(), "081804", now, step), None);
        assert_eq!(check(&secret(), "081804", now, Some(37_037_035)), step);
        assert_eq!(check(&secret(), "081804", now, Some(37_037_037)), None);
        // The next code is good at once, although the first one's time is not over.
        assert_eq!(check(&secret(), "050471", now, step), Some(37_037_037));
    }

    #[test]
    fn spaces_do_not_matter_and_nothing_else_is_accepted() {
        let now = 1_111_111_109_000;
        for good in ["081804", "081 804", " 0 8 1 8 0 4 ", "081\u{a0}804", "081804\n"] {
            assert!(check(&secret(), good, now, None).is_some(), "{good}");
        }
        for bad in ["", " ", "81804", "0818040", "+81804", "-81804", "081805", "08180a", "٠٨١٨٠٤", "081-804"] {
            assert_eq!(check(&secret(), bad, now, None), None, "{bad}");
        }
    }

    #[test]
    fn the_first_and_impossible_times_are_no_trouble() {
        // RFC 4226, appendix D: the codes of steps 0 and 1.
        assert_eq!(check(&secret(), "755224", 0, None), Some(0));
        assert_eq!(check(&secret(), "287082", 0, None), Some(1));
        assert_eq!(check(&secret(), "755224", 0, Some(0)), None);
        assert_eq!(check(&secret(), "755224", -1, None), None);
        assert_eq!(check(&secret(), "755224", i64::MIN, None), None);
        assert_eq!(check(&secret(), "755224", i64::MAX, None), None);
    }

    #[test]
    fn the_address_is_encoded() {
        assert_eq!(secret().groups(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(
            secret().uri("Hài Lòng: Tỉnh Mẫu", "an&b@mau.vn"),
            "otpauth://totp/H%C3%A0i%20L%C3%B2ng%20T%E1%BB%89nh%20M%E1%BA%ABu:an%26b%40mau.vn\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=H%C3%A0i%20L%C3%B2ng%20T%E1%BB%89nh%20M%E1%BA%ABu"
        );
    }

    #[test]
    fn secrets_differ_and_are_not_printed() {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let (one, other) = (Secret::random(&mut rng), Secret::random(&mut rng));
        assert_ne!(one, other);
        assert_eq!(Secret::from_bytes(*one.as_bytes()), one);
        assert_eq!(format!("{one:?}"), "Secret");
    }
}
