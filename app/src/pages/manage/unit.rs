//! `/manage/units/{code}`: one unit: its names, its place, its dates; and its removal.

use leptos::prelude::*;

use super::removal::{Question, Removal};
use super::units::{Names, PATH, kinds, name_of, valid};
use crate::domain::code::Code;
use crate::domain::form::PARENT;
use crate::domain::reference::Reference;
use crate::domain::tree::Tree;
use crate::domain::unit::Unit;
use crate::domain::unit_choice::UnitChoice;
use crate::domain::unit_form::{FROM, KIND, SUCCESSOR, TO};
use crate::parts::ask::{self, Ask};
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{SelectField, TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::unit_field::UnitField;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct UnitView {
    /// The unit.
    pub unit: Unit,
    /// All units, for names.
    pub units: Tree<Unit>,
    /// The units in reach.
    pub offered: UnitChoice,
    /// Whether everything is in reach.
    pub everything: bool,
    /// Whether only its names may be changed, because the reach begins at it.
    pub names_only: bool,
    /// The units that were merged whole into it.
    pub predecessors: Vec<Code>,
    /// The units that were split, of which it is a part.
    pub wholes: Vec<Code>,
    /// The parts into which it was split.
    pub parts: Vec<Code>,
    /// How many of its collection points will move, and how many will be withdrawn, when it ends.
    pub waiting: (u64, u64),
    /// Whether its merger or split can still be taken back.
    pub may_take_back: bool,
    /// The form.
    pub typed: Typed,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn UnitPage(shown: UnitView) -> impl IntoView {
    let words = use_words();
    let UnitView {
        unit,
        units,
        offered,
        everything,
        names_only,
        predecessors,
        wholes,
        parts,
        waiting,
        may_take_back,
        typed,
        done,
    } = shown;
    let address = format!("{PATH}/{}", unit.code);
    let name = unit.name.get(words.0).to_owned();
    let none = everything.then(|| words.t("unit-top-level"));
    let parents = offered.without(|other| units.is_within(other.code.as_str(), unit.code.as_str()));
    let successors = offered.without(|other| other.code == unit.code);
    // A successor that somebody above chose stays to be chosen.
    let successors = unit.successor.as_ref().map_or_else(|| successors.clone(), |successor| successors.and(successor));
    let ended = unit.valid_to.is_some().then(|| words.t("unit-ended"));
    view! {
        <Desk title=name.clone() here=PATH keeps=true>
            <p><a href=PATH>{words.t("units-title")}</a></p>
            <h1>{name}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <TypedSummary typed=typed.clone()/>
            <section class="card">
                <dl class="facts">
                    <dt>{words.t("code")}</dt>
                    <dd>{unit.code.to_string()}</dd>
                    <dt>{words.t("unit-kind")}</dt>
                    <dd>{words.t(unit.kind.key())}</dd>
                    <dt>{words.t("unit-parent")}</dt>
                    <dd>{unit.parent.as_ref().map_or_else(|| words.t("unit-top-level"), |parent| name_of(words, &units, parent))}</dd>
                    <dt>{words.t("unit-valid")}</dt>
                    <dd>{valid(&unit)} " " {ended}</dd>
                    <Related units=units.clone() label="unit-successor" codes=unit.successor.clone().into_iter().collect()/>
                    <Related units=units.clone() label="unit-parts" codes=parts/>
                    <Related units=units.clone() label="unit-predecessors" codes=predecessors/>
                    <Related units=units.clone() label="unit-wholes" codes=wholes/>
                </dl>
                <Ahead unit=unit.clone() waiting may_take_back/>
            </section>
            <section class="card">
                <h2>{words.t("unit-change")}</h2>
                {names_only.then(|| view! { <p class="hint">{words.t("unit-names-only")}</p> })}
                <form id=FORM class="narrow" method="post" action=address.clone()>
                    <Names typed=typed.clone()/>
                    {(!names_only)
                        .then(|| view! {
                            <SelectField typed=typed.clone() name=KIND label=words.t("unit-kind") options=kinds(words)/>
                            <UnitField
                                typed=typed.clone()
                                name=PARENT
                                label=words.t("unit-parent")
                                hint=words.t("unit-parent-hint")
                                offered=parents
                                none
                            />
                            <TextField
                                typed=typed.clone()
                                name=FROM
                                label=words.t("unit-first-day")
                                kind="date"
                                longest=10
                                required=true
                            />
                            <TextField
                                typed=typed.clone()
                                name=TO
                                label=words.t("unit-last-day")
                                hint=words.t("unit-last-day-hint")
                                kind="date"
                                longest=10
                            />
                            <UnitField
                                typed=typed.clone()
                                name=SUCCESSOR
                                label=words.t("unit-successor")
                                hint=words.t("unit-successor-hint")
                                offered=successors
                                none=Some(words.t("unit-successor-none"))
                            />
                        })}
                    <button class="primary" type="submit">{words.t("save")}</button>
                </form>
            </section>
            {(!names_only).then(|| view! { <ToRemoval address/> })}
        </Desk>
    }
}

/// What will happen to a unit that is to end, and the way to its figures.
#[component]
fn Ahead(unit: Unit, waiting: (u64, u64), may_take_back: bool) -> impl IntoView {
    let words = use_words();
    let address = format!("{PATH}/{}", unit.code);
    view! {
                {(waiting.0 > 0).then(|| view! { <p>{words.count("unit-points-move", waiting.0)}</p> })}
                {(waiting.1 > 0).then(|| view! { <p>{words.count("unit-points-withdraw", waiting.1)}</p> })}
                <p><a href=format!("/results?unit={}", unit.code)>{words.t("unit-results")}</a></p>
                {may_take_back
                    .then(|| view! {
                        <p class="hint">{words.t("merger-take-back-hint")}</p>
                        <a class="button" href=format!("{address}/merging/removal")>{words.t("merger-take-back")} "…"</a>
                    })}
    }
}

/// The way to the removal of a unit.
#[component]
fn ToRemoval(address: String) -> impl IntoView {
    let words = use_words();
    view! {
        <section class="card">
            <h2>{words.t("unit-remove")}</h2>
            <p>{words.t("unit-remove-lead")}</p>
            <a class="button" href=format!("{address}/removal")>{words.t("unit-remove")} "…"</a>
        </section>
    }
}

/// A line of other units, each with the way to it, or nothing where there is none.
#[component]
fn Related(units: Tree<Unit>, label: &'static str, codes: Vec<Code>) -> impl IntoView {
    let words = use_words();
    (!codes.is_empty()).then(|| {
        let links = codes
            .into_iter()
            .map(|code| view! { <li><a href=format!("{PATH}/{code}")>{name_of(words, &units, &code)}</a></li> })
            .collect_view();
        view! { <dt>{words.t(label)}</dt> <dd><ul class="related">{links}</ul></dd> }
    })
}

/// The page that asks before the merger or split of a unit is taken back.
#[component]
pub fn MergerRemovalPage(unit: Unit) -> impl IntoView {
    let words = use_words();
    let back = format!("{PATH}/{}", unit.code);
    let ask = Ask {
        title: words.t("merger-take-back"),
        name: unit.name.get(words.0).to_owned(),
        lead: words.t("merger-take-back-lead"),
        action: format!("{back}/merging/removal"),
        back,
        references: Vec::new(),
    };
    view! {
        <Desk title=words.t("merger-take-back") here=PATH>
            <ask::Question ask/>
        </Desk>
    }
}

/// The page that asks before a unit is removed, or says why it stays.
#[component]
pub fn UnitRemovalPage(unit: Unit, references: Vec<Reference>) -> impl IntoView {
    let words = use_words();
    let removal = Removal {
        title: words.t("unit-remove"),
        name: unit.name.get(words.0).to_owned(),
        lead: words.t("unit-remove-lead"),
        address: format!("{PATH}/{}", unit.code),
        references,
    };
    view! {
        <Desk title=words.t("unit-remove") here=PATH>
            <Question removal/>
        </Desk>
    }
}
