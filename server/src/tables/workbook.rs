//! Tables as workbooks: XLSX, as spreadsheets and other programs write it. Only values are read: no formula is computed, no macro looked at.

use std::io::Cursor;
use std::panic::catch_unwind;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{Coding, MOST_COLUMNS, Table, Unreadable, archive};

/// What a workbook of before 2007 begins with, and one that has a password.
pub(super) const OLD: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Excel shows no more digits of a number than these; what comes after is the rounding of machines.
const DIGITS: usize = 15;

/// Reads the first sheet that has something and is not hidden.
pub(super) fn read(bytes: &[u8]) -> Result<Table, Unreadable> {
    archive::measure(bytes)?;
    // The reader of workbooks is made for those that programs write. Whatever a forged one makes it do ends here.
    catch_unwind(|| sheets(bytes)).unwrap_or(Err(Unreadable::BrokenWorkbook))
}

fn sheets(bytes: &[u8]) -> Result<Table, Unreadable> {
    let broken = |_: XlsxError| Unreadable::BrokenWorkbook;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let shown = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> =
        shown.filter(|sheet| sheet.visible == SheetVisible::Visible).map(|sheet| sheet.name.clone()).collect();
    for name in names {
        let table = sheet(&mut workbook, &name)?;
        if !table.rows.is_empty() {
            return Ok(table);
        }
    }
    Ok(Table::new(Coding::Workbook))
}

/// The cells of one sheet, one after another: a sheet with a cell in each corner has a table of two rows.
fn sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Table, Unreadable> {
    let broken = |_: XlsxError| Unreadable::BrokenWorkbook;
    let mut cells = workbook.worksheet_cells_reader(name).map_err(broken)?;
    let percent: Vec<bool> = cells
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().is_some_and(|format| format.format_code.contains('%')))
        .collect();
    let mut table = Table::new(Coding::Workbook);
    // The row that is being read, the cells that it has so far, and how many the first one has.
    let (mut row, mut filled, mut width) = (0, 0, None);
    let mut finish = |table: &mut Table, row: u32, filled: usize| {
        // What is empty at the end of a row is not written down. A row as wide as the first one is one of the same table.
        for _ in filled..width.unwrap_or(filled) {
            table.push("")?;
        }
        table.finish(u64::from(row) + 1)?;
        if width.is_none() && !table.rows.is_empty() {
            width = Some(table.ends.len());
        }
        Ok(())
    };
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(broken)? {
        let (of_row, column) = cell.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        let value = value(cell.get_value(), percent.get(style).copied().unwrap_or(false));
        if value.is_empty() {
            continue;
        }
        if of_row != row {
            finish(&mut table, row, filled)?;
            // Nobody who writes a sheet goes back in it.
            if of_row < row {
                return Err(Unreadable::BrokenWorkbook);
            }
            (row, filled) = (of_row, 0);
        }
        if column >= MOST_COLUMNS {
            return Err(Unreadable::TooManyColumns);
        }
        if column < filled {
            return Err(Unreadable::BrokenWorkbook);
        }
        for _ in filled..column {
            table.push("")?;
        }
        table.push(&value)?;
        filled = column + 1;
    }
    finish(&mut table, row, filled)?;
    Ok(table)
}

/// What stands in a cell, as people would type it: dates as `YYYY-MM-DD`, shares as percentages, numbers with a point and without loose zeros.
fn value(data: &DataRef, percent: bool) -> String {
    match data {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(value) if percent => format!("{}%", number(value * 100.0)),
        DataRef::Float(value) => number(*value),
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(moment) => date(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.trim_end_matches("T00:00:00").to_owned(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// A number to the digits that Excel shows.
fn number(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return if value == 0.0 { "0".to_owned() } else { value.to_string() };
    }
    // Rounded in the decimal system, which is what people see.
    let rounded = format!("{value:.*e}", DIGITS - 1).parse::<f64>().unwrap_or(value);
    rounded.to_string()
}

/// A date, with the time where it has one.
fn date(moment: &ExcelDateTime) -> String {
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return number(moment.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
}
