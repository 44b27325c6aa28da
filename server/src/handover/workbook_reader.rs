//! What a workbook says, as it is now: whoever had it may have opened and saved it with another program.

use std::io::Cursor;

use app::report::manifest::{Manifest, Said};
use calamine::{Data, Range, Reader, Xlsx};

use super::exact;
use super::verification::Unreadable;
use super::workbook::MANIFEST;

/// The manifest of a workbook and all that its parts say.
pub(super) fn read(bytes: &[u8]) -> Result<(Manifest, Vec<Said>), Unreadable> {
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
    for place in &manifest.sheets {
        let range = sheet(&place.name)?;
        for sentence in 0..place.told {
            let text = range.get_value((place.sentences + sentence, 0)).map(text).unwrap_or_default();
            said.push(Said { section: place.section.clone(), row: format!("#{}", sentence + 1), column: 0, text });
        }
        if let Some(head) = place.head {
            table(&mut said, &range, (&place.section, head));
        }
    }
    Ok((manifest, said))
}

/// The rows below a head, as far down as they have keys: one that was added is read as well.
fn table(said: &mut Vec<Said>, range: &Range<Data>, (section, head): (&str, u32)) {
    let mut columns = 0;
    while matches!(range.get_value((head, columns + 1)), Some(Data::String(_))) {
        columns += 1;
    }
    let mut row = head + 1;
    while let Some(key) = range.get_value((row, 0)).map(text).filter(|key| !key.is_empty()) {
        for column in 0..columns {
            let text = range.get_value((row, column + 1)).map(text).unwrap_or_default();
            said.push(Said { section: section.to_owned(), row: key.clone(), column: column as usize, text });
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
