//! `/manage/devices`: devices in reach.

use std::collections::{HashMap, HashSet};

use app::domain::campaign::{Campaign, Openness};
use app::domain::collection_point::CollectionPoint;
use app::domain::device::Device;
use app::domain::device_form::{POINT, standing};
use app::domain::mode::Mode;
use app::domain::period::LocalTime;
use app::domain::role::Right;
use app::domain::texts::Texts;
use app::pages::manage::device::{DevicePage, DeviceRemovalPage, DeviceRevocationPage, DeviceView};
use app::pages::manage::device_report::{History, days, mean};
use app::pages::manage::devices::{Devices, DevicesPage, Line, Offered, list};
use app::pages::manage::points::Surroundings;
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::extract::{Extension, Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;

use super::points::{own_campaigns, runs, surroundings};
use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::store::device_history::Abandonment;
use crate::store::directory::Directory;

/// The milliseconds of a day.
const DAY: i64 = 24 * 60 * 60 * 1000;
/// Of so many days before today the hours are shown.
const DAYS: i64 = 6;
/// Broken visits of so many days are told apart from earlier ones.
const LATELY: i64 = 30;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let done = query.contains_key("removed").then_some("removed");
    let asked = Asked::read(|name| query.get(name).map(String::as_str));
    // The page of a point leads here, to add a device there.
    let point = query.get(POINT).map(String::as_str).unwrap_or_default();
    let typed = visit.typed_or(Typed::of([(POINT, point)]));
    page::or_refuse(&app, &visit, show_list(&app, &visit, &signed, (asked, typed, !point.is_empty(), done))).await
}

/// The list, perhaps with a form that is open above it.
pub async fn show_list(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (asked, typed, open, done): (Asked, Typed, bool, Option<&'static str>),
) -> Result<Response, PageError> {
    let (now, reach) = (app.clock.now(), signed.reach(Right::Surveys));
    let directory = app.store.directory().await?;
    let around = surroundings(&directory);
    let points = app.store.points_within(&reach).await?;
    let places: HashMap<_, _> = points.iter().map(|point| (&point.code, point)).collect();
    let mut arrived = app.store.device_arrivals(&reach).await?;
    let lately = app.store.device_answers_since(&reach, now - DAY).await?;
    let devices = app.store.devices_within(&reach).await?.into_iter();
    let lines: Vec<Line> = devices
        .filter_map(|device| {
            let point = (*places.get(&device.point)?).clone();
            let has_gaps = !device.lost(&arrived.remove(&device.id).unwrap_or_default()).is_empty();
            let (alarms, lately) = (device.alarms(now, has_gaps), lately.get(&device.id).copied().unwrap_or_default());
            Some(Line { device, point, alarms, lately })
        })
        .collect();
    let attention = lines.iter().filter(|line| !line.alarms.is_empty()).count();
    let own = own_campaigns(app, signed, &directory);
    let shown = Devices {
        counts: (lines.len() as u64, attention as u64),
        listed: list(lines, &asked, &around),
        offered: (!own.is_empty()).then(|| Offered::of(standings(&own, &points), &around)),
        around,
        typed: typed.clone(),
        open,
        done,
        now,
    };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <DevicesPage shown/> }
    });
    Ok(page.await)
}

/// Those of these points to which devices may come: people answer there on one, and the campaign is among these.
fn standings(own: &[Campaign], points: &[CollectionPoint]) -> Vec<CollectionPoint> {
    let own: HashSet<_> = own.iter().map(|campaign| campaign.id).collect();
    let fits =
        |point: &&CollectionPoint| point.mode == Mode::Kiosk && point.withdrawn_at.is_none() && own.contains(&point.campaign_id);
    points.iter().filter(fits).cloned().collect()
}

/// The points to which somebody may bring devices.
///
/// # Errors
/// When the database does not answer.
pub async fn offered(app: &App, signed: &Signed, directory: &Directory) -> Result<Vec<CollectionPoint>, PageError> {
    let points = app.store.points_within(&signed.reach(Right::Surveys)).await?;
    Ok(standings(&own_campaigns(app, signed, directory), &points))
}

/// A device in reach with where it stands.
#[derive(Debug)]
pub struct Found {
    /// The device.
    pub device: Device,
    /// Its point.
    pub point: CollectionPoint,
    /// The point's campaign.
    pub campaign: Campaign,
    /// Whether the campaign is run by whoever asks; otherwise they only look.
    pub is_own: bool,
}

/// The device of an address, if it is in reach: others are not there.
///
/// # Errors
/// When it is not there, or the database does not answer.
pub async fn find(app: &App, signed: &Signed, id: &str) -> Result<Found, PageError> {
    let (id, reach) = (id.parse().map_err(|_| PageError::NotFound)?, signed.reach(Right::Surveys));
    let device = app.store.device(&reach, id).await?.ok_or(PageError::NotFound)?;
    let point = app.store.point(&reach, &device.point).await?.ok_or(PageError::NotFound)?;
    let directory = app.store.directory().await?;
    let campaign = directory.campaign(point.campaign_id).cloned().ok_or(PageError::NotFound)?;
    let is_own = runs(signed, &directory, &campaign);
    Ok(Found { device, point, campaign, is_own })
}

/// The same, to be changed: only for whoever runs the campaign.
///
/// # Errors
/// When it is not there or not theirs to change, or the database does not answer.
pub async fn find_own(app: &App, signed: &Signed, id: &str) -> Result<Found, PageError> {
    let found = find(app, signed, id).await?;
    if found.is_own { Ok(found) } else { Err(PageError::NotAllowed) }
}

pub async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let done = [("done", "saved"), ("added", "device-added"), ("revoked", "device-revoked")];
    let done = done.into_iter().find(|(name, _)| query.contains_key(*name)).map(|(_, key)| key);
    let shown = async {
        let found = find(&app, &signed, &id).await?;
        let typed = Typed { fields: standing(&found.device), problems: Vec::new() };
        show_device(&app, &visit, &signed, (found, visit.typed_or(typed), done)).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The page of a device, perhaps with what is wrong in its form.
///
/// # Errors
/// When the database does not answer.
pub async fn show_device(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (found, typed, done): (Found, Typed, Option<&'static str>),
) -> Result<Response, PageError> {
    let Found { device, point, campaign, is_own } = found;
    let now = app.clock.now();
    let directory = app.store.directory().await?;
    let around = surroundings(&directory);
    let history = history(app, signed, &device).await?;
    let shown = DeviceView {
        alarms: device.alarms(now, !history.gaps.is_empty()),
        is_over: matches!(campaign.openness(now), Openness::Closed(_)),
        offered: offered_to(app, signed, &directory, (&around, &point)).await?,
        around,
        device,
        point,
        is_own,
        history,
        typed: typed.clone(),
        done,
        now,
    };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <DevicePage shown/> }
    });
    Ok(page.await)
}

/// Where a device may stand: where it does, and wherever one may be brought.
async fn offered_to(
    app: &App,
    signed: &Signed,
    directory: &Directory,
    (around, here): (&Surroundings, &CollectionPoint),
) -> Result<Offered, PageError> {
    let mut points = offered(app, signed, directory).await?;
    if !points.iter().any(|point| point.code == here.code) {
        points.push(here.clone());
    }
    Ok(Offered::of(points, around))
}

/// What a device told so far.
async fn history(app: &App, signed: &Signed, device: &Device) -> Result<History, PageError> {
    let (now, reach) = (app.clock.now(), signed.reach(Right::Surveys));
    let arrived = app.store.arrivals_of(&reach, device.id).await?;
    let since = LocalTime::of(now - DAYS * DAY).days_later(0);
    let answers = app.store.hours_of_device(&reach, device.id, since).await?;
    let opened = since.max(device.registered_at.unwrap_or(now));
    let lately = LocalTime::of(now - LATELY * DAY).day().replace('-', "").parse().unwrap_or_default();
    let abandoned = app.store.abandonments_of(&reach, device.id, lately).await?;
    let mut told = Vec::new();
    for Abandonment { point, item, lately, ever } in abandoned {
        // It may have stood elsewhere, where something else was asked.
        let survey = app.store.survey(&point).await?;
        let question = survey.and_then(|survey| survey.version.item(&item).map(|item| item.text.clone()));
        told.push((question.unwrap_or_else(|| Texts::new([("vi", item.as_str())])), lately, ever));
    }
    Ok(History {
        gaps: device.lost(&arrived),
        mean: mean(&device.settings, (opened, now), &answers),
        days: days((since, now), &answers),
        abandoned: told,
        incidents: app.store.incidents_of(&reach, device.id).await?,
    })
}

pub async fn revocation(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let shown = async {
        let Found { device, .. } = find_own(&app, &signed, &id).await?;
        let page = page::show(&app, &visit, move || {
            let device = device.clone();
            view! { <DeviceRevocationPage device/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}

pub async fn removal(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let shown = async {
        let Found { device, .. } = find_own(&app, &signed, &id).await?;
        let references = app.store.references_to_device(device.id).await?;
        let page = page::show(&app, &visit, move || {
            let (device, references) = (device.clone(), references.clone());
            view! { <DeviceRemovalPage device references/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}
