//! What may be said of a sector: the figure that the page, the CSV and the JSON all show.

use uuid::Uuid;

use super::administrative_rate::AdministrativeRate;
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
    /// The units among which one may choose, with their depth in the tree.
    pub units: Vec<(usize, Code, Texts)>,
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
}

/// What may be shown of a figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Nobody answered, or nobody with an opinion.
    NoAnswers,
    /// It exists and is hidden.
    Hidden(WhyHidden),
    /// It is shown.
    Shown(Estimate),
}

/// Why a figure is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyHidden {
    /// Fewer respondents than the privacy minimum.
    TooFew,
    /// It is large enough itself, but with it a hidden figure could be worked out from a total.
    WouldRevealAnother,
}

/// A published percentage with all that it rests on.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
