//! Two entries of the same paper form: where they differ, what becomes of that, and what it says about those who entered.

use serde::{Deserialize, Serialize};

use super::answer::{Answer, Answers};
use super::code::Code;
use super::entry::{ASSISTED, DAY, Entered, SECTOR};
use super::questionnaire::Version;
use super::submission::field;

/// A part of a form that can be entered wrongly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The day on which it was answered.
    Day,
    /// The sector.
    Sector,
    /// Whether somebody helped.
    Assisted,
    /// The answer to an item.
    Item(Code),
}

/// Which of two entries is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The first.
    First,
    /// The second.
    Second,
}

impl Side {
    /// The word by which a form sends it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
        }
    }

    /// What a word sends.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::First, Self::Second].into_iter().find(|right| right.word() == word)
    }
}

impl Part {
    /// Every part of a version's forms, in the order in which they are entered.
    fn all(version: &Version) -> Vec<Self> {
        let items = version.items().map(|(_, item)| Self::Item(item.code.clone()));
        [Self::Day, Self::Sector].into_iter().chain(items).chain([Self::Assisted]).collect()
    }

    /// The word under which it is counted, and the field in which it is decided: that in which it was entered.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Day => DAY.to_owned(),
            Self::Sector => SECTOR.to_owned(),
            Self::Assisted => ASSISTED.to_owned(),
            Self::Item(item) => field(item.as_str()),
        }
    }

    /// Whether two entries say the same here. Words that somebody wrote are the same whatever the spaces and capitals between them.
    fn agrees(&self, one: &Entered, other: &Entered) -> bool {
        match self {
            Self::Day => one.day == other.day,
            Self::Sector => one.sector == other.sector,
            Self::Assisted => one.assisted == other.assisted,
            Self::Item(item) => match (one.answers.get(item.as_str()), other.answers.get(item.as_str())) {
                (Some(Answer::Text(one)), Some(Answer::Text(other))) => plain(one) == plain(other),
                (one, other) => one == other,
            },
        }
    }

    /// How many keys were pressed for it.
    fn keys(&self, version: &Version, entered: &Entered) -> u64 {
        let Self::Item(item) = self else { return 0 };
        let options = version.item(item.as_str()).map_or(0, |item| item.kind.options().len());
        match entered.answers.get(item.as_str()) {
            None => 0,
            Some(Answer::Scale(_) | Answer::NoOpinion) => 1,
            // With more options than digits, a choice takes two.
            Some(Answer::Choice(_)) => 1 + u64::from(options > 9),
            Some(Answer::Choices(chosen)) => chosen.len() as u64 * (1 + u64::from(options > 9)),
            Some(Answer::Number(number)) => number.to_string().len() as u64,
            Some(Answer::Text(text)) => text.chars().count() as u64,
        }
    }
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Where two entries differ, in the order of the form.
#[must_use]
pub fn differences(version: &Version, first: &Entered, second: &Entered) -> Vec<Part> {
    Part::all(version).into_iter().filter(|part| !part.agrees(first, second)).collect()
}

/// The form as it is once it is decided which entry is right where they differ; `None` where that is not said of every difference.
#[must_use]
pub fn decided(
    differences: &[Part],
    (first, second): (&Entered, &Entered),
    right: impl Fn(&Part) -> Option<Side>,
) -> Option<Entered> {
    let mut whole = first.clone();
    for part in differences {
        if right(part)? == Side::First {
            continue;
        }
        match part {
            Part::Day => whole.day.clone_from(&second.day),
            Part::Sector => whole.sector = second.sector.clone(),
            Part::Assisted => whole.assisted = second.assisted,
            Part::Item(item) => take(&mut whole.answers, item, second.answers.get(item.as_str())),
        }
    }
    Some(whole)
}

fn take(answers: &mut Answers, item: &Code, answer: Option<&Answer>) {
    match answer {
        Some(answer) => answers.insert(item.clone(), answer.clone()),
        None => answers.remove(item.as_str()),
    }
}

/// How a part was entered: keys pressed, and 1 where it was wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quality {
    /// The word of the part.
    pub part: String,
    /// Keys that were pressed for it.
    pub keys: u64,
    /// Answers that were wrong.
    pub errors: u64,
}

/// How well an entry was made, measured by what the form says in the end.
#[must_use]
pub fn quality(version: &Version, entered: &Entered, whole: &Entered) -> Vec<Quality> {
    Part::all(version)
        .into_iter()
        .map(|part| Quality {
            keys: part.keys(version, entered),
            errors: u64::from(!part.agrees(entered, whole)),
            part: part.word(),
        })
        .filter(|quality| quality.keys > 0 || quality.errors > 0)
        .collect()
}

/// Errors for a thousand keys; `None` where nothing was entered twice.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "nobody presses so many keys")]
pub fn rate(keys: u64, errors: u64) -> Option<f64> {
    (keys > 0).then(|| errors as f64 * 1000.0 / keys as f64)
}

#[cfg(test)]
mod tests {
    use super::{Part, Quality, Side, decided, differences, quality, rate};
    use crate::domain::answer::{Answer, Satisfaction};
    use crate::domain::entry::Entered;
    use crate::domain::entry::tests::version;

    fn entered(day: &str, point: u8, text: &str) -> Entered {
        let answers = [
            ("a1".parse().unwrap(), Answer::Scale(Satisfaction::new(point).unwrap())),
            ("b1".parse().unwrap(), Answer::Choice("yes".parse().unwrap())),
            ("b2".parse().unwrap(), Answer::Text(text.to_owned())),
        ];
        Entered { day: day.to_owned(), sector: "land".parse().unwrap(), assisted: false, answers: answers.into_iter().collect() }
    }

    #[test]
    fn spaces_and_capitals_are_no_difference_and_everything_else_is() {
        let first = entered("2026-03-01", 4, "Chờ  lâu");
        assert_eq!(differences(&version(), &first, &entered("2026-03-01", 4, "chờ lâu")), []);
        assert_eq!(differences(&version(), &first, &entered("2026-03-01", 4, "cho lau")), [Part::Item("b2".parse().unwrap())]);
        let other = entered("2026-03-02", 5, "Chờ lâu");
        assert_eq!(differences(&version(), &first, &other), [Part::Day, Part::Item("a1".parse().unwrap())]);
        let mut helped = first.clone();
        helped.assisted = true;
        helped.answers.remove("b2");
        assert_eq!(differences(&version(), &first, &helped), [Part::Item("b2".parse().unwrap()), Part::Assisted]);
    }

    #[test]
    fn every_difference_must_be_decided() {
        let (first, second) = (entered("2026-03-01", 4, "x"), entered("2026-03-02", 5, "x"));
        let parts = differences(&version(), &first, &second);
        assert_eq!(decided(&parts, (&first, &second), |part| (*part == Part::Day).then_some(Side::First)), None);
        let whole = decided(&parts, (&first, &second), |part| Some(if *part == Part::Day { Side::First } else { Side::Second }));
        assert_eq!(whole, Some(entered("2026-03-01", 5, "x")));
        assert_eq!(decided(&[], (&first, &first), |_| None), Some(first));
    }

    #[test]
    fn errors_are_counted_for_a_thousand_keys() {
        let (first, whole) = (entered("2026-03-01", 4, "abc"), entered("2026-03-01", 5, "abc"));
        let one = |part: &str, keys, errors| Quality { part: part.to_owned(), keys, errors };
        assert_eq!(quality(&version(), &first, &whole), [one("q-a1", 1, 1), one("q-b1", 1, 0), one("q-b2", 3, 0)]);
        assert_eq!(rate(2_000, 3), Some(1.5));
        assert_eq!(rate(0, 0), None);
        for right in [Side::First, Side::Second] {
            assert_eq!(Side::from_word(right.word()), Some(right));
        }
    }
}
