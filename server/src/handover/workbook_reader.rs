//! What a workbook says, as it is now: whoever had it may have opened and saved it with another program.

use std::collections::HashSet;
use std::io::Cursor;

use app::report::manifest::{Manifest, Said};
use calamine::{Data, Range, Reader, Xlsx};

use super::exact;
use super::verification::{Around, Contents, Unreadable};
use super::workbook::MANIFEST;

/// Cells of a sheet, by row and column.
type Cells = HashSet<(u32, u32)>;

/// The manifest of a workbook, all that its parts say, and what stands around that.
pub(super) fn read(bytes: &[u8]) -> Result<Contents, Unreadable> {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes))
        .map_err(|error: calamine::XlsxError| Unreadable::Workbook(error.to_string()))?;
    let mut sheet = |name: &str| workbook.worksheet_range(name).map_err(|error| Unreadable::Workbook(error.to_string()));
    let pieces = sheet(MANIFEST).map_err(|_| Unreadable::NoManifest)?;
    let mut json = String::new();
    let mut row = 1;
    while let Some(Data::String(piece)) = pieces.get_value((row, 0)) {
        json.push_str(piece);
        row += 1;
    }
    let manifest: Manifest = serde_json::from_str(&json).map_err(|_| Unreadable::NoManifest)?;
    let mut said = Vec::new();
    let mut around = Vec::new();
    for place in &manifest.sheets {
        let range = sheet(&place.name)?;
        let mut read = Cells::new();
        for sentence in 0..place.told {
            let at = (place.sentences + sentence, 0);
            let text = range.get_value(at).map(text).unwrap_or_default();
            said.push(Said { section: place.section.clone(), row: format!("#{}", sentence + 1), column: 0, text });
            read.insert(at);
        }
        if let Some(head) = place.head {
            table((&mut said, &mut read), &range, (&place.section, head));
        }
        around.push(Around { part: place.section.clone(), pieces: others(&range, &read) });
    }
    let known = |name: &String| name == MANIFEST || manifest.sheets.iter().any(|place| place.name == *name);
    for name in workbook.sheet_names().into_iter().filter(|name| !known(name)) {
        let range = workbook.worksheet_range(&name).map_err(|error| Unreadable::Workbook(error.to_string()))?;
        around.push(Around { pieces: others(&range, &Cells::new()), part: name });
    }
    Ok(Contents { manifest, said, around })
}

/// The cells that are not read as places, each with where it is.
fn others(range: &Range<Data>, read: &Cells) -> Vec<String> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    let cells = range.used_cells().map(|(row, column, cell)| {
        // A sheet has far fewer rows than that.
        let place = |first: u32, more: usize| first + u32::try_from(more).unwrap_or(u32::MAX - first);
        (place(first_row, row), place(first_column, column), text(cell))
    });
    let cells = cells.filter(|(row, column, text)| !text.is_empty() && !read.contains(&(*row, *column)));
    cells.map(|(row, column, text)| format!("row {}, column {}: {text}", row + 1, column + 1)).collect()
}

/// The rows below a head, as far down as they have keys: one that was added is read as well.
fn table((said, read): (&mut Vec<Said>, &mut Cells), range: &Range<Data>, (section, head): (&str, u32)) {
    let mut columns = 0;
    while matches!(range.get_value((head, columns + 1)), Some(Data::String(_))) {
        columns += 1;
    }
    let mut row = head + 1;
    while let Some(key) = range.get_value((row, 0)).map(text).filter(|key| !key.is_empty()) {
        for column in 0..columns {
            let text = range.get_value((row, column + 1)).map(text).unwrap_or_default();
            said.push(Said { section: section.to_owned(), row: key.clone(), column: column as usize, text });
            read.insert((row, column + 1));
        }
        row += 1;
    }
}

/// What a cell says. A year or a code may have become a number on the way.
#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Float(number) => exact(*number),
        Data::Int(number) => exact(*number as f64),
        other => other.to_string(),
    }
}
