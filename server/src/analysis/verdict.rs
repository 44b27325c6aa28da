//! Was a target reached? Met, missed, not enough evidence, or no verdict; why; and what would settle it.

use serde::{Deserialize, Serialize};

use super::proportion::{clopper_pearson, exact_interval, one_sided};
use super::sample::RandomSample;
use super::share::{Interval, Level, Share};
use super::undefined::{Defined, Undefined};

/// How a target is worded: "at least 80 %" or "above 80 %". The legal text decides, so it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operator {
    /// The share must be at least the target (≥).
    #[serde(rename = ">=")]
    AtLeast,
    /// The share must be above the target (>).
    #[serde(rename = ">")]
    Above,
}

/// A target for a share.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Target {
    operator: Operator,
    share: Share,
}

impl Target {
    /// A target with its operator.
    #[must_use]
    pub fn new(operator: Operator, share: Share) -> Self {
        Self { operator, share }
    }

    /// The target "at least `share`".
    #[must_use]
    pub fn at_least(share: Share) -> Self {
        Self::new(Operator::AtLeast, share)
    }

    /// The operator of the wording.
    #[must_use]
    pub fn operator(self) -> Operator {
        self.operator
    }

    /// The share to reach.
    #[must_use]
    pub fn share(self) -> Share {
        self.share
    }

    /// Whether a known share would satisfy the wording. Unrounded values are compared.
    #[must_use]
    pub fn is_reached_by(self, share: Share) -> bool {
        match self.operator {
            Operator::AtLeast => share >= self.share,
            Operator::Above => share > self.share,
        }
    }
}

/// What can be said about a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Even the lower bound reaches the target.
    Met,
    /// Even the upper bound falls short of the target.
    Missed,
    /// The bounds lie on both sides of the target.
    NotEnoughEvidence,
    /// The sample allows no verdict.
    NoVerdict,
}

impl Outcome {
    /// The stable code of the outcome, as outputs carry it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missed",
            Self::NotEnoughEvidence => "not_enough_evidence",
            Self::NoVerdict => "no_verdict",
        }
    }
}

/// Why the outcome is what it is, with the bound that decided.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The lower one-sided bound reaches the target.
    LowerBoundReaches(Share),
    /// The upper one-sided bound falls short of the target.
    UpperBoundFallsShort(Share),
    /// The target lies between the bounds.
    TargetBetween(Interval),
    /// The bounds do not exist, for this reason.
    NoBounds(Undefined),
    /// The estimate is not published, so that its verdict is not either.
    NotPublished,
}

/// A verdict with its reason.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// What is said about the target.
    pub outcome: Outcome,
    /// Why.
    pub reason: Reason,
}

impl Verdict {
    /// Hides the verdict of an estimate that the publication gate suppresses.
    #[must_use]
    pub fn behind_gate(self, published: bool) -> Self {
        if published { self } else { Self { outcome: Outcome::NoVerdict, reason: Reason::NotPublished } }
    }
}

/// The verdict from one-sided bounds at 95 % (the ends of the two-sided 90 % interval).
///
/// Lower bound ≥ target: met. Upper bound < target: missed. Otherwise not enough evidence. For a target worded
/// "above", the lower bound must exceed the target, and an upper bound equal to it already misses. At most one case in
/// twenty is wrongly called met when the truth is just short, and likewise for missed (Cai 2005; Liu and Kott 2009).
#[must_use]
pub fn verdict(target: Target, bounds: Defined<Interval>) -> Verdict {
    match bounds {
        Err(reason) => Verdict { outcome: Outcome::NoVerdict, reason: Reason::NoBounds(reason) },
        Ok(bounds) if target.is_reached_by(bounds.lower()) => {
            Verdict { outcome: Outcome::Met, reason: Reason::LowerBoundReaches(bounds.lower()) }
        }
        Ok(bounds) if !target.is_reached_by(bounds.upper()) => {
            Verdict { outcome: Outcome::Missed, reason: Reason::UpperBoundFallsShort(bounds.upper()) }
        }
        Ok(bounds) => Verdict { outcome: Outcome::NotEnoughEvidence, reason: Reason::TargetBetween(bounds) },
    }
}

/// The verdict for a simple random sample: exact (Clopper–Pearson) one-sided bounds at 95 %.
#[must_use]
pub fn verdict_of_sample(target: Target, sample: RandomSample) -> Verdict {
    verdict(target, one_sided(clopper_pearson, sample, Level::P95))
}

/// What an estimate weighs as evidence: its share, the answers behind it, and the simple sample it is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// The estimated share.
    pub share: Share,
    /// The number of valid answers, n.
    pub answers: u64,
    /// The effective sample size used by the interval, n*. For a simple random sample it is n.
    pub effective: f64,
}

/// The largest number of further answers that is worth telling anyone.
const MOST_FURTHER_ANSWERS: f64 = 1e8;

/// How many more answers would settle the verdict, if they came the same way and the share stayed as it is.
///
/// `Some(0)` when it is settled, `None` when no number settles it because the share stands (almost) exactly on the
/// target. Each further answer is taken to be worth as much as those already there (n* / n); the bounds are
/// [`verdict`]'s at 95 % one-sided.
///
/// # Errors
/// [`Undefined::NoAnswers`] without answers; [`Undefined::OutOfRange`] unless the effective size is positive.
pub fn answers_to_settle(target: Target, evidence: Evidence) -> Defined<Option<u64>> {
    if evidence.answers == 0 {
        return Err(Undefined::NoAnswers);
    }
    if !(evidence.effective > 0.0 && evidence.effective.is_finite()) {
        return Err(Undefined::OutOfRange);
    }
    let worth = evidence.effective / evidence.answers as f64;
    let settled = |further: u64| -> Defined<bool> {
        let size = (evidence.answers as f64 + further as f64) * worth;
        let bounds = exact_interval(evidence.share, size, Level::P90);
        Ok(verdict(target, Ok(bounds?)).outcome != Outcome::NotEnoughEvidence)
    };
    if settled(0)? {
        return Ok(Some(0));
    }
    // Bounds tighten as answers come in, so that the first settling number can be found by halving.
    let (mut open, mut closed) = (0_u64, 1_u64);
    while !settled(closed)? {
        if closed as f64 > MOST_FURTHER_ANSWERS {
            return Ok(None);
        }
        open = closed;
        closed *= 2;
    }
    while closed - open > 1 {
        let middle = u64::midpoint(open, closed);
        if settled(middle)? {
            closed = middle;
        } else {
            open = middle;
        }
    }
    Ok(Some(closed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(value: f64) -> Share {
        Share::new(value).unwrap()
    }

    fn bounds(lower: f64, upper: f64) -> Defined<Interval> {
        Interval::clipped(lower, upper)
    }

    #[test]
    fn ties_follow_the_wording() {
        let at_least = Target::at_least(share(0.8));
        let above = Target::new(Operator::Above, share(0.8));
        let just_below = 0.8 - f64::EPSILON;
        assert_eq!(verdict(at_least, bounds(0.8, 0.9)).outcome, Outcome::Met);
        assert_eq!(verdict(above, bounds(0.8, 0.9)).outcome, Outcome::NotEnoughEvidence);
        assert_eq!(verdict(above, bounds(0.8 + f64::EPSILON, 0.9)).outcome, Outcome::Met);
        assert_eq!(verdict(at_least, bounds(0.7, 0.8)).outcome, Outcome::NotEnoughEvidence);
        assert_eq!(verdict(at_least, bounds(0.7, just_below)).outcome, Outcome::Missed);
        assert_eq!(verdict(above, bounds(0.7, 0.8)).outcome, Outcome::Missed);
    }

    #[test]
    fn without_bounds_there_is_no_verdict_and_the_reason_is_kept() {
        let target = Target::at_least(share(0.8));
        let none = verdict(target, Err(Undefined::NoDegreesOfFreedom));
        assert_eq!(none.outcome, Outcome::NoVerdict);
        assert_eq!(none.reason, Reason::NoBounds(Undefined::NoDegreesOfFreedom));
        let met = verdict(target, bounds(0.9, 0.95));
        assert_eq!(met.behind_gate(true), met);
        assert_eq!(met.behind_gate(false).outcome, Outcome::NoVerdict);
    }

    #[test]
    fn simple_samples_decide_exactly() {
        let target = Target::at_least(share(0.8));
        let outcome = |k, n| verdict_of_sample(target, RandomSample::of(k, n).unwrap()).outcome;
        assert_eq!(outcome(87, 100), Outcome::Met);
        assert_eq!(outcome(86, 100), Outcome::NotEnoughEvidence);
        assert_eq!(outcome(70, 100), Outcome::Missed);
        assert_eq!(outcome(0, 0), Outcome::NoVerdict);
    }

    #[test]
    fn further_answers_settle_exactly_at_the_number_given() {
        let target = Target::at_least(share(0.8));
        let evidence = |answers, effective| Evidence { share: share(0.84), answers, effective };
        let more = answers_to_settle(target, evidence(100, 100.0)).unwrap().unwrap();
        let at = |n: u64| verdict(target, exact_interval(share(0.84), n as f64, Level::P90)).outcome;
        assert_eq!(at(100 + more), Outcome::Met);
        assert_eq!(at(100 + more - 1), Outcome::NotEnoughEvidence);
        // Answers worth half as much: about twice as many are needed in all.
        let clustered = answers_to_settle(target, evidence(100, 50.0)).unwrap().unwrap();
        assert!((100 + clustered).abs_diff(2 * (100 + more)) <= 1);
    }

    #[test]
    fn a_settled_question_needs_none_and_a_tie_is_never_settled() {
        let target = Target::at_least(share(0.8));
        let settled = Evidence { share: share(0.95), answers: 1000, effective: 1000.0 };
        assert_eq!(answers_to_settle(target, settled), Ok(Some(0)));
        let tie = Evidence { share: share(0.8), answers: 1000, effective: 1000.0 };
        assert_eq!(answers_to_settle(target, tie), Ok(None));
        let none = Evidence { share: share(0.8), answers: 0, effective: 1.0 };
        assert_eq!(answers_to_settle(target, none), Err(Undefined::NoAnswers));
    }
}
