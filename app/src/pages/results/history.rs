//! What the unit of the filter came from, and what became of it.

use leptos::prelude::*;

use super::filter::query;
use crate::domain::figure::{Filter, History, Related};
use crate::domain::period::LocalTime;
use crate::parts::frame::use_words;
use crate::text::Words;

/// The unit's dates, its predecessors and successors, and the two ways in which its figures can be had.
#[component]
pub fn HistoryView(history: History, filter: Filter) -> impl IntoView {
    let words = use_words();
    let History { unit, predecessors, wholes, successor, parts, has_predecessors } = history;
    let alone = predecessors.is_empty() && wholes.is_empty() && successor.is_none() && parts.is_empty();
    if alone && unit.valid_to.is_none() && !has_predecessors {
        return None;
    }
    let ended = unit.valid_to.map(|end| words.with("history-ended", &[("day", &last_day(end))]));
    let split = !wholes.is_empty();
    let lines = [
        ("unit-successor", successor.into_iter().collect()),
        ("unit-parts", parts),
        ("unit-predecessors", predecessors),
        ("unit-wholes", wholes),
    ];
    let lines = lines
        .into_iter()
        .filter(|(_, units)| !Vec::is_empty(units))
        .map(|(label, units)| {
            let others = units.into_iter().map(|unit| related(words, &unit, &filter)).collect_view();
            view! { <dt>{words.t(label)}</dt> <dd><ul class="related">{others}</ul></dd> }
        })
        .collect_view();
    let way = |predecessors: bool, key: &str| {
        let text = words.t(key);
        if filter.predecessors == predecessors {
            return view! { <li><strong aria-current="true">{text}</strong></li> }.into_any();
        }
        let href = format!("/results{}", query(&Filter { predecessors, ..filter.clone() }));
        view! { <li><a href=href>{text}</a></li> }.into_any()
    };
    let ways = has_predecessors.then(|| {
        view! {
            <ul class="ways" aria-label=words.t("history-ways")>
                {way(false, "history-alone")}
                {way(true, "history-with")}
            </ul>
            {filter.predecessors.then(|| view! { <p class="hint">{words.t("history-with-hint")}</p> })}
        }
    });
    Some(view! {
        <section class="card history" aria-label=unit.name.get(words.0).to_owned()>
            {ended.map(|ended| view! { <p>{ended}</p> })}
            <dl class="facts">{lines}</dl>
            {split.then(|| view! { <p class="hint">{words.t("history-split-hint")}</p> })}
            {ways}
        </section>
    })
}

/// The last day of what ended at a moment.
fn last_day(end: i64) -> String {
    LocalTime::of(end.saturating_sub(1)).date()
}

/// A unit with the days between which it existed and the way to its figures.
fn related(words: Words, unit: &Related, filter: &Filter) -> impl IntoView + use<> {
    let href = format!("/results{}", query(&Filter { unit: Some(unit.code.clone()), predecessors: false, ..filter.clone() }));
    let days = match unit.valid_to {
        Some(end) => words.with("history-until", &[("day", &last_day(end))]),
        None => words.with("history-since", &[("day", &LocalTime::of(unit.valid_from).date())]),
    };
    view! { <li><a href=href>{unit.name.get(words.0).to_owned()}</a> " " <span class="hint">{days}</span></li> }
}
