//! From responses to lines of CSV, each with the sheet to which it belongs.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io;
use std::ops::Range;

use app::domain::questionnaire::Version;
use uuid::Uuid;

use super::ExportError;
use super::cells::{Cells, Items};
use super::shuffling::{RUN, Run, Shuffled, Shuffler};
use super::spool::{Spool, SpoolWriter};
use super::variables::{Variable, is_text};
use crate::spreadsheet::{self, MARK, safe};
use crate::store::StoreError;
use crate::store::microdata::Microdata;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    /// Whether lines are made coarser, so that they have a column that says how much.
    pub protected: bool,
    /// Whether what people wrote in their own words is in it.
    pub comments: bool,
    /// Whether a spreadsheet guesses what a cell is, so that none may begin like a formula.
    pub guessed: bool,
}

/// A version that was answered.
#[derive(Debug)]
pub(super) struct Sheet {
    pub questionnaire: String,
    pub version: u32,
    /// Its columns.
    pub variables: Vec<Variable>,
    /// How many bytes the longest text of each column has.
    pub widths: Vec<usize>,
    /// How many lines it has.
    pub rows: u64,
    items: Items,
    /// Whether each item has a column.
    shown: Vec<bool>,
}

impl Sheet {
    pub fn new(version: &Version, look: Look) -> Self {
        let variables = Variable::all(version, look.protected, look.comments);
        Self {
            questionnaire: version.code().to_string(),
            version: version.number(),
            widths: vec![0; variables.len()],
            variables,
            rows: 0,
            items: Items::of(version, look.guessed),
            shown: version.items().map(|(_, item)| look.comments || !is_text(item)).collect(),
        }
    }

    /// By what it is called, without the ending of a file.
    pub fn name(&self) -> String {
        format!("{}-v{}", self.questionnaire, self.version)
    }

    /// The first line of its CSV, after the mark.
    pub fn header(&self) -> Result<Vec<u8>, ExportError> {
        let mut header = spreadsheet::writer(MARK.as_bytes().to_vec());
        header.write_record(self.variables.iter().map(|variable| variable.name.as_str()))?;
        Ok(header.into_inner().map_err(csv::IntoInnerError::into_error)?)
    }
}

/// Where lines go.
pub(super) enum Sink {
    /// Where they are put into an order that says nothing.
    Shuffler(Shuffler),
    /// Where they wait until all are known.
    Spool(SpoolWriter),
}

/// Lines that grow and are handed over, many at a time.
pub(super) struct Feeder {
    growing: csv::Writer<Vec<u8>>,
    ends: Vec<(u16, Range<usize>)>,
    sink: Sink,
}

impl Feeder {
    pub fn into(sink: Sink) -> Self {
        Self { growing: spreadsheet::writer(Vec::new()), ends: Vec::new(), sink }
    }

    /// Adds a line of a sheet, and notes how long its cells are.
    pub fn line<'c>(
        &mut self,
        (number, sheet): (u16, &mut Sheet),
        cells: impl Iterator<Item = &'c str>,
    ) -> Result<(), ExportError> {
        let start = self.growing.get_ref().len();
        let line = &mut self.growing;
        for (cell, width) in cells.zip(&mut sheet.widths) {
            *width = cell.len().max(*width);
            line.write_field(cell)?;
        }
        line.write_record(None::<&[u8]>)?;
        // What the writer holds back goes to the lines, so that it is known where this one ends.
        line.flush()?;
        sheet.rows += 1;
        let end = line.get_ref().len();
        self.ends.push((number, start..end));
        if end >= RUN { self.hand_over() } else { Ok(()) }
    }

    fn hand_over(&mut self) -> Result<(), ExportError> {
        let full = std::mem::replace(&mut self.growing, spreadsheet::writer(Vec::with_capacity(RUN + (1 << 16))));
        let bytes = full.into_inner().map_err(csv::IntoInnerError::into_error)?;
        let run = Run { bytes, lines: std::mem::take(&mut self.ends) };
        match &mut self.sink {
            Sink::Shuffler(shuffler) => shuffler.add(run)?,
            Sink::Spool(spool) => spool.add(&run)?,
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Sink, ExportError> {
        self.hand_over()?;
        Ok(self.sink)
    }

    /// The lines in their final order.
    pub fn shuffled(self) -> Result<Shuffled, ExportError> {
        match self.finish()? {
            Sink::Shuffler(shuffler) => Ok(shuffler.finish()?),
            Sink::Spool(_) => Err(io::Error::other("lines that wait have no order").into()),
        }
    }

    /// The lines as they came.
    pub fn spooled(self) -> Result<Spool, ExportError> {
        match self.finish()? {
            Sink::Spool(spool) => Ok(spool.finish()?),
            Sink::Shuffler(_) => Err(io::Error::other("lines in their final order do not wait").into()),
        }
    }
}

/// The lines of responses.
pub(super) struct Lines {
    look: Look,
    pub sheets: Vec<Sheet>,
    numbers: HashMap<Uuid, u16>,
    cells: Cells,
    /// Kept from line to line, so that nothing is allocated for each.
    month: String,
    weight: String,
    pub feeder: Feeder,
}

impl Lines {
    pub fn new(look: Look, sink: Sink) -> Self {
        Self {
            look,
            sheets: Vec::new(),
            numbers: HashMap::new(),
            cells: Cells::default(),
            month: String::new(),
            weight: String::new(),
            feeder: Feeder::into(sink),
        }
    }

    /// Adds the line of a response.
    pub fn add(&mut self, response: &Microdata<'_>) -> Result<(), ExportError> {
        let (id, version) = response.version;
        let number = if let Some(number) = self.numbers.get(&id) {
            *number
        } else {
            let number = u16::try_from(self.sheets.len()).map_err(io::Error::other)?;
            self.sheets.push(Sheet::new(version, self.look));
            self.numbers.insert(id, number);
            number
        };
        let row = &response.row;
        let sheet = &mut self.sheets[usize::from(number)];
        let read = sheet.items.read(row.answers, &mut self.cells);
        read.map_err(|error| StoreError::Unreadable { what: "answers", value: format!("{error}: {}", row.answers) })?;

        self.month.clear();
        // Writing to a string cannot fail.
        let _ = write!(self.month, "{:04}-{:02}", row.month / 100, row.month % 100);
        self.weight.clear();
        if let Some(weight) = row.weight {
            let _ = write!(self.weight, "{weight}");
        }
        let mut buffer = Uuid::encode_buffer();
        let campaign: &str = response.campaign.hyphenated().encode_lower(&mut buffer);
        let guessed = self.look.guessed;
        let [unit, sector, mode, language, stratum, psu] =
            [row.unit, row.sector, row.mode, row.language, row.stratum, row.psu].map(|text| judged(text, guessed));
        let assisted = if row.assisted { "yes" } else { "no" };
        let own = [campaign, &unit, &sector, &mode, &language, assisted, &self.month, &stratum, &psu, &self.weight];
        // What was made coarser is not known yet.
        let coarsened = self.look.protected.then_some("");
        // The cells of items that have a column.
        let shown = std::mem::take(&mut sheet.shown);
        let items = self.cells.iter().zip(&shown).filter(|(_, shown)| **shown).map(|(cell, _)| cell);
        let written = self.feeder.line((number, sheet), own.into_iter().chain(coarsened).chain(items));
        sheet.shown = shown;
        written
    }
}

/// A text as it stands in a cell: one that begins like a formula is made safe where a spreadsheet guesses.
fn judged(text: &str, guessed: bool) -> Cow<'_, str> {
    if guessed { safe(text) } else { text.into() }
}
