//! The short codes by which items, options, sectors and units are known.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A stable identifier that people can read: 1 to 40 lower-case letters, digits and inner hyphens.
///
/// It is safe in an address, in a form field's name and as a JSON key without quoting. A copy shares the text: each response names some
/// dozen items.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(Arc<str>);

/// Why a text is not a [`Code`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotACode(String);

impl Code {
    /// The longest code, in characters.
    pub const LONGEST: usize = 40;

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Code {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        let fits = (1..=Self::LONGEST).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-');
        if fits { Ok(Self(text.into())) } else { Err(NotACode(text.to_owned())) }
    }
}

impl TryFrom<String> for Code {
    type Error = NotACode;

    fn try_from(text: String) -> Result<Self, NotACode> {
        text.parse()
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0.as_ref().to_owned()
    }
}

impl Borrow<str> for Code {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for NotACode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a code (1 to 40 of a–z, 0–9 and inner hyphens)", self.0)
    }
}

impl std::error::Error for NotACode {}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn length_and_letters_are_held() {
        for good in ["a", "a1", "one-stop-service", &"x".repeat(40)] {
            assert_eq!(good.parse::<Code>().unwrap().as_str(), good);
        }
        for bad in ["", "-a", "a-", "A", "đất", "a b", "a_b", &"x".repeat(41)] {
            assert!(bad.parse::<Code>().is_err(), "{bad}");
        }
    }
}
