//! Where a respondent stands in a sample that was drawn by a design.

use super::code::Code;

/// The place of a response in a stratified, clustered and weighted sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SamplePlace {
    /// The part of the population in which it was drawn.
    pub stratum: Code,
    /// The cluster of the first stage, such as a village; codes may repeat across strata.
    pub psu: Code,
    /// How many persons it stands for.
    pub weight: Weight,
}

/// A sampling weight: the inverse of the chance to be drawn, so above 0 and finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weight(f64);

// A weight is never NaN, so equality is total.
impl Eq for Weight {}

impl Weight {
    /// The weight of a number, if it can be one.
    #[must_use]
    pub fn new(weight: f64) -> Option<Self> {
        (weight > 0.0 && weight.is_finite()).then_some(Self(weight))
    }

    /// Its number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Weight;

    #[test]
    fn a_weight_is_above_zero_and_finite() {
        assert!(Weight::new(0.5).is_some_and(|weight| weight.get().total_cmp(&0.5).is_eq()));
        for bad in [0.0, -0.0, -1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(Weight::new(bad).is_none(), "{bad}");
        }
    }
}
