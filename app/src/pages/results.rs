//! `/results`: satisfaction by sector against its targets.

mod by_unit;
pub(crate) mod filter;
mod history;
mod parts;

pub use filter::periods;
use leptos::prelude::*;

use crate::domain::figure::{
    AdministrativeFigure, Certainty, Classed, Estimate, Filter, Outcome, Panel, Results, SectorFigure, Verdict, WhyHidden,
};
use crate::domain::measure::Measure;
use crate::domain::period::LocalTime;
use crate::domain::questionnaire::index::IndexFormula;
use crate::parts::chart::{Bar, TargetChart};
use crate::parts::document::Document;
use crate::parts::frame::use_words;
use crate::parts::outcome::why_key;
use crate::text::Words;
use by_unit::ByUnit;
use filter::{FilterForm, query};
use history::HistoryView;
use parts::Parts;

/// The page.
#[component]
pub fn ResultsPage(results: Results) -> impl IntoView {
    let words = use_words();
    let time = LocalTime::of(results.as_of);
    let as_of = words.with("as-of", &[("time", &time.clock()), ("date", &time.date())]);
    let downloads = query(&results.filter);
    let of = |measure| results.panels.iter().filter(|panel| panel.measure == measure).cloned().collect::<Vec<_>>();
    let (survey, feedback) = (of(Measure::Survey), of(Measure::Feedback));
    let empty = results.panels.is_empty() && results.administrative.is_empty();
    view! {
        <Document title=words.t("results-title")>
            <h1>{words.t("results-title")}</h1>
            <FilterForm results=results.clone()/>
            {results.history.clone().map(|history| view! { <HistoryView history filter=results.filter.clone()/> })}
            <p class="hint">
                {as_of}" "<a href=format!("/results.csv{downloads}")>"CSV"</a>" · "<a href=format!("/results.json{downloads}")>"JSON"</a>
                " · "<a href="/methods">{words.t("methods-title")}</a>
            </p>
            {empty.then(|| view! { <p class="lead">{words.t("results-none")}</p> })}
            <MeasureSection id=Measure::Survey.word() filter=results.filter.clone() panels=survey title="measure-survey" lead="measure-survey-lead"/>
            <MeasureSection id=Measure::Feedback.word() filter=results.filter.clone() panels=feedback title="measure-feedback" lead="measure-feedback-lead"/>
            <Administrative figures=results.administrative/>
        </Document>
    }
}

/// The panels of one measure under its title, or nothing where it has none.
#[component]
fn MeasureSection(
    id: &'static str,
    filter: Filter,
    panels: Vec<Panel>,
    title: &'static str,
    lead: &'static str,
) -> impl IntoView {
    let words = use_words();
    (!panels.is_empty()).then(|| {
        let show = |(place, panel)| view! { <PanelView panel filter=filter.clone() place/> };
        let panels = panels.into_iter().enumerate().map(show).collect_view();
        view! {
            <section class="measure">
                <h2 id=id>{words.t(title)}</h2>
                <p>{words.t(lead)}</p>
                {panels}
            </section>
        }
    })
}

#[component]
fn PanelView(panel: Panel, filter: Filter, place: usize) -> impl IntoView {
    let words = use_words();
    let minimum = panel.minimum;
    let title = words.with("panel-title", &[("title", panel.title.get(words.0)), ("version", &panel.version.to_string())]);
    let id = format!("{}-{place}", panel.measure.word());
    let (heading_id, chart_id, region_id) = (id.clone(), format!("chart-{id}"), format!("{} {id}", panel.measure.word()));
    let formula = panel.formula.word();
    let parts = view! { <Parts panel=panel.clone() filter=filter.clone()/> };
    let by_unit = view! { <ByUnit panel=panel.clone() filter id=id.clone()/> };
    let classified = panel.classification.is_some();
    let class_basis = panel.classification.as_ref().map(|by| {
        view! {
            <p class="hint">
                {words.with("class-basis", &[("basis", &by.legal_basis)])} " " <a href="/methods#classes">{words.t("methods-link")}</a>
            </p>
        }
    });
    let weighted = panel.weighted.then(|| view! { ", "<a href="/methods#weights">{words.t("formula-weighted")}</a> });
    let certain = panel.measure == Measure::Survey;
    let chart_title = words.with("chart-title", &[("title", panel.title.get(words.0))]);
    let bars: Vec<Bar> = panel.sectors.iter().map(|figure| bar(words, figure)).collect();
    // Many targets rest on few decisions, so each is said once below the table.
    let mut bases: Vec<String> = Vec::new();
    let rows = panel
        .sectors
        .into_iter()
        .map(|figure| {
            let basis = figure.target.as_ref().map(|target| note_number(&mut bases, &target.legal_basis));
            view! { <Row figure basis certain classified minimum/> }
        })
        .collect_view();
    let targeted = !bases.is_empty();
    let bases = bases.into_iter().map(|basis| view! { <li>{basis}</li> }).collect_view();
    let no_verdict = (!certain).then(|| view! { <p class="hint">{words.t("why-self-selected")}" "<a href="/methods#self-selected">{words.t("methods-link")}</a></p> });
    view! {
        <section class="panel">
            <h3 id=heading_id>{title}</h3>
            <p class="hint">{words.t("formula")}" "<a href=format!("/methods#{formula}")>{words.t(formula_key(&panel.formula))}</a>{weighted}</p>
            {parts}
            {no_verdict}
            <TargetChart id=chart_id title=chart_title description=words.t("chart-description") bars/>
            <div class="scroll" tabindex="0" role="region" aria-labelledby=region_id>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.t("column-sector")}</th>
                            <th scope="col" class="number">{words.t("column-share")}</th>
                            {classified.then(|| view! { <th scope="col"><a href="/methods#classes">{words.t("column-class")}</a></th> })}
                            <th scope="col" class="number"><a href="/methods#target">{words.t("column-target")}</a></th>
                            <th scope="col" class="number">{words.t("column-distance")}</th>
                            {certain.then(|| view! {
                                <th scope="col" class="number"><a href="/methods#interval">{words.t("column-interval")}</a></th>
                                <th scope="col"><a href="/methods#verdict">{words.t("column-verdict")}</a></th>
                            })}
                            <th scope="col" class="number">{words.t("column-respondents")}</th>
                            <th scope="col" class="number">{words.t("column-valid")}</th>
                            <th scope="col" class="number">{words.t("column-satisfied")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {targeted.then(|| view! {
                <p class="hint bases-title">{words.t("target-bases")}</p>
                <ol class="hint bases">{bases}</ol>
            })}
            {class_basis}
            {by_unit}
        </section>
    }
}

/// The number, from 1, under which a decision is noted below the table.
fn note_number(known: &mut Vec<String>, basis: &str) -> usize {
    let place = known.iter().position(|other| other == basis);
    1 + place.unwrap_or_else(|| {
        known.push(basis.to_owned());
        known.len() - 1
    })
}

/// The key of a formula's name.
#[must_use]
pub const fn formula_key(formula: &IndexFormula) -> &'static str {
    match formula {
        IndexFormula::PooledTopTwoBox => "formula-pooled-top-two-box",
        IndexFormula::MeanOfItemShares => "formula-mean-of-item-shares",
        IndexFormula::WeightedFactors(_) => "formula-weighted-factors",
        IndexFormula::MeanScore => "formula-mean-score",
    }
}

fn bar(words: Words, figure: &SectorFigure) -> Bar {
    let target = figure.target.as_ref();
    let (share, interval, note) = match &figure.outcome {
        Outcome::Shown(estimate) => {
            let interval = match estimate.certainty {
                Certainty::Interval { lower, upper, .. } => Some((lower, upper)),
                Certainty::None(_) => None,
            };
            (Some(estimate.share), interval, words.percent(estimate.share))
        }
        Outcome::Hidden(_) => (None, None, words.t("hidden-short")),
        Outcome::NoAnswers => (None, None, words.t("no-answers")),
    };
    let target_text = target.map(|target| format!("{} {}", target.operator.sign(), words.target(target.percent)));
    Bar {
        name: figure.name.get(words.0).to_owned(),
        depth: figure.depth,
        share,
        interval,
        note,
        target: target.map(|target| target.percent / 100.0),
        target_text,
    }
}

#[component]
fn Row(figure: SectorFigure, basis: Option<usize>, certain: bool, classified: bool, minimum: u64) -> impl IntoView {
    let words = use_words();
    // All cells but the first, which has the name.
    let width = 6 + 2 * usize::from(certain) + usize::from(classified);
    let class = figure.class.clone();
    let name = figure.name.get(words.0).to_owned();
    let target = figure.target.as_ref().map(|target| {
        let text = format!("{} {}", target.operator.sign(), words.target(target.percent));
        view! { {text} "\u{202f}" <sup>{basis}</sup> }
    });
    let cells = match figure.outcome {
        Outcome::Shown(estimate) => {
            let distance = figure.target.as_ref().map(|target| words.points(estimate.distance(target)));
            view! { <Numbers estimate distance certain classified class target=target.into_any()/> }.into_any()
        }
        Outcome::Hidden(WhyHidden::TooFew) => {
            let text = words.with("hidden-too-few", &[("minimum", &words.number(minimum))]);
            view! { <td class="none" colspan=width>{text}</td> }.into_any()
        }
        Outcome::Hidden(WhyHidden::WouldRevealAnother) => {
            view! { <td class="none" colspan=width>{words.t("hidden-would-reveal")}</td> }.into_any()
        }
        Outcome::NoAnswers => view! { <td class="none" colspan=width>{words.t("no-answers")}</td> }.into_any(),
    };
    view! { <tr><th scope="row" class=format!("depth-{}", figure.depth)>{name}</th>{cells}</tr> }
}

#[component]
fn Numbers(
    estimate: Estimate,
    distance: Option<String>,
    certain: bool,
    /// Whether the panel has classes.
    classified: bool,
    class: Option<Classed>,
    target: AnyView,
) -> impl IntoView {
    let words = use_words();
    let class = classified.then(|| {
        let class = class.map(|Classed { name, certain }| {
            let perhaps = (!certain).then(|| view! { <br/> <span class="hint">{words.t("class-uncertain")}</span> });
            view! { {name.get(words.0).to_owned()} {perhaps} }
        });
        view! { <td>{class}</td> }
    });
    let certainty = certain.then(|| match estimate.certainty {
        Certainty::Interval { lower, upper, verdict } => {
            let verdict = verdict.map(|verdict| {
                let (mark, key) = verdict_words(verdict);
                view! { <span class=format!("verdict {}", verdict.word())><span aria-hidden="true">{mark}</span>" "{words.t(key)}</span> }
            });
            view! { <td class="number">{words.interval(lower, upper)}</td> <td>{verdict}</td> }.into_any()
        }
        Certainty::None(why) => view! { <td class="none" colspan="2">{words.t(why_key(why))}</td> }.into_any(),
    });
    view! {
        <td class="number"><strong>{words.percent(estimate.share)}</strong></td>
        {class}
        <td class="number target">{target}</td>
        <td class="number">{distance}</td>
        {certainty}
        <td class="number">{words.number(estimate.respondents)}</td>
        <td class="number">{words.number(estimate.valid)}</td>
        <td class="number">{words.number(estimate.satisfied)}</td>
    }
}

/// A verdict's sign and the key of its words; the sign and the words carry it, colour only repeats it.
pub(crate) const fn verdict_words(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Met => ("✓", "verdict-met"),
        Verdict::Missed => ("✗", "verdict-missed"),
        Verdict::NotEnoughEvidence => ("?", "verdict-not-enough"),
    }
}

#[component]
fn Administrative(figures: Vec<AdministrativeFigure>) -> impl IntoView {
    let words = use_words();
    (!figures.is_empty()).then(|| {
        let rows = figures
            .into_iter()
            .map(|figure| {
                let rate = figure.rate;
                let [satisfied, total] = [rate.satisfied, rate.total].map(i64::unsigned_abs);
                view! {
                    <tr>
                        <th scope="row">{figure.sector.get(words.0).to_owned()}</th>
                        <td>{figure.unit.get(words.0).to_owned()}</td>
                        <td class="number">{rate.year.to_string()}</td>
                        <td class="number">{words.percent(share(satisfied, total))}</td>
                        <td class="number">{words.number(satisfied)}</td>
                        <td class="number">{words.number(total)}</td>
                        <td><small>{rate.source}</small></td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <section class="measure administrative">
                <h2 id="administrative-title">{words.t("measure-administrative")}</h2>
                <p>{words.t("measure-administrative-lead")}" "<a href="/methods#administrative">{words.t("methods-link")}</a></p>
                <div class="scroll" tabindex="0" role="region" aria-labelledby="administrative-title">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{words.t("column-sector")}</th>
                                <th scope="col">{words.t("column-unit")}</th>
                                <th scope="col" class="number">{words.t("column-year")}</th>
                                <th scope="col" class="number">{words.t("column-rate")}</th>
                                <th scope="col" class="number">{words.t("column-without-complaint")}</th>
                                <th scope="col" class="number">{words.t("column-dossiers")}</th>
                                <th scope="col">{words.t("column-source")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
    })
}

#[expect(clippy::cast_precision_loss, reason = "numbers of dossiers are far below 2^53")]
fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}
