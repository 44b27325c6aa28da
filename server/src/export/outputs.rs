//! The files of a format, as lines come in their final order.

use std::io;
use std::path::Path;

use app::domain::export_job::Format;
use app::domain::language::Language;

use super::ExportError;
use super::book::{Book, WORKBOOK};
use super::files::{Output, Written};
use super::lines::Sheet;
use super::manifest::FileEntry;
use super::spss::Sav;

/// The files on their way.
pub(super) enum Outputs {
    /// One for each sheet.
    Csv(Vec<Output>),
    /// One for each sheet.
    Spss(Vec<Sav>),
    /// One for all sheets; none where there is no sheet.
    Xlsx(Option<Box<Book>>),
}

impl Outputs {
    pub fn begin(directory: &Path, (format, labels): (Format, Language), sheets: &[Sheet]) -> Result<Self, ExportError> {
        let output = |sheet: &Sheet| Output::create(&directory.join(file(sheet, format)));
        match format {
            Format::Csv => {
                let begun = sheets.iter().map(|sheet| {
                    let mut output = output(sheet)?;
                    output.write(&sheet.header()?)?;
                    Ok(output)
                });
                Ok(Self::Csv(begun.collect::<Result<_, ExportError>>()?))
            }
            Format::Spss => {
                let begun = sheets.iter().map(|sheet| Sav::begin(output(sheet)?, sheet, labels));
                Ok(Self::Spss(begun.collect::<io::Result<_>>()?))
            }
            Format::Xlsx if sheets.is_empty() => Ok(Self::Xlsx(None)),
            Format::Xlsx => Ok(Self::Xlsx(Some(Box::new(Book::begin(&directory.join(WORKBOOK), sheets)?)))),
        }
    }

    /// Adds a line of a sheet.
    pub fn line(&mut self, number: u16, line: &[u8]) -> io::Result<()> {
        match self {
            Self::Csv(outputs) => outputs[usize::from(number)].write(line),
            Self::Spss(files) => files[usize::from(number)].line(line),
            Self::Xlsx(book) => book.as_mut().map_or(Ok(()), |book| book.line(number, line)),
        }
    }

    /// Gives the files their names.
    pub fn finish(self, sheets: &[Sheet], codebook: &[[String; 9]]) -> io::Result<Vec<FileEntry>> {
        let entry = |(sheet, written): (&Sheet, Written), format| FileEntry {
            file: file(sheet, format),
            sheet: None,
            questionnaire: sheet.questionnaire.clone(),
            version: sheet.version,
            rows: sheet.rows,
            written,
        };
        match self {
            Self::Csv(outputs) => {
                sheets.iter().zip(outputs).map(|(sheet, output)| Ok(entry((sheet, output.finish()?), Format::Csv))).collect()
            }
            Self::Spss(files) => {
                sheets.iter().zip(files).map(|(sheet, file)| Ok(entry((sheet, file.finish()?), Format::Spss))).collect()
            }
            Self::Xlsx(None) => Ok(Vec::new()),
            Self::Xlsx(Some(book)) => {
                let written = book.finish(codebook)?;
                let of_sheet = |sheet: &Sheet| FileEntry {
                    file: WORKBOOK.to_owned(),
                    sheet: Some(sheet.name()),
                    ..entry((sheet, written.clone()), Format::Xlsx)
                };
                Ok(sheets.iter().map(of_sheet).collect())
            }
        }
    }
}

/// The name of the file of a sheet.
fn file(sheet: &Sheet, format: Format) -> String {
    format!("{}.{}", sheet.name(), format.ending())
}
