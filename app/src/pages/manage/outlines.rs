//! `/manage/outlines`: where units lie. A file is chosen, looked at, and taken.

use leptos::prelude::*;

use super::removal::{Question, Removal};
use super::units;
use crate::domain::outline::Outline;
use crate::domain::outline_file::{By, Left};
use crate::domain::texts::Texts;
use crate::domain::unit::UnitKind;
use crate::parts::desk::Desk;
use crate::parts::fields::{FileField, TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::module::ModuleStyle;
use crate::parts::unit_map::{Ground, Region, UnitMap};
use crate::text::Words;

/// The address.
pub const PATH: &str = "/manage/outlines";
/// The field of the file.
pub const FILE: &str = "file";
/// The field of the property by which units are found.
pub const PROPERTY: &str = "property";
/// The field of what was looked at.
pub const CHECKED: &str = "checked";
/// So many areas without a unit are named.
pub const NAMED: usize = 50;

/// What was read of a file.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The property by which units were found.
    pub property: String,
    /// Whether it has codes or names.
    pub by: By,
    /// How many units were found.
    pub found: u64,
    /// Of how many of them it is known already where they lie.
    pub replaced: u64,
    /// The first areas without a unit.
    pub left: Vec<Left>,
    /// How many there are.
    pub left_in_all: u64,
    /// The units that were found, where they are few enough to be drawn.
    pub drawn: Vec<(Texts, Outline)>,
    /// What can be taken; nothing where no unit was found.
    pub checked: Option<String>,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Outlines {
    /// Of each kind of unit in reach: of how many it is known where they lie, and how many there are.
    pub known: Vec<(UnitKind, u64, u64)>,
    /// The form, perhaps with what is wrong in it.
    pub typed: Typed,
    /// What was read, once there is a file.
    pub seen: Option<Seen>,
    /// What was just done, and to how many units.
    pub done: Option<(&'static str, u64)>,
}

/// The page.
#[component]
pub fn OutlinesPage(shown: Outlines) -> impl IntoView {
    let words = use_words();
    let Outlines { known, typed, seen, done } = shown;
    let is_ready = seen.as_ref().is_some_and(|seen| seen.checked.is_some());
    let are_there = known.iter().any(|(_, known, _)| *known > 0);
    let rows = known.into_iter().map(|(kind, known, all)| {
        view! {
            <tr>
                <th scope="row">{words.t(kind.key())}</th>
                <td class="number">{words.number(known)}</td>
                <td class="number">{words.number(all)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Desk title=words.t("outlines-title") here=units::PATH>
            <ModuleStyle name="unit_table.css"/>
            <p><a href=units::PATH>{words.t("units-title")}</a></p>
            <h1>{words.t("outlines-title")}</h1>
            {done.map(|(key, units)| view! { <p class="done" role="status">{words.count(key, units)}</p> })}
            <p class="lead">{words.t("outlines-lead")}</p>
            <TypedSummary typed=typed.clone()/>
            {seen.map(|seen| view! { <SeenPart seen/> })}
            <Choosing typed is_ready/>
            <div class="card">
                <h2 id="known">{words.t("outlines-known")}</h2>
                <div class="scroll" tabindex="0" role="region" aria-labelledby="known">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{words.t("unit-kind")}</th>
                                <th scope="col" class="number">{words.t("outlines-with")}</th>
                                <th scope="col" class="number">{words.t("outlines-all")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                {are_there.then(|| view! { <p><a class="button" href=format!("{PATH}/removal")>{words.t("outlines-remove")} "…"</a></p> })}
            </div>
        </Desk>
    }
}

/// The form in which a file is chosen.
#[component]
fn Choosing(typed: Typed, is_ready: bool) -> impl IntoView {
    let words = use_words();
    view! {
        <form class="card narrow" method="post" action=PATH enctype="multipart/form-data">
            <FileField
                typed=typed.clone()
                name=FILE
                label=words.t(if is_ready { "outlines-file-again" } else { "outlines-file" })
                hint=words.t("outlines-file-hint")
                accept=".geojson,.json,application/geo+json,application/json"
            />
            <TextField typed name=PROPERTY label=words.t("outlines-property") hint=words.t("outlines-property-hint")/>
            <button class=(!is_ready).then_some("primary") type="submit">{words.t("outlines-look")}</button>
        </form>
    }
}

/// What was read of a file, and the button by which it is taken.
#[component]
fn SeenPart(seen: Seen) -> impl IntoView {
    let words = use_words();
    let how = match seen.by {
        By::Code => "outlines-by-code",
        By::Name => "outlines-by-name",
    };
    let how = (!seen.property.is_empty()).then(|| words.with(how, &[("property", &seen.property)]));
    let facts = [("outlines-found", seen.found), ("outlines-replaced", seen.replaced), ("outlines-left", seen.left_in_all)];
    let facts =
        facts.into_iter().map(|(key, count)| view! { <dt>{words.t(key)}</dt> <dd>{words.number(count)}</dd> }).collect_view();
    let more = seen.left_in_all.saturating_sub(seen.left.len() as u64);
    let left = seen.left.into_iter().map(|left| view! { <li>{told(words, &left)}</li> }).collect_view();
    let region = |(name, outline): (Texts, Outline)| {
        let told = name.get(words.0).to_owned();
        Region { outline, ground: Ground::None, number: None, told, href: None }
    };
    let regions: Vec<Region> = seen.drawn.into_iter().map(region).collect();
    let taking = seen.checked.map(|checked| {
        view! {
            <form method="post" action=PATH enctype="multipart/form-data">
                <input type="hidden" name=CHECKED value=checked/>
                <button class="primary" type="submit">{words.count("outlines-take", seen.found)}</button>
            </form>
        }
    });
    view! {
        <section class="card" aria-labelledby="seen">
            <h2 id="seen">{words.t("outlines-seen")}</h2>
            {how.map(|how| view! { <p>{how}</p> })}
            <dl class="facts">{facts}</dl>
            {(seen.left_in_all > 0)
                .then(|| {
                    view! {
                        <details>
                            <summary>{words.count("outlines-left-which", seen.left_in_all)}</summary>
                            <ul>{left}</ul>
                            {(more > 0).then(|| view! { <p>{words.count("outlines-left-more", more)}</p> })}
                        </details>
                    }
                })}
            <UnitMap id="seen-map" title=words.t("outlines-map") regions/>
            {taking}
        </section>
    }
    .into_any()
}

/// An area without a unit, in words.
fn told(words: Words, left: &Left) -> String {
    let number = words.number(left.number);
    let area = match &left.value {
        Some(value) => words.with("outline-area-value", &[("number", &number), ("value", value)]),
        None => words.with("outline-area", &[("number", &number)]),
    };
    format!("{area} {}", words.t(left.why.key()))
}

/// The page that asks before outlines are removed.
#[component]
pub fn OutlineRemovalPage(units: u64) -> impl IntoView {
    let words = use_words();
    let removal = Removal {
        title: words.t("outlines-remove"),
        name: words.count("outlines-of", units),
        lead: words.t("outlines-remove-lead"),
        address: PATH.to_owned(),
        references: Vec::new(),
    };
    view! {
        <Desk title=words.t("outlines-remove") here=units::PATH>
            <Question removal/>
        </Desk>
    }
}
