//! How a device is to behave.

use serde::{Deserialize, Serialize};

use crate::domain::period::LocalTime;
use crate::domain::texts::Texts;

/// Settings of a device, as they are stored and sent to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// After how many seconds without a touch it is asked whether somebody is still there; [`IDLE`](Self::IDLE).
    pub idle: u32,
    /// For how many seconds it is asked, before the next one finds the beginning; [`GRACE`](Self::GRACE).
    pub grace: u32,
    /// Whether questions are asked that are answered in words, by the keyboard of the tablet.
    pub comments: bool,
    /// When it is awake; `None` is always.
    pub hours: Option<Hours>,
    /// The hash of the PIN by which its settings are left: SHA-256 of the device's identifier, a colon and the digits, in hexadecimal.
    pub pin: Option<String>,
    /// What the first screen says besides the questionnaire's purpose.
    pub greeting: Texts,
    /// How many answers an hour are expected where it stands; `None` where nobody said.
    pub norm: Option<u32>,
}

impl Settings {
    /// The seconds without a touch that may be set.
    pub const IDLE: std::ops::RangeInclusive<u32> = 20..=300;
    /// The seconds of the countdown that may be set. WCAG 2.2, success criterion 2.2.1, asks for 20 at least.
    pub const GRACE: std::ops::RangeInclusive<u32> = 20..=120;
    /// The answers an hour that may be expected.
    pub const NORM: std::ops::RangeInclusive<u32> = 1..=1000;
    /// How many digits a PIN may have.
    pub const PIN: std::ops::RangeInclusive<usize> = 4..=8;

    /// Whether it is awake at a moment (UTC milliseconds).
    #[must_use]
    pub fn is_awake(&self, at: i64) -> bool {
        self.hours.is_none() || self.awake_since(at).is_some()
    }

    /// Since when it has been awake at a moment, if it is and sleeps at times: UTC milliseconds. One that never sleeps has been awake for ever.
    #[must_use]
    pub fn awake_since(&self, at: i64) -> Option<i64> {
        let Some(hours) = self.hours else { return Some(i64::MIN) };
        let (local, minute) = (LocalTime::of(at), LocalTime::of(at).minute_of_day());
        let opens = local.days_later(0) + i64::from(hours.opens) * 60_000;
        (hours.days[local.weekday()] && (hours.opens..hours.closes).contains(&minute)).then_some(opens)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self { idle: 45, grace: 20, comments: false, hours: None, pin: None, greeting: Texts::default(), norm: None }
    }
}

/// When a device is awake, by Viet Nam's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// From this minute of the day.
    pub opens: u16,
    /// Until before this one, which is later.
    pub closes: u16,
    /// On which days, from Monday to Sunday.
    pub days: [bool; 7],
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Monday, 10 o'clock in Viet Nam.
    const NOW: i64 = 1_773_630_000_000;
    const HOUR: i64 = 3_600_000;

    #[test]
    fn it_is_awake_from_the_first_minute_to_before_the_last() {
        let hours = Hours { opens: 7 * 60 + 30, closes: 17 * 60, days: [true, true, true, true, true, false, false] };
        let settings = Settings { hours: Some(hours), ..Settings::default() };
        let opens = NOW - 2 * HOUR - HOUR / 2;
        for (at, awake) in [
            (opens - 1, false),
            (opens, true),
            (NOW, true),
            (NOW + 7 * HOUR - 1, true),
            (NOW + 7 * HOUR, false),
            (NOW + 4 * 24 * HOUR, true),
            (NOW + 5 * 24 * HOUR, false),
        ] {
            assert_eq!(settings.is_awake(at), awake, "{at}");
        }
        assert_eq!(settings.awake_since(NOW), Some(opens));
        assert!(Settings::default().is_awake(NOW));
    }

    #[test]
    fn what_an_older_version_stored_is_read() {
        let read: Settings = serde_json::from_str("{}").unwrap();
        assert_eq!(read, Settings::default());
        let text = serde_json::to_string(&Settings { norm: Some(9), ..Settings::default() }).unwrap();
        assert_eq!(serde_json::from_str::<Settings>(&text).unwrap().norm, Some(9));
    }
}
