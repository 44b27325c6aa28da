//! The counts of a sector, by the codes of its questionnaire version.

use std::collections::BTreeMap;

use app::domain::questionnaire::Version;

use crate::store::StoreError;
use crate::store::tally::{AnswerCount, Count};

/// How many persons gave which answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SectorCount {
    /// Persons with at least one valid answer to an item of the index.
    pub rated: u64,
    /// For each section, persons with at least one valid answer to a satisfaction item of it.
    pub sections: BTreeMap<String, u64>,
    /// For each satisfaction item, how often "no opinion" (at 0) and each point of the scale (at 1 to 5) was answered.
    pub items: BTreeMap<String, [u64; 6]>,
}

impl SectorCount {
    /// A count of answers to a version.
    ///
    /// # Errors
    /// When the count has another layout than the version, or numbers below zero: it was kept wrongly.
    pub fn of(version: &Version, count: &Count) -> Result<Self, StoreError> {
        let unreadable = || StoreError::Unreadable { what: "count", value: format!("{count:?}") };
        let number = |times: &i64| u64::try_from(*times).map_err(|_| unreadable());
        let AnswerCount(sections, items) = &count.answers;
        if sections.len() != version.sections().len() || items.len() != version.satisfaction_items().count() {
            return Err(unreadable());
        }
        let mut by_code = Self { rated: number(&count.rated)?, ..Self::default() };
        for (section, persons) in version.sections().iter().zip(sections) {
            by_code.sections.insert(section.code.to_string(), number(persons)?);
        }
        for ((_, item), times) in version.satisfaction_items().zip(items) {
            let mut counted = [0; 6];
            for (place, times) in counted.iter_mut().zip(times) {
                *place = number(times)?;
            }
            by_code.items.insert(item.code.to_string(), counted);
        }
        Ok(by_code)
    }

    /// Adds other counts to these.
    pub fn add(&mut self, other: &Self) {
        self.rated += other.rated;
        for (section, persons) in &other.sections {
            *self.sections.entry(section.clone()).or_default() += persons;
        }
        for (item, times) in &other.items {
            let sum = self.items.entry(item.clone()).or_default();
            for (sum, times) in sum.iter_mut().zip(times) {
                *sum += times;
            }
        }
    }
}
