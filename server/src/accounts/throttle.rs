//! How long to wait after failed attempts to sign in.
//!
//! An attempt that has to wait is refused before its password is looked at, even if it is the right one. Were it checked,
//! someone who guesses would learn at full speed which guess is right, by the different answer, and had only to wait for using
//! it; and each guess would cost the server a hash. For the same reason the answer says how long to wait and nothing else, and
//! an attempt refused like this is no failure: it neither counts nor moves [`Failures::last`], so hammering does not lengthen
//! the wait.
//!
//! Accounts that do not exist are throttled like those that do, under the name that was typed, or the wait would tell them
//! apart.
//!
//! A successful sign-in forgets the failures of the account but not those of the address: otherwise somebody with an account of
//! their own could sign in to it after every few guesses at others.

/// Failed attempts that are remembered of one account or one address. (Of IPv6, the first 64 bits make an address: one
/// household has them all.)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failures {
    /// How many in a row, none of them followed by an hour's silence: at least one.
    pub count: u32,
    /// When the last one was: UTC milliseconds.
    pub last: i64,
}

/// Whether an attempt may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The password may be checked.
    Allowed,
    /// Refused unchecked; the next attempt is allowed in this many milliseconds (at least one).
    Wait(i64),
}

/// How the wait grows: none for the free failures, then a second, and twice as much with each further one, up to a longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    free: u32,
    longest: i64,
}

/// The failures of an account: five are free, and the longest wait is a minute. Anyone can make it wait who knows its name, so
/// the wait must never keep its owner from working; still, guessing comes down to 1440 a day.
pub const ACCOUNT: Rule = Rule { free: 5, longest: 60 * SECOND };

/// The failures of an address: twenty are free, because an office shares one, and the longest wait is a quarter of an hour.
pub const ADDRESS: Rule = Rule { free: 20, longest: 15 * 60 * SECOND };

/// After so long without a failure, all are forgotten: an hour, in milliseconds. Longer than any wait.
pub const FORGOTTEN_AFTER: i64 = 60 * 60 * SECOND;

const SECOND: i64 = 1000;

impl Failures {
    /// What to remember when an attempt failed at this time (UTC milliseconds).
    #[must_use]
    pub fn after(earlier: Option<Self>, now: i64) -> Self {
        let count = earlier.filter(|failures| !failures.are_forgotten(now)).map_or(0, |failures| failures.count);
        Self { count: count.saturating_add(1), last: now }
    }

    /// Whether they count no more and need not be kept.
    #[must_use]
    pub fn are_forgotten(self, now: i64) -> bool {
        self.elapsed(now) >= FORGOTTEN_AFTER
    }

    /// Zero where the clock was set back: nobody gets in sooner by that.
    fn elapsed(self, now: i64) -> i64 {
        now.saturating_sub(self.last).max(0)
    }
}

impl Rule {
    /// How long an attempt at this time (UTC milliseconds) has to wait, in milliseconds: 0 to the longest wait.
    #[must_use]
    pub fn wait(self, failures: Option<Failures>, now: i64) -> i64 {
        let Some(failures) = failures.filter(|failures| !failures.are_forgotten(now)) else {
            return 0;
        };
        (self.delay(failures.count) - failures.elapsed(now)).max(0)
    }

    /// The time between the last of so many failures and the next attempt.
    fn delay(self, count: u32) -> i64 {
        let Some(doublings) = count.checked_sub(self.free + 1) else {
            return 0;
        };
        2i64.checked_pow(doublings).and_then(|n| n.checked_mul(SECOND)).map_or(self.longest, |delay| delay.min(self.longest))
    }
}

/// Whether an attempt may be made at this time (UTC milliseconds), by what is remembered of the account and of the address:
/// whichever has to wait longer decides.
#[must_use]
pub fn decide(account: Option<Failures>, address: Option<Failures>, now: i64) -> Decision {
    match ACCOUNT.wait(account, now).max(ADDRESS.wait(address, now)) {
        0 => Decision::Allowed,
        wait => Decision::Wait(wait),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ACCOUNT, ADDRESS, Decision, FORGOTTEN_AFTER, Failures, Rule, decide};

    const NOW: i64 = 1_750_000_000_000;

    fn failures(count: u32) -> Failures {
        Failures { count, last: NOW }
    }

    #[test]
    fn an_account_waits_from_the_sixth_failure_on() {
        let waits = [
            (1, 0),
            (5, 0),
            (6, 1),
            (7, 2),
            (8, 4),
            (9, 8),
            (10, 16),
            (11, 32),
            (12, 60),
            (13, 60),
            (68, 60),
            (69, 60),
            (70, 60),
        ];
        for (count, seconds) in waits {
            assert_eq!(ACCOUNT.wait(Some(failures(count)), NOW), seconds * 1000, "{count}");
        }
        assert_eq!(ACCOUNT.wait(Some(failures(u32::MAX)), NOW), 60_000);
        assert_eq!(ACCOUNT.wait(None, NOW), 0);
    }

    #[test]
    fn an_address_waits_from_the_twenty_first_failure_on() {
        for (count, seconds) in
            [(20, 0), (21, 1), (22, 2), (30, 512), (31, 900), (32, 900), (84, 900), (85, 900), (u32::MAX, 900)]
        {
            assert_eq!(ADDRESS.wait(Some(failures(count)), NOW), seconds * 1000, "{count}");
        }
    }

    #[test]
    fn the_wait_ends_to_the_millisecond() {
        assert_eq!(decide(Some(failures(6)), None, NOW), Decision::Wait(1000));
        assert_eq!(decide(Some(failures(6)), None, NOW + 999), Decision::Wait(1));
        assert_eq!(decide(Some(failures(6)), None, NOW + 1000), Decision::Allowed);
        assert_eq!(decide(None, Some(failures(31)), NOW + 899_999), Decision::Wait(1));
        assert_eq!(decide(None, Some(failures(31)), NOW + 900_000), Decision::Allowed);
        assert_eq!(decide(None, None, NOW), Decision::Allowed);
    }

    #[test]
    fn whichever_waits_longer_decides() {
        assert_eq!(decide(Some(failures(7)), Some(failures(21)), NOW), Decision::Wait(2000));
        assert_eq!(decide(Some(failures(6)), Some(failures(22)), NOW), Decision::Wait(2000));
    }

    #[test]
    fn a_quiet_hour_forgets() {
        let last = Failures { count: 40, last: NOW };
        assert!(!last.are_forgotten(NOW + FORGOTTEN_AFTER - 1));
        assert!(last.are_forgotten(NOW + FORGOTTEN_AFTER));
        assert_eq!(Failures::after(None, NOW), Failures { count: 1, last: NOW });
        let soon = NOW + FORGOTTEN_AFTER - 1;
        assert_eq!(Failures::after(Some(last), soon), Failures { count: 41, last: soon });
        let later = NOW + FORGOTTEN_AFTER;
        assert_eq!(Failures::after(Some(last), later), Failures { count: 1, last: later });
        assert_eq!(Failures::after(Some(Failures { count: u32::MAX, last: NOW }), NOW).count, u32::MAX);
    }

    #[test]
    fn setting_the_clock_back_lets_nobody_in_sooner() {
        assert_eq!(decide(Some(failures(6)), None, NOW - 1_000_000), Decision::Wait(1000));
    }

    fn rules() -> impl Strategy<Value = Rule> {
        prop_oneof![Just(ACCOUNT), Just(ADDRESS)]
    }

    proptest! {
        #[test]
        fn no_wait_is_longer_than_the_longest(rule in rules(), count: u32, last: i64, now: i64) {
            let wait = rule.wait(Some(Failures { count, last }), now);
            prop_assert!((0..=rule.longest).contains(&wait), "{}", wait);
        }

        #[test]
        fn more_failures_never_shorten_it(rule in rules(), count in 0..u32::MAX, elapsed in 0..FORGOTTEN_AFTER * 2) {
            let now = NOW + elapsed;
            prop_assert!(rule.wait(Some(failures(count)), now) <= rule.wait(Some(failures(count + 1)), now));
        }

        #[test]
        fn time_never_lengthens_it(rule in rules(), count: u32, elapsed in -9_999_999..9_999_999i64, more in 0..9_999_999i64) {
            let (now, later) = (NOW + elapsed, NOW + elapsed + more);
            prop_assert!(rule.wait(Some(failures(count)), later) <= rule.wait(Some(failures(count)), now));
        }

        #[test]
        fn who_waits_as_told_is_allowed(account in 0..100u32, address in 0..100u32, elapsed in 0..FORGOTTEN_AFTER) {
            let now = NOW + elapsed;
            if let Decision::Wait(wait) = decide(Some(failures(account)), Some(failures(address)), now) {
                prop_assert!(wait > 0);
                prop_assert_ne!(decide(Some(failures(account)), Some(failures(address)), now + wait - 1), Decision::Allowed);
                prop_assert_eq!(decide(Some(failures(account)), Some(failures(address)), now + wait), Decision::Allowed);
            }
        }

        #[test]
        fn guessing_as_fast_as_allowed_soon_takes_the_longest_wait_each(rule in rules(), attempts in 40..200u32) {
            let (mut known, mut now) = (None, NOW);
            for _ in 0..attempts {
                now += rule.wait(known, now);
                known = Some(Failures::after(known, now));
            }
            prop_assert_eq!(known.map(|failures| failures.count), Some(attempts));
            // All but the first, the free ones and the ten at most that are still growing.
            prop_assert!(now - NOW >= i64::from(attempts - 1 - rule.free - 10) * rule.longest);
        }
    }
}
