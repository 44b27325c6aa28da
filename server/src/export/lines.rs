//! From responses to lines of CSV, each with the sheet to which it belongs.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io;
use std::ops::Range;

use app::domain::questionnaire::Version;
use app::domain::submission;
use uuid::Uuid;

use super::ExportError;
use super::cells::{Cells, Items};
use super::shuffling::{RUN, Run, Shuffled, Shuffler};
use crate::spreadsheet::{self, MARK, safe};
use crate::store::StoreError;
use crate::store::microdata::Microdata;

/// The columns before those of the items.
const COLUMNS: [&str; 10] = ["campaign", "unit", "sector", "mode", "language", "assisted", "month", "stratum", "psu", "weight"];

/// A version that was answered.
#[derive(Debug)]
pub(super) struct Sheet {
    pub questionnaire: String,
    pub version: u32,
    /// The first line, after the mark.
    pub header: Vec<u8>,
    items: Items,
}

impl Sheet {
    fn new(version: &Version) -> Result<Self, ExportError> {
        let mut header = spreadsheet::writer(MARK.as_bytes().to_vec());
        for column in COLUMNS {
            header.write_field(column)?;
        }
        for (_, item) in version.items() {
            let code = item.code.as_str();
            // The columns' names must differ, so an item that is called like one of ours gets the name of its form field.
            if COLUMNS.contains(&code) { header.write_field(submission::field(code))? } else { header.write_field(code)? }
        }
        header.write_record(None::<&[u8]>)?;
        Ok(Self {
            questionnaire: version.code().to_string(),
            version: version.number(),
            header: header.into_inner().map_err(csv::IntoInnerError::into_error)?,
            items: Items::of(version),
        })
    }

    /// The name of its file.
    pub fn name(&self) -> String {
        format!("{}-v{}.csv", self.questionnaire, self.version)
    }
}

/// The lines on their way to be shuffled.
pub(super) struct Lines {
    sheets: Vec<Sheet>,
    numbers: HashMap<Uuid, u16>,
    cells: Cells,
    /// Kept from line to line, so that nothing is allocated for each.
    month: String,
    growing: csv::Writer<Vec<u8>>,
    ends: Vec<(u16, Range<usize>)>,
    shuffler: Shuffler,
}

impl Lines {
    pub fn new(shuffler: Shuffler) -> Self {
        Self {
            sheets: Vec::new(),
            numbers: HashMap::new(),
            cells: Cells::default(),
            month: String::new(),
            growing: spreadsheet::writer(Vec::new()),
            ends: Vec::new(),
            shuffler,
        }
    }

    /// Adds the line of a response.
    pub fn add(&mut self, response: &Microdata<'_>) -> Result<(), ExportError> {
        let (id, version) = response.version;
        let number = if let Some(number) = self.numbers.get(&id) {
            *number
        } else {
            let number = u16::try_from(self.sheets.len()).map_err(io::Error::other)?;
            self.sheets.push(Sheet::new(version)?);
            self.numbers.insert(id, number);
            number
        };
        let row = &response.row;
        let read = self.sheets[usize::from(number)].items.read(row.answers, &mut self.cells);
        read.map_err(|error| StoreError::Unreadable { what: "answers", value: format!("{error}: {}", row.answers) })?;

        let start = self.growing.get_ref().len();
        let line = &mut self.growing;
        line.write_field(response.campaign.hyphenated().encode_lower(&mut Uuid::encode_buffer()))?;
        for field in [row.unit, row.sector, row.mode, row.language] {
            line.write_field(&*safe(field))?;
        }
        line.write_field(if row.assisted { "yes" } else { "no" })?;
        self.month.clear();
        // Writing to a string cannot fail.
        let _ = write!(self.month, "{:04}-{:02}", row.month / 100, row.month % 100);
        line.write_field(&self.month)?;
        for field in [row.stratum, row.psu] {
            line.write_field(&*safe(field))?;
        }
        match row.weight {
            Some(weight) => line.write_field(weight.to_string())?,
            None => line.write_field("")?,
        }
        for cell in self.cells.iter() {
            line.write_field(cell)?;
        }
        line.write_record(None::<&[u8]>)?;
        // What the writer holds back goes to the lines, so that it is known where this one ends.
        line.flush()?;
        let end = line.get_ref().len();
        self.ends.push((number, start..end));
        if end >= RUN { self.hand_over() } else { Ok(()) }
    }

    fn hand_over(&mut self) -> Result<(), ExportError> {
        let full = std::mem::replace(&mut self.growing, spreadsheet::writer(Vec::with_capacity(RUN + (1 << 16))));
        let bytes = full.into_inner().map_err(csv::IntoInnerError::into_error)?;
        Ok(self.shuffler.add(Run { bytes, lines: std::mem::take(&mut self.ends) })?)
    }

    /// Hands over what is left: the sheets, and their lines in their final order.
    pub fn finish(mut self) -> Result<(Vec<Sheet>, Shuffled), ExportError> {
        self.hand_over()?;
        Ok((self.sheets, self.shuffler.finish()?))
    }
}
