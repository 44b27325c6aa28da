//! From columns to the sampling design, its margins and its domains.

use serde_json::{Map, Value};

use super::design_file::DesignFile;
use super::table::{Table, TableError};
use crate::analysis::design::{DesignColumns, DesignError, SampleDesign};
use crate::analysis::margin::{Margin, WeightingError};
use crate::analysis::measure::Domains;
use crate::analysis::raking::{RakingLimits, rake};
use crate::analysis::sample::Sampling;
use crate::analysis::weights::CalibratedDesign;

/// The sampling design of the rows.
///
/// # Errors
/// [`TableError`] at the first row that contradicts the design file.
pub(super) fn sample_design(table: &Table, design: &DesignFile) -> Result<SampleDesign, TableError> {
    if design.sampling == Sampling::SelfSelected {
        // Nobody drew these rows, so strata and clusters say nothing about them.
        let columns =
            DesignColumns { rows: table.rows, weight: table.numbers(design.weight.as_ref()), ..DesignColumns::default() };
        return SampleDesign::new(&columns).map_err(|error| located(table, design, &error));
    }
    for column in [&design.strata, &design.psu, &design.ssu].into_iter().flatten() {
        refuse_blanks(table, column)?;
    }
    let codes =
        |column: &Option<String>| column.as_ref().and_then(|column| table.coded(column)).map(|coded| coded.codes.as_slice());
    let columns = DesignColumns {
        rows: table.rows,
        weight: table.numbers(design.weight.as_ref()),
        stratum: codes(&design.strata),
        psu: codes(&design.psu),
        ssu: codes(&design.ssu),
        fpc: table.numbers(design.fpc.as_ref()),
        fpc2: table.numbers(design.fpc2.as_ref()),
        lonely_psu: design.lonely_psu,
    };
    SampleDesign::new(&columns).map_err(|error| located(table, design, &error))
}

/// The design with its weights raked, if the design file asks for it.
///
/// # Errors
/// [`TableError`] when the margins cannot be met.
pub(super) fn raked_design(
    table: &Table,
    design: &DesignFile,
    base: &SampleDesign,
) -> Result<Option<CalibratedDesign>, TableError> {
    if design.rake.is_empty() {
        return Ok(None);
    }
    let failed = |error: WeightingError| match error {
        WeightingError::MissingValue { ref margin, row } => table.cell_error(row, margin, "a value to rake by is missing"),
        other => TableError::Contradiction(other.to_string()),
    };
    let mut margins = Vec::new();
    for rake in &design.rake {
        let coded = table.coded(&rake.column);
        let values = coded.iter().flat_map(|coded| coded.codes.iter().map(|code| coded.labels[*code as usize].as_str()));
        margins.push(Margin::new(&rake.column, values, &rake.margins).map_err(failed)?);
    }
    let raked = rake(base.weights(), &margins, RakingLimits::default()).map_err(failed)?;
    CalibratedDesign::new(base, &raked.weights, &margins).map(Some).map_err(failed)
}

/// The domains of a table: rows with equal values in all its columns.
pub(super) struct Partition {
    /// Column → value of each domain, in the order of the values.
    pub keys: Vec<Map<String, Value>>,
    /// The domain of each row.
    pub domains: Domains,
}

impl Partition {
    /// The whole sample.
    pub(super) fn whole(rows: usize) -> Self {
        Self { keys: vec![Map::new()], domains: Domains::whole(rows) }
    }

    /// The combinations of values that occur in some columns.
    ///
    /// # Errors
    /// [`TableError::NoColumn`] for a column that was not read.
    pub(super) fn new(table: &Table, columns: &[String]) -> Result<Self, TableError> {
        let mut parts = Vec::new();
        for column in columns {
            let missing = || TableError::NoColumn { column: column.clone() };
            parts.push(table.coded(column).ok_or_else(missing)?);
        }
        let key = |row: usize| parts.iter().fold(0_u64, |key, part| key * part.labels.len() as u64 + u64::from(part.codes[row]));
        let rows: Vec<u64> = (0..table.rows).map(key).collect();
        let mut occurring = rows.clone();
        occurring.sort_unstable();
        occurring.dedup();
        let code = |key: &u64| {
            let place = occurring.binary_search(key).unwrap_or(usize::MAX);
            u32::try_from(place).unwrap_or(Domains::NONE)
        };
        let codes: Vec<u32> = rows.iter().map(code).collect();
        let keys = occurring.iter().map(|key| {
            let mut rest = *key;
            let mut values = vec![Value::Null; parts.len()];
            for (value, part) in values.iter_mut().zip(&parts).rev() {
                let labels = part.labels.len().max(1) as u64;
                let label = usize::try_from(rest % labels).ok().and_then(|i| part.labels.get(i));
                *value = label.map_or(Value::Null, |label| Value::from(label.as_str()));
                rest /= labels;
            }
            columns.iter().cloned().zip(values).collect()
        });
        let keys: Vec<Map<String, Value>> = keys.collect();
        let count = u32::try_from(occurring.len()).unwrap_or(Domains::NONE);
        let domains = Domains::new(codes, count).map_err(|reason| TableError::Contradiction(reason.to_string()))?;
        Ok(Self { keys, domains })
    }
}

fn refuse_blanks(table: &Table, column: &str) -> Result<(), TableError> {
    let Some(coded) = table.coded(column) else {
        return Ok(());
    };
    let Some(blank) = coded.labels.iter().position(String::is_empty) else {
        return Ok(());
    };
    let row = coded.codes.iter().position(|code| *code as usize == blank);
    Err(table.cell_error(row.unwrap_or(0), column, "a value is missing"))
}

/// The error of the engine at its place in the file.
fn located(table: &Table, design: &DesignFile, error: &DesignError) -> TableError {
    let column = match error {
        DesignError::Weight { .. } => design.weight.as_ref(),
        DesignError::PopulationCount { column, .. }
        | DesignError::CountsDiffer { column, .. }
        | DesignError::CountTooSmall { column, .. } => match *column {
            "fpc" => design.fpc.as_ref(),
            _ => design.fpc2.as_ref(),
        },
        DesignError::LonelyPsu { .. } => design.strata.as_ref().or(design.psu.as_ref()),
        DesignError::LonelySsu { .. } => design.psu.as_ref(),
        _ => None,
    };
    match (error.row(), column) {
        (Some(row), Some(column)) => {
            let label = table.label(row, column).unwrap_or_default();
            let problem = match error {
                DesignError::LonelyPsu { .. } | DesignError::LonelySsu { .. } => {
                    format!("`{label}`: {error} with `lonely_psu`")
                }
                _ => error.to_string(),
            };
            table.cell_error(row, column, &problem)
        }
        _ => TableError::Contradiction(error.to_string()),
    }
}
