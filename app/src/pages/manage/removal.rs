//! What the pages share that ask before a unit, a sector or a target is removed.

use leptos::prelude::*;

use crate::domain::reference::Reference;
use crate::parts::frame::use_words;

/// The field that says that it is meant.
pub const SURE: &str = "sure";

/// What is to be removed.
#[derive(Clone, Debug)]
pub struct Removal {
    /// What is asked.
    pub title: String,
    /// Of what.
    pub name: String,
    /// What it means.
    pub lead: String,
    /// The address of what is to be removed; that of its removal has `/removal` after it.
    pub address: String,
    /// What refers to it, so that it stays.
    pub references: Vec<Reference>,
}

/// The question, or the reason why nothing is removed.
#[component]
pub fn Question(removal: Removal) -> impl IntoView {
    let words = use_words();
    let Removal { title, name, lead, address, references } = removal;
    let heading = view! { <h1>{title.clone()} ": " {name}</h1> };
    if references.is_empty() {
        view! {
            {heading}
            <p class="lead">{lead}</p>
            <form method="post" action=format!("{address}/removal")>
                <input type="hidden" name=SURE value="yes"/>
                <div class="actions">
                    <button class="danger" type="submit">{title}</button>
                    <a class="button" href=address.clone()>{words.t("cancel")}</a>
                </div>
            </form>
        }
        .into_any()
    } else {
        let lines = references.into_iter().map(|reference| view! { <li>{words.t(reference.key())}</li> }).collect_view();
        view! {
            {heading}
            <p class="lead">{words.t("removal-refused")}</p>
            <ul>{lines}</ul>
            <p><a class="button" href=address>{words.t("back")}</a></p>
        }
        .into_any()
    }
}
