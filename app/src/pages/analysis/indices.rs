//! `/analysis/indices`: indices that others publish, by unit and year, and adding one. They are on no page on the scale of satisfaction.

use std::collections::HashMap;

use leptos::prelude::*;
use uuid::Uuid;

use super::index_import::IMPORT;
use crate::domain::collation::SortKey;
use crate::domain::language::Language;
use crate::domain::outside_index::{Goal, OutsideIndex, Reached, Standing, USUAL, judge};
use crate::domain::outside_index_form::{AMOUNT, GOAL, LONGEST_NAME, LONGEST_SOURCE, NAME, RANK, SOURCE, UNIT, VALUE, YEAR};
use crate::domain::target_form::percent_text;
use crate::domain::tree::Tree;
use crate::domain::unit::Unit;
use crate::domain::unit_choice::UnitChoice;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{SelectField, TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, FIND, Head, Listed, NarrowField, Pages, SORT};
use crate::parts::unit_field::{UnitField, choices};
use crate::text::Words;

/// The address.
pub const PATH: &str = "/analysis/indices";

/// Units, for names and to be chosen.
#[derive(Clone, Debug)]
pub struct Places {
    /// All units.
    pub units: Tree<Unit>,
    /// Those in reach.
    pub offered: UnitChoice,
}

impl Places {
    /// The name of a unit.
    #[must_use]
    pub fn unit(&self, language: Language, code: &str) -> String {
        self.units.get(code).map_or_else(|| code.to_owned(), |unit| unit.name.get(language).to_owned())
    }

    /// In a line what an index is about: its name, unit, year.
    #[must_use]
    pub fn about(&self, words: Words, index: &OutsideIndex) -> String {
        format!("{} – {} – {}", index.name, self.unit(words.0, index.unit.as_str()), index.year)
    }
}

/// An index of the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its identifier.
    pub id: Uuid,
    /// The index.
    pub index: OutsideIndex,
    /// What it said of the same unit in the year before.
    pub last: Option<Standing>,
}

impl Line {
    /// These indices, each with what it said in the year before.
    #[must_use]
    pub fn all(indices: Vec<(Uuid, OutsideIndex)>) -> Vec<Self> {
        let key = |index: &OutsideIndex, year: i16| (index.name.clone(), index.unit.clone(), year);
        let known: HashMap<_, _> = indices.iter().map(|(_, index)| (key(index, index.year), index.standing)).collect();
        let line = |(id, index): (Uuid, OutsideIndex)| {
            let last = known.get(&key(&index, index.year - 1)).copied();
            Self { id, index, last }
        };
        indices.into_iter().map(line).collect()
    }

    /// Whether its goal was reached, where it has one.
    #[must_use]
    pub fn reached(&self) -> Option<Reached> {
        self.index.goal.map(|goal| judge(goal, self.index.standing, self.last))
    }
}

/// The indices that are asked for, sorted and a page of them: the latest year first.
#[must_use]
pub fn list(mut lines: Vec<Line>, asked: &Asked, places: &Places) -> Listed<Line> {
    let finder = asked.finder();
    let narrowed = |name: &str| asked.kept.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value.as_str());
    lines.retain(|Line { index, .. }| {
        let names = Language::ALL.map(|language| places.unit(language, index.unit.as_str()));
        let texts = names.iter().map(String::as_str).chain([index.name.as_str(), index.source.as_str()]);
        (narrowed(UNIT).is_empty() || places.units.is_within(index.unit.as_str(), narrowed(UNIT)))
            && (narrowed(YEAR).is_empty() || index.year.to_string() == narrowed(YEAR))
            && finder.finds(texts)
    });
    let name = |index: &OutsideIndex| SortKey::of(&index.name);
    let unit = |index: &OutsideIndex| SortKey::of(&places.unit(Language::Vi, index.unit.as_str()));
    match asked.sort.as_str() {
        "name" => lines.sort_by_cached_key(|line| (name(&line.index), unit(&line.index), line.index.year, line.id)),
        "unit" => lines.sort_by_cached_key(|line| (unit(&line.index), name(&line.index), line.index.year, line.id)),
        "year" => lines.sort_by_cached_key(|line| (line.index.year, name(&line.index), unit(&line.index), line.id)),
        "rank" => lines.sort_by_key(|line| (line.index.standing.rank.unwrap_or(u32::MAX), line.id)),
        _ => lines.sort_by_cached_key(|line| (std::cmp::Reverse(line.index.year), name(&line.index), unit(&line.index), line.id)),
    }
    if asked.descending {
        lines.reverse();
    }
    asked.page(lines)
}

/// A number as people write it, or a dash.
#[must_use]
pub fn value(words: Words, value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| percent_text(value, words.0))
}

/// A rank as people write it, or a dash.
#[must_use]
pub fn rank(rank: Option<u32>) -> String {
    rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string())
}

/// A goal in words.
#[must_use]
pub fn goal(words: Words, goal: Goal) -> String {
    words.with(
        match goal {
            Goal::AtLeast(_) => "index-goal-at-least-of",
            Goal::UpPercent(_) => "index-goal-up-percent-of",
            Goal::UpPoints(_) => "index-goal-up-points-of",
            Goal::TopRank(_) => "index-goal-top-rank-of",
            Goal::UpRanks(_) => "index-goal-up-ranks-of",
        },
        &[("amount", &percent_text(goal.amount(), words.0))],
    )
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Indices {
    /// The indices.
    pub listed: Listed<Line>,
    /// The years that there are, the latest first.
    pub years: Vec<i16>,
    /// Units.
    pub places: Places,
    /// The form for a new one.
    pub typed: Typed,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn IndicesPage(shown: Indices) -> impl IntoView {
    let words = use_words();
    let Indices { listed: Listed { asked, found, shown }, years, places, typed, done } = shown;
    let table = if found == 0 {
        view! { <p>{words.t("indices-none")}</p> }.into_any()
    } else {
        view! { <Table asked=asked.clone() shown places=places.clone()/> }.into_any()
    };
    let open = typed.is_begun(&[NAME, YEAR, VALUE, RANK, AMOUNT, SOURCE]);
    view! {
        <Desk title=words.t("indices-title") here=PATH keeps=true>
            <h1>{words.t("indices-title")}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <p class="lead">{words.t("indices-lead")}</p>
            <Narrow asked=asked.clone() years places=places.clone()/>
            <details class="card" id="add" open=open>
                <summary>{words.t("index-add")}</summary>
                <TypedSummary typed=typed.clone()/>
                <form id=FORM class="narrow" method="post" action=PATH>
                    <IndexFields typed places/>
                    <button class="primary" type="submit">{words.t("index-add")}</button>
                </form>
            </details>
            <p><a class="button" href=IMPORT>{words.t("index-import")}</a></p>
            {table}
            <Pages asked path=PATH found/>
        </Desk>
    }
}

#[component]
fn Table(asked: Asked, shown: Vec<Line>, places: Places) -> impl IntoView {
    let words = use_words();
    let rows = shown
        .into_iter()
        .map(|line| {
            let reached = line.reached();
            let Line { id, index, .. } = line;
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("{PATH}/{id}") aria-label=places.about(words, &index)>{index.name.clone()}</a>
                    </th>
                    <td>{places.unit(words.0, index.unit.as_str())}</td>
                    <td class="number">{index.year}</td>
                    <td class="number">{value(words, index.standing.value)}</td>
                    <td class="number">{rank(index.standing.rank)}</td>
                    <td>{index.goal.map(|set| goal(words, set))}</td>
                    <td>{reached.map(|reached| words.t(reached.key()))}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=words.t("indices-title")>
            <table>
                <thead>
                    <tr>
                        <Head asked=asked.clone() path=PATH column="name" label=words.t("index-name")/>
                        <Head asked=asked.clone() path=PATH column="unit" label=words.t("column-unit")/>
                        <Head asked=asked.clone() path=PATH column="year" label=words.t("column-year")/>
                        <th scope="col" class="number">{words.t("index-value")}</th>
                        <Head asked path=PATH column="rank" label=words.t("index-rank")/>
                        <th scope="col">{words.t("index-goal")}</th>
                        <th scope="col">{words.t("index-result")}</th>
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
fn Narrow(asked: Asked, years: Vec<i16>, places: Places) -> impl IntoView {
    let words = use_words();
    let sort = asked.sort_word();
    let kept = asked.kept.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
    let fields = kept.chain([(FIND.to_owned(), asked.find.clone())]).collect();
    let typed = Typed { fields, problems: Vec::new() };
    let units = choices(words, places.offered.steps(&typed.value(UNIT)), Some(words.t("filter-all-units")));
    let none = (String::new(), words.t("index-all-years"));
    let years = std::iter::once(none).chain(years.into_iter().map(|year| (year.to_string(), year.to_string()))).collect();
    view! {
        <form class="filter" method="get" action=PATH role="search">
            <TextField typed=typed.clone() name=FIND label=words.t("indices-find") kind="search"/>
            <NarrowField typed=typed.clone() name=UNIT label=words.t("filter-unit") options=units/>
            <NarrowField typed name=YEAR label=words.t("column-year") options=years/>
            {(!sort.is_empty()).then(|| view! { <input type="hidden" name=SORT value=sort/> })}
            <button type="submit">{words.t("find")}</button>
        </form>
    }
    .into_any()
}

/// The fields of an index.
#[component]
pub fn IndexFields(typed: Typed, places: Places) -> impl IntoView {
    let words = use_words();
    let none = (String::new(), words.t("index-goal-none"));
    let kinds = Goal::WORDS.map(|word| (word.to_owned(), words.t(Goal::key(word))));
    let goals = std::iter::once(none).chain(kinds).collect();
    let names = USUAL.map(|name| view! { <option value=name/> });
    view! {
        <TextField
            typed=typed.clone()
            name=NAME
            label=words.t("index-name")
            hint=words.t("index-name-hint")
            longest=LONGEST_NAME
            required=true
            list="index-names"
        />
        <datalist id="index-names">{names.collect_view()}</datalist>
        <UnitField typed=typed.clone() name=UNIT label=words.t("column-unit") offered=places.offered/>
        <TextField typed=typed.clone() name=YEAR label=words.t("column-year") longest=4 required=true/>
        <TextField typed=typed.clone() name=VALUE label=words.t("index-value") hint=words.t("index-value-hint") longest=12/>
        <TextField typed=typed.clone() name=RANK label=words.t("index-rank") longest=5/>
        <SelectField typed=typed.clone() name=GOAL label=words.t("index-goal") options=goals/>
        <TextField typed=typed.clone() name=AMOUNT label=words.t("index-amount") hint=words.t("index-amount-hint") longest=12/>
        <TextField
            typed
            name=SOURCE
            label=words.t("index-source")
            hint=words.t("index-source-hint")
            longest=LONGEST_SOURCE
            required=true
        />
    }
    .into_any()
}
