//! `/manage/points`: collection points in reach.

use std::collections::{BTreeSet, HashMap, HashSet};

use app::domain::campaign::{Campaign, Openness};
use app::domain::collection_point::CollectionPoint;
use app::domain::form::{NAME_EN, NAME_VI};
use app::domain::language::Language;
use app::domain::point_form::{BY_INVITATION, CAMPAIGN, MODE, Places, SECTOR, SPREAD, Spread, UNIT};
use app::domain::role::{Reach, Right};
use app::domain::unit_choice::UnitChoice;
use app::pages::manage::point::{PointPage, PointRemovalPage, PointView, PointWithdrawalPage};
use app::pages::manage::points::{Points, PointsPage, Surroundings, list, offers};
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use app::text::Words;
use axum::extract::{Extension, Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::invitations::lines;
use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::store::directory::Directory;

/// The mark in the address of the list after so many points were added.
pub const ADDED: &str = "added";

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let words = Words(visit.preferences.language);
    let done = match query.get(ADDED).and_then(|number| number.parse().ok()) {
        Some(number) => Some(words.count("points-added", number)),
        None => query.contains_key("removed").then(|| words.t("removed")),
    };
    // What was chosen last, or only can be chosen, stands in the form already.
    let chosen = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
    let typed = Typed::of([(CAMPAIGN, chosen(CAMPAIGN)), (UNIT, chosen(UNIT)), (SPREAD, Spread::Only.word())]);
    page::or_refuse(&app, &visit, show_list(&app, &visit, &signed, (asked(&query), visit.typed_or(typed), false, done))).await
}

/// What of the list is asked for.
pub fn asked(query: &HashMap<String, String>) -> Asked {
    let value = |name: &str| query.get(name).map(|value| value.replace('\0', "")).unwrap_or_default();
    let kept = [CAMPAIGN, UNIT].map(|name| (name, value(name))).into();
    Asked { kept, ..Asked::read(|name| query.get(name).map(String::as_str)) }
}

/// Whether a point lies under what a list is narrowed to: a campaign, and a unit with all below it.
pub fn is_asked_for(directory: &Directory, asked: &Asked, point: &CollectionPoint) -> bool {
    asked.kept.iter().filter(|(_, value)| !value.is_empty()).all(|(name, value)| match *name {
        CAMPAIGN => value.parse() == Ok(point.campaign_id),
        _ => directory.units.is_within(point.unit.as_str(), value),
    })
}

/// The list, perhaps with a form that is open above it.
pub async fn show_list(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (asked, typed, open, done): (Asked, Typed, bool, Option<String>),
) -> Result<Response, PageError> {
    let directory = app.store.directory().await?;
    let points = app.store.points_within(&signed.reach(Right::Surveys)).await?;
    let asks: HashSet<Uuid> = points.iter().map(|point| point.campaign_id).collect();
    let value = |name: &str| asked.kept.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value.as_str());
    let campaigns = offers(directory.campaigns.iter().filter(|campaign| asks.contains(&campaign.id)), value(CAMPAIGN));
    let above = directory.units.lineages(points.iter().map(|point| point.unit.as_str()));
    let units = directory.units.in_depth_order().into_iter().filter(|(_, unit)| above.contains(unit.code.as_str()));
    let units = UnitChoice::new(&directory.units, units);
    let asked_for = points.iter().filter(|point| is_asked_for(&directory, &asked, point));
    let around = surroundings(&directory);
    let own = own_campaigns(app, signed, &directory);
    let shown = Points {
        listed: list(asked_for, &asked, &around),
        offered: offered(app, &directory, own.iter()),
        around,
        campaigns,
        own: offers(&own, &typed.value(CAMPAIGN)),
        units,
        typed: typed.clone(),
        open,
        done,
    };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <PointsPage shown/> }
    });
    Ok(page.await)
}

/// What pages of points know of everything around them.
pub fn surroundings(directory: &Directory) -> Surroundings {
    Surroundings { units: directory.units.clone(), sectors: directory.sectors.clone(), titles: directory.titles.clone() }
}

/// The campaigns that somebody runs and that have not ended: to these points may be added.
pub fn own_campaigns(app: &App, signed: &Signed, directory: &Directory) -> Vec<Campaign> {
    let now = app.clock.now();
    let is_own =
        |campaign: &&Campaign| runs(signed, directory, campaign) && !matches!(campaign.openness(now), Openness::Closed(_));
    directory.campaigns.iter().filter(is_own).cloned().collect()
}

/// Whether somebody runs a campaign: its owner is in their reach.
pub fn runs(signed: &Signed, directory: &Directory, campaign: &Campaign) -> bool {
    signed.reach(Right::Surveys).has(&directory.units, campaign.owner.as_str())
}

/// Where points may be, as the rules of their form see it.
pub fn places<'a>(app: &App, directory: &'a Directory) -> Places<'a> {
    Places { units: &directory.units, sectors: &directory.sectors, now: app.clock.now() }
}

/// The units that one of these campaigns may be about, in the order of the tree, each with its depth below the highest of them.
pub fn offered<'a>(app: &App, directory: &Directory, campaigns: impl Iterator<Item = &'a Campaign>) -> UnitChoice {
    let (units, places) = (&directory.units, places(app, directory));
    let owners: BTreeSet<&str> = campaigns.map(|campaign| campaign.owner.as_str()).collect();
    let tops: Vec<_> = owners.into_iter().filter_map(|owner| places.top(owner)).cloned().collect();
    // A unit below another one of these is not gone through again for it.
    let reach = Reach::Units(tops).outermost(units);
    UnitChoice::new(units, reach.within(units).into_iter().filter(|(_, unit)| unit.exists(places.now)))
}

/// A point in reach with its campaign.
#[derive(Debug)]
pub struct Found {
    /// The point.
    pub point: CollectionPoint,
    /// Its campaign.
    pub campaign: Campaign,
    /// Whether the campaign is run by whoever asks; otherwise they only look.
    pub is_own: bool,
}

/// The point of an address, if it is in reach: others are not there.
pub async fn find(app: &App, signed: &Signed, code: &str) -> Result<Found, PageError> {
    let code = code.parse().map_err(|()| PageError::NotFound)?;
    let point = app.store.point(&signed.reach(Right::Surveys), &code).await?.ok_or(PageError::NotFound)?;
    let directory = app.store.directory().await?;
    let campaign = directory.campaign(point.campaign_id).cloned().ok_or(PageError::NotFound)?;
    let is_own = runs(signed, &directory, &campaign);
    Ok(Found { point, campaign, is_own })
}

/// The same, to be changed: only for whoever runs the campaign.
pub async fn find_own(app: &App, signed: &Signed, code: &str) -> Result<Found, PageError> {
    let found = find(app, signed, code).await?;
    if found.is_own { Ok(found) } else { Err(PageError::NotAllowed) }
}

/// The address that a point's QR code holds.
pub fn link(app: &App, point: &CollectionPoint) -> String {
    format!("{}/s/{}", app.url, point.code)
}

pub async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let done = query.contains_key("done").then_some("saved");
    let shown = async {
        let found = find(&app, &signed, &code).await?;
        let typed = Typed::of([
            (NAME_VI, found.point.name.only(Language::Vi)),
            (NAME_EN, found.point.name.only(Language::En)),
            (UNIT, found.point.unit.as_str()),
            (SECTOR, found.point.sector.as_ref().map(app::domain::code::Code::as_str).unwrap_or_default()),
            (MODE, found.point.mode.word()),
            (BY_INVITATION, if found.point.by_invitation { "yes" } else { "" }),
        ]);
        show_point(&app, &visit, &signed, (found, visit.typed_or(typed), done)).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The page of a point, perhaps with what is wrong in its form.
pub async fn show_point(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (found, typed, done): (Found, Typed, Option<&'static str>),
) -> Result<Response, PageError> {
    let directory = app.store.directory().await?;
    let Found { point, campaign, is_own } = found;
    let keeps = !app.store.references_to_point(&point).await?.is_empty();
    let around = surroundings(&directory);
    let reach = signed.reach(Right::Surveys);
    let batches = app.store.batches_within(&reach, Some(&point.code)).await?;
    let shown = PointView {
        link: link(app, &point),
        answers: app.store.answers_at(&point).await?,
        offered: offered(app, &directory, std::iter::once(&campaign)),
        batches: lines(batches),
        devices: app.store.devices_at(&reach, &point.code).await?,
        is_own,
        keeps,
        around,
        point,
        typed: typed.clone(),
        done,
    };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <PointPage shown/> }
    });
    Ok(page.await)
}

pub async fn removal(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
) -> Response {
    let shown = async {
        let Found { point, .. } = find_own(&app, &signed, &code).await?;
        let references = app.store.references_to_point(&point).await?;
        let page = page::show(&app, &visit, move || {
            let (point, references) = (point.clone(), references.clone());
            view! { <PointRemovalPage point references/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}

pub async fn withdrawal(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
) -> Response {
    let shown = async {
        let Found { point, .. } = find_own(&app, &signed, &code).await?;
        let devices = app.store.devices_at(&signed.reach(Right::Surveys), &point.code).await?;
        let page = page::show(&app, &visit, move || {
            let (point, devices) = (point.clone(), devices.clone());
            view! { <PointWithdrawalPage point devices/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}
