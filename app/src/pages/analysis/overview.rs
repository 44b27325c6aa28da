//! `/analysis`: the sectors of a unit, each with its target, its change and its last twelve months.

use leptos::prelude::*;

use super::filter::{Choosing, action};
use super::items;
use super::views::Views;
use crate::domain::figure::{Certainty, Filter, Outcome, SectorFigure, Verdict, WhyHidden};
use crate::domain::measure::Measure;
use crate::domain::overview::{Change, ChangeCertainty, Course, Overview, Question, ResponseRate, Shown, WhyNoChange};
use crate::domain::period::{LocalTime, Month, Period};
use crate::domain::unit_choice::UnitChoice;
use crate::pages::results::verdict_words;
use crate::parts::desk::Desk;
use crate::parts::frame::use_words;
use crate::parts::module::ModuleStyle;
use crate::parts::outcome::{measure_key, why_key};
use crate::parts::sparkline::Sparkline;
use crate::text::Words;

/// The address of the page.
const PATH: &str = "/analysis";

/// The page.
#[component]
pub fn OverviewPage(overview: Overview, offered: UnitChoice) -> impl IntoView {
    let words = use_words();
    let Overview { scene, shown } = overview;
    let question = scene.question.clone();
    let time = LocalTime::of(scene.as_of);
    let as_of = words.with("as-of", &[("time", &time.clock()), ("date", &time.date())]);
    let open = shown.is_none();
    let asked = question.clone();
    let shown = match shown {
        Some(shown) => view! { <Sectors shown question/> }.into_any(),
        None => view! { <p class="lead">{words.t("analysis-none")}</p> }.into_any(),
    };
    view! {
        <Desk title=words.t("analysis-title") here=PATH>
            <ModuleStyle name="analysis.css"/>
            <h1>{words.t("analysis-title")}</h1>
            <Views question=asked here=PATH/>
            <Choosing scene offered path=PATH open/>
            <p class="hint">{as_of}" · "<a href="/methods">{words.t("methods-title")}</a></p>
            {shown}
        </Desk>
    }
}

#[component]
fn Sectors(shown: Shown, question: Question) -> impl IntoView {
    let words = use_words();
    let Shown { panel, earlier, unfinished, courses, months, breaks } = shown;
    let certain = panel.measure == Measure::Survey;
    let title = words.with("panel-title", &[("title", panel.title.get(words.0)), ("version", &panel.version.to_string())]);
    let marked: Vec<usize> = breaks.iter().filter_map(|(begin, _)| months.iter().position(|month| month == begin)).collect();
    let rows = panel
        .sectors
        .iter()
        .zip(&courses)
        .map(|(figure, course)| row(words, figure, course, (certain, panel.minimum, &months, &marked), &question))
        .collect_view();
    let broken = breaks.iter().map(|(month, found)| {
        let month = words.period(Period::Month(*month));
        view! { <li>{words.with("analysis-break-from", &[("month", &month), ("what", &words.t(found.key()))])}</li> }
    });
    let broken = (!breaks.is_empty()).then(|| view! { <ul class="hint">{broken.collect_view()}</ul> });
    let compared = earlier.map(|earlier| {
        let key = if unfinished { "analysis-compared-unfinished" } else { "analysis-compared" };
        words.with(key, &[("period", &words.period(earlier))])
    });
    let about = words.t(if certain { "analysis-significance" } else { "why-self-selected" });
    let names = panel.sectors.iter().map(|figure| figure.name.get(words.0).to_owned()).collect();
    let table = view! {
        <div class="scroll" tabindex="0" role="region" aria-labelledby="sectors">
            <table class="courses">
                <thead>
                    <tr>
                        <th scope="col">{words.t("column-sector")}</th>
                        <th scope="col" class="number">{words.t("column-share")}</th>
                        <th scope="col" class="number">{words.t("column-target")}</th>
                        {certain.then(|| view! { <th scope="col">{words.t("column-verdict")}</th> })}
                        <th scope="col" class="number">{words.t("analysis-change")}</th>
                        <th scope="col">{words.t("analysis-course")}</th>
                        <th scope="col" class="number">{words.t("column-respondents")}</th>
                        <th scope="col" class="number"><a href="#rate">{words.t("analysis-rate")}</a></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any();
    let by_number = view! { <MonthTable names months courses/> }.into_any();
    view! {
        <section class="panel">
            <h2 id="sectors">{title}</h2>
            {table}
            <p class="hint">{words.t(measure_key(panel.measure))}". "{compared}" "{about}</p>
            {broken}
            <p class="hint" id="rate">{words.t("analysis-rate-hint")}</p>
            {by_number}
        </section>
    }
}

fn row(
    words: Words,
    figure: &SectorFigure,
    course: &Course,
    (certain, minimum, months, marked): (bool, u64, &[Month], &[usize]),
    question: &Question,
) -> impl IntoView + use<> {
    let name = figure.name.get(words.0).to_owned();
    let target = figure.target.as_ref().map(|target| format!("{} {}", target.operator.sign(), words.target(target.percent)));
    let line = view! { <Sparkline title=told(words, &name, months, &course.months) shares=course.months.clone() breaks=marked.to_vec()/> };
    let uncertain = |why| words.t(why_key(why));
    let cells = match &figure.outcome {
        Outcome::Shown(estimate) => {
            let (interval, verdict) = match estimate.certainty {
                Certainty::Interval { lower, upper, verdict } => {
                    let interval = view! { <br/> <small class="hint">{words.interval(lower, upper)}</small> };
                    let verdict = verdict.map(|verdict| verdict_mark(words, verdict));
                    (Some(interval), verdict.into_any())
                }
                Certainty::None(why) => (None, certain.then(|| view! { <span class="hint">{uncertain(why)}</span> }).into_any()),
            };
            view! {
                <td class="number"><strong>{words.percent(estimate.share)}</strong> {interval}</td>
                <td class="number">{target}</td>
                {certain.then(|| view! { <td>{verdict}</td> })}
                {change_cell(words, &course.change, certain)}
                <td>{line}</td>
                <td class="number">{words.number(estimate.respondents)}</td>
                {rate_cell(words, course.rate)}
            }
            .into_any()
        }
        hidden => {
            let text = match hidden {
                Outcome::Hidden(WhyHidden::TooFew) => words.with("hidden-too-few", &[("minimum", &words.number(minimum))]),
                Outcome::Hidden(WhyHidden::WouldRevealAnother) => words.t("hidden-would-reveal"),
                _ => words.t("no-answers"),
            };
            let width = 3 + usize::from(certain);
            view! { <td class="none" colspan=width>{text}</td> <td>{line}</td> <td class="none" colspan="2"></td> }.into_any()
        }
    };
    let filter = Filter { sector: Some(figure.sector.clone()), ..question.filter.clone() };
    let weak =
        matches!((&figure.outcome, &figure.target), (Outcome::Shown(estimate), Some(target)) if estimate.distance(target) < 0.0);
    let action = if weak { action(&filter) } else { None };
    let action = action.map(|href| {
        let label = words.with("items-action-of", &[("name", &name)]);
        view! { <br/> <a class="small" href=href aria-label=label>{words.t("items-action")}</a> }
    });
    let below = items::href(&Question { filter, ..question.clone() });
    view! { <tr><th scope="row" class=format!("depth-{}", figure.depth)><a href=below>{name}</a> {action}</th>{cells}</tr> }
}

/// A verdict with its mark.
pub(super) fn verdict_mark(words: Words, verdict: Verdict) -> impl IntoView + use<> {
    let (mark, key) = verdict_words(verdict);
    let class = format!("verdict {}", verdict.word());
    view! { <span class=class><span aria-hidden="true">{mark}</span>" "{words.t(key)}</span> }
}

/// The change in points with what may be said about it, or why there is none.
pub(super) fn change_cell(words: Words, change: &Change, certain: bool) -> impl IntoView + use<> {
    match change {
        Change::Points { points, certainty } => {
            let said = match certainty {
                ChangeCertainty::Interval { lower, upper } => {
                    let key = if certainty.is_significant() == Some(true) {
                        "analysis-change-clear"
                    } else {
                        "analysis-change-unclear"
                    };
                    let interval = format!("{} … {}", words.points(*lower), words.points(*upper));
                    Some(view! { <small class="hint">{words.t(key)} <br/> {interval}</small> }.into_any())
                }
                // Of self-selected answers it is said once, above the table.
                ChangeCertainty::None(why) => {
                    certain.then(|| view! { <small class="hint wrapped">{words.t(why_key(*why))}</small> }.into_any())
                }
            };
            let said = said.map(|said| view! { <br/> {said} });
            view! { <td class="number">{words.points(*points)} {said}</td> }.into_any()
        }
        Change::None(WhyNoChange::Break(found)) => view! { <td class="none">"≠ "{words.t(found.key())}</td> }.into_any(),
        Change::None(why) => {
            let key = match why {
                WhyNoChange::HiddenBefore => "analysis-hidden-before",
                _ => "analysis-nothing-before",
            };
            view! { <td class="none">{words.t(key)}</td> }.into_any()
        }
    }
}

fn rate_cell(words: Words, rate: ResponseRate) -> impl IntoView + use<> {
    match rate {
        ResponseRate::Known { answered, issued } => {
            let of = words.with("analysis-rate-of", &[("answered", &words.number(answered)), ("issued", &words.number(issued))]);
            view! { <td class="number">{words.percent(ratio(answered, issued))} <br/> <small class="hint">{of}</small></td> }
                .into_any()
        }
        ResponseRate::Hidden => view! { <td class="none number">{words.t("hidden-short")}</td> }.into_any(),
        ResponseRate::NotInvited => view! { <td class="number">"–"</td> }.into_any(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
pub(super) fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

/// The months with their numbers in one sentence.
fn told(words: Words, name: &str, months: &[Month], shares: &[Option<f64>]) -> String {
    let parts: Vec<String> =
        months.iter().zip(shares).filter_map(|(month, share)| Some(format!("{month}: {}", words.percent((*share)?)))).collect();
    let numbers = if parts.is_empty() { words.t("no-answers") } else { parts.join("; ") };
    format!("{name}. {numbers}")
}

/// The months as a table, for those who want numbers.
#[component]
fn MonthTable(names: Vec<String>, months: Vec<Month>, courses: Vec<Course>) -> impl IntoView {
    let words = use_words();
    let heads = months.iter().map(|month| view! { <th scope="col" class="number">{month.to_string()}</th> }).collect_view();
    let rows = names
        .into_iter()
        .zip(courses)
        .map(|(name, course)| {
            let cells = course.months.into_iter().map(
                |share| view! { <td class="number">{share.map_or_else(|| "–".to_owned(), |share| words.percent(share))}</td> },
            );
            view! { <tr><th scope="row">{name}</th>{cells.collect_view()}</tr> }
        })
        .collect_view();
    view! {
        <details>
            <summary>{words.t("analysis-months")}</summary>
            <p class="hint">{words.t("analysis-months-hint")}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=words.t("analysis-months")>
                <table class="months">
                    <thead><tr><th scope="col">{words.t("column-sector")}</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}
