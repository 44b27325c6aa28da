//! What the analyst's desk shows below a sector: its factors, their items, and how each of these was answered.

use super::code::Code;
use super::figure::{History, Outcome, Panel, Scope, SectorFigure};
use super::mode::Mode;
use super::overview::{Break, Scene};
use super::period::Period;
use super::texts::Texts;

/// The items of a sector.
#[derive(Clone, Debug, PartialEq)]
pub struct Items {
    /// What there is to look at. Its filter has the sector that is shown, and perhaps a part of the questionnaire.
    pub scene: Scene,
    /// The unit with those above it, the highest first.
    pub units: Vec<(Code, Texts)>,
    /// What the unit came from and what became of it.
    pub history: Option<History>,
    /// The question by which the answers to an item are to be told apart.
    pub by: Option<Code>,
    /// The figures; `None` where nobody answered.
    pub shown: Option<Drilled>,
}

/// The figures of a sector with those of its factors and items.
#[derive(Clone, Debug, PartialEq)]
pub struct Drilled {
    /// The figure of the sector by itself, as on `/results`: one sector, no part.
    pub panel: Panel,
    /// The sections of the questionnaire that ask how satisfied people are, in its order; only the one that is looked at, if any is.
    pub sections: Vec<SectionFigures>,
    /// All of these sections, to choose from.
    pub choice: Vec<(Code, Texts)>,
    /// What is further said of an item that is looked at.
    pub item: Option<ItemDetail>,
}

impl Drilled {
    /// The figure of the sector.
    #[must_use]
    pub fn sector(&self) -> Option<&SectorFigure> {
        self.panel.sectors.first()
    }
}

/// The figures of a section and its items.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionFigures {
    /// Its code.
    pub code: Code,
    /// Its title.
    pub title: Texts,
    /// The figure of the factor; `None` where the section is outside the index, and so is no factor.
    pub outcome: Option<Outcome>,
    /// Its satisfaction items.
    pub items: Vec<ItemFigure>,
}

/// The figure of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemFigure {
    /// Its code.
    pub code: Code,
    /// The question.
    pub text: Texts,
    /// How it was answered.
    pub split: Split,
}

impl ItemFigure {
    /// The item as a part of its questionnaire.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope::Item(self.code.clone())
    }
}

/// How an item was answered by some of the respondents.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// The figure.
    pub outcome: Outcome,
    /// How often what was answered; `None` unless the figure is shown.
    pub answers: Option<Distribution>,
}

impl Split {
    /// Nobody answered.
    pub const NOTHING: Self = Self { outcome: Outcome::NoAnswers, answers: None };
}

/// How often what was answered to an item: persons as they are counted, without weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    /// How often each point of the scale was given, from "very dissatisfied" to "very satisfied".
    pub points: [u64; 5],
    /// How often "not used / no opinion" was; `None` where it was not offered, or where it is not known.
    pub no_opinion: Option<u64>,
    /// The mean point, from 1 to 5; weighted where the figures are.
    pub mean: Option<f64>,
}

impl Distribution {
    /// Persons with an opinion.
    #[must_use]
    pub fn valid(&self) -> u64 {
        self.points.iter().sum()
    }
}

/// An item further told apart. What stands in one list is never summed across kinds of samples.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemDetail {
    /// By the way in which people answered.
    pub modes: Vec<(Mode, Split)>,
    /// By period.
    pub course: Vec<Step>,
    /// By the units directly below.
    pub units: Vec<(Code, Texts, Split)>,
    /// Where the unit is counted with what was merged into it, by each of these.
    pub former: Vec<(Code, Texts, Split)>,
    /// The questions by which answers can be told apart: their section, their code, their words.
    pub questions: Vec<(Texts, Code, Texts)>,
    /// By the answers to the question that was chosen.
    pub groups: Option<Groups>,
}

/// A stretch of time of a course.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// When.
    pub when: When,
    /// How the item was answered then.
    pub split: Split,
    /// What makes it no longer comparable with the step before, if anything does.
    pub broken: Option<Break>,
}

/// A stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// A month, of answers that come all the time.
    Period(Period),
    /// A campaign, of samples that are drawn each time anew: its title and its questionnaire's version.
    Wave(Texts, u32),
}

/// The answers to an item by those to another question.
#[derive(Clone, Debug, PartialEq)]
pub enum Groups {
    /// So many more answers than are told apart at sight.
    TooMany(u64),
    /// Each answer, and at last (`None`) those who gave none.
    Shown(Vec<(Option<Texts>, Split)>),
}
