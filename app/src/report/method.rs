//! How the figures were made, so that anybody can make them again.

use super::{Cell, Column, Row, Section, Table};
use crate::domain::campaign::Campaign;
use crate::domain::period::LocalTime;
use crate::domain::report::Report;
use crate::pages::manage::campaigns::sampling_key;
use crate::pages::results::formula_key;
use crate::parts::outcome::measure_key;
use crate::text::Words;

/// The version of the methods by which figures are made. It rises when the same answers would give other figures.
pub const METHOD: u32 = 2;

pub(super) fn section(words: Words, report: &Report) -> Section {
    let panel = &report.overview.panel;
    let filter = &report.scene.question.filter;
    let time = LocalTime::of(report.scene.as_of);
    let sector = filter.sector.as_ref().and_then(|sector| {
        let found = report.scene.sectors.iter().find(|(_, code, _)| code == sector);
        found.map(|(_, _, name)| name.get(words.0).to_owned())
    });
    let mode = filter.mode.map(|mode| words.t(&format!("mode-{}", mode.word())));
    let weighted = if panel.weighted { "report-weighted" } else { "report-not-weighted" };
    let formula = words.t(formula_key(&panel.formula));
    let minimum = words.number(panel.minimum);
    let mut rows = vec![
        ("measure", "analysis-measure", words.t(measure_key(panel.measure))),
        (
            "questionnaire",
            "report-questionnaire",
            words.with("panel-title", &[("title", panel.title.get(words.0)), ("version", &panel.version.to_string())]),
        ),
        ("formula", "report-formula", formula),
        ("weights", "methods-weights-title", words.t(weighted)),
        ("unit", "filter-unit", report.unit.get(words.0).to_owned()),
        ("period", "filter-period", filter.period.map(|period| words.period(period)).unwrap_or_default()),
        ("sector", "filter-sector", sector.unwrap_or_else(|| words.t("filter-all-sectors"))),
        ("mode", "filter-mode", mode.unwrap_or_else(|| words.t("filter-all-modes"))),
        ("as-of", "report-as-of", words.with("as-of", &[("time", &time.clock()), ("date", &time.date())])),
        ("interval", "methods-interval-title", words.t("report-interval-method")),
        ("hidden", "methods-hidden-title", words.with("methods-hidden", &[("minimum", &minimum)])),
        ("method", "report-method-version", METHOD.to_string()),
    ];
    if report.method.demonstration {
        rows.push(("demonstration", "report-demonstration", words.t("demo-banner")));
    }
    let inputs = &report.method.inputs;
    rows.extend([
        ("sha256-data", "report-hash-data", inputs.data.clone()),
        ("sha256-targets", "report-hash-targets", inputs.targets.clone()),
        ("sha256-classes", "report-hash-classes", inputs.classes.clone()),
        ("sha256-questionnaire", "report-hash-questionnaire", inputs.questionnaire.clone()),
        ("sha256-catalogue", "report-hash-catalogue", inputs.catalogue.clone()),
    ]);
    let line = |key: String, name: String, text: String| Row { key, depth: 0, cells: vec![Cell::Text(name), Cell::text(text)] };
    let mut table: Vec<Row> = rows.into_iter().map(|(key, name, text)| line(key.to_owned(), words.t(name), text)).collect();
    table.extend(
        report
            .method
            .campaigns
            .iter()
            .map(|one| line(format!("campaign/{}", one.id), words.t("filter-campaign"), campaign(words, one))),
    );
    Section {
        code: "method",
        title: words.t("report-method"),
        short: words.t("report-method-short"),
        sentences: Vec::new(),
        table: Some(Table {
            columns: vec![Column::text(words.t("report-what"), 34), Column::text(words.t("report-how"), 110)],
            rows: table,
        }),
        chart: None,
        notes: vec![words.t("report-method-hint")],
    }
}

/// A campaign with how its respondents were chosen and when it was open.
fn campaign(words: Words, campaign: &Campaign) -> String {
    let from = LocalTime::of(campaign.opens_at).date();
    let until = campaign.closes_at.map_or_else(|| words.t("report-campaign-open"), |at| LocalTime::of(at - 1).date());
    let values = [
        ("title", campaign.title.get(words.0)),
        ("sampling", &words.t(sampling_key(campaign.sampling))),
        ("from", &from),
        ("until", &until),
    ];
    words.with("report-campaign", &values)
}
