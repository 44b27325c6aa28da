//! `/manage/imports/{what}/{id}`: how far an import is, or what it did.

use leptos::prelude::*;

use super::imports::{PATH, list_path, titles};
use crate::domain::import::Catalogue;
use crate::parts::desk::Desk;
use crate::parts::frame::use_words;

/// How an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// So many rows of so many are written.
    Running(u64, u64),
    /// It is under way on another instance.
    Elsewhere,
    /// It was taken: so many entries were added, so many changed.
    Taken(u64, u64),
    /// Somebody changed meanwhile what it changes too.
    ChangedMeanwhile,
    /// It was not taken.
    Failed,
}

impl Standing {
    /// Whether it may be another soon.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Running(..) | Self::Elsewhere)
    }
}

/// The page.
#[component]
pub fn ImportPage(catalogue: Catalogue, id: String, standing: Standing) -> impl IntoView {
    let words = use_words();
    let (list, title) = titles(catalogue);
    let told = match standing {
        Standing::Running(written, rows) => {
            let (done, all) = (words.number(written), words.number(rows));
            view! {
                <p role="status">{words.with("import-running", &[("written", &done), ("rows", &all)])}</p>
                <p class="rate"><progress max=rows value=written aria-label=words.t("import-progress")></progress></p>
            }
            .into_any()
        }
        Standing::Elsewhere => view! { <p role="status">{words.t("import-elsewhere")}</p> }.into_any(),
        Standing::Taken(added, changed) => {
            let counts = [("added", words.number(added)), ("changed", words.number(changed))];
            let counts: Vec<(&str, &str)> = counts.iter().map(|(name, count)| (*name, count.as_str())).collect();
            view! { <p class="done" role="status">{words.with("import-taken", &counts)}</p> }.into_any()
        }
        Standing::ChangedMeanwhile => {
            view! { <div class="errors" role="alert"><p>{words.t("import-changed-meanwhile")}</p></div> }.into_any()
        }
        Standing::Failed => view! { <div class="errors" role="alert"><p>{words.t("import-failed")}</p></div> }.into_any(),
    };
    let address = format!("{PATH}/{}", catalogue.word());
    let again = format!("{address}/{id}");
    let onward = if standing.is_open() {
        view! { <p class="hint">{words.t("import-waiting")}</p> <p><a class="button" href=again>{words.t("import-look-again")}</a></p> }
            .into_any()
    } else {
        view! {
            <div class="actions">
                <a class="button" href=list_path(catalogue)>{words.t(list)}</a>
                <a class="button" href=address>{words.t("import-another")}</a>
            </div>
        }
        .into_any()
    };
    view! {
        <Desk title=words.t(title) here=list_path(catalogue)>
            <h1>{words.t(title)}</h1>
            {told}
            {onward}
        </Desk>
    }
}
