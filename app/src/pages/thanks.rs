//! `/s/{code}/done`: thanks.

use std::sync::Arc;

use leptos::prelude::*;

use crate::islands::forget_draft::ForgetDraft;
use crate::parts::document::Document;
use crate::parts::frame::use_words;
use crate::store::Survey;

/// The page. Whoever sees it has an answer on disk.
#[component]
pub fn ThanksPage(survey: Arc<Survey>) -> impl IntoView {
    let words = use_words();
    let unit = survey.unit.name.get(words.0).to_owned();
    let results = format!("/results?unit={}", survey.unit.code);
    view! {
        <Document title=words.t("thanks-title") islands=true>
            <div class="thanks">
                <p class="tick" aria-hidden="true">"✓"</p>
                <h1>{words.t("thanks-title")}</h1>
                <p>{words.t("thanks-stored")}</p>
                <p>{words.with("thanks-what-next", &[("unit", &unit)])}</p>
                <p><a class="button" href=results>{words.t("thanks-results")}</a></p>
            </div>
            <ForgetDraft code=survey.point.code.to_string()/>
        </Document>
    }
}
