//! From responses to lines of CSV, each with the sheet to which it belongs.

use std::collections::HashMap;
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
        let read = self.sheets[usize::from(number)].items.read(response.answers, &mut self.cells);
        read.map_err(|error| StoreError::Unreadable { what: "answers", value: format!("{error}: {}", response.answers) })?;

        let start = self.growing.get_ref().len();
        let line = &mut self.growing;
        line.write_field(response.campaign.hyphenated().encode_lower(&mut Uuid::encode_buffer()))?;
        for (place, field) in response.circumstances.into_iter().enumerate() {
            // The month is stored as a number.
            match field.split_at_checked(4) {
                Some((year, month)) if place == 5 => line.write_field(format!("{year}-{month}"))?,
                _ => line.write_field(&*safe(field))?,
            }
        }
        match response.weight {
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
