//! What a figure measures: the index of a version, or a part of it looked at by itself.

use app::domain::figure::{Part, Scope};
use app::domain::questionnaire::index::IndexFormula;
use app::domain::questionnaire::item::Item;
use app::domain::questionnaire::{Section, Version};
use app::domain::texts::Texts;

use super::SectorCount;
use crate::store::tally::{AnswerCount, Count};

/// The satisfaction items that a figure is made from, and how.
#[derive(Debug)]
pub struct Measured<'a> {
    /// The version asked.
    pub version: &'a Version,
    /// The part, or nothing for the index.
    pub part: Option<&'a Part>,
    /// The items, with their sections, in order.
    pub items: Vec<(&'a Section, &'a Item)>,
}

impl<'a> Measured<'a> {
    /// What is measured of a version; `None` where it does not have the part.
    pub fn of(version: &'a Version, part: Option<&'a Part>) -> Option<Self> {
        let items: Vec<_> = match part {
            None => version.index_items().collect(),
            Some(part) => part.items(version).collect(),
        };
        (part.is_none() || !items.is_empty()).then_some(Self { version, part, items })
    }

    /// The formula: a part of weighted factors is pooled, since weights only say how factors go together.
    pub fn formula(&self) -> &'a IndexFormula {
        match self.version.index() {
            IndexFormula::WeightedFactors(_) if self.part.is_some() => &IndexFormula::PooledTopTwoBox,
            formula => formula,
        }
    }

    /// Persons with at least one valid answer to its items.
    pub fn respondents(&self, count: &SectorCount) -> u64 {
        match self.part.map(|part| &part.scope) {
            None => count.rated,
            Some(Scope::Factor(code)) => count.sections.get(code.as_str()).copied().unwrap_or_default(),
            Some(Scope::Item(code)) => count.items.get(code.as_str()).map_or(0, |times| times[1..].iter().sum()),
        }
    }

    /// The same, of a count as it is kept.
    pub fn persons(&self, count: &Count) -> u64 {
        let AnswerCount(sections, items) = &count.answers;
        let n = match self.part.map(|part| &part.scope) {
            None => count.rated,
            Some(Scope::Factor(code)) => {
                let section = self.version.sections().iter().position(|section| section.code == *code);
                section.and_then(|section| sections.get(section)).copied().unwrap_or_default()
            }
            Some(Scope::Item(code)) => {
                let item = self.version.satisfaction_items().position(|(_, item)| item.code == *code);
                item.and_then(|item| items.get(item)).map_or(0, |times| times[1..].iter().sum())
            }
        };
        u64::try_from(n).unwrap_or_default()
    }

    /// The words of the part.
    pub fn words(&self) -> Option<Texts> {
        let (section, item) = self.items.first()?;
        match self.part?.scope {
            Scope::Factor(_) => Some(section.title.clone()),
            Scope::Item(_) => Some(item.text.clone()),
        }
    }

    /// The parts that can be looked at from here: every factor, and the items of the one that is looked at.
    pub fn parts(&self) -> Vec<(Scope, Texts)> {
        let opened = self.part.and_then(|_| self.items.first()).map(|(section, _)| &section.code);
        let mut parts = Vec::new();
        for section in self.version.sections().iter().filter(|section| section.factor) {
            parts.push((Scope::Factor(section.code.clone()), section.title.clone()));
            if opened == Some(&section.code) {
                let items = self.version.index_items().filter(|(of, _)| of.code == section.code);
                parts.extend(items.map(|(_, item)| (Scope::Item(item.code.clone()), item.text.clone())));
            }
        }
        parts
    }
}
