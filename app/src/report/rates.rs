//! Rates from outside, apart from what people answered.

use super::{Cell, Column, Row, Section, Table};
use crate::domain::report::Report;
use crate::text::Words;

pub(super) fn section(words: Words, report: &Report) -> Option<Section> {
    if report.administrative.is_empty() {
        return None;
    }
    let columns = vec![
        Column::text(words.t("column-unit"), 40),
        Column::text(words.t("column-sector"), 34),
        Column::text(words.t("column-year"), 8),
        Column::number(words.t("column-rate")),
        Column::number(words.t("column-without-complaint")),
        Column::number(words.t("column-dossiers")),
        Column::text(words.t("column-source"), 40),
    ];
    let rows = report.administrative.iter().map(|figure| {
        let rate = &figure.rate;
        let [satisfied, total] = [rate.satisfied, rate.total].map(|count| Cell::Count(count.unsigned_abs()));
        let share = satisfied.number().zip(total.number()).filter(|(_, total)| *total > 0.0);
        let cells = vec![
            Cell::text(figure.unit.get(words.0)),
            Cell::text(figure.sector.get(words.0)),
            Cell::Text(rate.year.to_string()),
            share.map_or(Cell::Empty, |(satisfied, total)| Cell::Share(satisfied / total)),
            satisfied,
            total,
            Cell::text(rate.source.as_str()),
        ];
        Row { key: format!("{}/{}/{}", rate.unit, rate.sector, rate.year), depth: 0, cells }
    });
    Some(Section {
        code: "rates",
        title: words.t("measure-administrative"),
        short: words.t("report-rates-short"),
        sentences: Vec::new(),
        table: Some(Table { columns, rows: rows.collect() }),
        chart: None,
        notes: vec![words.t("measure-administrative-lead")],
    })
}
