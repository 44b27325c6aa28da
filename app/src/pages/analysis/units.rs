//! `/analysis/units`: the units below a unit, one below the other: percentage, target, rank, class, change; and each by sector.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::filter::{Choosing, series_fields};
use super::overview::{change_cell, verdict_mark};
use super::unit_heat::Heat;
use super::unit_where::Where;
use super::views::Views;
use crate::domain::code::Code;
use crate::domain::figure::{Certainty, Outcome, WhyHidden};
use crate::domain::measure::Measure;
use crate::domain::outline::Outline;
use crate::domain::overview::{Change, ChangeCertainty, Question};
use crate::domain::period::LocalTime;
use crate::domain::unit::UnitKind;
use crate::domain::unit_choice::UnitChoice;
use crate::domain::unit_table::{Level, UnitRank, UnitRow, UnitTable, Units};
use crate::parts::desk::Desk;
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, Head, Listed, Pages, Search};
use crate::parts::module::ModuleStyle;
use crate::parts::outcome::{measure_key, why_key};
use crate::parts::rank_chart::{RankChart, Ranked};
use crate::text::Words;

/// The address.
pub const PATH: &str = "/analysis/units";
/// The field of the level of the units.
pub const LEVEL: &str = "level";

/// What is asked of the list, with the question and the level, so that they stay when it is sorted, searched or turned over.
#[must_use]
pub fn kept(question: &Question, level: Level) -> Vec<(&'static str, String)> {
    let filter = &question.filter;
    let fields = [
        filter.unit.as_ref().map(|unit| ("unit", unit.to_string())),
        filter.period.map(|period| ("period", period.to_string())),
        filter.sector.as_ref().map(|sector| ("sector", sector.to_string())),
        filter.mode.map(|mode| ("mode", mode.word().to_owned())),
        Some((LEVEL, level.word().to_owned())).filter(|(_, word)| !word.is_empty()),
    ];
    fields.into_iter().chain(series_fields(question)).flatten().collect()
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct UnitsShown {
    /// The units.
    pub table: UnitTable,
    /// Those that the list shows, where there are any.
    pub listed: Option<Listed<UnitRow>>,
    /// Where those lie that are drawn, of which that is known.
    pub outlines: BTreeMap<Code, Outline>,
    /// The units that may be asked about.
    pub offered: UnitChoice,
}

/// The page.
#[component]
pub fn UnitsPage(shown: UnitsShown) -> impl IntoView {
    let words = use_words();
    let UnitsShown { table: UnitTable { scene, level, kinds, shown }, listed, outlines, offered } = shown;
    let question = scene.question.clone();
    let as_of = LocalTime::of(shown.as_ref().map_or(scene.as_of, |units| units.as_of));
    let as_of = words.with("as-of", &[("time", &as_of.clock()), ("date", &as_of.date())]);
    let more = if level == Level::Next { String::new() } else { format!("&{LEVEL}={}", level.word()) };
    let (open, nothing) = (shown.is_none(), scene.series.is_empty());
    let also = vec![level_name(words, level)];
    let below = match (shown, listed) {
        (Some(units), Some(listed)) => view! { <Below question=question.clone() units listed outlines/> }.into_any(),
        _ if nothing => view! { <p class="lead">{words.t("analysis-none")}</p> }.into_any(),
        _ => view! { <p class="lead">{words.t("unit-table-none-below")}</p> }.into_any(),
    };
    view! {
        <Desk title=words.t("unit-table-title") here="/analysis">
            <ModuleStyle name="analysis.css"/>
            <ModuleStyle name="unit_table.css"/>
            <h1>{words.t("unit-table-title")}</h1>
            <Views question here=PATH/>
            <Choosing scene offered path=PATH open also more>
                <LevelField level kinds/>
            </Choosing>
            <p class="hint">{as_of}" · "<a href="/methods">{words.t("methods-title")}</a></p>
            {below}
        </Desk>
    }
}

fn level_name(words: Words, level: Level) -> String {
    match level {
        Level::Next => words.t("unit-table-next"),
        Level::Kind(kind) => words.with("unit-table-all", &[("kind", &words.t(kind.key()))]),
    }
}

#[component]
fn LevelField(level: Level, kinds: Vec<UnitKind>) -> impl IntoView {
    let words = use_words();
    let mut levels = vec![Level::Next];
    levels.extend(kinds.into_iter().map(Level::Kind));
    if !levels.contains(&level) {
        levels.push(level);
    }
    let options = levels.into_iter().map(|offered| {
        view! { <option value=offered.word() selected=offered == level>{level_name(words, offered)}</option> }
    });
    view! {
        <div>
            <label for=LEVEL>{words.t("unit-table-level")}</label>
            <select id=LEVEL name=LEVEL>{options.collect_view()}</select>
        </div>
    }
}

#[component]
fn Below(question: Question, units: Arc<Units>, listed: Listed<UnitRow>, outlines: BTreeMap<Code, Outline>) -> impl IntoView {
    let words = use_words();
    let Listed { asked, found, shown } = listed;
    let certain = units.measure == Measure::Survey;
    let title = words.with("panel-title", &[("title", units.title.get(words.0)), ("version", &units.version.number.to_string())]);
    let about = match &units.subject {
        Some(sector) => words.with("unit-table-about", &[("sector", sector.get(words.0))]),
        None => words.t("unit-table-about-all"),
    };
    let compared = units.earlier.map(|earlier| {
        let key = if units.unfinished { "analysis-compared-unfinished" } else { "analysis-compared" };
        words.with(key, &[("period", &words.period(earlier))])
    });
    let table = if shown.is_empty() {
        view! { <p>{words.t("unit-table-not-found")}</p> }.into_any()
    } else {
        let rows = shown.iter().map(|row| line(words, row, certain, units.minimum)).collect_view();
        view! { <Table asked=asked.clone() certain rows=rows.into_any()/> }.into_any()
    };
    let bases = (!units.bases.is_empty()).then(|| words.with("class-basis", &[("basis", &units.bases.join("; "))]));
    let map = view! { <Where question=question.clone() units=units.clone() outlines/> }.into_any();
    let chart = view! { <Chart units=units.clone() shown=shown.clone()/> }.into_any();
    let heat =
        (!units.columns.is_empty() && !shown.is_empty()).then(|| view! { <Heat question units=units.clone() shown/> }.into_any());
    view! {
        <section class="panel">
            <h2 id="units">{title}</h2>
            <p class="hint">{words.t(measure_key(units.measure))}". "{about}" "{compared}</p>
            <p>{how_ranked(words, &units)}</p>
            <Search asked=asked.clone() path=PATH label=words.t("unit-table-find")/>
            {table}
            {bases.map(|bases| view! { <p class="hint">{bases}</p> })}
            <Pages asked path=PATH found/>
            {chart}
        </section>
        {map}
        {heat}
    }
}

/// What the ranks of the table mean, or why there are none.
fn how_ranked(words: Words, units: &Units) -> String {
    let ranks: Vec<UnitRank> = units.rows.iter().filter_map(|row| row.rank).collect();
    let number = words.number(units.ranked);
    if units.measure != Measure::Survey {
        return format!("{} {}", words.t("why-self-selected"), words.t("unit-table-no-ranks"));
    }
    if ranks.len() < 2 {
        return words.t("unit-table-too-few-ranks");
    }
    let how = words.with("unit-table-ranked", &[("n", &number)]);
    let alike = ranks.iter().all(|rank| rank.best == 1 && rank.worst == units.ranked);
    if alike { format!("{how} {}", words.t("unit-table-alike")) } else { how }
}

#[component]
fn Table(asked: Asked, certain: bool, rows: AnyView) -> impl IntoView {
    let words = use_words();
    let head = |column: &'static str, key: &str, number: bool| {
        view! { <Head asked=asked.clone() path=PATH column label=words.t(key) number/> }
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-labelledby="units">
            <table class="courses unit-table">
                <thead>
                    <tr>
                        {head("unit", "column-unit", false)}
                        {certain.then(|| head("rank", "unit-table-rank", true))}
                        {head("share", "column-share", true)}
                        {head("target", "column-target", true)}
                        {certain.then(|| head("verdict", "column-verdict", false))}
                        {certain.then(|| head("class", "column-class", false))}
                        {head("change", "analysis-change", true)}
                        {head("respondents", "column-respondents", true)}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn line(words: Words, row: &UnitRow, certain: bool, minimum: u64) -> impl IntoView + use<> {
    let ended = row.valid_to.map(|end| {
        let day = LocalTime::of(end.saturating_sub(1)).date();
        view! { " " <small class="hint">{words.with("filter-unit-until", &[("day", &day)])}</small> }
    });
    let target = row.target.as_ref().map(|target| format!("{} {}", target.operator.sign(), words.target(target.percent)));
    let cells = match &row.outcome {
        Outcome::Shown(estimate) => {
            let (interval, said) = match estimate.certainty {
                Certainty::Interval { lower, upper, verdict } => {
                    let interval = view! { <br/> <small class="hint">{words.interval(lower, upper)}</small> };
                    let verdict = verdict.map(|verdict| verdict_mark(words, verdict));
                    (Some(interval), verdict.into_any())
                }
                Certainty::None(why) => (None, view! { <span class="hint">{words.t(why_key(why))}</span> }.into_any()),
            };
            let rank = row.rank.map(|rank| {
                view! { <strong>{words.number(rank.rank)}</strong> <br/> <small class="hint">{range(words, rank)}</small> }
            });
            let class = row.class.as_ref().map(|class| {
                let unsure =
                    (!class.certain).then(|| view! { <br/> <small class="hint wrapped">{words.t("class-uncertain")}</small> });
                view! { {class.name.get(words.0).to_owned()} {unsure} }
            });
            view! {
                {certain.then(|| view! { <td class="number">{rank}</td> })}
                <td class="number"><strong>{words.percent(estimate.share)}</strong> {interval}</td>
                <td class="number">{target}</td>
                {certain.then(|| view! { <td>{said}</td> <td>{class}</td> })}
                {change(words, &row.change, certain)}
                <td class="number">{words.number(estimate.respondents)}</td>
            }
            .into_any()
        }
        other => {
            let text = match other {
                Outcome::Hidden(why) => why_hidden(words, *why, minimum),
                _ => words.t("no-answers"),
            };
            let width = if certain { 7 } else { 4 };
            view! { <td class="none" colspan=width>{text}</td> }.into_any()
        }
    };
    view! { <tr><th scope="row">{row.name.get(words.0).to_owned()} {ended}</th>{cells}</tr> }
}

/// Why a figure is hidden, in words.
pub(super) fn why_hidden(words: Words, why: WhyHidden, minimum: u64) -> String {
    match why {
        WhyHidden::TooFew => words.with("hidden-too-few", &[("minimum", &words.number(minimum))]),
        WhyHidden::WouldRevealAnother => words.t("hidden-would-reveal"),
    }
}

/// The change; where nothing can be said of how sure it is, that in a word, since many rows say so.
fn change(words: Words, change: &Change, certain: bool) -> impl IntoView + use<> {
    match change {
        Change::Points { points, certainty: ChangeCertainty::None(_) } if certain => {
            let unsure = view! { <br/> <small class="hint">{words.t("unit-table-change-unsure")}</small> };
            view! { <td class="number">{words.points(*points)} {unsure}</td> }.into_any()
        }
        change => change_cell(words, change, certain).into_any(),
    }
}

/// The range of a rank in words.
fn range(words: Words, rank: UnitRank) -> String {
    if rank.best == rank.worst {
        return words.t("unit-table-rank-sure");
    }
    words.with("unit-table-rank-range", &[("best", &words.number(rank.best)), ("worst", &words.number(rank.worst))])
}

/// The ranks of the units of this page, drawn.
#[component]
fn Chart(units: Arc<Units>, shown: Vec<UnitRow>) -> impl IntoView {
    let words = use_words();
    let mut ranked: Vec<(UnitRank, String)> =
        shown.iter().filter_map(|row| Some((row.rank?, row.name.get(words.0).to_owned()))).collect();
    ranked.sort_by_key(|(rank, _)| rank.rank);
    (ranked.len() > 1).then(|| {
        let ranked = ranked.into_iter().map(|(rank, name)| Ranked {
            name,
            rank: rank.rank,
            best: rank.best,
            worst: rank.worst,
            note: words.with(
                "unit-table-rank-note",
                &[("rank", &words.number(rank.rank)), ("best", &words.number(rank.best)), ("worst", &words.number(rank.worst))],
            ),
        });
        let ranked: Vec<Ranked> = ranked.collect();
        view! {
            <h3>{words.t("unit-table-chart")}</h3>
            <p class="hint">{words.t("unit-table-chart-hint")}</p>
            <RankChart
                id="ranks"
                title=words.t("unit-table-chart")
                description=words.t("unit-table-chart-hint")
                ranked
                last=units.ranked
            />
        }
    })
}
