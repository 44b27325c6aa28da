//! The data file, read once into columns of numbers and codes.

use std::collections::HashMap;
use std::io::Read;
use std::ops::RangeInclusive;

use csv::{ErrorKind, ReaderBuilder, StringRecord};

use super::coded::{Coded, Interner};
use super::design_file::{DesignFile, Measured};
use crate::analysis::measure::Answer;

/// The columns that the design names.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The number of rows.
    pub rows: usize,
    /// Answers, of a share.
    pub answers: Vec<Answer>,
    /// Numerator and denominator, of a ratio.
    pub ratio: Vec<Option<(f64, f64)>>,
    /// Number columns by name: weight, fpc, fpc2.
    numbers: HashMap<String, Vec<f64>>,
    /// Text columns by name: strata, clusters, domains, margins.
    coded: HashMap<String, Coded>,
    /// The line on which each row begins, from 1.
    lines: Vec<u64>,
    /// The place of each column, from 1.
    places: HashMap<String, usize>,
}

/// Why the data cannot be used. Lines and columns count from 1; the header is line 1.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TableError {
    /// A column that the design names is not in the header.
    #[error("line 1: there is no column `{column}`")]
    NoColumn {
        /// The column.
        column: String,
    },
    /// The header names a column twice.
    #[error("line 1, column {place}: `{column}` is named twice")]
    TwiceNamed {
        /// The second place.
        place: usize,
        /// The column.
        column: String,
    },
    /// A cell cannot be read.
    #[error("line {line}, column {place} (`{column}`): {problem}")]
    Cell {
        /// The line.
        line: u64,
        /// The column's place.
        place: usize,
        /// The column's name.
        column: String,
        /// What is wrong.
        problem: String,
    },
    /// A row has more or fewer cells than the header.
    #[error("line {line}, column {place}: the row has {found} cells, the header {expected}")]
    RowLength {
        /// The line.
        line: u64,
        /// The first place that is missing or too many.
        place: u64,
        /// Cells of the row.
        found: u64,
        /// Cells of the header.
        expected: u64,
    },
    /// The file is not UTF-8 text, or could not be read to its end.
    #[error("line {line}, column {place}: {problem}")]
    Text {
        /// The line.
        line: u64,
        /// The column's place.
        place: usize,
        /// What is wrong.
        problem: String,
    },
    /// The rows contradict the design as a whole.
    #[error("{0}")]
    Contradiction(String),
}

impl Table {
    /// Reads the columns that the design names.
    ///
    /// # Errors
    /// [`TableError`] with line and column.
    pub fn read(data: impl Read, design: &DesignFile) -> Result<Self, TableError> {
        let mut reader = ReaderBuilder::new().trim(csv::Trim::All).from_reader(data);
        let header = reader.headers().map_err(|error| csv_error(&error))?.clone();
        let mut places: HashMap<String, usize> = HashMap::new();
        for (index, name) in header.iter().enumerate() {
            // A byte-order mark, as spreadsheets write it, is not part of the first name.
            let name = name.trim_start_matches('\u{feff}').trim_matches('"').to_owned();
            if places.insert(name.clone(), index).is_some() {
                return Err(TableError::TwiceNamed { place: index + 1, column: name });
            }
        }
        let mut columns = Columns::new(design, &places)?;
        let mut lines = Vec::new();
        let mut record = StringRecord::new();
        while reader.read_record(&mut record).map_err(|error| csv_error(&error))? {
            let line = record.position().map_or(0, csv::Position::line);
            columns.take(&record, line)?;
            lines.push(line);
        }
        let places = places.into_iter().map(|(name, index)| (name, index + 1)).collect();
        Ok(columns.finish(lines, places))
    }

    /// A column of numbers, if the design names it.
    #[must_use]
    pub fn numbers(&self, column: Option<&String>) -> Option<&[f64]> {
        self.numbers.get(column?).map(Vec::as_slice)
    }

    /// A column of codes, if the design names it.
    #[must_use]
    pub fn coded(&self, column: &str) -> Option<&Coded> {
        self.coded.get(column)
    }

    /// The label of a row in a column of codes.
    #[must_use]
    pub fn label(&self, row: usize, column: &str) -> Option<&str> {
        let coded = self.coded(column)?;
        let code = *coded.codes.get(row)?;
        coded.labels.get(code as usize).map(String::as_str)
    }

    /// The error for a cell of a row, counted from 0.
    #[must_use]
    pub fn cell_error(&self, row: usize, column: &str, problem: &str) -> TableError {
        TableError::Cell {
            line: self.lines.get(row).copied().unwrap_or(0),
            place: self.places.get(column).copied().unwrap_or(0),
            column: column.to_owned(),
            problem: problem.to_owned(),
        }
    }
}

/// Columns while they are read.
struct Columns<'a> {
    measured: &'a Measured,
    /// Where the measured columns are.
    value: (usize, usize),
    numbers: Vec<(String, usize, Vec<f64>)>,
    texts: Vec<(String, usize, Interner)>,
    answers: Vec<Answer>,
    ratio: Vec<Option<(f64, f64)>>,
}

impl<'a> Columns<'a> {
    fn new(design: &'a DesignFile, places: &HashMap<String, usize>) -> Result<Self, TableError> {
        let place = |column: &String| {
            let missing = || TableError::NoColumn { column: column.clone() };
            places.get(column).copied().ok_or_else(missing)
        };
        let value = match &design.measured {
            Measured::Share { column, .. } => (place(column)?, 0),
            Measured::Ratio { numerator, denominator } => (place(numerator)?, place(denominator)?),
        };
        let mut numbers: Vec<(String, usize, Vec<f64>)> = Vec::new();
        for column in [&design.weight, &design.fpc, &design.fpc2].into_iter().flatten() {
            if !numbers.iter().any(|(name, ..)| name == column) {
                numbers.push((column.clone(), place(column)?, Vec::new()));
            }
        }
        let mut texts: Vec<(String, usize, Interner)> = Vec::new();
        let design_columns = [&design.strata, &design.psu, &design.ssu].into_iter().flatten();
        let margins = design.rake.iter().map(|rake| &rake.column);
        for column in design_columns.chain(design.domains.iter().flatten()).chain(margins) {
            if !texts.iter().any(|(name, ..)| name == column) {
                texts.push((column.clone(), place(column)?, Interner::default()));
            }
        }
        let (answers, ratio) = (Vec::new(), Vec::new());
        Ok(Self { measured: &design.measured, value, numbers, texts, answers, ratio })
    }

    fn take(&mut self, record: &StringRecord, line: u64) -> Result<(), TableError> {
        let cell = |place: usize| record.get(place).unwrap_or_default();
        match self.measured {
            Measured::Share { satisfied, valid, .. } => {
                let text = cell(self.value.0);
                let among = |codes: &[super::design_file::Code]| codes.iter().any(|code| code.matches(text));
                self.answers.push(match (among(satisfied), among(valid)) {
                    (true, _) => Answer::Satisfied,
                    (false, true) => Answer::NotSatisfied,
                    (false, false) => Answer::Outside,
                });
            }
            Measured::Ratio { numerator, denominator } => {
                let a = optional_number(cell(self.value.0), line, self.value.0, numerator)?;
                let b = optional_number(cell(self.value.1), line, self.value.1, denominator)?;
                for (amount, place, column) in [(a, self.value.0, numerator), (b, self.value.1, denominator)] {
                    if amount.is_some_and(f64::is_infinite) {
                        return Err(bad_cell(line, place, column, "an amount is finite"));
                    }
                }
                if b.is_some_and(|b| b < 0.0) {
                    return Err(bad_cell(line, self.value.1, denominator, "a denominator is not negative"));
                }
                self.ratio.push(a.zip(b));
            }
        }
        for (name, place, values) in &mut self.numbers {
            let number = optional_number(cell(*place), line, *place, name)?;
            values.push(number.ok_or_else(|| bad_cell(line, *place, name, "a number is missing"))?);
        }
        for (_, place, interner) in &mut self.texts {
            interner.push(cell(*place));
        }
        Ok(())
    }

    fn finish(self, lines: Vec<u64>, places: HashMap<String, usize>) -> Table {
        Table {
            rows: lines.len(),
            answers: self.answers,
            ratio: self.ratio,
            numbers: self.numbers.into_iter().map(|(name, _, values)| (name, values)).collect(),
            coded: self.texts.into_iter().map(|(name, _, interner)| (name, interner.finish())).collect(),
            lines,
            places,
        }
    }
}

/// The sizes of numbers that are read, besides 0. Variances of variances hold fourth powers, which beyond these would be infinite or 0.
const SIZES: RangeInclusive<f64> = 1e-60..=1e60;

/// A number, or nothing where the cell is blank or says `NA`. Infinite is one only for a population, which is then not corrected for.
fn optional_number(text: &str, line: u64, place: usize, column: &str) -> Result<Option<f64>, TableError> {
    if text.is_empty() || text == "NA" {
        return Ok(None);
    }
    match text.parse::<f64>() {
        Ok(number) if number == 0.0 || number.is_infinite() || SIZES.contains(&number.abs()) => Ok(Some(number)),
        Ok(number) if !number.is_nan() => {
            Err(bad_cell(line, place, column, &format!("`{text}` is too far from 1 to reckon with")))
        }
        _ => Err(bad_cell(line, place, column, &format!("`{text}` is not a number"))),
    }
}

fn bad_cell(line: u64, place: usize, column: &str, problem: &str) -> TableError {
    TableError::Cell { line, place: place + 1, column: column.to_owned(), problem: problem.to_owned() }
}

fn csv_error(error: &csv::Error) -> TableError {
    let at = |position: &Option<csv::Position>| position.as_ref().map_or(0, csv::Position::line);
    match error.kind() {
        ErrorKind::UnequalLengths { pos, expected_len, len } => {
            TableError::RowLength { line: at(pos), place: len.min(expected_len) + 1, found: *len, expected: *expected_len }
        }
        ErrorKind::Utf8 { pos, err } => {
            TableError::Text { line: at(pos), place: err.field() + 1, problem: "the cell is not UTF-8 text".to_owned() }
        }
        _ => TableError::Contradiction(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESIGN: &str = "value = \"q\"\nsatisfied = [4, 5]\nvalid = [1, 2, 3, 4, 5]\nweight = \"w\"\nstrata = \"s\"\n";

    fn read(data: &str) -> Result<Table, TableError> {
        Table::read(data.as_bytes(), &DesignFile::parse(DESIGN).unwrap())
    }

    #[test]
    fn labels_are_ordered_whatever_the_order_of_rows() {
        let table = read("q,w,s\n4,1,10\n,2.5,9\n9,1,10\n").unwrap();
        assert_eq!(table.answers, [Answer::Satisfied, Answer::Outside, Answer::Outside]);
        assert_eq!(table.coded("s").unwrap().labels, ["9", "10"]);
        assert_eq!(table.coded("s").unwrap().codes, [1, 0, 1]);
    }

    #[test]
    fn errors_name_line_and_column() {
        let error = |data: &str| read(data).unwrap_err().to_string();
        assert_eq!(error("q,w\n4,1\n"), "line 1: there is no column `s`");
        assert_eq!(error("q,w,s\n4,1,a\n5,x,a\n"), "line 3, column 2 (`w`): `x` is not a number");
        assert_eq!(error("q,w,s\n4,1e61,a\n"), "line 2, column 2 (`w`): `1e61` is too far from 1 to reckon with");
        assert_eq!(error("q,w,s\n4,-1e-61,a\n"), "line 2, column 2 (`w`): `-1e-61` is too far from 1 to reckon with");
        assert!(read("q,w,s\n4,1e60,a\n4,1e-60,a\n4,0,a\n").is_ok());
        assert_eq!(error("q,w,s\n4,,a\n"), "line 2, column 2 (`w`): a number is missing");
        assert_eq!(error("q,w,s\n4,1\n"), "line 2, column 3: the row has 2 cells, the header 3");
        assert_eq!(error("q,w,s,q\n"), "line 1, column 4: `q` is named twice");
        assert_eq!(error("q,w,s\n\"4\n\",1,a\n5,NaN,a\n"), "line 4, column 2 (`w`): `NaN` is not a number");
    }
}
