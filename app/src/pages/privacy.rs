//! `/privacy`: what is kept and what is not.

use leptos::prelude::*;

use crate::parts::document::Document;
use crate::parts::frame::use_words;

/// The page: questions a citizen may have, each with its answer.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    let words = use_words();
    let parts = [
        ("privacy-kept-title", "privacy-kept"),
        ("privacy-not-kept-title", "privacy-not-kept"),
        ("privacy-invited-title", "privacy-invited"),
        ("privacy-receipt-title", "privacy-receipt"),
        ("privacy-device-title", "privacy-device"),
        ("privacy-sensitive-title", "privacy-sensitive"),
        ("privacy-small-title", "privacy-small"),
        ("privacy-rights-title", "privacy-rights"),
    ]
    .map(|(title, text)| view! { <h2>{words.t(title)}</h2> <p>{words.t(text)}</p> })
    .collect_view();
    view! {
        <Document title=words.t("privacy-title")>
            <h1>{words.t("privacy-title")}</h1>
            <p class="lead">{words.t("privacy-lead")}</p>
            {parts}
            <p><a href="/withdraw">{words.t("withdraw-title")}</a></p>
        </Document>
    }
}
