//! Intervals for a share estimated under a sampling design.
//!
//! Korn–Graubard is the interval of record: display, verdict and suppression use the same one, so that they cannot
//! contradict each other. The logit and the modified Wilson interval are options.

use super::proportion::{exact_interval, score_interval};
use super::quantile::student_t_quantile;
use super::share::{Interval, Level, Share};
use super::undefined::{Defined, Undefined};

/// The effective sample size p(1−p)/V, and n where the share is 0 or 1.
///
/// # Errors
/// [`Undefined::NoAnswers`] when n = 0; [`Undefined::NoVariation`] when the variance is 0 although answers differ;
/// [`Undefined::OutOfRange`] when it is negative or not a number.
pub fn effective_size(p: Share, variance: f64, n: u64) -> Defined<f64> {
    if n == 0 {
        return Err(Undefined::NoAnswers);
    }
    if variance.is_nan() || variance < 0.0 {
        return Err(Undefined::OutOfRange);
    }
    if p == Share::ZERO || p == Share::ONE {
        return Ok(n as f64);
    }
    if variance > 0.0 { Ok(p.get() * (1.0 - p.get()) / variance) } else { Err(Undefined::NoVariation) }
}

/// The sample size on which Korn–Graubard builds: `n* = min(n, n_e (t[n−1] / t[df])²)`.
///
/// A design effect below one from a handful of clusters is usually noise: the cap at n is for that.
///
/// # Errors
/// [`Undefined::NoAnswers`], [`Undefined::OneAnswer`] when n < 2; [`Undefined::NoDegreesOfFreedom`] when df < 1.
pub fn korn_graubard_size(p: Share, variance: f64, n: u64, df: u64, level: Level) -> Defined<f64> {
    if n == 1 {
        return Err(Undefined::OneAnswer);
    }
    let answers = n as f64;
    let effective = match effective_size(p, variance, n) {
        // A variance of zero is infinite precision, which the cap brings down to n.
        Err(Undefined::NoVariation) => f64::INFINITY,
        size => size?,
    };
    if df < 1 {
        return Err(Undefined::NoDegreesOfFreedom);
    }
    let probability = 1.0 - level.tail();
    let simple = student_t_quantile(probability, answers - 1.0)?;
    let design = student_t_quantile(probability, df as f64)?;
    Ok((effective * (simple / design).powi(2)).min(answers))
}

/// The interval of Korn and Graubard (1998): Clopper–Pearson on the effective sample size n*, adjusted for the
/// degrees of freedom and capped at n, as in the standards of NCHS (Parker and others 2017).
///
/// The two-sided 90 % interval's ends are the one-sided 95 % bounds of the verdict.
///
/// # Errors
/// As [`korn_graubard_size`].
pub fn korn_graubard(p: Share, variance: f64, n: u64, df: u64, level: Level) -> Defined<Interval> {
    let size = korn_graubard_size(p, variance, n, df, level)?;
    if size < 1e-12 {
        // So little information that both beta shapes vanish: anything between the ends is possible.
        return Interval::new(Share::ZERO, Share::ONE);
    }
    exact_interval(p, size, level)
}

/// The logit interval: logit(p) ± t·se/(p(1−p)), back-transformed.
///
/// # Errors
/// [`Undefined::ZeroOrOne`] at shares of 0 and 1; [`Undefined::NoDegreesOfFreedom`] when df < 1;
/// [`Undefined::OutOfRange`] when the variance is negative or not a number.
pub fn logit(p: Share, variance: f64, df: u64, level: Level) -> Defined<Interval> {
    if p == Share::ZERO || p == Share::ONE {
        return Err(Undefined::ZeroOrOne);
    }
    if variance.is_nan() || variance < 0.0 {
        return Err(Undefined::OutOfRange);
    }
    let share = p.get();
    let half = critical(df, level)? * variance.sqrt() / (share * (1.0 - share));
    let centre = (share / (1.0 - share)).ln();
    let back = |x: f64| 1.0 / (1.0 + (-x).exp());
    Interval::clipped(back(centre - half), back(centre + half))
}

/// The modified Wilson interval: Wilson's formula with the effective sample size and Student's t.
///
/// # Errors
/// [`Undefined::NoDegreesOfFreedom`] when df < 1; else as [`effective_size`].
pub fn modified_wilson(p: Share, variance: f64, n: u64, df: u64, level: Level) -> Defined<Interval> {
    let size = effective_size(p, variance, n)?;
    score_interval(p, size, critical(df, level)?)
}

fn critical(df: u64, level: Level) -> Defined<f64> {
    student_t_quantile(1.0 - level.tail(), df as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_satisfied_gives_the_published_bound() {
        // The published Stata run for p = 1, n = 100, df = 5: n* = 59.58 and (0.9400, 1).
        let size = korn_graubard_size(Share::ONE, 0.0, 100, 5, Level::P95).unwrap();
        assert!((size - 59.582_050_1).abs() < 1e-6);
        let interval = korn_graubard(Share::ONE, 0.0, 100, 5, Level::P95).unwrap();
        assert!((interval.lower().get() - 0.939_965_0).abs() < 5e-8);
        assert_eq!(interval.upper(), Share::ONE);
    }

    #[test]
    fn a_lucky_design_effect_never_counts_for_more_than_n() {
        let p = Share::new(0.8).unwrap();
        assert_eq!(korn_graubard_size(p, 1e-9, 50, 30, Level::P95), Ok(50.0));
        assert_eq!(korn_graubard_size(p, 0.0, 50, 30, Level::P95), Ok(50.0));
    }

    #[test]
    fn what_cannot_be_known_has_a_reason() {
        let p = Share::new(0.8).unwrap();
        assert_eq!(korn_graubard(p, 0.01, 0, 3, Level::P95), Err(Undefined::NoAnswers));
        assert_eq!(korn_graubard(p, 0.01, 1, 3, Level::P95), Err(Undefined::OneAnswer));
        assert_eq!(korn_graubard(p, 0.01, 9, 0, Level::P95), Err(Undefined::NoDegreesOfFreedom));
        assert_eq!(logit(Share::ONE, 0.0, 9, Level::P95), Err(Undefined::ZeroOrOne));
        assert_eq!(modified_wilson(p, 0.0, 9, 9, Level::P95), Err(Undefined::NoVariation));
        assert_eq!(logit(p, f64::NAN, 9, Level::P95), Err(Undefined::OutOfRange));
    }

    #[test]
    fn one_degree_of_freedom_covers_almost_everything_without_failing() {
        let p = Share::new(0.553_429_696_493_515).unwrap();
        let interval = korn_graubard(p, 0.158_715_590_911_957, 5, 1, Level::P95).unwrap();
        assert!(interval.lower().get() > 0.0 && interval.lower().get() < 1e-38);
        assert_eq!(interval.upper(), Share::ONE);
    }
}
