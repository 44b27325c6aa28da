//! A workbook of microdata (XLSX): a sheet for each questionnaire version, further ones where it has more lines than a sheet takes, and the
//! codebook. Rows go to the disk as they come, so memory stays the same.

use std::io;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::codebook::HEADER;
use super::files::{Output, Written};
use super::lines::Sheet;
use super::spool::Parsed;
use super::variables::VariableKind;

/// The name of the workbook.
pub(super) const WORKBOOK: &str = "microdata.xlsx";
/// How many rows a sheet takes, its first among them.
const ROWS: u32 = 1_048_576;
/// The longest name of a sheet.
const LONGEST_NAME: usize = 31;

/// A workbook on its way.
pub(super) struct Book {
    path: PathBuf,
    workbook: Workbook,
    /// Of each questionnaire version.
    versions: Vec<Growing>,
    names: Vec<String>,
    parsed: Parsed,
    /// How many rows a sheet takes.
    rows: u32,
}

/// A questionnaire version, with the place of the sheet to which its lines go now, and the row of the next.
#[derive(Debug)]
struct Growing {
    name: String,
    header: Vec<String>,
    /// Whether each column has numbers.
    numbers: Vec<bool>,
    at: usize,
    row: u32,
}

fn failed(error: XlsxError) -> io::Error {
    io::Error::other(error)
}

impl Book {
    /// Begins a workbook; what does not fit into memory waits in the folder in which it will be.
    pub fn begin(path: &Path, sheets: &[Sheet]) -> io::Result<Self> {
        Self::with_rows(path, sheets, ROWS)
    }

    fn with_rows(path: &Path, sheets: &[Sheet], rows: u32) -> io::Result<Self> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(path.parent().unwrap_or(Path::new("."))).map_err(failed)?;
        let mut book =
            Self { path: path.to_owned(), workbook, versions: Vec::new(), names: Vec::new(), parsed: Parsed::default(), rows };
        for sheet in sheets {
            let is_number = |kind: &VariableKind| matches!(kind, VariableKind::Number | VariableKind::Points);
            let (name, header) = (sheet.name(), sheet.variables.iter().map(|variable| variable.name.clone()).collect::<Vec<_>>());
            let at = book.add(&name, &header)?;
            let numbers = sheet.variables.iter().map(|variable| is_number(&variable.kind)).collect();
            book.versions.push(Growing { name, header, numbers, at, row: 1 });
        }
        Ok(book)
    }

    /// Adds a sheet with its first line, and gives its place.
    fn add(&mut self, wanted: &str, header: &[impl AsRef<str>]) -> io::Result<usize> {
        let mut name: String = wanted.chars().take(LONGEST_NAME).collect();
        let mut number = 2;
        while self.names.contains(&name) {
            let ending = format!(" ({number})");
            name = wanted.chars().take(LONGEST_NAME - ending.len()).chain(ending.chars()).collect();
            number += 1;
        }
        let sheet = self.workbook.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name(&name).map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        let bold = Format::new().set_bold();
        for (column, text) in (0..).zip(header) {
            sheet.write_string_with_format(0, column, text.as_ref(), &bold).map_err(failed)?;
        }
        self.names.push(name);
        Ok(self.names.len() - 1)
    }

    /// Adds a line of a version.
    pub fn line(&mut self, number: u16, line: &[u8]) -> io::Result<()> {
        let number = usize::from(number);
        if self.versions[number].row >= self.rows {
            let (name, header) = (self.versions[number].name.clone(), self.versions[number].header.clone());
            self.versions[number].at = self.add(&name, &header)?;
            self.versions[number].row = 1;
        }
        let version = &mut self.versions[number];
        let sheet = self.workbook.worksheet_from_index(version.at).map_err(failed)?;
        self.parsed.read(line)?;
        for (column, (cell, is_number)) in (0..).zip(self.parsed.iter().zip(&version.numbers)) {
            put(sheet, (version.row, column), cell, *is_number)?;
        }
        version.row += 1;
        Ok(())
    }

    /// Adds the codebook and writes the file.
    pub fn finish(mut self, codebook: &[[String; 9]]) -> io::Result<Written> {
        let at = self.add("codebook", &HEADER)?;
        let sheet = self.workbook.worksheet_from_index(at).map_err(failed)?;
        for (row, line) in (1..self.rows).zip(codebook) {
            for (column, cell) in (0..).zip(line) {
                put(sheet, (row, column), cell, false)?;
            }
        }
        let part = Output::part_of(&self.path);
        self.workbook.save(&part).map_err(failed)?;
        Output::seal(&part, &self.path)
    }
}

fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &str, is_number: bool) -> io::Result<()> {
    let number = if is_number { cell.parse::<f64>().ok() } else { None };
    match number {
        Some(number) => drop(sheet.write_number(row, column, number).map_err(failed)?),
        None if cell.is_empty() => {}
        None => drop(sheet.write_string(row, column, cell).map_err(failed)?),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader, Xlsx, open_workbook};

    use super::{Book, WORKBOOK};
    use crate::export::lines::{Look, Sheet};
    use crate::instrument::builtin;

    #[test]
    fn lines_that_one_sheet_does_not_take_go_to_further_ones() {
        let folder = tempfile::tempdir().unwrap();
        let versions = builtin::all().map_err(|(code, _)| code).unwrap();
        let look = Look { protected: false, comments: false, guessed: false };
        let sheets: Vec<Sheet> = versions.iter().take(2).map(|version| Sheet::new(version, look)).collect();
        let path = folder.path().join(WORKBOOK);
        // The first row of each sheet has the names of columns, so that two lines follow.
        let mut book = Book::with_rows(&path, &sheets, 3).unwrap();
        for line in 0..5 {
            book.line(0, format!("campaign {line},xã\r\n").as_bytes()).unwrap();
        }
        book.line(1, b"other,xa\r\n").unwrap();
        book.finish(&[]).unwrap();
        let mut book: Xlsx<_> = open_workbook(&path).unwrap();
        let (first, second) = (sheets[0].name(), sheets[1].name());
        let names = [first.clone(), second.clone(), format!("{first} (2)"), format!("{first} (3)"), "codebook".to_owned()];
        assert_eq!(book.sheet_names(), names);
        let mut lines = |name: &str| {
            let cells = book.worksheet_range(name).unwrap();
            assert_eq!(cells.rows().next().unwrap()[0], Data::String("campaign".to_owned()));
            cells.rows().skip(1).map(|row| row[0].to_string()).collect::<Vec<_>>()
        };
        assert_eq!(lines(&first), ["campaign 0", "campaign 1"]);
        assert_eq!(lines(&format!("{first} (2)")), ["campaign 2", "campaign 3"]);
        assert_eq!(lines(&format!("{first} (3)")), ["campaign 4"]);
        assert_eq!(lines(&second), ["other"]);
        // Nothing that waited is left.
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
