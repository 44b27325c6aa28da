//! Improvement actions: what is to be done about a weak criterion, by when, who answers for it by their role, and what came of it.

use serde::{Deserialize, Serialize};

use super::code::Code;
use super::figure::{Filter, Outcome, Part, Scope, WhyUncertain};
use super::measure::Measure;
use super::period::{Month, Period};

/// Of so many periods after that of the baseline the effect can be looked at.
const MOST_LATER: usize = 24;

/// How far an action has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It is decided, and not begun.
    Planned,
    /// It is under way.
    UnderWay,
    /// What was to be done is done.
    Done,
    /// It was given up.
    Dropped,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::Planned, Self::UnderWay, Self::Done, Self::Dropped];

    /// The word under which it is stored and sent.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::UnderWay => "under_way",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// The status of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    /// The key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Planned => "improvement-planned",
            Self::UnderWay => "improvement-under-way",
            Self::Done => "improvement-done",
            Self::Dropped => "improvement-dropped",
        }
    }

    /// Whether something is still to be done.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Planned | Self::UnderWay)
    }
}

/// What is weak: it never changes, because the baseline is about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// The unit that is judged, with all below it.
    pub unit: Code,
    /// The sector, with all below it.
    pub sector: Code,
    /// A factor or an item of a questionnaire; `None` for the index.
    pub part: Option<Part>,
    /// The period of the baseline: what was answered in it.
    pub period: Period,
}

impl Criterion {
    /// The filter of its figures in a period.
    #[must_use]
    pub fn filter(&self, period: Period) -> Filter {
        Filter {
            unit: Some(self.unit.clone()),
            sector: Some(self.sector.clone()),
            part: self.part.clone(),
            period: Some(period),
            ..Filter::default()
        }
    }

    /// The periods in which an effect can show at `now` (UTC milliseconds): those after the baseline's, each as long as that one, the latest
    /// first. None has an answer that the baseline has too, so their figures are independent of it.
    #[must_use]
    pub fn later(&self, now: i64) -> Vec<Period> {
        let length = match self.period {
            Period::Year(_) => 12,
            Period::Quarter(..) => 3,
            Period::Month(_) => 1,
        };
        let (last, current) = (self.period.months().1, Month::of(now));
        let mut periods = Vec::new();
        let mut month = last.plus(1);
        while month <= current {
            periods.push(match self.period {
                Period::Year(_) => Period::Year(month.year()),
                Period::Quarter(..) => quarter(month),
                Period::Month(_) => Period::Month(month),
            });
            month = month.plus(length);
        }
        periods.reverse();
        periods.truncate(MOST_LATER);
        periods
    }
}

/// The quarter in which a month lies.
#[must_use]
pub fn quarter(month: Month) -> Period {
    let number = (month.number() % 100 - 1) / 3 + 1;
    i8::try_from(number).map_or(Period::Year(month.year()), |number| Period::Quarter(month.year(), number))
}

/// A part of a questionnaire as one word: `one-stop-service/factor/access`.
#[must_use]
pub fn part_word(part: &Part) -> String {
    let (kind, code) = match &part.scope {
        Scope::Factor(code) => ("factor", code),
        Scope::Item(code) => ("item", code),
    };
    format!("{}/{kind}/{code}", part.questionnaire)
}

/// The part of such a word.
#[must_use]
pub fn part_of(word: &str) -> Option<Part> {
    let mut pieces = word.split('/');
    let (questionnaire, kind, code) = (pieces.next()?, pieces.next()?, pieces.next()?.parse().ok()?);
    let scope = match kind {
        "factor" => Scope::Factor(code),
        "item" => Scope::Item(code),
        _ => return None,
    };
    pieces.next().is_none().then_some(Part { questionnaire: questionnaire.parse().ok()?, scope })
}

/// A figure as it stood at a moment, kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptFigure {
    /// What kind of figure it is.
    pub measure: Measure,
    /// The questionnaire's code.
    pub questionnaire: Code,
    /// The number of its version.
    pub version: u32,
    /// What could be shown then.
    pub outcome: Outcome,
}

impl KeptFigure {
    /// Whether this and another figure come from the same measure by the same questions.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        (self.measure, &self.questionnaire, self.version) == (other.measure, &other.questionnaire, other.version)
    }
}

/// The figures as they stood when an action was begun.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// The moment of the count: UTC milliseconds.
    pub as_of: i64,
    /// One for each measure and questionnaire version; none where nobody had answered.
    pub figures: Vec<KeptFigure>,
}

/// An improvement action.
#[derive(Clone, Debug, PartialEq)]
pub struct Improvement {
    /// What is weak.
    pub criterion: Criterion,
    /// The unit that answers for it.
    pub responsible: Code,
    /// The role or office in it that does, in words; no person's name.
    pub role: String,
    /// What is to be done.
    pub task: String,
    /// The moment from which it is overdue: UTC milliseconds, the end of the last day.
    pub due_at: i64,
    /// How far it has come.
    pub status: Status,
    /// The figures as they stood when it was begun.
    pub baseline: Baseline,
}

impl Improvement {
    /// Whether it should have been done by `now` (UTC milliseconds) and is not.
    #[must_use]
    pub const fn is_overdue(&self, now: i64) -> bool {
        self.status.is_open() && self.due_at <= now
    }
}

/// What was noted of an action for a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The month it is about.
    pub month: Month,
    /// What was done, or why not.
    pub text: String,
    /// By what that can be seen: a text or an address, which is shown and leads nowhere; may be empty.
    pub evidence: String,
}

/// A figure of the baseline with the later one.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// What kind of figures these are.
    pub measure: Measure,
    /// The questionnaire's code.
    pub questionnaire: Code,
    /// The number of its version.
    pub version: u32,
    /// At the beginning; `None` where this measure and version had no answers then.
    pub before: Option<Outcome>,
    /// In the later period; `None` where this measure and version has no answers in it.
    pub after: Option<Outcome>,
    /// The change, where both are shown.
    pub change: Option<Change>,
}

/// A change between two figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Later less earlier, in percentage points.
    pub points: f64,
    /// The two-sided 95 % interval of the change in percentage points, or why there is none.
    pub interval: Result<(f64, f64), WhyUncertain>,
}

/// What came of an action.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The period that is compared with the baseline's; `None` while that one lasts.
    pub period: Option<Period>,
    /// The moment of the count: UTC milliseconds.
    pub as_of: i64,
    /// One for each measure and questionnaire version.
    pub comparisons: Vec<Comparison>,
}

#[cfg(test)]
mod tests {
    use super::{Baseline, Criterion, Improvement, Status, part_of, part_word};
    use crate::domain::period::{LocalTime, Period};

    fn criterion(period: &str) -> Criterion {
        let code = |text: &str| text.parse().unwrap();
        Criterion { unit: code("xa"), sector: code("land"), part: None, period: period.parse().unwrap() }
    }

    #[test]
    fn an_effect_shows_in_later_periods_of_the_same_length_only() {
        let now = LocalTime::midnight("2026-05-10").unwrap();
        let later = |period: &str| criterion(period).later(now).iter().map(Period::to_string).collect::<Vec<_>>();
        assert_eq!(later("2026"), [""; 0], "it lasts");
        assert_eq!(later("2024"), ["2026", "2025"]);
        assert_eq!(later("2025-Q3"), ["2026-Q2", "2026-Q1", "2025-Q4"]);
        assert_eq!(later("2026-Q2"), [""; 0]);
        assert_eq!(later("2026-03"), ["2026-05", "2026-04"]);
        assert_eq!((later("2020-01").len(), later("2020-01")[0].as_str()), (24, "2026-05"));
        assert_eq!(later("2030"), [""; 0]);
    }

    #[test]
    fn it_is_overdue_from_the_end_of_its_last_day_while_it_is_open() {
        let due_at = 1_000;
        let of = |status| Improvement {
            criterion: criterion("2026"),
            responsible: "xa".parse().unwrap(),
            role: String::new(),
            task: String::new(),
            due_at,
            status,
            baseline: Baseline::default(),
        };
        for (status, overdue) in
            [(Status::Planned, true), (Status::UnderWay, true), (Status::Done, false), (Status::Dropped, false)]
        {
            assert!(!of(status).is_overdue(due_at - 1));
            assert_eq!(of(status).is_overdue(due_at), overdue);
            assert_eq!(Status::from_word(status.word()), Some(status));
        }
    }

    #[test]
    fn a_part_is_one_word_and_back() {
        for word in ["one-stop-service/factor/access", "one-stop-service/item/a1"] {
            assert_eq!(part_of(word).map(|part| part_word(&part)).as_deref(), Some(word));
        }
        for word in ["", "a", "a/factor", "a/sector/b", "a/item/b/c", "A B/item/b"] {
            assert_eq!(part_of(word), None, "{word}");
        }
    }
}
