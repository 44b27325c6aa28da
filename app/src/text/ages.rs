//! How long something lasts, as people say it.

use super::Words;

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

impl Words {
    /// A time in milliseconds by its two largest parts, rounded down: "3 h 12 min", "2 days 4 h".
    #[must_use]
    pub fn span(self, milliseconds: u64) -> String {
        let (days, hours, minutes) = (milliseconds / DAY, milliseconds % DAY / HOUR, milliseconds % HOUR / MINUTE);
        let parts = match (days, hours, minutes) {
            (0, 0, 0) => return self.t("span-less"),
            (0, ..) => [("span-hours", hours), ("span-minutes", minutes)],
            _ => [("span-days", days), ("span-hours", hours)],
        };
        let told = parts.into_iter().filter(|(_, number)| *number > 0).map(|(key, number)| self.count(key, number));
        told.collect::<Vec<_>>().join(" ")
    }

    /// How long ago something was that happened `at` and is told `now` (UTC milliseconds).
    #[must_use]
    pub fn ago(self, at: i64, now: i64) -> String {
        let passed = now.saturating_sub(at).max(0).unsigned_abs();
        if passed < MINUTE { self.t("ago-now") } else { self.with("ago", &[("span", &self.span(passed))]) }
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY, HOUR, MINUTE, Words};
    use crate::domain::language::Language;

    #[test]
    fn the_two_largest_parts_are_told() {
        let words = Words(Language::En);
        for (milliseconds, text) in [
            (0, "less than a minute"),
            (MINUTE - 1, "less than a minute"),
            (MINUTE, "1 min"),
            (3 * HOUR + 12 * MINUTE + 59_999, "3 h 12 min"),
            (2 * HOUR, "2 h"),
            (DAY + 59 * MINUTE, "1 day"),
            (2 * DAY + 4 * HOUR + 7 * MINUTE, "2 days 4 h"),
        ] {
            assert_eq!(words.span(milliseconds), text);
        }
        assert_eq!(Words(Language::Vi).span(3 * HOUR + 12 * MINUTE), "3 giờ 12 phút");
        assert_eq!((words.ago(0, 90_000), words.ago(5, 0)), ("1 min ago".to_owned(), "just now".to_owned()));
    }
}
