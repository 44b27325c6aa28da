//! `/analysis/indices/import`: many indices at once, from a file or a pasted table.

use leptos::prelude::*;

use super::indices::PATH;
use crate::domain::outside_index_import::{FILE, Fault, LIST};
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{ACCEPTED, AreaField, Typed, TypedSummary};
use crate::parts::frame::use_words;

/// The address.
pub const IMPORT: &str = "/analysis/indices/import";
/// The most characters that are pasted.
const LONGEST: usize = 200_000;
/// So many faults are shown.
const MOST_FAULTS: usize = 100;

/// The page, perhaps with what is wrong in the table.
#[component]
pub fn IndexImportPage(typed: Typed, faults: Vec<Fault>) -> impl IntoView {
    let words = use_words();
    let told = (!faults.is_empty()).then(|| {
        let line = |fault: &Fault| {
            let text = words.with("index-import-fault", &[("line", &fault.line.to_string()), ("what", &words.t(fault.key))]);
            view! { <li>{text}</li> }
        };
        let lines = faults.iter().take(MOST_FAULTS).map(line).collect_view();
        view! {
            <h2>{words.t("index-import-faults")}</h2>
            <ul>{lines}</ul>
        }
    });
    view! {
        <Desk title=words.t("index-import") here=PATH keeps=true>
            <p><a href=PATH>{words.t("indices-title")}</a></p>
            <h1>{words.t("index-import")}</h1>
            <p class="lead">{words.t("index-import-lead")}</p>
            <TypedSummary typed=typed.clone()/>
            {told}
            <form id=FORM class="card" method="post" action=IMPORT enctype="multipart/form-data">
                <div class="field">
                    <label for=FILE>{words.t("index-import-file")}</label>
                    <input type="file" id=FILE name=FILE accept=ACCEPTED/>
                </div>
                <AreaField
                    typed
                    name=LIST
                    label=words.t("index-import-list")
                    hint=words.t("index-import-hint")
                    longest=LONGEST
                    rows=10
                />
                <button class="primary" type="submit">{words.t("index-import")}</button>
            </form>
        </Desk>
    }
}
