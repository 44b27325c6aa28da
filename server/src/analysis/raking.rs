//! Raking: weights that meet several margins at once (Deming and Stephan 1940), with a report of how it went.

use serde::Serialize;

use super::margin::{Margin, WeightingError, check_margins};
use super::weights::{cap, kish_deff, largest_gap, scaled_to};

/// When raking stops.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RakingLimits {
    /// The largest relative gap between a weighted margin and its target that counts as met.
    pub tolerance: f64,
    /// The most cycles over all margins.
    pub cycles: usize,
}

impl Default for RakingLimits {
    /// A gap of 10⁻¹⁰ within 500 cycles.
    fn default() -> Self {
        Self { tolerance: 1e-10, cycles: 500 }
    }
}

/// How a raking went.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RakingReport {
    /// Cycles over all margins.
    pub cycles: usize,
    /// The largest |margin − target| / target that is left.
    pub largest_gap: f64,
    /// The smallest positive weight.
    pub smallest: f64,
    /// The largest weight.
    pub largest: f64,
    /// Kish's design effect of the base weights.
    pub kish_before: f64,
    /// Kish's design effect of the raked weights.
    pub kish_after: f64,
    /// Weights that were cut to the cap.
    pub capped: usize,
}

/// Raked weights with their report.
#[derive(Clone, Debug, PartialEq)]
pub struct Raked {
    /// The weight of each row.
    pub weights: Vec<f64>,
    /// How it went.
    pub report: RakingReport,
}

/// Fits the base weights to the margins by scaling to one margin after the other until all are met.
///
/// # Errors
/// [`WeightingError`]: missing values, categories without target or sample, margins of different totals, bad weights,
/// or no convergence within the limits (which happens when margins contradict one another in the sample).
pub fn rake(base: &[f64], margins: &[Margin], limits: RakingLimits) -> Result<Raked, WeightingError> {
    check_margins(base, margins)?;
    let (weights, cycles, gap) = cycle(base.to_vec(), margins, limits);
    if gap >= limits.tolerance {
        return Err(WeightingError::NotConverged { cycles, largest_gap: gap });
    }
    let capped = 0;
    finish(base, weights, cycles, gap, capped)
}

/// As [`rake`], then cuts weights above `multiple` times the median, rakes again, and repeats until none is above.
///
/// # Errors
/// As [`rake`]; [`WeightingError::NotConverged`] when the margins cannot be met under the cap.
pub fn rake_capped(base: &[f64], margins: &[Margin], multiple: f64, limits: RakingLimits) -> Result<Raked, WeightingError> {
    const ROUNDS: usize = 100;
    check_margins(base, margins)?;
    let (mut weights, mut cycles, mut gap) = cycle(base.to_vec(), margins, limits);
    // The cap is fixed after the first fit; a cap that moves with the median might never settle.
    let limit = cap(&weights, multiple)?;
    let mut cut = vec![false; weights.len()];
    for _ in 0..ROUNDS {
        let above = |weight: &f64| *weight > limit * (1.0 + 1e-9);
        if gap >= limits.tolerance {
            return Err(WeightingError::NotConverged { cycles, largest_gap: gap });
        }
        if !weights.iter().any(above) {
            let capped = cut.iter().filter(|cut| **cut).count();
            return finish(base, weights, cycles, gap, capped);
        }
        for (weight, cut) in weights.iter_mut().zip(&mut cut) {
            *cut |= above(weight);
            *weight = weight.min(limit);
        }
        let (next, more, left) = cycle(weights, margins, limits);
        (weights, gap) = (next, left);
        cycles += more;
    }
    Err(WeightingError::NotConverged { cycles, largest_gap: gap })
}

fn cycle(mut weights: Vec<f64>, margins: &[Margin], limits: RakingLimits) -> (Vec<f64>, usize, f64) {
    let mut gap = largest_gap(&weights, margins);
    for cycle in 0..limits.cycles {
        if gap < limits.tolerance {
            return (weights, cycle, gap);
        }
        for margin in margins {
            weights = scaled_to(&weights, margin);
        }
        gap = largest_gap(&weights, margins);
    }
    (weights, limits.cycles, gap)
}

fn finish(base: &[f64], weights: Vec<f64>, cycles: usize, largest_gap: f64, capped: usize) -> Result<Raked, WeightingError> {
    let positive = || weights.iter().copied().filter(|weight| *weight > 0.0);
    let report = RakingReport {
        cycles,
        largest_gap,
        smallest: positive().fold(f64::INFINITY, f64::min),
        largest: positive().fold(0.0, f64::max),
        kish_before: kish_deff(base).map_err(|_| WeightingError::BadWeights)?,
        kish_after: kish_deff(&weights).map_err(|_| WeightingError::BadWeights)?,
        capped,
    };
    Ok(Raked { weights, report })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn margin(name: &str, values: &[&str], targets: &[(&str, f64)]) -> Margin {
        let targets: BTreeMap<String, f64> = targets.iter().map(|(category, total)| ((*category).to_owned(), *total)).collect();
        Margin::new(name, values.iter().copied(), &targets).unwrap()
    }

    const SEX: [&str; 6] = ["F", "M", "F", "M", "F", "M"];
    const AGE: [&str; 6] = ["a", "a", "b", "b", "a", "b"];

    fn both() -> [Margin; 2] {
        let sex = margin("sex", &SEX, &[("F", 60.0), ("M", 40.0)]);
        [sex, margin("age", &AGE, &[("a", 55.0), ("b", 45.0)])]
    }

    #[test]
    fn all_margins_are_met_and_the_report_says_so() {
        let raked = rake(&[1.0; 6], &both(), RakingLimits::default()).unwrap();
        assert!(largest_gap(&raked.weights, &both()) < 1e-10);
        assert!(raked.report.cycles > 0 && raked.report.kish_before < 1.0 + 1e-12);
        assert!(raked.report.kish_after > 1.0);
    }

    #[test]
    fn refusals_name_what_is_wrong() {
        let fit = |margins: &[Margin]| rake(&[1.0; 6], margins, RakingLimits::default()).unwrap_err();
        let absent = margin("age", &AGE, &[("a", 55.0), ("b", 40.0), ("d", 5.0)]);
        assert!(matches!(fit(&[absent]), WeightingError::NoSample { category, .. } if category == "d"));
        let unknown = margin("age", &AGE, &[("a", 100.0)]);
        assert!(matches!(fit(&[unknown]), WeightingError::NoTarget { category, .. } if category == "b"));
        let other = margin("age", &AGE, &[("a", 55.0), ("b", 46.0)]);
        let differ = fit(&[both()[0].clone(), other]);
        assert!(matches!(differ, WeightingError::TotalsDiffer { .. }));
        let blank = margin("age", &["a", "", "b", "b", "a", "b"], &[("a", 55.0), ("b", 45.0)]);
        assert!(matches!(fit(&[blank]), WeightingError::MissingValue { row: 1, .. }));
        let zero = BTreeMap::from([("a".to_owned(), 0.0)]);
        assert!(Margin::new("age", AGE, &zero).is_err());
        assert_eq!(fit(&[]), WeightingError::NoMargins);
    }

    #[test]
    fn contradicting_margins_do_not_pretend_to_converge() {
        // Women are exactly the young here, so different totals for both cannot be met.
        let sex = margin("sex", &SEX, &[("F", 60.0), ("M", 40.0)]);
        let age = margin("age", &["a", "b", "a", "b", "a", "b"], &[("a", 55.0), ("b", 45.0)]);
        let error = rake(&[1.0; 6], &[sex, age], RakingLimits::default()).unwrap_err();
        assert!(matches!(error, WeightingError::NotConverged { cycles: 500, .. }));
    }

    #[test]
    fn a_cap_holds_after_raking_again() {
        let base = [1.0, 1.0, 1.0, 1.0, 9.0, 1.0];
        let raked = rake_capped(&base, &both(), 2.0, RakingLimits::default()).unwrap();
        assert!(largest_gap(&raked.weights, &both()) < 1e-10);
        assert!(raked.report.capped > 0);
        assert!(raked.report.kish_after < raked.report.kish_before);
    }
}
