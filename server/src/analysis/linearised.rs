//! Linearised values row by row: what differences, contrasts, indices and calibrated weights are made of.

use super::design::SampleDesign;
use super::estimate::t_interval;
use super::exact_sum::exact_sum;
use super::measure::Measure;
use super::share::{Level, RealInterval};
use super::tail::student_t_two_sided;
use super::undefined::{Defined, Undefined};

/// An estimate with the linearised value of each row, weight included: its variance is that of their total.
#[derive(Clone, Debug)]
pub struct Linearised {
    /// The estimate, in the unit of the measure.
    pub value: f64,
    /// One value per row, zero outside the domain.
    pub z: Vec<f64>,
    /// Rows in the denominator.
    pub n: u64,
}

impl Linearised {
    /// The sum of several estimates, each times its factor: `factors[k]` belongs to `parts[k]`.
    ///
    /// # Errors
    /// [`Undefined::LengthMismatch`] when the lists differ in length; [`Undefined::NotAvailable`] when they are empty.
    pub fn combined(parts: &[Self], factors: &[f64]) -> Defined<Self> {
        let first = parts.first().ok_or(Undefined::NotAvailable)?;
        let rows = first.z.len();
        if parts.len() != factors.len() || parts.iter().any(|part| part.z.len() != rows) {
            return Err(Undefined::LengthMismatch);
        }
        let mut sum = Self { value: 0.0, z: vec![0.0; rows], n: 0 };
        for (part, factor) in parts.iter().zip(factors) {
            sum.value += factor * part.value;
            sum.n = sum.n.max(part.n);
            for (total, z) in sum.z.iter_mut().zip(&part.z) {
                *total += factor * z;
            }
        }
        Ok(sum)
    }
}

/// The ratio Σ w·numerator / Σ w·denominator over the rows that `include` accepts, with its linearised values
/// z = w (numerator − ratio × denominator) / Σ w·denominator.
///
/// # Errors
/// [`Undefined::NoAnswers`] without a valid case; [`Undefined::LengthMismatch`] when the rows differ in number;
/// [`Undefined::OutOfRange`] when the denominator sums to zero.
pub fn linearise<M: Measure>(design: &SampleDesign, measure: &M, include: impl Fn(usize) -> bool) -> Defined<Linearised> {
    if measure.rows() != design.rows() {
        return Err(Undefined::LengthMismatch);
    }
    let case = |row: usize| {
        let weight = design.weights()[row];
        let pair = if weight > 0.0 && include(row) { measure.at(row) } else { None };
        pair.map(|(numerator, denominator)| (weight, numerator, denominator))
    };
    let cases = || (0..design.rows()).filter_map(case);
    let n = cases().count();
    if n == 0 {
        return Err(Undefined::NoAnswers);
    }
    let denominator = exact_sum_of(cases(), |(w, _, b)| w * b);
    if denominator <= 0.0 {
        return Err(Undefined::OutOfRange);
    }
    let value = exact_sum_of(cases(), |(w, a, _)| w * a) / denominator;
    let z = |row| case(row).map_or(0.0, |(w, a, b)| w * (a - value * b) / denominator);
    Ok(Linearised { value, z: (0..design.rows()).map(z).collect(), n: n as u64 })
}

fn exact_sum_of(cases: impl Iterator<Item = (f64, f64, f64)>, term: impl Fn((f64, f64, f64)) -> f64) -> f64 {
    let terms: Vec<f64> = cases.map(term).collect();
    exact_sum(terms.iter().copied())
}

/// The degrees of freedom of a measure in the whole sample: PSUs with a valid case minus strata with one.
#[must_use]
pub fn design_degrees<M: Measure>(design: &SampleDesign, measure: &M) -> u64 {
    let valid = |row: &u32| {
        let row = *row as usize;
        design.weights[row] > 0.0 && measure.at(row).is_some()
    };
    let mut degrees = 0;
    for psus in design.stratum_start.windows(2) {
        let with_case = (psus[0]..psus[1]).filter(|&psu| design.rows_of(psu, psu + 1).iter().any(valid));
        degrees += (with_case.count() as u64).saturating_sub(1);
    }
    degrees
}

/// The difference of two estimates from one design: domains, periods, items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// First minus second, in the unit of the measure.
    pub value: f64,
    /// Its variance, covariance included.
    pub variance: f64,
    /// The covariance of the two estimates; not zero where they share clusters.
    pub covariance: f64,
    /// The design's degrees of freedom.
    pub df: u64,
}

impl Difference {
    /// The standard error.
    #[must_use]
    pub fn se(&self) -> f64 {
        self.variance.sqrt()
    }

    /// The test statistic t = difference / se.
    ///
    /// # Errors
    /// [`Undefined::NoVariation`] when the standard error is zero.
    pub fn t(&self) -> Defined<f64> {
        if self.variance > 0.0 { Ok(self.value / self.se()) } else { Err(Undefined::NoVariation) }
    }

    /// The two-sided p-value of "no difference", by Student's t.
    ///
    /// # Errors
    /// As [`Self::t`]; [`Undefined::NoDegreesOfFreedom`] when df < 1.
    pub fn p_value(&self) -> Defined<f64> {
        student_t_two_sided(self.t()?, self.df as f64)
    }

    /// The interval difference ± t·se.
    ///
    /// # Errors
    /// As [`Self::p_value`].
    pub fn interval(&self, level: Level) -> Defined<RealInterval> {
        t_interval(self.value, self.variance, self.df, level)
    }
}

/// The difference of two estimates of one design with the given degrees of freedom.
///
/// z = `z_1 − z_2` row by row, so that the covariance of clusters visited for both comes for free.
///
/// # Errors
/// As [`SampleDesign::variance_of_total`].
pub fn difference(design: &SampleDesign, first: &Linearised, second: &Linearised, df: u64) -> Defined<Difference> {
    let contrast = Linearised::combined(&[first.clone(), second.clone()], &[1.0, -1.0])?;
    Ok(Difference {
        value: contrast.value,
        variance: design.variance_of_total(&contrast.z)?,
        covariance: design.covariance_of_totals(&first.z, &second.z)?,
        df,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::design::DesignColumns;
    use crate::analysis::estimate::estimate_whole;
    use crate::analysis::measure::Answers;

    #[test]
    fn rows_and_cells_agree() {
        let psu = [0, 0, 1, 1, 2, 2];
        let weight = [1.0, 2.5, 3.0, 0.7, 1.1, 2.0];
        let columns = DesignColumns { rows: 6, psu: Some(&psu), weight: Some(&weight), ..DesignColumns::default() };
        let design = SampleDesign::new(&columns).unwrap();
        let scores = [Some(5), Some(3), Some(4), Some(1), Some(2), None];
        let answers = Answers::top_two_box(&scores);
        let rows = linearise(&design, &answers, |_| true).unwrap();
        let cells = estimate_whole(&design, &answers).unwrap();
        assert!((rows.value - cells.value.unwrap()).abs() < 1e-15);
        let variance = design.variance_of_total(&rows.z).unwrap();
        assert!((variance - cells.variance.unwrap()).abs() < 1e-15);
        assert_eq!(design_degrees(&design, &answers), cells.df);
    }

    #[test]
    fn an_estimate_differs_from_itself_by_nothing() {
        let design = SampleDesign::unstructured(&[1.0, 2.0, 3.0]).unwrap();
        let answers = Answers::top_two_box(&[Some(5), Some(3), Some(4)]);
        let rows = linearise(&design, &answers, |_| true).unwrap();
        let nothing = difference(&design, &rows, &rows, 2).unwrap();
        assert_eq!((nothing.value, nothing.variance), (0.0, 0.0));
        assert_eq!(nothing.p_value(), Err(Undefined::NoVariation));
        let variance = design.variance_of_total(&rows.z).unwrap();
        assert!((nothing.covariance - variance).abs() < 1e-15);
    }
}
