//! `/manage/themes/{code}`: one theme of comments, and its removal.

use leptos::prelude::*;

use super::removal::{Question, Removal};
use super::themes::{PATH, ThemeFields};
use crate::domain::theme::Theme;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{Typed, TypedSummary};
use crate::parts::frame::use_words;

/// The page.
#[component]
pub fn ThemePage(
    theme: Theme,
    typed: Typed,
    /// The key of the words for what was just done.
    done: Option<&'static str>,
) -> impl IntoView {
    let words = use_words();
    let address = format!("{PATH}/{}", theme.code);
    let name = theme.name.get(words.0).to_owned();
    view! {
        <Desk title=name.clone() here=PATH keeps=true>
            <p><a href=PATH>{words.t("themes-title")}</a></p>
            <h1>{name}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <TypedSummary typed=typed.clone()/>
            <section class="card">
                <h2>{words.t("theme-change")}</h2>
                <form id=FORM class="narrow" method="post" action=address.clone()>
                    <ThemeFields typed/>
                    <button class="primary" type="submit">{words.t("save")}</button>
                </form>
            </section>
            <section class="card">
                <h2>{words.t("theme-remove")}</h2>
                <p>{words.t("theme-remove-lead")}</p>
                <a class="button" href=format!("{address}/removal")>{words.t("theme-remove")} "…"</a>
            </section>
        </Desk>
    }
}

/// The page that asks before a theme is removed.
#[component]
pub fn ThemeRemovalPage(theme: Theme) -> impl IntoView {
    let words = use_words();
    let removal = Removal {
        title: words.t("theme-remove"),
        name: theme.name.get(words.0).to_owned(),
        lead: words.t("theme-remove-lead"),
        address: format!("{PATH}/{}", theme.code),
        references: Vec::new(),
    };
    view! {
        <Desk title=words.t("theme-remove") here=PATH>
            <Question removal/>
        </Desk>
    }
}
