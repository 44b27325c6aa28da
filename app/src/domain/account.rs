//! Those who work here.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use super::fold::fold;
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

    /// The name most like a text that may be none: without diacritics, and with points for what cannot stand in a name. None where nothing
    /// is left.
    #[must_use]
    pub fn like(text: &str) -> Option<Self> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_@".contains(c);
        let words = fold(text).chars().map(|c| if fits(c) { c } else { ' ' }).collect::<String>();
        let name: String = words.split_whitespace().collect::<Vec<_>>().join(".").chars().take(Self::LONGEST).collect();
        name.trim_matches(|c: char| !c.is_ascii_alphanumeric()).parse().ok()
    }

    /// The same name with a number behind it, for where the name itself is taken.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        let end = format!("-{number}");
        let room = Self::LONGEST.saturating_sub(end.len()).min(self.0.len());
        // All of a name is ASCII.
        Self(format!("{}{end}", &self.0[..room]).into())
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

/// What is asked for besides a password: any one of these, or a recovery code instead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Factors {
    /// The code of an authenticator app.
    pub app: bool,
    /// A passkey.
    pub passkey: bool,
}

impl Factors {
    /// Whether anything is.
    #[must_use]
    pub const fn any(self) -> bool {
        self.app || self.passkey
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
    /// What is asked for besides its password.
    pub factors: Factors,
    /// When it was made: UTC milliseconds.
    pub created_at: i64,
    /// When its holder last signed in: UTC milliseconds.
    pub signed_in_at: Option<i64>,
    /// Since when nobody can sign in with it: UTC milliseconds.
    pub suspended_at: Option<i64>,
    /// Whether its holder signs in at a provider of identities, whose groups say what they may do.
    pub from_provider: bool,
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

    #[test]
    fn a_name_is_made_of_what_a_provider_calls_somebody() {
        for (text, name) in [
            ("Nguyễn Văn An", "nguyen.van.an"),
            ("AN@Tinh.example", "an@tinh.example"),
            ("DOMAIN\\le.an", "domain.le.an"),
            ("  .le..an. ", "le.an"),
            ("a_1", "a_1"),
        ] {
            assert_eq!(AccountName::like(text).map(|name| name.to_string()).as_deref(), Some(name), "{text}");
        }
        for nothing in ["", "a", "…", "李"] {
            assert_eq!(AccountName::like(nothing), None, "{nothing}");
        }
        let long = AccountName::like(&"ab ".repeat(40)).unwrap();
        assert!(long.as_str().len() <= AccountName::LONGEST);
        for name in [long, "an".parse().unwrap()] {
            let second = name.numbered(2);
            assert!(second.as_str().ends_with("-2") && second.as_str().parse() == Ok(second.clone()), "{second}");
        }
    }
}
