//! When people answer.

use app::domain::mode::Mode;
use app::domain::period::Month;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How many whole months the data cover.
pub(super) const MONTHS: u8 = 24;

/// The months of the data, each with its step from 0: the last ones before the month of `now`.
pub(super) fn window(now: i64) -> impl Iterator<Item = (u8, Month)> {
    let this = Month::of(now);
    (0..MONTHS).map(move |step| (step, this.plus(i32::from(step) - i32::from(MONTHS))))
}

/// The month of the year, 1 to 12.
pub(super) fn of_year(month: Month) -> i32 {
    month.number() % 100
}

/// How busy a month is: more and more people answer, and few around the lunar new year.
pub(super) fn business(step: u8, month: Month) -> u32 {
    let usual = 40 + u32::from(step);
    if of_year(month) == 2 { usual * 6 } else { usual * 10 }
}

/// A moment of the month at which people answer in this mode.
pub(super) fn draw(month: Month, mode: Mode, at_home: bool, rng: &mut ChaCha8Rng) -> i64 {
    let first = month.begins_at();
    let days = (month.plus(1).begins_at() - first) / DAY;
    let anytime = at_home || mode == Mode::Link;
    let day = loop {
        let day = rng.random_range(0..days);
        if anytime || !is_weekend(first + day * DAY) {
            break day;
        }
    };
    let minute = if anytime {
        rng.random_range(7 * 60..21 * 60 + 30)
    } else {
        // Office hours: 7:30 to 11:30 and 13:30 to 17:00.
        let open = rng.random_range(0..450);
        if open < 240 { 7 * 60 + 30 + open } else { 13 * 60 + 30 + open - 240 }
    };
    first + day * DAY + minute * MINUTE + rng.random_range(0..MINUTE)
}

/// Whether a local midnight begins a Saturday or a Sunday. The first day of the count of days was a Thursday.
fn is_weekend(midnight: i64) -> bool {
    let day = (midnight + 7 * HOUR).div_euclid(DAY);
    (day + 3).rem_euclid(7) >= 5
}

#[cfg(test)]
mod tests {
    use super::{DAY, is_weekend};
    use app::domain::period::Month;

    #[test]
    fn the_first_of_august_2026_was_a_saturday() {
        let first = Month::new(2026, 8).unwrap().begins_at();
        let weekends: Vec<bool> = (-1..4).map(|day| is_weekend(first + day * DAY)).collect();
        assert_eq!(weekends, [false, true, true, false, false]);
    }
}
