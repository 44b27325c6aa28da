//! What is measured on each row: a numerator and a denominator.
//!
//! A share is the ratio of satisfied to valid answers, a mean the ratio of scores to answers, an index the ratio of
//! satisfied answers to answers over all items: one estimator serves them all.

use super::undefined::{Defined, Undefined};

/// A quantity with a numerator and a denominator on each row.
pub trait Measure {
    /// The number of rows.
    fn rows(&self) -> usize;

    /// Numerator and denominator of a row, or `None` where the row does not belong to the denominator.
    ///
    /// `row` is below [`Self::rows`].
    fn at(&self, row: usize) -> Option<(f64, f64)>;

    /// Whether rows are yes or no, so that 0 and 1 are decided by counting. The numerator is then 0 or 1, the
    /// denominator 1.
    fn is_binary(&self) -> bool {
        false
    }

    /// A bound of the absolute values of numerators and denominators.
    fn bound(&self) -> f64;
}

/// One answer per row: satisfied, not satisfied, or outside the denominator.
#[derive(Clone, Debug)]
pub struct Answers(Vec<Answer>);

/// A single answer, reduced to what a share needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Answer {
    /// Blank, "no opinion", or any code that is not valid.
    Outside,
    /// A valid answer that is not satisfied.
    NotSatisfied,
    /// A valid answer that is satisfied.
    Satisfied,
}

impl Answers {
    /// Answers row by row.
    #[must_use]
    pub fn new(answers: Vec<Answer>) -> Self {
        Self(answers)
    }

    /// Answers from scores 1 to 5: 4 and 5 are satisfied; anything else, such as 9 or a blank, is outside.
    #[must_use]
    pub fn top_two_box(scores: &[Option<u8>]) -> Self {
        let answer = |score: &Option<u8>| match score {
            Some(4 | 5) => Answer::Satisfied,
            Some(1..=3) => Answer::NotSatisfied,
            _ => Answer::Outside,
        };
        Self(scores.iter().map(answer).collect())
    }

    /// The answers as a slice.
    #[must_use]
    pub fn as_slice(&self) -> &[Answer] {
        &self.0
    }

    /// The same answers with satisfied and not satisfied exchanged.
    #[must_use]
    pub fn complement(&self) -> Self {
        let flip = |answer: &Answer| match answer {
            Answer::Outside => Answer::Outside,
            Answer::NotSatisfied => Answer::Satisfied,
            Answer::Satisfied => Answer::NotSatisfied,
        };
        Self(self.0.iter().map(flip).collect())
    }
}

impl Measure for Answers {
    fn rows(&self) -> usize {
        self.0.len()
    }

    fn at(&self, row: usize) -> Option<(f64, f64)> {
        match self.0[row] {
            Answer::Outside => None,
            Answer::NotSatisfied => Some((0.0, 1.0)),
            Answer::Satisfied => Some((1.0, 1.0)),
        }
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn bound(&self) -> f64 {
        1.0
    }
}

/// A numerator and a denominator per row, as of "satisfied answers among all answers of this person".
#[derive(Clone, Debug)]
pub struct Ratio {
    rows: Vec<Option<(f64, f64)>>,
    bound: f64,
}

impl Ratio {
    /// Pairs of numerator and denominator. `None` and a pair of zeros are outside the denominator.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] when a number is not finite or a denominator is negative.
    pub fn new(mut rows: Vec<Option<(f64, f64)>>) -> Defined<Self> {
        let mut bound = 0.0_f64;
        for pair in &mut rows {
            match *pair {
                Some((a, b)) if !a.is_finite() || !b.is_finite() || b < 0.0 => {
                    return Err(Undefined::OutOfRange);
                }
                // Somebody who answered nothing carries no information about answers.
                Some((0.0, 0.0)) => *pair = None,
                Some((a, b)) => bound = bound.max(a.abs()).max(b),
                None => {}
            }
        }
        Ok(Self { rows, bound })
    }

    /// The mean of a number per row: a ratio whose denominator is 1.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] when a number is not finite.
    pub fn mean_of(values: impl IntoIterator<Item = Option<f64>>) -> Defined<Self> {
        Self::new(values.into_iter().map(|value| value.map(|value| (value, 1.0))).collect())
    }
}

impl Measure for Ratio {
    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn at(&self, row: usize) -> Option<(f64, f64)> {
        self.rows[row]
    }

    fn bound(&self) -> f64 {
        self.bound
    }
}

/// Which domain each row belongs to.
#[derive(Clone, Debug)]
pub struct Domains {
    codes: Vec<u32>,
    count: u32,
}

impl Domains {
    /// The code of rows that belong to no domain.
    pub const NONE: u32 = u32::MAX;

    /// Domains numbered 0 to `count` − 1, one code per row; [`Self::NONE`] for rows outside all of them.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] when a code is neither below `count` nor [`Self::NONE`].
    pub fn new(codes: Vec<u32>, count: u32) -> Defined<Self> {
        if codes.iter().all(|&code| code < count || code == Self::NONE) {
            Ok(Self { codes, count })
        } else {
            Err(Undefined::OutOfRange)
        }
    }

    /// The whole sample as a single domain.
    #[must_use]
    pub fn whole(rows: usize) -> Self {
        Self { codes: vec![0; rows], count: 1 }
    }

    /// The rows for which a condition holds, as a single domain.
    pub fn only(rows: usize, condition: impl Fn(usize) -> bool) -> Self {
        let code = |row| if condition(row) { 0 } else { Self::NONE };
        Self { codes: (0..rows).map(code).collect(), count: 1 }
    }

    /// The code of each row.
    #[must_use]
    pub fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// The number of domains.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_and_five_are_satisfied_and_nine_is_outside() {
        let scores = [None, Some(0), Some(1), Some(3), Some(4), Some(5), Some(6), Some(9)];
        let answers = Answers::top_two_box(&scores);
        let inside: Vec<_> = (0..scores.len()).map(|row| answers.at(row)).collect();
        let (no, yes) = (Some((0.0, 1.0)), Some((1.0, 1.0)));
        assert_eq!(inside, [None, None, no, no, yes, yes, None, None]);
    }

    #[test]
    fn ratios_refuse_what_is_no_number() {
        assert!(Ratio::new(vec![Some((f64::NAN, 1.0))]).is_err());
        assert!(Ratio::new(vec![Some((1.0, -1.0))]).is_err());
        assert_eq!(Ratio::new(vec![Some((0.0, 0.0))]).unwrap().at(0), None);
    }

    #[test]
    fn domains_are_numbered_within_their_count() {
        assert!(Domains::new(vec![0, 2], 2).is_err());
        assert!(Domains::new(vec![0, 1, Domains::NONE], 2).is_ok());
    }
}
