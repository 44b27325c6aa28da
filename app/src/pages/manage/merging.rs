//! `/manage/units/merging`: units that end and what takes their place, chosen, looked at beforehand, and done.

use leptos::prelude::*;

use super::removal::SURE;
use super::units::{Names, PATH as UNITS, kinds, valid};
use crate::domain::code::Code;
use crate::domain::form::{CODE, NAME_EN, NAME_VI, PARENT};
use crate::domain::merging_form::{DAY, Fate, Merging, POINTS, SUCCESSOR, UNIT, wants_new};
use crate::domain::period::LocalTime;
use crate::domain::submission::Fields;
use crate::domain::texts::Texts;
use crate::domain::unit::Unit;
use crate::domain::unit_choice::UnitChoice;
use crate::domain::unit_form::KIND;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{SelectField, TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::listing::FIND;
use crate::parts::unit_field::UnitField;

/// The address.
pub const PATH: &str = "/manage/units/merging";

/// The fields of the form, which the question carries on.
const FIELDS: [&str; 10] = [FIND, UNIT, SUCCESSOR, NAME_VI, NAME_EN, CODE, KIND, PARENT, DAY, POINTS];

/// How many of the units that were found are shown beside those that are chosen.
pub const MOST_FOUND: usize = 50;

/// A unit that may be chosen.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The unit.
    pub unit: Unit,
    /// The name of the one above it.
    pub parent: Option<Texts>,
    /// Whether it may be ended.
    pub may_end: bool,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Choosing {
    /// The units that are chosen, and then those that were found, up to [`MOST_FOUND`].
    pub candidates: Vec<Candidate>,
    /// How many were found and are not shown.
    pub hidden: usize,
    /// The units below which one may be added.
    pub offered: UnitChoice,
    /// Whether one may be added that has none above it.
    pub everything: bool,
    /// The form.
    pub typed: Typed,
}

/// The page on which units are chosen. Its form is one: looking for more units (GET) keeps what is ticked and typed.
#[component]
pub fn MergingPage(shown: Choosing) -> impl IntoView {
    let words = use_words();
    let Choosing { candidates, hidden, offered, everything, typed } = shown;
    let find = typed.value(FIND);
    let open = wants_new(&typed.fields);
    let more = (hidden > 0).then(|| view! { <p class="hint">{words.count("campaign-units-more", hidden as u64)}</p> });
    let none = everything.then(|| words.t("unit-top-level"));
    let fates = Fate::ALL.map(|fate| (fate.word().to_owned(), words.t(fate.key()))).into();
    view! {
        <Desk title=words.t("merging-title") here=UNITS keeps=true>
            <p><a href=UNITS>{words.t("units-title")}</a></p>
            <h1>{words.t("merging-title")}</h1>
            <p class="lead">{words.t("merging-lead")}</p>
            <TypedSummary typed=typed.clone()/>
            <form id=FORM method="get" action=PATH>
                <section class="card">
                    <h2 id=UNIT>{words.t("merging-choose")}</h2>
                    <p class="hint">{words.t("merging-choose-hint")}</p>
                    <div class="search">
                        <label for=FIND>{words.t("units-find")}</label>
                        <div class="row">
                            <input type="search" id=FIND name=FIND value=find/>
                            <button type="submit" formnovalidate=true>{words.t("find")}</button>
                        </div>
                    </div>
                    <Candidates candidates typed=typed.clone()/>
                    {more}
                    <details open=open>
                        <summary>{words.t("merging-new")}</summary>
                        <div class="narrow">
                            <p class="hint">{words.t("merging-new-hint")}</p>
                            <Names typed=typed.clone() required=false/>
                            <TextField
                                typed=typed.clone()
                                name=CODE
                                label=words.t("code")
                                hint=words.t("code-rule")
                                longest=Code::LONGEST
                            />
                            <SelectField typed=typed.clone() name=KIND label=words.t("unit-kind") options=kinds(words)/>
                            <UnitField typed=typed.clone() name=PARENT label=words.t("unit-parent") offered none/>
                        </div>
                    </details>
                </section>
                <section class="card narrow">
                    <TextField
                        typed=typed.clone()
                        name=DAY
                        label=words.t("merging-day")
                        hint=words.t("merging-day-hint")
                        kind="date"
                        longest=10
                        required=true
                    />
                    <SelectField typed name=POINTS label=words.t("merging-points") hint=words.t("merging-points-hint") options=fates/>
                    <button class="primary" type="submit" formmethod="post">{words.t("merging-look")}</button>
                </section>
            </form>
        </Desk>
    }
}

/// The units to choose from: which end, and which take their place.
#[component]
fn Candidates(candidates: Vec<Candidate>, typed: Typed) -> impl IntoView {
    let words = use_words();
    if candidates.is_empty() {
        return view! { <p>{words.t("units-none")}</p> }.into_any();
    }
    let tick = |field: &'static str, key: &str, unit: &Unit| {
        let label = words.with(key, &[("unit", unit.name.get(words.0))]);
        let checked = typed.fields.has(field, unit.code.as_str());
        view! {
            <label class="tick-line">
                <input type="checkbox" name=field value=unit.code.to_string() checked=checked/>
                <span class="unseen">{label}</span>
            </label>
        }
    };
    let rows = candidates
        .iter()
        .map(|Candidate { unit, parent, may_end }| {
            let below = parent.as_ref().map(|parent| view! { <br/> <span class="hint">{parent.get(words.0).to_owned()}</span> });
            view! {
                <tr>
                    <th scope="row">{unit.name.get(words.0).to_owned()} {below}</th>
                    <td>{may_end.then(|| tick(UNIT, "merging-ends-label", unit))}</td>
                    <td>{tick(SUCCESSOR, "merging-takes-over-label", unit)}</td>
                    <td>{valid(unit)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=words.t("merging-choose")>
            <table class="picking">
                <thead>
                    <tr>
                        <th scope="col">{words.t("unit-name")}</th>
                        <th scope="col">{words.t("merging-ends")}</th>
                        <th scope="col" id=SUCCESSOR>{words.t("merging-takes-over")}</th>
                        <th scope="col">{words.t("unit-valid")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A unit that is to end, with what hangs on it.
#[derive(Clone, Debug)]
pub struct Ending {
    /// Its name.
    pub name: Texts,
    /// Responses about it and all below it.
    pub responses: u64,
    /// Collection points in use.
    pub points: u64,
    /// Units below it that still exist.
    pub below: u64,
    /// Targets of its own.
    pub targets: u64,
    /// Roles that somebody has in it.
    pub roles: u64,
}

/// What will happen.
#[derive(Clone, Debug)]
pub struct Preview {
    /// What is to be done.
    pub merging: Merging,
    /// Those that end.
    pub ending: Vec<Ending>,
    /// The names of those that take their place, and whether each is new.
    pub successors: Vec<(Texts, bool)>,
    /// Whether the day has come already.
    pub at_once: bool,
    /// The form, to be sent again.
    pub fields: Fields,
}

/// The page that says what will happen, and asks.
#[component]
pub fn MergingPreviewPage(preview: Preview) -> impl IntoView {
    let words = use_words();
    let Preview { merging, ending, successors, at_once, fields } = preview;
    let day = LocalTime::of(merging.at).date();
    let split = successors.len() > 1;
    let title = words.t(if split { "merging-split-title" } else { "merging-title" });
    let sum = |of: fn(&Ending) -> u64| ending.iter().map(of).sum::<u64>();
    let (points, below, left) = (sum(|one| one.points), sum(|one| one.below), sum(|one| one.targets + one.roles));
    let rows = ending
        .iter()
        .map(|one| {
            let number = |n: u64| view! { <td class="number">{words.number(n)}</td> };
            view! {
                <tr>
                    <th scope="row">{one.name.get(words.0).to_owned()}</th>
                    {[one.responses, one.points, one.targets, one.roles].map(number).into_iter().collect_view()}
                </tr>
            }
        })
        .collect_view();
    let names = successors
        .into_iter()
        .map(|(name, new)| {
            let new = new.then(|| view! { " " <span class="hint">{words.t("merging-is-new")}</span> });
            view! { <li>{name.get(words.0).to_owned()} {new}</li> }
        })
        .collect_view();
    let fate = match (merging.fate, at_once) {
        (Fate::Move, true) => "merging-will-move-now",
        (Fate::Move, false) => "merging-will-move",
        (Fate::Withdraw, true) => "merging-will-withdraw-now",
        (Fate::Withdraw, false) => "merging-will-withdraw",
    };
    let consequences = [
        Some(words.t("merging-will-keep")),
        (points > 0).then(|| words.count(fate, points)),
        Some(words.t(if split { "merging-will-not-sum" } else { "merging-will-sum" })),
        (left > 0).then(|| words.t("merging-will-leave")),
        (below > 0).then(|| words.count("merging-will-hang", below)),
        Some(words.t(if at_once { "merging-will-stay" } else { "merging-will-wait" })),
    ];
    let consequences = consequences.into_iter().flatten().map(|words| view! { <li>{words}</li> }).collect_view();
    let hidden = FIELDS
        .into_iter()
        .flat_map(|name| fields.all(name).iter().map(move |value| (name, value.clone())))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    view! {
        <Desk title=title.clone() here=UNITS>
            <p><a href=UNITS>{words.t("units-title")}</a></p>
            <h1>{title.clone()}</h1>
            <p class="lead">{words.with("merging-asks", &[("day", &day)])}</p>
            <section class="card">
                <h2>{words.t("merging-ends")}</h2>
                <div class="scroll" tabindex="0" role="region" aria-label=words.t("merging-ends")>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{words.t("unit-name")}</th>
                                <th scope="col" class="number">{words.t("merging-responses")}</th>
                                <th scope="col" class="number">{words.t("points-title")}</th>
                                <th scope="col" class="number">{words.t("targets-title")}</th>
                                <th scope="col" class="number">{words.t("merging-roles")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <h2>{words.t("merging-takes-over")}</h2>
                <ul>{names}</ul>
            </section>
            <section class="card">
                <h2>{words.t("merging-what-happens")}</h2>
                <ul class="consequences">{consequences}</ul>
                <form method="post" action=PATH>
                    {hidden}
                    <div class="actions">
                        <button class="danger" type="submit" name=SURE value="yes">{title}</button>
                        <button type="submit" formmethod="get">{words.t("merging-correct")}</button>
                        <a class="button" href=UNITS>{words.t("cancel")}</a>
                    </div>
                </form>
            </section>
        </Desk>
    }
}
