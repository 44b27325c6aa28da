//! Factors and items of each sector, with how they were answered.

use super::sectors::{note, share};
use super::{Cell, Column, Row, Section, Table};
use crate::domain::figure::Outcome;
use crate::domain::items::{ItemFigure, SectionFigures};
use crate::domain::report::{Drilled, Report};
use crate::text::Words;

/// The column of what else is to be said, after all numbers.
const NOTE: usize = 11;

pub(super) fn section(words: Words, report: &Report) -> Option<Section> {
    if report.drilled.is_empty() {
        return None;
    }
    let mut columns = vec![
        Column::text(words.t("report-item"), 60),
        Column::text(words.t("column-sector"), 26),
        Column::number(words.t("column-share")),
        Column::number(words.t("items-mean")),
        Column::number(words.t("column-respondents")),
    ];
    // The five points of the scale, in its own words.
    columns.extend((1..=5).map(|point| Column::number(words.t(&format!("scale-{point}")))));
    columns.extend([Column::number(words.t("report-no-opinion")), Column::text(words.t("report-note"), 30)]);
    let minimum = report.overview.panel.minimum;
    let rows = report.drilled.iter().flat_map(|drilled| {
        drilled.sections.iter().flat_map(move |section| {
            std::iter::once(factor(words, (drilled, section), minimum))
                .chain(section.items.iter().map(move |item| row(words, (drilled, item), minimum)))
        })
    });
    let rows = rows.collect();
    Some(Section {
        code: "items",
        title: words.t("report-items"),
        short: words.t("report-items-short"),
        sentences: Vec::new(),
        table: Some(Table { columns, rows }),
        chart: None,
        notes: vec![words.t("report-items-hint")],
    })
}

fn factor(words: Words, (drilled, section): (&Drilled, &SectionFigures), minimum: u64) -> Row {
    let sector = drilled.name.get(words.0);
    let mut cells = vec![Cell::text(section.title.get(words.0)), Cell::text(sector)];
    let why = match &section.outcome {
        Some(outcome) => {
            cells.extend([share(outcome), Cell::Empty, respondents(outcome)]);
            note(words, outcome, minimum, "")
        }
        None => Cell::Text(words.t("items-outside")),
    };
    cells.resize(NOTE, Cell::Empty);
    cells.push(why);
    Row { key: format!("{}/{}", drilled.sector, section.code), depth: 0, cells }
}

fn row(words: Words, (drilled, item): (&Drilled, &ItemFigure), minimum: u64) -> Row {
    let mut cells = vec![Cell::text(item.text.get(words.0)), Cell::text(drilled.name.get(words.0)), share(&item.split.outcome)];
    match &item.split.answers {
        Some(answers) => {
            cells.push(answers.mean.map_or(Cell::Empty, Cell::Mean));
            cells.push(respondents(&item.split.outcome));
            cells.extend(answers.points.map(Cell::Count));
            cells.push(answers.no_opinion.map_or(Cell::Empty, Cell::Count));
        }
        None => cells.resize(NOTE, Cell::Empty),
    }
    cells.push(note(words, &item.split.outcome, minimum, ""));
    // A factor and an item may have the same code.
    Row { key: format!("{}//{}", drilled.sector, item.code), depth: 1, cells }
}

fn respondents(outcome: &Outcome) -> Cell {
    match outcome {
        Outcome::Shown(estimate) => Cell::Count(estimate.respondents),
        Outcome::Hidden(_) | Outcome::NoAnswers => Cell::Empty,
    }
}
