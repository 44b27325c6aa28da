//! `/manage/classifications/{id}`: one classification, and its removal.

use leptos::prelude::*;
use uuid::Uuid;

use super::classifications::{ClassificationFields, PATH, about};
use super::removal::{Question, Removal};
use crate::domain::classification::Classification;
use crate::domain::tree::Tree;
use crate::domain::unit::Unit;
use crate::domain::unit_choice::UnitChoice;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{Typed, TypedSummary};
use crate::parts::frame::use_words;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct ClassificationView {
    /// Its identifier.
    pub id: Uuid,
    /// The classification.
    pub classification: Classification,
    /// All units, for names.
    pub units: Tree<Unit>,
    /// The units in reach.
    pub offered: UnitChoice,
    /// The form.
    pub typed: Typed,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn ClassificationPage(shown: ClassificationView) -> impl IntoView {
    let words = use_words();
    let ClassificationView { id, classification, units, offered, typed, done } = shown;
    let address = format!("{PATH}/{id}");
    view! {
        <Desk title=words.t("classification-change") here=PATH keeps=true>
            <p><a href=PATH>{words.t("classifications-title")}</a></p>
            <h1>{about(words, &classification, &units)}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <TypedSummary typed=typed.clone()/>
            <section class="card">
                <h2>{words.t("classification-change")}</h2>
                <form id=FORM method="post" action=address.clone()>
                    <ClassificationFields typed offered/>
                    <button class="primary" type="submit">{words.t("save")}</button>
                </form>
            </section>
            <section class="card">
                <h2>{words.t("classification-remove")}</h2>
                <p>{words.t("classification-remove-lead")}</p>
                <a class="button" href=format!("{address}/removal")>{words.t("classification-remove")} "…"</a>
            </section>
        </Desk>
    }
}

/// The page that asks before a classification is removed.
#[component]
pub fn ClassificationRemovalPage(id: Uuid, classification: Classification, units: Tree<Unit>) -> impl IntoView {
    let words = use_words();
    let removal = Removal {
        title: words.t("classification-remove"),
        name: about(words, &classification, &units),
        lead: words.t("classification-remove-lead"),
        address: format!("{PATH}/{id}"),
        references: Vec::new(),
    };
    view! {
        <Desk title=words.t("classification-remove") here=PATH>
            <Question removal/>
        </Desk>
    }
}
