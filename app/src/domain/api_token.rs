//! Tokens by which other systems use the API.

use uuid::Uuid;

use super::role::{Reach, Scope};

/// Something that a token opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ApiRight {
    /// To hand over responses.
    Submissions,
    /// To invite people, and to read and withdraw their invitations.
    Invitations,
}

impl ApiRight {
    /// Every right.
    pub const ALL: [Self; 2] = [Self::Submissions, Self::Invitations];

    /// The word under which it is stored and typed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Submissions => "submissions",
            Self::Invitations => "invitations",
        }
    }

    /// The key of its name in the languages of the interface.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Submissions => "token-right-submissions",
            Self::Invitations => "token-right-invitations",
        }
    }

    /// The right of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.word() == word)
    }
}

/// Whether a token opens anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenState {
    /// It does.
    Valid,
    /// Its last day is over.
    Expired,
    /// Somebody put an end to it.
    Revoked,
}

impl TokenState {
    /// The key of its name in the languages of the interface.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Valid => "token-state-valid",
            Self::Expired => "token-state-expired",
            Self::Revoked => "token-state-revoked",
        }
    }
}

/// A token, without its secret, which only its holder has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// Its identifier, which opens nothing.
    pub id: Uuid,
    /// What it is called: the system that has it.
    pub name: String,
    /// Where it holds.
    pub scope: Scope,
    /// What it opens there.
    pub rights: Vec<ApiRight>,
    /// When it was made: UTC milliseconds.
    pub created_at: i64,
    /// The name of the account that made it.
    pub created_by: String,
    /// When it ceases to open anything: UTC milliseconds, exclusive.
    pub expires_at: i64,
    /// When somebody put an end to it: UTC milliseconds.
    pub revoked_at: Option<i64>,
    /// When it was last used, to the minute: UTC milliseconds.
    pub used_at: Option<i64>,
}

impl ApiToken {
    /// Whether it opens anything at a moment.
    #[must_use]
    pub const fn state(&self, now: i64) -> TokenState {
        if self.revoked_at.is_some() {
            TokenState::Revoked
        } else if self.expires_at <= now {
            TokenState::Expired
        } else {
            TokenState::Valid
        }
    }

    /// Where it holds.
    #[must_use]
    pub fn reach(&self) -> Reach {
        match &self.scope {
            Scope::Everything => Reach::Everything,
            Scope::Unit(unit) => Reach::Units(vec![unit.clone()]),
        }
    }
}
