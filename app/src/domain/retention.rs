//! How long what was answered is kept: for each kind of it a number of months, counted from the last day of a campaign.

use serde::{Deserialize, Serialize};

use super::campaign::{Campaign, Openness};
use super::period::LocalTime;

/// A kind of what is erased when its time is over. In this order the kinds of one campaign go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// What people wrote in their own words.
    Texts,
    /// What leads from a response to a person: the identifier that a receipt finds, its moment, who entered it, who was drawn.
    Links,
    /// The responses themselves. What they add to the counts stays.
    Responses,
}

impl Kind {
    /// Every kind, in the order in which they go.
    pub const ALL: [Self; 3] = [Self::Texts, Self::Links, Self::Responses];

    /// The word under which it is stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Texts => "texts",
            Self::Links => "links",
            Self::Responses => "responses",
        }
    }

    /// The kind of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The fewest and the most months for which it may be kept.
    ///
    /// The least lies beyond everything that still adds to a campaign after its end: answers are withdrawn for 14 days and paper forms entered for
    /// 30. Responses stay for a year at least, so that whoever doubts a published figure can have it recounted. The most is what somebody can still
    /// answer for.
    #[must_use]
    pub const fn bounds(self) -> (u16, u16) {
        match self {
            Self::Texts => (2, 60),
            Self::Links => (2, 24),
            Self::Responses => (12, 120),
        }
    }

    /// Whether it may be kept for ever. What leads to people may not.
    #[must_use]
    pub const fn may_stay(self) -> bool {
        !matches!(self, Self::Links)
    }
}

/// For how many months each kind is kept; `None` for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Periods {
    /// [`Kind::Texts`].
    pub texts: Option<u16>,
    /// [`Kind::Links`].
    pub links: u16,
    /// [`Kind::Responses`].
    pub responses: Option<u16>,
}

impl Default for Periods {
    /// Links as short as they are of use, texts for two years, so that two years can be compared, and responses for five.
    fn default() -> Self {
        Self { texts: Some(24), links: 3, responses: Some(60) }
    }
}

impl Periods {
    /// The months of a kind; `None` for ever.
    #[must_use]
    pub const fn of(&self, kind: Kind) -> Option<u16> {
        match kind {
            Kind::Texts => self.texts,
            Kind::Links => Some(self.links),
            Kind::Responses => self.responses,
        }
    }

    /// Whether something would be erased earlier than by `others`.
    #[must_use]
    pub fn shorten(&self, others: &Self) -> bool {
        let months = |periods: &Self, kind| periods.of(kind).unwrap_or(u16::MAX);
        Kind::ALL.into_iter().any(|kind| months(self, kind) < months(others, kind))
    }
}

/// How a kind of a campaign stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It is kept for ever.
    Stays,
    /// The campaign has no end from which its time could count.
    NoEnd,
    /// It is to be erased from this moment on: UTC milliseconds.
    Due(i64),
    /// The last of it was erased: UTC milliseconds.
    Erased(i64),
}

/// For how many days nothing is erased after periods were first set, or shortened: so that somebody can still see it and stop it.
pub const NOTICE: i64 = 14;

/// What an installation says of retention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// The periods.
    #[serde(flatten)]
    pub periods: Periods,
    /// Before this moment nothing is erased: UTC milliseconds.
    pub not_before: i64,
}

/// The midnight in Viet Nam, [`NOTICE`] days after the day of a moment.
fn after_notice(now: i64) -> i64 {
    LocalTime::of(now).days_later(NOTICE)
}

impl Retention {
    /// How an installation begins that has set nothing.
    #[must_use]
    pub fn begun(now: i64) -> Self {
        Self { periods: Periods::default(), not_before: after_notice(now) }
    }

    /// The same with other periods. Where one is shorter, there is notice again.
    #[must_use]
    pub fn with(self, periods: Periods, now: i64) -> Self {
        let not_before = if periods.shorten(&self.periods) { self.not_before.max(after_notice(now)) } else { self.not_before };
        Self { periods, not_before }
    }

    /// From which moment on a kind of a campaign is to be erased (UTC milliseconds): midnight in Viet Nam of the day that lies so many months
    /// after the campaign's last day. `None` while the campaign has no end, or where the kind is kept for ever.
    #[must_use]
    pub fn due_at(&self, campaign: &Campaign, kind: Kind, now: i64) -> Option<i64> {
        let end = match campaign.openness(now) {
            Openness::Closed(end) => end,
            Openness::Draft => return None,
            Openness::Open | Openness::NotYet(_) => campaign.closes_at?,
        };
        let months = self.periods.of(kind)?;
        Some(LocalTime::of(end.saturating_sub(1)).months_later(months).max(self.not_before))
    }

    /// How a kind of a campaign stands at `now` of which the last was erased at a moment, if it was.
    #[must_use]
    pub fn stage(&self, campaign: &Campaign, kind: Kind, erased_at: Option<i64>, now: i64) -> Stage {
        match (erased_at, self.periods.of(kind), self.due_at(campaign, kind, now)) {
            (Some(moment), ..) => Stage::Erased(moment),
            (None, None, _) => Stage::Stays,
            (None, Some(_), None) => Stage::NoEnd,
            (None, Some(_), Some(due)) => Stage::Due(due),
        }
    }

    /// Whether a kind of a campaign is to be erased at `now`.
    #[must_use]
    pub fn is_due(&self, campaign: &Campaign, kind: Kind, now: i64) -> bool {
        matches!(campaign.openness(now), Openness::Closed(_)) && self.due_at(campaign, kind, now).is_some_and(|due| due <= now)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Kind, Periods, Retention};
    use crate::domain::campaign::{Campaign, Sampling, State};
    use crate::domain::period::LocalTime;
    use crate::domain::texts::Texts;

    fn day(day: &str) -> i64 {
        LocalTime::midnight(day).unwrap()
    }

    /// A campaign whose last day this is.
    fn campaign(last: &str, state: State) -> Campaign {
        Campaign {
            id: Uuid::nil(),
            version_id: Uuid::nil(),
            questionnaire: "q".parse().unwrap(),
            title: Texts::default(),
            sampling: Sampling::SelfSelected,
            owner: "u".parse().unwrap(),
            units: Vec::new(),
            sectors: Vec::new(),
            opens_at: 0,
            closes_at: Some(LocalTime::of(day(last)).days_later(1)),
            asks_sensitive: false,
            minimum: None,
            state,
        }
    }

    const EVER: Retention = Retention { periods: Periods { texts: Some(24), links: 3, responses: None }, not_before: 0 };

    #[test]
    fn the_day_counts_in_viet_nam_from_the_last_day() {
        let campaign = campaign("2025-01-15", State::Open);
        let due = day("2025-04-15");
        assert_eq!(EVER.due_at(&campaign, Kind::Links, due), Some(due));
        assert!(!EVER.is_due(&campaign, Kind::Links, due - 1) && EVER.is_due(&campaign, Kind::Links, due));
        assert_eq!(EVER.due_at(&campaign, Kind::Texts, due), Some(day("2027-01-15")));
        assert_eq!(EVER.due_at(&campaign, Kind::Responses, due), None, "kept for ever");
        assert!(!EVER.is_due(&campaign, Kind::Responses, i64::MAX));
    }

    #[test]
    fn a_month_without_that_day_ends_on_its_last() {
        assert_eq!(EVER.due_at(&campaign("2025-11-30", State::Open), Kind::Links, 0), Some(day("2026-02-28")));
        assert_eq!(EVER.due_at(&campaign("2027-11-30", State::Open), Kind::Links, 0), Some(day("2028-02-29")));
    }

    #[test]
    fn what_is_no_campaign_yet_or_has_no_end_is_not_due() {
        let late = day("2099-01-01");
        assert_eq!(EVER.due_at(&campaign("2025-01-15", State::Draft), Kind::Links, late), None);
        let endless = Campaign { closes_at: None, ..campaign("2025-01-15", State::Open) };
        assert_eq!(EVER.due_at(&endless, Kind::Links, late), None);
        assert!(EVER.is_due(&campaign("2025-01-15", State::Archived), Kind::Links, late));
    }

    #[test]
    fn there_is_notice_before_anything_goes_earlier_than_was_said() {
        let now = day("2026-03-01") + 3_600_000;
        let begun = Retention::begun(now);
        assert_eq!(begun.not_before, day("2026-03-15"));
        assert_eq!(begun.due_at(&campaign("2020-01-15", State::Open), Kind::Links, now), Some(day("2026-03-15")));
        let later = day("2026-06-01");
        let longer = Periods { links: 4, ..begun.periods };
        assert_eq!(begun.with(longer, later).not_before, begun.not_before);
        let shorter = Periods { texts: Some(23), ..longer };
        assert_eq!(begun.with(shorter, later).not_before, day("2026-06-15"));
        let never = Periods { responses: None, ..begun.periods };
        assert_eq!(begun.with(never, later).not_before, begun.not_before);
        assert_eq!(begun.with(never, later).with(begun.periods, later).not_before, day("2026-06-15"));
    }

    #[test]
    fn words_and_settings_come_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_word(kind.word()), Some(kind));
            let (least, most) = kind.bounds();
            assert!(Periods::default().of(kind).is_none_or(|months| (least..=most).contains(&months)));
        }
        let stored = serde_json::to_string(&EVER).unwrap();
        assert_eq!(stored, r#"{"texts":24,"links":3,"responses":null,"not_before":0}"#);
        assert_eq!(serde_json::from_str::<Retention>(&stored).unwrap(), EVER);
    }
}
