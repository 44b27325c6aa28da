//! A probability sample and the way it was drawn: strata, clusters of two stages, weights, population counts.
//!
//! Every estimate with a standard error starts from a [`SampleDesign`], and only a probability sample has one. All
//! rows stay in the design; what is estimated for a part of them is a domain, never a deletion.

use super::design_columns::{check_columns, check_weights};

pub use super::design_columns::{DesignColumns, DesignError, LonelyPsu};

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
    /// The sampled fraction of SSUs, per PSU, where the design has a second stage.
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
        let mut design = Self::grouped(columns)?;
        if let Some(counts) = columns.fpc {
            let groups = (0..design.stratum_start.len() - 1).map(|stratum| {
                let psus = &design.stratum_start[stratum..=stratum + 1];
                (psus[1] - psus[0], design.rows_of(psus[0], psus[1]))
            });
            design.fraction = fractions("fpc", counts, groups)?;
        }
        if let Some(counts) = columns.fpc2 {
            let groups = (0_u32..)
                .zip(design.psu_start.windows(2))
                .map(|(psu, units)| (units[1] - units[0], design.rows_of(psu, psu + 1)));
            design.second_fraction = Some(fractions("fpc2", counts, groups)?);
        }
        design.refuse_lonely_clusters()?;
        design.weights = match columns.weight {
            Some(weights) => weights.to_vec(),
            None => design.implied_weights(columns),
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

    /// The rows of a run of PSUs.
    pub(super) fn rows_of(&self, first_psu: u32, end_psu: u32) -> &[u32] {
        let start_of = |psu: u32| self.unit_start[self.psu_start[psu as usize] as usize] as usize;
        &self.order[start_of(first_psu)..start_of(end_psu)]
    }

    /// Rows grouped by their codes, without fractions and weights yet.
    fn grouped(columns: &DesignColumns<'_>) -> Result<Self, DesignError> {
        let rows = u32::try_from(columns.rows).map_err(|_| DesignError::TooManyRows)?;
        // With counts of the second stage but no codes for it, people themselves were sampled in the PSU.
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
        let (mut unit_start, mut psu_start, mut stratum_start) = (vec![], vec![], vec![]);
        let (mut psu_of_unit, mut stratum_of_psu) = (vec![], vec![]);
        let (mut units, mut psus, mut strata) = (0, 0, 0);
        let mut last: Option<(u32, u32, u32)> = None;
        for (position, &row) in (0..).zip(&order) {
            let (stratum, psu, unit) = key(row);
            let new_stratum = last.is_none_or(|last| last.0 != stratum);
            let new_psu = new_stratum || last.is_none_or(|last| last.1 != psu);
            let new_unit = new_psu || last.is_none_or(|last| last.2 != unit);
            if new_stratum {
                stratum_start.push(psus);
                strata += 1;
            }
            if new_psu {
                psu_start.push(units);
                stratum_of_psu.push(strata - 1);
                psus += 1;
            }
            if new_unit {
                unit_start.push(position);
                psu_of_unit.push(psus - 1);
                units += 1;
            }
            last = Some((stratum, psu, unit));
        }
        unit_start.push(rows);
        psu_start.push(units);
        stratum_start.push(psus);
        let two_stages = columns.ssu.is_some() || own_unit;
        Ok(Self {
            weights: Vec::new(),
            order,
            unit_start,
            fraction: vec![0.0; stratum_start.len() - 1],
            second_fraction: two_stages.then(|| vec![0.0; psu_start.len() - 1]),
            psu_start,
            stratum_start,
            psu_of_unit,
            stratum_of_psu,
            lonely_psu: columns.lonely_psu,
        })
    }

    fn refuse_lonely_clusters(&self) -> Result<(), DesignError> {
        if self.lonely_psu != LonelyPsu::Fail {
            return Ok(());
        }
        let first_row = |psu: u32| self.rows_of(psu, psu + 1)[0] as usize;
        for (run, &fraction) in self.stratum_start.windows(2).zip(&self.fraction) {
            if run[1] - run[0] == 1 && !Self::is_complete(fraction) {
                return Err(DesignError::LonelyPsu { row: first_row(run[0]) });
            }
        }
        let Some(second) = &self.second_fraction else {
            return Ok(());
        };
        for (psu, (run, &fraction)) in (0_u32..).zip(self.psu_start.windows(2).zip(second)) {
            // Without population counts of the first stage the second adds nothing to the variance.
            let counts = self.fraction[self.stratum_of_psu[psu as usize] as usize] > 0.0;
            if counts && run[1] - run[0] == 1 && !Self::is_complete(fraction) {
                return Err(DesignError::LonelySsu { row: first_row(psu) });
            }
        }
        Ok(())
    }

    /// The inverse of the sampled fractions of all stages that have population counts.
    fn implied_weights(&self, columns: &DesignColumns<'_>) -> Vec<f64> {
        let mut weights = vec![1.0; columns.rows];
        for (psu, &stratum) in (0_u32..).zip(&self.stratum_of_psu) {
            let mut weight = 1.0;
            if columns.fpc.is_some() {
                weight /= self.fraction[stratum as usize];
            }
            if let (Some(_), Some(fractions)) = (columns.fpc2, &self.second_fraction) {
                weight /= fractions[psu as usize];
            }
            for &row in self.rows_of(psu, psu + 1) {
                weights[row as usize] = weight;
            }
        }
        weights
    }
}

/// The sampled fraction of each group, from the number of its sampled members and the count its rows agree on.
fn fractions<'a>(
    column: &'static str,
    counts: &[f64],
    groups: impl Iterator<Item = (u32, &'a [u32])>,
) -> Result<Vec<f64>, DesignError> {
    // As in R's survey package: the column holds fractions if no value exceeds one.
    let holds_fractions = counts.iter().all(|count| *count <= 1.0);
    let fraction = |(sampled, rows): (u32, &[u32])| {
        let first = rows[0] as usize;
        let differs = |row: &&u32| counts[**row as usize].to_bits() != counts[first].to_bits();
        if let Some(row) = rows.iter().find(differs) {
            return Err(DesignError::CountsDiffer { column, row: *row as usize });
        }
        let fraction = if holds_fractions { counts[first] } else { f64::from(sampled) / counts[first] };
        if fraction > 1.0 {
            return Err(DesignError::CountTooSmall { column, row: first });
        }
        Ok(fraction)
    };
    groups.map(fraction).collect()
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
