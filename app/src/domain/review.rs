//! The facts of a monthly review: what its minutes say, as it stood at one moment, so that it can be kept and shown again exactly.

use serde::{Deserialize, Serialize};

use super::code::Code;
use super::figure::Outcome;
use super::measure::Measure;
use super::period::Month;
use super::texts::Texts;

/// All that the minutes of a unit and month say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Review {
    /// The unit, with all below it.
    pub unit: Code,
    /// Its name.
    pub unit_name: Texts,
    /// The month, as `YYYYMM`.
    pub month: i32,
    /// The moment of the count: UTC milliseconds.
    pub as_of: i64,
    /// Whether the data are a demonstration.
    pub demonstration: bool,
    /// The figures, by measure and questionnaire version.
    pub panels: Vec<Panel>,
    /// The actions that are open or of which something was noted for the month: overdue ones first, then those with notes.
    pub actions: Vec<Action>,
    /// How many more there were.
    #[serde(default)]
    pub more_actions: u64,
}

impl Review {
    /// Its month.
    #[must_use]
    pub fn month(&self) -> Option<Month> {
        Month::from_number(self.month)
    }
}

/// The figures of one questionnaire version under one measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// What kind of figures these are.
    pub measure: Measure,
    /// The questionnaire's title.
    pub title: Texts,
    /// The number of its version.
    pub version: u32,
    /// One line for each sector, parents before their children.
    pub lines: Vec<Line>,
}

/// A sector in the month and in its year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The sector's name.
    pub sector: Texts,
    /// How deep it stands in the tree, from 0.
    pub depth: usize,
    /// The target of the year: its operator by its word, its percentage, and the decision that set it.
    pub target: Option<(String, f64, String)>,
    /// The month.
    pub month: Outcome,
    /// The year, as far as it was counted.
    pub year: Outcome,
}

/// An action as it stood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// What is to be done.
    pub task: String,
    /// What is weak: unit, sector and part.
    pub about: Texts,
    /// The unit that answers for it.
    pub responsible: Texts,
    /// The role that does.
    pub role: String,
    /// The last day, as browsers write it.
    pub due: String,
    /// The word of its status.
    pub status: String,
    /// Whether it should have been done.
    pub overdue: bool,
    /// What was noted for the month: text and evidence.
    pub notes: Vec<(String, String)>,
}

#[cfg(test)]
mod tests {
    use super::{Line, Panel, Review};
    use crate::domain::figure::{Certainty, Estimate, Outcome, Verdict, WhyHidden, WhyUncertain};
    use crate::domain::measure::Measure;
    use crate::domain::texts::Texts;

    #[test]
    fn what_is_kept_comes_back_as_it_was() {
        let shown = |certainty| {
            Outcome::Shown(Estimate { respondents: 40, valid: 160, satisfied: 140, share: 7.0 / 8.0 + 1e-15, certainty })
        };
        let line = |month, year| Line {
            sector: Texts::new([("vi", "Đất đai")]),
            depth: 1,
            target: Some((">=".to_owned(), 92.5, "Nghị quyết".to_owned())),
            month,
            year,
        };
        let interval = Certainty::Interval { lower: 0.81, upper: 0.92, verdict: Some(Verdict::Met) };
        let lines = vec![
            line(shown(Certainty::None(WhyUncertain::SelfSelected)), shown(interval)),
            line(Outcome::Hidden(WhyHidden::WouldRevealAnother), Outcome::NoAnswers),
        ];
        let panels = vec![Panel { measure: Measure::Survey, title: Texts::default(), version: 2, lines }];
        let review = Review {
            unit: "xa".parse().unwrap(),
            unit_name: Texts::new([("vi", "Xã"), ("en", "Commune")]),
            month: 202_603,
            as_of: 1,
            demonstration: false,
            panels,
            actions: Vec::new(),
            more_actions: 0,
        };
        let kept = serde_json::to_string(&review).unwrap();
        let again: Review = serde_json::from_str(&kept).unwrap();
        assert_eq!(serde_json::to_string(&again).unwrap(), kept);
        let older: Review = serde_json::from_str(&kept.replace(",\"more_actions\":0", "")).unwrap();
        assert_eq!(older, review, "as they were kept before there was a limit");
        assert_eq!(again.month().map(|month| month.to_string()).as_deref(), Some("2026-03"));
    }
}
