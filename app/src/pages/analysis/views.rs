//! The ways from one page of figures to another, under the same question.

use leptos::prelude::*;

use super::filter::query;
use crate::domain::figure::Filter;
use crate::domain::overview::{Question, Series};
use crate::parts::frame::use_words;
use crate::parts::outcome::measure_key;
use crate::text::Words;

/// The pages that show figures of a unit: address, and the key of its words.
const VIEWS: [(&str, &str); 5] = [
    ("/analysis", "analysis-view-sectors"),
    ("/analysis/units", "analysis-view-units"),
    ("/analysis/drivers", "analysis-view-drivers"),
    ("/analysis/trust", "analysis-view-trust"),
    ("/analysis/report", "analysis-view-report"),
];

/// What can be looked at under the same question.
#[component]
pub fn Views(question: Question, here: &'static str) -> impl IntoView {
    let words = use_words();
    let links = VIEWS.map(|(path, key)| {
        let current = (path == here).then_some("page");
        view! { <li><a href=format!("{path}{}", query(&question)) aria-current=current>{words.t(key)}</a></li> }
    });
    view! { <nav aria-label=words.t("analysis-views")><ul class="analysis-versions">{links.collect_view()}</ul></nav> }
}

/// A series by its questionnaire, version and measure.
pub fn named(words: Words, series: &Series) -> String {
    let title = [("title", series.title.get(words.0)), ("version", &series.version.number.to_string())];
    format!("{} – {}", words.with("panel-title", &title), words.t(measure_key(series.measure)))
}

/// The other figures that there are for this unit and period, where there are several: what was measured otherwise is never put together.
#[component]
pub fn Versions(
    series: Vec<Series>,
    question: Question,
    path: &'static str,
    /// What else the address says, each with its sign before it.
    #[prop(optional)]
    more: String,
) -> impl IntoView {
    let words = use_words();
    (series.len() > 1).then(|| {
        let links = series
            .into_iter()
            .map(|series| {
                let text = named(words, &series);
                let chosen = question.measure == Some(series.measure) && question.version.as_ref() == Some(&series.version);
                if chosen {
                    return view! { <li><strong aria-current="true">{text}</strong></li> }.into_any();
                }
                // A part of one questionnaire is none of another.
                let filter = Filter { part: None, ..question.filter.clone() };
                let other = Question { measure: Some(series.measure), version: Some(series.version), filter };
                view! { <li><a href=format!("{path}{}{more}", query(&other))>{text}</a></li> }.into_any()
            })
            .collect_view();
        view! { <nav aria-label=words.t("analysis-versions")><ul class="analysis-versions">{links}</ul></nav> }
    })
}
