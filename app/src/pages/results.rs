//! `/results`: satisfaction by sector against its targets.

use leptos::prelude::*;

use crate::domain::code::Code;
use crate::domain::figure::{
    AdministrativeFigure, Certainty, Estimate, Filter, Outcome, Panel, Part, Results, Scope, SectorFigure, Verdict, WhyHidden,
    WhyUncertain,
};
use crate::domain::measure::Measure;
use crate::domain::mode::Mode;
use crate::domain::period::{LocalTime, Month, Period};
use crate::domain::questionnaire::index::IndexFormula;
use crate::domain::texts::Texts;
use crate::parts::chart::{Bar, TargetChart};
use crate::parts::document::Document;
use crate::parts::frame::use_words;
use crate::text::Words;

/// The page.
#[component]
pub fn ResultsPage(results: Results) -> impl IntoView {
    let words = use_words();
    let time = LocalTime::of(results.as_of);
    let as_of = words.with("as-of", &[("time", &time.clock()), ("date", &time.date())]);
    let downloads = query(&results.filter);
    let minimum = results.privacy_minimum;
    let of = |measure| results.panels.iter().filter(|panel| panel.measure == measure).cloned().collect::<Vec<_>>();
    let (survey, feedback) = (of(Measure::Survey), of(Measure::Feedback));
    let empty = results.panels.is_empty() && results.administrative.is_empty();
    view! {
        <Document title=words.t("results-title")>
            <h1>{words.t("results-title")}</h1>
            <FilterForm results=results.clone()/>
            <p class="hint">
                {as_of}" "<a href=format!("/results.csv{downloads}")>"CSV"</a>" · "<a href=format!("/results.json{downloads}")>"JSON"</a>
                " · "<a href="/methods">{words.t("methods-title")}</a>
            </p>
            {empty.then(|| view! { <p class="lead">{words.t("results-none")}</p> })}
            <MeasureSection id=Measure::Survey.word() filter=results.filter.clone() panels=survey title="measure-survey" lead="measure-survey-lead" minimum/>
            <MeasureSection id=Measure::Feedback.word() filter=results.filter.clone() panels=feedback title="measure-feedback" lead="measure-feedback-lead" minimum/>
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
    minimum: u64,
) -> impl IntoView {
    let words = use_words();
    (!panels.is_empty()).then(|| {
        let show = |(place, panel)| view! { <PanelView panel filter=filter.clone() place minimum/> };
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

/// The filter as a query string, empty or with its question mark.
#[must_use]
pub fn query(filter: &Filter) -> String {
    let parts = [
        filter.unit.as_ref().map(|unit| format!("unit={unit}")),
        filter.period.map(|period| format!("period={period}")),
        filter.campaign.map(|campaign| format!("campaign={campaign}")),
        filter.sector.as_ref().map(|sector| format!("sector={sector}")),
        filter.mode.map(|mode| format!("mode={}", mode.word())),
        filter.part.as_ref().map(|part| {
            let (name, code) = scope_field(&part.scope);
            format!("questionnaire={}&{name}={code}", part.questionnaire)
        }),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

/// The name of the query's field that carries a part of a questionnaire, and its value.
const fn scope_field(scope: &Scope) -> (&'static str, &Code) {
    match scope {
        Scope::Factor(code) => ("factor", code),
        Scope::Item(code) => ("item", code),
    }
}

/// The key of a mode's name.
const fn mode_key(mode: Mode) -> &'static str {
    match mode {
        Mode::Phone => "mode-phone",
        Mode::Kiosk => "mode-kiosk",
        Mode::Interviewer => "mode-interviewer",
        Mode::Paper => "mode-paper",
        Mode::Link => "mode-link",
    }
}

#[component]
fn FilterForm(results: Results) -> impl IntoView {
    let words = use_words();
    let filter = results.filter;
    let tree = |nodes: Vec<(usize, Code, Texts)>, chosen: Option<Code>| {
        let option = move |(depth, code, name): (usize, Code, Texts)| {
            let selected = chosen.as_ref() == Some(&code);
            // A list of options shows no tree: the depth is drawn with spaces that browsers keep.
            let name = format!("{}{}", "\u{2003}".repeat(depth), name.get(words.0));
            view! { <option value=code.to_string() selected=selected>{name}</option> }
        };
        nodes.into_iter().map(option).collect_view()
    };
    let units = tree(results.units, filter.unit.clone());
    let sectors = tree(results.sectors, filter.sector.clone());
    let modes = Mode::ALL.into_iter().map(|mode| {
        view! { <option value=mode.word() selected=filter.mode == Some(mode)>{words.t(mode_key(mode))}</option> }
    });
    // The part of a questionnaire is chosen in its panel, and stays chosen when the rest of the filter changes.
    let part = filter.part.as_ref().map(|part| {
        let (name, code) = scope_field(&part.scope);
        view! {
            <input type="hidden" name="questionnaire" value=part.questionnaire.to_string()/>
            <input type="hidden" name=name value=code.to_string()/>
        }
    });
    let periods = results.months.map(|(first, last)| periods(first, last)).unwrap_or_default().into_iter().map(|period| {
        let selected = filter.period == Some(period);
        view! { <option value=period.to_string() selected=selected>{words.period(period)}</option> }
    });
    let campaigns = results.campaigns.into_iter().map(|(id, title)| {
        let selected = filter.campaign == Some(id);
        view! { <option value=id.to_string() selected=selected>{title.get(words.0).to_owned()}</option> }
    });
    view! {
        <form class="filter" method="get" action="/results">
            <div>
                <label for="unit">{words.t("filter-unit")}</label>
                <select id="unit" name="unit"><option value="">{words.t("filter-all-units")}</option>{units}</select>
            </div>
            <div>
                <label for="period">{words.t("filter-period")}</label>
                <select id="period" name="period"><option value="">{words.t("filter-all-periods")}</option>{periods.collect_view()}</select>
            </div>
            <div>
                <label for="sector">{words.t("filter-sector")}</label>
                <select id="sector" name="sector"><option value="">{words.t("filter-all-sectors")}</option>{sectors}</select>
            </div>
            <div>
                <label for="mode">{words.t("filter-mode")}</label>
                <select id="mode" name="mode"><option value="">{words.t("filter-all-modes")}</option>{modes.collect_view()}</select>
            </div>
            <div>
                <label for="campaign">{words.t("filter-campaign")}</label>
                <select id="campaign" name="campaign"><option value="">{words.t("filter-all-campaigns")}</option>{campaigns.collect_view()}</select>
            </div>
            {part}
            <button class="primary" type="submit">{words.t("filter-apply")}</button>
        </form>
    }
}

/// The periods on offer, the latest first: each year with its quarters and months that have answers.
fn periods(first: Month, last: Month) -> Vec<Period> {
    let mut periods = Vec::new();
    for year in (first.year()..=last.year()).rev() {
        periods.push(Period::Year(year));
        periods.extend((1..=4).rev().map(|quarter| Period::Quarter(year, quarter)));
        periods.extend((1..=12).rev().filter_map(|month| Month::new(year, month)).map(Period::Month));
    }
    periods.retain(|period| {
        let (from, to) = period.months();
        to >= first && from <= last
    });
    periods
}

#[component]
fn PanelView(panel: Panel, filter: Filter, place: usize, minimum: u64) -> impl IntoView {
    let words = use_words();
    let title = words.with("panel-title", &[("title", panel.title.get(words.0)), ("version", &panel.version.to_string())]);
    let id = format!("{}-{place}", panel.measure.word());
    let (heading_id, chart_id, region_id) = (id.clone(), format!("chart-{id}"), format!("{} {id}", panel.measure.word()));
    let formula = panel.formula.word();
    let parts = view! { <Parts panel=panel.clone() filter/> };
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
            view! { <Row figure basis certain minimum/> }
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
        </section>
    }
}

/// Which part of the questionnaire is shown, and the way to its other parts: its factors, and the items of the factor that is shown.
#[component]
fn Parts(panel: Panel, filter: Filter) -> impl IntoView {
    let words = use_words();
    let shown = filter.part.as_ref().map(|part| part.scope.clone());
    let to = |part: Option<Part>| format!("/results{}#{}", query(&Filter { part, ..filter.clone() }), panel.measure.word());
    let all = to(None);
    let chosen = panel.part.as_ref().map(|part| {
        view! {
            <p class="part"><strong>{words.with("part-only", &[("part", part.get(words.0))])}</strong>" "<a href=all>{words.t("part-all")}</a></p>
        }
    });
    let links = panel
        .parts
        .iter()
        .map(|(scope, text)| {
            let class = if matches!(scope, Scope::Item(_)) { "depth-1" } else { "depth-0" };
            let text = text.get(words.0).to_owned();
            if shown.as_ref() == Some(scope) {
                return view! { <li class=class><span aria-current="true">{text}</span></li> }.into_any();
            }
            let href = to(Some(Part { questionnaire: panel.questionnaire.clone(), scope: scope.clone() }));
            view! { <li class=class><a href=href>{text}</a></li> }.into_any()
        })
        .collect_view();
    // One factor alone is the whole.
    (panel.parts.len() > 1).then(|| {
        view! {
            {chosen}
            <details class="parts">
                <summary>{words.t("part-choose")}</summary>
                <ul>{links}</ul>
            </details>
        }
    })
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
fn Row(figure: SectorFigure, basis: Option<usize>, certain: bool, minimum: u64) -> impl IntoView {
    let words = use_words();
    let name = figure.name.get(words.0).to_owned();
    let target = figure.target.as_ref().map(|target| {
        let text = format!("{} {}", target.operator.sign(), words.target(target.percent));
        view! { {text} "\u{202f}" <sup>{basis}</sup> }
    });
    let cells = match figure.outcome {
        Outcome::Shown(estimate) => {
            let distance = figure.target.as_ref().map(|target| words.points(estimate.distance(target)));
            view! { <Numbers estimate distance certain target=target.into_any()/> }.into_any()
        }
        Outcome::Hidden(WhyHidden::TooFew) => {
            let text = words.with("hidden-too-few", &[("minimum", &words.number(minimum))]);
            view! { <td class="none" colspan=if certain { 8 } else { 6 }>{text}</td> }.into_any()
        }
        Outcome::Hidden(WhyHidden::WouldRevealAnother) => {
            view! { <td class="none" colspan=if certain { 8 } else { 6 }>{words.t("hidden-would-reveal")}</td> }.into_any()
        }
        Outcome::NoAnswers => {
            view! { <td class="none" colspan=if certain { 8 } else { 6 }>{words.t("no-answers")}</td> }.into_any()
        }
    };
    view! { <tr><th scope="row" class=format!("depth-{}", figure.depth)>{name}</th>{cells}</tr> }
}

#[component]
fn Numbers(estimate: Estimate, distance: Option<String>, certain: bool, target: AnyView) -> impl IntoView {
    let words = use_words();
    let uncertain = |why: WhyUncertain| match why {
        WhyUncertain::SelfSelected => words.t("why-self-selected"),
        WhyUncertain::TooFew => words.t("why-too-few"),
        WhyUncertain::NotPublishable => words.t("why-not-publishable"),
        WhyUncertain::Formula => words.t("why-formula"),
    };
    let certainty = certain.then(|| match estimate.certainty {
        Certainty::Interval { lower, upper, verdict } => {
            let verdict = verdict.map(|verdict| {
                let (mark, key) = verdict_words(verdict);
                view! { <span class=format!("verdict {}", verdict.word())><span aria-hidden="true">{mark}</span>" "{words.t(key)}</span> }
            });
            view! { <td class="number">{words.interval(lower, upper)}</td> <td>{verdict}</td> }.into_any()
        }
        Certainty::None(why) => view! { <td class="none" colspan="2">{uncertain(why)}</td> }.into_any(),
    });
    view! {
        <td class="number"><strong>{words.percent(estimate.share)}</strong></td>
        <td class="number target">{target}</td>
        <td class="number">{distance}</td>
        {certainty}
        <td class="number">{words.number(estimate.respondents)}</td>
        <td class="number">{words.number(estimate.valid)}</td>
        <td class="number">{words.number(estimate.satisfied)}</td>
    }
}

/// A verdict's sign and the key of its words; the sign and the words carry it, colour only repeats it.
const fn verdict_words(verdict: Verdict) -> (&'static str, &'static str) {
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

#[cfg(test)]
mod tests {
    use super::periods;
    use crate::domain::period::Month;

    #[test]
    fn only_periods_with_answers_are_offered_the_latest_first() {
        let offered = periods(Month::new(2025, 11).unwrap(), Month::new(2026, 1).unwrap());
        let texts: Vec<String> = offered.iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["2026", "2026-Q1", "2026-01", "2025", "2025-Q4", "2025-12", "2025-11"]);
    }
}
