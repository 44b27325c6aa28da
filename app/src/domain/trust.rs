//! Whether a figure can be trusted: who answered, how many did not, and what in the answers is odd.

use super::code::Code;
use super::figure::Outcome;
use super::measure::Measure;
use super::mode::Mode;
use super::overview::Scene;
use super::texts::Texts;

/// What speaks for and against the figures of a unit and a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Trust {
    /// What there is to look at.
    pub scene: Scene,
    /// What was found; `None` where nobody answered.
    pub shown: Option<TrustShown>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct TrustShown {
    /// The measure.
    pub measure: Measure,
    /// The questionnaire's title.
    pub title: Texts,
    /// The number of its version.
    pub version: u32,
    /// Fewer respondents than this are hidden.
    pub minimum: u64,
    /// In which ways people answered, those that somebody used.
    pub modes: Vec<ModeFigure>,
    /// Who did not answer, where people were invited by a list.
    pub response: Option<Response>,
    /// What the sampling design does to the precision, for surveys that draw a sample.
    pub precision: Option<Precision>,
    /// What the answers themselves look like.
    pub screening: Screening,
    /// Answers beside the dossiers that other systems report.
    pub volumes: Vec<Volume>,
    /// What kiosks lost, where there are any.
    pub devices: Option<DeviceGaps>,
    /// The same questionnaire under each measure, where there are several. Never put together.
    pub beside: Vec<Beside>,
}

/// A way of answering.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ModeFigure {
    /// The mode.
    pub mode: Mode,
    /// Who answered so, and the share satisfied among their answers from 0 to 1; `None` where that is hidden.
    pub shown: Option<(u64, f64)>,
}

/// How many of those who were invited answered, and how far the others could move the figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Response {
    /// Who was invited.
    pub issued: u64,
    /// Who answered.
    pub answered: u64,
    /// The figure if nobody of the others were satisfied, and if all were: shares from 0 to 1 (Manski 1989). `None` where it is hidden.
    pub bounds: Option<(f64, f64)>,
}

/// What the sampling design does to the precision of the share of satisfied answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// Persons.
    pub persons: u64,
    /// How many persons of a simple random sample would tell as much.
    pub effective: f64,
    /// The design effect: how many times the variance of a simple random sample of as many persons (Kish 1965).
    pub effect: f64,
}

/// What the screens found in the answers that were read.
#[derive(Clone, Debug, PartialEq)]
pub struct Screening {
    /// How many responses were read.
    pub read: u64,
    /// Of very many responses only so many of the newest of a campaign are read; `None` where all are.
    pub newest: Option<u32>,
    /// What each screen found.
    pub screens: Vec<(Screen, Screened)>,
    /// How many responses a screen flagged; straight lines alone are none, since a contented person may honestly answer so.
    pub flagged: u64,
    /// The share of satisfied among the answers read, from 0 to 1, with all responses and without the flagged ones; `None` where that is hidden.
    pub shares: Option<(f64, f64)>,
}

/// A screen for responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Answered in less than a third of the time that half of the people needed in the same way of answering.
    Speed,
    /// At least six answers, all alike.
    StraightLine,
    /// One of five or more within two minutes at one collection point.
    Burst,
    /// The same answers at the same collection point as shortly before.
    Duplicate,
    /// Given at a kiosk outside the hours at which it is awake.
    OutsideHours,
}

impl Screen {
    /// The key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Speed => "trust-speed",
            Self::StraightLine => "trust-straight-line",
            Self::Burst => "trust-burst",
            Self::Duplicate => "trust-duplicate",
            Self::OutsideHours => "trust-outside-hours",
        }
    }

    /// The key of what it looks for.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Speed => "trust-speed-hint",
            Self::StraightLine => "trust-straight-line-hint",
            Self::Burst => "trust-burst-hint",
            Self::Duplicate => "trust-duplicate-hint",
            Self::OutsideHours => "trust-outside-hours-hint",
        }
    }
}

/// What a screen found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screened {
    /// So many of so many that it could look at.
    Found {
        /// Flagged.
        flagged: u64,
        /// Looked at.
        of: u64,
    },
    /// The questionnaire has fewer than six such questions, so that equal answers say nothing.
    TooShort,
    /// There was none to look at: no kiosk keeps hours here, or nobody's time is known.
    NotKnown,
}

/// Answers beside the dossiers of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Volume {
    /// The sector.
    pub sector: Code,
    /// Its name.
    pub name: Texts,
    /// How many answered.
    pub responses: u64,
    /// How many dossiers another system reports.
    pub dossiers: u64,
}

impl Volume {
    /// Whether more answered than there were dossiers.
    #[must_use]
    pub const fn is_too_many(&self) -> bool {
        self.responses > self.dossiers
    }
}

/// What kiosks lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeviceGaps {
    /// How many kiosks there are.
    pub devices: u64,
    /// How many of them have lost answers.
    pub with_gaps: u64,
    /// How many answers were given at them.
    pub given: u64,
    /// How many of these never arrived, and wait nowhere.
    pub lost: u64,
}

/// The figure of a sector under one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// The measure.
    pub measure: Measure,
    /// The sector's name.
    pub sector: Texts,
    /// The figure.
    pub outcome: Outcome,
}
