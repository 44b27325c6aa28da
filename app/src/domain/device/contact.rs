//! What a device and the server tell each other.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::arrival::Span;
use super::clock::Moment;
use super::settings::Settings;

/// What a device sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// When it sends this.
    pub sent: Moment,
    /// What tells its storage apart from an emptied one.
    pub storage: Uuid,
    /// The highest number that it gave to an answer.
    pub given: i64,
    /// The numbers of the answers that wait on it, those that come with this included.
    pub waiting: Vec<Span>,
    /// When the oldest of them was given.
    pub oldest: Option<Moment>,
    /// Answers, the oldest first.
    pub entries: Vec<Entry>,
    /// Visits that were broken off.
    pub abandoned: Vec<Abandoned>,
    /// Faults that people reported at it.
    pub faults: Vec<Fault>,
    /// The settings that it has.
    pub settings_number: i64,
    /// The rest of what it tells of itself.
    pub state: DeviceState,
}

/// What a device tells of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeviceState {
    /// The version of the page that it shows.
    pub version: String,
    /// The charge of its battery, in percent, if its browser tells.
    pub battery: Option<u8>,
    /// Whether it is being charged, if its browser tells.
    pub charging: Option<bool>,
    /// Whether its browser promised not to throw away what waits when space gets scarce.
    pub persistent: bool,
    /// How many bytes there is room for, if its browser tells.
    pub free: Option<u64>,
    /// Whether it can start without a network.
    pub starts_offline: bool,
    /// Whether it takes no more answers, because it could not keep them safely.
    pub stopped: bool,
    /// How many answers it keeps apart because the server could not read them.
    pub stuck: u32,
}

/// An answer on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number on the device, from 1.
    pub sequence: i64,
    /// The collection point at which the device stood.
    pub point: String,
    /// What the form would have sent, the response's identifier among it.
    pub body: String,
    /// When it was given.
    pub at: Moment,
    /// The hash of the entry before it; empty for the first of a storage.
    pub previous: String,
    /// Its own hash; `server::devices::journal` says of what.
    pub hash: String,
}

/// How often visits were broken off at a question on a day; all of that day in this storage, so that saying it twice changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Abandoned {
    /// The day by the device's clock, `YYYY-MM-DD`.
    pub day: String,
    /// The collection point at which the device stood.
    pub point: String,
    /// The code of the item that was shown.
    pub item: String,
    /// How often.
    pub times: u32,
}

/// A fault that somebody reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Its identifier, by which it is stored once.
    pub id: Uuid,
    /// When it was reported.
    pub at: Moment,
    /// What is wrong.
    pub what: FaultKind,
}

/// What may be wrong with a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// The screen does not take touches well.
    Touch,
    /// The screen is broken or hard to read.
    Screen,
    /// It stands badly: too high, too low, in the way.
    Place,
    /// The questions are wrong here.
    Questions,
    /// Something else.
    Other,
}

impl FaultKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Touch, Self::Screen, Self::Place, Self::Questions, Self::Other];

    /// The word under which it is sent and stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Touch => "touch",
            Self::Screen => "screen",
            Self::Place => "place",
            Self::Questions => "questions",
            Self::Other => "other",
        }
    }

    /// The key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Touch => "device-fault-touch",
            Self::Screen => "device-fault-screen",
            Self::Place => "device-fault-place",
            Self::Questions => "device-fault-questions",
            Self::Other => "device-fault-other",
        }
    }
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is on the server's disk; the device forgets it.
    Stored,
    /// It was given while no answers were taken, or arrives too late to be counted; the device forgets it.
    Refused,
    /// The server cannot read it; the device keeps it apart.
    Unreadable,
}

/// What the server answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The server's clock: UTC milliseconds.
    pub now: i64,
    /// What became of each answer that came, by its number.
    pub outcomes: Vec<(i64, Outcome)>,
    /// The highest number of this device that is known, which the next one exceeds.
    pub given: i64,
    /// The settings and their number, where the device has others.
    pub settings: Option<(i64, Settings)>,
    /// The collection point at which it stands.
    pub point: String,
    /// The version of the page that it should show.
    pub version: String,
}

/// What is kept of the last contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// The numbers of the answers that waited when it had sent what came with it.
    pub waiting: Vec<Span>,
    /// When the oldest of them was given: UTC milliseconds by our clock.
    pub oldest_at: Option<i64>,
    /// By how many milliseconds its clock is ahead of ours.
    pub skew: i64,
    /// What it told of itself.
    #[serde(flatten)]
    pub state: DeviceState,
}

impl std::ops::Deref for Report {
    type Target = DeviceState;

    fn deref(&self) -> &DeviceState {
        &self.state
    }
}

impl Report {
    /// How many answers wait on the device.
    #[must_use]
    pub fn waiting_count(&self) -> i64 {
        self.waiting.iter().map(|span| span.count()).sum()
    }
}

/// What happened to a device that those who look after it should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IncidentKind {
    /// A tablet became this device.
    Registered,
    /// Its storage was emptied: what waited there is lost.
    StorageEmptied,
    /// An entry of its journal does not follow the one before.
    JournalBroken,
    /// Its clock is wrong by much.
    ClockWrong,
    /// A token came that had been replaced: somebody copied it, or the tablet was set back to an earlier state.
    TokenCopied,
    /// An answer was given while none were taken, or came too late.
    Refused,
    /// An answer could not be read.
    Unreadable,
    /// Somebody reported a fault at it.
    Fault,
}

impl IncidentKind {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Registered,
        Self::StorageEmptied,
        Self::JournalBroken,
        Self::ClockWrong,
        Self::TokenCopied,
        Self::Refused,
        Self::Unreadable,
        Self::Fault,
    ];

    /// The word under which it is stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::StorageEmptied => "storage-emptied",
            Self::JournalBroken => "journal-broken",
            Self::ClockWrong => "clock-wrong",
            Self::TokenCopied => "token-copied",
            Self::Refused => "refused",
            Self::Unreadable => "unreadable",
            Self::Fault => "fault",
        }
    }

    /// The key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Registered => "device-incident-registered",
            Self::StorageEmptied => "device-incident-storage",
            Self::JournalBroken => "device-incident-journal",
            Self::ClockWrong => "device-incident-clock",
            Self::TokenCopied => "device-incident-token",
            Self::Refused => "device-incident-refused",
            Self::Unreadable => "device-incident-unreadable",
            Self::Fault => "device-incident-fault",
        }
    }

    /// The kind of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Something that happened to a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// When: UTC milliseconds.
    pub at: i64,
    /// What.
    pub kind: IncidentKind,
    /// What it is about: the number of an answer, milliseconds of a clock, the word of a fault; empty where there is nothing to say.
    pub detail: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_and_come_back() {
        for kind in IncidentKind::ALL {
            assert_eq!(IncidentKind::from_word(kind.word()), Some(kind));
        }
        for kind in FaultKind::ALL {
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{}\"", kind.word()));
        }
    }

    #[test]
    fn a_report_is_one_flat_object() {
        let state = DeviceState { version: "1".to_owned(), stuck: 2, ..DeviceState::default() };
        let report = Report { waiting: vec![Span { first: 3, last: 5 }], oldest_at: None, skew: -7, state };
        let text = serde_json::to_string(&report).unwrap();
        assert!(text.starts_with(r#"{"waiting":[[3,5]],"oldest_at":null,"skew":-7,"version":"1""#), "{text}");
        assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report);
        assert_eq!(report.waiting_count(), 3);
        assert_eq!(serde_json::from_str::<Report>("{}").unwrap(), Report::default());
    }
}
