//! A sum with its parts: what each unit contributes where predecessors are counted as well.

use leptos::prelude::*;

use super::filter::query;
use crate::domain::figure::{Filter, Outcome, Panel};
use crate::parts::frame::use_words;
use crate::text::Words;

/// The table, or nothing where just one unit is counted. One mean of all hides how far apart they were.
#[component]
pub fn ByUnit(panel: Panel, filter: Filter, id: String) -> impl IntoView {
    let words = use_words();
    let title = format!("units-{id}");
    // The same questionnaire may have a panel under each measure.
    let region = format!("{} {id} {title}", panel.measure.word());
    (!panel.units.is_empty()).then(|| {
        let heads = panel
            .units
            .iter()
            .map(|part| {
                let filter = Filter { unit: Some(part.unit.clone()), predecessors: false, ..filter.clone() };
                let href = format!("/results{}", query(&filter));
                view! { <th scope="col" class="number"><a href=href>{part.name.get(words.0).to_owned()}</a></th> }
            })
            .collect_view();
        let rows = panel
            .sectors
            .iter()
            .enumerate()
            .map(|(place, figure)| {
                let cells = panel.units.iter().map(|part| cell(words, part.outcomes.get(place))).collect_view();
                view! {
                    <tr>
                        <th scope="row" class=format!("depth-{}", figure.depth)>{figure.name.get(words.0).to_owned()}</th>
                        {cell(words, Some(&figure.outcome))}
                        {cells}
                    </tr>
                }
            })
            .collect_view();
        view! {
            <h4 id=title>{words.t("by-unit-title")}</h4>
            <p class="hint">{words.t("by-unit-lead")}</p>
            <div class="scroll" tabindex="0" role="region" aria-labelledby=region>
                <table class="by-unit">
                    <thead>
                        <tr>
                            <th scope="col">{words.t("column-sector")}</th>
                            <th scope="col" class="number">{words.t("by-unit-whole")}</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    })
}

/// The percentage with the number of respondents, or why there is none.
fn cell(words: Words, outcome: Option<&Outcome>) -> impl IntoView + use<> {
    match outcome {
        Some(Outcome::Shown(estimate)) => {
            let respondents = words.count("respondents", estimate.respondents);
            view! { <td class="number">{words.percent(estimate.share)} <br/> <small class="hint">{respondents}</small></td> }
                .into_any()
        }
        Some(Outcome::Hidden(_)) => view! { <td class="none">{words.t("hidden-short")}</td> }.into_any(),
        Some(Outcome::NoAnswers) | None => view! { <td class="none">{words.t("no-answers")}</td> }.into_any(),
    }
}
