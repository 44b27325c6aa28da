//! Tables as offices have them: CSV in any of its guises, and the workbooks of Excel. Whatever comes, the result is rows of texts, each with
//! the line at which people find it; what it may cost in memory is bounded before it is read.

mod archive;
mod text;
mod workbook;

/// The most rows that are read, empty ones not counted.
pub const MOST_ROWS: usize = 200_000;
/// The most columns of a row.
pub const MOST_COLUMNS: usize = 256;
/// The most cells.
const MOST_CELLS: usize = 4_000_000;
/// The most text, in bytes.
const MOST_TEXT: usize = 32 * 1024 * 1024;

/// How a table was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// Text in UTF-8, with or without the mark.
    Utf8,
    /// Text in UTF-16, as Excel writes "Unicode Text".
    Utf16,
    /// Text without any sign of its coding, taken for that of Vietnamese Windows. Whether the letters are right, a person must see.
    Windows1258,
    /// A workbook (XLSX), of which the first sheet that has something and is not hidden was read.
    Workbook,
}

/// Why a file is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no text, or a text in UTF-8 with something broken in it.
    NoText,
    /// It is a workbook of before 2007, or one with a password, which looks alike.
    OldWorkbook,
    /// It is a workbook of another kind, or another archive.
    OtherArchive,
    /// It is a workbook in which something is broken.
    BrokenWorkbook,
    /// It has more text, or a workbook more of anything, than is read.
    TooLarge,
    /// It has more than [`MOST_ROWS`] rows.
    TooManyRows,
    /// A row has more than [`MOST_COLUMNS`] cells.
    TooManyColumns,
}

impl Unreadable {
    /// The key of the words that say so.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoText => "table-no-text",
            Self::OldWorkbook => "table-old-workbook",
            Self::OtherArchive => "table-other-archive",
            Self::BrokenWorkbook => "table-broken-workbook",
            Self::TooLarge => "table-too-large",
            Self::TooManyRows => "table-too-many-rows",
            Self::TooManyColumns => "table-too-many-columns",
        }
    }
}

/// A table: rows that have something in them. All its text is one piece, so that a hundred thousand rows are not a million small ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// How it was written.
    pub coding: Coding,
    text: String,
    /// Where each cell ends.
    ends: Vec<usize>,
    /// The line of each row, and the number of the cell after its last.
    rows: Vec<(u64, usize)>,
}

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The line at which it begins, from 1, as people and spreadsheets count: empty lines too.
    pub line: u64,
    table: &'a Table,
    first: usize,
    len: usize,
}

impl<'a> Row<'a> {
    /// The text of the cell with this number, from 0; empty where the row ends before it.
    #[must_use]
    pub fn cell(&self, number: usize) -> &'a str {
        if number >= self.len {
            return "";
        }
        let (table, place) = (self.table, self.first + number);
        let start = place.checked_sub(1).map_or(0, |before| table.ends[before]);
        &table.text[start..table.ends[place]]
    }

    /// The texts of its cells.
    #[must_use]
    pub fn cells(&self) -> impl ExactSizeIterator<Item = &'a str> + use<'a> {
        let row = *self;
        (0..self.len).map(move |number| row.cell(number))
    }
}

impl Table {
    /// Reads a file of any kind that is known.
    ///
    /// # Errors
    /// Why it is no table.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        if bytes.starts_with(archive::SIGNATURE) {
            workbook::read(bytes)
        } else if bytes.starts_with(workbook::OLD) {
            Err(Unreadable::OldWorkbook)
        } else {
            let (coding, text) = text::decode(bytes)?;
            text::read(coding, &text)
        }
    }

    /// Reads CSV that is a text already, such as what was pasted.
    ///
    /// # Errors
    /// Where it is too large.
    pub fn of_text(text: &str) -> Result<Self, Unreadable> {
        text::read(Coding::Utf8, text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    /// The text of a file of any kind, by which a form can keep it: [`Table::of_text`] finds the same rows in it, at the same lines.
    ///
    /// # Errors
    /// Why it is no table.
    pub fn text_of(bytes: &[u8]) -> Result<(Coding, String), Unreadable> {
        if bytes.starts_with(archive::SIGNATURE) || bytes.starts_with(workbook::OLD) {
            return Self::read(bytes).map(|table| (table.coding, table.to_text()));
        }
        text::decode(bytes)
    }

    /// The rows as text, with tabs between the cells: [`Table::of_text`] finds the same rows in it, at the same lines.
    #[must_use]
    pub fn to_text(&self) -> String {
        let (mut text, mut line) = (String::with_capacity(self.text.len() + self.ends.len()), 1);
        for row in self.rows() {
            while line < row.line {
                text.push('\n');
                line += 1;
            }
            for (number, cell) in row.cells().enumerate() {
                if number > 0 {
                    text.push('\t');
                }
                text::write_cell(&mut text, cell);
                line += cell.matches('\n').count() as u64;
            }
            text.push('\n');
            line += 1;
        }
        text
    }

    /// Its rows.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> + Clone {
        self.rows.iter().enumerate().map(|(number, &(line, end))| {
            let first = number.checked_sub(1).map_or(0, |before| self.rows[before].1);
            Row { line, table: self, first, len: end - first }
        })
    }

    const fn new(coding: Coding) -> Self {
        Self { coding, text: String::new(), ends: Vec::new(), rows: Vec::new() }
    }

    /// The number of cells of finished rows.
    fn finished(&self) -> usize {
        self.rows.last().map_or(0, |(_, end)| *end)
    }

    /// Adds a cell to the row that is not finished.
    fn push(&mut self, cell: &str) -> Result<(), Unreadable> {
        if self.ends.len() - self.finished() == MOST_COLUMNS {
            return Err(Unreadable::TooManyColumns);
        }
        if self.text.len() + cell.len() > MOST_TEXT || self.ends.len() == MOST_CELLS {
            return Err(Unreadable::TooLarge);
        }
        self.text.push_str(cell);
        self.ends.push(self.text.len());
        Ok(())
    }

    /// Finishes a row, which stays if something stands in it.
    fn finish(&mut self, line: u64) -> Result<(), Unreadable> {
        let first = self.finished();
        let start = first.checked_sub(1).map_or(0, |before| self.ends[before]);
        if self.text[start..].trim().is_empty() {
            self.text.truncate(start);
            self.ends.truncate(first);
            return Ok(());
        }
        if self.rows.len() == MOST_ROWS {
            return Err(Unreadable::TooManyRows);
        }
        self.rows.push((line, self.ends.len()));
        Ok(())
    }
}

#[cfg(test)]
mod tests;
