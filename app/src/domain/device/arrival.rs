//! Which of the numbers that a device gave to its answers have arrived.

use serde::{Deserialize, Serialize};

/// Numbers from `first` to `last`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "(i64, i64)", into = "(i64, i64)")]
pub struct Span {
    /// The lowest.
    pub first: i64,
    /// The highest; not below `first`.
    pub last: i64,
}

impl From<(i64, i64)> for Span {
    fn from((first, last): (i64, i64)) -> Self {
        Self { first: first.min(last), last: first.max(last) }
    }
}

impl From<Span> for (i64, i64) {
    fn from(span: Span) -> Self {
        (span.first, span.last)
    }
}

impl Span {
    /// How many numbers it has.
    #[must_use]
    pub const fn count(self) -> i64 {
        self.last - self.first + 1
    }
}

/// The same numbers in as few spans as possible, in their order.
#[must_use]
pub fn joined(spans: impl IntoIterator<Item = Span>) -> Vec<Span> {
    let mut spans: Vec<Span> = spans.into_iter().collect();
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(before) if span.first <= before.last.saturating_add(1) => before.last = before.last.max(span.last),
            _ => joined.push(span),
        }
    }
    joined
}

/// Whether a number is among these spans, which are joined.
#[must_use]
pub fn has(spans: &[Span], number: i64) -> bool {
    let after = spans.partition_point(|span| span.first <= number);
    after > 0 && spans[after - 1].last >= number
}

/// These spans without some numbers, which are in their order.
#[must_use]
pub fn without(spans: &[Span], gone: &[i64]) -> Vec<Span> {
    let mut left = Vec::new();
    for span in spans {
        let (from, to) =
            (gone.partition_point(|number| *number < span.first), gone.partition_point(|number| *number <= span.last));
        let mut first = span.first;
        for number in &gone[from..to] {
            if *number > first {
                left.push(Span { first, last: number - 1 });
            }
            first = number.saturating_add(1);
        }
        if first <= span.last {
            left.push(Span { first, last: span.last });
        }
    }
    left
}

/// The numbers from 1 to `given` that neither arrived nor wait: answers that are lost, as far as anybody knows.
#[must_use]
pub fn gaps(given: i64, arrived: &[Span], waiting: &[Span]) -> Vec<Span> {
    let mut next = 1;
    let mut gaps = Vec::new();
    for span in joined(arrived.iter().chain(waiting).copied()) {
        if span.first > given {
            break;
        }
        if span.first > next {
            gaps.push(Span { first: next, last: span.first - 1 });
        }
        next = next.max(span.last.saturating_add(1));
    }
    if next <= given {
        gaps.push(Span { first: next, last: given });
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(all: &[(i64, i64)]) -> Vec<Span> {
        all.iter().copied().map(Span::from).collect()
    }

    #[test]
    fn spans_that_touch_are_one() {
        assert_eq!(joined(spans(&[(5, 6), (1, 3), (4, 4), (8, 9), (2, 2)])), spans(&[(1, 6), (8, 9)]));
        assert_eq!(joined(spans(&[(7, i64::MAX), (i64::MAX, i64::MAX)])), spans(&[(7, i64::MAX)]));
        assert_eq!(joined([]), []);
    }

    #[test]
    fn what_neither_arrived_nor_waits_is_a_gap() {
        assert_eq!(gaps(0, &[], &[]), []);
        assert_eq!(gaps(3, &[], &[]), spans(&[(1, 3)]));
        assert_eq!(gaps(420, &spans(&[(1, 411), (416, 418)]), &spans(&[(419, 420)])), spans(&[(412, 415)]));
        assert_eq!(gaps(5, &spans(&[(1, 5)]), &[]), []);
        assert_eq!(gaps(5, &spans(&[(1, 4)]), &[]), spans(&[(5, 5)]));
        assert_eq!(gaps(5, &spans(&[(2, 9)]), &[]), spans(&[(1, 1)]), "what arrived beyond what was told is no gap");
        assert_eq!(gaps(5, &spans(&[(7, 9)]), &[]), spans(&[(1, 5)]));
    }

    #[test]
    fn what_is_gone_is_taken_out() {
        assert_eq!(without(&spans(&[(1, 9), (20, 20)]), &[1, 4, 5, 9, 15, 20]), spans(&[(2, 3), (6, 8)]));
        assert_eq!(without(&spans(&[(1, 3)]), &[]), spans(&[(1, 3)]));
        assert_eq!(without(&[], &[1]), []);
    }

    #[test]
    fn a_number_is_found_in_its_span() {
        let all = spans(&[(1, 3), (7, 7)]);
        let found: Vec<i64> = (0..9).filter(|number| has(&all, *number)).collect();
        assert_eq!(found, [1, 2, 3, 7]);
        assert!(!has(&[], 1));
    }
}
