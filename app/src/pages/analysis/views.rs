//! The pages of the desk that look at the same question from different sides.

use leptos::prelude::*;

use super::filter::query;
use super::{drivers, overview, trust};
use crate::domain::overview::Question;
use crate::parts::frame::use_words;

/// The pages, each with the key of its name.
const VIEWS: [(&str, &str); 3] =
    [(overview::PATH, "analysis-view-sectors"), (drivers::PATH, "analysis-view-drivers"), (trust::PATH, "analysis-view-trust")];

/// Links to all of them with the same question.
#[component]
pub fn Views(question: Question, here: &'static str) -> impl IntoView {
    let words = use_words();
    let links = VIEWS.map(|(path, key)| {
        let current = (path == here).then_some("page");
        view! { <li><a href=format!("{path}{}", query(&question)) aria-current=current>{words.t(key)}</a></li> }
    });
    view! { <nav aria-label=words.t("analysis-views")><ul class="analysis-versions">{links.collect_view()}</ul></nav> }
}
