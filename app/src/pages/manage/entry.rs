//! `/manage/entry`: where a collector enters paper forms and interviews, and how far each place has come.

use leptos::prelude::*;

use crate::domain::collation::SortKey;
use crate::domain::collection_point::CollectionPoint;
use crate::domain::mode::Mode;
use crate::parts::desk::Desk;
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, Head, Listed, Pages, Search};

/// The address.
pub const PATH: &str = "/manage/entry";

/// A place at which is entered.
#[derive(Clone, Debug)]
pub struct Place {
    /// The collection point to which the forms belong.
    pub point: CollectionPoint,
    /// The title of its campaign.
    pub campaign: String,
    /// The name of the unit judged.
    pub unit: String,
    /// The name of the sector judged, or that each form says it.
    pub sector: String,
    /// The last day on which something is entered, where the campaign has closed.
    pub until: Option<String>,
    /// Whether its forms are entered twice.
    pub twice: bool,
    /// Forms entered once, waiting for the second entry.
    pub waiting: u64,
    /// Forms whose entries differ.
    pub different: u64,
    /// Forms that are responses.
    pub done: u64,
}

/// The places that are asked for, sorted and a page of them.
#[must_use]
pub fn list(mut places: Vec<Place>, asked: &Asked) -> Listed<Place> {
    places.retain(|place| {
        let texts = [place.campaign.as_str(), &place.unit, &place.sector, place.point.code.as_str()];
        asked.finds(&place.point.name.all().chain(texts).collect::<Vec<_>>())
    });
    let usual = |place: &Place| (SortKey::of(&place.campaign), SortKey::of(&place.unit), place.point.code.clone());
    match asked.sort.as_str() {
        "unit" => places.sort_by_cached_key(|place| (SortKey::of(&place.unit), usual(place))),
        "waiting" => places.sort_by_cached_key(|place| (place.waiting, usual(place))),
        "different" => places.sort_by_cached_key(|place| (place.different, usual(place))),
        "done" => places.sort_by_cached_key(|place| (place.done, usual(place))),
        _ => places.sort_by_cached_key(usual),
    }
    if asked.descending {
        places.reverse();
    }
    asked.page(places)
}

/// The page.
#[component]
pub fn EntryPage(listed: Listed<Place>) -> impl IntoView {
    let words = use_words();
    let Listed { asked, found, shown } = listed;
    let none = if asked.find.is_empty() { "entry-none" } else { "entry-not-found" };
    let table = if found == 0 {
        view! { <p>{words.t(none)}</p> }.into_any()
    } else {
        let rows = shown.into_iter().map(|place| view! { <Line place/> }).collect_view();
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=words.t("entry-title")>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.t("point-name")}</th>
                            <Head asked=asked.clone() path=PATH column="unit" label=words.t("column-unit")/>
                            <th scope="col">{words.t("column-sector")}</th>
                            <th scope="col">{words.t("filter-mode")}</th>
                            <Head asked=asked.clone() path=PATH column="campaign" label=words.t("filter-campaign")/>
                            <Head asked=asked.clone() path=PATH column="waiting" label=words.t("entry-waiting")/>
                            <Head asked=asked.clone() path=PATH column="different" label=words.t("entry-different")/>
                            <Head asked=asked.clone() path=PATH column="done" label=words.t("entry-done")/>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <Desk title=words.t("entry-title") here=PATH>
            <h1>{words.t("entry-title")}</h1>
            <p class="lead">{words.t("entry-lead")}</p>
            <Search asked=asked.clone() path=PATH label=words.t("entry-find")/>
            {table}
            <Pages asked path=PATH found/>
        </Desk>
    }
}

#[component]
fn Line(place: Place) -> impl IntoView {
    let words = use_words();
    let Place { point, campaign, unit, sector, until, twice, waiting, different, done } = place;
    let address = format!("{PATH}/{}", point.code);
    let name = point.name.get(words.0).to_owned();
    let until = until.map(|day| view! { " " <span class="hint">{words.with("entry-until", &[("date", &day)])}</span> });
    let forms = (point.mode == Mode::Paper).then(|| {
        let label = format!("{}: {name} – {unit}", words.t("paper-forms"));
        view! { " " <a class="hint" href=format!("{address}/forms") aria-label=label>{words.t("paper-forms")}</a> }
    });
    let twice = twice.then(|| view! { " " <span class="hint">{words.t("entry-twice-mark")}</span> });
    view! {
        <tr>
            <th scope="row"><a href=address.clone() aria-label=format!("{name} – {unit}")>{name.clone()}</a> {until}</th>
            <td>{unit.clone()}</td>
            <td>{sector}</td>
            <td>{words.t(point.mode.key())} {twice} {forms}</td>
            <td>{campaign}</td>
            <td class="number">{words.number(waiting)}</td>
            <td class="number">{words.number(different)}</td>
            <td class="number">{words.number(done)}</td>
        </tr>
    }
    .into_any()
}
