//! `/manage/sectors/{code}`: one sector, and its removal.

use leptos::prelude::*;

use super::removal::{Question, Removal};
use super::sectors::{PATH, Place, parents};
use super::units::Names;
use crate::domain::reference::Reference;
use crate::domain::sector::Sector;
use crate::domain::tree::Tree;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{Typed, TypedSummary};
use crate::parts::frame::use_words;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct SectorView {
    /// The sector.
    pub sector: Sector,
    /// All sectors.
    pub sectors: Tree<Sector>,
    /// Whether it came with the program, which would bring it back.
    pub built_in: bool,
    /// The form.
    pub typed: Typed,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn SectorPage(shown: SectorView) -> impl IntoView {
    let words = use_words();
    let SectorView { sector, sectors, built_in, typed, done } = shown;
    let address = format!("{PATH}/{}", sector.code);
    let name = sector.name.get(words.0).to_owned();
    view! {
        <Desk title=name.clone() here=PATH keeps=true>
            <p><a href=PATH>{words.t("sectors-title")}</a></p>
            <h1>{name}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <TypedSummary typed=typed.clone()/>
            <section class="card">
                <h2>{words.t("sector-change")}</h2>
                <p class="hint">{words.t("code")} ": " {sector.code.to_string()}</p>
                <form id=FORM class="narrow" method="post" action=address.clone()>
                    <Names typed=typed.clone()/>
                    <Place typed options=parents(words, &sectors, Some(&sector))/>
                    <button class="primary" type="submit">{words.t("save")}</button>
                </form>
            </section>
            <section class="card">
                <h2>{words.t("sector-remove")}</h2>
                {if built_in {
                    view! { <p>{words.t("sector-built-in")}</p> }.into_any()
                } else {
                    view! {
                        <p>{words.t("sector-remove-lead")}</p>
                        <a class="button" href=format!("{address}/removal")>{words.t("sector-remove")} "…"</a>
                    }
                        .into_any()
                }}
            </section>
        </Desk>
    }
}

/// The page that asks before a sector is removed, or says why it stays.
#[component]
pub fn SectorRemovalPage(sector: Sector, references: Vec<Reference>) -> impl IntoView {
    let words = use_words();
    let removal = Removal {
        title: words.t("sector-remove"),
        name: sector.name.get(words.0).to_owned(),
        lead: words.t("sector-remove-lead"),
        address: format!("{PATH}/{}", sector.code),
        references,
    };
    view! {
        <Desk title=words.t("sector-remove") here=PATH>
            <Question removal/>
        </Desk>
    }
}
