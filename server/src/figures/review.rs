//! The figures of a monthly review: a month beside its year, sector by sector.

use app::domain::figure::{Outcome, Results};
use app::domain::review::{Line, Panel};

/// The panels of a year with the month's figures of the same measure and version beside them. Sectors of which nothing is known and nothing was
/// set are left out.
#[must_use]
pub fn panels(month: &Results, year: &Results) -> Vec<Panel> {
    let panels = year.panels.iter().map(|panel| {
        let like = |other: &&app::domain::figure::Panel| {
            (other.measure, &other.questionnaire, other.version) == (panel.measure, &panel.questionnaire, panel.version)
        };
        let same = month.panels.iter().find(like);
        let lines = panel.sectors.iter().map(|figure| {
            let of_month = same.and_then(|panel| panel.sectors.iter().find(|other| other.sector == figure.sector));
            let target = figure.target.as_ref();
            Line {
                sector: figure.name.clone(),
                depth: figure.depth,
                target: target.map(|set| (set.operator.word().to_owned(), set.percent, set.legal_basis.clone())),
                month: of_month.map_or(Outcome::NoAnswers, |figure| figure.outcome.clone()),
                year: figure.outcome.clone(),
            }
        });
        let is_told = |line: &Line| line.target.is_some() || line.year != Outcome::NoAnswers;
        let (measure, title, version) = (panel.measure, panel.title.clone(), panel.version);
        Panel { measure, title, version, lines: lines.filter(is_told).collect() }
    });
    panels.filter(|panel| !panel.lines.is_empty()).collect()
}
