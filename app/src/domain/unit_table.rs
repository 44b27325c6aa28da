//! What the analyst's desk shows of the units below a unit: their figures one below the other, and each by sector.

use std::sync::Arc;

use super::code::Code;
use super::figure::{Classed, Outcome, WhyHidden};
use super::measure::Measure;
use super::overview::{Change, Scene, VersionName};
use super::period::Period;
use super::target::Target;
use super::texts::Texts;
use super::unit::UnitKind;

/// Which units are shown of those below a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Level {
    /// Those directly below it.
    #[default]
    Next,
    /// All of one kind, however deep below it they are.
    Kind(UnitKind),
}

impl Level {
    /// The word that addresses use; none for the units directly below.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Next => "",
            Self::Kind(kind) => kind.word(),
        }
    }

    /// The level of such a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        if word.is_empty() { Some(Self::Next) } else { UnitKind::from_word(word).map(Self::Kind) }
    }
}

/// The units below a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitTable {
    /// What there is to look at.
    pub scene: Scene,
    /// Which units are asked for.
    pub level: Level,
    /// The kinds of unit of which there are any below it.
    pub kinds: Vec<UnitKind>,
    /// Their figures; `None` where nobody answered, or there is no unit below.
    pub shown: Option<Arc<Units>>,
}

/// The figures of several units under one measure and one questionnaire version.
#[derive(Clone, Debug, PartialEq)]
pub struct Units {
    /// What kind of figures these are.
    pub measure: Measure,
    /// The questionnaire version.
    pub version: VersionName,
    /// The questionnaire's title.
    pub title: Texts,
    /// The moment of the count: UTC milliseconds.
    pub as_of: i64,
    /// Fewer respondents than this are hidden.
    pub minimum: u64,
    /// The sector that the figure of each unit is about; `None` for several that have none above them in common.
    pub subject: Option<Texts>,
    /// The sectors into which that figure is taken apart; none where it is of one sector only.
    pub columns: Vec<(Code, Texts)>,
    /// The units.
    pub rows: Vec<UnitRow>,
    /// How many of them have a rank.
    pub ranked: u64,
    /// By which decisions classes are named.
    pub bases: Vec<String>,
    /// The period with which this one is compared; `None` where the calendar has none.
    pub earlier: Option<Period>,
    /// Whether the period goes on, so that it is compared with a whole one.
    pub unfinished: bool,
}

/// One unit among others.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitRow {
    /// The unit, with all below it.
    pub unit: Code,
    /// Its name.
    pub name: Texts,
    /// When it ended, if it did: UTC milliseconds.
    pub valid_to: Option<i64>,
    /// The target that holds for it, if any.
    pub target: Option<Target>,
    /// What may be shown: what `/results` shows of it, except where it could be worked out from the figures of the others what must stay hidden.
    pub outcome: Outcome,
    /// The class of its percentage, where that may be named.
    pub class: Option<Classed>,
    /// Its rank, where its percentage has an interval.
    pub rank: Option<UnitRank>,
    /// Its change since the period before.
    pub change: Change,
    /// Its figure in each of the columns.
    pub cells: Vec<Cell>,
}

/// The rank of a unit. The ranges of all units hold together at 95 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitRank {
    /// The rank of its percentage; 1 is the highest, and equal ones share a rank.
    pub rank: u64,
    /// The best rank that the answers allow for.
    pub best: u64,
    /// The worst rank that the answers allow for.
    pub worst: u64,
}

/// The figure of a unit in a sector.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// Nobody answered, or nobody with an opinion.
    NoAnswers,
    /// It exists and is hidden.
    Hidden(WhyHidden),
    /// It is shown.
    Shown {
        /// The index, a share from 0 to 1.
        share: f64,
        /// Whether it lies below its target.
        short: bool,
    },
}

#[cfg(test)]
mod tests {
    use super::Level;
    use crate::domain::unit::UnitKind;

    #[test]
    fn a_level_is_read_as_it_is_written() {
        for level in [Level::Next, Level::Kind(UnitKind::Commune), Level::Kind(UnitKind::Department)] {
            assert_eq!(Level::from_word(level.word()), Some(level));
        }
        assert_eq!(Level::from_word("village"), None);
    }
}
