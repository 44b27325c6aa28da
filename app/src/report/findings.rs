//! What a reader with one minute should know, in sentences.

use super::Section;
use crate::domain::figure::{Certainty, Estimate, Outcome, SectorFigure, Verdict};
use crate::domain::measure::Measure;
use crate::domain::overview::{Change, ChangeCertainty};
use crate::domain::report::Report;
use crate::text::Words;

/// So many of the weakest items are named.
const WEAKEST: usize = 3;

pub(super) fn section(words: Words, report: &Report) -> Section {
    let panel = &report.overview.panel;
    let shown: Vec<(&SectorFigure, &Estimate)> = panel
        .sectors
        .iter()
        .filter_map(|figure| match &figure.outcome {
            Outcome::Shown(estimate) => Some((figure, estimate)),
            Outcome::Hidden(_) | Outcome::NoAnswers => None,
        })
        .collect();
    let number = |n: usize| words.number(n as u64);
    let mut sentences =
        vec![words.with("report-finding-shown", &[("shown", &number(shown.len())), ("all", &number(panel.sectors.len()))])];
    let top = shown.iter().map(|(figure, _)| figure.depth).min();
    let whole = shown.iter().filter(|(figure, _)| Some(figure.depth) == top).map(|(figure, estimate)| {
        let values = [
            ("sector", figure.name.get(words.0)),
            ("share", &words.percent(estimate.share)),
            ("respondents", &words.number(estimate.respondents)),
        ];
        words.with("report-finding-whole", &values)
    });
    // One sector above all others says how the whole stands; several side by side stand in the table.
    let mut whole: Vec<String> = whole.collect();
    if whole.len() == 1 {
        sentences.append(&mut whole);
    }
    sentences.extend(if panel.measure == Measure::Survey { judged(words, &shown) } else { compared(words, &shown) });
    sentences.extend(changed(words, report));
    sentences.extend(weakest(words, report));
    Section {
        code: "findings",
        title: words.t("report-findings"),
        short: words.t("report-findings-short"),
        sentences,
        table: None,
        chart: None,
        notes: Vec::new(),
    }
}

/// A sentence with the names that it is about; nothing where there are none.
fn naming<'a>(words: Words, key: &str, figures: impl Iterator<Item = &'a SectorFigure>) -> Option<String> {
    let names: Vec<&str> = figures.map(|figure| figure.name.get(words.0)).collect();
    (!names.is_empty()).then(|| words.with(key, &[("names", &names.join("; "))]))
}

/// How sectors with a verdict stand to their targets.
fn judged(words: Words, shown: &[(&SectorFigure, &Estimate)]) -> Vec<String> {
    let with = |wanted: Verdict| {
        shown.iter().filter_map(move |(figure, estimate)| match estimate.certainty {
            Certainty::Interval { verdict: Some(verdict), .. } if verdict == wanted => Some(*figure),
            _ => None,
        })
    };
    [
        ("report-finding-met", Verdict::Met),
        ("report-finding-missed", Verdict::Missed),
        ("report-finding-not-enough", Verdict::NotEnoughEvidence),
    ]
    .into_iter()
    .filter_map(|(key, verdict)| naming(words, key, with(verdict)))
    .collect()
}

/// How self-selected percentages stand to targets: by their number only, for they prove nothing.
fn compared(words: Words, shown: &[(&SectorFigure, &Estimate)]) -> Vec<String> {
    let short = |figure: &SectorFigure, estimate: &Estimate| figure.target.as_ref().map(|target| estimate.distance(target) < 0.0);
    let those = |wanted: bool| {
        shown.iter().filter(move |(figure, estimate)| short(figure, estimate) == Some(wanted)).map(|(figure, _)| *figure)
    };
    let below = naming(words, "report-finding-below", those(true));
    let above = naming(words, "report-finding-above", those(false));
    [above, below].into_iter().flatten().collect()
}

/// Sectors that changed more than chance would give.
fn changed(words: Words, report: &Report) -> Vec<String> {
    let shown = &report.overview;
    let clear = |up: bool| {
        shown.panel.sectors.iter().zip(&shown.courses).filter_map(move |(figure, course)| match course.change {
            Change::Points { points, certainty: certainty @ ChangeCertainty::Interval { .. } }
                if certainty.is_significant() == Some(true) && (points > 0.0) == up =>
            {
                Some(figure)
            }
            _ => None,
        })
    };
    let up = naming(words, "report-finding-up", clear(true));
    let down = naming(words, "report-finding-down", clear(false));
    [up, down].into_iter().flatten().collect()
}

/// The items with the lowest percentages.
fn weakest(words: Words, report: &Report) -> Option<String> {
    let mut items: Vec<(f64, String)> = report
        .drilled
        .iter()
        .flat_map(|drilled| {
            drilled.sections.iter().flat_map(move |section| section.items.iter().map(move |item| (drilled, item)))
        })
        .filter_map(|(drilled, item)| match &item.split.outcome {
            Outcome::Shown(estimate) => {
                let values = [
                    ("item", item.text.get(words.0)),
                    ("sector", drilled.name.get(words.0)),
                    ("share", &words.percent(estimate.share)),
                ];
                Some((estimate.share, words.with("report-finding-item", &values)))
            }
            Outcome::Hidden(_) | Outcome::NoAnswers => None,
        })
        .collect();
    items.sort_by(|a, b| a.0.total_cmp(&b.0));
    items.truncate(WEAKEST);
    let named: Vec<String> = items.into_iter().map(|(_, named)| named).collect();
    (!named.is_empty()).then(|| words.with("report-finding-weakest", &[("items", &named.join("; "))]))
}
