//! A response rate: numbers with a bar.

use leptos::prelude::*;

use super::frame::use_words;
use crate::domain::invitation::Totals;

/// How many answered of those who were invited.
#[component]
pub fn Rate(totals: Totals) -> impl IntoView {
    let words = use_words();
    let values = [("answered", words.number(totals.answered())), ("issued", words.number(totals.issued))];
    let text = words.with("rate-of", &values.each_ref().map(|(name, value)| (*name, value.as_str())));
    let text = totals.rate().map_or_else(|| text.clone(), |rate| format!("{text} ({})", words.percent(rate)));
    view! {
        <div class="rate">
            <progress max=totals.issued.to_string() value=totals.answered().to_string() aria-label=words.t("rate")></progress>
            <span>{text}</span>
        </div>
    }
    .into_any()
}
