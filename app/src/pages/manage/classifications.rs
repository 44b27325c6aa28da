//! `/manage/classifications`: the classes by which units in reach name percentages, and adding some.

use leptos::prelude::*;
use uuid::Uuid;

use super::imports::FileLinks;
use super::units::name_of;
use crate::domain::classification::{Classes, Classification};
use crate::domain::classification_form::{FROM, LOWEST, ROWS};
use crate::domain::collation::SortKey;
use crate::domain::form::LONGEST_NAME;
use crate::domain::import::Catalogue as Files;
use crate::domain::language::Language;
use crate::domain::target_form::{LEGAL_BASIS, LONGEST_BASIS, UNIT};
use crate::domain::texts::Texts;
use crate::domain::tree::Tree;
use crate::domain::unit::Unit;
use crate::domain::unit_choice::UnitChoice;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, Head, Listed, Pages, Search};
use crate::parts::unit_field::UnitField;
use crate::text::Words;

/// The address.
pub const PATH: &str = "/manage/classifications";
/// The field of the published classification that is taken over, by its number.
pub const TAKE: &str = "take";

/// Classes that were published, to be taken over.
#[derive(Clone, Debug)]
pub struct PublishedClasses {
    /// Its number in the catalogue.
    pub number: usize,
    /// The classes.
    pub classes: Classes,
    /// The decision that set them.
    pub legal_basis: String,
    /// Whether the text itself was read; otherwise it is to be checked in the decision.
    pub seen: bool,
}

/// The classifications that are asked for, sorted and a page of them.
#[must_use]
pub fn list(
    mut classifications: Vec<(Uuid, Classification)>,
    asked: &Asked,
    units: &Tree<Unit>,
) -> Listed<(Uuid, Classification)> {
    classifications.retain(|(_, one)| {
        let names = [Language::Vi, Language::En].map(|language| name_of(Words(language), units, &one.unit));
        let classes = one.classes.upper().iter().map(|class| &class.name).chain([one.classes.lowest()]);
        let mut texts: Vec<&str> = classes.flat_map(Texts::all).collect();
        texts.extend(names.iter().map(String::as_str));
        texts.extend([one.unit.as_str(), &one.legal_basis]);
        asked.finds(&texts)
    });
    let unit = |one: &Classification| SortKey::of(&name_of(Words(Language::Vi), units, &one.unit));
    match asked.sort.as_str() {
        "year" => classifications.sort_by_cached_key(|(id, one)| (one.from_year, unit(one), *id)),
        _ => classifications.sort_by_cached_key(|(id, one)| (unit(one), one.from_year, *id)),
    }
    if asked.descending {
        classifications.reverse();
    }
    asked.page(classifications)
}

/// In a line of which unit and year a classification is.
#[must_use]
pub fn about(words: Words, classification: &Classification, units: &Tree<Unit>) -> String {
    let unit = name_of(words, units, &classification.unit);
    words.with("classification-about", &[("unit", &unit), ("year", &classification.from_year.to_string())])
}

/// Classes in a line: each with its bound, the highest first.
#[must_use]
pub fn in_a_line(words: Words, classes: &Classes) -> String {
    let upper = classes
        .upper()
        .iter()
        .map(|class| format!("{}\u{a0}≥\u{a0}{}", class.name.get(words.0).replace(' ', "\u{a0}"), words.target(class.at_least)));
    let lowest = words.with("class-below", &[("class", classes.lowest().get(words.0))]);
    upper.chain([lowest]).collect::<Vec<_>>().join(" · ")
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Classifications {
    /// The classifications.
    pub listed: Listed<(Uuid, Classification)>,
    /// All units, for names.
    pub units: Tree<Unit>,
    /// The units in reach.
    pub offered: UnitChoice,
    /// What was published.
    pub published: Vec<PublishedClasses>,
    /// The form for a new one.
    pub typed: Typed,
    /// Whether the form is open.
    pub open: bool,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn ClassificationsPage(shown: Classifications) -> impl IntoView {
    let words = use_words();
    let Classifications { listed: Listed { asked, found, shown }, units, offered, published, typed, open, done } = shown;
    let rows = shown
        .into_iter()
        .map(|(id, one)| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("{PATH}/{id}") aria-label=about(words, &one, &units)>
                            {name_of(words, &units, &one.unit)}
                        </a>
                    </th>
                    <td>{one.from_year.to_string()}</td>
                    <td>{in_a_line(words, &one.classes)}</td>
                    <td>{one.legal_basis}</td>
                </tr>
            }
        })
        .collect_view();
    let empty = found == 0;
    view! {
        <Desk title=words.t("classifications-title") here=PATH keeps=true>
            <h1>{words.t("classifications-title")}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <p class="lead">{words.t("classifications-lead")}</p>
            <FileLinks catalogue=Files::Classifications imports=true/>
            <Search asked=asked.clone() path=PATH label=words.t("classifications-find")/>
            <details class="card" id="add" open=open>
                <summary>{words.t("classification-add")}</summary>
                <TypedSummary typed=typed.clone()/>
                <form id=FORM method="post" action=PATH>
                    <ClassificationFields typed offered/>
                    <button class="primary" type="submit">{words.t("classification-add")}</button>
                </form>
            </details>
            <Catalogue published/>
            {empty.then(|| view! { <p>{words.t("classifications-none")}</p> })}
            {(!empty)
                .then(|| {
                    view! {
                        <div class="scroll" tabindex="0" role="region" aria-label=words.t("classifications-title")>
                            <table>
                                <thead>
                                    <tr>
                                        <Head asked=asked.clone() path=PATH column="unit" label=words.t("column-unit")/>
                                        <Head asked=asked.clone() path=PATH column="year" label=words.t("target-from-year")/>
                                        <th scope="col">{words.t("classes")}</th>
                                        <th scope="col">{words.t("target-basis")}</th>
                                    </tr>
                                </thead>
                                <tbody>{rows}</tbody>
                            </table>
                        </div>
                    }
                })}
            <Pages asked path=PATH found/>
        </Desk>
    }
}

/// The classes that were published, each a click away from the form.
#[component]
fn Catalogue(published: Vec<PublishedClasses>) -> impl IntoView {
    let words = use_words();
    let rows = published
        .into_iter()
        .map(|one| {
            let unseen = (!one.seen).then(|| view! { " " <span class="hint">{words.t("target-unseen")}</span> });
            let label = words.with("classification-take-label", &[("basis", &one.legal_basis)]);
            view! {
                <li>
                    <p>{in_a_line(words, &one.classes)}</p>
                    <p class="hint">{one.legal_basis.clone()} {unseen}</p>
                    <p>
                        <a class="button" href=format!("{PATH}?{TAKE}={}#add", one.number) aria-label=label>{words.t("target-take")}</a>
                    </p>
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="card">
            <summary>{words.t("classification-catalogue")}</summary>
            <ul class="rest">{rows}</ul>
        </details>
    }
}

/// The fields of a classification.
#[component]
pub fn ClassificationFields(typed: Typed, offered: UnitChoice) -> impl IntoView {
    let words = use_words();
    let rows = (1..)
        .zip(ROWS)
        .map(|(number, row)| {
            let legend = words.with("class-number", &[("number", &i32::to_string(&number))]);
            view! {
                <fieldset class="class">
                    <legend>{legend}</legend>
                    <TextField typed=typed.clone() name=row.vi label=words.t("name-vi") longest=LONGEST_NAME/>
                    <TextField typed=typed.clone() name=row.en label=words.t("name-en") longest=LONGEST_NAME/>
                    <TextField typed=typed.clone() name=row.bound label=words.t("class-bound") longest=10/>
                </fieldset>
            }
        })
        .collect_view();
    view! {
        <div class="narrow">
            <UnitField
                typed=typed.clone()
                name=UNIT
                label=words.t("column-unit")
                hint=words.t("classification-unit-hint")
                offered
            />
            <TextField
                typed=typed.clone()
                name=FROM
                label=words.t("target-from-year")
                hint=words.t("classification-year-hint")
                longest=4
                required=true
            />
            <TextField
                typed=typed.clone()
                name=LEGAL_BASIS
                label=words.t("target-basis")
                hint=words.t("classification-basis-hint")
                longest=LONGEST_BASIS
                required=true
            />
        </div>
        <p class="hint">{words.t("classes-hint")}</p>
        {rows}
        <fieldset class="class">
            <legend>{words.t("class-lowest")}</legend>
            <TextField typed=typed.clone() name=LOWEST.0 label=words.t("name-vi") longest=LONGEST_NAME required=true/>
            <TextField typed name=LOWEST.1 label=words.t("name-en") longest=LONGEST_NAME/>
            <p class="hint">{words.t("class-lowest-hint")}</p>
        </fieldset>
    }
}
