//! Sums that do not depend on the order of their terms.
//!
//! Floating-point addition is not associative, so the same rows in another order would give other last digits. Terms
//! are therefore counted in whole multiples of a fixed quantum in 128-bit integers, whose addition is associative. The
//! quantum is 2⁻¹⁰⁰ of the largest term, far finer than a double resolves, and leaves room for 10⁸ terms.

/// How finely a sum counts: multiples of 2^−`exponent`, chosen from a bound of its terms.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quantum {
    /// Two factors whose product is 2^exponent, because one power may exceed the range of a double.
    up: (f64, f64),
    /// The same for 2^−exponent.
    down: (f64, f64),
}

impl Quantum {
    /// A quantum for terms whose absolute value does not exceed `bound`.
    pub(super) fn for_terms_up_to(bound: f64) -> Self {
        // The smallest normal number stands in for a bound of zero: all terms are then zero.
        let bound = if bound.is_finite() { bound.max(f64::MIN_POSITIVE) } else { f64::MAX };
        // The exponent field of the bits gives the binary order of magnitude exactly.
        let magnitude = i32::try_from((bound.to_bits() >> 52) & 0x7ff).unwrap_or(0x7ff) - 1022;
        let exponent = 100 - magnitude;
        let half = exponent / 2;
        let rest = exponent - half;
        Self { up: (2_f64.powi(half), 2_f64.powi(rest)), down: (2_f64.powi(-half), 2_f64.powi(-rest)) }
    }

    /// The number of quanta in `term`, cut towards zero.
    #[expect(clippy::cast_possible_truncation, reason = "cutting to whole quanta is the purpose")]
    pub(super) fn count(self, term: f64) -> i128 {
        (term * self.up.0 * self.up.1) as i128
    }

    /// The value of a number of quanta.
    pub(super) fn value(self, count: i128) -> f64 {
        count as f64 * self.down.0 * self.down.1
    }

    /// The sum of `terms`, the same whatever their order.
    pub(super) fn sum(self, terms: impl Iterator<Item = f64>) -> f64 {
        self.value(terms.map(|term| self.count(term)).sum())
    }
}

/// The sum of numbers in any order. Not for NaN, which every caller has refused before.
pub(super) fn exact_sum(terms: impl Iterator<Item = f64> + Clone) -> f64 {
    let bound = terms.clone().fold(0.0_f64, |most, term| most.max(term.abs()));
    Quantum::for_terms_up_to(bound).sum(terms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_does_not_matter_to_the_last_bit() {
        let mut terms: Vec<f64> = (1..10_000).map(|i| (f64::from(i) * 0.731).sin() * 1e3).collect();
        let forward = exact_sum(terms.iter().copied());
        terms.reverse();
        assert_eq!(exact_sum(terms.iter().copied()).to_bits(), forward.to_bits());
        terms.sort_by(f64::total_cmp);
        assert_eq!(exact_sum(terms.iter().copied()).to_bits(), forward.to_bits());
        let plain: f64 = terms.iter().sum();
        assert!((plain - forward).abs() < 1e-6);
    }

    #[test]
    fn extreme_magnitudes_neither_overflow_nor_vanish() {
        let cases: [(&[f64], f64); 5] = [
            (&[f64::MAX / 4.0, f64::MAX / 4.0], f64::MAX / 2.0),
            (&[1e-300, 1e-300], 2e-300),
            (&[0.0], 0.0),
            (&[], 0.0),
            (&[1e20, 1.0, -1e20], 1.0),
        ];
        for (terms, sum) in cases {
            assert_eq!(exact_sum(terms.iter().copied()).to_bits(), sum.to_bits());
        }
    }
}
