//! Many units judged at once: adjusted p-values, and verdicts that account for their number.
//!
//! With 200 units exactly at the target about ten are called "met" by luck. Holm bounds the chance of any error,
//! Benjamini–Hochberg the expected share of errors among those called.

use serde::{Deserialize, Serialize};

use super::beta_distribution::{beta_cdf, beta_sf};
use super::share::Share;
use super::undefined::{Defined, Undefined};
use super::verdict::{Evidence, Outcome, Target};

/// How p-values account for their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Adjustment {
    /// Each p-value as it is.
    None,
    /// Times their number (any error).
    Bonferroni,
    /// 1 − (1 − p)^m (any error, independent tests).
    Sidak,
    /// Holm's step-down procedure (any error).
    Holm,
    /// Benjamini and Hochberg's step-up procedure (share of errors).
    BenjaminiHochberg,
    /// Benjamini and Yekutieli's, valid under any dependence (share of errors).
    BenjaminiYekutieli,
}

/// Adjusted p-values, in the order given; equal to R's `p.adjust`.
///
/// # Errors
/// [`Undefined::OutOfRange`] when a p-value is outside [0, 1].
pub fn adjusted(p_values: &[f64], adjustment: Adjustment) -> Defined<Vec<f64>> {
    if p_values.iter().any(|p| !(0.0..=1.0).contains(p)) {
        return Err(Undefined::OutOfRange);
    }
    let m = p_values.len() as f64;
    let each = |factor: &dyn Fn(f64) -> f64| p_values.iter().map(|p| factor(*p).min(1.0)).collect();
    Ok(match adjustment {
        Adjustment::None => p_values.to_vec(),
        Adjustment::Bonferroni => each(&|p| m * p),
        // 1 − (1 − p)^m without losing small p-values.
        Adjustment::Sidak => each(&|p| -(m * (-p).ln_1p()).exp_m1()),
        Adjustment::Holm => stepped_down(p_values),
        Adjustment::BenjaminiHochberg => stepped_up(p_values, 1.0),
        Adjustment::BenjaminiYekutieli => {
            let harmonic = (1..=p_values.len()).map(|i| 1.0 / i as f64).sum();
            stepped_up(p_values, harmonic)
        }
    })
}

/// Indices from the smallest p-value to the largest.
fn ascending(p_values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
    order
}

fn stepped_down(p_values: &[f64]) -> Vec<f64> {
    let mut result = vec![0.0; p_values.len()];
    let mut most = 0.0_f64;
    for (rank, index) in ascending(p_values).into_iter().enumerate() {
        most = most.max((p_values.len() - rank) as f64 * p_values[index]).min(1.0);
        result[index] = most;
    }
    result
}

fn stepped_up(p_values: &[f64], factor: f64) -> Vec<f64> {
    let mut result = vec![0.0; p_values.len()];
    let mut least = 1.0_f64;
    let m = p_values.len() as f64;
    for (rank, index) in ascending(p_values).into_iter().enumerate().rev() {
        least = least.min(p_values[index] * m * factor / (rank as f64 + 1.0));
        result[index] = least;
    }
    result
}

/// The one-sided p-values of "the target is reached" and of "it is not", by the exact binomial on the effective
/// sample size: (against p ≤ target, against p ≥ target).
///
/// At 0.05 each agrees with the bound of the verdict.
///
/// # Errors
/// [`Undefined::OutOfRange`] unless the effective size is positive and the target strictly between 0 and 1.
pub fn target_p_values(target: Target, evidence: Evidence) -> Defined<(f64, f64)> {
    let (p, n, t) = (evidence.share.get(), evidence.effective, target.share().get());
    if t <= 0.0 || t >= 1.0 {
        return Err(Undefined::OutOfRange);
    }
    let (k, rest) = (p * n, (1.0 - p) * n);
    let reached = if evidence.share == Share::ZERO { 1.0 } else { beta_cdf(t, k, rest + 1.0)? };
    let fell_short = if evidence.share == Share::ONE { 1.0 } else { beta_sf(t, k + 1.0, rest)? };
    Ok((reached, fell_short))
}

/// Verdicts for many units at once, each family of claims ("met", "missed") adjusted for the number of units.
///
/// `alpha` is the chance of any error (Holm) or the expected share of errors (Benjamini–Hochberg) in each family.
///
/// # Errors
/// As [`target_p_values`].
pub fn verdicts_of_many(units: &[(Target, Evidence)], adjustment: Adjustment, alpha: f64) -> Defined<Vec<Outcome>> {
    let p_values: Vec<(f64, f64)> =
        units.iter().map(|(target, evidence)| target_p_values(*target, *evidence)).collect::<Defined<_>>()?;
    let family = |side: fn(&(f64, f64)) -> f64| adjusted(&p_values.iter().map(side).collect::<Vec<_>>(), adjustment);
    let met = family(|pair| pair.0)?;
    let missed = family(|pair| pair.1)?;
    let outcome = |(met, missed): (&f64, &f64)| {
        if *met <= alpha {
            Outcome::Met
        } else if *missed <= alpha {
            Outcome::Missed
        } else {
            Outcome::NotEnoughEvidence
        }
    };
    Ok(met.iter().zip(&missed).map(outcome).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_of_units_does_not_matter_and_ties_agree() {
        let holm = adjusted(&[0.04, 0.01, 0.04], Adjustment::Holm).unwrap();
        assert_eq!(holm, [0.08, 0.03, 0.08]);
        let bh = adjusted(&[0.04, 0.01, 0.04], Adjustment::BenjaminiHochberg).unwrap();
        assert_eq!(bh, [0.04, 0.03, 0.04]);
        assert_eq!(adjusted(&[], Adjustment::Holm), Ok(vec![]));
        assert_eq!(adjusted(&[1.1], Adjustment::Holm), Err(Undefined::OutOfRange));
        assert_eq!(adjusted(&[f64::NAN], Adjustment::None), Err(Undefined::OutOfRange));
    }

    #[test]
    fn one_unit_keeps_its_verdict_and_many_need_stronger_evidence() {
        let share = |value| Share::new(value).unwrap();
        let target = Target::at_least(share(0.8));
        let unit = (target, Evidence { share: share(0.87), answers: 100, effective: 100.0 });
        let alone = verdicts_of_many(&[unit], Adjustment::Holm, 0.05).unwrap();
        assert_eq!(alone, [Outcome::Met]);
        let many = verdicts_of_many(&[unit; 20], Adjustment::Holm, 0.05).unwrap();
        assert!(many.iter().all(|outcome| *outcome == Outcome::NotEnoughEvidence));
        let shared = verdicts_of_many(&[unit; 20], Adjustment::BenjaminiHochberg, 0.05).unwrap();
        assert!(shared.iter().all(|outcome| *outcome == Outcome::Met));
    }
}
