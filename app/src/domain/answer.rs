//! What a citizen answered.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};

use super::code::Code;
use super::questionnaire::Version;
use super::questionnaire::item::Kind;

/// A point of the satisfaction scale: 1 very dissatisfied, 2 dissatisfied, 3 neutral, 4 satisfied, 5 very satisfied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Satisfaction(u8);

impl Satisfaction {
    /// The five points in order.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// The point of a number, if it is on the scale.
    #[must_use]
    pub const fn new(point: u8) -> Option<Self> {
        if point >= 1 && point <= 5 { Some(Self(point)) } else { None }
    }

    /// Its number, 1 to 5.
    #[must_use]
    pub const fn point(self) -> u8 {
        self.0
    }

    /// Whether it counts as satisfied (top-two-box).
    #[must_use]
    pub const fn is_satisfied(self) -> bool {
        self.0 >= 4
    }
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A point of the scale.
    Scale(Satisfaction),
    /// "Not used / no opinion".
    NoOpinion,
    /// One option.
    Choice(Code),
    /// Several options, each once, in the order of the questionnaire; never none.
    Choices(Vec<Code>),
    /// A number.
    Number(i64),
    /// A text without white space around it; never empty.
    Text(String),
}

/// The answers of one response, by item. Items without an answer are absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<Code, Answer>);

/// Stored answers that do not fit the version they are said to answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The item, or nothing where the text as a whole cannot be read.
    pub item: Option<String>,
}

impl Answers {
    /// The answer to an item.
    #[must_use]
    pub fn get(&self, item: &str) -> Option<&Answer> {
        self.0.get(item)
    }

    /// Records an answer, replacing an earlier one.
    pub fn insert(&mut self, item: Code, answer: Answer) {
        self.0.insert(item, answer);
    }

    /// Takes an answer away.
    pub fn remove(&mut self, item: &str) {
        self.0.remove(item);
    }

    /// Every answer with its item, in the order of the codes.
    pub fn iter(&self) -> impl Iterator<Item = (&Code, &Answer)> {
        self.0.iter()
    }

    /// Whether nothing was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The answer to an item in the words of the form, as conditions read it; empty where there is none.
    #[must_use]
    pub fn given(&self, item: &str) -> Vec<String> {
        self.get(item).map(Answer::in_form).unwrap_or_default()
    }

    /// Whether any item of the version's index has a valid answer: then its giver is a respondent of the figure.
    #[must_use]
    pub fn is_rated(&self, version: &Version) -> bool {
        version.index_items().any(|(_, item)| matches!(self.get(item.code.as_str()), Some(Answer::Scale(_))))
    }

    /// The stored form: one compact JSON object, keyed by item. Points of the scale are numbers 1 to 5, "no opinion" is 0, as in the
    /// health form; an option is its code, several options a list.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Lists, numbers and texts by code always have a JSON form; an empty object would be found by `hailong check`.
        serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned())
    }

    /// Reads the stored form back, as answers to `version`.
    ///
    /// # Errors
    /// A [`Misfit`] that names the item which the version does not have, or whose answer it does not allow.
    pub fn from_json(version: &Version, json: &str) -> Result<Self, Misfit> {
        let stored: BTreeMap<&str, Stored> = serde_json::from_str(json).map_err(|_| Misfit { item: None })?;
        let mut answers = BTreeMap::new();
        for (name, stored) in stored {
            let misfit = || Misfit { item: Some(name.to_owned()) };
            let item = version.item(name).ok_or_else(misfit)?;
            let answer = stored.into_answer(&item.kind).ok_or_else(misfit)?;
            answers.insert(item.code.clone(), answer);
        }
        Ok(Self(answers))
    }
}

impl FromIterator<(Code, Answer)> for Answers {
    fn from_iter<I: IntoIterator<Item = (Code, Answer)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl Serialize for Answers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(item, answer)| (item.as_str(), Stored::of(answer))))
    }
}

impl Answer {
    /// The form's word for "no opinion": not a number, so that it is neither high nor low.
    pub const NO_OPINION: &str = "none";

    /// The answer in the words of the form.
    #[must_use]
    pub fn in_form(&self) -> Vec<String> {
        match self {
            Self::Scale(point) => vec![point.point().to_string()],
            Self::NoOpinion => vec![Self::NO_OPINION.to_owned()],
            Self::Choice(option) => vec![option.to_string()],
            Self::Choices(options) => options.iter().map(Code::to_string).collect(),
            Self::Number(number) => vec![number.to_string()],
            Self::Text(text) => vec![text.clone()],
        }
    }
}

/// The JSON shape of an answer.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    Number(i64),
    Text(String),
    List(Vec<Code>),
}

impl Stored {
    fn of(answer: &Answer) -> Self {
        match answer {
            Answer::Scale(point) => Self::Number(point.point().into()),
            Answer::NoOpinion => Self::Number(0),
            Answer::Choice(option) => Self::Text(option.to_string()),
            Answer::Choices(options) => Self::List(options.clone()),
            Answer::Number(number) => Self::Number(*number),
            Answer::Text(text) => Self::Text(text.clone()),
        }
    }

    fn into_answer(self, kind: &Kind) -> Option<Answer> {
        match (kind, self) {
            (Kind::Satisfaction { no_opinion: true }, Self::Number(0)) => Some(Answer::NoOpinion),
            (Kind::Satisfaction { .. }, Self::Number(point)) => {
                u8::try_from(point).ok().and_then(Satisfaction::new).map(Answer::Scale)
            }
            (Kind::Single(_), Self::Text(option)) if kind.has_option(&option) => option.parse().ok().map(Answer::Choice),
            (Kind::Several { .. }, Self::List(options))
                if !options.is_empty() && options.iter().all(|option| kind.has_option(option.as_str())) =>
            {
                Some(Answer::Choices(options))
            }
            (Kind::Number { least, greatest, .. }, Self::Number(number)) => {
                (*least..=*greatest).contains(&number).then_some(Answer::Number(number))
            }
            (Kind::ShortText | Kind::LongText, Self::Text(text)) if !text.is_empty() => Some(Answer::Text(text)),
            _ => None,
        }
    }
}
