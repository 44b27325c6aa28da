//! The time of what a device says, whose clock may be wrong by hours.

use serde::{Deserialize, Serialize};

/// A clock that is wrong by more than this, in milliseconds, is told to those who look after the device.
pub const TOLERATED: i64 = 5 * 60 * 1000;

/// A moment as a device knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// What its clock showed: UTC milliseconds.
    pub wall: i64,
    /// Milliseconds since the page was opened, which no setting of the clock changes.
    pub elapsed: i64,
    /// The page's own random number: only moments of the same page have comparable `elapsed`.
    pub page: u64,
}

/// By how many milliseconds a device's clock is ahead of ours, when it says `sent` and that arrives at `now` (UTC milliseconds). The way here
/// takes some seconds at most, which is not worth telling apart.
#[must_use]
pub const fn skew(sent: &Moment, now: i64) -> i64 {
    sent.wall.saturating_sub(now)
}

/// When something happened: UTC milliseconds by our clock. `sent` is the moment at which the device sent it, which arrived at `now`.
///
/// Of the same page, what passed in between is exact, whatever was done to the clock. Of an earlier page (the tablet was restarted), the clock is
/// taken to have been as wrong then as it is now. Nothing happens later than now, nor before `earliest`, at which the device came to be.
#[must_use]
pub fn corrected(happened: &Moment, sent: &Moment, now: i64, earliest: i64) -> i64 {
    let at = if happened.page == sent.page {
        now.saturating_sub(sent.elapsed.saturating_sub(happened.elapsed).max(0))
    } else {
        happened.wall.saturating_sub(skew(sent, now))
    };
    at.clamp(earliest.min(now), now)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_773_630_000_000;
    const DAY: i64 = 86_400_000;

    #[test]
    fn within_a_page_the_clock_does_not_matter() {
        for wrong in [-DAY, 0, DAY] {
            let sent = Moment { wall: NOW + wrong, elapsed: 600_000, page: 7 };
            let before = Moment { wall: 12, elapsed: 540_000, page: 7 };
            assert_eq!(corrected(&before, &sent, NOW, 0), NOW - 60_000);
        }
    }

    #[test]
    fn of_an_earlier_page_the_clock_was_as_wrong_as_now() {
        let sent = Moment { wall: NOW - DAY, elapsed: 10, page: 8 };
        let before = Moment { wall: NOW - DAY - 60_000, elapsed: 999_999_999, page: 7 };
        assert_eq!(skew(&sent, NOW), -DAY);
        assert_eq!(corrected(&before, &sent, NOW, 0), NOW - 60_000);
    }

    #[test]
    fn nothing_happens_in_the_future_or_before_the_device_was() {
        let sent = Moment { wall: NOW, elapsed: 0, page: 8 };
        let future = Moment { wall: NOW + DAY, elapsed: 5, page: 7 };
        assert_eq!(corrected(&future, &sent, NOW, 0), NOW);
        assert_eq!(corrected(&Moment { page: 8, ..future }, &sent, NOW, 0), NOW, "elapsed runs backwards");
        assert_eq!(corrected(&Moment { wall: 0, elapsed: 0, page: 7 }, &sent, NOW, NOW - DAY), NOW - DAY);
        let extreme = Moment { wall: i64::MIN, elapsed: i64::MAX, page: 7 };
        assert_eq!(corrected(&extreme, &Moment { wall: i64::MAX, elapsed: i64::MIN, page: 7 }, NOW, 5), NOW);
        assert_eq!(corrected(&extreme, &Moment { wall: i64::MAX, elapsed: 0, page: 8 }, NOW, 5), 5);
    }
}
