//! `/manage/retention`: how long what was answered is kept, and what of each campaign whose owner is in reach is erased when.

use std::collections::{HashMap, HashSet};

use app::domain::campaign::Campaign;
use app::domain::retention::{Kind, Retention, Stage};
use app::domain::retention_form::fields;
use app::domain::role::{Reach, Right};
use app::pages::manage::retained::{HoldView, Keeping, LiftingPage, RetainedPage, RetainedView, Rows};
use app::pages::manage::retention::{Line, PATH, RetentionPage, RetentionView, list};
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::extract::{Extension, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use super::campaigns::unit_name;
use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::store::retention::Disposals;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let asked = Asked::read(|name| query.get(name).map(String::as_str));
    let done = query.contains_key("done").then_some("saved");
    let shown = async {
        let retention = app.store.retention(app.clock.now()).await?;
        let typed = visit.typed_or(Typed { fields: fields(&retention.periods), problems: Vec::new() });
        show_list(&app, &visit, &signed, (asked, typed, done)).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// How the kinds of a campaign stand.
fn stages(retention: &Retention, campaign: &Campaign, done: Option<&Disposals>, now: i64) -> [Stage; 3] {
    Kind::ALL.map(|kind| {
        let erased_at = done.and_then(|done| done.get(&kind)).and_then(|one| one.finished_at);
        retention.stage(campaign, kind, erased_at, now)
    })
}

/// The list, perhaps with what is wrong in the form above it.
pub async fn show_list(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (asked, typed, done): (Asked, Typed, Option<&'static str>),
) -> Result<Response, PageError> {
    let (reach, now) = (signed.reach(Right::Retention), app.clock.now());
    let (directory, retention) = (app.store.directory().await?, app.store.retention(now).await?);
    let seen: HashSet<Uuid> = app.store.kept_campaigns(&reach).await?.into_iter().collect();
    let (disposals, holds) = (app.store.all_disposals().await?, app.store.holds().await?);
    let lines = directory.campaigns.iter().filter(|campaign| seen.contains(&campaign.id)).map(|campaign| Line {
        id: campaign.id,
        title: campaign.title.clone(),
        owner: unit_name(&directory, campaign.owner.as_str()),
        ends: campaign.closes_at,
        held: holds.contains_key(&campaign.id),
        stages: stages(&retention, campaign, disposals.get(&campaign.id), now),
    });
    let shown = RetentionView {
        listed: list(lines.collect(), &asked),
        retention,
        everything: reach == Reach::Everything,
        typed: typed.clone(),
        now,
        done,
    };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <RetentionPage shown/> }
    });
    Ok(page.await)
}

pub async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let said = [("placed", "hold-placed"), ("lifted", "hold-lifted"), ("already", "hold-already")];
    let done = said.into_iter().find(|(name, _)| query.contains_key(*name)).map(|(_, key)| key);
    let shown = async {
        let campaign = find(&app, &signed, &id).await?;
        show_campaign(&app, &visit, (campaign, visit.typed_or(Typed::default()), done)).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The campaign of an address, if its owner is in reach: others are not there.
pub async fn find(app: &App, signed: &Signed, id: &str) -> Result<Campaign, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    app.store.kept_campaign(&signed.reach(Right::Retention), id).await?.ok_or(PageError::NotFound)
}

/// The page of a campaign, perhaps with what is wrong in its form.
pub async fn show_campaign(
    app: &App,
    visit: &Visit,
    (campaign, typed, done): (Campaign, Typed, Option<&'static str>),
) -> Result<Response, PageError> {
    let (directory, now) = (app.store.directory().await?, app.clock.now());
    let (retention, disposals) = (app.store.retention(now).await?, app.store.disposals(campaign.id).await?);
    let rows = |kind: Kind| -> Rows {
        let of = disposals.get(&kind);
        of.map_or([0; 4], |done| [done.responses, done.texts, done.elements, done.entries])
    };
    let mut stood = stages(&retention, &campaign, Some(&disposals), now).into_iter();
    let hold = app.store.hold(campaign.id).await?;
    let shown = RetainedView {
        owner: unit_name(&directory, campaign.owner.as_str()),
        stages: Kind::ALL.map(|kind| (stood.next().unwrap_or(Stage::NoEnd), rows(kind))),
        hold: hold.map(|hold| HoldView { since: hold.placed_at, by: hold.placed_by, reason: hold.reason }),
        retention,
        campaign,
        typed: typed.clone(),
        now,
        done,
    };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <RetainedPage shown/> }
    });
    Ok(page.await)
}

/// How a campaign is kept, for the page of those who run it.
pub async fn keeping(app: &App, campaign: &Campaign) -> Result<Keeping, PageError> {
    let now = app.clock.now();
    let (retention, disposals) = (app.store.retention(now).await?, app.store.disposals(campaign.id).await?);
    let held_since = app.store.hold(campaign.id).await?.map(|hold| hold.placed_at);
    Ok(Keeping { stages: stages(&retention, campaign, Some(&disposals), now), held_since, now })
}

/// What is asked before an order is lifted.
pub async fn lifting(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let shown = async {
        let campaign = find(&app, &signed, &id).await?;
        if app.store.hold(campaign.id).await?.is_none() {
            return Ok(Redirect::to(&format!("{PATH}/{}", campaign.id)).into_response());
        }
        let page = page::show(&app, &visit, move || {
            let campaign = campaign.clone();
            view! { <LiftingPage campaign/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}
