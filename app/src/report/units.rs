//! The units below: ranked, and by sector.

use super::sectors::{against, change, class, interval, note, share, verdict};
use super::{Cell, Chart, Column, Row, Section, Table};
use crate::domain::figure::Outcome;
use crate::domain::measure::Measure;
use crate::domain::report::Report;
use crate::domain::unit_table::{Cell as Figure, UnitRow, Units};
use crate::text::Words;

/// The units with their figures: by rank where they have one, else in the order of the tree.
pub(super) fn ranked(words: Words, report: &Report) -> Option<Section> {
    let units = report.units.as_ref()?;
    let certain = units.measure == Measure::Survey;
    let mut columns = vec![
        Column::text(words.t("column-unit"), 40),
        Column::number(words.t("column-share")),
        Column::text(words.t("report-target-sign"), 6),
        Column::number(words.t("column-target")),
        Column::number(words.t("column-distance")),
    ];
    if certain {
        columns.extend([
            Column::number(words.t("report-lower")),
            Column::number(words.t("report-upper")),
            Column::text(words.t("column-verdict"), 18),
            Column::text(words.t("column-class"), 14),
            Column::number(words.t("report-rank")),
            Column::text(words.t("report-rank-range"), 12),
        ]);
    }
    columns.push(Column::number(words.t("analysis-change")));
    if certain {
        columns.push(Column::text(words.t("report-change-interval"), 18));
    }
    columns.extend([Column::number(words.t("column-respondents")), Column::text(words.t("report-note"), 30)]);
    let mut rows: Vec<&UnitRow> = units.rows.iter().collect();
    rows.sort_by_key(|row| row.rank.map_or(u64::MAX, |rank| rank.rank));
    let rows = rows.into_iter().map(|row| Row {
        key: row.unit.to_string(),
        depth: 0,
        cells: cells(words, row, (certain, units.minimum)),
    });
    let table = Table { columns, rows: rows.collect() };
    let subject = units.subject.as_ref().map_or_else(|| words.t("filter-all-sectors"), |name| name.get(words.0).to_owned());
    let hint = if certain { "report-rank-hint" } else { "report-no-rank" };
    Some(Section {
        code: "units",
        title: words.t("report-units"),
        short: words.t("report-units-short"),
        sentences: Vec::new(),
        table: Some(table),
        chart: Some(Chart::Bars { shares: 1, targets: Some(3) }),
        notes: vec![words.with("report-units-about", &[("subject", &subject)]), words.t(hint)],
    })
}

fn cells(words: Words, row: &UnitRow, (certain, minimum): (bool, u64)) -> Vec<Cell> {
    let mut cells = vec![Cell::text(row.name.get(words.0)), share(&row.outcome)];
    cells.extend(against(&row.outcome, row.target.as_ref()));
    if certain {
        cells.extend(interval(&row.outcome));
        cells.push(verdict(words, &row.outcome));
        cells.push(class(words, row.class.as_ref()));
        cells.push(row.rank.map_or(Cell::Empty, |rank| Cell::Count(rank.rank)));
        let range = |best, worst| if best == worst { format!("{best}") } else { format!("{best}–{worst}") };
        cells.push(row.rank.map_or(Cell::Empty, |rank| Cell::Text(range(rank.best, rank.worst))));
    }
    let (points, said) = change(words, &row.change, certain);
    cells.push(points);
    if certain {
        cells.push(Cell::text(said.as_str()));
    }
    cells.push(match &row.outcome {
        Outcome::Shown(estimate) => Cell::Count(estimate.respondents),
        Outcome::Hidden(_) | Outcome::NoAnswers => Cell::Empty,
    });
    cells.push(note(words, &row.outcome, minimum, if certain { "" } else { &said }));
    cells
}

/// The units by sector; nothing where they are of one sector only.
pub(super) fn by_sector(words: Words, report: &Report) -> Option<Section> {
    let units: &Units = report.units.as_ref()?;
    if units.columns.is_empty() {
        return None;
    }
    let mut columns = vec![Column::text(words.t("column-unit"), 40)];
    columns.extend(units.columns.iter().map(|(_, name)| Column::number(name.get(words.0).to_owned())));
    let rows = units.rows.iter().map(|row| {
        let mut cells = vec![Cell::text(row.name.get(words.0))];
        cells.extend(row.cells.iter().map(|cell| match cell {
            Figure::NoAnswers => Cell::Text("–".to_owned()),
            Figure::Hidden(_) => Cell::Text(words.t("hidden-short")),
            Figure::Shown { share, .. } => Cell::Share(*share),
        }));
        Row { key: row.unit.to_string(), depth: 0, cells }
    });
    Some(Section {
        code: "units-by-sector",
        title: words.t("report-units-by-sector"),
        short: words.t("report-units-by-sector-short"),
        sentences: Vec::new(),
        table: Some(Table { columns, rows: rows.collect() }),
        chart: None,
        notes: vec![words.t("report-dash-hint")],
    })
}
