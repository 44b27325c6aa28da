//! Questionnaires: the instrument and its immutable versions.

pub mod condition;
pub mod difference;
pub mod draft;
pub mod fault;
pub mod index;
pub mod item;
pub mod listed;
mod reading;

use super::code::Code;
use super::language::Language;
use super::texts::Texts;
use draft::Draft;
use fault::Fault;
use index::IndexFormula;
use item::{Item, Kind};

/// What a questionnaire judges. It decides which sectors its answers may concern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// One administrative procedure that someone just went through.
    Procedure,
    /// A visit to a hospital or clinic.
    Health,
    /// A school.
    Education,
    /// The locality as a whole, as its residents see it.
    Locality,
}

/// A grouping of factors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aspect {
    /// Its code within the version.
    pub code: Code,
    /// Its title.
    pub title: Texts,
}

/// One screen of questions. A section that is a factor (yếu tố) enters the index; others are filters and background.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its code within the version.
    pub code: Code,
    /// Whether its satisfaction items enter the index.
    pub factor: bool,
    /// The aspect to which a factor belongs, where the version uses aspects.
    pub aspect: Option<Code>,
    /// Its title.
    pub title: Texts,
    /// One sentence before its questions.
    pub intro: Option<Texts>,
    /// For sensitive questions: what the citizen agrees to before they are asked.
    pub consent: Option<Texts>,
    /// Its questions in order.
    pub items: Vec<Item>,
}

/// A checked version of a questionnaire. It can only be made by [`Version::read`], so whatever holds one need not check again.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    draft: Draft,
    code: Code,
    number: u32,
    languages: Vec<Language>,
    about: About,
    index: IndexFormula,
    aspects: Vec<Aspect>,
    sections: Vec<Section>,
}

impl Version {
    /// Checks a draft as a whole.
    ///
    /// # Errors
    /// Every fault found, each with its place.
    pub fn read(draft: Draft) -> Result<Self, Vec<Fault>> {
        reading::read(draft)
    }

    /// The same under another number, which it gets when it is published.
    #[must_use]
    pub const fn numbered(mut self, number: u32) -> Self {
        self.number = number;
        self.draft.number = number;
        self
    }

    /// The draft from which it was read, to be stored as it was published.
    #[must_use]
    pub const fn draft(&self) -> &Draft {
        &self.draft
    }

    /// The questionnaire's code, shared by its versions.
    #[must_use]
    pub const fn code(&self) -> &Code {
        &self.code
    }

    /// The number of this version, from 1.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// The interface languages in which all its texts exist, the preferred one first.
    #[must_use]
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// What it judges.
    #[must_use]
    pub const fn about(&self) -> About {
        self.about
    }

    /// How many minutes it takes, as told to the citizen.
    #[must_use]
    pub const fn minutes(&self) -> u32 {
        self.draft.minutes
    }

    /// Its title.
    #[must_use]
    pub const fn title(&self) -> &Texts {
        &self.draft.title
    }

    /// Why it is asked, in one sentence.
    #[must_use]
    pub const fn purpose(&self) -> &Texts {
        &self.draft.purpose
    }

    /// The formula of its headline percentage.
    #[must_use]
    pub const fn index(&self) -> &IndexFormula {
        &self.index
    }

    /// Its aspects in order.
    #[must_use]
    pub fn aspects(&self) -> &[Aspect] {
        &self.aspects
    }

    /// Its sections in order.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// Every item with its section, in order.
    pub fn items(&self) -> impl Iterator<Item = (&Section, &Item)> {
        self.sections.iter().flat_map(|section| section.items.iter().map(move |item| (section, item)))
    }

    /// The item with this code.
    #[must_use]
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items().map(|(_, item)| item).find(|item| item.code.as_str() == code)
    }

    /// The satisfaction items with their sections, in order.
    pub fn satisfaction_items(&self) -> impl Iterator<Item = (&Section, &Item)> {
        self.items().filter(|(_, item)| matches!(item.kind, Kind::Satisfaction { .. }))
    }

    /// The satisfaction items that enter the index, with their factors.
    pub fn index_items(&self) -> impl Iterator<Item = (&Section, &Item)> {
        self.satisfaction_items().filter(|(section, _)| section.factor)
    }
}
