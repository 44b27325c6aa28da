//! `/manage/targets/{id}`: one target, and its removal.

use leptos::prelude::*;
use uuid::Uuid;

use super::removal::{Question, Removal};
use super::targets::{PATH, Places, TargetFields, about};
use crate::domain::target::Target;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{Typed, TypedSummary};
use crate::parts::frame::use_words;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct TargetView {
    /// Its identifier.
    pub id: Uuid,
    /// The target.
    pub target: Target,
    /// Units and sectors.
    pub places: Places,
    /// The form.
    pub typed: Typed,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn TargetPage(shown: TargetView) -> impl IntoView {
    let words = use_words();
    let TargetView { id, target, places, typed, done } = shown;
    let address = format!("{PATH}/{id}");
    view! {
        <Desk title=words.t("target-change") here=PATH keeps=true>
            <p><a href=PATH>{words.t("targets-title")}</a></p>
            <h1>{about(words, &target, &places)}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <TypedSummary typed=typed.clone()/>
            <section class="card">
                <h2>{words.t("target-change")}</h2>
                <form id=FORM class="narrow" method="post" action=address.clone()>
                    <TargetFields typed places/>
                    <button class="primary" type="submit">{words.t("save")}</button>
                </form>
            </section>
            <section class="card">
                <h2>{words.t("target-remove")}</h2>
                <p>{words.t("target-remove-lead")}</p>
                <a class="button" href=format!("{address}/removal")>{words.t("target-remove")} "…"</a>
            </section>
        </Desk>
    }
}

/// The page that asks before a target is removed.
#[component]
pub fn TargetRemovalPage(id: Uuid, target: Target, places: Places) -> impl IntoView {
    let words = use_words();
    let removal = Removal {
        title: words.t("target-remove"),
        name: about(words, &target, &places),
        lead: words.t("target-remove-lead"),
        address: format!("{PATH}/{id}"),
        references: Vec::new(),
    };
    view! {
        <Desk title=words.t("target-remove") here=PATH>
            <Question removal/>
        </Desk>
    }
}
