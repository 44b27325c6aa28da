//! Change of a share between two independent simple random samples.
//!
//! For surveys see [`super::linearised::difference`]. The difference itself is tested; whether two intervals overlap
//! is not a test.

use super::proportion::wilson;
use super::quantile::normal_quantile;
use super::sample::RandomSample;
use super::share::{Level, RealInterval};
use super::tail::{fisher_two_sided, normal_two_sided};
use super::undefined::{Defined, Undefined};

/// The difference of shares, later minus earlier, within [−1, 1].
///
/// # Errors
/// [`Undefined::NoAnswers`] when a sample is empty.
pub fn change(later: RandomSample, earlier: RandomSample) -> Defined<f64> {
    Ok(later.share()?.get() - earlier.share()?.get())
}

/// Newcombe's hybrid score interval (Newcombe 1998, method 10).
///
/// d − √((p₁−l₁)² + (u₂−p₂)²) to d + √((u₁−p₁)² + (p₂−l₂)²), with Wilson limits l and u.
///
/// # Errors
/// [`Undefined::NoAnswers`] when a sample is empty.
pub fn newcombe(later: RandomSample, earlier: RandomSample, level: Level) -> Defined<RealInterval> {
    let bounded = |sample: RandomSample| {
        let interval = wilson(sample, level)?;
        Ok(Bounded { share: sample.share()?.get(), lower: interval.lower().get(), upper: interval.upper().get() })
    };
    Ok(of_bounds(bounded(later)?, bounded(earlier)?))
}

/// An estimated share with its own interval, all from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounded {
    /// The estimate.
    pub share: f64,
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

/// The interval of the difference, later minus earlier, of two independent estimates, made of their own intervals of the same level as
/// [`newcombe`] makes it of Wilson's. So it keeps what those intervals know of design and weights (Zou and Donner 2008, Statistics in Medicine
/// 27, 1693–1702).
#[must_use]
pub fn of_bounds(later: Bounded, earlier: Bounded) -> RealInterval {
    let d = later.share - earlier.share;
    let down = (later.share - later.lower).hypot(earlier.upper - earlier.share);
    let up = (later.upper - later.share).hypot(earlier.share - earlier.lower);
    RealInterval { lower: (d - down).max(-1.0), upper: (d + up).min(1.0) }
}

/// The interval of Agresti and Caffo (2000): one success and one failure are added to each sample.
///
/// Its ends may leave [−1, 1] near the extremes; [`newcombe`] does not.
///
/// # Errors
/// [`Undefined::NoAnswers`] when a sample is empty.
pub fn agresti_caffo(later: RandomSample, earlier: RandomSample, level: Level) -> Defined<RealInterval> {
    change(later, earlier)?;
    let padded = |sample: RandomSample| {
        let n = sample.tally().answers() as f64 + 2.0;
        let p = (sample.tally().satisfied() as f64 + 1.0) / n;
        (p, p * (1.0 - p) / n)
    };
    let ((p1, v1), (p2, v2)) = (padded(later), padded(earlier));
    let half = normal_quantile(1.0 - level.tail())? * (v1 + v2).sqrt();
    Ok(RealInterval { lower: p1 - p2 - half, upper: p1 - p2 + half })
}

/// A test statistic with its two-sided p-value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Test {
    /// The statistic.
    pub statistic: f64,
    /// The two-sided p-value.
    pub p_value: f64,
}

/// The pooled z test of "no change".
///
/// # Errors
/// [`Undefined::NoAnswers`] when a sample is empty; [`Undefined::NoVariation`] when all answers of both are equal.
pub fn pooled_z(later: RandomSample, earlier: RandomSample) -> Defined<Test> {
    let d = change(later, earlier)?;
    let (n1, n2) = (later.tally().answers(), earlier.tally().answers());
    let satisfied = later.tally().satisfied() + earlier.tally().satisfied();
    if satisfied == 0 || satisfied == n1 + n2 {
        return Err(Undefined::NoVariation);
    }
    let pooled = satisfied as f64 / (n1 + n2) as f64;
    let variance = pooled * (1.0 - pooled) * (1.0 / n1 as f64 + 1.0 / n2 as f64);
    let statistic = d / variance.sqrt();
    Ok(Test { statistic, p_value: normal_two_sided(statistic)? })
}

/// Fisher's exact two-sided p-value of "no change", for tiny samples.
///
/// # Errors
/// [`Undefined::NoAnswers`] when a sample is empty.
pub fn fisher(later: RandomSample, earlier: RandomSample) -> Defined<f64> {
    change(later, earlier)?;
    let (first, second) = (later.tally(), earlier.tally());
    fisher_two_sided(first.satisfied(), first.answers(), second.satisfied(), second.answers())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(k: u64, n: u64) -> RandomSample {
        RandomSample::of(k, n).unwrap()
    }

    #[test]
    fn newcombes_published_table() {
        let cases = [((56, 70), (48, 80), 0.0524, 0.3339), ((10, 10), (0, 10), 0.6075, 1.0)];
        for ((k1, n1), (k2, n2), lower, upper) in cases {
            let found = newcombe(sample(k1, n1), sample(k2, n2), Level::P95).unwrap();
            assert!((found.lower - lower).abs() < 5.1e-5 && (found.upper - upper).abs() < 5.1e-5);
        }
    }

    #[test]
    fn exchanging_periods_mirrors_the_interval() {
        let forward = newcombe(sample(9, 10), sample(3, 10), Level::P95).unwrap();
        let backward = newcombe(sample(3, 10), sample(9, 10), Level::P95).unwrap();
        assert!((forward.lower + backward.upper).abs() < 1e-15);
    }

    #[test]
    fn nothing_to_test_has_a_reason() {
        assert_eq!(pooled_z(sample(0, 10), sample(0, 20)), Err(Undefined::NoVariation));
        assert_eq!(pooled_z(sample(10, 10), sample(5, 5)), Err(Undefined::NoVariation));
        assert_eq!(newcombe(sample(0, 0), sample(1, 2), Level::P95), Err(Undefined::NoAnswers));
    }
}
