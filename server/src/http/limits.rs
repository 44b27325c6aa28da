//! How many submissions a collection point takes a minute.
//!
//! A limit by address would punish the hall in which two hundred citizens use one network, and hardly the one who has many addresses; so it
//! is the collection point that is bounded, and a flood under one code slows that code alone. Codes are no secrets, they hang on walls:
//! guessing one gives nothing that reading one does not, so wrong codes are not counted.
//!
//! Only what is about to be stored counts: that is what spoils figures. Each instance counts for itself.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use app::domain::collection_point::PointCode;
use uuid::Uuid;

/// A minute, in microseconds.
const MINUTE: i64 = 60_000_000;
/// Beyond so many points, those that have rested for a minute are forgotten: they may take as much as those never asked.
const POINTS: usize = 10_000;

/// How much of its minute each collection point has used up.
pub type PointLimits = Limits<PointCode>;

/// How often receipts are tried that were given in the same nine minutes. No one can guess a receipt; this keeps those who try from making the
/// database look for them all the time, and from locking out anybody but those who answered in those minutes.
pub type WithdrawalLimits = Limits<u32>;

/// How often devices call. One calls once a minute, and after each answer.
pub type DeviceLimits = Limits<Uuid>;

/// How often systems use the API, each by its token.
pub type TokenLimits = Limits<Uuid>;

/// Contacts of a device in a minute.
pub const CONTACT_RATE: u32 = 240;

/// Receipts of the same nine minutes that are tried in a minute.
pub const WITHDRAWAL_RATE: u32 = 30;

/// How much of its minute each of some things has used up.
#[derive(Debug)]
pub struct Limits<K> {
    /// Submissions a minute; 0 is no limit.
    rate: u32,
    /// For each point that took something lately, the moment at which it will have a whole minute's submissions free again, in UTC
    /// microseconds. Each submission moves it on by its share of a minute. Only points that exist come here.
    free_again: Mutex<HashMap<K, i64>>,
}

impl<K: Hash + Eq + Clone> Limits<K> {
    /// So many submissions a minute for each point, all of them at once if need be; 0 is no limit.
    #[must_use]
    pub fn new(rate: u32) -> Self {
        Self { rate, free_again: Mutex::default() }
    }

    /// Counts a submission at `now` (UTC milliseconds).
    ///
    /// # Errors
    /// After how many seconds there is room for another; at least 1.
    pub fn take(&self, point: &K, now: i64) -> Result<(), u64> {
        if self.rate == 0 {
            return Ok(());
        }
        let (now, share) = (now.saturating_mul(1000), (MINUTE / i64::from(self.rate)).max(1));
        let mut all = self.free_again.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= POINTS && !all.contains_key(point) {
            all.retain(|_, free| *free > now);
        }
        let full = now.saturating_add(MINUTE);
        // No point is further ahead than a minute, unless the clock was set back: that costs a minute at most.
        let free = all.get(point).map_or(now, |free| (*free).clamp(now, full));
        let next = free.saturating_add(share);
        let (free, answer) =
            if next > full { (free, Err((next - full).unsigned_abs().div_ceil(1_000_000))) } else { (next, Ok(())) };
        if let Some(kept) = all.get_mut(point) {
            *kept = free;
        } else {
            all.insert(point.clone(), free);
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_773_543_600_000;

    fn point(number: usize) -> PointCode {
        let letters = PointCode::LETTERS;
        let mut rest = number;
        let code: String = std::iter::repeat_with(|| {
            let letter = letters[rest % letters.len()];
            rest /= letters.len();
            char::from(letter)
        })
        .take(PointCode::LENGTH)
        .collect();
        code.parse().unwrap()
    }

    /// How many of so many submissions at one moment are taken.
    fn taken(limits: &PointLimits, point: &PointCode, now: i64, asked: usize) -> usize {
        (0..asked).filter(|_| limits.take(point, now).is_ok()).count()
    }

    #[test]
    fn a_minutes_worth_at_once_and_then_one_after_another() {
        let (limits, a, b) = (PointLimits::new(300), point(1), point(2));
        assert_eq!(taken(&limits, &a, NOW, 1000), 300);
        assert_eq!(limits.take(&a, NOW), Err(1));
        assert_eq!(taken(&limits, &b, NOW, 1000), 300, "the other point has its own");
        assert_eq!(taken(&limits, &a, NOW + 199, 10), 0);
        assert_eq!(taken(&limits, &a, NOW + 200, 10), 1);
        assert_eq!(taken(&limits, &a, NOW + 10_000, 1000), 49);
        assert_eq!(taken(&limits, &a, NOW + 10_000 + 3_600_000, 1000), 300, "no more is saved up than a minute");
    }

    #[test]
    fn what_is_waited_for_is_the_next_share() {
        let (limits, a) = (PointLimits::new(2), point(1));
        assert_eq!(taken(&limits, &a, NOW, 5), 2);
        assert_eq!(limits.take(&a, NOW), Err(30));
        assert_eq!(limits.take(&a, NOW + 28_999), Err(2));
        assert_eq!(limits.take(&a, NOW + 29_999), Err(1));
        assert_eq!(limits.take(&a, NOW + 30_000), Ok(()));
    }

    #[test]
    fn extremes_are_no_trouble() {
        assert_eq!(taken(&PointLimits::new(0), &point(1), NOW, 5000), 5000, "0 is no limit");
        assert_eq!(taken(&PointLimits::new(1), &point(1), NOW, 5), 1);
        assert_eq!(taken(&PointLimits::new(u32::MAX), &point(1), NOW, 5000), 5000);
        for now in [i64::MIN, -1, 0, i64::MAX] {
            let _ = PointLimits::new(1).take(&point(1), now);
        }
        let (limits, a) = (PointLimits::new(300), point(1));
        assert_eq!(taken(&limits, &a, NOW, 1000), 300);
        assert_eq!(taken(&limits, &a, NOW - 86_400_000, 10), 0);
        assert_eq!(taken(&limits, &a, NOW - 86_400_000 + 60_000, 1000), 300, "a clock set back costs a minute");
    }

    #[test]
    fn points_that_rest_are_forgotten() {
        let limits = PointLimits::new(300);
        for number in 0..POINTS {
            limits.take(&point(number), NOW).unwrap();
        }
        limits.take(&point(POINTS), NOW + 60_000).unwrap();
        assert_eq!(limits.free_again.lock().unwrap().len(), 1);
    }
}
