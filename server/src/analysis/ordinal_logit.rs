//! Proportional odds for ordered answers, and the logit for satisfied or not: effect sizes of drivers.
//!
//! P(Y ≤ j) = logit⁻¹(`ζ_j` − xβ), so that a positive β raises satisfaction (the sign of R's `polr`).

use nalgebra::{DMatrix, DVector};

use super::undefined::{Defined, Undefined};

/// A fitted model for ordered answers.
#[derive(Clone, Debug, PartialEq)]
pub struct OrdinalFit {
    /// The effect of each item on the log-odds of a better answer.
    pub coefficients: Vec<f64>,
    /// Their standard errors, of a simple sample.
    pub se: Vec<f64>,
    /// The cut points between successive categories, ascending.
    pub cuts: Vec<f64>,
    /// The log-likelihood.
    pub log_likelihood: f64,
}

/// Fits cumulative logits of an outcome in categories 0 to c−1, all of which occur, on item columns.
///
/// # Errors
/// [`Undefined::LengthMismatch`]; [`Undefined::TooFewUnits`] when there are no more rows than parameters;
/// [`Undefined::NoVariation`] when a category is empty or only one occurs; [`Undefined::Collinear`];
/// [`Undefined::Separated`] when items predict the outcome perfectly; [`Undefined::NotConverged`].
pub fn ordinal_logit(categories: &[usize], items: &[Vec<f64>]) -> Defined<OrdinalFit> {
    const STEPS: usize = 100;
    let n = categories.len();
    if items.iter().any(|item| item.len() != n) {
        return Err(Undefined::LengthMismatch);
    }
    if items.iter().flatten().any(|value| !value.is_finite()) {
        return Err(Undefined::OutOfRange);
    }
    let top = categories.iter().copied().max().ok_or(Undefined::NoAnswers)?;
    let mut counts = vec![0_usize; top + 1];
    for category in categories {
        counts[*category] += 1;
    }
    if top == 0 || counts.contains(&0) {
        return Err(Undefined::NoVariation);
    }
    let p = items.len();
    if n <= p + top {
        return Err(Undefined::TooFewUnits);
    }
    // Items count from their means while fitting, which keeps the equations well conditioned.
    let means: Vec<f64> = items.iter().map(|item| item.iter().sum::<f64>() / n as f64).collect();
    let model = Cumulative { categories, items, means: &means, cuts: top };
    let mut theta = DVector::zeros(p + top);
    let mut below = 0;
    for j in 0..top {
        below += counts[j];
        theta[p + j] = (below as f64 / (n - below) as f64).ln();
    }
    let mut state = model.state(&theta).ok_or(Undefined::NotConverged)?;
    for _ in 0..STEPS {
        let factor = state.information.clone().cholesky().ok_or(Undefined::Collinear)?;
        let step = factor.solve(&state.gradient);
        if state.gradient.dot(&step) < 1e-16 * n as f64 {
            return Ok(finish(&theta, &state, &factor.inverse(), &means, p));
        }
        let mut length = 1.0;
        loop {
            let next = &theta + length * &step;
            match model.state(&next) {
                Some(better) if better.log_likelihood >= state.log_likelihood => {
                    (theta, state) = (next, better);
                    break;
                }
                _ if length < 1e-9 => {
                    return Ok(finish(&theta, &state, &factor.inverse(), &means, p));
                }
                _ => length /= 2.0,
            }
        }
        if state.log_likelihood > -1e-6 * n as f64 {
            return Err(Undefined::Separated);
        }
    }
    Err(Undefined::NotConverged)
}

fn finish(theta: &DVector<f64>, state: &State, covariance: &DMatrix<f64>, means: &[f64], p: usize) -> OrdinalFit {
    let shift: f64 = means.iter().enumerate().map(|(j, mean)| mean * theta[j]).sum();
    OrdinalFit {
        coefficients: theta.iter().take(p).copied().collect(),
        se: (0..p).map(|j| covariance[(j, j)].sqrt()).collect(),
        cuts: theta.iter().skip(p).map(|cut| cut + shift).collect(),
        log_likelihood: state.log_likelihood,
    }
}

struct Cumulative<'a> {
    categories: &'a [usize],
    items: &'a [Vec<f64>],
    means: &'a [f64],
    cuts: usize,
}

struct State {
    log_likelihood: f64,
    gradient: DVector<f64>,
    /// The negative second derivatives.
    information: DMatrix<f64>,
}

impl Cumulative<'_> {
    /// The likelihood and its derivatives; `None` where cut points are out of order.
    fn state(&self, theta: &DVector<f64>) -> Option<State> {
        let p = self.items.len();
        let size = p + self.cuts;
        let mut state = State { log_likelihood: 0.0, gradient: DVector::zeros(size), information: DMatrix::zeros(size, size) };
        for (row, &category) in self.categories.iter().enumerate() {
            let x: Vec<f64> = self.items.iter().zip(self.means).map(|(item, mean)| item[row] - mean).collect();
            let eta: f64 = x.iter().enumerate().map(|(j, x)| x * theta[j]).sum();
            // The upper and lower boundary of the category: their places in theta, and how they count.
            let upper = (category < self.cuts).then(|| Edge::new(p + category, theta[p + category] - eta));
            let lower = (category > 0).then(|| Edge::new(p + category - 1, theta[p + category - 1] - eta));
            let above = upper.map_or(1.0, |edge| edge.cdf);
            let probability = above - lower.map_or(0.0, |edge| edge.cdf);
            if probability.is_nan() || probability <= 0.0 {
                return None;
            }
            state.log_likelihood += probability.ln();
            let edges: Vec<(Edge, f64)> =
                upper.map(|edge| (edge, 1.0)).into_iter().chain(lower.map(|edge| (edge, -1.0))).collect();
            let slope_of = |edge: &Edge, sign: f64| sign * edge.density / probability;
            for (edge, sign) in &edges {
                let slope = slope_of(edge, *sign);
                edge.add(&x, slope, &mut state.gradient);
                for (other, other_sign) in &edges {
                    let own = if edge.place == other.place { sign * edge.curvature / probability } else { 0.0 };
                    let curvature = slope * slope_of(other, *other_sign) - own;
                    edge.add_product(other, &x, curvature, &mut state.information);
                }
            }
        }
        Some(state)
    }
}

#[derive(Clone, Copy)]
struct Edge {
    place: usize,
    cdf: f64,
    density: f64,
    /// The derivative of the density.
    curvature: f64,
}

impl Edge {
    fn new(place: usize, at: f64) -> Self {
        let cdf = 1.0 / (1.0 + (-at).exp());
        let density = cdf * (1.0 - cdf);
        Self { place, cdf, density, curvature: density * (1.0 - 2.0 * cdf) }
    }

    /// Adds a multiple of the edge's derivative by theta, which is −x for the items and 1 at its own cut.
    fn add(&self, x: &[f64], factor: f64, gradient: &mut DVector<f64>) {
        for (j, x) in x.iter().enumerate() {
            gradient[j] -= factor * x;
        }
        gradient[self.place] += factor;
    }

    fn add_product(&self, other: &Self, x: &[f64], factor: f64, information: &mut DMatrix<f64>) {
        for (i, a) in x.iter().enumerate() {
            for (j, b) in x.iter().enumerate() {
                information[(i, j)] += factor * a * b;
            }
            information[(i, other.place)] -= factor * a;
            information[(self.place, i)] -= factor * a;
        }
        information[(self.place, other.place)] += factor;
    }
}

/// A fitted logit of satisfied or not.
#[derive(Clone, Debug, PartialEq)]
pub struct LogitFit {
    /// The intercept, then the effect of each item on the log-odds of being satisfied.
    pub coefficients: Vec<f64>,
    /// Their standard errors, of a simple sample.
    pub se: Vec<f64>,
    /// Minus twice the log-likelihood.
    pub deviance: f64,
}

/// Fits the log-odds of being satisfied on item columns, with an intercept.
///
/// # Errors
/// As [`ordinal_logit`], of which this is the case of two categories.
pub fn logit(satisfied: &[bool], items: &[Vec<f64>]) -> Defined<LogitFit> {
    let categories: Vec<usize> = satisfied.iter().map(|satisfied| usize::from(*satisfied)).collect();
    // With an item of ones left out, the intercept is minus the cut; its standard error needs the original origin.
    let fit = ordinal_logit(&categories, items)?;
    let covariance = logit_covariance(&fit, items)?;
    let intercept = fit.cuts.first().map_or(0.0, |cut| -cut);
    Ok(LogitFit {
        coefficients: std::iter::once(intercept).chain(fit.coefficients).collect(),
        se: covariance.diagonal().iter().map(|variance| variance.sqrt()).collect(),
        deviance: -2.0 * fit.log_likelihood,
    })
}

fn logit_covariance(fit: &OrdinalFit, items: &[Vec<f64>]) -> Defined<DMatrix<f64>> {
    let n = items.first().map_or(0, Vec::len);
    let size = items.len() + 1;
    let mut information = DMatrix::zeros(size, size);
    let intercept = fit.cuts.first().map_or(0.0, |cut| -cut);
    let rows = |row: usize| items.iter().map(move |item| item[row]);
    for row in 0..n {
        let x = DVector::from_iterator(size, std::iter::once(1.0).chain(rows(row)));
        let eta = intercept + fit.coefficients.iter().zip(x.iter().skip(1)).map(|(b, x)| b * x).sum::<f64>();
        information.ger(Edge::new(0, eta).density, &x, &x, 1.0);
    }
    Ok(information.cholesky().ok_or(Undefined::Collinear)?.inverse())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_without_effect_leaves_the_marginal_cuts() {
        // Each category occurs equally with both values of the item.
        let categories = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2];
        let item = vec![0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0];
        let fit = ordinal_logit(&categories, &[item]).unwrap();
        assert!(fit.coefficients[0].abs() < 1e-9);
        assert!((fit.cuts[0] + 2.0_f64.ln()).abs() < 1e-9 && (fit.cuts[1] - 2.0_f64.ln()).abs() < 1e-9);
    }

    #[test]
    fn a_two_by_two_table_gives_the_log_odds_ratio() {
        // 3 of 4 satisfied at 1, 1 of 4 at 0: the odds ratio is 9.
        let satisfied = [true, true, true, false, true, false, false, false];
        let item = vec![1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0];
        let fit = logit(&satisfied, &[item]).unwrap();
        assert!((fit.coefficients[1] - 9.0_f64.ln()).abs() < 1e-8);
        assert!((fit.coefficients[0] + 3.0_f64.ln()).abs() < 1e-8);
        assert!((fit.se[1] - (2.0 * (1.0 + 1.0 / 3.0_f64)).sqrt()).abs() < 1e-6);
    }

    #[test]
    fn impossible_fits_are_refused() {
        let item = vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0];
        assert!(ordinal_logit(&[0, 0, 0, 1, 1, 1], std::slice::from_ref(&item)).is_err());
        assert_eq!(ordinal_logit(&[0, 0, 2, 2, 2, 0], std::slice::from_ref(&item)), Err(Undefined::NoVariation));
        assert_eq!(ordinal_logit(&[1; 6], std::slice::from_ref(&item)), Err(Undefined::NoVariation));
        let twice = [item.clone(), item];
        assert_eq!(ordinal_logit(&[0, 1, 0, 1, 0, 1], &twice), Err(Undefined::Collinear));
    }
}
