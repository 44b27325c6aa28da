//! Importance against performance: where improvement would pay.

use serde::Serialize;

use super::undefined::{Defined, Undefined};

/// No chart is drawn below this number of rows.
pub const FEWEST_ROWS: usize = 200;
/// No chart is drawn when the items explain less of the outcome than this.
pub const LEAST_R2: f64 = 0.1;

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Quadrant {
    /// Important and satisfactory.
    KeepUp,
    /// Important and not satisfactory.
    ConcentrateHere,
    /// Less important, yet satisfactory.
    PossibleOverkill,
    /// Less important and not satisfactory.
    LowPriority,
}

/// The quadrant of each item, cut at the means of importance and of performance; a value on the mean counts as above.
///
/// Importance may be any additive measure (LMG, Johnson); performance is the share satisfied with the item.
///
/// # Errors
/// [`Undefined::LengthMismatch`]; [`Undefined::TooFewItems`] below two items; [`Undefined::TooFewUnits`] below 200
/// rows; [`Undefined::NoVariation`] when R² is below 0.1; [`Undefined::OutOfRange`] when a number is not finite.
pub fn quadrants(importance: &[f64], performance: &[f64], rows: usize, r2: f64) -> Defined<Vec<Quadrant>> {
    if importance.len() != performance.len() {
        return Err(Undefined::LengthMismatch);
    }
    if importance.len() < 2 {
        return Err(Undefined::TooFewItems);
    }
    if importance.iter().chain(performance).chain([&r2]).any(|value| !value.is_finite()) {
        return Err(Undefined::OutOfRange);
    }
    if rows < FEWEST_ROWS {
        return Err(Undefined::TooFewUnits);
    }
    if r2 < LEAST_R2 {
        return Err(Undefined::NoVariation);
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (importance_cut, performance_cut) = (mean(importance), mean(performance));
    let place = |(importance, performance): (&f64, &f64)| match (*importance >= importance_cut, *performance >= performance_cut) {
        (true, true) => Quadrant::KeepUp,
        (true, false) => Quadrant::ConcentrateHere,
        (false, true) => Quadrant::PossibleOverkill,
        (false, false) => Quadrant::LowPriority,
    };
    Ok(importance.iter().zip(performance).map(place).collect())
}

/// Each item's share of the total importance.
///
/// # Errors
/// [`Undefined::NoVariation`] unless the total is positive.
pub fn importance_shares(importance: &[f64]) -> Defined<Vec<f64>> {
    let total: f64 = importance.iter().sum();
    if total.is_nan() || total <= 0.0 {
        return Err(Undefined::NoVariation);
    }
    Ok(importance.iter().map(|value| value / total).collect())
}

#[cfg(test)]
mod tests {
    use super::Quadrant::{ConcentrateHere, KeepUp, LowPriority, PossibleOverkill};
    use super::*;

    #[test]
    fn four_corners() {
        let found = quadrants(&[0.4, 0.4, 0.1, 0.1], &[0.9, 0.7, 0.9, 0.7], 200, 0.1).unwrap();
        assert_eq!(found, [KeepUp, ConcentrateHere, PossibleOverkill, LowPriority]);
    }

    #[test]
    fn no_chart_on_thin_ground() {
        let chart = |rows, r2| quadrants(&[0.4, 0.1], &[0.9, 0.7], rows, r2);
        assert_eq!(chart(199, 0.5), Err(Undefined::TooFewUnits));
        assert_eq!(chart(200, 0.099), Err(Undefined::NoVariation));
        assert_eq!(importance_shares(&[0.0, 0.0]), Err(Undefined::NoVariation));
        assert_eq!(importance_shares(&[1.0, 3.0]), Ok(vec![0.25, 0.75]));
    }
}
