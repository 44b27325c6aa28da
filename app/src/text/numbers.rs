//! Numbers as readers of each language write them.

use super::Words;
use crate::domain::language::Language;

impl Words {
    /// A whole number with separators of thousands: `12.345` in Vietnamese, `12,345` in English.
    #[must_use]
    pub fn number(self, number: u64) -> String {
        let digits = number.to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push(self.separators().0);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// A share from 0 to 1 as a percentage with one decimal: `82,5 %`.
    #[must_use]
    pub fn percent(self, share: f64) -> String {
        format!("{}\u{a0}%", self.decimal(share * 100.0, 1))
    }

    /// The ends of an interval as percentages, rounded outward, so that a printed bound never claims more than the computed one.
    #[must_use]
    pub fn interval(self, lower: f64, upper: f64) -> String {
        let down = (lower * 1000.0).floor() / 10.0;
        let up = (upper * 1000.0).ceil() / 10.0;
        format!("{}–{}\u{a0}%", self.decimal(down, 1), self.decimal(up, 1))
    }

    /// A percentage that people set: without decimals where it has none (`80 %`).
    #[must_use]
    pub fn target(self, percent: f64) -> String {
        let digits = usize::from(percent.fract() != 0.0);
        format!("{}\u{a0}%", self.decimal(percent, digits))
    }

    /// A difference in percentage points with its sign: `+2,5`, `−0,4`. A difference that would round to nothing gets a second
    /// decimal, so that "missed by a little" never looks like "met".
    #[must_use]
    pub fn points(self, difference: f64) -> String {
        let digits = if difference.abs() < 0.05 && difference != 0.0 { 2 } else { 1 };
        let sign = if difference < 0.0 { "−" } else { "+" };
        format!("{sign}{}", self.decimal(difference.abs(), digits))
    }

    /// A number with so many decimals: `1234,5`. Half is rounded away from zero, as people and spreadsheets round: 82.25 is shown as 82.3.
    #[must_use]
    pub fn decimal(self, number: f64, digits: usize) -> String {
        // What is a half in decimals is a little more or less in binary; spreadsheets keep fifteen digits, so less than that is no difference.
        let number = number + number * 1e-14;
        let text = format!("{number:.digits$}");
        match self.separators().1 {
            '.' => text,
            comma => text.replace('.', &comma.to_string()),
        }
    }

    /// The separator of thousands and that of decimals.
    const fn separators(self) -> (char, char) {
        match self.0 {
            Language::Vi => ('.', ','),
            Language::En => (',', '.'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, Words};

    #[test]
    fn numbers_are_grouped_from_the_right() {
        let words = Words(Language::Vi);
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1.000"), (1_234_567, "1.234.567")] {
            assert_eq!(words.number(number), text);
        }
    }

    #[test]
    fn half_is_rounded_away_from_zero() {
        let words = Words(Language::En);
        assert_eq!(words.percent(0.8225), "82.3\u{a0}%");
        assert_eq!(words.percent(0.8215), "82.2\u{a0}%");
        assert_eq!(words.percent(329.0 / 400.0), "82.3\u{a0}%");
        assert_eq!((words.points(-2.25), words.points(2.25)), ("−2.3".to_owned(), "+2.3".to_owned()));
        assert_eq!(
            (words.percent(1.0), words.percent(0.0), words.decimal(3.125, 2)),
            ("100.0\u{a0}%".into(), "0.0\u{a0}%".into(), "3.13".into())
        );
    }

    #[test]
    fn bounds_are_rounded_outward_and_small_distances_are_not_lost() {
        let words = Words(Language::En);
        assert_eq!(words.interval(0.79999, 0.85001), "79.9–85.1\u{a0}%");
        assert_eq!(words.interval(0.0, 1.0), "0.0–100.0\u{a0}%");
        assert_eq!(words.points(-0.04), "−0.04");
        assert_eq!(words.points(0.0), "+0.0");
        assert_eq!(words.points(2.45), "+2.5");
        assert_eq!(Words(Language::Vi).target(82.5), "82,5\u{a0}%");
    }
}
