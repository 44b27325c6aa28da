//! `/manage/campaigns/{id}/units`: the units that a campaign measures, and the search for more of them.

use leptos::prelude::*;
use uuid::Uuid;

use super::campaigns::PATH;
use crate::domain::collation::SortKey;
use crate::domain::texts::Texts;
use crate::domain::unit::Unit;
use crate::parts::desk::Desk;
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, FIND, Listed, ON_A_PAGE, Pages};
use crate::text::Words;

/// The field of a unit, by its code.
pub const UNIT: &str = "unit";

/// The field of what is looked for among those that are measured.
pub const MEASURED: &str = "measured";

/// How many of the units that were found are shown.
pub const MOST_FOUND: usize = 50;

/// A unit with the one above it.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The unit.
    pub unit: Unit,
    /// The name of the one above it.
    pub parent: Option<Texts>,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct CampaignUnits {
    /// The campaign's identifier.
    pub id: Uuid,
    /// The campaign's title.
    pub title: Texts,
    /// Whether units may still be taken out.
    pub draft: bool,
    /// How many units it measures.
    pub all: usize,
    /// Those that are asked for, a page of them.
    pub measured: Listed<Placed>,
    /// What is looked for.
    pub find: String,
    /// The units that were found and are not measured yet, up to [`MOST_FOUND`].
    pub found: Vec<Placed>,
    /// How many were found.
    pub count: usize,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The measured units that are asked for, by their names and a page of them.
#[must_use]
pub fn measured(words: Words, mut units: Vec<Placed>, asked: &Asked) -> Listed<Placed> {
    let finder = Asked { find: looked_for(asked), ..Asked::default() }.finder();
    units.retain(|placed| finder.finds(std::iter::once(placed.unit.code.as_str()).chain(placed.unit.name.all())));
    units.sort_by_cached_key(|placed| SortKey::of(placed.unit.name.get(words.0)));
    asked.page(units)
}

/// What is looked for among the measured units.
fn looked_for(asked: &Asked) -> String {
    asked.kept.iter().find(|(name, _)| *name == MEASURED).map(|(_, value)| value.clone()).unwrap_or_default()
}

/// The page.
#[component]
pub fn CampaignUnitsPage(shown: CampaignUnits) -> impl IntoView {
    let words = use_words();
    let CampaignUnits { id, title, draft, all, measured, find, found, count, done } = shown;
    let Listed { asked, found: matching, shown: measured } = measured;
    let at = format!("{PATH}/{id}/units");
    let title = title.get(words.0).to_owned();
    let heading = words.t("campaign-units");
    let none = measured.is_empty();
    let looked_for = looked_for(&asked);
    // A list that is read at a glance needs neither search nor pages.
    let long = all > ON_A_PAGE || !looked_for.is_empty();
    let hidden = count.saturating_sub(found.len());
    let nothing_found = found.is_empty();
    let more = (hidden > 0).then(|| view! { <p class="hint">{words.count("campaign-units-more", hidden as u64)}</p> });
    view! {
        <Desk title=format!("{heading}: {title}") here=PATH>
            <p><a href=format!("{PATH}/{id}")>{title.clone()}</a></p>
            <h1>{heading.clone()}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <p class="lead">{words.t("campaign-units-lead")}</p>
            <section class="card">
                <h2>{words.t("campaign-units-measured")}</h2>
                {long
                    .then({
                        let (action, find) = (at.clone(), find.clone());
                        move || view! {
                            <form class="search" method="get" action=action role="search">
                                <label for=MEASURED>{words.t("units-find")}</label>
                                <div class="row">
                                    <input type="search" id=MEASURED name=MEASURED value=looked_for/>
                                    {(!find.is_empty()).then(|| view! { <input type="hidden" name=FIND value=find/> })}
                                    <button type="submit">{words.t("find")}</button>
                                </div>
                            </form>
                        }
                    })}
                {none.then(|| view! { <p>{words.t(if all == 0 { "nothing-yet" } else { "units-none" })}</p> })}
                {(!none && draft)
                    .then({
                        let (measured, action) = (measured.clone(), format!("{at}/removal"));
                        move || view! {
                            <form method="post" action=action>
                                <Ticks units=measured legend=words.t("campaign-units-measured")/>
                                <button type="submit">{words.t("campaign-units-remove")}</button>
                            </form>
                        }
                    })}
                {(!none && !draft)
                    .then(move || {
                        let lines = measured.into_iter().map(|placed| view! { <li>{placed.unit.name.get(words.0).to_owned()}</li> });
                        view! { <ul>{lines.collect_view()}</ul> }
                    })}
                {long.then({
                    let path = at.clone();
                    move || view! { <Pages asked path found=matching/> }
                })}
            </section>
            <section class="card">
                <h2>{words.t("campaign-units-add")}</h2>
                <form class="search" method="get" action=at.clone() role="search">
                    <label for=FIND>{words.t("units-find")}</label>
                    <div class="row">
                        <input type="search" id=FIND name=FIND value=find.clone()/>
                        <button type="submit">{words.t("find")}</button>
                    </div>
                </form>
                {nothing_found.then(|| view! { <p>{words.t("units-none")}</p> })}
                {(!nothing_found)
                    .then(move || view! {
                        <form method="post" action=at>
                            <input type="hidden" name=FIND value=find/>
                            <Ticks units=found legend=words.t("campaign-units-add")/>
                            {more}
                            <button class="primary" type="submit">{words.t("campaign-units-add")}</button>
                        </form>
                    })}
            </section>
        </Desk>
    }
}

/// Units to be ticked.
#[component]
fn Ticks(units: Vec<Placed>, legend: String) -> impl IntoView {
    let words = use_words();
    let lines = units
        .into_iter()
        .map(|Placed { unit, parent }| {
            let below = parent.map(|parent| view! { " " <span class="hint">{parent.get(words.0).to_owned()}</span> });
            view! {
                <label class="tick-line">
                    <input type="checkbox" name=UNIT value=unit.code.to_string()/>
                    <span>{unit.name.get(words.0).to_owned()} {below}</span>
                </label>
            }
        })
        .collect_view();
    view! { <fieldset class="ticks"><legend class="unseen">{legend}</legend>{lines}</fieldset> }
}
