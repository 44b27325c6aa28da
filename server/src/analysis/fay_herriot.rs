//! Shrinkage of survey estimates for small units: the Fay–Herriot model.
//!
//! `y_i = x_i′β + v_i + e_i`, where `v_i` has variance A and the sampling error `e_i` the known variance `V_i` (Fay and
//! Herriot 1979; Rao and Molina 2015). For ranking and internal screening; official figures stay direct estimates, and
//! a shrunken one is labelled.

use nalgebra::{DMatrix, DVector};
use serde::{Deserialize, Serialize};

use super::undefined::{Defined, Undefined};

/// How the variance between units is estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Restricted maximum likelihood: accounts for the estimation of β.
    Reml,
    /// Maximum likelihood.
    Ml,
}

/// A fitted Fay–Herriot model. Variances are in the square of the estimates' unit.
#[derive(Clone, Debug, PartialEq)]
pub struct FayHerriot {
    /// A: the variance between units that the covariates do not explain; 0 when there is none.
    pub between_variance: f64,
    /// The coefficients of the covariates.
    pub beta: Vec<f64>,
    /// Their standard errors.
    pub beta_se: Vec<f64>,
    /// The log-likelihood at the estimates.
    pub log_likelihood: f64,
    /// The shrunken estimate (EBLUP) of each unit.
    pub eblup: Vec<f64>,
    /// γ = A / (A + V): how much of it is the unit's own estimate.
    pub weight_on_own_data: Vec<f64>,
    /// The estimated mean squared error, with the Prasad–Rao terms.
    pub mse: Vec<f64>,
}

/// Fits the model to direct estimates, their known variances, and one row of covariates per unit (with the 1 of the
/// intercept).
///
/// # Errors
/// [`Undefined::LengthMismatch`]; [`Undefined::TooFewUnits`] unless there are more units than covariates;
/// [`Undefined::OutOfRange`] unless variances are positive and numbers finite (smooth variances of 0 first, see
/// [`smoothed_variance`]); [`Undefined::Collinear`]; [`Undefined::NotConverged`].
pub fn fay_herriot(estimates: &[f64], variances: &[f64], covariates: &[Vec<f64>], method: Method) -> Defined<FayHerriot> {
    let m = estimates.len();
    let p = covariates.first().map_or(0, Vec::len);
    if variances.len() != m || covariates.len() != m || covariates.iter().any(|x| x.len() != p) {
        return Err(Undefined::LengthMismatch);
    }
    if m <= p || p == 0 {
        return Err(Undefined::TooFewUnits);
    }
    let finite = covariates.iter().flatten().chain(estimates).all(|value| value.is_finite());
    if !finite || variances.iter().any(|v| !v.is_finite() || *v <= 0.0) {
        return Err(Undefined::OutOfRange);
    }
    let model = Model {
        y: DVector::from_column_slice(estimates),
        v: variances.to_vec(),
        x: DMatrix::from_fn(m, p, |i, j| covariates[i][j]),
    };
    model.finish(model.between_variance(method)?, method)
}

/// A smoothed sampling variance for a unit: deff × p(1−p)/n with the pooled share and design effect.
///
/// A unit where everybody is satisfied has a direct variance of 0 and would never be shrunk.
///
/// # Errors
/// [`Undefined::NoAnswers`] when n = 0; [`Undefined::ZeroOrOne`] when the pooled share is 0 or 1;
/// [`Undefined::OutOfRange`] unless the design effect is positive.
pub fn smoothed_variance(pooled: f64, deff: f64, n: u64) -> Defined<f64> {
    if n == 0 {
        return Err(Undefined::NoAnswers);
    }
    if pooled <= 0.0 || pooled >= 1.0 {
        return Err(Undefined::ZeroOrOne);
    }
    if !deff.is_finite() || deff <= 0.0 || pooled.is_nan() {
        return Err(Undefined::OutOfRange);
    }
    Ok(deff * pooled * (1.0 - pooled) / n as f64)
}

struct Model {
    y: DVector<f64>,
    v: Vec<f64>,
    x: DMatrix<f64>,
}

/// The generalised least squares fit at a given A.
struct Fit {
    /// 1 / (A + V).
    w: Vec<f64>,
    /// (X′WX)⁻¹.
    q: DMatrix<f64>,
    beta: DVector<f64>,
    residual: DVector<f64>,
}

impl Model {
    fn at(&self, a: f64) -> Defined<Fit> {
        let w: Vec<f64> = self.v.iter().map(|v| 1.0 / (a + v)).collect();
        let wx = DMatrix::from_fn(self.x.nrows(), self.x.ncols(), |i, j| w[i] * self.x[(i, j)]);
        let gram = wx.transpose() * &self.x;
        let q = gram.cholesky().ok_or(Undefined::Collinear)?.inverse();
        let beta = &q * (wx.transpose() * &self.y);
        let residual = &self.y - &self.x * &beta;
        Ok(Fit { w, q, beta, residual })
    }

    /// The derivative of the (restricted) log-likelihood by A and its expected information.
    fn score(&self, a: f64, method: Method) -> Defined<(f64, f64)> {
        let fit = self.at(a)?;
        let squares: f64 = fit.w.iter().zip(&fit.residual).map(|(w, r)| (w * r).powi(2)).sum();
        let (trace, trace2) = match method {
            Method::Ml => (fit.w.iter().sum::<f64>(), fit.w.iter().map(|w| w * w).sum::<f64>()),
            Method::Reml => self.projected_traces(&fit),
        };
        Ok((0.5 * (squares - trace), 0.5 * trace2))
    }

    /// tr(P) and tr(PP) with P = W − WX (X′WX)⁻¹ X′W.
    fn projected_traces(&self, fit: &Fit) -> (f64, f64) {
        let m = self.x.nrows();
        let leverage = &self.x * &fit.q * self.x.transpose();
        let entry = |i: usize, j: usize| {
            let diagonal = if i == j { fit.w[i] } else { 0.0 };
            diagonal - fit.w[i] * leverage[(i, j)] * fit.w[j]
        };
        let trace = (0..m).map(|i| entry(i, i)).sum();
        let trace2 = (0..m).flat_map(|i| (0..m).map(move |j| (i, j))).map(|(i, j)| entry(i, j).powi(2)).sum();
        (trace, trace2)
    }

    /// Fisher scoring, kept inside the bracket in which the score changes sign.
    fn between_variance(&self, method: Method) -> Defined<f64> {
        const STEPS: usize = 500;
        // Where the likelihood falls from the start, the best variance is none.
        if self.score(0.0, method)?.0 <= 0.0 {
            return Ok(0.0);
        }
        let mut sorted = self.v.clone();
        sorted.sort_by(f64::total_cmp);
        let (mut low, mut high) = (0.0, f64::INFINITY);
        let mut a = sorted[sorted.len() / 2];
        for _ in 0..STEPS {
            let (score, information) = self.score(a, method)?;
            if score > 0.0 {
                low = a;
            } else {
                high = a;
            }
            let mut next = a + score / information;
            if next.is_nan() || next <= low || next >= high {
                next = if high.is_finite() { f64::midpoint(low, high) } else { 2.0 * a };
            }
            if (next - a).abs() <= 1e-13 * next {
                return Ok(next);
            }
            a = next;
        }
        Err(Undefined::NotConverged)
    }

    fn finish(&self, a: f64, method: Method) -> Defined<FayHerriot> {
        let fit = self.at(a)?;
        let fitted = &self.x * &fit.beta;
        let weight: Vec<f64> = self.v.iter().map(|v| a / (a + v)).collect();
        let information: f64 = fit.w.iter().map(|w| w * w).sum();
        let variance_of_a = 2.0 / information;
        // The bias of A by maximum likelihood; restricted maximum likelihood has none of this order.
        let bias = match method {
            Method::Reml => 0.0,
            Method::Ml => {
                let x2 = DMatrix::from_fn(self.x.nrows(), self.x.ncols(), |i, j| fit.w[i] * fit.w[i] * self.x[(i, j)]);
                -(&fit.q * x2.transpose() * &self.x).trace() / information
            }
        };
        let mse = |i: usize| {
            let b = 1.0 - weight[i];
            let row = self.x.row(i);
            let g1 = self.v[i] * weight[i];
            let g2 = b * b * (row * &fit.q * row.transpose())[0];
            let g3 = b * b * variance_of_a * fit.w[i];
            g1 + g2 + 2.0 * g3 - bias * b * b
        };
        let term = |(w, r): (&f64, &f64)| (std::f64::consts::TAU / w).ln() + w * r * r;
        let m = self.v.len();
        Ok(FayHerriot {
            between_variance: a,
            beta: fit.beta.iter().copied().collect(),
            beta_se: fit.q.diagonal().iter().map(|q| q.sqrt()).collect(),
            log_likelihood: -0.5 * fit.w.iter().zip(&fit.residual).map(term).sum::<f64>(),
            eblup: (0..m).map(|i| fitted[i] + weight[i] * fit.residual[i]).collect(),
            mse: (0..m).map(mse).collect(),
            weight_on_own_data: weight,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_that_agree_are_replaced_by_their_mean() {
        let fit = fay_herriot(&[0.8, 0.8, 0.8], &[0.01; 3], &vec![vec![1.0]; 3], Method::Reml).unwrap();
        assert!(fit.between_variance.abs() < 1e-300);
        assert!(fit.eblup.iter().all(|y| (y - 0.8).abs() < 1e-12));
    }

    #[test]
    fn precise_units_keep_more_of_their_own() {
        let y = [0.6, 0.9, 0.7, 0.95, 0.5];
        let v = [1e-4, 1e-4, 1e-2, 1e-2, 1e-3];
        let fit = fay_herriot(&y, &v, &vec![vec![1.0]; 5], Method::Reml).unwrap();
        assert!(fit.weight_on_own_data[0] > fit.weight_on_own_data[2]);
        assert!(fit.mse.iter().all(|mse| *mse > 0.0));
    }

    #[test]
    fn refusals_have_reasons() {
        let ones = vec![vec![1.0]; 3];
        let fit = |y: &[f64], v: &[f64], x: &[Vec<f64>]| fay_herriot(y, v, x, Method::Ml).unwrap_err();
        assert_eq!(fit(&[0.5; 3], &[0.0; 3], &ones), Undefined::OutOfRange);
        assert_eq!(fit(&[0.5; 2], &[0.1; 3], &ones), Undefined::LengthMismatch);
        assert_eq!(fit(&[0.5], &[0.1], &ones[..1]), Undefined::TooFewUnits);
        let twice = vec![vec![1.0, 1.0]; 3];
        assert_eq!(fit(&[0.5; 3], &[0.1; 3], &twice), Undefined::Collinear);
        assert_eq!(smoothed_variance(1.0, 1.0, 5), Err(Undefined::ZeroOrOne));
    }
}
