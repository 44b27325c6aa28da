//! What the analyst's desk shows of a unit: its sectors, and where their figures come from.

use super::code::Code;
use super::figure::{Filter, Panel, WhyUncertain};
use super::measure::Measure;
use super::period::{Month, Period};
use super::texts::Texts;

/// What an analyst asks to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The unit, always; the period, unless nobody has ever answered; perhaps a sector and a mode. Never a campaign.
    pub filter: Filter,
    /// The measure; `None` for the first that has answers.
    pub measure: Option<Measure>,
    /// The questionnaire and the number of its version; `None` for the first that has answers.
    pub version: Option<VersionName>,
}

/// A questionnaire version, as addresses name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionName {
    /// The questionnaire's code.
    pub questionnaire: Code,
    /// The number of the version.
    pub number: u32,
}

impl std::fmt::Display for VersionName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.questionnaire, self.number)
    }
}

impl std::str::FromStr for VersionName {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (questionnaire, number) = text.rsplit_once('.').ok_or(())?;
        Ok(Self { questionnaire: questionnaire.parse().map_err(|_| ())?, number: number.parse().map_err(|_| ())? })
    }
}

/// Figures that may be looked at: those of one version under one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The measure.
    pub measure: Measure,
    /// The version.
    pub version: VersionName,
    /// The questionnaire's title.
    pub title: Texts,
}

/// What there is to look at under a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The question, with the measure and the version that are shown, if any are.
    pub question: Question,
    /// The moment of the count: UTC milliseconds.
    pub as_of: i64,
    /// The months that have answers, first and last, wherever they were given.
    pub months: Option<(Month, Month)>,
    /// The sectors among which one may choose, with their depth in the tree.
    pub sectors: Vec<(usize, Code, Texts)>,
    /// Everything that has answers in this unit and period.
    pub series: Vec<Series>,
}

impl Scene {
    /// What is shown of it.
    #[must_use]
    pub fn chosen(&self) -> Option<&Series> {
        let Question { measure, version, .. } = &self.question;
        self.series.iter().find(|series| *measure == Some(series.measure) && version.as_ref() == Some(&series.version))
    }
}

/// The overview of a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// What there is to look at.
    pub scene: Scene,
    /// The figures; `None` where nobody answered.
    pub shown: Option<Shown>,
}

/// The figures of an overview.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The sectors, as on `/results`.
    pub panel: Panel,
    /// The period with which this one is compared; `None` where the calendar has none.
    pub earlier: Option<Period>,
    /// Whether the period goes on, so that it is compared with a whole one.
    pub unfinished: bool,
    /// For each sector of the panel, in its order, where it comes from.
    pub courses: Vec<Course>,
    /// The twelve months of the courses.
    pub months: Vec<Month>,
    /// Where the series breaks within them: the month with which something else begins.
    pub breaks: Vec<(Month, Break)>,
}

/// Where the figure of a sector comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Its change since the period before.
    pub change: Change,
    /// Its share in each of the months, from 0 to 1; `None` where it is hidden or nobody answered.
    pub months: Vec<Option<f64>>,
    /// How many of those who were invited answered.
    pub rate: ResponseRate,
}

/// A change since the period before.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// So many percentage points, later less earlier.
    Points {
        /// The points.
        points: f64,
        /// What a random sample says about them.
        certainty: ChangeCertainty,
    },
    /// None is given, for this reason.
    None(WhyNoChange),
}

/// How sure a change is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ChangeCertainty {
    /// The two-sided 95 % interval of the difference, in points.
    Interval {
        /// Its lower end.
        lower: f64,
        /// Its upper end.
        upper: f64,
    },
    /// None may be given, for this reason.
    None(WhyUncertain),
}

impl ChangeCertainty {
    /// Whether the difference is more than chance would give: its interval leaves nothing out. `None` where that cannot be said.
    #[must_use]
    pub fn is_significant(self) -> Option<bool> {
        match self {
            Self::Interval { lower, upper } => Some(lower > 0.0 || upper < 0.0),
            Self::None(_) => None,
        }
    }
}

/// Why no change is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNoChange {
    /// The figure itself is not shown.
    NoFigure,
    /// Nobody answered before.
    NothingBefore,
    /// The figure before is hidden.
    HiddenBefore,
    /// The series breaks between the two.
    Break(Break),
}

/// What makes figures of two periods no longer comparable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// Another version of the questionnaire.
    Instrument,
    /// People answered in other ways.
    Modes,
    /// The unit's area became another.
    Boundaries,
}

impl Break {
    /// The key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Instrument => "analysis-break-instrument",
            Self::Modes => "analysis-break-modes",
            Self::Boundaries => "analysis-break-boundaries",
        }
    }
}

/// How many of those who were invited answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseRate {
    /// So many of so many.
    Known {
        /// Who answered.
        answered: u64,
        /// Who was invited.
        issued: u64,
    },
    /// Nobody was invited by a list: whoever came could answer, so nobody knows how many did not.
    NotInvited,
    /// So few were invited, or answered, that the number would tell about them.
    Hidden,
}

#[cfg(test)]
mod tests {
    use super::{ChangeCertainty, VersionName};
    use crate::domain::figure::WhyUncertain;

    #[test]
    fn a_version_is_read_as_it_is_written() {
        let name: VersionName = "one-stop-service.12".parse().unwrap();
        assert_eq!((name.number, name.to_string().as_str()), (12, "one-stop-service.12"));
        assert!(["", "x", "x.", ".1", "x.y", "x.-1"].iter().all(|text| text.parse::<VersionName>().is_err()));
    }

    #[test]
    fn an_interval_that_holds_nothing_says_nothing() {
        let interval = |lower, upper| ChangeCertainty::Interval { lower, upper }.is_significant();
        assert_eq!([interval(0.1, 2.0), interval(-2.0, -0.1), interval(-0.1, 0.1)], [Some(true), Some(true), Some(false)]);
        assert_eq!(ChangeCertainty::None(WhyUncertain::SelfSelected).is_significant(), None);
    }
}
