//! What people wrote in their own words, and what of it is asked for and shown.

use std::fmt;
use std::str::FromStr;

use super::answer::{Answer, Answers, Satisfaction};
use super::code::Code;
use super::mode::Mode;
use super::period::{Month, Period};
use super::questionnaire::Version;
use super::questionnaire::item::Kind;
use super::theme::Theme;

/// The item by which questionnaires ask how content somebody is all in all.
const OVERALL: &str = "overall";
/// How many comments a page of the list has.
pub const ON_A_PAGE: usize = 25;

/// The comments among answers: what stands in fields of several lines. What is asked only of those who agree to it is none.
pub fn written<'a>(version: &'a Version, answers: &'a Answers) -> impl Iterator<Item = (&'a Code, &'a str)> {
    let open = version.items().filter(|(section, item)| section.consent.is_none() && matches!(item.kind, Kind::LongText));
    open.filter_map(|(_, item)| match answers.get(item.code.as_str()) {
        Some(Answer::Text(text)) => Some((&item.code, text.as_str())),
        _ => None,
    })
}

/// How content whoever wrote is: their answer to the question about the whole, or, where it is not asked or not answered, the mean of their
/// answers to the items of the index, rounded; none where they rated nothing.
#[must_use]
pub fn score(version: &Version, answers: &Answers) -> Option<Satisfaction> {
    let rated = |item: &str| match answers.get(item) {
        Some(Answer::Scale(point)) => Some(*point),
        _ => None,
    };
    if let Some(overall) = rated(OVERALL) {
        return Some(overall);
    }
    let points: Vec<u32> =
        version.index_items().filter_map(|(_, item)| rated(item.code.as_str())).map(|p| p.point().into()).collect();
    let (sum, n) = (points.iter().sum::<u32>(), u32::try_from(points.len()).ok()?);
    let mean = (2 * sum + n).checked_div(2 * n)?;
    u8::try_from(mean).ok().and_then(Satisfaction::new)
}

/// Which scores are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreChoice {
    /// 4 and 5.
    Satisfied,
    /// 1 to 3.
    NotSatisfied,
    /// One point of the scale.
    Point(Satisfaction),
}

impl ScoreChoice {
    /// Every choice, in the order in which they are offered.
    #[must_use]
    pub fn all() -> Vec<Self> {
        [Self::Satisfied, Self::NotSatisfied].into_iter().chain(Satisfaction::ALL.map(Self::Point)).collect()
    }

    /// The word by which it stands in an address.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Satisfied => "satisfied".to_owned(),
            Self::NotSatisfied => "not-satisfied".to_owned(),
            Self::Point(point) => point.point().to_string(),
        }
    }

    /// The choice of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::all().into_iter().find(|choice| choice.word() == word)
    }

    /// Whether a score is asked for.
    #[must_use]
    pub fn takes(self, score: Option<Satisfaction>) -> bool {
        score.is_some_and(|score| match self {
            Self::Satisfied => score.is_satisfied(),
            Self::NotSatisfied => !score.is_satisfied(),
            Self::Point(point) => score == point,
        })
    }
}

/// A place in the list of comments: the newest month first, and within a month in an order that tells nothing of when each was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The month.
    pub month: Month,
    /// The place within the month.
    pub position: i64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.month.number(), self.position)
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (month, position) = text.split_once('-').ok_or(())?;
        let month = month.parse().ok().and_then(Month::from_number).ok_or(())?;
        Ok(Self { month, position: position.parse().ok().filter(|position| *position >= 0).ok_or(())? })
    }
}

/// Which comments are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommentFilter {
    /// Those about this unit and all below it; otherwise those of the whole reach.
    pub unit: Option<Code>,
    /// Those about this sector and all below it.
    pub sector: Option<Code>,
    /// Those of this period.
    pub period: Option<Period>,
    /// Those that were given so.
    pub mode: Option<Mode>,
    /// Those of people who are so content.
    pub score: Option<ScoreChoice>,
    /// Those with this theme.
    pub theme: Option<Code>,
    /// Those with these words in them, whatever their marks and case.
    pub words: String,
    /// Those after this place of the list.
    pub after: Option<Place>,
}

/// A comment as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownComment {
    /// The unit whose respondents are many enough that nobody is found among them: the one judged, or one above it.
    pub unit: Code,
    /// Whether it may be about a unit below that one.
    pub pooled: bool,
    /// The sector judged.
    pub sector: Code,
    /// The month.
    pub month: Month,
    /// How content whoever wrote it is.
    pub score: Option<Satisfaction>,
    /// What was written.
    pub text: String,
    /// The themes found in it, by their places in the list of themes.
    pub themes: Vec<usize>,
}

/// How often a theme occurs among the comments that may be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ThemeCount {
    /// Comments in which it occurs.
    pub comments: u64,
    /// Those of them whose writers rated anything.
    pub scored: u64,
    /// Those of these whose writers are satisfied.
    pub satisfied: u64,
}

/// What the page of comments shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comments {
    /// A page of the list.
    pub shown: Vec<ShownComment>,
    /// How many of the newest comments were looked at, whatever their mode, score, theme and words.
    pub looked_at: u64,
    /// Whether these are all.
    pub all: bool,
    /// How many of them are held back. What is filtered by mode, score, theme or words is not told apart: that would say something of people
    /// who are too few.
    pub held_back: u64,
    /// Where the list goes on; nothing at its end.
    pub next: Option<Place>,
    /// The list of themes, with the counts of each among those of them that may be shown, without the filter of themes.
    pub themes: Vec<(Theme, ThemeCount)>,
    /// How many comments were counted.
    pub counted: u64,
    /// Of how many comments a theme must be found for its count to be shown.
    pub least_count: u64,
    /// How many respondents there must be where a comment is shown.
    pub minimum: u64,
    /// The first and the last month that have comments.
    pub months: Option<(Month, Month)>,
}

#[cfg(test)]
mod tests {
    use super::{Place, ScoreChoice};
    use crate::domain::answer::Satisfaction;

    #[test]
    fn words_and_places_are_read_back() {
        for choice in ScoreChoice::all() {
            assert_eq!(ScoreChoice::from_word(&choice.word()), Some(choice));
        }
        assert_eq!(ScoreChoice::from_word("6"), None);
        let place: Place = "202510-17".parse().unwrap();
        assert_eq!(place.to_string(), "202510-17");
        for wrong in ["", "202510", "202513-1", "202510--1", "x-1"] {
            assert!(wrong.parse::<Place>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn three_is_not_satisfied_and_nothing_is_neither() {
        let neutral = Satisfaction::new(3);
        assert!(ScoreChoice::NotSatisfied.takes(neutral) && !ScoreChoice::Satisfied.takes(neutral));
        assert!(!ScoreChoice::NotSatisfied.takes(None) && !ScoreChoice::Satisfied.takes(None));
        assert!(ScoreChoice::Point(Satisfaction::ALL[2]).takes(neutral));
    }
}
