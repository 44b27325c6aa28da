//! Shrinkage of counts for small units: the beta-binomial model by maximum likelihood.
//!
//! For ranking and internal screening only. Official figures and verdicts stay direct estimates, and a shrunken figure
//! is labelled as one.

use serde::Serialize;
use statrs::function::gamma::{digamma, ln_gamma};

use super::beta_distribution::{beta_quantile, beta_sf};
use super::sample::Tally;
use super::share::{Interval, Level, Share};
use super::undefined::{Defined, Undefined};

/// Fewer units than this cannot tell anything about how units vary.
const FEWEST_UNITS: usize = 3;
/// Below this number of units the fit is shown with a warning.
const FEW_UNITS: usize = 10;

/// What the fit found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Prior {
    /// Units vary: shares are drawn from Beta(alpha, beta).
    Beta {
        /// The first shape.
        alpha: f64,
        /// The second shape.
        beta: f64,
        /// The log-likelihood, binomial coefficients included.
        log_likelihood: f64,
    },
    /// Units do not vary more than chance: every unit gets the pooled share.
    NoBetweenUnitVariance {
        /// The pooled share.
        pooled: Share,
    },
}

/// A fitted model.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct BetaBinomial {
    /// How units vary.
    pub prior: Prior,
    /// Whether fewer than ten units were fitted, so that the result needs a warning.
    pub few_units: bool,
}

/// A unit's share after shrinkage.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Shrunken {
    /// The posterior mean.
    pub mean: Share,
    /// How much of it is the unit's own data: n / (n + α + β), 0 for the pooled share.
    pub weight_on_own_data: f64,
    /// The shapes of the posterior; `None` for the pooled share, which has no distribution.
    posterior: Option<(f64, f64)>,
}

impl Shrunken {
    /// The equal-tailed posterior interval.
    ///
    /// # Errors
    /// [`Undefined::NoVariation`] when units do not vary.
    pub fn interval(&self, level: Level) -> Defined<Interval> {
        let (a, b) = self.posterior.ok_or(Undefined::NoVariation)?;
        Interval::clipped(beta_quantile(level.tail(), a, b)?, beta_quantile(1.0 - level.tail(), a, b)?)
    }

    /// The posterior probability that the unit's share is at least `target`.
    ///
    /// # Errors
    /// [`Undefined::NoVariation`] when units do not vary.
    pub fn probability_at_least(&self, target: Share) -> Defined<f64> {
        let (a, b) = self.posterior.ok_or(Undefined::NoVariation)?;
        beta_sf(target.get(), a, b)
    }
}

impl BetaBinomial {
    /// Fits the model to the counts of units; units without answers carry no information.
    ///
    /// # Errors
    /// [`Undefined::TooFewUnits`] below three units with answers; [`Undefined::NotConverged`] when the likelihood has
    /// no maximum because units are all-or-nothing.
    pub fn fit(units: &[Tally]) -> Defined<Self> {
        let units: Vec<Tally> = units.iter().copied().filter(|unit| unit.answers() > 0).collect();
        if units.len() < FEWEST_UNITS {
            return Err(Undefined::TooFewUnits);
        }
        let few_units = units.len() < FEW_UNITS;
        let satisfied: u64 = units.iter().map(|unit| unit.satisfied()).sum();
        let answers: u64 = units.iter().map(|unit| unit.answers()).sum();
        let pooled = Tally::new(satisfied, answers)?.share()?;
        if !varies(&units, pooled.get()) {
            return Ok(Self { prior: Prior::NoBetweenUnitVariance { pooled }, few_units });
        }
        let likelihood = Likelihood::new(&units);
        let (alpha, beta) = likelihood.maximum()?;
        let log_likelihood = likelihood.value(alpha, beta);
        Ok(Self { prior: Prior::Beta { alpha, beta, log_likelihood }, few_units })
    }

    /// The shrunken share of a unit. One without answers gets the prior.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] only if the fit was broken by hand.
    pub fn shrink(&self, unit: Tally) -> Defined<Shrunken> {
        match self.prior {
            Prior::NoBetweenUnitVariance { pooled } => Ok(Shrunken { mean: pooled, weight_on_own_data: 0.0, posterior: None }),
            Prior::Beta { alpha, beta, .. } => {
                let a = unit.satisfied() as f64 + alpha;
                let b = (unit.answers() - unit.satisfied()) as f64 + beta;
                let n = unit.answers() as f64;
                Ok(Shrunken {
                    mean: Share::new(a / (a + b))?,
                    weight_on_own_data: n / (n + alpha + beta),
                    posterior: Some((a, b)),
                })
            }
        }
    }
}

/// Whether counts vary more than binomial chance: the score of the likelihood at no variance (Tarone 1979).
fn varies(units: &[Tally], pooled: f64) -> bool {
    if pooled <= 0.0 || pooled >= 1.0 {
        return false;
    }
    let term = |unit: &Tally| {
        let n = unit.answers() as f64;
        (unit.satisfied() as f64 - n * pooled).powi(2) / (pooled * (1.0 - pooled)) - n
    };
    units.iter().map(term).sum::<f64>() > 0.0
}

struct Likelihood {
    /// Satisfied, not satisfied, all.
    counts: Vec<(f64, f64, f64)>,
}

impl Likelihood {
    fn new(units: &[Tally]) -> Self {
        let counts = |unit: &Tally| {
            let (k, n) = (unit.satisfied() as f64, unit.answers() as f64);
            (k, n - k, n)
        };
        Self { counts: units.iter().map(counts).collect() }
    }

    fn value(&self, alpha: f64, beta: f64) -> f64 {
        let ln_beta = |a: f64, b: f64| ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
        let term = |&(k, rest, n): &(f64, f64, f64)| {
            let choose = ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(rest + 1.0);
            choose + ln_beta(k + alpha, rest + beta) - ln_beta(alpha, beta)
        };
        self.counts.iter().map(term).sum()
    }

    /// Derivatives by alpha and beta.
    fn gradient(&self, alpha: f64, beta: f64) -> (f64, f64) {
        let size = alpha + beta;
        let rise = |from: f64, by: f64| {
            if by > 0.0 { digamma(from + by) - digamma(from) } else { 0.0 }
        };
        self.counts.iter().fold((0.0, 0.0), |sum, &(k, rest, n)| {
            let common = rise(size, n);
            (sum.0 + rise(alpha, k) - common, sum.1 + rise(beta, rest) - common)
        })
    }

    /// The mean that maximises the likelihood at a given alpha + beta.
    fn best_mean(&self, size: f64) -> f64 {
        let slope = |mean: f64| {
            let (by_alpha, by_beta) = self.gradient(mean * size, (1.0 - mean) * size);
            by_alpha - by_beta
        };
        bisect(1e-12, 1.0 - 1e-12, slope)
    }

    /// The shapes at which the profile likelihood over ln(alpha + beta) is flat.
    fn maximum(&self) -> Defined<(f64, f64)> {
        const SMALLEST: f64 = -12.0;
        const LARGEST: f64 = 25.0;
        let slope = |ln_size: f64| {
            let size = ln_size.exp();
            let mean = self.best_mean(size);
            let (by_alpha, by_beta) = self.gradient(mean * size, (1.0 - mean) * size);
            mean * by_alpha + (1.0 - mean) * by_beta
        };
        if slope(SMALLEST) <= 0.0 {
            return Err(Undefined::NotConverged);
        }
        let size = bisect(SMALLEST, LARGEST, slope).exp();
        let mean = self.best_mean(size);
        Ok((mean * size, (1.0 - mean) * size))
    }
}

/// The place where a falling function crosses zero.
fn bisect(mut low: f64, mut high: f64, slope: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if slope(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
        if high - low <= 4.0 * f64::EPSILON * middle.abs() {
            break;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tallies(counts: &[(u64, u64)]) -> Vec<Tally> {
        counts.iter().map(|(k, n)| Tally::new(*k, *n).unwrap()).collect()
    }

    #[test]
    fn small_units_move_further_than_large_ones() {
        let units = tallies(&[(4, 5), (30, 40), (95, 100), (60, 100), (170, 200)]);
        let fit = BetaBinomial::fit(&units).unwrap();
        assert!(fit.few_units);
        let weights: Vec<f64> = units.iter().map(|unit| fit.shrink(*unit).unwrap().weight_on_own_data).collect();
        assert!(weights[0] < weights[1] && weights[1] < weights[4]);
        let empty = fit.shrink(Tally::new(0, 0).unwrap()).unwrap();
        let Prior::Beta { alpha, beta, .. } = fit.prior else { panic!("units vary") };
        assert!((empty.mean.get() - alpha / (alpha + beta)).abs() < 1e-15);
        assert!(empty.weight_on_own_data.abs() < 1e-15);
    }

    #[test]
    fn units_that_agree_get_the_pooled_share() {
        let fit = BetaBinomial::fit(&tallies(&[(8, 10), (16, 20), (40, 50)])).unwrap();
        let shrunken = fit.shrink(Tally::new(8, 10).unwrap()).unwrap();
        assert_eq!(shrunken.mean, Share::new(0.8).unwrap());
        assert_eq!(shrunken.interval(Level::P95), Err(Undefined::NoVariation));
        let all = BetaBinomial::fit(&tallies(&[(5, 5), (6, 6), (7, 7)])).unwrap();
        assert_eq!(all.prior, Prior::NoBetweenUnitVariance { pooled: Share::ONE });
    }

    #[test]
    fn too_few_units_are_refused() {
        let two = tallies(&[(4, 5), (3, 4), (0, 0)]);
        assert_eq!(BetaBinomial::fit(&two), Err(Undefined::TooFewUnits));
        assert!(BetaBinomial::fit(&tallies(&[(0, 9), (9, 9), (0, 9), (9, 9)])).is_err());
    }
}
