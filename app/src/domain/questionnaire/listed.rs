//! A questionnaire version as lists have it: where it stands, without its text.

use uuid::Uuid;

use crate::domain::code::Code;

/// How far a version has come. It only goes forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Being written: it may still change.
    Draft,
    /// Published: it never changes.
    Published,
    /// Published once: campaigns that ask it go on, no new one begins.
    Retired,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Published, Self::Retired];

    /// The word under which it is stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Retired => "retired",
        }
    }

    /// The state of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// The key of its name in the languages of the interface.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "version-draft",
            Self::Published => "version-published",
            Self::Retired => "version-retired",
        }
    }
}

/// Where a version stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its identifier in the store.
    pub id: Uuid,
    /// The questionnaire's code.
    pub code: Code,
    /// Its number, from 1; 0 while it is a draft.
    pub number: u32,
    /// How far it has come.
    pub state: State,
    /// When it was published, or, while it is a draft, last changed: UTC milliseconds.
    pub since: i64,
}
