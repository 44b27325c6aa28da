//! `/manage/units`: the units in reach, as a tree, and adding one.

use leptos::prelude::*;

use super::imports::FileLinks;
use super::{merging, outlines};
use crate::domain::code::Code;
use crate::domain::collation::SortKey;
use crate::domain::form::{CODE, LONGEST_NAME, NAME_EN, NAME_VI, PARENT};
use crate::domain::import::Catalogue;
use crate::domain::language::Language;
use crate::domain::period::LocalTime;
use crate::domain::tree::Tree;
use crate::domain::unit::{Unit, UnitKind};
use crate::domain::unit_choice::UnitChoice;
use crate::domain::unit_form::{FROM, KIND};
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{SelectField, TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, Head, Listed, Pages, Search};
use crate::parts::unit_field::UnitField;
use crate::text::Words;

/// The address.
pub const PATH: &str = "/manage/units";

/// The deepest indentation that the list shows.
const DEEPEST: usize = 5;

/// The units that are asked for, each with its depth, sorted and a page of them. Only the whole tree in its own order has depths.
#[must_use]
pub fn list(mut units: Vec<(usize, &Unit)>, asked: &Asked) -> Listed<(usize, Unit)> {
    let finder = asked.finder();
    units.retain(|(_, unit)| finder.finds(std::iter::once(unit.code.as_str()).chain(unit.name.all())));
    let name = |unit: &Unit| (SortKey::of(unit.name.get(Language::Vi)), unit.code.clone());
    match asked.sort.as_str() {
        "name" => units.sort_by_cached_key(|(_, unit)| name(unit)),
        "code" => units.sort_by(|(_, one), (_, other)| one.code.cmp(&other.code)),
        "kind" => units.sort_by_cached_key(|(_, unit)| (unit.kind, name(unit))),
        "valid" => units.sort_by_cached_key(|(_, unit)| (unit.valid_to.unwrap_or(i64::MAX), unit.valid_from, name(unit))),
        _ => {}
    }
    if !asked.sort.is_empty() || !asked.find.is_empty() {
        for (depth, _) in &mut units {
            *depth = 0;
        }
    }
    if asked.descending {
        units.reverse();
    }
    let Listed { asked, found, shown } = asked.page(units);
    Listed { asked, found, shown: shown.into_iter().map(|(depth, unit)| (depth, unit.clone())).collect() }
}

/// The kinds that may be chosen.
#[must_use]
pub fn kinds(words: Words) -> Vec<(String, String)> {
    UnitKind::ALL.map(|kind| (kind.word().to_owned(), words.t(kind.key()))).into()
}

/// The first and the last day of a unit, as people read them.
#[must_use]
pub fn valid(unit: &Unit) -> String {
    let end = unit.valid_to.map(|end| LocalTime::of(end.saturating_sub(1)).date()).unwrap_or_default();
    format!("{} – {end}", LocalTime::of(unit.valid_from).date())
}

/// The name of a unit, or its code where nothing is known of it.
#[must_use]
pub fn name_of(words: Words, units: &Tree<Unit>, code: &Code) -> String {
    units.get(code.as_str()).map_or_else(|| code.to_string(), |unit| unit.name.get(words.0).to_owned())
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Units {
    /// The units with their depths.
    pub listed: Listed<(usize, Unit)>,
    /// All units, for names.
    pub units: Tree<Unit>,
    /// The units below which one may be added.
    pub offered: UnitChoice,
    /// Whether one may be added that has none above it.
    pub everything: bool,
    /// The form for a new one.
    pub typed: Typed,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn UnitsPage(shown: Units) -> impl IntoView {
    let words = use_words();
    let Units { listed: Listed { asked, found, shown }, units, offered, everything, typed, done } = shown;
    let open = typed.is_begun(&[NAME_VI, NAME_EN, CODE]);
    let rows = shown
        .into_iter()
        .map(|(depth, unit)| {
            let href = format!("{PATH}/{}", unit.code);
            let ended = unit.valid_to.is_some().then(|| view! { " " <span class="hint">{words.t("unit-ended")}</span> });
            view! {
                <tr>
                    <th scope="row" class=format!("depth-{}", depth.min(DEEPEST))>
                        <a href=href>{unit.name.get(words.0).to_owned()}</a>
                        {ended}
                    </th>
                    <td>{unit.code.to_string()}</td>
                    <td>{words.t(unit.kind.key())}</td>
                    <td>{unit.parent.as_ref().map(|parent| name_of(words, &units, parent))}</td>
                    <td>{valid(&unit)}</td>
                    <td>{unit.successor.as_ref().map(|successor| name_of(words, &units, successor))}</td>
                </tr>
            }
        })
        .collect_view();
    let empty = found == 0;
    view! {
        <Desk title=words.t("units-title") here=PATH keeps=true>
            <h1>{words.t("units-title")}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <Search asked=asked.clone() path=PATH label=words.t("units-find")/>
            <div class="actions">
                <a class="button" href=merging::PATH>{words.t("merging-title")} "…"</a>
                <a class="button" href=outlines::PATH>{words.t("outlines-title")}</a>
            </div>
            <details class="card" open=open>
                <summary>{words.t("unit-add")}</summary>
                <TypedSummary typed=typed.clone()/>
                <form id=FORM class="narrow" method="post" action=PATH>
                    <Names typed=typed.clone()/>
                    <TextField
                        typed=typed.clone()
                        name=CODE
                        label=words.t("code")
                        hint=words.t("code-rule")
                        longest=Code::LONGEST
                        required=true
                    />
                    <SelectField typed=typed.clone() name=KIND label=words.t("unit-kind") options=kinds(words)/>
                    <UnitField
                        typed=typed.clone()
                        name=PARENT
                        label=words.t("unit-parent")
                        offered
                        none=everything.then(|| words.t("unit-top-level"))
                    />
                    <TextField typed name=FROM label=words.t("unit-first-day") kind="date" longest=10 required=true/>
                    <button class="primary" type="submit">{words.t("unit-add")}</button>
                </form>
            </details>
            <FileLinks catalogue=Catalogue::Units imports=true/>
            {empty.then(|| view! { <p>{words.t("units-none")}</p> })}
            {(!empty)
                .then(|| {
                    view! {
                        <div class="scroll" tabindex="0" role="region" aria-label=words.t("units-title")>
                            <table>
                                <thead>
                                    <tr>
                                        <Head asked=asked.clone() path=PATH column="name" label=words.t("unit-name")/>
                                        <Head asked=asked.clone() path=PATH column="code" label=words.t("code")/>
                                        <Head asked=asked.clone() path=PATH column="kind" label=words.t("unit-kind")/>
                                        <th scope="col">{words.t("unit-parent")}</th>
                                        <Head asked=asked.clone() path=PATH column="valid" label=words.t("unit-valid")/>
                                        <th scope="col">{words.t("unit-successor")}</th>
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

/// The fields of a name in both languages.
#[component]
pub fn Names(
    typed: Typed,
    /// Whether the form cannot be sent without the Vietnamese one.
    #[prop(default = true)]
    required: bool,
) -> impl IntoView {
    let words = use_words();
    view! {
        <TextField typed=typed.clone() name=NAME_VI label=words.t("name-vi") longest=LONGEST_NAME required=required/>
        <TextField typed name=NAME_EN label=words.t("name-en") hint=words.t("name-en-hint") longest=LONGEST_NAME/>
    }
}

#[cfg(test)]
mod tests {
    use super::{list, valid};
    use crate::domain::texts::Texts;
    use crate::domain::unit::{Unit, UnitKind};
    use crate::parts::listing::Asked;

    fn unit(code: &str, name: &str, kind: UnitKind, valid_to: Option<i64>) -> Unit {
        let name = Texts::new([("vi", name), ("en", code)]);
        Unit { code: code.parse().unwrap(), parent: None, kind, name, valid_from: 0, valid_to, successor: None }
    }

    #[test]
    fn the_list_is_in_the_order_that_is_asked_for() {
        let all = [
            (0, unit("tinh", "Tỉnh", UnitKind::Province, None)),
            (1, unit("b", "Đông", UnitKind::District, Some(1))),
            (2, unit("a", "Ân", UnitKind::Commune, None)),
        ];
        let order = |sort: &str, descending, find: &str| {
            let asked = Asked { sort: sort.into(), descending, find: find.into(), page: 1, ..Asked::default() };
            let shown = list(all.iter().map(|(depth, unit)| (*depth, unit)).collect(), &asked).shown;
            shown.iter().map(|(depth, unit)| format!("{}{depth}", unit.code)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(order("", false, ""), "tinh0 b1 a2");
        assert_eq!(order("name", false, ""), "a0 b0 tinh0");
        assert_eq!(order("code", true, ""), "tinh0 b0 a0");
        assert_eq!(order("kind", false, ""), "tinh0 b0 a0");
        assert_eq!(order("valid", false, ""), "b0 a0 tinh0");
        assert_eq!(order("", false, "dong"), "b0");
    }

    #[test]
    fn the_last_day_is_the_day_before_the_end() {
        let end = crate::domain::period::LocalTime::midnight("2025-07-01");
        assert_eq!(valid(&unit("a", "Ân", UnitKind::Commune, end)), "1/1/1970 – 30/6/2025");
    }
}
