//! Counts of answers, and what kind of sample they came from.
//!
//! A self-selected sample (kiosk, poster, link) supports a share and nothing else. Intervals and verdicts take a
//! [`RandomSample`]; there is no conversion from one kind to the other, so the mistake does not compile:
//!
//! ```compile_fail
//! use server::analysis::{proportion::wilson, sample::{SelfSelectedSample, Tally}, share::Level};
//! let kiosk = SelfSelectedSample::new(Tally::new(80, 100).unwrap());
//! let interval = wilson(kiosk, Level::P95);
//! ```

use serde::{Deserialize, Serialize};

use super::share::Share;
use super::undefined::{Defined, Undefined};

/// How respondents came into a sample, and so what the sample may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sampling {
    /// Everybody had a known chance: margins of error and verdicts are allowed.
    Probability,
    /// Respondents chose themselves: shares and quality flags only.
    SelfSelected,
}

/// Satisfied answers among valid answers; never more satisfied than valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Tally {
    satisfied: u64,
    answers: u64,
}

impl Tally {
    /// Counts of satisfied and of valid answers.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] when more are satisfied than answered.
    pub fn new(satisfied: u64, answers: u64) -> Defined<Self> {
        if satisfied <= answers { Ok(Self { satisfied, answers }) } else { Err(Undefined::OutOfRange) }
    }

    /// The number of satisfied answers, k.
    #[must_use]
    pub fn satisfied(self) -> u64 {
        self.satisfied
    }

    /// The number of valid answers, n.
    #[must_use]
    pub fn answers(self) -> u64 {
        self.answers
    }

    /// The share k / n. It is 0 and 1 exactly when the counts say so.
    ///
    /// # Errors
    /// [`Undefined::NoAnswers`] when nobody answered.
    pub fn share(self) -> Defined<Share> {
        if self.answers == 0 {
            return Err(Undefined::NoAnswers);
        }
        Share::new(self.satisfied as f64 / self.answers as f64)
    }
}

/// Counts from a simple random sample: everyone of the population had the same chance, independently.
///
/// Whoever makes one answers for that claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RandomSample(Tally);

impl RandomSample {
    /// Declares that the counts come from a simple random sample.
    #[must_use]
    pub fn new(tally: Tally) -> Self {
        Self(tally)
    }

    /// Declares that `satisfied` of `answers` come from a simple random sample.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] when more are satisfied than answered.
    pub fn of(satisfied: u64, answers: u64) -> Defined<Self> {
        Tally::new(satisfied, answers).map(Self)
    }

    /// The counts.
    #[must_use]
    pub fn tally(self) -> Tally {
        self.0
    }

    /// The share of satisfied answers.
    ///
    /// # Errors
    /// [`Undefined::NoAnswers`] when nobody answered.
    pub fn share(self) -> Defined<Share> {
        self.0.share()
    }
}

/// Counts from people who chose to answer: a share can be shown, a margin of error cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SelfSelectedSample(Tally);

impl SelfSelectedSample {
    /// Counts whose respondents chose themselves.
    #[must_use]
    pub fn new(tally: Tally) -> Self {
        Self(tally)
    }

    /// The counts.
    #[must_use]
    pub fn tally(self) -> Tally {
        self.0
    }

    /// The share of satisfied answers among those who answered.
    ///
    /// # Errors
    /// [`Undefined::NoAnswers`] when nobody answered.
    pub fn share(self) -> Defined<Share> {
        self.0.share()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_consistent() {
        assert_eq!(Tally::new(3, 2), Err(Undefined::OutOfRange));
        assert_eq!(Tally::new(0, 0).unwrap().share(), Err(Undefined::NoAnswers));
        assert_eq!(Tally::new(7, 7).unwrap().share(), Ok(Share::ONE));
        assert_eq!(Tally::new(0, 7).unwrap().share(), Ok(Share::ZERO));
    }
}
