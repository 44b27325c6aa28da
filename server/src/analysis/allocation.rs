//! Dividing a sample over strata.

use super::undefined::{Defined, Undefined};

/// A stratum to be sampled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stratum {
    /// People in the stratum.
    pub population: u64,
    /// The standard deviation expected; √(p(1−p)) for a share.
    pub spread: f64,
}

/// How a sample is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// In proportion to the population: the same chance for everyone.
    Proportional,
    /// In proportion to population × spread: the smallest variance of the total (Neyman 1934).
    Neyman,
}

/// Divides `total` interviews over strata, each getting at least `minimum` and never more than its population.
///
/// Fractions are rounded by largest remainder, so that the parts sum to the total; equal remainders go to the earlier
/// stratum.
///
/// # Errors
/// [`Undefined::OutOfRange`] when the total is below the minima or above the population, or a spread is negative;
/// [`Undefined::NoVariation`] when the rule gives every stratum a share of zero; [`Undefined::TooFewUnits`] without
/// strata.
pub fn allocate(total: u64, strata: &[Stratum], rule: Rule, minimum: u64) -> Defined<Vec<u64>> {
    if strata.is_empty() {
        return Err(Undefined::TooFewUnits);
    }
    if strata.iter().any(|stratum| !stratum.spread.is_finite() || stratum.spread < 0.0) {
        return Err(Undefined::OutOfRange);
    }
    let least: Vec<u64> = strata.iter().map(|stratum| minimum.min(stratum.population)).collect();
    let everyone: u64 = strata.iter().map(|stratum| stratum.population).sum();
    if total < least.iter().sum() || total > everyone {
        return Err(Undefined::OutOfRange);
    }
    let size = |stratum: &Stratum| match rule {
        Rule::Proportional => stratum.population as f64,
        Rule::Neyman => stratum.population as f64 * stratum.spread,
    };
    let sizes: Vec<f64> = strata.iter().map(size).collect();
    let mut fixed: Vec<Option<u64>> = vec![None; strata.len()];
    // Strata below their minimum or above their population are fixed there, and the rest is divided anew.
    loop {
        let open: f64 = (0..strata.len()).filter(|i| fixed[*i].is_none()).map(|i| sizes[i]).sum();
        let left = total - fixed.iter().flatten().sum::<u64>();
        if fixed.iter().all(Option::is_some) {
            break;
        }
        if open <= 0.0 {
            return Err(Undefined::NoVariation);
        }
        let ideal = |i: usize| left as f64 * sizes[i] / open;
        let free = || (0..strata.len()).filter(|i| fixed[*i].is_none());
        let low: Vec<usize> = free().filter(|i| ideal(*i) < least[*i] as f64).collect();
        let high: Vec<usize> = free().filter(|i| ideal(*i) > strata[*i].population as f64).collect();
        // Only the side that weighs more is certain to stay at its limit once the rest is divided anew.
        let lack: f64 = low.iter().map(|i| least[*i] as f64 - ideal(*i)).sum();
        let excess: f64 = high.iter().map(|i| ideal(*i) - strata[*i].population as f64).sum();
        if low.is_empty() && high.is_empty() {
            let parts: Vec<(usize, f64)> = free().map(|i| (i, ideal(i))).collect();
            for (i, part) in rounded(&parts, left) {
                fixed[i] = Some(part);
            }
        } else if lack >= excess {
            for i in low {
                fixed[i] = Some(least[i]);
            }
        } else {
            for i in high {
                fixed[i] = Some(strata[i].population);
            }
        }
    }
    Ok(fixed.into_iter().flatten().collect())
}

/// Whole parts that sum to `total`: each rounded down, the rest to the largest remainders.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "parts of a whole number are neither negative nor larger than it"
)]
fn rounded(parts: &[(usize, f64)], total: u64) -> Vec<(usize, u64)> {
    let mut whole: Vec<(usize, u64)> = parts.iter().map(|(i, part)| (*i, part.floor() as u64)).collect();
    let given: u64 = whole.iter().map(|(_, part)| part).sum();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let remainder = |place: usize| parts[place].1 - parts[place].1.floor();
    order.sort_by(|a, b| remainder(*b).total_cmp(&remainder(*a)));
    let rest = usize::try_from(total.saturating_sub(given)).unwrap_or(usize::MAX);
    for place in order.into_iter().take(rest) {
        whole[place].1 += 1;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strata(values: &[(u64, f64)]) -> Vec<Stratum> {
        values.iter().map(|(population, spread)| Stratum { population: *population, spread: *spread }).collect()
    }

    #[test]
    fn parts_sum_to_the_total() {
        let thirds = strata(&[(100, 0.5), (100, 0.5), (100, 0.5)]);
        assert_eq!(allocate(100, &thirds, Rule::Proportional, 0), Ok(vec![34, 33, 33]));
        let uneven = strata(&[(900, 0.3), (100, 0.5)]);
        assert_eq!(allocate(100, &uneven, Rule::Proportional, 0), Ok(vec![90, 10]));
        assert_eq!(allocate(100, &uneven, Rule::Neyman, 0), Ok(vec![84, 16]));
    }

    #[test]
    fn minima_are_kept_and_nobody_is_asked_twice() {
        let uneven = strata(&[(960, 0.5), (40, 0.5)]);
        assert_eq!(allocate(100, &uneven, Rule::Proportional, 30), Ok(vec![70, 30]));
        let tiny = strata(&[(1000, 0.5), (5, 0.5)]);
        assert_eq!(allocate(100, &tiny, Rule::Proportional, 30), Ok(vec![95, 5]));
        let steep = strata(&[(10, 50.0), (1000, 0.1)]);
        assert_eq!(allocate(100, &steep, Rule::Neyman, 0), Ok(vec![10, 90]));
    }

    #[test]
    fn impossible_divisions_are_refused() {
        let two = strata(&[(10, 0.5), (10, 0.5)]);
        assert_eq!(allocate(21, &two, Rule::Proportional, 0), Err(Undefined::OutOfRange));
        assert_eq!(allocate(9, &two, Rule::Proportional, 5), Err(Undefined::OutOfRange));
        assert_eq!(allocate(9, &[], Rule::Proportional, 0), Err(Undefined::TooFewUnits));
        let flat = strata(&[(10, 0.0), (10, 0.0)]);
        assert_eq!(allocate(9, &flat, Rule::Neyman, 0), Err(Undefined::NoVariation));
    }
}
