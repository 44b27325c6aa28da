//! One question and the kinds of answers it takes.

use super::condition::Condition;
use crate::domain::code::Code;
use crate::domain::texts::Texts;

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its code, unique in the version; answers are stored under it.
    pub code: Code,
    /// The question.
    pub text: Texts,
    /// A short help under it.
    pub hint: Option<Texts>,
    /// What answers it takes.
    pub kind: Kind,
    /// Whether it must be answered, where it is asked. Answering is voluntary: few items have this.
    pub required: bool,
    /// When it is asked; `None` means always.
    pub ask_if: Option<Condition>,
}

/// What answers an item takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 1 "very dissatisfied" to 5 "very satisfied".
    Satisfaction {
        /// Whether "not used / no opinion" is offered; it stays outside every denominator.
        no_opinion: bool,
    },
    /// Exactly one of the options.
    Single(Vec<Choice>),
    /// Any of the options.
    Several {
        /// The options.
        options: Vec<Choice>,
        /// At most so many, where there is a limit.
        most: Option<usize>,
    },
    /// A whole number.
    Number {
        /// The least that is taken.
        least: i64,
        /// The greatest that is taken.
        greatest: i64,
        /// What it counts, shown after the field.
        unit: Option<Texts>,
    },
    /// One line of text.
    ShortText,
    /// A few lines of text.
    LongText,
}

impl Kind {
    /// The longest short text, in characters.
    pub const SHORT_TEXT: usize = 200;
    /// The longest long text, in characters.
    pub const LONG_TEXT: usize = 2_000;

    /// The options of a single or several choice; empty for other kinds.
    #[must_use]
    pub fn options(&self) -> &[Choice] {
        match self {
            Self::Single(options) | Self::Several { options, .. } => options,
            _ => &[],
        }
    }

    /// Whether an option has this code.
    #[must_use]
    pub fn has_option(&self, code: &str) -> bool {
        self.options().iter().any(|option| option.code.as_str() == code)
    }
}

/// One option of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its code within the item.
    pub code: Code,
    /// Its words.
    pub text: Texts,
}
