//! Intervals for one proportion in a simple random sample.
//!
//! Clopper–Pearson decides verdicts because it never errs more often than it says; Wilson may be shown. The Wald
//! interval is absent on purpose: it has zero width at 0 and 1 and calls targets met far too often.

use super::beta_distribution::beta_quantile;
use super::quantile::normal_quantile;
use super::sample::RandomSample;
use super::share::{Interval, Level, Share};
use super::undefined::{Defined, Undefined};

/// Wilson's score interval (Wilson 1927).
///
/// (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n). The ends are exactly 0 at k = 0 and exactly 1 at k = n.
///
/// # Errors
/// [`Undefined::NoAnswers`] when n = 0.
pub fn wilson(sample: RandomSample, level: Level) -> Defined<Interval> {
    let n = sample.tally().answers() as f64;
    score_interval(sample.share()?, n, normal_quantile(1.0 - level.tail())?)
}

/// The interval of Agresti and Coull (1998): Wald's formula after adding z²/2 to both outcomes, clipped to [0, 1].
///
/// # Errors
/// [`Undefined::NoAnswers`] when n = 0.
pub fn agresti_coull(sample: RandomSample, level: Level) -> Defined<Interval> {
    let p = sample.share()?.get();
    let n = sample.tally().answers() as f64;
    let z = normal_quantile(1.0 - level.tail())?;
    let total = n + z * z;
    let centre = (p * n + z * z / 2.0) / total;
    let half = z * (centre * (1.0 - centre) / total).sqrt();
    Interval::clipped(centre - half, centre + half)
}

/// The exact interval of Clopper and Pearson (1934), by beta quantiles.
///
/// L = BetaInv(α/2; k, n−k+1) with L = 0 at k = 0; U = BetaInv(1−α/2; k+1, n−k) with U = 1 at k = n.
///
/// # Errors
/// [`Undefined::NoAnswers`] when n = 0.
pub fn clopper_pearson(sample: RandomSample, level: Level) -> Defined<Interval> {
    let n = sample.tally().answers() as f64;
    exact_interval(sample.share()?, n, level)
}

/// Jeffreys' interval: quantiles of Beta(k + ½, n − k + ½), closed at the ends (Brown, Cai and others 2001).
///
/// # Errors
/// [`Undefined::NoAnswers`] when n = 0.
pub fn jeffreys(sample: RandomSample, level: Level) -> Defined<Interval> {
    sample.share()?;
    let (k, n) = (sample.tally().satisfied(), sample.tally().answers());
    let (a, b) = (k as f64 + 0.5, (n - k) as f64 + 0.5);
    let lower = if k == 0 { 0.0 } else { beta_quantile(level.tail(), a, b)? };
    let upper = if k == n { 1.0 } else { beta_quantile(1.0 - level.tail(), a, b)? };
    Interval::clipped(lower, upper)
}

/// Both one-sided bounds at a confidence level, each valid alone: the ends of the two-sided interval at 2·level − 1.
///
/// `method` is one of this module's interval functions. The verdict uses Clopper–Pearson at 95 %.
///
/// # Errors
/// [`Undefined::NoAnswers`] when n = 0; [`Undefined::OutOfRange`] for a level of one half or less.
pub fn one_sided(method: fn(RandomSample, Level) -> Defined<Interval>, sample: RandomSample, level: Level) -> Defined<Interval> {
    method(sample, level.two_sided_for_one_sided()?)
}

/// The sample size that carries the same information when the population is not much larger than the sample.
///
/// V(p) = (1 − n/N) p(1−p)/(n−1) (Cochran 1977), hence `n_eff` = p(1−p)/V = (n−1)/(1 − n/N). `None` stands for a
/// complete count, which leaves no sampling error.
///
/// Only for the users of the same period, counted in `population`; never when the result is meant for the future.
///
/// # Errors
/// [`Undefined::NoAnswers`] or [`Undefined::OneAnswer`] when n < 2 of a larger population;
/// [`Undefined::OutOfRange`] when the population is smaller than the sample.
pub fn finite_population_size(sample: RandomSample, population: u64) -> Defined<Option<f64>> {
    let n = sample.tally().answers();
    if population < n {
        return Err(Undefined::OutOfRange);
    }
    match n {
        0 => Err(Undefined::NoAnswers),
        _ if n == population => Ok(None),
        1 => Err(Undefined::OneAnswer),
        _ => Ok(Some((n as f64 - 1.0) / (1.0 - n as f64 / population as f64))),
    }
}

/// Wilson's interval with the finite population correction of [`finite_population_size`].
///
/// A complete count gives an interval of no width.
///
/// # Errors
/// As [`finite_population_size`].
pub fn wilson_finite(sample: RandomSample, population: u64, level: Level) -> Defined<Interval> {
    let p = sample.share()?;
    match finite_population_size(sample, population)? {
        None => Interval::new(p, p),
        Some(size) => score_interval(p, size, normal_quantile(1.0 - level.tail())?),
    }
}

/// The Clopper–Pearson interval with the finite population correction of [`finite_population_size`].
///
/// # Errors
/// As [`finite_population_size`].
pub fn clopper_pearson_finite(sample: RandomSample, population: u64, level: Level) -> Defined<Interval> {
    let p = sample.share()?;
    match finite_population_size(sample, population)? {
        None => Interval::new(p, p),
        Some(size) => exact_interval(p, size, level),
    }
}

/// Wilson's formula on any positive, perhaps effective, sample size and any critical value.
///
/// # Errors
/// [`Undefined::OutOfRange`] unless the size is positive and finite.
pub(super) fn score_interval(p: Share, size: f64, critical: f64) -> Defined<Interval> {
    if !(size > 0.0 && size.is_finite()) {
        return Err(Undefined::OutOfRange);
    }
    let (p, z2) = (p.get(), critical * critical);
    let scale = 1.0 + z2 / size;
    let centre = (p + z2 / (2.0 * size)) / scale;
    let half = critical * (p * (1.0 - p) / size + z2 / (4.0 * size * size)).sqrt() / scale;
    // The two closed ends are exact by definition, not up to rounding.
    let lower = if p <= 0.0 { 0.0 } else { centre - half };
    let upper = if p >= 1.0 { 1.0 } else { centre + half };
    Interval::clipped(lower, upper)
}

/// Clopper–Pearson on any positive, perhaps effective and fractional, sample size.
///
/// # Errors
/// [`Undefined::OutOfRange`] unless the size is positive and finite.
pub(super) fn exact_interval(p: Share, size: f64, level: Level) -> Defined<Interval> {
    if !(size > 0.0 && size.is_finite()) {
        return Err(Undefined::OutOfRange);
    }
    let k = p.get() * size;
    let rest = p.complement().get() * size;
    let lower = if p == Share::ZERO { 0.0 } else { beta_quantile(level.tail(), k, rest + 1.0)? };
    let upper = if p == Share::ONE { 1.0 } else { beta_quantile(1.0 - level.tail(), k + 1.0, rest)? };
    Interval::clipped(lower, upper)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(k: u64, n: u64) -> RandomSample {
        RandomSample::of(k, n).unwrap()
    }

    fn assert_ends(interval: Interval, lower: f64, upper: f64) {
        assert!((interval.lower().get() - lower).abs() < 5.1e-5, "{interval:?}");
        assert!((interval.upper().get() - upper).abs() < 5.1e-5, "{interval:?}");
    }

    #[test]
    fn newcombes_published_table() {
        assert_ends(wilson(sample(81, 263), Level::P95).unwrap(), 0.2553, 0.3662);
        assert_ends(clopper_pearson(sample(81, 263), Level::P95).unwrap(), 0.2527, 0.3676);
        assert_ends(wilson(sample(1, 29), Level::P95).unwrap(), 0.0061, 0.1718);
        assert_ends(clopper_pearson(sample(1, 29), Level::P95).unwrap(), 0.0009, 0.1776);
    }

    #[test]
    fn all_and_none_close_the_interval_exactly() {
        for method in [wilson, clopper_pearson, jeffreys] {
            assert_eq!(method(sample(0, 20), Level::P95).unwrap().lower(), Share::ZERO);
            assert_eq!(method(sample(20, 20), Level::P95).unwrap().upper(), Share::ONE);
            assert!(method(sample(20, 20), Level::P95).unwrap().lower() > Share::ZERO);
        }
    }

    #[test]
    fn nobody_has_no_interval() {
        for method in [wilson, agresti_coull, clopper_pearson, jeffreys] {
            assert_eq!(method(sample(0, 0), Level::P95), Err(Undefined::NoAnswers));
        }
    }

    #[test]
    fn finite_population_narrows_down_to_nothing() {
        let plain = wilson(sample(80, 100), Level::P95).unwrap().width();
        let half = wilson_finite(sample(80, 100), 200, Level::P95).unwrap().width();
        assert!(half < plain);
        let complete = wilson_finite(sample(80, 100), 100, Level::P95).unwrap();
        assert_eq!(complete.lower(), complete.upper());
        assert_eq!(clopper_pearson_finite(sample(80, 100), 99, Level::P95), Err(Undefined::OutOfRange));
        assert_eq!(finite_population_size(sample(1, 1), 5), Err(Undefined::OneAnswer));
        assert_eq!(finite_population_size(sample(3, 5), 10), Ok(Some(8.0)));
    }

    #[test]
    fn one_sided_bounds_are_the_ends_of_the_wider_two_sided_level() {
        let bounds = one_sided(clopper_pearson, sample(28, 30), Level::P95).unwrap();
        assert_eq!(Ok(bounds), clopper_pearson(sample(28, 30), Level::new(1.0 - 2.0 * (1.0 - 0.95)).unwrap()));
    }
}
