//! A probability sample and the way it was drawn: strata, clusters of two stages, weights, population counts.
//!
//! Every estimate with a standard error starts from a [`SampleDesign`], and only a probability sample has one. All
//! rows stay in the design; what is estimated for a part of them is a domain, never a deletion.

use serde::{Deserialize, Serialize};

/// What to do with a stratum of which only one cluster was sampled, so that its variance cannot be estimated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LonelyPsu {
    /// Refuse the design. The default, because every other choice is an assumption that someone must make.
    #[default]
    Fail,
    /// Measure its squared distance from the mean of all clusters; errs on the side of a larger variance.
    Adjust,
    /// Let it contribute nothing. Only for clusters that were certain to be taken.
    Remove,
    /// As [`Self::Remove`], named for what it claims: the cluster was taken with certainty.
    Certainty,
    /// Give it the average variance of the other strata.
    Average,
}

/// The columns of a sample, row by row. Codes number labels in any way; equal codes mean the same label.
#[derive(Clone, Copy, Debug, Default)]
pub struct DesignColumns<'a> {
    /// The number of rows.
    pub rows: usize,
    /// Sampling weights, ≥ 0. Without them, those the population counts imply; without either, one each.
    pub weight: Option<&'a [f64]>,
    /// Strata of the first stage. Without them, one stratum.
    pub stratum: Option<&'a [u32]>,
    /// Clusters of the first stage (PSU); codes may repeat across strata. Without them, each row is one.
    pub psu: Option<&'a [u32]>,
    /// Clusters of the second stage (SSU); codes may repeat across PSUs.
    pub ssu: Option<&'a [u32]>,
    /// PSUs of the stratum in the population, or the sampled fraction if no value exceeds 1.
    pub fpc: Option<&'a [f64]>,
    /// SSUs of the PSU in the population, or the sampled fraction. Without `ssu`, each row is an SSU.
    pub fpc2: Option<&'a [f64]>,
    /// What to do with a stratum of a single PSU.
    pub lonely_psu: LonelyPsu,
}

/// Why columns do not describe a sample. Rows count from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DesignError {
    /// A column has another number of rows.
    #[error("column `{column}` has another number of rows")]
    Length {
        /// The role of the column.
        column: &'static str,
    },
    /// There are more rows than the engine counts.
    #[error("more than 4,294,967,294 rows")]
    TooManyRows,
    /// A weight is negative, infinite or not a number.
    #[error("the weight in row {row} is negative or not a number")]
    Weight {
        /// The row, from 0.
        row: usize,
    },
    /// A population count is not a positive number.
    #[error("the population count in row {row} is not a positive number")]
    PopulationCount {
        /// The role of the column, `fpc` or `fpc2`.
        column: &'static str,
        /// The row, from 0.
        row: usize,
    },
    /// The population count differs within a stratum, or within a PSU at the second stage.
    #[error("the population count in row {row} differs from another of the same group")]
    CountsDiffer {
        /// The role of the column, `fpc` or `fpc2`.
        column: &'static str,
        /// A row that differs, from 0.
        row: usize,
    },
    /// More clusters were sampled than the population is said to have.
    #[error("more clusters are sampled than the population count in row {row} allows")]
    CountTooSmall {
        /// The role of the column, `fpc` or `fpc2`.
        column: &'static str,
        /// A row of the group, from 0.
        row: usize,
    },
    /// A stratum has a single PSU and the policy is to fail.
    #[error("the stratum of row {row} has a single PSU; name a policy for it")]
    LonelyPsu {
        /// A row of the stratum, from 0.
        row: usize,
    },
    /// A PSU has a single SSU, its variance counts, and the policy is to fail.
    #[error("the PSU of row {row} has a single SSU; name a policy for it")]
    LonelySsu {
        /// A row of the PSU, from 0.
        row: usize,
    },
    /// Second-stage columns stand without the first stage they belong to.
    #[error("column `{column}` needs `{needs}`")]
    StageMissing {
        /// The column that is there.
        column: &'static str,
        /// The column that is missing.
        needs: &'static str,
    },
}

/// A part of the population left unsampled below this counts as a complete count, as in R's survey package.
const COMPLETE: f64 = 1e-7;

/// A probability sample: rows grouped by stratum, PSU and SSU, with weights and sampling fractions.
#[derive(Clone, Debug)]
pub struct SampleDesign {
    pub(super) weights: Vec<f64>,
    /// Rows, grouped so that every unit of the last stage is a run.
    pub(super) order: Vec<u32>,
    /// Where the runs of `order` begin, one per unit (SSU, or PSU without a second stage), and the end.
    pub(super) unit_start: Vec<u32>,
    /// The first unit of each PSU, and the end.
    pub(super) psu_start: Vec<u32>,
    /// The first PSU of each stratum, and the end.
    pub(super) stratum_start: Vec<u32>,
    pub(super) psu_of_unit: Vec<u32>,
    pub(super) stratum_of_psu: Vec<u32>,
    /// The sampled fraction f of PSUs, per stratum; 0 for a sample with replacement.
    pub(super) fraction: Vec<f64>,
    /// The sampled fraction of SSUs, per PSU, where the design has a second stage whose variance counts.
    pub(super) second_fraction: Option<Vec<f64>>,
    pub(super) lonely_psu: LonelyPsu,
}

impl SampleDesign {
    /// Checks the columns and groups the rows.
    ///
    /// # Errors
    /// [`DesignError`] names the first row that contradicts the design.
    pub fn new(columns: &DesignColumns<'_>) -> Result<Self, DesignError> {
        check_columns(columns)?;
        let (order, unit_start, psu_start, stratum_start) = group(columns)?;
        let row_of_unit = |unit: u32| order[unit_start[unit as usize] as usize] as usize;
        let row_of_psu = |psu: u32| row_of_unit(psu_start[psu as usize]);
        let parents = |starts: &[u32]| -> Vec<u32> {
            let mut parent = Vec::new();
            for (index, run) in (0..).zip(starts.windows(2)) {
                parent.resize(parent.len() + (run[1] - run[0]) as usize, index);
            }
            parent
        };
        let psu_of_unit = parents(&psu_start);
        let stratum_of_psu = parents(&stratum_start);
        let fraction = fractions("fpc", columns.fpc, &stratum_start, row_of_psu)?;
        let stratum_of_row = |position: usize, stratum: u32| {
            let last = stratum_start[stratum as usize + 1] as usize;
            position < unit_start[psu_start[last] as usize] as usize
        };
        if let Some(fpc) = columns.fpc {
            let mut stratum = 0;
            for (position, &row) in order.iter().enumerate() {
                while !stratum_of_row(position, stratum) {
                    stratum += 1;
                }
                let first = row_of_psu(stratum_start[stratum as usize]);
                if fpc[row as usize].to_bits() != fpc[first].to_bits() {
                    return Err(DesignError::CountsDiffer { column: "fpc", row: row as usize });
                }
            }
        }
        let second = fractions("fpc2", columns.fpc2, &psu_start, row_of_unit)?;
        if let Some(fpc2) = columns.fpc2 {
            for psu in psu_start.windows(2) {
                let rows = unit_start[psu[0] as usize]..unit_start[psu[1] as usize];
                let first = row_of_unit(psu[0]);
                for &row in &order[rows.start as usize..rows.end as usize] {
                    if fpc2[row as usize].to_bits() != fpc2[first].to_bits() {
                        return Err(DesignError::CountsDiffer { column: "fpc2", row: row as usize });
                    }
                }
            }
        }
        let two_stages = columns.ssu.is_some() || columns.fpc2.is_some();
        let mut design = Self {
            weights: Vec::new(),
            order,
            unit_start,
            psu_start,
            stratum_start,
            psu_of_unit,
            stratum_of_psu,
            fraction,
            second_fraction: two_stages.then_some(second),
            lonely_psu: columns.lonely_psu,
        };
        design.refuse_lonely_clusters()?;
        design.weights = match columns.weight {
            Some(weights) => weights.to_vec(),
            None => design.implied_weights(columns.rows, columns.fpc.is_some(), columns.fpc2.is_some()),
        };
        // An infinite population count implies an infinite weight.
        check_weights(&design.weights)?;
        Ok(design)
    }

    /// A simple random sample with the given weights and no structure: every row is its own cluster.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn unstructured(weights: &[f64]) -> Result<Self, DesignError> {
        Self::new(&DesignColumns { rows: weights.len(), weight: Some(weights), ..DesignColumns::default() })
    }

    /// The same sample with other weights, as after post-stratification or raking.
    ///
    /// # Errors
    /// [`DesignError::Length`] or [`DesignError::Weight`] when they do not fit.
    pub fn with_weights(&self, weights: &[f64]) -> Result<Self, DesignError> {
        if weights.len() != self.rows() {
            return Err(DesignError::Length { column: "weight" });
        }
        check_weights(weights)?;
        Ok(Self { weights: weights.to_vec(), ..self.clone() })
    }

    /// The number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.weights.len()
    }

    /// The sampling weight of each row.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The number of sampled PSUs.
    #[must_use]
    pub fn psus(&self) -> usize {
        self.stratum_of_psu.len()
    }

    /// The number of strata.
    #[must_use]
    pub fn strata(&self) -> usize {
        self.fraction.len()
    }

    /// Whether a sampled fraction leaves nothing of the population out.
    pub(super) fn is_complete(fraction: f64) -> bool {
        1.0 - fraction < COMPLETE
    }

    fn refuse_lonely_clusters(&self) -> Result<(), DesignError> {
        if self.lonely_psu != LonelyPsu::Fail {
            return Ok(());
        }
        let first_row = |psu: u32| {
            let unit = self.psu_start[psu as usize] as usize;
            self.order[self.unit_start[unit] as usize] as usize
        };
        for (run, &fraction) in self.stratum_start.windows(2).zip(&self.fraction) {
            if run[1] - run[0] == 1 && !Self::is_complete(fraction) {
                return Err(DesignError::LonelyPsu { row: first_row(run[0]) });
            }
        }
        let Some(second) = &self.second_fraction else {
            return Ok(());
        };
        for (psu, (run, &fraction)) in (0_u32..).zip(self.psu_start.windows(2).zip(second)) {
            let counts = self.fraction[self.stratum_of_psu[psu as usize] as usize] > 0.0;
            if counts && run[1] - run[0] == 1 && !Self::is_complete(fraction) {
                return Err(DesignError::LonelySsu { row: first_row(psu) });
            }
        }
        Ok(())
    }

    /// The inverse of the sampled fractions of all stages that have population counts.
    fn implied_weights(&self, rows: usize, first: bool, second: bool) -> Vec<f64> {
        let mut weights = vec![1.0; rows];
        for (psu, run) in self.psu_start.windows(2).enumerate() {
            let mut weight = 1.0;
            if first {
                weight /= self.fraction[self.stratum_of_psu[psu] as usize];
            }
            if let (true, Some(fractions)) = (second, &self.second_fraction) {
                weight /= fractions[psu];
            }
            let start = self.unit_start[run[0] as usize] as usize;
            let end = self.unit_start[run[1] as usize] as usize;
            for &row in &self.order[start..end] {
                weights[row as usize] = weight;
            }
        }
        weights
    }
}

fn check_columns(columns: &DesignColumns<'_>) -> Result<(), DesignError> {
    let rows = columns.rows;
    if u32::try_from(rows).is_err() || rows == u32::MAX as usize {
        return Err(DesignError::TooManyRows);
    }
    let lengths = [
        ("weight", columns.weight.map(<[f64]>::len)),
        ("strata", columns.stratum.map(<[u32]>::len)),
        ("psu", columns.psu.map(<[u32]>::len)),
        ("ssu", columns.ssu.map(<[u32]>::len)),
        ("fpc", columns.fpc.map(<[f64]>::len)),
        ("fpc2", columns.fpc2.map(<[f64]>::len)),
    ];
    for (column, length) in lengths {
        if length.is_some_and(|length| length != rows) {
            return Err(DesignError::Length { column });
        }
    }
    if columns.psu.is_none() {
        for (column, present) in [("ssu", columns.ssu.is_some()), ("fpc2", columns.fpc2.is_some())] {
            if present {
                return Err(DesignError::StageMissing { column, needs: "psu" });
            }
        }
    }
    if columns.fpc2.is_some() && columns.fpc.is_none() {
        return Err(DesignError::StageMissing { column: "fpc2", needs: "fpc" });
    }
    for (column, counts) in [("fpc", columns.fpc), ("fpc2", columns.fpc2)] {
        let bad = counts.unwrap_or_default().iter().position(|count| count.is_nan() || *count <= 0.0);
        if let Some(row) = bad {
            return Err(DesignError::PopulationCount { column, row });
        }
    }
    check_weights(columns.weight.unwrap_or_default())
}

fn check_weights(weights: &[f64]) -> Result<(), DesignError> {
    match weights.iter().position(|weight| !weight.is_finite() || *weight < 0.0) {
        Some(row) => Err(DesignError::Weight { row }),
        None => Ok(()),
    }
}

type Groups = (Vec<u32>, Vec<u32>, Vec<u32>, Vec<u32>);

/// The order of rows and where units, PSUs and strata begin in it.
fn group(columns: &DesignColumns<'_>) -> Result<Groups, DesignError> {
    let rows = u32::try_from(columns.rows).map_err(|_| DesignError::TooManyRows)?;
    let own_unit = columns.fpc2.is_some() && columns.ssu.is_none();
    let key = |row: u32| {
        let code = |column: Option<&[u32]>, own: u32| column.map_or(own, |codes| codes[row as usize]);
        let unit = code(columns.ssu, if own_unit { row } else { 0 });
        (code(columns.stratum, 0), code(columns.psu, row), unit)
    };
    let mut order: Vec<u32> = (0..rows).collect();
    if !order.is_sorted_by_key(|&row| key(row)) {
        order.sort_by_key(|&row| key(row));
    }
    let (mut unit_start, mut psu_start, mut stratum_start) = (Vec::new(), Vec::new(), Vec::new());
    let mut last = None;
    let (mut units, mut psus) = (0, 0);
    for (position, &row) in (0..).zip(&order) {
        let (stratum, psu, unit) = key(row);
        let new_stratum = last.is_none_or(|(s, _, _)| s != stratum);
        let new_psu = new_stratum || last.is_none_or(|(_, p, _)| p != psu);
        let new_unit = new_psu || last.is_none_or(|(_, _, u)| u != unit);
        if new_stratum {
            stratum_start.push(psus);
        }
        if new_psu {
            psu_start.push(units);
            psus += 1;
        }
        if new_unit {
            unit_start.push(position);
            units += 1;
        }
        last = Some((stratum, psu, unit));
    }
    unit_start.push(rows);
    psu_start.push(units);
    stratum_start.push(psus);
    Ok((order, unit_start, psu_start, stratum_start))
}

/// The sampled fraction of each group: its sampled members over the population count of its first row.
fn fractions(
    column: &'static str,
    counts: Option<&[f64]>,
    starts: &[u32],
    first_row: impl Fn(u32) -> usize,
) -> Result<Vec<f64>, DesignError> {
    let Some(counts) = counts else {
        return Ok(vec![0.0; starts.len() - 1]);
    };
    // As in R's survey package: the column holds fractions if no value exceeds one.
    let holds_fractions = counts.iter().all(|count| *count <= 1.0);
    let mut fractions = Vec::with_capacity(starts.len() - 1);
    for run in starts.windows(2) {
        let row = first_row(run[0]);
        let sampled = f64::from(run[1] - run[0]);
        let fraction = if holds_fractions { counts[row] } else { sampled / counts[row] };
        if fraction > 1.0 {
            return Err(DesignError::CountTooSmall { column, row });
        }
        fractions.push(fraction);
    }
    Ok(fractions)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns<'a>(stratum: &'a [u32], psu: &'a [u32]) -> DesignColumns<'a> {
        DesignColumns { rows: stratum.len(), stratum: Some(stratum), psu: Some(psu), ..DesignColumns::default() }
    }

    #[test]
    fn psu_codes_may_repeat_across_strata() {
        let design = SampleDesign::new(&columns(&[0, 1, 0, 1, 0], &[7, 7, 8, 9, 7])).unwrap();
        assert_eq!((design.strata(), design.psus()), (2, 4));
        assert_eq!(design.order, [0, 4, 2, 1, 3]);
        assert_eq!(design.weights(), [1.0; 5]);
    }

    #[test]
    fn a_lonely_psu_is_refused_unless_a_policy_is_named_or_the_stratum_is_complete() {
        let mut lonely = columns(&[0, 0, 1], &[1, 2, 1]);
        assert_eq!(SampleDesign::new(&lonely).unwrap_err(), DesignError::LonelyPsu { row: 2 });
        lonely.lonely_psu = LonelyPsu::Adjust;
        assert!(SampleDesign::new(&lonely).is_ok());
        lonely.lonely_psu = LonelyPsu::Fail;
        lonely.fpc = Some(&[10.0, 10.0, 1.0]);
        assert!(SampleDesign::new(&lonely).is_ok());
    }

    #[test]
    fn population_counts_are_checked_and_imply_weights() {
        let mut sampled = columns(&[0, 0, 1, 1], &[1, 2, 1, 2]);
        sampled.fpc = Some(&[10.0, 10.0, 4.0, 4.0]);
        assert_eq!(SampleDesign::new(&sampled).unwrap().weights(), [5.0, 5.0, 2.0, 2.0]);
        sampled.fpc = Some(&[0.2, 0.2, 0.5, 0.5]);
        assert_eq!(SampleDesign::new(&sampled).unwrap().weights(), [5.0, 5.0, 2.0, 2.0]);
        sampled.fpc = Some(&[10.0, 10.0, 4.0, 5.0]);
        let differ = DesignError::CountsDiffer { column: "fpc", row: 3 };
        assert_eq!(SampleDesign::new(&sampled).unwrap_err(), differ);
        sampled.fpc = Some(&[10.0, 10.0, 1.5, 1.5]);
        let small = DesignError::CountTooSmall { column: "fpc", row: 2 };
        assert_eq!(SampleDesign::new(&sampled).unwrap_err(), small);
        sampled.fpc = Some(&[10.0, 10.0, 0.0, 4.0]);
        let bad = DesignError::PopulationCount { column: "fpc", row: 2 };
        assert_eq!(SampleDesign::new(&sampled).unwrap_err(), bad);
    }

    #[test]
    fn two_stages_multiply_their_weights_and_refuse_a_lonely_second_stage() {
        let mut two = columns(&[0, 0, 0, 0], &[1, 1, 2, 2]);
        two.ssu = Some(&[1, 2, 1, 2]);
        two.fpc = Some(&[4.0; 4]);
        two.fpc2 = Some(&[6.0, 6.0, 2.0, 2.0]);
        assert_eq!(SampleDesign::new(&two).unwrap().weights(), [6.0, 6.0, 2.0, 2.0]);
        two.ssu = Some(&[1, 2, 1, 1]);
        assert_eq!(SampleDesign::new(&two).unwrap_err(), DesignError::LonelySsu { row: 2 });
    }

    #[test]
    fn impossible_columns_are_refused_with_their_place() {
        let weights = [1.0, f64::NAN];
        let error = SampleDesign::unstructured(&weights).unwrap_err();
        assert_eq!(error, DesignError::Weight { row: 1 });
        assert!(SampleDesign::unstructured(&[1.0, -0.1]).is_err());
        assert!(SampleDesign::unstructured(&[1.0, 0.0]).is_ok());
        let short = DesignColumns { rows: 3, weight: Some(&weights), ..DesignColumns::default() };
        assert_eq!(SampleDesign::new(&short).unwrap_err(), DesignError::Length { column: "weight" });
    }
}
