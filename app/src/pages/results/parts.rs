//! A questionnaire looked at part by part.

use leptos::prelude::*;

use super::filter::query;
use crate::domain::figure::{Filter, Panel, Part, Scope};
use crate::parts::frame::use_words;

/// Which part of the questionnaire is shown, and the way to its other parts: its factors, and the items of the factor that is shown.
#[component]
pub fn Parts(panel: Panel, filter: Filter) -> impl IntoView {
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
