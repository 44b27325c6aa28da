//! The columns that describe how a sample was drawn, and what can be wrong with them.

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

/// Why columns do not describe a sample. Rows count from 0; who knows the file says where they stand in it.
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
    #[error("the weight is negative or not a number")]
    Weight {
        /// The row, from 0.
        row: usize,
    },
    /// A population count is not a positive number.
    #[error("the population count is not a positive number")]
    PopulationCount {
        /// The role of the column, `fpc` or `fpc2`.
        column: &'static str,
        /// The row, from 0.
        row: usize,
    },
    /// The population count differs within a stratum, or within a PSU at the second stage.
    #[error("the population count differs from another of the same group")]
    CountsDiffer {
        /// The role of the column, `fpc` or `fpc2`.
        column: &'static str,
        /// A row that differs, from 0.
        row: usize,
    },
    /// More clusters were sampled than the population is said to have.
    #[error("more clusters are sampled than the population count allows")]
    CountTooSmall {
        /// The role of the column, `fpc` or `fpc2`.
        column: &'static str,
        /// A row of the group, from 0.
        row: usize,
    },
    /// A stratum has a single PSU and the policy is to fail.
    #[error("the stratum has a single PSU; name a policy for it")]
    LonelyPsu {
        /// A row of the stratum, from 0.
        row: usize,
    },
    /// A PSU has a single SSU, its variance counts, and the policy is to fail.
    #[error("the PSU has a single SSU; name a policy for it")]
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

impl DesignError {
    /// The row at fault, from 0, where the error has one.
    #[must_use]
    pub fn row(&self) -> Option<usize> {
        match self {
            Self::Weight { row }
            | Self::PopulationCount { row, .. }
            | Self::CountsDiffer { row, .. }
            | Self::CountTooSmall { row, .. }
            | Self::LonelyPsu { row }
            | Self::LonelySsu { row } => Some(*row),
            Self::Length { .. } | Self::TooManyRows | Self::StageMissing { .. } => None,
        }
    }
}

/// Refuses columns that no design could have, before rows are grouped.
pub(super) fn check_columns(columns: &DesignColumns<'_>) -> Result<(), DesignError> {
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

pub(super) fn check_weights(weights: &[f64]) -> Result<(), DesignError> {
    match weights.iter().position(|weight| !weight.is_finite() || *weight < 0.0) {
        Some(row) => Err(DesignError::Weight { row }),
        None => Ok(()),
    }
}
