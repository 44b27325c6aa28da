//! Where answers come from: a counter, a desk, a poster.

use std::fmt;
use std::str::FromStr;

use super::code::Code;
use super::mode::Mode;
use super::texts::Texts;
use uuid::Uuid;

/// The short code of a collection point, as printed under its QR code: 6 letters and digits none of which looks like another.
///
/// Typed codes are read kindly: capitals and spaces do not matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PointCode(Box<str>);

impl PointCode {
    /// The letters and digits that occur: no `0 o 1 l i 5 s`, so that nobody has to guess.
    pub const LETTERS: &[u8] = b"2346789abcdefghjkmnpqrtuvwxyz";
    /// How many there are in a code: 29⁶, about 595 million codes.
    pub const LENGTH: usize = 6;

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PointCode {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let code: String = text.chars().filter(|c| *c != ' ').map(|c| c.to_ascii_lowercase()).collect();
        let fits = code.len() == Self::LENGTH && code.bytes().all(|b| Self::LETTERS.contains(&b));
        if fits { Ok(Self(code.into())) } else { Err(()) }
    }
}

impl fmt::Display for PointCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A place at which one campaign is answered about one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionPoint {
    /// Its short code, unique in the installation.
    pub code: PointCode,
    /// The campaign it collects for.
    pub campaign_id: Uuid,
    /// The unit that is judged (not where the citizen lives).
    pub unit: Code,
    /// The sector that is judged; `None` where the citizen says it first.
    pub sector: Option<Code>,
    /// How answers are given here.
    pub mode: Mode,
    /// What people call the place: "Counter 3", "Poster at the gate".
    pub name: Texts,
    /// Since when nobody answers here any more: UTC milliseconds; `None` while the place is in use.
    pub withdrawn_at: Option<i64>,
    /// Whether answers come only by the one-time links of those who were invited.
    pub by_invitation: bool,
}

#[cfg(test)]
mod tests {
    use super::PointCode;

    #[test]
    fn a_code_is_read_kindly_but_exactly() {
        assert_eq!("K7M 2xp".parse::<PointCode>().unwrap().as_str(), "k7m2xp");
        for bad in ["", "k7m2x", "k7m2xpp", "k7m2xo", "k7m2x/", "đ7m2xp"] {
            assert!(bad.parse::<PointCode>().is_err(), "{bad}");
        }
    }
}
