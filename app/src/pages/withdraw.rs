//! `/withdraw`: whoever has the receipt of an answer withdraws it.

use leptos::prelude::*;

use super::manage::removal::SURE;
use crate::domain::texts::Texts;
use crate::parts::document::Document;
use crate::parts::fields::{TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;

/// The address.
pub const PATH: &str = "/withdraw";
/// The field of the receipt.
pub const CODE: &str = "code";

/// The page with the field for the receipt.
#[component]
pub fn WithdrawPage(
    typed: Typed,
    /// The key of the words for what was just done.
    done: Option<&'static str>,
) -> impl IntoView {
    let words = use_words();
    let done = done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> });
    view! {
        <Document title=words.t("withdraw-title")>
            <h1>{words.t("withdraw-title")}</h1>
            {done}
            <p class="lead">{words.t("withdraw-lead")}</p>
            <TypedSummary typed=typed.clone()/>
            <form class="narrow" method="post" action=PATH>
                <TextField typed name=CODE label=words.t("receipt") hint=words.t("withdraw-code-hint") longest=60 required=true/>
                <button class="primary" type="submit">{words.t("withdraw-find")}</button>
            </form>
            <p class="hint">{words.t("withdraw-lost")}</p>
        </Document>
    }
}

/// The answer that a receipt found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The receipt.
    pub code: String,
    /// The title of the campaign.
    pub campaign: Texts,
    /// The name of the unit judged.
    pub unit: Texts,
    /// Whether nothing of the campaign may be erased at present.
    pub held: bool,
}

/// The page that asks before it is withdrawn.
#[component]
pub fn WithdrawalPage(found: Found) -> impl IntoView {
    let words = use_words();
    let Found { code, campaign, unit, held } = found;
    view! {
        <Document title=words.t("withdraw-title")>
            <h1>{words.t("withdraw-ask")}</h1>
            <p class="lead">{campaign.get(words.0).to_owned()} " · " {unit.get(words.0).to_owned()}</p>
            <p>{words.t(if held { "withdraw-held" } else { "withdraw-means" })}</p>
            <form method="post" action=PATH>
                <input type="hidden" name=CODE value=code/>
                <input type="hidden" name=SURE value="yes"/>
                <div class="actions">
                    <button class="danger" type="submit">{words.t("withdraw-now")}</button>
                    <a class="button" href="/">{words.t("withdraw-keep")}</a>
                </div>
            </form>
        </Document>
    }
}
