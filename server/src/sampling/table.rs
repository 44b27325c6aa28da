//! What stands in a table before anybody says what its columns mean.

use std::collections::BTreeMap;

use app::domain::fold::fold;
use app::domain::sample::Head;
use app::domain::sample::column::Column;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::invited_list::tidy;
use crate::tables::{Row, Table};

/// The names by which columns are known without being chosen, without diacritics.
const KNOWN: [(Column, &[&str]); 7] = [
    (Column::Reference, &["ma", "ma ho", "ma ho so", "id", "reference"]),
    (Column::Stratum, &["tang", "xa", "stratum"]),
    (Column::Psu, &["cum", "thon", "psu", "cluster"]),
    (Column::Size, &["quy mo", "so ho", "size"]),
    (Column::Order, &["thu tu", "order"]),
    (Column::Spread, &["do lech chuan", "sd", "spread"]),
    (Column::Taken, &["so can chon", "n"]),
];

/// How many rows are shown.
const SHOWN: usize = 3;

/// What a table has and begins with.
#[must_use]
pub fn head(table: &Table) -> Head {
    let mut rows = table.rows();
    let columns: Vec<String> = rows.next().map(|row| row.cells().map(cell).collect()).unwrap_or_default();
    let elements = rows.len() as u64;
    let first = rows.take(SHOWN).map(|row| (0..columns.len()).map(|number| cell(row.cell(number))).collect()).collect();
    Head { columns, elements, first, hash: hash(table) }
}

/// The columns whose names are known; the references are otherwise in the first one.
#[must_use]
pub fn known(columns: &[String]) -> BTreeMap<Column, usize> {
    let names: Vec<String> = columns.iter().map(|name| fold(name)).collect();
    let find = |(column, known): (Column, &[&str])| Some((column, names.iter().position(|name| known.contains(&name.as_str()))?));
    let mut found: BTreeMap<Column, usize> = KNOWN.into_iter().filter_map(find).collect();
    found.entry(Column::Reference).or_insert(0);
    found
}

/// The columns with these names.
#[must_use]
pub fn named(columns: &[String], names: &BTreeMap<Column, String>) -> BTreeMap<Column, usize> {
    let place = |name: &String| columns.iter().position(|known| known == name);
    names.iter().filter_map(|(column, name)| Some((*column, place(name)?))).collect()
}

/// What stands in a cell.
#[must_use]
pub fn cell(text: &str) -> String {
    tidy(text).nfc().collect()
}

fn hash(table: &Table) -> String {
    let mut hash = Sha256::new();
    for row in table.rows() {
        hash.update(serde_json::Value::from(cells(row)).to_string());
        hash.update("\n");
    }
    HEXLOWER.encode(&hash.finalize())
}

fn cells(row: Row) -> Vec<String> {
    let mut cells: Vec<String> = row.cells().map(cell).collect();
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    cells
}
