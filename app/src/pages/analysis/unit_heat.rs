//! The figures of units by sector: numbers on a ground that is the darker the lower they are.

use std::sync::Arc;

use leptos::prelude::*;

use super::filter::action;
use super::items;
use crate::domain::code::Code;
use crate::domain::figure::Filter;
use crate::domain::overview::Question;
use crate::domain::unit_table::{Cell, UnitRow, Units};
use crate::parts::frame::use_words;
use crate::text::Words;

/// Where each step of the scale begins, in percent, from the lightest.
const STEPS: [f64; 4] = [90.0, 80.0, 70.0, 50.0];

/// The step of a share, from 0 for the highest.
pub(super) fn step(share: f64) -> usize {
    STEPS.iter().take_while(|from| share * 100.0 < **from).count()
}

/// What is asked about a cell.
fn about(question: &Question, unit: &Code, sector: &Code) -> Question {
    let filter = Filter { unit: Some(unit.clone()), sector: Some(sector.clone()), ..question.filter.clone() };
    Question { filter, ..question.clone() }
}

/// The table of the units of a page by sector.
#[component]
pub fn Heat(question: Question, units: Arc<Units>, shown: Vec<UnitRow>) -> impl IntoView {
    let words = use_words();
    let heads = units.columns.iter().map(|(_, name)| view! { <th scope="col">{name.get(words.0).to_owned()}</th> });
    let heads = heads.collect_view();
    let rows = shown
        .iter()
        .map(|row| {
            let name = row.name.get(words.0).to_owned();
            let cells = units.columns.iter().zip(&row.cells).map(|((sector, title), cell)| {
                let behind = about(&question, &row.unit, sector);
                let names = format!("{name}, {}", title.get(words.0));
                cell_of(words, *cell, names, (items::href(&behind), action(&behind.filter)))
            });
            let cells = cells.collect_view();
            view! { <tr><th scope="row">{name}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <section class="panel">
            <h2 id="heat">{words.t("unit-heat-title")}</h2>
            <p class="hint">{words.t("unit-heat-hint")}</p>
            <ul class="scale">{scale(words)}</ul>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="heat">
                <table class="heat unit-table">
                    <thead><tr><th scope="col">{words.t("column-unit")}</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="hint">{words.t("unit-heat-marks")}</p>
        </section>
    }
}

/// What each ground means, as items of a list.
pub(super) fn scale(words: Words) -> impl IntoView + use<> {
    let below = words.with("unit-heat-below", &[("percent", &words.target(STEPS[STEPS.len() - 1]))]);
    let from = STEPS.iter().map(|from| words.with("unit-heat-from", &[("percent", &words.target(*from))]));
    let items = from.chain([below]).zip(0..).map(|(text, step): (String, u32)| {
        view! { <li><span class=format!("swatch heat-{step}") aria-hidden="true"></span>{text}</li> }
    });
    items.collect_view()
}

fn cell_of(words: Words, cell: Cell, about: String, (behind, improving): (String, Option<String>)) -> impl IntoView + use<> {
    match cell {
        Cell::Shown { share, short } => {
            let number = words.decimal(share * 100.0, 1);
            let label = format!("{about}: {}", words.percent(share));
            let action = improving.filter(|_| short).map(|improving| {
                let label = words.with("unit-heat-improve", &[("about", &about)]);
                view! { " " <a class="short" href=improving aria-label=label>"▼"</a> }
            });
            view! { <td class=format!("heat-{}", step(share))><a href=behind aria-label=label>{number}</a>{action}</td> }
                .into_any()
        }
        Cell::Hidden(_) => view! { <td class="none">{words.t("hidden-short")}</td> }.into_any(),
        Cell::NoAnswers => {
            view! { <td class="none"><span aria-hidden="true">"–"</span><span class="unseen">{words.t("no-answers")}</span></td> }
                .into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{about, action, items, step};
    use crate::domain::measure::Measure;
    use crate::domain::overview::Question;

    #[test]
    fn a_bound_belongs_to_the_lighter_step() {
        assert_eq!([1.0, 0.9, 0.899, 0.8, 0.7, 0.5, 0.499, 0.0].map(step), [0, 0, 1, 1, 2, 3, 4, 4]);
    }

    #[test]
    fn a_cell_leads_to_what_lies_behind_it_and_to_an_action() {
        let mut question = Question::default();
        question.filter.unit = Some("tinh".parse().unwrap());
        question.filter.period = Some("2026".parse().unwrap());
        let (unit, sector) = ("xa-mot".parse().unwrap(), "land".parse().unwrap());
        question.measure = Some(Measure::Feedback);
        question.version = Some("one-stop-service.1".parse().unwrap());
        let behind = about(&question, &unit, &sector);
        let address = "/analysis/items?unit=xa-mot&period=2026&sector=land&measure=feedback&version=one-stop-service.1";
        assert_eq!(items::href(&behind), address);
        let address = "/analysis/actions?add&unit=xa-mot&sector=land&period=2026#add";
        assert_eq!(action(&behind.filter).as_deref(), Some(address));
    }
}
