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

/// What stands in the store about how far a campaign has come. It only goes forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Being prepared: only those who run it see it, and it takes no answers.
    Draft,
    /// Opened: it takes answers during its period.
    Open,
    /// Closed by hand; one whose period is over is closed too, see [`Campaign::state_at`].
    Closed,
    /// Put away: its figures stay, and nothing of it changes any more.
    Archived,
}

impl State {
    /// Every state, in the order in which a campaign goes through them.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Open, Self::Closed, Self::Archived];

    /// The word under which it is stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Archived => "archived",
        }
    }

    /// The state of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
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
    /// The unit that asks, named to the citizen. Who looks after it runs the campaign; it need not be one of those measured.
    pub owner: Code,
    /// The units that are measured, each with all below it.
    pub units: Vec<Code>,
    /// The sectors that are asked about, each with all below it; none leaves the choice to the questionnaire.
    pub sectors: Vec<Code>,
    /// When answers begin to be taken: UTC milliseconds.
    pub opens_at: i64,
    /// When answers cease to be taken: UTC milliseconds, exclusive; `None` while no end is set.
    pub closes_at: Option<i64>,
    /// Whether sections that need consent are asked at all. Off unless the campaign says otherwise.
    pub asks_sensitive: bool,
    /// Figures of fewer respondents are hidden; `None` leaves it to the installation's own minimum, which holds in any case.
    pub minimum: Option<u64>,
    /// How far it has come.
    pub state: State,
}

/// Whether a campaign takes answers at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    /// It is still being prepared.
    Draft,
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
        match (self.state, self.closes_at) {
            (State::Draft, _) => Openness::Draft,
            (State::Closed | State::Archived, end) => Openness::Closed(end.unwrap_or(self.opens_at)),
            (State::Open, _) if now < self.opens_at => Openness::NotYet(self.opens_at),
            (State::Open, Some(closes_at)) if now >= closes_at => Openness::Closed(closes_at),
            (State::Open, _) => Openness::Open,
        }
    }

    /// Whether it took answers at a moment that is past (UTC milliseconds), whatever became of it since.
    #[must_use]
    pub fn was_open(&self, at: i64) -> bool {
        self.state != State::Draft && self.opens_at <= at && self.closes_at.is_none_or(|end| at < end)
    }

    /// How far it has come at `now` (UTC milliseconds): an open campaign whose period is over is closed, whether or not somebody closed it.
    #[must_use]
    pub fn state_at(&self, now: i64) -> State {
        match self.openness(now) {
            Openness::Closed(_) if self.state == State::Open => State::Closed,
            _ => self.state,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Campaign, Openness, Sampling, State};
    use crate::domain::texts::Texts;
    use uuid::Uuid;

    fn campaign(state: State) -> Campaign {
        Campaign {
            id: Uuid::nil(),
            version_id: Uuid::nil(),
            questionnaire: "q".parse().unwrap(),
            title: Texts::default(),
            sampling: Sampling::SelfSelected,
            owner: "u".parse().unwrap(),
            units: Vec::new(),
            sectors: Vec::new(),
            opens_at: 100,
            closes_at: Some(200),
            asks_sensitive: false,
            minimum: None,
            state,
        }
    }

    #[test]
    fn opening_is_inclusive_and_closing_exclusive() {
        let mut campaign = campaign(State::Open);
        assert_eq!(campaign.openness(99), Openness::NotYet(100));
        assert_eq!(campaign.openness(100), Openness::Open);
        assert_eq!((campaign.openness(199), campaign.state_at(199)), (Openness::Open, State::Open));
        assert_eq!((campaign.openness(200), campaign.state_at(200)), (Openness::Closed(200), State::Closed));
        campaign.closes_at = None;
        assert_eq!(campaign.openness(i64::MAX), Openness::Open);
    }

    #[test]
    fn only_an_open_campaign_takes_answers() {
        for now in [0, 150, 300] {
            assert_eq!(
                (campaign(State::Draft).openness(now), campaign(State::Draft).state_at(now)),
                (Openness::Draft, State::Draft)
            );
            assert_eq!(campaign(State::Closed).openness(now), Openness::Closed(200));
            let archived = campaign(State::Archived);
            assert_eq!((archived.openness(now), archived.state_at(now)), (Openness::Closed(200), State::Archived));
        }
        for state in State::ALL {
            assert_eq!(State::from_word(state.word()), Some(state));
        }
    }
}
