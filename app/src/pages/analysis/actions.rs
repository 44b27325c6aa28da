//! `/analysis/actions`: the improvement actions of units in reach, overdue ones first, and adding one.

use std::collections::HashMap;

use leptos::prelude::*;
use uuid::Uuid;

use crate::domain::code::Code;
use crate::domain::collation::SortKey;
use crate::domain::improvement::{Criterion, Improvement, Status, part_word};
use crate::domain::improvement_form::{
    DUE, LONGEST_ROLE, LONGEST_TEXT, PART, PERIOD, RESPONSIBLE, ROLE, SECTOR, STATUS, TASK, UNIT,
};
use crate::domain::language::Language;
use crate::domain::period::LocalTime;
use crate::domain::sector::Sector;
use crate::domain::texts::Texts;
use crate::domain::tree::Tree;
use crate::domain::unit::Unit;
use crate::domain::unit_choice::UnitChoice;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{AreaField, SelectField, TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, FIND, Head, Listed, NarrowField, Pages, SORT};
use crate::parts::unit_field::{UnitField, choices};
use crate::text::Words;

/// The address.
pub const PATH: &str = "/analysis/actions";
/// What an address has that opens the form for a new action, filled in with what else it names.
pub const ADD: &str = "add";

/// Everything around actions.
#[derive(Clone, Debug)]
pub struct Setting {
    /// All units, for names.
    pub units: Tree<Unit>,
    /// All sectors, for names and to be chosen.
    pub sectors: Tree<Sector>,
    /// The units in reach.
    pub offered: UnitChoice,
    /// The units that may answer for an action.
    pub responsible: UnitChoice,
    /// The parts of questionnaires, as words with their names.
    pub parts: Vec<(String, Texts)>,
    /// The titles of questionnaires.
    pub titles: HashMap<Code, Texts>,
    /// UTC milliseconds.
    pub now: i64,
}

impl Setting {
    /// The name of a unit.
    #[must_use]
    pub fn unit(&self, language: Language, code: &str) -> String {
        self.units.get(code).map_or_else(|| code.to_owned(), |unit| unit.name.get(language).to_owned())
    }

    /// The name of a sector.
    #[must_use]
    pub fn sector(&self, language: Language, code: &str) -> String {
        self.sectors.get(code).map_or_else(|| code.to_owned(), |sector| sector.name.get(language).to_owned())
    }

    /// What is looked at of the answers: a part of a questionnaire, or the index as a whole.
    #[must_use]
    pub fn part(&self, words: Words, criterion: &Criterion) -> String {
        let Some(part) = &criterion.part else { return words.t("improvement-part-all") };
        let word = part_word(part);
        let known = self.parts.iter().find(|(known, _)| *known == word);
        known.map_or(word.clone(), |(_, name)| name.get(words.0).to_owned())
    }

    /// In a line what is weak: unit, sector, part.
    #[must_use]
    pub fn about(&self, words: Words, criterion: &Criterion) -> String {
        let (unit, sector) = (self.unit(words.0, criterion.unit.as_str()), self.sector(words.0, criterion.sector.as_str()));
        format!("{unit} – {sector} – {}", self.part(words, criterion))
    }
}

/// The actions that are asked for, sorted and a page of them: overdue ones first, then open ones, each by their deadline.
#[must_use]
pub fn list(mut actions: Vec<(Uuid, Improvement)>, asked: &Asked, setting: &Setting) -> Listed<(Uuid, Improvement)> {
    let finder = asked.finder();
    let narrowed = |name: &str| asked.kept.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value.as_str());
    actions.retain(|(_, action)| {
        let Criterion { unit, sector, .. } = &action.criterion;
        let is_within = (narrowed(UNIT).is_empty() || setting.units.is_within(unit.as_str(), narrowed(UNIT)))
            && (narrowed(SECTOR).is_empty() || setting.sectors.is_within(sector.as_str(), narrowed(SECTOR)))
            && (narrowed(STATUS).is_empty() || action.status.word() == narrowed(STATUS));
        let names = || {
            let names = Language::ALL.into_iter().flat_map(|language| {
                [
                    setting.unit(language, unit.as_str()),
                    setting.unit(language, action.responsible.as_str()),
                    setting.sector(language, sector.as_str()),
                    setting.part(Words(language), &action.criterion),
                ]
            });
            names.collect::<Vec<_>>()
        };
        is_within
            && (finder.is_idle()
                || finder.finds([action.task.as_str(), action.role.as_str()])
                || finder.finds(names().iter().map(String::as_str)))
    });
    let unit = |code: &Code| SortKey::of(&setting.unit(Language::Vi, code.as_str()));
    let sector = |code: &Code| SortKey::of(&setting.sector(Language::Vi, code.as_str()));
    match asked.sort.as_str() {
        "task" => actions.sort_by_cached_key(|(id, action)| (SortKey::of(&action.task), *id)),
        "unit" => actions.sort_by_cached_key(|(id, action)| (unit(&action.criterion.unit), action.due_at, *id)),
        "sector" => actions.sort_by_cached_key(|(id, action)| (sector(&action.criterion.sector), action.due_at, *id)),
        "responsible" => actions.sort_by_cached_key(|(id, action)| (unit(&action.responsible), action.due_at, *id)),
        "due" => actions.sort_by_key(|(id, action)| (action.due_at, *id)),
        "status" => actions.sort_by_key(|(id, action)| (action.status, action.due_at, *id)),
        _ => actions.sort_by_key(|(id, action)| (!action.is_overdue(setting.now), !action.status.is_open(), action.due_at, *id)),
    }
    if asked.descending {
        actions.reverse();
    }
    asked.page(actions)
}

/// The status of an action, and in words whether it is overdue.
#[component]
pub fn StatusMark(status: Status, overdue: bool) -> impl IntoView {
    let words = use_words();
    let class = match status {
        Status::Planned => "state state-coming",
        Status::UnderWay => "state state-open",
        Status::Done | Status::Dropped => "state state-retired",
    };
    let late = overdue.then(|| view! { " " <strong class="problem">{words.t("improvement-overdue")}</strong> });
    view! { <span class=class>{words.t(status.key())}</span> {late} }
}

/// The last day of an action, as people read it.
#[must_use]
pub fn due(action: &Improvement) -> String {
    LocalTime::of(action.due_at.saturating_sub(1)).date()
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Actions {
    /// The actions.
    pub listed: Listed<(Uuid, Improvement)>,
    /// How many there are in reach that are open, and how many of them are overdue.
    pub counts: (u64, u64),
    /// Everything around them.
    pub setting: Setting,
    /// The form for a new one.
    pub typed: Typed,
    /// Whether the form is open.
    pub open: bool,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn ActionsPage(shown: Actions) -> impl IntoView {
    let words = use_words();
    let Actions { listed: Listed { asked, found, shown }, counts: (open_ones, overdue), setting, typed, open, done } = shown;
    let summary = match (open_ones, overdue) {
        (0, _) => words.t("improvements-none-open"),
        (_, 0) => words.count("improvements-open", open_ones),
        _ => format!("{} {}", words.count("improvements-open", open_ones), words.count("improvements-overdue", overdue)),
    };
    let table = if found == 0 {
        view! { <p>{words.t("improvements-none")}</p> }.into_any()
    } else {
        view! { <Table asked=asked.clone() shown setting=setting.clone()/> }.into_any()
    };
    let open = open || typed.is_begun(&[ROLE, TASK, DUE]);
    view! {
        <Desk title=words.t("improvements-title") here=PATH keeps=true>
            <h1>{words.t("improvements-title")}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <p class="lead">{words.t("improvements-lead")} " " {summary}</p>
            <Narrow asked=asked.clone() setting=setting.clone()/>
            <details class="card" id="add" open=open>
                <summary>{words.t("improvement-add")}</summary>
                <TypedSummary typed=typed.clone()/>
                <form id=FORM class="narrow" method="post" action=PATH>
                    <CriterionFields typed=typed.clone() setting=setting.clone()/>
                    <DoingFields typed setting/>
                    <button class="primary" type="submit">{words.t("improvement-add")}</button>
                </form>
            </details>
            {table}
            <Pages asked path=PATH found/>
        </Desk>
    }
}

#[component]
fn Table(asked: Asked, shown: Vec<(Uuid, Improvement)>, setting: Setting) -> impl IntoView {
    let words = use_words();
    let rows = shown
        .into_iter()
        .map(|(id, action)| {
            let overdue = action.is_overdue(setting.now);
            let criterion = &action.criterion;
            view! {
                <tr>
                    <th scope="row"><a href=format!("{PATH}/{id}")>{action.task.clone()}</a></th>
                    <td><StatusMark status=action.status overdue/></td>
                    <td class="number">{due(&action)}</td>
                    <td>{setting.unit(words.0, criterion.unit.as_str())}</td>
                    <td>
                        {setting.sector(words.0, criterion.sector.as_str())} <br/>
                        <span class="hint">{setting.part(words, criterion)}</span>
                    </td>
                    <td>{setting.unit(words.0, action.responsible.as_str())} <br/> <span class="hint">{action.role}</span></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=words.t("improvements-title")>
            <table>
                <thead>
                    <tr>
                        <Head asked=asked.clone() path=PATH column="task" label=words.t("improvement-task")/>
                        <Head asked=asked.clone() path=PATH column="status" label=words.t("changed-state")/>
                        <Head asked=asked.clone() path=PATH column="due" label=words.t("improvement-due")/>
                        <Head asked=asked.clone() path=PATH column="unit" label=words.t("column-unit")/>
                        <Head asked=asked.clone() path=PATH column="sector" label=words.t("improvement-criterion")/>
                        <Head asked path=PATH column="responsible" label=words.t("improvement-responsible")/>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// By what the list is narrowed.
#[component]
fn Narrow(asked: Asked, setting: Setting) -> impl IntoView {
    let words = use_words();
    let sort = asked.sort_word();
    let kept = asked.kept.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
    let fields = kept.chain([(FIND.to_owned(), asked.find.clone())]).collect();
    let typed = Typed { fields, problems: Vec::new() };
    let units = choices(words, setting.offered.steps(&typed.value(UNIT)), Some(words.t("filter-all-units")));
    let none = (String::new(), words.t("filter-all-sectors"));
    let sectors = std::iter::once(none).chain(sector_options(words, &setting.sectors)).collect();
    let none = (String::new(), words.t("improvement-status-all"));
    let statuses = std::iter::once(none).chain(status_options(words)).collect();
    view! {
        <form class="filter" method="get" action=PATH role="search">
            <TextField typed=typed.clone() name=FIND label=words.t("improvements-find") kind="search"/>
            <NarrowField typed=typed.clone() name=UNIT label=words.t("filter-unit") options=units/>
            <NarrowField typed=typed.clone() name=SECTOR label=words.t("filter-sector") options=sectors/>
            <NarrowField typed name=STATUS label=words.t("changed-state") options=statuses/>
            {(!sort.is_empty()).then(|| view! { <input type="hidden" name=SORT value=sort/> })}
            <button type="submit">{words.t("find")}</button>
        </form>
    }
    .into_any()
}

/// The sectors, each with its place in the tree.
pub fn sector_options(words: Words, sectors: &Tree<Sector>) -> Vec<(String, String)> {
    let option = |(depth, sector): (usize, &Sector)| {
        (sector.code.to_string(), format!("{}{}", "\u{a0}\u{a0}".repeat(depth), sector.name.get(words.0)))
    };
    sectors.in_depth_order().into_iter().map(option).collect()
}

fn status_options(words: Words) -> Vec<(String, String)> {
    Status::ALL.map(|status| (status.word().to_owned(), words.t(status.key()))).into()
}

/// The fields of what is weak.
#[component]
fn CriterionFields(typed: Typed, setting: Setting) -> impl IntoView {
    let words = use_words();
    let sectors = sector_options(words, &setting.sectors);
    let parts = setting.parts.into_iter().map(|(word, name)| (word, name.get(words.0).to_owned()));
    let parts = std::iter::once((String::new(), words.t("improvement-part-all"))).chain(parts).collect();
    view! {
        <UnitField typed=typed.clone() name=UNIT label=words.t("improvement-unit") offered=setting.offered/>
        <SelectField typed=typed.clone() name=SECTOR label=words.t("column-sector") options=sectors/>
        <SelectField typed=typed.clone() name=PART label=words.t("improvement-part") options=parts/>
        <TextField
            typed
            name=PERIOD
            label=words.t("improvement-period")
            hint=words.t("improvement-period-hint")
            longest=7
            required=true
        />
    }
    .into_any()
}

/// The fields of what is done about it.
#[component]
pub fn DoingFields(typed: Typed, setting: Setting) -> impl IntoView {
    let words = use_words();
    view! {
        <AreaField typed=typed.clone() name=TASK label=words.t("improvement-task") longest=LONGEST_TEXT required=true/>
        <UnitField
            typed=typed.clone()
            name=RESPONSIBLE
            label=words.t("improvement-responsible")
            offered=setting.responsible
        />
        <TextField
            typed=typed.clone()
            name=ROLE
            label=words.t("improvement-role")
            hint=words.t("improvement-role-hint")
            longest=LONGEST_ROLE
            required=true
        />
        <TextField typed=typed.clone() name=DUE label=words.t("improvement-due") kind="date" longest=10 required=true/>
        <SelectField
            typed
            name=STATUS
            label=words.t("changed-state")
            hint=words.t("improvement-status-hint")
            options=status_options(words)
        />
    }
    .into_any()
}
