//! Counting in memory: what a response adds to the counts, and where.

use std::collections::BTreeMap;

use app::domain::answer::{Answer, Answers};
use app::domain::questionnaire::Version;
use app::domain::questionnaire::item::Kind;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::StoreError;

/// Where a response is counted: the finest cell there is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Its campaign.
    pub campaign_id: Uuid,
    /// The unit judged.
    pub unit: String,
    /// The sector judged.
    pub sector: String,
    /// The mode.
    pub mode: String,
    /// The month, `YYYYMM`.
    pub month: i64,
}

/// How many persons gave which answers. All cells of a campaign have the layout of its version. A difference of two counts is one too,
/// so the numbers may be negative.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// All responses.
    pub responses: i64,
    /// Those with at least one valid answer to an item of the index.
    pub rated: i64,
    /// What was answered.
    pub answers: AnswerCount,
}

/// The answers of a count, as they are stored: first the sections of the version in order, then its satisfaction items in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerCount(
    /// Persons with at least one valid answer to a satisfaction item of the section.
    pub Vec<i64>,
    /// How often "no opinion" (at 0) and each point of the scale (at 1 to 5) was answered.
    pub Vec<[i64; 6]>,
);

impl Count {
    /// The count of one response.
    #[must_use]
    pub fn of(version: &Version, answers: &Answers) -> Self {
        let mut count = Self { responses: 1, rated: 0, answers: AnswerCount::default() };
        let AnswerCount(sections, items) = &mut count.answers;
        sections.reserve_exact(version.sections().len());
        items.reserve_exact(version.satisfaction_items().count());
        for section in version.sections() {
            let mut rated = false;
            for item in section.items.iter().filter(|item| matches!(item.kind, Kind::Satisfaction { .. })) {
                let mut times = [0; 6];
                match answers.get(item.code.as_str()) {
                    Some(Answer::Scale(point)) => {
                        times[usize::from(point.point())] = 1;
                        rated = true;
                    }
                    Some(Answer::NoOpinion) => times[0] = 1,
                    _ => {}
                }
                items.push(times);
            }
            sections.push(i64::from(rated));
            if rated && section.factor {
                count.rated = 1;
            }
        }
        count
    }

    /// Adds another count `times` times; -1 takes it away.
    pub fn add(&mut self, other: &Self, times: i64) {
        self.responses += other.responses * times;
        self.rated += other.rated * times;
        let AnswerCount(sections, items) = &mut self.answers;
        let AnswerCount(more_sections, more_items) = &other.answers;
        sections.resize(sections.len().max(more_sections.len()), 0);
        items.resize(items.len().max(more_items.len()), [0; 6]);
        for (sum, more) in sections.iter_mut().zip(more_sections) {
            *sum += more * times;
        }
        for (sum, more) in items.iter_mut().flatten().zip(more_items.iter().flatten()) {
            *sum += more * times;
        }
    }

    /// Whether it counts nothing.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        let AnswerCount(sections, items) = &self.answers;
        self.responses == 0 && self.rated == 0 && sections.iter().chain(items.iter().flatten()).all(|times| *times == 0)
    }

    /// The stored form of the answers.
    pub(super) fn answers_json(&self) -> String {
        // Lists of numbers always have a JSON form.
        serde_json::to_string(&self.answers).unwrap_or_default()
    }

    /// A count from its stored columns.
    pub(super) fn read(responses: i64, rated: i64, answers: &str) -> Result<Self, StoreError> {
        let unreadable = |_| StoreError::Unreadable { what: "count", value: answers.to_owned() };
        Ok(Self { responses, rated, answers: serde_json::from_str(answers).map_err(unreadable)? })
    }
}

/// Counts by cell, in a fixed order.
pub type Tally = BTreeMap<Cell, Count>;

/// Adds a count to a place of a map.
pub fn add_to<K: Ord>(counts: &mut BTreeMap<K, Count>, place: K, count: &Count, times: i64) {
    counts.entry(place).or_default().add(count, times);
}

#[cfg(test)]
mod tests {
    use app::domain::answer::{Answer, Answers, Satisfaction};
    use app::domain::questionnaire::Version;

    use super::{AnswerCount, Count};
    use crate::instrument::builtin;

    fn version() -> Version {
        builtin::all().unwrap().into_iter().find(|version| version.code().as_str() == "one-stop-service").unwrap()
    }

    fn answers(points: &[(&str, u8)]) -> Answers {
        let answer = |point| Satisfaction::new(point).map_or(Answer::NoOpinion, Answer::Scale);
        points.iter().map(|(item, point)| (item.parse().unwrap(), answer(*point))).collect()
    }

    #[test]
    fn a_response_counts_where_it_answers() {
        let version = version();
        let count = Count::of(&version, &answers(&[("a1", 5), ("b1", 0)]));
        assert_eq!((count.responses, count.rated), (1, 1));
        assert_eq!(count.answers.0.iter().sum::<i64>(), 1, "one section has a valid answer; no opinion is none");
        assert_eq!(count.answers.1.iter().filter(|times| times[5] == 1).count(), 1);
        assert_eq!(count.answers.1.iter().filter(|times| times[0] == 1).count(), 1);
        assert_eq!(count.answers.0.len(), version.sections().len());
        // The overall question stands outside the index.
        assert_eq!(Count::of(&version, &answers(&[("overall", 5)])).rated, 0);
    }

    #[test]
    fn what_is_added_and_taken_away_leaves_nothing() {
        let version = version();
        let one = Count::of(&version, &answers(&[("a1", 5)]));
        let mut sum = Count::default();
        sum.add(&one, 3);
        assert_eq!((sum.responses, sum.is_zero()), (3, false));
        let same = Count::read(sum.responses, sum.rated, &sum.answers_json()).unwrap();
        assert_eq!(same, sum);
        sum.add(&one, -3);
        assert!(sum.is_zero());
        assert!(Count::read(0, 0, "[1]").is_err());
        assert_eq!(Count::read(0, 0, "[[],[]]").unwrap().answers, AnswerCount::default());
    }
}
