//! Trends over three and more periods.

use super::design::SampleDesign;
use super::linearised::{Difference, Linearised};
use super::sample::RandomSample;
use super::tail::chi_square_sf;
use super::undefined::{Defined, Undefined};

/// A chi-square statistic with its p-value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChiSquare {
    /// The statistic.
    pub statistic: f64,
    /// Its degrees of freedom.
    pub df: u64,
    /// The p-value.
    pub p_value: f64,
}

/// A linear trend in shares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// The test of "no linear trend".
    pub test: ChiSquare,
    /// +1 rising, −1 falling, 0 level.
    pub direction: i8,
}

/// The test of Cochran and Armitage for a linear trend over periods with the given scores (such as years).
///
/// χ² = (Σ s (k − n p))² / (p(1−p) (Σ n s² − (Σ n s)²/N)), one degree of freedom; equal to R's `prop.trend.test`.
///
/// # Errors
/// [`Undefined::LengthMismatch`]; [`Undefined::TooFewUnits`] below two periods; [`Undefined::NoAnswers`] when a
/// period is empty; [`Undefined::NoVariation`] when all answers or all scores are equal.
pub fn cochran_armitage(periods: &[RandomSample], scores: &[f64]) -> Defined<Trend> {
    if periods.len() != scores.len() {
        return Err(Undefined::LengthMismatch);
    }
    let pooled = pooled_share(periods)?;
    let size = |period: &RandomSample| period.tally().answers() as f64;
    let total: f64 = periods.iter().map(size).sum();
    let pairs = || periods.iter().zip(scores);
    // Scores count from their mean, so that years do not cancel.
    let mean = pairs().map(|(period, score)| size(period) * score).sum::<f64>() / total;
    let weight = |period: &RandomSample| period.tally().satisfied() as f64 - size(period) * pooled;
    let slope: f64 = pairs().map(|(period, score)| (score - mean) * weight(period)).sum();
    let spread: f64 = pairs().map(|(period, score)| size(period) * (score - mean).powi(2)).sum();
    if spread.is_nan() || spread <= 0.0 {
        return Err(Undefined::NoVariation);
    }
    let statistic = slope * slope / (pooled * (1.0 - pooled) * spread);
    let direction = i8::from(slope > 0.0) - i8::from(slope < 0.0);
    let p_value = chi_square_sf(statistic, 1.0)?;
    Ok(Trend { test: ChiSquare { statistic, df: 1, p_value }, direction })
}

/// Pearson's chi-square test that all periods (or units) share one proportion.
///
/// # Errors
/// [`Undefined::TooFewUnits`] below two periods; [`Undefined::NoAnswers`] when one is empty;
/// [`Undefined::NoVariation`] when all answers are equal.
pub fn homogeneity(periods: &[RandomSample]) -> Defined<ChiSquare> {
    let pooled = pooled_share(periods)?;
    let term = |period: &RandomSample| {
        let n = period.tally().answers() as f64;
        let gap = period.tally().satisfied() as f64 - n * pooled;
        gap * gap / (n * pooled * (1.0 - pooled))
    };
    let statistic = periods.iter().map(term).sum();
    let df = periods.len() as u64 - 1;
    Ok(ChiSquare { statistic, df, p_value: chi_square_sf(statistic, df as f64)? })
}

fn pooled_share(periods: &[RandomSample]) -> Defined<f64> {
    if periods.len() < 2 {
        return Err(Undefined::TooFewUnits);
    }
    if periods.iter().any(|period| period.tally().answers() == 0) {
        return Err(Undefined::NoAnswers);
    }
    let satisfied: u64 = periods.iter().map(|period| period.tally().satisfied()).sum();
    let answers: u64 = periods.iter().map(|period| period.tally().answers()).sum();
    if satisfied == 0 || satisfied == answers {
        return Err(Undefined::NoVariation);
    }
    Ok(satisfied as f64 / answers as f64)
}

/// The slope of a straight line through the estimates of survey periods, per unit of score, with its variance.
///
/// Σ c p with c = (s − s̄) / Σ (s − s̄)²: a contrast of linearised estimates of one design that holds all periods, so
/// that clusters visited repeatedly are accounted for.
///
/// # Errors
/// [`Undefined::TooFewUnits`] below three periods; [`Undefined::LengthMismatch`]; [`Undefined::NoVariation`] when
/// scores are equal; else as [`SampleDesign::variance_of_total`].
pub fn survey_trend(design: &SampleDesign, periods: &[Linearised], scores: &[f64], df: u64) -> Defined<Difference> {
    if periods.len() < 3 {
        return Err(Undefined::TooFewUnits);
    }
    if periods.len() != scores.len() {
        return Err(Undefined::LengthMismatch);
    }
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    let spread: f64 = scores.iter().map(|score| (score - mean).powi(2)).sum();
    if spread.is_nan() || spread <= 0.0 {
        return Err(Undefined::NoVariation);
    }
    let factors: Vec<f64> = scores.iter().map(|score| (score - mean) / spread).collect();
    let slope = Linearised::combined(periods, &factors)?;
    let variance = design.variance_of_total(&slope.z)?;
    Ok(Difference { value: slope.value, variance, covariance: 0.0, df })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn periods(counts: &[(u64, u64)]) -> Vec<RandomSample> {
        counts.iter().map(|(k, n)| RandomSample::of(*k, *n).unwrap()).collect()
    }

    #[test]
    fn scores_may_be_years() {
        let rising = periods(&[(82, 110), (90, 112), (97, 115)]);
        let steps = cochran_armitage(&rising, &[0.0, 1.0, 2.0]).unwrap();
        let years = cochran_armitage(&rising, &[2022.0, 2023.0, 2024.0]).unwrap();
        assert!((steps.test.statistic - years.test.statistic).abs() < 1e-9);
        assert_eq!(steps.direction, 1);
        let falling: Vec<_> = rising.into_iter().rev().collect();
        assert_eq!(cochran_armitage(&falling, &[0.0, 1.0, 2.0]).unwrap().direction, -1);
    }

    #[test]
    fn what_cannot_trend_has_a_reason() {
        let equal = periods(&[(5, 5), (7, 7), (9, 9)]);
        assert_eq!(cochran_armitage(&equal, &[0.0, 1.0, 2.0]), Err(Undefined::NoVariation));
        let two = periods(&[(5, 9), (7, 9)]);
        assert_eq!(cochran_armitage(&two, &[1.0, 1.0]), Err(Undefined::NoVariation));
        assert_eq!(cochran_armitage(&two, &[1.0]), Err(Undefined::LengthMismatch));
        assert_eq!(homogeneity(&periods(&[(0, 0), (1, 2)])), Err(Undefined::NoAnswers));
        assert_eq!(homogeneity(&periods(&[(1, 2)])), Err(Undefined::TooFewUnits));
    }
}
