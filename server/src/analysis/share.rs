//! Shares, levels of confidence and the intervals made of them: numbers that cannot leave their range.

use serde::Serialize;

use super::undefined::{Defined, Undefined};

/// A proportion, always within [0, 1].
///
/// Percent and rounding belong to the edge of the program; inside it every share is a fraction of one.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Share(f64);

impl Share {
    /// Nobody.
    pub const ZERO: Self = Self(0.0);
    /// Everybody.
    pub const ONE: Self = Self(1.0);

    /// Accepts a number within [0, 1].
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] for anything else, including NaN.
    pub fn new(value: f64) -> Defined<Self> {
        if (0.0..=1.0).contains(&value) {
            // Adding zero turns a negative zero into a positive one, so that equal shares print alike.
            Ok(Self(value + 0.0))
        } else {
            Err(Undefined::OutOfRange)
        }
    }

    /// The share `percent` / 100.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] outside 0 to 100.
    pub fn from_percent(percent: f64) -> Defined<Self> {
        Self::new(percent / 100.0)
    }

    /// Brings a computed value back into [0, 1] when rounding or an approximate formula carried it outside.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] when the value is NaN, which no clipping can repair.
    pub fn clipped(value: f64) -> Defined<Self> {
        if value.is_nan() { Err(Undefined::OutOfRange) } else { Ok(Self(value.clamp(0.0, 1.0) + 0.0)) }
    }

    /// The number within [0, 1].
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }

    /// The number in percent, 0 to 100.
    #[must_use]
    pub fn percent(self) -> f64 {
        self.0 * 100.0
    }

    /// The share of those who are not counted here: 1 − p.
    #[must_use]
    pub fn complement(self) -> Self {
        Self(1.0 - self.0)
    }
}

/// A level of confidence, strictly between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Level(f64);

impl Level {
    /// The level at which intervals are shown.
    pub const P95: Self = Self(0.95);
    /// The two-sided level whose two ends are one-sided bounds at 95 %.
    pub const P90: Self = Self(0.90);

    /// Accepts a number strictly between 0 and 1.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] for anything else, including NaN.
    pub fn new(value: f64) -> Defined<Self> {
        if value > 0.0 && value < 1.0 { Ok(Self(value)) } else { Err(Undefined::OutOfRange) }
    }

    /// The number strictly between 0 and 1.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }

    /// The probability left in each tail of a two-sided interval: (1 − level) / 2.
    #[must_use]
    pub fn tail(self) -> f64 {
        (1.0 - self.0) / 2.0
    }

    /// The two-sided level whose interval ends are one-sided bounds at this level: 2 · level − 1.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] for a level of one half or less, which bounds nothing.
    pub fn two_sided_for_one_sided(self) -> Defined<Self> {
        Self::new(1.0 - 2.0 * (1.0 - self.0))
    }
}

/// An interval of shares whose lower end does not exceed its upper end.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    lower: Share,
    upper: Share,
}

impl Interval {
    /// The interval from `lower` to `upper`.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] when the ends are in the wrong order.
    pub fn new(lower: Share, upper: Share) -> Defined<Self> {
        if lower <= upper { Ok(Self { lower, upper }) } else { Err(Undefined::OutOfRange) }
    }

    /// The interval between two computed ends, brought back into [0, 1].
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] when an end is NaN or the ends are in the wrong order.
    pub fn clipped(lower: f64, upper: f64) -> Defined<Self> {
        Self::new(Share::clipped(lower)?, Share::clipped(upper)?)
    }

    /// The lower end.
    #[must_use]
    pub fn lower(self) -> Share {
        self.lower
    }

    /// The upper end.
    #[must_use]
    pub fn upper(self) -> Share {
        self.upper
    }

    /// The distance between the ends, within [0, 1].
    #[must_use]
    pub fn width(self) -> f64 {
        self.upper.get() - self.lower.get()
    }

    /// The ends in percent, rounded outward to `digits` decimals.
    ///
    /// The lower end is rounded down and the upper end up, so that a printed end never promises more than the
    /// interval holds and a printed "80.0" never stands beside the verdict of 79.96.
    #[must_use]
    pub fn outward_percent(self, digits: u32) -> (f64, f64) {
        let unit = 10_f64.powi(digits.cast_signed());
        // An end that is a multiple of the unit up to the last bits of the product stays where it is.
        let slack = 1e-9;
        let lower = (self.lower.percent() * unit + slack).floor() / unit;
        let upper = (self.upper.percent() * unit - slack).ceil() / unit;
        (lower.max(0.0), upper.clamp(0.0, 100.0))
    }
}

/// An interval of numbers that are not shares: differences, scores, coefficients.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RealInterval {
    /// The lower end, in the unit of the estimate.
    pub lower: f64,
    /// The upper end, in the unit of the estimate.
    pub upper: f64,
}

/// A number when it is finite.
///
/// # Errors
/// [`Undefined::OutOfRange`] when it is NaN or infinite.
pub fn finite(value: f64) -> Defined<f64> {
    if value.is_finite() { Ok(value) } else { Err(Undefined::OutOfRange) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_cannot_leave_zero_to_one() {
        assert_eq!(Share::new(0.0).map(Share::get), Ok(0.0));
        assert_eq!(Share::new(1.0).map(Share::get), Ok(1.0));
        for outside in [-1e-16, 1.0 + f64::EPSILON, f64::NAN, f64::INFINITY] {
            assert_eq!(Share::new(outside), Err(Undefined::OutOfRange));
        }
        assert_eq!(Share::clipped(1.0 + 1e-12), Ok(Share::ONE));
        assert_eq!(Share::clipped(f64::NAN), Err(Undefined::OutOfRange));
        assert!(Share::new(-0.0).unwrap().get().is_sign_positive());
    }

    #[test]
    fn levels_are_strictly_inside() {
        assert!(Level::new(0.0).is_err());
        assert!(Level::new(1.0).is_err());
        let ninety = Level::P95.two_sided_for_one_sided().unwrap();
        assert!((ninety.get() - 0.9).abs() < 1e-15);
        assert!(Level::new(0.5).unwrap().two_sided_for_one_sided().is_err());
    }

    #[test]
    fn ends_are_ordered_and_printed_outward() {
        assert!(Interval::clipped(0.6, 0.5).is_err());
        let interval = Interval::clipped(0.7996, 0.8501).unwrap();
        assert_eq!(interval.outward_percent(1), (79.9, 85.1));
        let exact = Interval::clipped(0.8, 0.85).unwrap();
        assert_eq!(exact.outward_percent(1), (80.0, 85.0));
    }
}
