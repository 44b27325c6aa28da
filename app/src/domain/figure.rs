//! What may be said of a sector: the figure that the page, the CSV and the JSON all show.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::administrative_rate::AdministrativeRate;
use super::classification::Classification;
use super::code::Code;
use super::measure::Measure;
use super::mode::Mode;
use super::period::{Month, Period};
use super::questionnaire::index::IndexFormula;
use super::questionnaire::item::Item;
use super::questionnaire::{Section, Version};
use super::target::Target;
use super::texts::Texts;

/// What the reader asked to see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// This unit and all below it.
    pub unit: Option<Code>,
    /// Also what was answered about the units that were merged whole into these. Only where there is a unit, and something to add.
    pub predecessors: bool,
    /// Answers of this period.
    pub period: Option<Period>,
    /// Answers of this campaign.
    pub campaign: Option<Uuid>,
    /// This sector and all below it.
    pub sector: Option<Code>,
    /// Answers given in this mode.
    pub mode: Option<Mode>,
    /// A part of a questionnaire instead of its index.
    pub part: Option<Part>,
}

/// A part of a questionnaire, looked at by itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    /// The questionnaire's code.
    pub questionnaire: Code,
    /// Which part.
    pub scope: Scope,
}

/// A factor or an item of a questionnaire.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The satisfaction items of a factor.
    Factor(Code),
    /// One satisfaction item.
    Item(Code),
}

impl Part {
    /// The satisfaction items of a version that belong to this part of the questionnaire; none where the version does not have it.
    pub fn items<'a>(&'a self, version: &'a Version) -> impl Iterator<Item = (&'a Section, &'a Item)> {
        version.satisfaction_items().filter(|(section, item)| match &self.scope {
            _ if *version.code() != self.questionnaire => false,
            Scope::Factor(code) => section.factor && section.code == *code,
            Scope::Item(code) => item.code == *code,
        })
    }
}

/// Everything that `/results` shows for a filter.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// The filter as it was applied.
    pub filter: Filter,
    /// The moment of the count: UTC milliseconds.
    pub as_of: i64,
    /// Whether the data are a demonstration.
    pub demonstration: bool,
    /// Fewer respondents than this are hidden.
    pub privacy_minimum: u64,
    /// The units among which one may choose, with their depth in the tree, and when they ended, if they did (UTC milliseconds).
    pub units: Vec<(usize, Code, Texts, Option<i64>)>,
    /// What became of the unit of the filter, and what it came from; `None` without a unit.
    pub history: Option<History>,
    /// The months that have answers, first and last.
    pub months: Option<(Month, Month)>,
    /// The sectors among which one may choose, with their depth in the tree.
    pub sectors: Vec<(usize, Code, Texts)>,
    /// The campaigns among which one may choose.
    pub campaigns: Vec<(Uuid, Texts)>,
    /// One panel for each measure and questionnaire version: what stands in different panels is not compared.
    pub panels: Vec<Panel>,
    /// Rates from outside, apart from everything else.
    pub administrative: Vec<AdministrativeFigure>,
}

/// Where a unit comes from and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// The unit.
    pub unit: Related,
    /// The units that were merged whole into it.
    pub predecessors: Vec<Related>,
    /// The units that were split, of which it is a part.
    pub wholes: Vec<Related>,
    /// The unit into which it was merged whole.
    pub successor: Option<Related>,
    /// The parts into which it was split.
    pub parts: Vec<Related>,
    /// Whether anything was merged into it, or into a unit below it, from elsewhere, so that its figures can be had with these.
    pub has_predecessors: bool,
}

/// A unit as others refer to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: Texts,
    /// The first moment of its existence: UTC milliseconds.
    pub valid_from: i64,
    /// The moment from which it no longer exists: UTC milliseconds; `None` while it exists.
    pub valid_to: Option<i64>,
}

/// What one of several units contributes to a panel.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitFigures {
    /// The unit, with all below it.
    pub unit: Code,
    /// Its name.
    pub name: Texts,
    /// What may be shown of each sector of the panel, in its order: the same as on the page of this unit.
    pub outcomes: Vec<Outcome>,
}

/// The figures of one questionnaire version under one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// What kind of figures these are; never [`Measure::Administrative`].
    pub measure: Measure,
    /// The questionnaire's code.
    pub questionnaire: Code,
    /// The number of its version.
    pub version: u32,
    /// The questionnaire's title.
    pub title: Texts,
    /// The formula of the percentage.
    pub formula: IndexFormula,
    /// The part that the figures are about, with its words; `None` for the index as a whole.
    pub part: Option<Texts>,
    /// The parts that can be looked at from here: the factors, and the items of the factor that is looked at.
    pub parts: Vec<(Scope, Texts)>,
    /// Whether the percentages are weighted by a sampling design; respondents and answers are counted as they are.
    pub weighted: bool,
    /// Fewer respondents than this are hidden: the strictest minimum of the campaigns that are summed.
    pub minimum: u64,
    /// One figure for each sector, parents before their children.
    pub sectors: Vec<SectorFigure>,
    /// Where predecessors are counted as well, each of the units that are summed; otherwise none.
    pub units: Vec<UnitFigures>,
    /// By which classes the percentages are named, where they may be.
    pub classification: Option<Classification>,
}

/// The figure of one sector.
#[derive(Clone, Debug, PartialEq)]
pub struct SectorFigure {
    /// The sector.
    pub sector: Code,
    /// Its name.
    pub name: Texts,
    /// How deep it stands in the tree, from 0.
    pub depth: usize,
    /// The target that holds for it, if any.
    pub target: Option<Target>,
    /// What may be shown.
    pub outcome: Outcome,
    /// The class of its percentage, where that may be named.
    pub class: Option<Classed>,
}

impl SectorFigure {
    /// The class of a percentage. As a verdict, it says more than that so many were counted: it ranks an office. So it is given only where
    /// there is an interval, which self-selected answers never have, nor samples too small for one. It is that of the percentage itself;
    /// where the interval reaches into another class, that is said with it.
    #[must_use]
    pub fn classed(outcome: &Outcome, classification: &Classification) -> Option<Classed> {
        let Outcome::Shown(Estimate { share, certainty: Certainty::Interval { lower, upper, .. }, .. }) = outcome else {
            return None;
        };
        let [name, lowest, highest] = [share, lower, upper].map(|share| classification.classes.class_of(share * 100.0));
        Some(Classed { name: name.clone(), certain: lowest == highest })
    }
}

/// The class of a percentage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classed {
    /// Its name.
    pub name: Texts,
    /// Whether the whole interval lies in it.
    pub certain: bool,
}

/// What may be shown of a figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nobody answered, or nobody with an opinion.
    NoAnswers,
    /// It exists and is hidden.
    Hidden(WhyHidden),
    /// It is shown.
    Shown(Estimate),
}

/// Why a figure is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyHidden {
    /// Fewer respondents than the privacy minimum.
    TooFew,
    /// It is large enough itself, but with it a hidden figure could be worked out from a total.
    WouldRevealAnother,
}

/// A published percentage with all that it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// Persons with at least one valid answer to an item of the index.
    pub respondents: u64,
    /// Valid answers (1 to 5) to items of the index.
    pub valid: u64,
    /// Answers 4 and 5 among them.
    pub satisfied: u64,
    /// The index by the version's formula, as a share from 0 to 1; weighted where the panel is.
    pub share: f64,
    /// How sure it is.
    pub certainty: Certainty,
}

impl Estimate {
    /// The index in percentage points above (positive) or below (negative) a target.
    #[must_use]
    pub fn distance(&self, target: &Target) -> f64 {
        self.share * 100.0 - target.percent
    }
}

/// How sure a figure is, as far as its kind of sample allows to say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// A two-sided 95 % interval and, where there is a target, a verdict.
    Interval {
        /// Its lower end, a share from 0 to 1.
        lower: f64,
        /// Its upper end, a share from 0 to 1.
        upper: f64,
        /// How the target stands to it; `None` without a target.
        verdict: Option<Verdict>,
    },
    /// None may be given, for this reason.
    None(WhyUncertain),
}

/// Why neither an interval nor a verdict is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyUncertain {
    /// People chose to answer; nobody knows whom they stand for.
    SelfSelected,
    /// Too few respondents for an interval.
    TooFew,
    /// So few respondents, or so wide an interval, that the publication standard withholds both.
    NotPublishable,
    /// The formula of this version has no interval yet.
    Formula,
}

/// Whether a target was reached, judged by evidence and not by the point estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The one-sided 95 % lower bound reaches the target.
    Met,
    /// The one-sided 95 % upper bound stays below the target.
    Missed,
    /// Neither.
    NotEnoughEvidence,
}

impl Verdict {
    /// The word that open data use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missed",
            Self::NotEnoughEvidence => "not_enough_evidence",
        }
    }
}

/// A rate from outside with the names to show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdministrativeFigure {
    /// The rate.
    pub rate: AdministrativeRate,
    /// The unit's name.
    pub unit: Texts,
    /// The sector's name.
    pub sector: Texts,
}
