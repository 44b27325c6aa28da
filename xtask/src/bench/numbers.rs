//! Numbers as people read them.

use std::time::Duration;

/// A whole number with commas between its thousands.
pub fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) && !text.ends_with('-') {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of things as a number to calculate with.
#[expect(clippy::cast_precision_loss, reason = "what is counted here is far below 2^53")]
pub const fn real(count: u64) -> f64 {
    count as f64
}

/// A number of responses as one says it.
pub fn size(responses: u64) -> String {
    match responses {
        1_000_000 => "1 million".to_owned(),
        millions if millions > 0 && millions.is_multiple_of(1_000_000) => format!("{} million", millions / 1_000_000),
        others => thousands(real(others)),
    }
}

/// How many a second.
pub fn per_second(count: u64, time: Duration) -> f64 {
    real(count) / time.as_secs_f64()
}

#[cfg(test)]
mod tests {
    use super::{size, thousands};

    #[test]
    fn thousands_stand_apart() {
        assert_eq!([0.0, 999.4, 1_000.0, 1_234_567.0].map(thousands), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn sizes_are_said_shortly() {
        assert_eq!([10_000, 1_000_000, 10_000_000].map(size), ["10,000", "1 million", "10 million"]);
    }
}
