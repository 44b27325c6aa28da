//! Those who work here.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use super::role::Grant;

/// The name under which somebody signs in: 2 to 60 lower-case letters, digits, and `. - _ @` between them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountName(Box<str>);

/// Why a text is not an [`AccountName`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAName;

impl AccountName {
    /// The longest name, in characters.
    pub const LONGEST: usize = 60;

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AccountName {
    type Err = NotAName;

    /// Reads a name as people type it: spaces around it and capitals do not count.
    fn from_str(typed: &str) -> Result<Self, NotAName> {
        let name = typed.trim().to_ascii_lowercase();
        let is_letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        let fits = (2..=Self::LONGEST).contains(&name.len())
            && name.bytes().all(|b| is_letter(b) || b".-_@".contains(&b))
            && name.bytes().next().is_some_and(is_letter)
            && name.bytes().next_back().is_some_and(is_letter);
        if fits { Ok(Self(name.into())) } else { Err(NotAName) }
    }
}

impl fmt::Display for AccountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An account, without anything by which one could sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its identifier.
    pub id: Uuid,
    /// The name under which its holder signs in.
    pub name: AccountName,
    /// The name by which colleagues know its holder.
    pub full_name: String,
    /// What its holder may do, and where.
    pub grants: Vec<Grant>,
    /// Whether a password was set.
    pub has_password: bool,
    /// Whether an authenticator app is asked for.
    pub has_second_factor: bool,
    /// When it was made: UTC milliseconds.
    pub created_at: i64,
    /// When its holder last signed in: UTC milliseconds.
    pub signed_in_at: Option<i64>,
    /// Since when nobody can sign in with it: UTC milliseconds.
    pub suspended_at: Option<i64>,
}

impl Account {
    /// The longest name by which colleagues know somebody, in characters.
    pub const LONGEST_FULL_NAME: usize = 100;
}

#[cfg(test)]
mod tests {
    use super::AccountName;

    #[test]
    fn names_are_what_can_be_typed_anywhere() {
        for (typed, name) in [("an", "an"), (" Le.Thi-An ", "le.thi-an"), ("an@xa.vn", "an@xa.vn"), ("a_1", "a_1")] {
            assert_eq!(typed.parse::<AccountName>().unwrap().as_str(), name);
        }
        let long = "a".repeat(61);
        for bad in ["", "a", "-an", "an.", "a n", "ân", "a/b", long.as_str()] {
            assert!(bad.parse::<AccountName>().is_err(), "{bad}");
        }
        assert!("a".repeat(60).parse::<AccountName>().is_ok());
    }
}
