//! The seed of a draw.

use std::fmt;
use std::str::FromStr;

/// Digits from which a sample is drawn, and from which it can be drawn again. Zeros before them count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seed(String);

/// A text that is no seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotASeed;

impl Seed {
    /// The most digits.
    pub const LONGEST: usize = 40;

    /// Its digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Seed {
    type Err = NotASeed;

    /// Reads digits, as they come out of a drum: with spaces between them, if need be.
    fn from_str(text: &str) -> Result<Self, NotASeed> {
        let digits: String = text.split_whitespace().collect();
        let fits = (1..=Self::LONGEST).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        if fits { Ok(Self(digits)) } else { Err(NotASeed) }
    }
}

impl From<u64> for Seed {
    fn from(number: u64) -> Self {
        Self(format!("{number:020}"))
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Seed;

    #[test]
    fn digits_are_taken_as_they_are() {
        for (text, digits) in [("7", "7"), (" 07 15\t22 ", "071522"), (&"9".repeat(40), &"9".repeat(40))] {
            assert_eq!(text.parse::<Seed>().unwrap().as_str(), digits);
        }
        for bad in ["", " ", "1a", "-1", "1.5", "１", &"1".repeat(41)] {
            assert!(bad.parse::<Seed>().is_err(), "{bad}");
        }
        assert_eq!(Seed::from(42).to_string(), "00000000000000000042");
        assert_eq!(Seed::from(u64::MAX).as_str().parse(), Ok(Seed::from(u64::MAX)));
    }
}
