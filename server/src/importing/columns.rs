//! From a table to lines: which column is which, by its heading, and what people write into cells.

use std::collections::HashMap;
use std::sync::LazyLock;

use app::domain::fold::fold;
use app::domain::form::PARENT;
use app::domain::import::{Catalogue, Column, Line};
use app::domain::language::Language;
use app::domain::target::Operator;
use app::domain::unit::UnitKind;
use app::domain::{target_form, unit_form};
use app::text::Words;

use crate::spreadsheet::plain;
use crate::tables::{Row, Table};

/// Headings are looked for in so many of the first rows: offices put a title above their tables.
const TITLES: usize = 10;

/// Why the columns of a table cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// Nothing is in the table.
    Empty,
    /// None of the first rows has the headings that are needed.
    Missing,
    /// The same heading stands twice.
    Twice(&'static Column),
}

/// Where the columns stand.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Each known column with its place.
    places: Vec<(&'static Column, usize)>,
    /// The row of the headings, from 0.
    row: usize,
    /// The headings that mean nothing here.
    pub ignored: Vec<String>,
}

impl Columns {
    /// Finds the row of headings and what each means: in any language of the interface, or by the names of the fields.
    ///
    /// # Errors
    /// Why they cannot be told.
    pub fn find(table: &Table, catalogue: Catalogue) -> Result<Self, Unclear> {
        if table.rows().len() == 0 {
            return Err(Unclear::Empty);
        }
        let columns = catalogue.columns();
        for (number, row) in table.rows().take(TITLES).enumerate() {
            let meant: Vec<Option<&'static Column>> =
                row.cells().map(|cell| columns.iter().find(|column| is_heading(column, cell))).collect();
            if !columns.iter().filter(|column| column.needed).all(|column| meant.contains(&Some(column))) {
                continue;
            }
            let mut places: Vec<(&'static Column, usize)> = Vec::new();
            for (place, column) in meant.iter().enumerate() {
                let Some(column) = column else { continue };
                if places.iter().any(|(known, _)| known == column) {
                    return Err(Unclear::Twice(column));
                }
                places.push((column, place));
            }
            let strange = row.cells().zip(&meant).filter(|(cell, meant)| meant.is_none() && !cell.trim().is_empty());
            let ignored = strange.map(|(cell, _)| cell.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
            return Ok(Self { places, row: number, ignored });
        }
        Err(Unclear::Missing)
    }

    /// The rows below the headings, as lines.
    pub fn lines<'a>(&'a self, table: &'a Table) -> impl Iterator<Item = Line> + Clone + 'a {
        table.rows().skip(self.row + 1).map(|row| Line {
            number: row.line,
            fields: self.places.iter().map(|(column, place)| (column.field.to_owned(), cell(column, row, *place))).collect(),
        })
    }

    /// How many rows there are below the headings.
    #[must_use]
    pub fn count(&self, table: &Table) -> usize {
        table.rows().len().saturating_sub(self.row + 1)
    }
}

/// Whether a cell is the heading of a column.
fn is_heading(column: &Column, cell: &str) -> bool {
    let plain = |text: &str| fold(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    let cell = plain(cell);
    cell == column.field
        || [Language::Vi, Language::En].into_iter().any(|language| plain(&Words(language).t(column.heading)) == cell)
}

/// What stands in a cell, as the field of the form would have it.
fn cell(column: &Column, row: Row, place: usize) -> String {
    let text = plain(row.cell(place)).trim().to_owned();
    match column.field {
        unit_form::KIND => kind(&text).map_or(text, |kind| kind.word().to_owned()),
        // The field of a year has the same name, and no year is written like a day.
        unit_form::FROM | unit_form::TO => day(&text).unwrap_or(text),
        target_form::OPERATOR => operator(&text).map_or(text, |operator| operator.word().to_owned()),
        // Codes are written small; whoever types in a spreadsheet gets a capital at the beginning.
        PARENT | unit_form::SUCCESSOR | target_form::UNIT | target_form::SECTOR | "code" => text.to_lowercase(),
        _ => text,
    }
}

/// What people call each kind: its name in each language, and each of the names that it has together: "xã" of "Xã, phường, đặc khu".
static KINDS: LazyLock<HashMap<String, UnitKind>> = LazyLock::new(|| {
    let names = |kind: UnitKind| [Language::Vi, Language::En].map(|language| (kind, fold(&Words(language).t(kind.key()))));
    let called = |(kind, name): (UnitKind, String)| {
        let parts: Vec<String> = name.split(", ").map(str::to_owned).collect();
        parts.into_iter().chain([name]).map(move |called| (called, kind))
    };
    UnitKind::ALL.into_iter().flat_map(names).flat_map(called).collect()
});

/// The kind that somebody means, by its word or as people call it.
fn kind(text: &str) -> Option<UnitKind> {
    UnitKind::from_word(text).or_else(|| KINDS.get(&fold(text)).copied())
}

/// A day that is written in the order of Viet Nam, `D/M/YYYY`, as the form has it.
fn day(text: &str) -> Option<String> {
    let mut parts = text.split(['/', '.', '-']);
    let mut number = |longest: usize| {
        let part =
            parts.next().filter(|part| (1..=longest).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()));
        part.and_then(|part| part.parse::<u16>().ok())
    };
    let (day, month, year) = (number(2)?, number(2)?, number(4).filter(|year| *year >= 1_000)?);
    parts.next().is_none().then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// The operator that somebody means.
fn operator(text: &str) -> Option<Operator> {
    match text {
        "≥" | "=>" => Some(Operator::AtLeast),
        _ => Operator::from_word(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_people_write_them() {
        for (text, meant) in [("1/7/2025", "2025-07-01"), ("01.07.2025", "2025-07-01"), ("31-12-2030", "2030-12-31")] {
            assert_eq!(day(text).as_deref(), Some(meant), "{text}");
        }
        for text in ["2025-07-01", "", "1/7/25", "1/7", "1/7/2025/1", "a/7/2025", "2026"] {
            assert_eq!(day(text), None, "{text}");
        }
        for (text, meant) in [
            ("xã", UnitKind::Commune),
            ("Phường", UnitKind::Commune),
            ("Xã, phường, đặc khu", UnitKind::Commune),
            ("sở", UnitKind::Department),
            ("province", UnitKind::Province),
            ("Huyen", UnitKind::District),
        ] {
            assert_eq!(kind(text), Some(meant), "{text}");
        }
        assert_eq!(kind("ấp"), None);
        assert_eq!((operator("≥"), operator(">"), operator("<")), (Some(Operator::AtLeast), Some(Operator::MoreThan), None));
    }

    #[test]
    fn headings_are_known_in_each_language_below_a_title_and_in_any_order() {
        for headings in
            ["Trực thuộc;Mã;TÊN tiếng  việt;Ghi chú", "Belongs to;Code;Name in Vietnamese;Ghi chú", "parent;code;name-vi;Ghi chú"]
        {
            let text = format!("DANH SÁCH ĐƠN VỊ;;;\n\n{headings}\ntinh;XA-MOT;Xã Một;x\n");
            let table = Table::of_text(&text).unwrap();
            let columns = Columns::find(&table, Catalogue::Units).unwrap();
            assert_eq!((columns.ignored.as_slice(), columns.count(&table)), (["Ghi chú".to_owned()].as_slice(), 1), "{headings}");
            let line = columns.lines(&table).next().unwrap();
            assert_eq!((line.number, line.fields.first("code"), line.fields.first("parent")), (4, Some("xa-mot"), Some("tinh")));
            assert_eq!(line.fields.first("kind"), None, "what has no column is not there");
        }
        let unclear = |text: &str| Columns::find(&Table::of_text(text).unwrap(), Catalogue::Targets).unwrap_err();
        assert_eq!(unclear(""), Unclear::Empty);
        assert_eq!(unclear("Đơn vị;Lĩnh vực\nxa;land"), Unclear::Missing);
        assert!(matches!(unclear("Đơn vị;Lĩnh vực;Từ năm;unit"), Unclear::Twice(column) if column.field == "unit"));
    }
}
