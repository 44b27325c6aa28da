//! Calibration to margins with a choice of distance (Deville and Särndal 1992), and its variance residuals.

use nalgebra::{DMatrix, DVector};

use super::exact_sum::Quantum;
use super::margin::{Margin, WeightingError, check_margins};
use super::undefined::{Defined, Undefined};
use super::weights::largest_gap;

/// How the ratio of fitted to base weight follows the linear predictor η, with F(0) = F′(0) = 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distance {
    /// F = 1 + η: the generalised regression estimator. Weights may become negative.
    Linear,
    /// F = e^η: raking.
    Raking,
    /// F between two bounds, 0 ≤ lower < 1 < upper: no weight changes by more.
    Logit {
        /// The smallest ratio of fitted to base weight.
        lower: f64,
        /// The largest ratio of fitted to base weight.
        upper: f64,
    },
}

impl Distance {
    fn ratio_and_slope(self, eta: f64) -> (f64, f64) {
        match self {
            Self::Linear => (1.0 + eta, 1.0),
            Self::Raking => (eta.exp(), eta.exp()),
            Self::Logit { lower, upper } => {
                let rate = (upper - lower) / ((1.0 - lower) * (upper - 1.0));
                // Written with e^−|x|, which cannot overflow.
                let (below, above) = (upper - 1.0, 1.0 - lower);
                let x = rate * eta;
                let e = (-x.abs()).exp();
                let (near, far) = if x > 0.0 { (e, 1.0) } else { (1.0, e) };
                let scale = below * near + above * far;
                let ratio = (lower * below * near + upper * above * far) / scale;
                let slope = (upper - ratio) * (ratio - lower) * rate / (upper - lower);
                (ratio, slope)
            }
        }
    }
}

/// Fits base weights to margins by Newton's method on the calibration equations Σ d F(xλ) x = t.
///
/// # Errors
/// [`WeightingError`] as for raking; [`WeightingError::BadSetting`] when the bounds do not enclose 1;
/// [`WeightingError::NotConverged`] when the bounds or the margins leave no solution.
pub fn calibrate(base: &[f64], margins: &[Margin], distance: Distance) -> Result<Vec<f64>, WeightingError> {
    const STEPS: usize = 100;
    const TOLERANCE: f64 = 1e-12;
    check_margins(base, margins)?;
    let enclosing = |lower: f64, upper: f64| (0.0..1.0).contains(&lower) && upper > 1.0 && upper.is_finite();
    match distance {
        Distance::Logit { lower, upper } if !enclosing(lower, upper) => {
            return Err(WeightingError::BadSetting("the bounds of the weight ratio must enclose 1"));
        }
        _ => {}
    }
    let model = Model::new(margins);
    let targets: Vec<f64> = margins.iter().flat_map(|margin| margin.targets().to_vec()).collect();
    let mut lambda = DVector::zeros(model.columns);
    let mut weights = base.to_vec();
    let mut gap = f64::INFINITY;
    for step in 0..STEPS {
        let mut totals: DVector<f64> = DVector::zeros(model.columns);
        let mut slopes = DMatrix::zeros(model.columns, model.columns);
        for (row, weight) in base.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
            let columns = || model.columns_of(row);
            let (ratio, slope) = distance.ratio_and_slope(columns().map(|c| lambda[c]).sum());
            weights[row] = weight * ratio;
            for c in columns() {
                totals[c] += weight * ratio;
                for other in columns() {
                    slopes[(c, other)] += weight * slope;
                }
            }
        }
        let missing = DVector::from_iterator(model.columns, targets.iter().zip(&totals).map(|(t, sum)| t - sum));
        let last = gap;
        gap = missing.iter().zip(&targets).map(|(m, t): (&f64, &f64)| m.abs() / t).fold(0.0, f64::max);
        // The last digits of large totals may keep the gap just above the tolerance: stop where it stops shrinking.
        if gap < TOLERANCE || (gap < 1e-9 && gap >= last) {
            return Ok(weights);
        }
        let failed = WeightingError::NotConverged { cycles: step, largest_gap: gap };
        let change = pseudo_solve(slopes, &missing).ok_or(failed)?;
        lambda += change;
    }
    let largest_gap = largest_gap(&weights, margins);
    Err(WeightingError::NotConverged { cycles: STEPS, largest_gap })
}

/// Which columns of the margin indicators are 1 in each row.
#[derive(Clone, Debug)]
struct Model {
    columns: usize,
    offsets: Vec<usize>,
    margins: Vec<Margin>,
}

impl Model {
    fn new(margins: &[Margin]) -> Self {
        let mut columns = 0;
        let mut offsets = Vec::with_capacity(margins.len());
        for margin in margins {
            offsets.push(columns);
            columns += margin.categories().len();
        }
        Self { columns, offsets, margins: margins.to_vec() }
    }

    fn columns_of(&self, row: usize) -> impl Iterator<Item = usize> {
        let column = move |(margin, offset): (&Margin, &usize)| margin.code(row).map(|code| offset + code);
        self.margins.iter().zip(&self.offsets).filter_map(column)
    }
}

/// The regression of linearised values on the margins that calibrated variances are made of.
#[derive(Clone, Debug)]
pub(super) struct Residuals {
    model: Model,
    base: Vec<f64>,
    inverse: DMatrix<f64>,
}

impl Residuals {
    pub(super) fn new(base: &[f64], margins: &[Margin]) -> Self {
        let model = Model::new(margins);
        // Counted exactly, so that rows in another order give the same residuals to the last digit.
        let heaviest = base.iter().copied().fold(0.0, f64::max);
        let quantum = Quantum::for_terms_up_to(heaviest);
        let mut counts = vec![0_i128; model.columns * model.columns];
        for (row, weight) in base.iter().enumerate() {
            let count = quantum.count(*weight);
            for c in model.columns_of(row) {
                for other in model.columns_of(row) {
                    counts[c * model.columns + other] += count;
                }
            }
        }
        let gram = counts.iter().map(|count| quantum.value(*count));
        let gram = DMatrix::from_iterator(model.columns, model.columns, gram);
        Self { inverse: pseudo_inverse(gram), model, base: base.to_vec() }
    }

    /// w (u − x B) with u = z / w and B = (X′DX)⁻¹ X′Du, D the base weights.
    pub(super) fn of(&self, z: &[f64], fitted: &[f64]) -> Defined<Vec<f64>> {
        if z.len() != self.base.len() || fitted.len() != self.base.len() {
            return Err(Undefined::LengthMismatch);
        }
        // Where a fitted weight is zero the row contributes nothing, and its u cannot be recovered.
        let u = |row: usize| {
            if fitted[row] == 0.0 { 0.0 } else { z[row] / fitted[row] }
        };
        let terms: Vec<f64> = (0..z.len()).map(|row| self.base[row] * u(row)).collect();
        let largest = terms.iter().fold(0.0_f64, |most, term| most.max(term.abs()));
        let quantum = Quantum::for_terms_up_to(largest);
        let mut counts = vec![0_i128; self.model.columns];
        for (row, term) in terms.iter().enumerate() {
            for c in self.model.columns_of(row) {
                counts[c] += quantum.count(*term);
            }
        }
        let moment = DVector::from_iterator(self.model.columns, counts.iter().map(|count| quantum.value(*count)));
        let slope = &self.inverse * moment;
        let residual = |row: usize| {
            let fit: f64 = self.model.columns_of(row).map(|c| slope[c]).sum();
            fitted[row] * (u(row) - fit)
        };
        Ok((0..z.len()).map(residual).collect())
    }
}

/// The solution of least norm of a symmetric system that margins with a common total make singular.
fn pseudo_solve(matrix: DMatrix<f64>, right: &DVector<f64>) -> Option<DVector<f64>> {
    if matrix.iter().any(|value| !value.is_finite()) {
        return None;
    }
    Some(pseudo_inverse(matrix) * right)
}

fn pseudo_inverse(matrix: DMatrix<f64>) -> DMatrix<f64> {
    let eigen = matrix.symmetric_eigen();
    let largest = eigen.eigenvalues.iter().copied().fold(0.0, f64::max);
    let inverted = eigen.eigenvalues.map(|value| if value > 1e-11 * largest { 1.0 / value } else { 0.0 });
    &eigen.eigenvectors * DMatrix::from_diagonal(&inverted) * eigen.eigenvectors.transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::raking::{RakingLimits, rake};
    use std::collections::BTreeMap;

    fn margins() -> Vec<Margin> {
        let sex = BTreeMap::from([("F".to_owned(), 60.0), ("M".to_owned(), 40.0)]);
        let age = BTreeMap::from([("a".to_owned(), 55.0), ("b".to_owned(), 45.0)]);
        vec![
            Margin::new("sex", ["F", "M", "F", "M", "F", "M"], &sex).unwrap(),
            Margin::new("age", ["a", "a", "b", "b", "a", "b"], &age).unwrap(),
        ]
    }

    #[test]
    fn raking_by_newton_equals_raking_by_cycles() {
        let base = [10.0, 12.0, 14.0, 16.0, 18.0, 20.0];
        let cycles = rake(&base, &margins(), RakingLimits::default()).unwrap().weights;
        let newton = calibrate(&base, &margins(), Distance::Raking).unwrap();
        for (a, b) in cycles.iter().zip(&newton) {
            assert!((a - b).abs() < 1e-8 * a);
        }
    }

    #[test]
    fn bounds_are_kept_and_impossible_ones_refused() {
        let base = [10.0, 12.0, 14.0, 16.0, 18.0, 20.0];
        let fitted = calibrate(&base, &margins(), Distance::Logit { lower: 0.5, upper: 2.0 }).unwrap();
        assert!(largest_gap(&fitted, &margins()) < 1e-9);
        assert!(fitted.iter().zip(base).all(|(w, d)| (0.5..=2.0).contains(&(w / d))));
        let tight = calibrate(&base, &margins(), Distance::Logit { lower: 0.99, upper: 1.01 });
        assert!(matches!(tight, Err(WeightingError::NotConverged { .. })));
        let outside = calibrate(&base, &margins(), Distance::Logit { lower: 1.1, upper: 2.0 });
        assert!(matches!(outside, Err(WeightingError::BadSetting(_))));
    }

    #[test]
    fn a_margin_total_itself_has_no_variance_left() {
        let base = [10.0, 12.0, 14.0, 16.0, 18.0, 20.0];
        let fitted = calibrate(&base, &margins(), Distance::Linear).unwrap();
        let residuals = Residuals::new(&base, &margins());
        // z of the total of women: the weight where the row is a woman.
        let z: Vec<f64> = fitted.iter().enumerate().map(|(i, w)| if i % 2 == 0 { *w } else { 0.0 }).collect();
        assert!(residuals.of(&z, &fitted).unwrap().iter().all(|e| e.abs() < 1e-9));
    }
}
