//! Ranks of units with joint ranges of uncertainty (Klein, Wright, Wieczorek 2020).
//!
//! Raw percentages are never ranked alone: a rank is shown with the range that holds jointly for all units.

use serde::{Deserialize, Serialize};

use super::quantile::normal_quantile;
use super::share::{Level, RealInterval};
use super::undefined::{Defined, Undefined};

/// Which end of the scale is rank 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Best {
    /// The highest estimate is rank 1.
    Highest,
    /// The lowest estimate is rank 1.
    Lowest,
}

/// How intervals account for the number of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Joint {
    /// z = Φ⁻¹(1 − α/2m): valid under any dependence.
    Bonferroni,
    /// z = Φ⁻¹(1 − (1 − (1−α)^(1/m))/2): for independent units.
    Independent,
    /// Each unit alone, for contrast only.
    None,
}

/// The rank of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rank {
    /// The rank of the estimate; ties share the smaller one.
    pub rank: u64,
    /// The best rank compatible with the data.
    pub best: u64,
    /// The worst rank compatible with the data.
    pub worst: u64,
    /// The joint interval of the estimate.
    pub interval: RealInterval,
}

/// Ranks units from estimates and standard errors, in the order given.
///
/// The range is 1 + the number of units certainly better, to m − the number certainly worse; certain where the
/// intervals do not overlap. Ends that touch count as separated unless the estimates are equal.
///
/// # Errors
/// [`Undefined::OutOfRange`] when a number is not finite or a standard error negative.
pub fn rank_units(units: &[(f64, f64)], level: Level, joint: Joint, best: Best) -> Defined<Vec<Rank>> {
    let bad = |unit: &(f64, f64)| !unit.0.is_finite() || !unit.1.is_finite() || unit.1 < 0.0;
    if units.iter().any(bad) {
        return Err(Undefined::OutOfRange);
    }
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let m = units.len() as f64;
    let alpha = 1.0 - level.get();
    let tail = match joint {
        Joint::Bonferroni => alpha / (2.0 * m),
        // 1 − (1−α)^(1/m) without cancellation.
        Joint::Independent => -(level.get().ln() / m).exp_m1() / 2.0,
        Joint::None => alpha / 2.0,
    };
    // By symmetry, because 1 − tail would round for thousands of units.
    let z = -normal_quantile(tail)?;
    let ranked = units.iter().map(|(estimate, se)| {
        let interval = RealInterval { lower: estimate - z * se, upper: estimate + z * se };
        (*estimate, interval)
    });
    rank_by_intervals(&ranked.collect::<Vec<_>>(), best)
}

/// The level at which each of so many intervals has to hold so that all of them hold together at `level`, whatever they have to do with each
/// other (Bonferroni).
///
/// # Errors
/// [`Undefined::OutOfRange`] where there are too many for a number to say.
pub fn joint_level(level: Level, units: usize) -> Defined<Level> {
    Level::new(1.0 - (1.0 - level.get()) / units.max(1) as f64)
}

/// Ranks units from estimates and intervals that hold jointly, in the order given. The intervals may be of any kind: exact ones keep a width
/// where everybody gave the same answer, which a standard error would not.
///
/// # Errors
/// [`Undefined::OutOfRange`] when a number is not finite.
pub fn rank_by_intervals(units: &[(f64, RealInterval)], best: Best) -> Defined<Vec<Rank>> {
    let finite = |(estimate, interval): &(f64, RealInterval)| {
        estimate.is_finite() && interval.lower.is_finite() && interval.upper.is_finite()
    };
    if !units.iter().all(finite) {
        return Err(Undefined::OutOfRange);
    }
    let above = |a: usize, b: usize| units[a].0 > units[b].0 && units[a].1.lower >= units[b].1.upper;
    let beats = |a: f64, b: f64| if best == Best::Highest { a > b } else { a < b };
    let rank = |unit: usize| {
        let count = |other: &dyn Fn(usize) -> bool| (0..units.len()).filter(|i| other(*i)).count() as u64;
        let higher = count(&|other| above(other, unit));
        let lower = count(&|other| above(unit, other));
        let (better, worse) = if best == Best::Highest { (higher, lower) } else { (lower, higher) };
        Rank {
            rank: 1 + count(&|other| beats(units[other].0, units[unit].0)),
            best: 1 + better,
            worst: units.len() as u64 - worse,
            interval: units[unit].1,
        }
    };
    Ok((0..units.len()).map(rank).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranks(units: &[(f64, f64)]) -> Vec<(u64, u64, u64)> {
        let found = rank_units(units, Level::P95, Joint::Bonferroni, Best::Highest).unwrap();
        found.iter().map(|rank| (rank.rank, rank.best, rank.worst)).collect()
    }

    #[test]
    fn clear_differences_leave_no_range_and_noise_leaves_all() {
        assert_eq!(ranks(&[(0.9, 0.001), (0.5, 0.001)]), [(1, 1, 1), (2, 2, 2)]);
        assert_eq!(ranks(&[(0.9, 0.5), (0.5, 0.5)]), [(1, 1, 2), (2, 1, 2)]);
    }

    #[test]
    fn ties_share_the_smaller_rank_even_without_error() {
        assert_eq!(ranks(&[(0.9, 0.0), (0.9, 0.0), (0.5, 0.0)]), [(1, 1, 2), (1, 1, 2), (3, 3, 3)]);
    }

    #[test]
    fn lowest_first_mirrors_the_ranks() {
        let units = [(0.1, 0.0), (0.2, 0.0), (0.3, 0.0)];
        let found = rank_units(&units, Level::P95, Joint::None, Best::Lowest).unwrap();
        assert_eq!(found.iter().map(|rank| rank.rank).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(found.iter().map(|rank| rank.best).collect::<Vec<_>>(), [1, 2, 3]);
    }

    #[test]
    fn intervals_of_any_kind_rank_as_well() {
        let of = |estimate, lower, upper| (estimate, RealInterval { lower, upper });
        // By hand: the first lies wholly above the last; the middle one touches both.
        let units = [of(0.9, 0.8, 0.95), of(0.7, 0.55, 0.82), of(0.5, 0.4, 0.6), of(1.0, 0.7, 1.0)];
        let found = rank_by_intervals(&units, Best::Highest).unwrap();
        let found: Vec<_> = found.iter().map(|rank| (rank.rank, rank.best, rank.worst)).collect();
        assert_eq!(found, [(2, 1, 3), (3, 1, 4), (4, 3, 4), (1, 1, 3)]);
        assert!((joint_level(Level::P95, 5).unwrap().get() - 0.99).abs() < 1e-12);
        assert_eq!(joint_level(Level::P95, 0), Ok(Level::P95));
    }

    #[test]
    fn nothing_and_nonsense() {
        assert_eq!(ranks(&[]), []);
        let found = rank_units(&[(f64::NAN, 0.1)], Level::P95, Joint::None, Best::Highest);
        assert_eq!(found, Err(Undefined::OutOfRange));
    }
}
