//! Post-stratification, caps, and what weights cost in precision.

use super::design::SampleDesign;
use super::exact_sum::exact_sum;
use super::margin::{Margin, WeightingError, check_margins};
use super::undefined::{Defined, Undefined};

/// Post-stratified weights: in each category c the base weights times `N_c / Σ_c d`.
///
/// The margin holds the cells, one category per cell of a cross-classification. The unit is that of the targets.
///
/// # Errors
/// [`WeightingError`] when a cell has no sample, no target or rows without a value.
pub fn post_stratify(base: &[f64], cells: &Margin) -> Result<Vec<f64>, WeightingError> {
    check_margins(base, std::slice::from_ref(cells))?;
    Ok(scaled_to(base, cells))
}

/// The weights scaled so that one margin is met.
pub(super) fn scaled_to(weights: &[f64], margin: &Margin) -> Vec<f64> {
    let sums = margin_sums(weights, margin);
    let factor: Vec<f64> = margin.targets().iter().zip(&sums).map(|(target, sum)| target / sum).collect();
    let scaled = |(row, weight): (usize, &f64)| margin.code(row).map_or(*weight, |c| weight * factor[c]);
    weights.iter().enumerate().map(scaled).collect()
}

/// The sum of weights in each category of a margin, whatever the order of rows.
#[must_use]
pub fn margin_sums(weights: &[f64], margin: &Margin) -> Vec<f64> {
    let mut members = vec![Vec::new(); margin.categories().len()];
    for (row, weight) in weights.iter().enumerate() {
        if let Some(code) = margin.code(row) {
            members[code].push(*weight);
        }
    }
    members.iter().map(|members| exact_sum(members.iter().copied())).collect()
}

/// The largest |sum − target| / target over all categories of all margins.
#[must_use]
pub fn largest_gap(weights: &[f64], margins: &[Margin]) -> f64 {
    let gap = |margin: &Margin| {
        let sums = margin_sums(weights, margin);
        let gaps = sums.iter().zip(margin.targets()).map(|(sum, target)| (sum - target).abs() / target);
        gaps.fold(0.0, f64::max)
    };
    margins.iter().map(gap).fold(0.0, f64::max)
}

/// Kish's design effect of unequal weights: n Σw² / (Σw)² over positive weights (Kish 1965). 1 when all are equal.
///
/// # Errors
/// [`Undefined::NoAnswers`] without a positive weight; [`Undefined::OutOfRange`] when a weight is not a number ≥ 0.
pub fn kish_deff(weights: &[f64]) -> Defined<f64> {
    if weights.iter().any(|weight| !weight.is_finite() || *weight < 0.0) {
        return Err(Undefined::OutOfRange);
    }
    let n = weights.iter().filter(|weight| **weight > 0.0).count();
    if n == 0 {
        return Err(Undefined::NoAnswers);
    }
    // Relative to the largest, so that squares neither overflow nor vanish.
    let largest = weights.iter().copied().fold(0.0, f64::max);
    let sum = exact_sum(weights.iter().map(|weight| weight / largest));
    let squares = exact_sum(weights.iter().map(|weight| (weight / largest).powi(2)));
    Ok(n as f64 * squares / (sum * sum))
}

/// Weights with none above `multiple` times the median positive weight.
///
/// # Errors
/// [`WeightingError::BadSetting`] unless the multiple is at least 1; [`WeightingError::BadWeights`] as named.
pub fn capped(weights: &[f64], multiple: f64) -> Result<Vec<f64>, WeightingError> {
    let limit = cap(weights, multiple)?;
    Ok(weights.iter().map(|weight| weight.min(limit)).collect())
}

/// The largest weight that a cap of `multiple` times the median positive weight allows.
pub(super) fn cap(weights: &[f64], multiple: f64) -> Result<f64, WeightingError> {
    if !multiple.is_finite() || multiple < 1.0 {
        return Err(WeightingError::BadSetting("the cap must be at least the median weight"));
    }
    let mut positive: Vec<f64> = weights.iter().copied().filter(|weight| *weight > 0.0).collect();
    positive.sort_by(f64::total_cmp);
    let n = positive.len();
    if n == 0 {
        return Err(WeightingError::BadWeights);
    }
    Ok(multiple * f64::midpoint(positive[(n - 1) / 2], positive[n / 2]))
}

/// The design with its weights post-stratified or raked, and what variances need to know about it.
#[derive(Clone, Debug)]
pub struct CalibratedDesign {
    design: SampleDesign,
    residuals: super::calibration::Residuals,
}

impl CalibratedDesign {
    /// A design whose base weights were fitted to margins, with the fitted weights.
    ///
    /// # Errors
    /// [`WeightingError`] when margins or weights do not fit the design.
    pub fn new(base: &SampleDesign, fitted: &[f64], margins: &[Margin]) -> Result<Self, WeightingError> {
        check_margins(base.weights(), margins)?;
        let design = base.with_weights(fitted).map_err(|_| WeightingError::BadWeights)?;
        let residuals = super::calibration::Residuals::new(base.weights(), margins);
        Ok(Self { design, residuals })
    }

    /// The design with the fitted weights. Its own variances ignore that the margins are known.
    #[must_use]
    pub fn design(&self) -> &SampleDesign {
        &self.design
    }

    /// The variance of an estimate made with the fitted weights (Deville and Särndal 1992).
    ///
    /// The linearised values, divided by the weights, are regressed on the margins with the base weights; what is left
    /// is weighted by the fitted weights and enters the variance of the design.
    ///
    /// # Errors
    /// As [`SampleDesign::variance_of_total`].
    pub fn variance(&self, z: &[f64]) -> Defined<f64> {
        let residuals = self.residuals.of(z, self.design.weights())?;
        self.design.variance_of_total(&residuals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn post_strata_meet_their_totals() {
        let targets = BTreeMap::from([("F".to_owned(), 60.0), ("M".to_owned(), 40.0)]);
        let margin = Margin::new("sex", ["F", "M", "F", "F"], &targets).unwrap();
        let weights = post_stratify(&[1.0, 2.0, 1.0, 2.0], &margin).unwrap();
        assert_eq!(weights, [15.0, 40.0, 15.0, 30.0]);
        assert!(largest_gap(&weights, &[margin]) < 1e-15);
    }

    #[test]
    fn equal_weights_cost_nothing_and_zero_weights_do_not_count() {
        assert!((kish_deff(&[3.0, 3.0, 0.0]).unwrap() - 1.0).abs() < 1e-15);
        assert!((kish_deff(&[1.0, 3.0]).unwrap() - 1.25).abs() < 1e-15);
        assert_eq!(kish_deff(&[0.0]), Err(Undefined::NoAnswers));
        assert_eq!(kish_deff(&[-1.0]), Err(Undefined::OutOfRange));
    }

    #[test]
    fn caps_are_multiples_of_the_median() {
        assert_eq!(capped(&[1.0, 2.0, 3.0, 100.0], 2.0).unwrap(), [1.0, 2.0, 3.0, 5.0]);
        assert!(capped(&[1.0], 0.5).is_err());
        assert!(capped(&[0.0], 5.0).is_err());
    }
}
