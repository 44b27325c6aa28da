//! Variances by Taylor linearisation (Binder 1983; Särndal, Swensson, Wretman 1992).
//!
//! A non-linear estimate is replaced by the total of linearised values z, whose variance under the design is
//!
//! ```text
//! V = Σ_h (1−f_h) n_h/(n_h−1) Σ_i (z_hi − mean_h)²
//!   + Σ_h f_h Σ_i (1−f_hi) m_hi/(m_hi−1) Σ_j (z_hij − mean_hi)²
//! ```
//!
//! where `n_h` counts all sampled PSUs of stratum h, also those without a case in the domain. Without population counts
//! f is 0 and the second sum vanishes: first-stage clusters drawn with replacement.

use std::borrow::Cow;

use super::design::{LonelyPsu, SampleDesign};
use super::exact_sum::exact_sum;
use super::undefined::{Defined, Undefined};

impl SampleDesign {
    /// The variance of the total of linearised values, one per row (weight included, zero outside the domain).
    ///
    /// The unit is the square of that of the total. Covariances need no formula of their own: the variance of a
    /// difference of two estimates is the variance of the difference of their linearised values.
    ///
    /// # Errors
    /// [`Undefined::LengthMismatch`] when there is not one value per row; [`Undefined::OutOfRange`] when a value is
    /// not finite; [`Undefined::NoDegreesOfFreedom`] when the policy for lonely PSUs leaves no stratum to average.
    pub fn variance_of_total(&self, z: &[f64]) -> Defined<f64> {
        if z.len() != self.rows() {
            return Err(Undefined::LengthMismatch);
        }
        if z.iter().any(|value| !value.is_finite()) {
            return Err(Undefined::OutOfRange);
        }
        let totals = (0_u32..).zip(self.unit_start.windows(2)).map(|(unit, run)| {
            let rows = &self.order[run[0] as usize..run[1] as usize];
            (unit, exact_sum(rows.iter().map(|&row| z[row as usize])))
        });
        self.variance_of_units(&totals.collect::<Vec<_>>())
    }

    /// The covariance of the totals of two sets of linearised values: (V(x+y) − V(x−y)) / 4.
    ///
    /// # Errors
    /// As [`Self::variance_of_total`].
    pub fn covariance_of_totals(&self, x: &[f64], y: &[f64]) -> Defined<f64> {
        if x.len() != y.len() {
            return Err(Undefined::LengthMismatch);
        }
        let combined = |sign: f64| -> Defined<f64> {
            let z: Vec<f64> = x.iter().zip(y).map(|(x, y)| x + sign * y).collect();
            self.variance_of_total(&z)
        };
        Ok((combined(1.0)? - combined(-1.0)?) / 4.0)
    }

    /// The variance from the totals of clusters of the last stage, ascending; clusters not named have a total of 0.
    ///
    /// # Errors
    /// [`Undefined::NoDegreesOfFreedom`] when every stratum is lonely and the policy is to average.
    pub(super) fn variance_of_units(&self, units: &[(u32, f64)]) -> Defined<f64> {
        let psus = self.psu_totals(units);
        let first = self.first_stage(&psus)?;
        match &self.second_fraction {
            Some(fractions) if self.fraction.iter().any(|&f| f > 0.0) => Ok(first + self.second_stage(units, &psus, fractions)?),
            _ => Ok(first),
        }
    }

    /// The totals of PSUs; those of the units themselves where each PSU is one unit.
    fn psu_totals<'a>(&self, units: &'a [(u32, f64)]) -> Cow<'a, [(u32, f64)]> {
        if self.psu_of_unit.len() == self.psus() {
            return Cow::Borrowed(units);
        }
        let psu_of = |unit: u32| self.psu_of_unit[unit as usize];
        let totals = units
            .chunk_by(|a, b| psu_of(a.0) == psu_of(b.0))
            .map(|chunk| (psu_of(chunk[0].0), exact_sum(chunk.iter().map(|unit| unit.1))));
        Cow::Owned(totals.collect())
    }

    /// The mean of all clusters, from which the policy `adjust` measures a lonely one.
    fn centre(&self, totals: &[(u32, f64)], clusters: usize) -> f64 {
        if self.lonely_psu == LonelyPsu::Adjust { exact_sum(totals.iter().map(|total| total.1)) / clusters as f64 } else { 0.0 }
    }

    fn first_stage(&self, psus: &[(u32, f64)]) -> Defined<f64> {
        let stratum_of = |psu: u32| self.stratum_of_psu[psu as usize];
        let mut variance = 0.0;
        let (mut strata, mut known) = (0_u32, 0_u32);
        let centre = self.centre(psus, self.psus());
        for chunk in psus.chunk_by(|a, b| stratum_of(a.0) == stratum_of(b.0)) {
            let stratum = stratum_of(chunk[0].0) as usize;
            let sampled = self.stratum_start[stratum + 1] - self.stratum_start[stratum];
            let fraction = self.fraction[stratum];
            strata += 1;
            if Self::is_complete(fraction) {
                known += 1;
            } else if sampled > 1 {
                known += 1;
                variance += (1.0 - fraction) * scatter(chunk, f64::from(sampled));
            } else if self.lonely_psu == LonelyPsu::Adjust {
                variance += (1.0 - fraction) * (chunk[0].1 - centre).powi(2);
            }
        }
        self.averaged(variance, strata, known)
    }

    fn second_stage(&self, units: &[(u32, f64)], psus: &[(u32, f64)], fractions: &[f64]) -> Defined<f64> {
        let psu_of = |unit: u32| self.psu_of_unit[unit as usize];
        let mut variance = 0.0;
        let (mut groups, mut known) = (0_u32, 0_u32);
        let centre = self.centre(psus, self.psu_of_unit.len());
        for chunk in units.chunk_by(|a, b| psu_of(a.0) == psu_of(b.0)) {
            let psu = psu_of(chunk[0].0) as usize;
            let sampled = self.psu_start[psu + 1] - self.psu_start[psu];
            let first_fraction = self.fraction[self.stratum_of_psu[psu] as usize];
            let open = first_fraction * (1.0 - fractions[psu]);
            groups += 1;
            if Self::is_complete(fractions[psu]) || first_fraction <= 0.0 {
                known += 1;
            } else if sampled > 1 {
                known += 1;
                variance += open * scatter(chunk, f64::from(sampled));
            } else if self.lonely_psu == LonelyPsu::Adjust {
                variance += open * (chunk[0].1 - centre).powi(2);
            }
        }
        self.averaged(variance, groups, known)
    }

    /// Under the policy `average`, groups of a single cluster get the average variance of the others.
    ///
    /// Only groups that hold cases of the domain are counted, as in R's survey package.
    fn averaged(&self, variance: f64, groups: u32, known: u32) -> Defined<f64> {
        if self.lonely_psu != LonelyPsu::Average || groups == known {
            Ok(variance)
        } else if known == 0 {
            Err(Undefined::NoDegreesOfFreedom)
        } else {
            Ok(variance * f64::from(groups) / f64::from(known))
        }
    }
}

/// n/(n−1) Σ (z − mean)² over `sampled` totals, of which those not listed are 0. Two passes, so nothing cancels.
fn scatter(totals: &[(u32, f64)], sampled: f64) -> f64 {
    let mean = exact_sum(totals.iter().map(|total| total.1)) / sampled;
    let silent = sampled - totals.len() as f64;
    let squares = exact_sum(totals.iter().map(|total| (total.1 - mean).powi(2)));
    sampled / (sampled - 1.0) * (squares + silent * mean * mean)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::design::DesignColumns;

    #[test]
    fn rows_of_a_simple_sample_give_the_textbook_variance() {
        let design = SampleDesign::unstructured(&[1.0; 4]).unwrap();
        // n/(n−1) Σ (z − mean)² of 1, 2, 3, 6.
        let found = design.variance_of_total(&[1.0, 2.0, 3.0, 6.0]).unwrap();
        assert!((found - 4.0 / 3.0 * 14.0).abs() < 1e-12);
    }

    #[test]
    fn silent_clusters_count_as_zero_totals() {
        let columns = DesignColumns { rows: 3, psu: Some(&[0, 1, 2]), ..DesignColumns::default() };
        let design = SampleDesign::new(&columns).unwrap();
        let named = design.variance_of_units(&[(0, 1.0), (1, 2.0), (2, 0.0)]);
        assert_eq!(design.variance_of_units(&[(0, 1.0), (1, 2.0)]), named);
    }

    #[test]
    fn policies_for_a_lonely_psu_differ_as_they_say() {
        let (strata, psus) = ([0, 0, 1], [0, 1, 0]);
        let with = |lonely_psu| {
            let columns =
                DesignColumns { rows: 3, stratum: Some(&strata), psu: Some(&psus), lonely_psu, ..DesignColumns::default() };
            SampleDesign::new(&columns).unwrap().variance_of_total(&[1.0, 2.0, -3.0]).unwrap()
        };
        // The first stratum gives 2 · (½² + ½²) = 1; the lonely total of −3 is 9 from the centre 0.
        assert!((with(LonelyPsu::Remove) - 1.0).abs() < 1e-12);
        assert!((with(LonelyPsu::Certainty) - 1.0).abs() < 1e-12);
        assert!((with(LonelyPsu::Adjust) - 10.0).abs() < 1e-12);
        assert!((with(LonelyPsu::Average) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn averaging_nothing_is_undefined_and_bad_values_are_refused() {
        let columns = DesignColumns { rows: 1, psu: Some(&[0]), lonely_psu: LonelyPsu::Average, ..DesignColumns::default() };
        let design = SampleDesign::new(&columns).unwrap();
        assert_eq!(design.variance_of_total(&[1.0]), Err(Undefined::NoDegreesOfFreedom));
        assert_eq!(design.variance_of_total(&[f64::NAN]), Err(Undefined::OutOfRange));
        assert_eq!(design.variance_of_total(&[]), Err(Undefined::LengthMismatch));
    }
}
