//! A questionnaire version put to a population over a period.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::code::Code;
use super::texts::Texts;

/// How respondents came to be asked. It decides what may be concluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sampling {
    /// Drawn at random with known chances.
    Probability,
    /// Everyone was asked.
    Census,
    /// People chose to answer: a QR code, a kiosk, an open link.
    SelfSelected,
}

impl Sampling {
    /// Every way of sampling.
    pub const ALL: [Self; 3] = [Self::Probability, Self::Census, Self::SelfSelected];

    /// The word under which it is stored and published.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Probability => "probability",
            Self::Census => "census",
            Self::SelfSelected => "self_selected",
        }
    }

    /// The sampling of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sampling| sampling.word() == word)
    }
}

/// A campaign (đợt khảo sát).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// Identifier, version 7.
    pub id: Uuid,
    /// The questionnaire version asked, by its identifier in the store.
    pub version_id: Uuid,
    /// The questionnaire's code, for grouping and filters.
    pub questionnaire: Code,
    /// What the campaign is called.
    pub title: Texts,
    /// How respondents are chosen.
    pub sampling: Sampling,
    /// The unit that asks, named to the citizen.
    pub owner: Code,
    /// When answers begin to be taken: UTC milliseconds.
    pub opens_at: i64,
    /// When answers cease to be taken: UTC milliseconds, exclusive; `None` while no end is set.
    pub closes_at: Option<i64>,
    /// Whether sections that need consent are asked at all. Off unless the campaign says otherwise.
    pub asks_sensitive: bool,
}

/// Whether a campaign takes answers at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    /// It opens later, at this UTC millisecond.
    NotYet(i64),
    /// Answers are taken.
    Open,
    /// It closed at this UTC millisecond.
    Closed(i64),
}

impl Campaign {
    /// Whether answers are taken at `now` (UTC milliseconds).
    #[must_use]
    pub fn openness(&self, now: i64) -> Openness {
        match self.closes_at {
            _ if now < self.opens_at => Openness::NotYet(self.opens_at),
            Some(closes_at) if now >= closes_at => Openness::Closed(closes_at),
            _ => Openness::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Campaign, Openness, Sampling};
    use crate::domain::texts::Texts;
    use uuid::Uuid;

    #[test]
    fn opening_is_inclusive_and_closing_exclusive() {
        let mut campaign = Campaign {
            id: Uuid::nil(),
            version_id: Uuid::nil(),
            questionnaire: "q".parse().unwrap(),
            title: Texts::default(),
            sampling: Sampling::SelfSelected,
            owner: "u".parse().unwrap(),
            opens_at: 100,
            closes_at: Some(200),
            asks_sensitive: false,
        };
        assert_eq!(campaign.openness(99), Openness::NotYet(100));
        assert_eq!(campaign.openness(100), Openness::Open);
        assert_eq!(campaign.openness(199), Openness::Open);
        assert_eq!(campaign.openness(200), Openness::Closed(200));
        campaign.closes_at = None;
        assert_eq!(campaign.openness(i64::MAX), Openness::Open);
    }
}
