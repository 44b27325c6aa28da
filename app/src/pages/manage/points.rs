//! `/manage/points`: the collection points in reach, and adding some.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use uuid::Uuid;

use crate::domain::campaign::Campaign;
use crate::domain::collation::SortKey;
use crate::domain::collection_point::CollectionPoint;
use crate::domain::language::Language;
use crate::domain::mode::Mode;
use crate::domain::point_form::{BY_INVITATION, CAMPAIGN, LONGEST_NAMES, MODE, NAMES, SECTOR, SPREAD, Spread, UNIT};
use crate::domain::sector::Sector;
use crate::domain::texts::Texts;
use crate::domain::tree::Tree;
use crate::domain::unit::Unit;
use crate::domain::unit_choice::UnitChoice;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{AreaField, SelectField, TextField, TickField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, FIND, Head, Listed, NarrowField, Pages, SORT};
use crate::parts::unit_field::{UnitField, choices};
use crate::text::Words;

/// The address.
pub const PATH: &str = "/manage/points";
/// The address of the posters of several points.
pub const POSTERS: &str = "/manage/points/posters";

/// What pages of collection points know of everything around them.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// All units, for names.
    pub units: Tree<Unit>,
    /// All sectors, for names and to be chosen.
    pub sectors: Tree<Sector>,
    /// The titles of all campaigns.
    pub titles: Arc<HashMap<Uuid, Texts>>,
}

impl Surroundings {
    /// The title of a point's campaign.
    #[must_use]
    pub fn campaign(&self, language: Language, point: &CollectionPoint) -> String {
        let title = self.titles.get(&point.campaign_id);
        title.map_or_else(|| point.campaign_id.to_string(), |title| title.get(language).to_owned())
    }

    /// The name of a point's unit.
    #[must_use]
    pub fn unit(&self, language: Language, point: &CollectionPoint) -> String {
        self.units.get(point.unit.as_str()).map_or_else(|| point.unit.to_string(), |unit| unit.name.get(language).to_owned())
    }

    /// The name of a point's sector, or that the citizen says it.
    #[must_use]
    pub fn sector(&self, words: Words, point: &CollectionPoint) -> String {
        match &point.sector {
            Some(code) => {
                self.sectors.get(code.as_str()).map_or_else(|| code.to_string(), |sector| sector.name.get(words.0).to_owned())
            }
            None => words.t("point-sector-chosen"),
        }
    }

    /// The sectors as a field offers them.
    #[must_use]
    pub fn sector_choices(&self, words: Words) -> Vec<(String, String)> {
        let sector = |(depth, sector): (usize, &Sector)| {
            (sector.code.to_string(), format!("{}{}", "\u{a0}\u{a0}".repeat(depth), sector.name.get(words.0)))
        };
        let chosen = std::iter::once((String::new(), words.t("point-sector-chosen")));
        chosen.chain(self.sectors.in_depth_order().into_iter().map(sector)).collect()
    }
}

/// A campaign that a field offers: its identifier and its title.
pub type Offer = (Uuid, Texts);

/// So many campaigns a field offers: the one that is chosen, and those that begin last. Points of another are added from its page.
pub const MOST_CAMPAIGNS: usize = 100;

/// The campaigns that a field offers, of all that fit.
pub fn offers<'a>(campaigns: impl IntoIterator<Item = &'a Campaign>, chosen: &str) -> Vec<Offer> {
    let (mut first, mut others): (Vec<&Campaign>, Vec<&Campaign>) =
        campaigns.into_iter().partition(|campaign| campaign.id.to_string() == chosen);
    if first.len() + others.len() > MOST_CAMPAIGNS {
        others.sort_by_key(|campaign| std::cmp::Reverse((campaign.opens_at, campaign.id)));
        others.truncate(MOST_CAMPAIGNS - first.len());
        first.append(&mut others);
    } else {
        // In the order in which they came.
        first.append(&mut others);
        first.sort_by_key(|campaign| (campaign.opens_at, campaign.id));
    }
    first.into_iter().map(|campaign| (campaign.id, campaign.title.clone())).collect()
}

/// Campaigns as a field offers them.
#[must_use]
pub fn campaign_choices(words: Words, campaigns: &[Offer]) -> Vec<(String, String)> {
    campaigns.iter().map(|(id, title)| (id.to_string(), title.get(words.0).to_owned())).collect()
}

/// The points that are asked for, sorted and a page of them. Of each unit, campaign and sector it is looked once whether its name has what
/// is looked for, and where it stands among the others: there are fewer of them than points.
#[must_use]
pub fn list<'a>(
    points: impl IntoIterator<Item = &'a CollectionPoint>,
    asked: &Asked,
    around: &Surroundings,
) -> Listed<CollectionPoint> {
    let mut points: Vec<&CollectionPoint> = points.into_iter().collect();
    let finder = asked.finder();
    if !finder.is_idle() {
        let (mut units, mut campaigns, mut sectors) = (HashMap::new(), HashMap::new(), HashMap::new());
        let languages = [Language::Vi, Language::En];
        points.retain(|point| {
            let by_unit =
                || finder.finds([&*around.unit(languages[0], point), &*around.unit(languages[1], point), point.unit.as_str()]);
            let by_campaign = || languages.iter().any(|language| finder.finds([&*around.campaign(*language, point)]));
            let by_sector = || languages.iter().any(|language| finder.finds([&*around.sector(Words(*language), point)]));
            *units.entry(&point.unit).or_insert_with(by_unit)
                || *campaigns.entry(point.campaign_id).or_insert_with(by_campaign)
                || *sectors.entry(&point.sector).or_insert_with(by_sector)
                || finder.finds(point.name.all().chain([point.code.as_str()]))
        });
    }
    let units = Ranks::of(points.iter().map(|point| around.unit(Language::Vi, point)));
    let names = Ranks::of(points.iter().map(|point| point.name.get(Language::Vi).to_owned()));
    let (unit, name) = (|place: usize| units.0[place], |place: usize| names.0[place]);
    let mut sorted: Vec<(usize, &CollectionPoint)> = points.into_iter().enumerate().collect();
    match asked.sort.as_str() {
        "code" => sorted.sort_by(|(_, one), (_, other)| one.code.cmp(&other.code)),
        "name" => sorted.sort_by_key(|(place, point)| (name(*place), unit(*place), &point.code)),
        "campaign" => {
            let campaigns = Ranks::of(sorted.iter().map(|(_, point)| around.campaign(Language::Vi, point)));
            sorted.sort_by_key(|(place, point)| (campaigns.0[*place], unit(*place), name(*place), &point.code));
        }
        "mode" => sorted.sort_by_key(|(place, point)| (point.mode, unit(*place), name(*place), &point.code)),
        _ => sorted.sort_by_key(|(place, point)| (unit(*place), name(*place), &point.code)),
    }
    if asked.descending {
        sorted.reverse();
    }
    let Listed { asked, found, shown } = asked.page(sorted);
    Listed { asked, found, shown: shown.into_iter().map(|(_, point)| point.clone()).collect() }
}

/// Where each of some names stands among them, in the order of Vietnamese; the same names in the same place.
struct Ranks(Vec<usize>);

impl Ranks {
    fn of(names: impl Iterator<Item = String>) -> Self {
        let names: Vec<String> = names.collect();
        let mut keys: HashMap<&str, SortKey> = HashMap::new();
        for name in &names {
            keys.entry(name).or_insert_with(|| SortKey::of(name));
        }
        let mut sorted: Vec<(&SortKey, &str)> = keys.iter().map(|(name, key)| (key, *name)).collect();
        sorted.sort_unstable();
        // Names of equal keys, such as composed and decomposed ones, stand in the same place.
        let mut ranks: HashMap<&str, usize> = HashMap::with_capacity(sorted.len());
        let mut rank = 0;
        for (place, (key, name)) in sorted.iter().enumerate() {
            if place > 0 && sorted[place - 1].0 != *key {
                rank = place;
            }
            ranks.insert(name, rank);
        }
        Self(names.iter().map(|name| ranks.get(name.as_str()).copied().unwrap_or_default()).collect())
    }
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Points {
    /// The points.
    pub listed: Listed<CollectionPoint>,
    /// Everything around them.
    pub around: Surroundings,
    /// The campaigns whose points are in reach, by which the list can be narrowed, up to [`MOST_CAMPAIGNS`].
    pub campaigns: Vec<Offer>,
    /// The campaigns to which points may be added, up to as many.
    pub own: Vec<Offer>,
    /// The units that are offered in the form.
    pub offered: UnitChoice,
    /// The units whose points are in reach, by which the list can be narrowed.
    pub units: UnitChoice,
    /// The form for new ones.
    pub typed: Typed,
    /// Whether the form is open.
    pub open: bool,
    /// What was just done, in words.
    pub done: Option<String>,
}

/// The page.
#[component]
pub fn PointsPage(shown: Points) -> impl IntoView {
    let words = use_words();
    let Points { listed: Listed { asked, found, shown }, around, campaigns, own, offered, units, typed, open, done } = shown;
    let table = if found == 0 {
        view! { <p>{words.t("points-none")}</p> }.into_any()
    } else {
        view! { <Table asked=asked.clone() shown around=around.clone()/> }.into_any()
    };
    let may_add = !own.is_empty();
    let add = may_add.then(|| {
        view! { <Add around=around.clone() own offered typed open/> }
    });
    view! {
        <Desk title=words.t("points-title") here=PATH keeps=may_add>
            <h1>{words.t("points-title")}</h1>
            {done.map(|done| view! { <p class="done" role="status">{done}</p> })}
            <Narrow asked=asked.clone() campaigns units/>
            {add}
            {table}
            <Pages asked path=PATH found/>
        </Desk>
    }
}

#[component]
fn Table(asked: Asked, shown: Vec<CollectionPoint>, around: Surroundings) -> impl IntoView {
    let words = use_words();
    let rows = shown.into_iter().map(|point| view! { <Line point around=around.clone()/> }).collect_view();
    view! {
        <p><a class="button" href=posters_address(&asked)>{words.t("points-posters")}</a></p>
        <div class="scroll" tabindex="0" role="region" aria-label=words.t("points-title")>
            <table>
                <thead>
                    <tr>
                        <Head asked=asked.clone() path=PATH column="name" label=words.t("point-name")/>
                        <Head asked=asked.clone() path=PATH column="unit" label=words.t("column-unit")/>
                        <th scope="col">{words.t("column-sector")}</th>
                        <Head asked=asked.clone() path=PATH column="mode" label=words.t("filter-mode")/>
                        <Head asked=asked.clone() path=PATH column="campaign" label=words.t("filter-campaign")/>
                        <Head asked path=PATH column="code" label=words.t("code")/>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The address of the posters of what a list is narrowed to.
fn posters_address(asked: &Asked) -> String {
    let kept = asked.kept.iter().map(|(name, value)| format!("{name}={value}"));
    format!("{POSTERS}?{}", kept.collect::<Vec<_>>().join("&"))
}

#[component]
fn Line(point: CollectionPoint, around: Surroundings) -> impl IntoView {
    let words = use_words();
    let withdrawn = point.withdrawn_at.map(|_| view! { " " <span class="hint">{words.t("point-withdrawn-mark")}</span> });
    let invited = point.by_invitation.then(|| view! { " " <span class="hint">{words.t("point-invited-mark")}</span> });
    let name = point.name.get(words.0).to_owned();
    let label = format!("{name} – {}", around.unit(words.0, &point));
    view! {
        <tr>
            <th scope="row"><a href=format!("{PATH}/{}", point.code) aria-label=label>{name}</a> {withdrawn}</th>
            <td>{around.unit(words.0, &point)}</td>
            <td>{around.sector(words, &point)}</td>
            <td>{words.t(point.mode.key())} {invited}</td>
            <td>{around.campaign(words.0, &point)}</td>
            <td><code>{point.code.to_string()}</code></td>
        </tr>
    }
    .into_any()
}

/// By what the list is narrowed.
#[component]
fn Narrow(asked: Asked, campaigns: Vec<Offer>, units: UnitChoice) -> impl IntoView {
    let words = use_words();
    let sort = asked.sort_word();
    let mut typed = Typed::of([(FIND, asked.find.as_str())]);
    typed.fields = asked
        .kept
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .chain([(FIND.to_owned(), asked.find.clone())])
        .collect();
    let all = std::iter::once((String::new(), words.t("filter-all-campaigns")));
    let campaigns = all.chain(campaign_choices(words, &campaigns)).collect();
    let at = asked.kept.iter().find(|(name, _)| *name == UNIT).map_or("", |(_, value)| value);
    let units = choices(words, units.steps(at), Some(words.t("filter-all-units")));
    view! {
        <form class="filter" method="get" action=PATH role="search">
            <TextField typed=typed.clone() name=FIND label=words.t("points-find") kind="search"/>
            <NarrowField typed=typed.clone() name=CAMPAIGN label=words.t("filter-campaign") options=campaigns/>
            <NarrowField typed name=UNIT label=words.t("filter-unit") options=units/>
            {(!sort.is_empty()).then(|| view! { <input type="hidden" name=SORT value=sort/> })}
            <button type="submit">{words.t("find")}</button>
        </form>
    }
    .into_any()
}

/// The form for new points.
#[component]
fn Add(around: Surroundings, own: Vec<Offer>, offered: UnitChoice, typed: Typed, open: bool) -> impl IntoView {
    let words = use_words();
    let spread = Spread::ALL.map(|spread| (spread.word().to_owned(), words.t(spread.key()))).into();
    let open = open || typed.is_begun(&[NAMES]);
    view! {
        <details class="card" id="add" open=open>
            <summary>{words.t("points-add")}</summary>
            <TypedSummary typed=typed.clone()/>
            <form id=FORM class="narrow" method="post" action=PATH>
                <CampaignField typed=typed.clone() own/>
                <UnitField
                    typed=typed.clone()
                    name=UNIT
                    label=words.t("point-unit")
                    hint=words.t("point-unit-hint")
                    offered
                />
                <SelectField typed=typed.clone() name=SPREAD label=words.t("point-spread") options=spread/>
                <SubjectFields typed=typed.clone() around/>
                <AreaField
                    typed
                    name=NAMES
                    label=words.t("point-names")
                    hint=words.t("point-names-hint")
                    longest=LONGEST_NAMES
                    required=true
                />
                <button class="primary" type="submit">{words.t("points-add")}</button>
            </form>
        </details>
    }
    .into_any()
}

/// The campaign of new points. Of very many only the latest are a list; the page of each of the others leads here.
#[component]
fn CampaignField(typed: Typed, own: Vec<Offer>) -> impl IntoView {
    let words = use_words();
    let (label, options) = (words.t("filter-campaign"), campaign_choices(words, &own));
    if own.len() < MOST_CAMPAIGNS {
        return view! { <SelectField typed name=CAMPAIGN label options/> }.into_any();
    }
    let hint = words.with("point-campaign-hint", &[("most", &MOST_CAMPAIGNS.to_string())]);
    view! { <SelectField typed name=CAMPAIGN label hint options/> }.into_any()
}

/// The fields of sector, mode and invitation.
#[component]
pub fn SubjectFields(typed: Typed, around: Surroundings) -> impl IntoView {
    let words = use_words();
    let modes = Mode::ALL.map(|mode| (mode.word().to_owned(), words.t(mode.key()))).into();
    view! {
        <SelectField
            typed=typed.clone()
            name=SECTOR
            label=words.t("column-sector")
            hint=words.t("point-sector-hint")
            options=around.sector_choices(words)
        />
        <SelectField typed=typed.clone() name=MODE label=words.t("filter-mode") options=modes/>
        <TickField typed name=BY_INVITATION label=words.t("point-by-invitation") hint=words.t("point-by-invitation-hint")/>
    }
    .into_any()
}
