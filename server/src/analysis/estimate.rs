//! Estimates of shares, means and ratios under a sampling design, for many domains in one pass.

use super::complex_interval::{effective_size, korn_graubard, korn_graubard_size};
use super::design::SampleDesign;
use super::measure::{Domains, Measure};
use super::quantile::student_t_quantile;
use super::share::{Interval, Level, RealInterval, Share};
use super::tabulate::{DomainTotals, tabulate};
use super::undefined::{Defined, Undefined};
use super::verdict::Evidence;

/// An estimate with its standard error and what is known about its quality. Shares are fractions of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Rows of the domain, with or without a valid answer.
    pub rows: u64,
    /// Rows in the denominator: a valid answer and a positive weight.
    pub n: u64,
    /// Of these, how many are satisfied. `None` for a mean or a ratio.
    pub satisfied: Option<u64>,
    /// The sum of weights over the denominator.
    pub sum_w: f64,
    /// The estimate: Σ w·numerator / Σ w·denominator, in the unit of the measure.
    pub value: Defined<f64>,
    /// Its linearised variance.
    pub variance: Defined<f64>,
    /// Degrees of freedom: PSUs with a valid case minus strata with a valid case.
    pub df: u64,
    /// The variance a simple random sample of n drawn with replacement would have.
    srs_variance: Defined<f64>,
    /// Kish's design effect of the weights alone: n Σw² / (Σw)².
    pub kish_deff: Defined<f64>,
}

impl Estimate {
    /// The same estimate with a variance computed elsewhere, such as one that accounts for raking.
    ///
    /// Where all answers are equal the variance stays 0, because counts decide that.
    #[must_use]
    pub fn with_variance(self, variance: Defined<f64>) -> Self {
        let all_equal = self.satisfied.is_some_and(|k| k == 0 || k == self.n);
        if all_equal || self.value.is_err() { self } else { Self { variance, ..self } }
    }

    /// The standard error, in the unit of the estimate.
    ///
    /// # Errors
    /// The reason why there is no variance.
    pub fn se(&self) -> Defined<f64> {
        self.variance.map(f64::sqrt)
    }

    /// The estimate as a share.
    ///
    /// # Errors
    /// The reason why there is none; [`Undefined::OutOfRange`] when the measure is not a share.
    pub fn share(&self) -> Defined<Share> {
        Share::new(self.value?)
    }

    /// The design effect: the variance over that of a simple random sample of n with replacement.
    ///
    /// For a share that is V / (p(1−p)/(n−1)) (Kish 1965).
    ///
    /// # Errors
    /// [`Undefined::NoVariation`] when all answers are equal, else the reason why there is no variance.
    pub fn deff(&self) -> Defined<f64> {
        Ok(self.variance? / self.srs_variance?)
    }

    /// The design effect against a simple random sample without replacement from a population of Σw.
    ///
    /// # Errors
    /// As [`Self::deff`]; [`Undefined::OutOfRange`] when the weights do not reach beyond the sample.
    pub fn deff_without_replacement(&self) -> Defined<f64> {
        let n = self.n as f64;
        if self.sum_w <= n {
            return Err(Undefined::OutOfRange);
        }
        Ok(self.deff()? * self.sum_w / (self.sum_w - n))
    }

    /// The size of the simple random sample that would be as precise: p(1−p)/V, and n where p is 0 or 1.
    ///
    /// For a mean or a ratio, p(1−p) gives way to the population variance of the linearised values.
    ///
    /// # Errors
    /// [`Undefined::NoVariation`] when the variance is zero though answers differ, else why there is no variance.
    pub fn effective_n(&self) -> Defined<f64> {
        if self.satisfied.is_some() {
            return effective_size(self.share()?, self.variance?, self.n);
        }
        match self.variance? {
            variance if variance > 0.0 => Ok(self.srs_variance? * (self.n as f64 - 1.0) / variance),
            _ => Err(Undefined::NoVariation),
        }
    }

    /// The interval of record of a share: Korn–Graubard.
    ///
    /// # Errors
    /// [`Undefined::NotAvailable`] for a mean or ratio (use [`Self::t_interval`]); else as
    /// [`korn_graubard`].
    pub fn interval(&self, level: Level) -> Defined<Interval> {
        if self.satisfied.is_none() {
            return Err(Undefined::NotAvailable);
        }
        korn_graubard(self.share()?, self.variance?, self.n, self.df, level)
    }

    /// What a share weighs as evidence for a verdict: the input of [`super::verdict::answers_to_settle`].
    ///
    /// # Errors
    /// As [`Self::interval`].
    pub fn evidence(&self) -> Defined<Evidence> {
        let share = self.share()?;
        let size = korn_graubard_size(share, self.variance?, self.n, self.df, Level::P90)?;
        Ok(Evidence { share, answers: self.n, effective: size })
    }

    /// The symmetric interval estimate ± t·se with the design's degrees of freedom, for means, ratios, differences.
    ///
    /// # Errors
    /// [`Undefined::NoDegreesOfFreedom`] when df < 1; [`Undefined::NoVariation`] when the standard error is zero.
    pub fn t_interval(&self, level: Level) -> Defined<RealInterval> {
        t_interval(self.value?, self.variance?, self.df, level)
    }
}

/// value ± t·√variance with `df` degrees of freedom.
///
/// # Errors
/// [`Undefined::NoDegreesOfFreedom`] when df < 1; [`Undefined::NoVariation`] when the variance is zero.
pub fn t_interval(value: f64, variance: f64, df: u64, level: Level) -> Defined<RealInterval> {
    if df < 1 {
        return Err(Undefined::NoDegreesOfFreedom);
    }
    if variance <= 0.0 {
        return Err(Undefined::NoVariation);
    }
    let half = student_t_quantile(1.0 - level.tail(), df as f64)? * variance.sqrt();
    Ok(RealInterval { lower: value - half, upper: value + half })
}

/// Estimates a measure in every domain of a partition, in one pass over the rows.
///
/// Rows outside a domain stay in the design with a zero contribution. The result has one estimate per domain code.
///
/// # Errors
/// [`Undefined::LengthMismatch`] when measure, domains and design differ in their number of rows.
pub fn estimate_domains<M: Measure>(design: &SampleDesign, measure: &M, domains: &Domains) -> Defined<Vec<Estimate>> {
    if measure.rows() != design.rows() || domains.codes().len() != design.rows() {
        return Err(Undefined::LengthMismatch);
    }
    let totals = tabulate(design, measure, domains);
    Ok(totals.iter().map(|totals| estimate(design, totals, measure.is_binary())).collect())
}

/// Estimates a measure in the whole sample.
///
/// # Errors
/// As [`estimate_domains`].
pub fn estimate_whole<M: Measure>(design: &SampleDesign, measure: &M) -> Defined<Estimate> {
    let whole = Domains::whole(design.rows());
    let mut estimates = estimate_domains(design, measure, &whole)?;
    estimates.pop().ok_or(Undefined::NotAvailable)
}

fn estimate(design: &SampleDesign, totals: &DomainTotals, binary: bool) -> Estimate {
    let value = ratio(totals, binary);
    let variance = value.and_then(|value| variance(design, totals, value, binary));
    let kish = |_| totals.n as f64 * totals.sum_w2 / (totals.sum_w * totals.sum_w);
    Estimate {
        rows: totals.rows,
        n: totals.n,
        satisfied: binary.then_some(totals.positive),
        sum_w: totals.sum_w,
        value,
        variance,
        df: degrees_of_freedom(design, totals),
        srs_variance: value.and_then(|value| srs_variance(totals, value, binary)),
        kish_deff: value.map(kish),
    }
}

fn ratio(totals: &DomainTotals, binary: bool) -> Defined<f64> {
    // Nobody and everybody are decided by counting; weighted sums could miss 0 and 1 by a last digit.
    match totals {
        DomainTotals { n: 0, .. } => Err(Undefined::NoAnswers),
        DomainTotals { positive: 0, .. } if binary => Ok(0.0),
        DomainTotals { n, positive, .. } if binary && n == positive => Ok(1.0),
        // Weights or denominators too small to be told from zero beside the others.
        DomainTotals { denominator, .. } if *denominator <= 0.0 => Err(Undefined::OutOfRange),
        DomainTotals { numerator, denominator, .. } => Ok(numerator / denominator),
    }
}

fn variance(design: &SampleDesign, totals: &DomainTotals, value: f64, binary: bool) -> Defined<f64> {
    if binary && (totals.positive == 0 || totals.positive == totals.n) {
        return Ok(0.0);
    }
    let z = |numerator: f64, denominator: f64| (numerator - value * denominator) / totals.denominator;
    let units: Vec<(u32, f64)> = totals.cells.iter().map(|cell| (cell.unit, z(cell.numerator, cell.denominator))).collect();
    let variance = design.variance_of_units(&units)?;
    // Rows that all have the same ratio leave nothing but rounding errors.
    let rounding = 1e-14 * value;
    Ok(if !binary && variance <= rounding * rounding { 0.0 } else { variance })
}

/// The variance of the same estimate from n independent draws: `Σ w (a − r b)²` over `Σ w`, × n/(n−1), over b̄² n.
fn srs_variance(totals: &DomainTotals, value: f64, binary: bool) -> Defined<f64> {
    if totals.n < 2 {
        return Err(Undefined::OneAnswer);
    }
    let n = totals.n as f64;
    let variance = if binary {
        value * (1.0 - value) / (n - 1.0)
    } else {
        let [aa, ab, bb] = totals.squares;
        let spread = aa - 2.0 * value * ab + value * value * bb;
        spread * totals.sum_w / (totals.denominator * totals.denominator) / (n - 1.0)
    };
    if variance > 0.0 { Ok(variance) } else { Err(Undefined::NoVariation) }
}

fn degrees_of_freedom(design: &SampleDesign, totals: &DomainTotals) -> u64 {
    let (mut psus, mut strata) = (0, 0);
    let (mut last_psu, mut last_stratum) = (None, None);
    for cell in &totals.cells {
        let psu = design.psu_of_unit[cell.unit as usize];
        let stratum = design.stratum_of_psu[psu as usize];
        psus += u64::from(last_psu.replace(psu) != Some(psu));
        strata += u64::from(last_stratum.replace(stratum) != Some(stratum));
    }
    psus - strata
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::measure::{Answer, Answers, Ratio};

    fn answers(codes: &[u8]) -> Answers {
        let answer = |code: &u8| match code {
            0 => Answer::NotSatisfied,
            1 => Answer::Satisfied,
            _ => Answer::Outside,
        };
        Answers::new(codes.iter().map(answer).collect())
    }

    #[test]
    fn a_simple_sample_has_the_simple_variance_and_no_design_effect() {
        let design = SampleDesign::unstructured(&[1.0; 5]).unwrap();
        let found = estimate_whole(&design, &answers(&[1, 1, 0, 1, 0])).unwrap();
        assert!((found.value.unwrap() - 0.6).abs() < 1e-15);
        assert!((found.variance.unwrap() - 0.24 / 4.0).abs() < 1e-15);
        assert!((found.deff().unwrap() - 1.0).abs() < 1e-14);
        assert_eq!((found.n, found.satisfied, found.df), (5, Some(3), 4));
    }

    #[test]
    fn nobody_has_no_value_and_all_or_none_are_exact() {
        let design = SampleDesign::unstructured(&[0.1, 0.2, 0.3, 0.0]).unwrap();
        let all = estimate_whole(&design, &answers(&[1, 1, 1, 0])).unwrap();
        assert_eq!((all.value, all.variance, all.n), (Ok(1.0), Ok(0.0), 3));
        assert_eq!(all.effective_n(), Ok(3.0));
        assert_eq!(all.deff(), Err(Undefined::NoVariation));
        let nobody = estimate_whole(&design, &answers(&[2, 2, 2, 1])).unwrap();
        assert_eq!((nobody.value, nobody.n, nobody.rows), (Err(Undefined::NoAnswers), 0, 4));
        assert_eq!(nobody.variance, Err(Undefined::NoAnswers));
    }

    #[test]
    fn equal_scores_have_no_variance_rather_than_a_rounding_error() {
        let design = SampleDesign::unstructured(&[0.1, 0.7, 0.3]).unwrap();
        let scores = Ratio::mean_of([Some(3.0), Some(3.0), Some(3.0)]).unwrap();
        let found = estimate_whole(&design, &scores).unwrap();
        assert_eq!(found.variance, Ok(0.0));
        assert_eq!(found.t_interval(Level::P95), Err(Undefined::NoVariation));
    }

    #[test]
    fn a_share_written_as_a_ratio_is_the_same_share() {
        let design = SampleDesign::unstructured(&[1.0, 2.0, 3.0, 4.0]).unwrap();
        let share = estimate_whole(&design, &answers(&[1, 0, 1, 0])).unwrap();
        let ratio = Ratio::mean_of([1.0, 0.0, 1.0, 0.0].map(Some)).unwrap();
        let ratio = estimate_whole(&design, &ratio).unwrap();
        assert!((share.variance.unwrap() - ratio.variance.unwrap()).abs() < 1e-16);
        assert!((share.deff().unwrap() - ratio.deff().unwrap()).abs() < 1e-13);
        assert!((share.effective_n().unwrap() - ratio.effective_n().unwrap()).abs() < 1e-12);
    }

    #[test]
    fn lengths_must_agree() {
        let design = SampleDesign::unstructured(&[1.0; 3]).unwrap();
        let found = estimate_domains(&design, &answers(&[1, 1]), &Domains::whole(3));
        assert_eq!(found, Err(Undefined::LengthMismatch));
    }
}
