//! Administrative units.

use super::code::Code;
use super::texts::Texts;

/// The level of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// A province or a city under the central government.
    Province,
    /// A department of a province (sở).
    Department,
    /// A district, until 30 June 2025.
    District,
    /// A commune, ward or special zone.
    Commune,
}

impl UnitKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Province, Self::Department, Self::District, Self::Commune];

    /// The word under which it is stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::Department => "department",
            Self::District => "district",
            Self::Commune => "commune",
        }
    }

    /// The key of its name in the languages of the interface.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Province => "unit-kind-province",
            Self::Department => "unit-kind-department",
            Self::District => "unit-kind-district",
            Self::Commune => "unit-kind-commune",
        }
    }

    /// The kind of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A unit in the tree, with the dates between which it existed. Old units keep their own answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its stable code.
    pub code: Code,
    /// The unit above it.
    pub parent: Option<Code>,
    /// Its level.
    pub kind: UnitKind,
    /// Its name.
    pub name: Texts,
    /// The first moment of its existence: UTC milliseconds.
    pub valid_from: i64,
    /// The moment from which it no longer exists: UTC milliseconds; `None` while it exists.
    pub valid_to: Option<i64>,
    /// The unit into which it was merged.
    pub successor: Option<Code>,
}

impl Unit {
    /// Whether it exists at `now` (UTC milliseconds).
    #[must_use]
    pub fn exists(&self, now: i64) -> bool {
        self.valid_from <= now && self.valid_to.is_none_or(|end| now < end)
    }
}
