//! One pass over the rows that yields, for many domains at once, everything their estimates need.
//!
//! The cost is one visit per row and one cell per cluster and domain that meet; nothing is hashed and nothing is
//! allocated per row.

use super::design::SampleDesign;
use super::exact_sum::Quantum;
use super::measure::{Domains, Measure};

/// What a domain holds of the sample.
#[derive(Clone, Debug, Default)]
pub(super) struct DomainTotals {
    /// Rows of the domain, whether their answers are valid or not.
    pub rows: u64,
    /// Rows in the denominator: a valid answer and a positive weight.
    pub n: u64,
    /// Rows in the denominator with a positive numerator.
    pub positive: u64,
    /// Σ w over the denominator.
    pub sum_w: f64,
    /// Σ w².
    pub sum_w2: f64,
    /// Σ w × denominator.
    pub denominator: f64,
    /// Σ w × numerator.
    pub numerator: f64,
    /// Σ w × numerator², × numerator × denominator, × denominator²; of a measure that is not binary.
    pub squares: [f64; 3],
    /// Totals per cluster of the last stage, in the order of the design.
    pub cells: Vec<Cell>,
}

/// The weighted totals of a domain in one cluster.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub unit: u32,
    pub numerator: f64,
    pub denominator: f64,
}

struct RawCell {
    unit: u32,
    domain: u32,
    numerator: i128,
    denominator: i128,
}

#[derive(Clone, Default)]
struct RawTotals {
    rows: u64,
    n: u64,
    positive: u64,
    cells: usize,
    weight: i128,
    weight2: i128,
    squares: [i128; 3],
}

/// How finely each kind of sum counts.
struct Quanta {
    weights: Quantum,
    squared_weights: Quantum,
    squares: Quantum,
}

/// The totals of every domain.
pub(super) fn tabulate<M: Measure>(design: &SampleDesign, measure: &M, domains: &Domains) -> Vec<DomainTotals> {
    let heaviest = design.weights.iter().copied().fold(0.0, f64::max);
    let bound = measure.bound().max(1.0);
    let quanta = Quanta {
        weights: Quantum::for_terms_up_to(heaviest * bound),
        squared_weights: Quantum::for_terms_up_to(heaviest * heaviest),
        squares: Quantum::for_terms_up_to(heaviest * bound * bound),
    };
    let binary = measure.is_binary();
    let count = domains.count();
    let mut totals = vec![RawTotals::default(); count];
    // No more cells can arise than clusters and domains can meet, nor than there are rows.
    let most = design.psu_of_unit.len().saturating_mul(count);
    let mut cells: Vec<RawCell> = Vec::with_capacity(most.min(design.rows()));
    // The cell that each domain has open in the current cluster, if its unit matches.
    let mut open = vec![0_usize; count];
    let codes = domains.codes();
    for (unit, run) in (0_u32..).zip(design.unit_start.windows(2)) {
        for &row in &design.order[run[0] as usize..run[1] as usize] {
            let row = row as usize;
            let domain = codes[row];
            if domain == Domains::NONE {
                continue;
            }
            let total = &mut totals[domain as usize];
            total.rows += 1;
            let weight = design.weights[row];
            let Some((numerator, denominator)) = measure.at(row) else {
                continue;
            };
            if weight <= 0.0 {
                continue;
            }
            total.n += 1;
            total.positive += u64::from(numerator > 0.0);
            total.weight2 += quanta.squared_weights.count(weight * weight);
            let slot = &mut open[domain as usize];
            let is_open = cells.get(*slot).is_some_and(|cell| cell.unit == unit && cell.domain == domain);
            if !is_open {
                *slot = cells.len();
                total.cells += 1;
                cells.push(RawCell { unit, domain, numerator: 0, denominator: 0 });
            }
            let Some(cell) = cells.get_mut(*slot) else {
                continue;
            };
            if binary {
                let weight = quanta.weights.count(weight);
                cell.denominator += weight;
                if numerator > 0.0 {
                    cell.numerator += weight;
                }
            } else {
                total.weight += quanta.weights.count(weight);
                cell.denominator += quanta.weights.count(weight * denominator);
                cell.numerator += quanta.weights.count(weight * numerator);
                let squares = [numerator * numerator, numerator * denominator, denominator * denominator];
                for (sum, square) in total.squares.iter_mut().zip(squares) {
                    *sum += quanta.squares.count(weight * square);
                }
            }
        }
    }
    finish(&totals, &cells, &quanta, binary)
}

/// Sums as numbers, and the cells of each domain in the order of the design.
fn finish(totals: &[RawTotals], cells: &[RawCell], quanta: &Quanta, binary: bool) -> Vec<DomainTotals> {
    let mut sums = vec![(0_i128, 0_i128); totals.len()];
    let mut results: Vec<DomainTotals> = totals
        .iter()
        .map(|raw| DomainTotals {
            rows: raw.rows,
            n: raw.n,
            positive: raw.positive,
            sum_w: quanta.weights.value(raw.weight),
            sum_w2: quanta.squared_weights.value(raw.weight2),
            squares: raw.squares.map(|square| quanta.squares.value(square)),
            cells: Vec::with_capacity(raw.cells),
            ..DomainTotals::default()
        })
        .collect();
    for raw in cells {
        let domain = raw.domain as usize;
        sums[domain].0 += raw.numerator;
        sums[domain].1 += raw.denominator;
        results[domain].cells.push(Cell {
            unit: raw.unit,
            numerator: quanta.weights.value(raw.numerator),
            denominator: quanta.weights.value(raw.denominator),
        });
    }
    for (result, (numerator, denominator)) in results.iter_mut().zip(sums) {
        result.numerator = quanta.weights.value(numerator);
        result.denominator = quanta.weights.value(denominator);
        if binary {
            result.sum_w = result.denominator;
        }
    }
    results
}
