//! Ordinary and weighted least squares, and the moments that driver analyses start from.

use nalgebra::{DMatrix, DVector};

use super::undefined::{Defined, Undefined};

/// An outcome and the items that may drive it, complete rows only, perhaps weighted.
#[derive(Clone, Debug)]
pub struct DriverData {
    outcome: Vec<f64>,
    items: Vec<Vec<f64>>,
    weights: Vec<f64>,
}

impl DriverData {
    /// Rows complete on outcome and all items; `items[j]` is the column of item j. Without weights all count alike.
    ///
    /// # Errors
    /// [`Undefined::LengthMismatch`]; [`Undefined::TooFewItems`] without items; [`Undefined::OutOfRange`] when a
    /// number is not finite or a weight negative; [`Undefined::TooFewUnits`] unless rows exceed items by two.
    pub fn new(outcome: &[f64], items: &[Vec<f64>], weights: Option<&[f64]>) -> Defined<Self> {
        let n = outcome.len();
        let weights = weights.map_or_else(|| vec![1.0; n], <[f64]>::to_vec);
        if items.iter().any(|item| item.len() != n) || weights.len() != n {
            return Err(Undefined::LengthMismatch);
        }
        if items.is_empty() {
            return Err(Undefined::TooFewItems);
        }
        let finite = outcome.iter().chain(items.iter().flatten()).all(|value| value.is_finite());
        if !finite || weights.iter().any(|weight| !weight.is_finite() || *weight < 0.0) {
            return Err(Undefined::OutOfRange);
        }
        if weights.iter().filter(|weight| **weight > 0.0).count() < items.len() + 2 {
            return Err(Undefined::TooFewUnits);
        }
        Ok(Self { outcome: outcome.to_vec(), items: items.to_vec(), weights })
    }

    /// The number of items.
    #[must_use]
    pub fn items(&self) -> usize {
        self.items.len()
    }

    /// The number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.outcome.len()
    }

    /// Correlations among the items, and of each item with the outcome.
    ///
    /// # Errors
    /// [`Undefined::NoVariation`] when an item or the outcome is constant.
    pub fn correlations(&self) -> Defined<(DMatrix<f64>, DVector<f64>)> {
        let total: f64 = self.weights.iter().sum();
        let standardised = |values: &Vec<f64>| -> Defined<Vec<f64>> {
            let pairs = || values.iter().zip(&self.weights);
            let mean = pairs().map(|(value, weight)| weight * value).sum::<f64>() / total;
            let squares: f64 = pairs().map(|(value, weight)| weight * (value - mean).powi(2)).sum();
            let scale: f64 = pairs().map(|(value, weight)| weight * value * value).sum();
            if squares <= 1e-24 * scale || squares <= 0.0 {
                return Err(Undefined::NoVariation);
            }
            let root = squares.sqrt();
            Ok(pairs().map(|(value, weight)| weight.sqrt() * (value - mean) / root).collect())
        };
        let outcome = standardised(&self.outcome)?;
        let items: Vec<Vec<f64>> = self.items.iter().map(standardised).collect::<Defined<_>>()?;
        let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let p = items.len();
        let among = DMatrix::from_fn(p, p, |i, j| product(&items[i], &items[j]));
        let with_outcome = DVector::from_fn(p, |j, _| product(&items[j], &outcome));
        Ok((among, with_outcome))
    }

    /// Least squares of the outcome on all items with an intercept.
    ///
    /// # Errors
    /// [`Undefined::Collinear`] when items repeat one another; [`Undefined::NoVariation`] as for correlations.
    pub fn least_squares(&self) -> Defined<LeastSquares> {
        let (among, with_outcome) = self.correlations()?;
        if smallest_pivot(&among) < 1e-10 {
            return Err(Undefined::Collinear);
        }
        let (n, p) = (self.rows(), self.items());
        let root = |row: usize| self.weights[row].sqrt();
        let x = DMatrix::from_fn(n, p + 1, |row, column| match column {
            0 => root(row),
            _ => root(row) * self.items[column - 1][row],
        });
        let y = DVector::from_fn(n, |row, _| root(row) * self.outcome[row]);
        let inverse = (x.transpose() * &x).cholesky().ok_or(Undefined::Collinear)?.inverse();
        let coefficients = &inverse * (x.transpose() * &y);
        let residual = &y - &x * &coefficients;
        let rows = self.weights.iter().filter(|weight| **weight > 0.0).count();
        let variance = residual.norm_squared() / (rows - p - 1) as f64;
        let standardised = among.cholesky().ok_or(Undefined::Collinear)?.solve(&with_outcome);
        Ok(LeastSquares {
            coefficients: coefficients.iter().copied().collect(),
            se: inverse.diagonal().iter().map(|v| (v * variance).sqrt()).collect(),
            r2: standardised.dot(&with_outcome),
            standardised: standardised.iter().copied().collect(),
        })
    }
}

/// A least squares fit.
#[derive(Clone, Debug, PartialEq)]
pub struct LeastSquares {
    /// The intercept, then the items.
    pub coefficients: Vec<f64>,
    /// Their standard errors, of a simple sample.
    pub se: Vec<f64>,
    /// The coefficients of standardised items, without intercept.
    pub standardised: Vec<f64>,
    /// The share of the outcome's variance that is explained.
    pub r2: f64,
}

/// The share of the outcome's variance that a subset of items explains; repeated items add nothing.
pub(super) fn explained(among: &DMatrix<f64>, with_outcome: &DVector<f64>, subset: &[usize]) -> f64 {
    let p = subset.len();
    let mut factor: Vec<Vec<f64>> = vec![Vec::new(); p];
    let mut projections = Vec::with_capacity(p);
    let mut r2 = 0.0;
    for i in 0..p {
        let mut left = 1.0;
        let mut projection = with_outcome[subset[i]];
        for j in 0..i {
            let inner: f64 = (0..j).map(|k| factor[i][k] * factor[j][k]).sum();
            let pivot = factor[j][j];
            // An item that repeats earlier ones has a pivot of zero and spans nothing new.
            let value = if pivot > 0.0 { (among[(subset[i], subset[j])] - inner) / pivot } else { 0.0 };
            factor[i].push(value);
            left -= value * value;
            projection -= value * projections[j];
        }
        let pivot = if left > 1e-10 { left.sqrt() } else { 0.0 };
        factor[i].push(pivot);
        let scaled = if pivot > 0.0 { projection / pivot } else { 0.0 };
        projections.push(scaled);
        r2 += scaled * scaled;
    }
    r2
}

/// The smallest share of an item's variance that the items before it leave unexplained.
fn smallest_pivot(among: &DMatrix<f64>) -> f64 {
    let p = among.nrows();
    let unexplained = |item: usize| {
        let before: Vec<usize> = (0..item).collect();
        let with_item = DVector::from_fn(p, |other, _| among[(other, item)]);
        1.0 - explained(among, &with_item, &before)
    };
    (0..p).map(unexplained).fold(1.0, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exact_line_is_found() {
        let x = vec![vec![1.0, 2.0, 3.0, 4.0, 6.0], vec![1.0, 0.0, 1.0, 0.0, 2.0]];
        let y: Vec<f64> = (0..5).map(|i| 3.0 + 2.0 * x[0][i] - x[1][i]).collect();
        let fit = DriverData::new(&y, &x, None).unwrap().least_squares().unwrap();
        for (found, wanted) in fit.coefficients.iter().zip([3.0, 2.0, -1.0]) {
            assert!((found - wanted).abs() < 1e-10);
        }
        assert!((fit.r2 - 1.0).abs() < 1e-12);
    }

    #[test]
    fn repeated_items_are_refused_and_constant_ones_too() {
        let x = vec![1.0, 2.0, 3.0, 4.0, 6.0];
        let y = [1.0, 2.0, 2.0, 4.0, 5.0];
        let twice = DriverData::new(&y, &[x.clone(), x.clone()], None).unwrap();
        assert_eq!(twice.least_squares(), Err(Undefined::Collinear));
        let constant = DriverData::new(&y, &[vec![3.0; 5]], None).unwrap();
        assert_eq!(constant.least_squares(), Err(Undefined::NoVariation));
        assert!(matches!(DriverData::new(&y[..2], &[x[..2].to_vec()], None), Err(Undefined::TooFewUnits)));
    }
}
