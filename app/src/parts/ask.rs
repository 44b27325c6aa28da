//! The question before something that cannot be taken back.

use leptos::prelude::*;

use super::frame::use_words;
use crate::domain::reference::Reference;
use crate::pages::manage::removal::SURE;

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Ask {
    /// What is asked, as the button says it too.
    pub title: String,
    /// To what it is done.
    pub name: String,
    /// What it means.
    pub lead: String,
    /// Where the answer is sent.
    pub action: String,
    /// Where to go on without doing it.
    pub back: String,
    /// What stands in the way, so that it is not offered.
    pub references: Vec<Reference>,
}

/// The question, or what stands in the way.
#[component]
pub fn Question(ask: Ask) -> impl IntoView {
    let words = use_words();
    let Ask { title, name, lead, action, back, references } = ask;
    let heading = view! { <h1>{title.clone()} ": " {name}</h1> };
    if references.is_empty() {
        view! {
            {heading}
            <p class="lead">{lead}</p>
            <form method="post" action=action>
                <input type="hidden" name=SURE value="yes"/>
                <div class="actions">
                    <button class="danger" type="submit">{title}</button>
                    <a class="button" href=back>{words.t("cancel")}</a>
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
            <p><a class="button" href=back>{words.t("back")}</a></p>
        }
        .into_any()
    }
}
