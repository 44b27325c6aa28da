//! `/methods`: how figures are made, in words a journalist understands.

use leptos::prelude::*;

use crate::parts::document::Document;
use crate::parts::frame::use_words;

/// The page. Each part has an address of its own, to which figures link.
#[component]
pub fn MethodsPage(
    /// Fewer respondents than this are hidden.
    privacy_minimum: u64,
) -> impl IntoView {
    let words = use_words();
    let minimum = words.number(privacy_minimum);
    let parts = [
        ("scale", "methods-scale-title", "methods-scale"),
        ("pooled-top-two-box", "formula-pooled-top-two-box", "methods-pooled"),
        ("mean-of-item-shares", "formula-mean-of-item-shares", "methods-items"),
        ("weighted-factors", "formula-weighted-factors", "methods-factors"),
        ("mean-score", "formula-mean-score", "methods-score"),
        ("weights", "methods-weights-title", "methods-weights"),
        ("target", "methods-target-title", "methods-target"),
        ("interval", "methods-interval-title", "methods-interval"),
        ("verdict", "methods-verdict-title", "methods-verdict"),
        ("classes", "methods-classes-title", "methods-classes"),
        ("predecessors", "methods-predecessors-title", "methods-predecessors"),
        ("published", "methods-published-title", "methods-published"),
        ("self-selected", "methods-self-selected-title", "methods-self-selected"),
        ("administrative", "methods-administrative-title", "methods-administrative"),
        ("hidden", "methods-hidden-title", "methods-hidden"),
        ("sources", "methods-sources-title", "methods-sources"),
    ]
    .map(|(id, title, text)| {
        view! { <section id=id><h2>{words.t(title)}</h2> <p>{words.with(text, &[("minimum", &minimum)])}</p></section> }
    })
    .collect_view();
    view! {
        <Document title=words.t("methods-title")>
            <h1>{words.t("methods-title")}</h1>
            <p class="lead">{words.t("methods-lead")}</p>
            {parts}
        </Document>
    }
}
