//! Do units differ at all? Pearson's test corrected for the design (Rao and Scott 1984, second order).
//!
//! The gate before any ranking: units are ranked only when this test says that they differ.

use nalgebra::DMatrix;

use super::design::SampleDesign;
use super::linearised::{Linearised, design_degrees, linearise};
use super::measure::{Domains, Measure, Ratio};
use super::tail::f_sf;
use super::undefined::{Defined, Undefined};

/// The corrected test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RaoScott {
    /// The F statistic.
    pub f: f64,
    /// Numerator degrees of freedom, not whole in general.
    pub df1: f64,
    /// Denominator degrees of freedom.
    pub df2: f64,
    /// The p-value of "all units have the same distribution of answers".
    pub p_value: f64,
}

/// Tests whether answers depend on the domain; equal to R's `svychisq(statistic = "F")`.
///
/// `answers` numbers the categories of answers; [`Domains::NONE`] in either column leaves a row outside.
///
/// # Errors
/// [`Undefined::LengthMismatch`]; [`Undefined::TooFewUnits`] below two domains or two categories with cases;
/// [`Undefined::NoVariation`] when the corrected variances vanish; [`Undefined::NoDegreesOfFreedom`].
pub fn rao_scott(design: &SampleDesign, answers: &Domains, domains: &Domains) -> Defined<RaoScott> {
    let rows = design.rows();
    if answers.codes().len() != rows || domains.codes().len() != rows {
        return Err(Undefined::LengthMismatch);
    }
    let valid = |row: usize| {
        let inside = answers.codes()[row] != Domains::NONE && domains.codes()[row] != Domains::NONE;
        inside && design.weights()[row] > 0.0
    };
    let occurring = |codes: &[u32], count: usize| {
        let mut seen = vec![false; count];
        (0..rows).filter(|row| valid(*row)).for_each(|row| seen[codes[row] as usize] = true);
        (0..count).filter(|code| seen[*code]).collect::<Vec<_>>()
    };
    let categories = occurring(answers.codes(), answers.count());
    let groups = occurring(domains.codes(), domains.count());
    if categories.len() < 2 || groups.len() < 2 {
        return Err(Undefined::TooFewUnits);
    }
    let one = Ratio::mean_of((0..rows).map(|row| valid(row).then_some(1.0)))?;
    let n = (0..rows).filter(|row| valid(*row)).count() as f64;
    let df = design_degrees(design, &one);
    if df < 1 {
        return Err(Undefined::NoDegreesOfFreedom);
    }
    let mut cells = Vec::with_capacity(categories.len() * groups.len());
    for group in &groups {
        for category in &categories {
            let inside = |row: usize| answers.codes()[row] as usize == *category && domains.codes()[row] as usize == *group;
            let indicator = (0..rows).map(|row| valid(row).then(|| if inside(row) { 1.0 } else { 0.0 }));
            cells.push(linearise(design, &Ratio::mean_of(indicator)?, |_| true)?);
        }
    }
    test(design, &cells, (categories.len(), groups.len()), n, df)
}

fn test(design: &SampleDesign, cells: &[Linearised], (categories, groups): (usize, usize), n: f64, df: u64) -> Defined<RaoScott> {
    let p = |category: usize, group: usize| cells[group * categories + category].value;
    let row_share = |c: usize| (0..groups).map(|g| p(c, g)).sum::<f64>();
    let column_share = |g: usize| (0..categories).map(|c| p(c, g)).sum::<f64>();
    let pearson: f64 = (0..groups)
        .flat_map(|g| (0..categories).map(move |c| (c, g)))
        .map(|(c, g)| {
            let expected = row_share(c) * column_share(g);
            n * (p(c, g) - expected).powi(2) / expected
        })
        .sum();
    let size = cells.len();
    let covariance = covariances(design, cells)?;
    let inverse = |cell: usize| {
        if cells[cell].value > 0.0 { 1.0 / cells[cell].value } else { 0.0 }
    };
    let contrasts = interaction(categories, groups);
    let scaled = DMatrix::from_fn(size, contrasts.ncols(), |i, j| inverse(i) * contrasts[(i, j)]);
    let simple = contrasts.transpose() * &scaled / n;
    let complex = scaled.transpose() * covariance * &scaled;
    let delta = simple.lu().solve(&complex).ok_or(Undefined::NoVariation)?;
    let trace = delta.trace();
    let trace2 = (&delta * &delta).trace();
    if trace.is_nan() || trace <= 0.0 || trace2 <= 0.0 {
        return Err(Undefined::NoVariation);
    }
    let df1 = trace * trace / trace2;
    let df2 = df1 * df as f64;
    let f = pearson / trace;
    Ok(RaoScott { f, df1, df2, p_value: f_sf(f, df1, df2)? })
}

fn covariances(design: &SampleDesign, cells: &[Linearised]) -> Defined<DMatrix<f64>> {
    let size = cells.len();
    let mut matrix = DMatrix::zeros(size, size);
    for i in 0..size {
        for j in 0..=i {
            let value = design.covariance_of_totals(&cells[i].z, &cells[j].z)?;
            matrix[(i, j)] = value;
            matrix[(j, i)] = value;
        }
    }
    Ok(matrix)
}

/// Contrasts of the interaction of two factors: products of differences from the first level.
fn interaction(categories: usize, groups: usize) -> DMatrix<f64> {
    // Differences of neighbours are orthogonal to the constant, so their products are to both main effects.
    let difference = |level: usize, contrast: usize| match level {
        _ if level == contrast => 1.0,
        _ if level == contrast + 1 => -1.0,
        _ => 0.0,
    };
    DMatrix::from_fn(categories * groups, (categories - 1) * (groups - 1), |cell, contrast| {
        let (c, g) = (cell % categories, cell / categories);
        let (i, j) = (contrast % (categories - 1), contrast / (categories - 1));
        difference(c, i) * difference(g, j)
    })
}

/// Categories of a yes-or-no measure: 0 for a numerator of zero, 1 otherwise, outside as outside.
#[must_use]
pub fn two_categories<M: Measure>(measure: &M) -> Vec<u32> {
    let code = |row: usize| match measure.at(row) {
        None => Domains::NONE,
        Some((numerator, _)) => u32::from(numerator > 0.0),
    };
    (0..measure.rows()).map(code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_simple_sample_gives_pearson_nearly() {
        // 30 of 40 against 20 of 40: Pearson's chi-square is 16/3.
        let answers: Vec<u32> = (0..80).map(|i| u32::from(if i < 40 { i < 30 } else { i < 60 })).collect();
        let groups: Vec<u32> = (0..80).map(|i| u32::from(i >= 40)).collect();
        let design = SampleDesign::unstructured(&[1.0; 80]).unwrap();
        let found = rao_scott(&design, &Domains::new(answers, 2).unwrap(), &Domains::new(groups, 2).unwrap()).unwrap();
        assert!((found.f - 16.0 / 3.0).abs() < 0.4, "{found:?}");
        assert!((found.df1 - 1.0).abs() < 1e-9 && (found.df2 - 79.0).abs() < 1e-6);
    }

    #[test]
    fn one_group_cannot_differ() {
        let design = SampleDesign::unstructured(&[1.0; 4]).unwrap();
        let answers = Domains::new(vec![0, 1, 0, 1], 2).unwrap();
        let found = rao_scott(&design, &answers, &Domains::whole(4));
        assert_eq!(found, Err(Undefined::TooFewUnits));
    }
}
