//! Importance of items as their average contribution to explained variance (Lindeman, Merenda, Gold 1980).
//!
//! The Shapley value of R²: the average gain of an item over all orders of entry. Items correlate, so that regression
//! coefficients alone mislead. Association, not cause.

use nalgebra::{DMatrix, DVector};

use super::regression::{DriverData, explained};
use super::undefined::{Defined, Undefined};

/// The most items for which all 2^p subsets are visited; use Johnson's weights above.
pub const MOST_ITEMS: usize = 12;

/// Importance of each item; `lmg` sums to R².
#[derive(Clone, Debug, PartialEq)]
pub struct Importance {
    /// The share of the outcome's variance explained by all items.
    pub r2: f64,
    /// The average gain in R² over all orders of entry.
    pub lmg: Vec<f64>,
    /// R² of the item alone.
    pub first: Vec<f64>,
    /// The gain in R² when the item enters last.
    pub last: Vec<f64>,
}

/// The importance of each item. Items that repeat one another share the credit equally.
///
/// # Errors
/// [`Undefined::OutOfRange`] above [`MOST_ITEMS`]; [`Undefined::NoVariation`] when an item or the outcome is constant.
pub fn importance(data: &DriverData) -> Defined<Importance> {
    let p = data.items();
    if p > MOST_ITEMS {
        return Err(Undefined::OutOfRange);
    }
    let (among, with_outcome) = data.correlations()?;
    let r2 = all_subsets(&among, &with_outcome);
    let full = (1_usize << p) - 1;
    let gain = |subset: usize, item: usize| r2[subset | (1 << item)] - r2[subset];
    let average = |item: usize| {
        let without = (0..=full).filter(|subset| subset & (1 << item) == 0);
        without.map(|subset| order_share(p, subset.count_ones()) * gain(subset, item)).sum()
    };
    Ok(Importance {
        r2: r2[full],
        lmg: (0..p).map(average).collect(),
        first: (0..p).map(|item| r2[1 << item]).collect(),
        last: (0..p).map(|item| gain(full & !(1 << item), item)).collect(),
    })
}

/// R² of every subset, indexed by its bits.
fn all_subsets(among: &DMatrix<f64>, with_outcome: &DVector<f64>) -> Vec<f64> {
    let p = among.nrows();
    let members = |bits: usize| (0..p).filter(|item| bits & (1 << item) != 0).collect::<Vec<_>>();
    (0..1_usize << p).map(|bits| explained(among, with_outcome, &members(bits))).collect()
}

/// The share of orders in which exactly a given subset of size s precedes an item: s! (p−s−1)! / p!.
fn order_share(p: usize, size: u32) -> f64 {
    let mut choose = 1.0;
    for i in 0..size {
        choose = choose * (p as f64 - 1.0 - f64::from(i)) / (f64::from(i) + 1.0);
    }
    1.0 / (p as f64 * choose)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_items_share_the_credit() {
        let x = vec![1.0, 2.0, 3.0, 4.0, 6.0, 5.0];
        let z = vec![0.0, 1.0, 0.0, 1.0, 1.0, 0.0];
        let y = [1.0, 2.0, 2.0, 4.0, 5.0, 3.0];
        let one = importance(&DriverData::new(&y, &[x.clone(), z.clone()], None).unwrap()).unwrap();
        let two = importance(&DriverData::new(&y, &[x.clone(), x, z], None).unwrap()).unwrap();
        assert!((two.lmg[0] - two.lmg[1]).abs() < 1e-12);
        assert!((two.r2 - one.r2).abs() < 1e-12);
        assert!((two.lmg.iter().sum::<f64>() - two.r2).abs() < 1e-12);
        assert!(two.last[0].abs() < 1e-12);
    }

    #[test]
    fn orders_are_counted_fully() {
        let total: f64 = (0..4_u32).map(|size| [1.0, 3.0, 3.0, 1.0][size as usize] * order_share(4, size)).sum();
        assert!((total - 1.0).abs() < 1e-15);
    }
}
