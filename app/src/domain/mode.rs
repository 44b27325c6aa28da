//! How an answer was given.

use serde::{Deserialize, Serialize};

/// The mode of answering. Modes are never mixed silently: people answer differently to a person than to a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// On the citizen's own phone, at a service counter.
    Phone,
    /// On a device shared by all who pass.
    Kiosk,
    /// Asked by an interviewer who types the answers.
    Interviewer,
    /// On paper, entered later.
    Paper,
    /// By a link that was sent.
    Link,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 5] = [Self::Phone, Self::Kiosk, Self::Interviewer, Self::Paper, Self::Link];

    /// The word under which the mode is stored and named in addresses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Kiosk => "kiosk",
            Self::Interviewer => "interviewer",
            Self::Paper => "paper",
            Self::Link => "link",
        }
    }

    /// The key of its name in the languages of the interface.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Phone => "mode-phone",
            Self::Kiosk => "mode-kiosk",
            Self::Interviewer => "mode-interviewer",
            Self::Paper => "mode-paper",
            Self::Link => "mode-link",
        }
    }

    /// The mode of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.word() == word)
    }
}
