//! `/manage/sectors`: the sectors as a tree, and adding one.

use leptos::prelude::*;

use super::imports::FileLinks;
use super::units::Names;
use crate::domain::code::Code;
use crate::domain::collation::SortKey;
use crate::domain::form::{CODE, NAME_EN, NAME_VI, PARENT};
use crate::domain::import::Catalogue;
use crate::domain::language::Language;
use crate::domain::sector::Sector;
use crate::domain::sector_form::POSITION;
use crate::domain::tree::Tree;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{SelectField, TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, Head, Listed, Pages, Search};
use crate::text::Words;

/// The address.
pub const PATH: &str = "/manage/sectors";

/// The deepest indentation that the list shows.
const DEEPEST: usize = 5;

/// The sectors that are asked for, each with its depth, sorted and a page of them. Only the whole tree in its own order has depths.
#[must_use]
pub fn list(sectors: &Tree<Sector>, asked: &Asked) -> Listed<(usize, Sector)> {
    let all = sectors.in_depth_order().into_iter().map(|(depth, sector)| (depth, sector.clone()));
    let finds = |sector: &Sector| {
        let texts: Vec<&str> = std::iter::once(sector.code.as_str()).chain(sector.name.all()).collect();
        asked.finds(&texts)
    };
    let mut found: Vec<(usize, Sector)> = all.filter(|(_, sector)| finds(sector)).collect();
    match asked.sort.as_str() {
        "name" => {
            found.sort_by_cached_key(|(_, sector)| (SortKey::of(sector.name.get(Language::Vi)), sector.code.clone()));
        }
        "code" => found.sort_by(|(_, one), (_, other)| one.code.cmp(&other.code)),
        _ => {}
    }
    if !asked.sort.is_empty() || !asked.find.is_empty() {
        for (depth, _) in &mut found {
            *depth = 0;
        }
    }
    if asked.descending {
        found.reverse();
    }
    asked.page(found)
}

/// The sectors under which another may hang, each with its place in the tree, and before them none.
#[must_use]
pub fn parents(words: Words, sectors: &Tree<Sector>, own: Option<&Sector>) -> Vec<(String, String)> {
    let fits = |sector: &Sector| own.is_none_or(|own| !sectors.is_within(sector.code.as_str(), own.code.as_str()));
    let offered = sectors.in_depth_order().into_iter().filter(|(_, sector)| fits(sector));
    let option = |(depth, sector): (usize, &Sector)| {
        // Spaces at the start of an option are not shown; those that do not break are.
        (sector.code.to_string(), format!("{}{}", "\u{a0}\u{a0}".repeat(depth), sector.name.get(words.0)))
    };
    std::iter::once((String::new(), words.t("sector-top-level"))).chain(offered.map(option)).collect()
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Sectors {
    /// The sectors with their depths.
    pub listed: Listed<(usize, Sector)>,
    /// All sectors, for names.
    pub sectors: Tree<Sector>,
    /// Whether they may be changed: by whoever reaches everything, because they are the same for all units.
    pub everything: bool,
    /// The form for a new one.
    pub typed: Typed,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn SectorsPage(shown: Sectors) -> impl IntoView {
    let words = use_words();
    let Sectors { listed: Listed { asked, found, shown }, sectors, everything, typed, done } = shown;
    let rows = shown
        .into_iter()
        .map(|(depth, sector)| {
            let name = sector.name.get(words.0).to_owned();
            let name = if everything {
                view! { <a href=format!("{PATH}/{}", sector.code)>{name}</a> }.into_any()
            } else {
                name.into_any()
            };
            let parent = sector.parent.as_ref().and_then(|parent| sectors.get(parent.as_str()));
            view! {
                <tr>
                    <th scope="row" class=format!("depth-{}", depth.min(DEEPEST))>{name}</th>
                    <td>{sector.code.to_string()}</td>
                    <td>{parent.map(|parent| parent.name.get(words.0).to_owned())}</td>
                    <td>{sector.position}</td>
                </tr>
            }
        })
        .collect_view();
    let empty = found == 0;
    view! {
        <Desk title=words.t("sectors-title") here=PATH keeps=everything>
            <h1>{words.t("sectors-title")}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <Search asked=asked.clone() path=PATH label=words.t("units-find")/>
            {if everything {
                view! { <NewSector typed sectors=sectors.clone()/> }.into_any()
            } else {
                view! { <p class="hint">{words.t("sectors-read-only")}</p> }.into_any()
            }}
            <FileLinks catalogue=Catalogue::Sectors imports=everything/>
            {empty.then(|| view! { <p>{words.t("sectors-none")}</p> })}
            {(!empty)
                .then(|| {
                    view! {
                        <div class="scroll" tabindex="0" role="region" aria-label=words.t("sectors-title")>
                            <table>
                                <thead>
                                    <tr>
                                        <Head asked=asked.clone() path=PATH column="name" label=words.t("sector-name")/>
                                        <Head asked=asked.clone() path=PATH column="code" label=words.t("code")/>
                                        <th scope="col">{words.t("sector-parent")}</th>
                                        <th scope="col">{words.t("sector-position")}</th>
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

/// The form for a new sector.
#[component]
fn NewSector(typed: Typed, sectors: Tree<Sector>) -> impl IntoView {
    let words = use_words();
    let open = typed.is_begun(&[NAME_VI, NAME_EN, CODE]);
    view! {
        <details class="card" open=open>
            <summary>{words.t("sector-add")}</summary>
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
                <Place typed options=parents(words, &sectors, None)/>
                <button class="primary" type="submit">{words.t("sector-add")}</button>
            </form>
        </details>
    }
}

/// The fields of a sector's place.
#[component]
pub fn Place(typed: Typed, options: Vec<(String, String)>) -> impl IntoView {
    let words = use_words();
    view! {
        <SelectField typed=typed.clone() name=PARENT label=words.t("sector-parent") options/>
        <TextField
            typed
            name=POSITION
            label=words.t("sector-position")
            hint=words.t("sector-position-hint")
            longest=4
            required=true
        />
    }
}

#[cfg(test)]
mod tests {
    use super::list;
    use crate::domain::sector::Sector;
    use crate::domain::texts::Texts;
    use crate::domain::tree::Tree;
    use crate::parts::listing::Asked;

    #[test]
    fn the_list_is_in_the_order_that_is_asked_for() {
        let sector = |code: &str, name: &str, parent: Option<&str>| Sector {
            code: code.parse().unwrap(),
            parent: parent.map(|parent| parent.parse().unwrap()),
            name: Texts::new([("vi", name)]),
            position: 0,
        };
        let all = Tree::new(vec![
            sector("z", "Thủ tục", None),
            sector("a", "Đất đai", Some("z")),
            sector("b", "Chứng thực", Some("z")),
        ]);
        let order = |sort: &str, descending, find: &str| {
            let asked = Asked { sort: sort.into(), descending, find: find.into(), page: 1, ..Asked::default() };
            let shown = list(&all, &asked).shown;
            shown.iter().map(|(depth, sector)| format!("{}{depth}", sector.code)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(order("", false, ""), "z0 a1 b1");
        assert_eq!(order("name", false, ""), "b0 a0 z0");
        assert_eq!(order("code", true, ""), "z0 b0 a0");
        assert_eq!(order("", false, "dat dai"), "a0");
    }
}
