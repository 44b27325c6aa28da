//! The figures of units on a map, on the same grounds as in the table by sector.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::unit_heat::{scale, step};
use super::{items, units};
use crate::domain::code::Code;
use crate::domain::figure::{Filter, Outcome};
use crate::domain::map::MOST;
use crate::domain::outline::Outline;
use crate::domain::overview::Question;
use crate::domain::unit_table::{UnitRow, Units};
use crate::parts::frame::use_words;
use crate::parts::unit_map::{Ground, Region, UnitMap};
use crate::text::Words;

/// The units of a table that are drawn, if any: none where there are so many that nobody could tell them apart.
#[must_use]
pub fn drawn(units: &Units) -> &[UnitRow] {
    if units.rows.len() > MOST { &[] } else { &units.rows }
}

/// The map of the units that have outlines; nothing where none has, and a word where they are too many.
#[component]
pub fn Where(question: Question, units: Arc<Units>, outlines: BTreeMap<Code, Outline>) -> impl IntoView {
    let words = use_words();
    if units.rows.len() > MOST {
        return view! { <p class="hint">{words.count("unit-map-most", MOST as u64)}</p> }.into_any();
    }
    let missing = drawn(&units).len().saturating_sub(outlines.len()) as u64;
    let mut rows: Vec<&UnitRow> = drawn(&units).iter().collect();
    // What a unit became lies above it, where both are.
    rows.sort_by_key(|row| row.valid_to.unwrap_or(i64::MAX));
    let regions =
        rows.into_iter().filter_map(|row| Some(region(words, &question, row, outlines.get(&row.unit)?.clone(), units.minimum)));
    let regions: Vec<Region> = regions.collect();
    let map = (!regions.is_empty()).then(|| {
        let missing = (missing > 0).then(|| view! { <p class="hint">{words.count("unit-map-missing", missing)}</p> });
        view! {
            <section class="panel">
                <h2 id="map">{words.t("unit-map-title")}</h2>
                <p class="hint">{words.t("unit-map-hint")}</p>
                <ul class="scale">
                    {scale(words)} <li><span class="swatch hidden-step" aria-hidden="true"></span>{words.t("hidden-short")}</li>
                </ul>
                <UnitMap id="units-map" title=words.t("unit-map-title") regions/>
                {missing}
            </section>
        }
    });
    map.into_any()
}

fn region(words: Words, question: &Question, row: &UnitRow, outline: Outline, minimum: u64) -> Region {
    let (ground, number, figure) = match &row.outcome {
        Outcome::Shown(estimate) => {
            (Ground::Step(step(estimate.share)), Some(words.decimal(estimate.share * 100.0, 1)), words.percent(estimate.share))
        }
        Outcome::Hidden(why) => (Ground::Hidden, None, units::why_hidden(words, *why, minimum)),
        Outcome::NoAnswers => (Ground::None, Some("–".to_owned()), words.t("no-answers")),
    };
    let filter = Filter { unit: Some(row.unit.clone()), ..question.filter.clone() };
    let behind = Question { filter, ..question.clone() };
    let told = format!("{}: {figure}", row.name.get(words.0));
    Region { outline, ground, number, told, href: Some(items::href(&behind)) }
}
