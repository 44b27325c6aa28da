//! `/manage/targets`: the targets of units in reach, those that localities published, and adding one.

use leptos::prelude::*;
use uuid::Uuid;

use super::imports::FileLinks;
use crate::domain::collation::SortKey;
use crate::domain::import::Catalogue;
use crate::domain::language::Language;
use crate::domain::sector::Sector;
use crate::domain::target::{Operator, Target};
use crate::domain::target_form::{FROM, LEGAL_BASIS, LONGEST_BASIS, OPERATOR, PERCENT, SECTOR, TO, UNIT};
use crate::domain::texts::Texts;
use crate::domain::tree::Tree;
use crate::domain::unit::Unit;
use crate::domain::unit_choice::UnitChoice;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{SelectField, TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, Head, Listed, Pages, Search};
use crate::parts::unit_field::UnitField;
use crate::text::Words;

/// The address.
pub const PATH: &str = "/manage/targets";
/// The field of the published target that is to be taken over, by its number.
pub const TAKE: &str = "take";

/// A target that a locality published, with its number in the catalogue.
#[derive(Clone, Debug)]
pub struct Published {
    /// Its number.
    pub number: usize,
    /// Who set it.
    pub locality: Texts,
    /// For which sector.
    pub sector: String,
    /// The first and the last year in which it holds.
    pub years: (i16, i16),
    /// At least, or more than.
    pub operator: Operator,
    /// The percentage.
    pub percent: f64,
    /// The decision or plan that set it.
    pub legal_basis: String,
    /// Whether the text itself was read; otherwise it is to be checked in the decision.
    pub seen: bool,
}

/// Where targets are set.
#[derive(Clone, Debug)]
pub struct Places {
    /// All units, for names.
    pub units: Tree<Unit>,
    /// All sectors, for names and to be chosen.
    pub sectors: Tree<Sector>,
    /// The units in reach.
    pub offered: UnitChoice,
}

impl Places {
    fn unit(&self, language: Language, code: &str) -> String {
        self.units.get(code).map_or_else(|| code.to_owned(), |unit| unit.name.get(language).to_owned())
    }

    fn sector(&self, language: Language, code: &str) -> String {
        self.sectors.get(code).map_or_else(|| code.to_owned(), |sector| sector.name.get(language).to_owned())
    }
}

/// The targets that are asked for, sorted and a page of them.
#[must_use]
pub fn list(mut targets: Vec<(Uuid, Target)>, asked: &Asked, places: &Places) -> Listed<(Uuid, Target)> {
    targets.retain(|(_, target)| {
        let names = [Language::Vi, Language::En]
            .map(|language| [places.unit(language, target.unit.as_str()), places.sector(language, target.sector.as_str())]);
        let mut texts: Vec<&str> = names.iter().flatten().map(String::as_str).collect();
        texts.extend([target.unit.as_str(), target.sector.as_str(), &target.legal_basis]);
        asked.finds(&texts)
    });
    let unit = |target: &Target| SortKey::of(&places.unit(Language::Vi, target.unit.as_str()));
    let sector = |target: &Target| SortKey::of(&places.sector(Language::Vi, target.sector.as_str()));
    match asked.sort.as_str() {
        "sector" => targets.sort_by_cached_key(|(id, target)| (sector(target), unit(target), target.from_year, *id)),
        "year" => {
            targets.sort_by_cached_key(|(id, target)| (target.from_year, target.to_year, unit(target), sector(target), *id));
        }
        "percent" => targets.sort_by(|(id, one), (other_id, other)| one.percent.total_cmp(&other.percent).then(id.cmp(other_id))),
        _ => targets.sort_by_cached_key(|(id, target)| (unit(target), sector(target), target.from_year, *id)),
    }
    if asked.descending {
        targets.reverse();
    }
    asked.page(targets)
}

/// The years of a target, as people read them.
#[must_use]
pub fn years((from, to): (i16, i16)) -> String {
    if from == to { from.to_string() } else { format!("{from}–{to}") }
}

/// In a line what a target is about: unit, sector, years.
#[must_use]
pub fn about(words: Words, target: &Target, places: &Places) -> String {
    let (unit, sector) = (places.unit(words.0, target.unit.as_str()), places.sector(words.0, target.sector.as_str()));
    format!("{unit} – {sector}, {}", years((target.from_year, target.to_year)))
}

fn goal(words: Words, operator: Operator, percent: f64) -> String {
    format!("{}\u{a0}{}", operator.sign(), words.target(percent))
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Targets {
    /// The targets.
    pub listed: Listed<(Uuid, Target)>,
    /// Units and sectors.
    pub places: Places,
    /// What localities published.
    pub published: Vec<Published>,
    /// The form for a new one.
    pub typed: Typed,
    /// Whether the form is open.
    pub open: bool,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn TargetsPage(shown: Targets) -> impl IntoView {
    let words = use_words();
    let Targets { listed: Listed { asked, found, shown }, places, published, typed, open, done } = shown;
    let rows = shown
        .into_iter()
        .map(|(id, target)| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("{PATH}/{id}") aria-label=about(words, &target, &places)>
                            {places.unit(words.0, target.unit.as_str())}
                        </a>
                    </th>
                    <td>{places.sector(words.0, target.sector.as_str())}</td>
                    <td>{years((target.from_year, target.to_year))}</td>
                    <td>{goal(words, target.operator, target.percent)}</td>
                    <td>{target.legal_basis}</td>
                </tr>
            }
        })
        .collect_view();
    let empty = found == 0;
    let open = open || typed.is_begun(&[FROM, TO, PERCENT, LEGAL_BASIS]);
    view! {
        <Desk title=words.t("targets-title") here=PATH keeps=true>
            <h1>{words.t("targets-title")}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <Search asked=asked.clone() path=PATH label=words.t("targets-find")/>
            <details class="card" id="add" open=open>
                <summary>{words.t("target-add")}</summary>
                <TypedSummary typed=typed.clone()/>
                <form id=FORM class="narrow" method="post" action=PATH>
                    <TargetFields typed places=places.clone()/>
                    <button class="primary" type="submit">{words.t("target-add")}</button>
                </form>
            </details>
            <PublishedTargets published places/>
            <FileLinks catalogue=Catalogue::Targets imports=true/>
            {empty.then(|| view! { <p>{words.t("targets-none")}</p> })}
            {(!empty)
                .then(|| {
                    view! {
                        <div class="scroll" tabindex="0" role="region" aria-label=words.t("targets-title")>
                            <table>
                                <thead>
                                    <tr>
                                        <Head asked=asked.clone() path=PATH column="unit" label=words.t("column-unit")/>
                                        <Head asked=asked.clone() path=PATH column="sector" label=words.t("column-sector")/>
                                        <Head asked=asked.clone() path=PATH column="year" label=words.t("target-years")/>
                                        <Head asked=asked.clone() path=PATH column="percent" label=words.t("column-target")/>
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

/// The targets that localities published, each a click away from the form.
#[component]
fn PublishedTargets(published: Vec<Published>, places: Places) -> impl IntoView {
    let words = use_words();
    let rows = published
        .into_iter()
        .map(|goal_of| {
            let sector = places.sector(words.0, &goal_of.sector);
            let locality = goal_of.locality.get(words.0).to_owned();
            let label = words.with("target-take-label", &[("locality", &locality), ("sector", &sector)]);
            let unseen = (!goal_of.seen).then(|| view! { " " <span class="hint">{words.t("target-unseen")}</span> });
            view! {
                <tr>
                    <th scope="row">{locality}</th>
                    <td>{sector}</td>
                    <td>{years(goal_of.years)}</td>
                    <td>{goal(words, goal_of.operator, goal_of.percent)}</td>
                    <td>{goal_of.legal_basis} {unseen}</td>
                    <td>
                        <a class="button" href=format!("{PATH}?{TAKE}={}#add", goal_of.number) aria-label=label>
                            {words.t("target-take")}
                        </a>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <details class="card">
            <summary>{words.t("target-catalogue")}</summary>
            <p>{words.t("target-catalogue-lead")}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=words.t("target-catalogue")>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.t("target-locality")}</th>
                            <th scope="col">{words.t("column-sector")}</th>
                            <th scope="col">{words.t("target-years")}</th>
                            <th scope="col">{words.t("column-target")}</th>
                            <th scope="col">{words.t("target-basis")}</th>
                            <th scope="col">{words.t("session-action")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}

/// The fields of a target.
#[component]
pub fn TargetFields(typed: Typed, places: Places) -> impl IntoView {
    let words = use_words();
    let sectors = places
        .sectors
        .in_depth_order()
        .into_iter()
        .map(|(depth, sector)| (sector.code.to_string(), format!("{}{}", "\u{a0}\u{a0}".repeat(depth), sector.name.get(words.0))))
        .collect();
    let operators = vec![
        (Operator::AtLeast.word().to_owned(), words.t("target-at-least")),
        (Operator::MoreThan.word().to_owned(), words.t("target-more-than")),
    ];
    view! {
        <UnitField
            typed=typed.clone()
            name=UNIT
            label=words.t("column-unit")
            hint=words.t("target-unit-hint")
            offered=places.offered
        />
        <SelectField typed=typed.clone() name=SECTOR label=words.t("column-sector") options=sectors/>
        <TextField typed=typed.clone() name=FROM label=words.t("target-from-year") longest=4 required=true/>
        <TextField typed=typed.clone() name=TO label=words.t("target-to-year") longest=4 required=true/>
        <SelectField typed=typed.clone() name=OPERATOR label=words.t("target-operator") options=operators/>
        <TextField
            typed=typed.clone()
            name=PERCENT
            label=words.t("target-percent")
            hint=words.t("target-percent-hint")
            longest=10
            required=true
        />
        <TextField
            typed
            name=LEGAL_BASIS
            label=words.t("target-basis")
            hint=words.t("target-basis-hint")
            longest=LONGEST_BASIS
            required=true
        />
    }
}
