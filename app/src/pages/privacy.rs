//! `/privacy`: what is kept and what is not.

use leptos::prelude::*;

use crate::domain::retention::{Kind, Periods};
use crate::parts::document::Document;
use crate::parts::frame::use_words;

/// The page: questions a citizen may have, each with its answer.
#[component]
pub fn PrivacyPage(periods: Periods) -> impl IntoView {
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
    // As it is set, not as it usually is.
    let kinds = Kind::ALL
        .map(|kind| {
            let (for_ever, for_months) = match kind {
                Kind::Texts => ("privacy-retention-texts-ever", "privacy-retention-texts"),
                Kind::Links => ("privacy-retention-links", "privacy-retention-links"),
                Kind::Responses => ("privacy-retention-responses-ever", "privacy-retention-responses"),
            };
            let told = periods.of(kind).map_or_else(|| words.t(for_ever), |months| words.count(for_months, months.into()));
            view! { <li>{told}</li> }
        })
        .collect_view();
    view! {
        <Document title=words.t("privacy-title")>
            <h1>{words.t("privacy-title")}</h1>
            <p class="lead">{words.t("privacy-lead")}</p>
            {parts}
            <h2>{words.t("privacy-retention-title")}</h2>
            <p>{words.t("privacy-retention")}</p>
            <ul>{kinds}</ul>
            <p>{words.t("privacy-retention-stays")}</p>
            <p><a href="/withdraw">{words.t("withdraw-title")}</a></p>
        </Document>
    }
}
