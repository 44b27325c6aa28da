//! `/s/{code}/done`: thanks.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::mode::Mode;
use crate::domain::receipt::Receipt;
use crate::islands::forget_draft::ForgetDraft;
use crate::parts::document::Document;
use crate::parts::frame::use_words;
use crate::parts::unsent::Unsent;
use crate::store::Survey;

/// The page. Whoever sees it has an answer on disk. Whoever comes straight from sending it has a receipt, which is shown this once.
#[component]
pub fn ThanksPage(survey: Arc<Survey>, receipt: Option<Receipt>) -> impl IntoView {
    let words = use_words();
    let unit = survey.unit.name.get(words.0).to_owned();
    let results = format!("/results?unit={}", survey.unit.code);
    let shared = survey.point.mode == Mode::Kiosk;
    let receipt = receipt.map(|receipt| {
        view! {
            <section class="receipt">
                <h2>{words.t("receipt")}</h2>
                <p><code>{receipt.to_string()}</code></p>
                <p>{words.t("receipt-lead")} " " <a href="/withdraw">{words.t("withdraw-title")}</a></p>
                {shared.then(|| view! { <p class="hint">{words.t("receipt-shared")}</p> })}
            </section>
        }
    });
    view! {
        <Document title=words.t("thanks-title") islands=true>
            <div class="thanks">
                <p class="tick" aria-hidden="true">"✓"</p>
                <h1>{words.t("thanks-title")}</h1>
                <p>{words.t("thanks-stored")}</p>
                <p>{words.with("thanks-what-next", &[("unit", &unit)])}</p>
                <p><a class="button" href=results>{words.t("thanks-results")}</a></p>
                {receipt}
            </div>
            <Unsent/>
            <ForgetDraft code=survey.point.code.to_string()/>
        </Document>
    }
}
