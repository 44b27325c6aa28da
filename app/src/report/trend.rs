//! The last twelve months of each sector.

use super::{Cell, Chart, Column, Row, Section, Table};
use crate::domain::period::Period;
use crate::domain::report::Report;
use crate::text::Words;

pub(super) fn section(words: Words, report: &Report) -> Section {
    let shown = &report.overview;
    let mut columns = vec![Column::text(words.t("report-month"), 16)];
    columns.extend(shown.panel.sectors.iter().map(|figure| Column::number(figure.name.get(words.0).to_owned())));
    let last = columns.len() - 1;
    columns.push(Column::text(words.t("report-break"), 34));
    let rows = shown.months.iter().enumerate().map(|(place, month)| {
        let mut cells = vec![Cell::Text(words.period(Period::Month(*month)))];
        let shares = shown.courses.iter().map(|course| course.months.get(place).copied().flatten());
        cells.extend(shares.map(|share| share.map_or(Cell::Empty, Cell::Share)));
        let broken = shown.breaks.iter().find(|(begin, _)| begin == month);
        cells.push(broken.map_or(Cell::Empty, |(_, what)| Cell::Text(format!("≠ {}", words.t(what.key())))));
        Row { key: month.to_string(), depth: 0, cells }
    });
    Section {
        code: "trend",
        title: words.t("report-trend"),
        short: words.t("report-trend-short"),
        sentences: Vec::new(),
        table: Some(Table { columns, rows: rows.collect() }),
        chart: Some(Chart::Lines { from: 1, to: last }),
        notes: vec![words.t("report-trend-hint")],
    }
}
