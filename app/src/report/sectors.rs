//! The summary: one row for each sector.

use super::{Cell, Chart, Column, Row, Section, Table};
use crate::domain::figure::{Certainty, Outcome, SectorFigure, Verdict, WhyHidden};
use crate::domain::measure::Measure;
use crate::domain::overview::{Change, ChangeCertainty, Course, ResponseRate, WhyNoChange};
use crate::domain::report::Report;
use crate::domain::target::Target;
use crate::parts::outcome::why_key;
use crate::text::Words;

pub(super) fn section(words: Words, report: &Report) -> Section {
    let shown = &report.overview;
    // Self-selected answers have neither intervals nor verdicts, so they have no empty columns for them either.
    let certain = shown.panel.measure == Measure::Survey;
    let rated = shown.courses.iter().any(|course| course.rate != ResponseRate::NotInvited);
    let mut columns = vec![
        Column::text(words.t("column-sector"), 34),
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
        ]);
    }
    columns.push(Column::number(words.t("analysis-change")));
    if certain {
        columns.push(Column::text(words.t("report-change-interval"), 18));
    }
    columns.extend([Column::number(words.t("column-respondents")), Column::number(words.t("column-valid"))]);
    if rated {
        columns.push(Column::number(words.t("analysis-rate")));
    }
    columns.push(Column::text(words.t("report-note"), 30));
    let rows = shown.panel.sectors.iter().zip(&shown.courses).map(|(figure, course)| Row {
        key: figure.sector.to_string(),
        depth: figure.depth,
        cells: cells(words, (figure, course), (certain, rated), shown.panel.minimum),
    });
    let rows = rows.collect();
    let compared = shown.earlier.map(|earlier| {
        let key = if shown.unfinished { "analysis-compared-unfinished" } else { "analysis-compared" };
        words.with(key, &[("period", &words.period(earlier))])
    });
    let lead = if certain { "measure-survey-lead" } else { "measure-feedback-lead" };
    let notes = [Some(words.t(lead)), compared, certain.then(|| words.t("analysis-significance"))];
    Section {
        code: "sectors",
        title: words.t("report-sectors"),
        short: words.t("report-sectors-short"),
        sentences: Vec::new(),
        table: Some(Table { columns, rows }),
        chart: Some(Chart::Bars { shares: 1, targets: Some(3) }),
        notes: notes.into_iter().flatten().collect(),
    }
}

fn cells(words: Words, (figure, course): (&SectorFigure, &Course), (certain, rated): (bool, bool), minimum: u64) -> Vec<Cell> {
    let target = figure.target.as_ref();
    let mut cells = vec![Cell::text(figure.name.get(words.0)), share(&figure.outcome)];
    cells.extend(against(&figure.outcome, target));
    if certain {
        cells.extend(interval(&figure.outcome));
        cells.push(verdict(words, &figure.outcome));
        cells.push(class(words, figure.class.as_ref()));
    }
    let (points, said) = change(words, &course.change, certain);
    cells.push(points);
    if certain {
        cells.push(Cell::text(said.as_str()));
    }
    cells.extend(counted(&figure.outcome));
    if rated {
        cells.push(rate(words, course.rate));
    }
    cells.push(note(words, &figure.outcome, minimum, if certain { "" } else { &said }));
    cells
}

/// The share. Where there is none the cell is empty, so that nobody's chart takes words for nothing.
pub(super) const fn share(outcome: &Outcome) -> Cell {
    match outcome {
        Outcome::Shown(estimate) => Cell::Share(estimate.share),
        Outcome::Hidden(_) | Outcome::NoAnswers => Cell::Empty,
    }
}

/// Why there is no share, and what else is to be said.
pub(super) fn note(words: Words, outcome: &Outcome, minimum: u64, more: &str) -> Cell {
    let why = match outcome {
        Outcome::Shown(_) => String::new(),
        Outcome::Hidden(WhyHidden::TooFew) => words.with("hidden-too-few", &[("minimum", &words.number(minimum))]),
        Outcome::Hidden(WhyHidden::WouldRevealAnother) => words.t("hidden-would-reveal"),
        Outcome::NoAnswers => words.t("no-answers"),
    };
    let said: Vec<&str> = [why.as_str(), more].into_iter().filter(|text| !text.is_empty()).collect();
    Cell::text(said.join("; "))
}

/// The target, its sign, and how far the share is from it.
pub(super) fn against(outcome: &Outcome, target: Option<&Target>) -> [Cell; 3] {
    let Some(target) = target else { return [Cell::Empty, Cell::Empty, Cell::Empty] };
    let distance = match outcome {
        Outcome::Shown(estimate) => Cell::Points(estimate.distance(target)),
        Outcome::Hidden(_) | Outcome::NoAnswers => Cell::Empty,
    };
    [Cell::text(target.operator.sign()), Cell::Set(target.percent / 100.0), distance]
}

/// The ends of the interval.
pub(super) fn interval(outcome: &Outcome) -> [Cell; 2] {
    match outcome {
        Outcome::Shown(estimate) => match estimate.certainty {
            Certainty::Interval { lower, upper, .. } => [Cell::lower(lower), Cell::upper(upper)],
            Certainty::None(_) => [Cell::Empty, Cell::Empty],
        },
        Outcome::Hidden(_) | Outcome::NoAnswers => [Cell::Empty, Cell::Empty],
    }
}

/// The verdict, or why there is none.
pub(super) fn verdict(words: Words, outcome: &Outcome) -> Cell {
    let Outcome::Shown(estimate) = outcome else { return Cell::Empty };
    match estimate.certainty {
        Certainty::Interval { verdict: Some(verdict), .. } => Cell::Text(words.t(match verdict {
            Verdict::Met => "verdict-met",
            Verdict::Missed => "verdict-missed",
            Verdict::NotEnoughEvidence => "verdict-not-enough",
        })),
        Certainty::Interval { verdict: None, .. } => Cell::Empty,
        Certainty::None(why) => Cell::Text(words.t(why_key(why))),
    }
}

/// The class, with a mark where the interval reaches into another.
pub(super) fn class(words: Words, class: Option<&crate::domain::figure::Classed>) -> Cell {
    class.map_or(Cell::Empty, |class| {
        let name = class.name.get(words.0);
        Cell::Text(if class.certain { name.to_owned() } else { words.with("report-class-uncertain", &[("name", name)]) })
    })
}

/// The change in points, and its interval or why there is none.
pub(super) fn change(words: Words, change: &Change, certain: bool) -> (Cell, String) {
    match change {
        Change::Points { points, certainty } => {
            let said = match certainty {
                ChangeCertainty::Interval { lower, upper } => {
                    let clear = certainty.is_significant() == Some(true);
                    let key = if clear { "analysis-change-clear" } else { "analysis-change-unclear" };
                    format!("{} … {}; {}", words.points(*lower), words.points(*upper), words.t(key))
                }
                ChangeCertainty::None(why) if certain => words.t(why_key(*why)),
                ChangeCertainty::None(_) => String::new(),
            };
            (Cell::Points(*points), said)
        }
        Change::None(why) => {
            let said = match why {
                WhyNoChange::Break(found) => format!("≠ {}", words.t(found.key())),
                WhyNoChange::HiddenBefore => words.t("analysis-hidden-before"),
                WhyNoChange::NothingBefore => words.t("analysis-nothing-before"),
                WhyNoChange::NoFigure => String::new(),
            };
            (Cell::Empty, said)
        }
    }
}

fn counted(outcome: &Outcome) -> [Cell; 2] {
    match outcome {
        Outcome::Shown(estimate) => [Cell::Count(estimate.respondents), Cell::Count(estimate.valid)],
        Outcome::Hidden(_) | Outcome::NoAnswers => [Cell::Empty, Cell::Empty],
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
fn rate(words: Words, rate: ResponseRate) -> Cell {
    match rate {
        ResponseRate::Known { answered, issued } => Cell::Share(answered as f64 / issued as f64),
        ResponseRate::Hidden => Cell::Text(words.t("hidden-short")),
        ResponseRate::NotInvited => Cell::Text("–".to_owned()),
    }
}
