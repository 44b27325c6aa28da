//! The percentages that localities set themselves.

use serde::{Deserialize, Serialize};

use super::code::Code;
use super::sector::Sector;
use super::tree::Tree;
use super::unit::Unit;

/// How a figure must stand to the target: some goals say "at least", others "over".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Operator {
    /// At least: ≥.
    #[serde(rename = ">=")]
    AtLeast,
    /// More than: >.
    #[serde(rename = ">")]
    MoreThan,
}

impl Operator {
    /// The sign that people read.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::MoreThan => ">",
        }
    }

    /// The sign in plain letters, as stored and published.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::MoreThan => ">",
        }
    }

    /// The operator of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::AtLeast, Self::MoreThan].into_iter().find(|operator| operator.word() == word)
    }
}

/// A target: unit × sector × years × operator × percent × legal basis.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The unit that set it; it holds for the units below too, unless they have their own.
    pub unit: Code,
    /// The sector; it holds for the sectors below too, unless they have their own.
    pub sector: Code,
    /// The first year in which it holds.
    pub from_year: i16,
    /// The last year in which it holds.
    pub to_year: i16,
    /// At least, or more than.
    pub operator: Operator,
    /// The percentage, above 0 and at most 100.
    pub percent: f64,
    /// The decision or plan that set it.
    pub legal_basis: String,
}

impl Target {
    /// Whether it speaks of the same unit and sector as another, in a year that both have.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let same = self.unit == other.unit && self.sector == other.sector;
        same && self.from_year <= other.to_year && other.from_year <= self.to_year
    }

    /// The target that holds for a unit and sector in a year: of the nearest unit upwards that has one, that of the nearest sector upwards.
    #[must_use]
    pub fn applicable<'a>(
        targets: &'a [Self],
        units: &Tree<Unit>,
        sectors: &Tree<Sector>,
        (unit, sector, year): (&str, &str, i16),
    ) -> Option<&'a Self> {
        units.lineage(unit).find_map(|unit| {
            sectors.lineage(sector).find_map(|sector| {
                targets.iter().find(|target| {
                    target.unit == unit.code
                        && target.sector == sector.code
                        && (target.from_year..=target.to_year).contains(&year)
                })
            })
        })
    }
}
