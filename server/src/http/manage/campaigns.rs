//! `/manage/campaigns`: campaigns that somebody runs, or that measure their units.

use std::collections::HashMap;
use std::sync::Arc;

use app::domain::campaign::{Campaign, State as Stage};
use app::domain::questionnaire::Version;
use app::domain::questionnaire::listed::{Listed as ListedVersion, State as VersionState};
use app::domain::role::{Reach, Right};
use app::domain::texts::Texts;
use app::domain::tree::Tree;
use app::domain::unit::Unit;
use app::domain::unit_choice::UnitChoice;
use app::pages::manage::campaign_fields::Offered;
use app::pages::manage::campaigns::{Campaigns, CampaignsPage, line, list};
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::extract::{Extension, Query, State};
use axum::response::Response;
use leptos::prelude::*;

use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::store::campaign_desk::Standing;
use crate::store::directory::Directory;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let asked = Asked::read(|name| query.get(name).map(String::as_str));
    let done = query.contains_key("removed").then_some("removed");
    page::or_refuse(&app, &visit, show_list(&app, &visit, &signed, (asked, visit.typed_or(Typed::default()), done))).await
}

pub async fn archive(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let asked = Asked::read(|name| query.get(name).map(String::as_str));
    let shown = listed(&app, &visit, &signed, (asked, Typed::default(), None, true));
    page::or_refuse(&app, &visit, shown).await
}

/// The list, perhaps with what is wrong in the form above it.
pub async fn show_list(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (asked, typed, done): (Asked, Typed, Option<&'static str>),
) -> Result<Response, PageError> {
    listed(app, visit, signed, (asked, typed, done, false)).await
}

async fn listed(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (asked, typed, done, archived): (Asked, Typed, Option<&'static str>, bool),
) -> Result<Response, PageError> {
    let reach = signed.reach(Right::Surveys);
    let directory = app.store.directory().await?;
    let (seen, totals) = (app.store.seen_campaigns(&reach).await?, app.store.campaign_totals(&reach).await?);
    let versions = app.store.all_versions().await?;
    let numbers: HashMap<_, _> = versions.iter().map(|(listed, _)| (listed.id, listed.number)).collect();
    let now = app.clock.now();
    let campaigns = directory.campaigns.iter().filter(|campaign| (campaign.state == Stage::Archived) == archived);
    let lines = campaigns.filter_map(|campaign| {
        let standing = seen.get(&campaign.id)?;
        let version = directory.versions.get(&campaign.version_id)?;
        let number = numbers.get(&campaign.version_id).copied().unwrap_or_default();
        let mut line = line(campaign, (version.title().clone(), number), unit_name(&directory, campaign.owner.as_str()), now);
        line.responses = totals.get(&campaign.id).map_or(0, |total| total.unsigned_abs());
        line.runs = *standing == Standing::Runs;
        Some(line)
    });
    let listed = list(lines.collect(), &asked);
    let shown = Campaigns { listed, archived, offered: offered(app, versions, &reach, None).await?, typed, done };
    let typed = shown.typed.clone();
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <CampaignsPage shown/> }
    });
    Ok(page.await)
}

/// The name of a unit, or its code where nothing is known of it.
pub fn unit_name(directory: &Directory, code: &str) -> Texts {
    directory.units.get(code).map_or_else(|| Texts::new([("vi", code)]), |unit| unit.name.clone())
}

/// What a campaign may be made of: a new one, or one that keeps what it has.
pub async fn offered(
    app: &App,
    versions: Vec<(ListedVersion, Arc<Version>)>,
    reach: &Reach,
    kept: Option<&Campaign>,
) -> Result<Offered, PageError> {
    let directory = app.store.directory().await?;
    let usable = |version: &ListedVersion| {
        version.state != VersionState::Retired || kept.is_some_and(|campaign| campaign.version_id == version.id)
    };
    let versions = versions.into_iter().filter(|(listed, _)| usable(listed));
    Ok(Offered {
        versions: versions.map(|(listed, version)| (listed, version.title().clone())).collect(),
        owners: owners(&directory.units, reach, kept, app.clock.now()),
        privacy_minimum: app.privacy_minimum,
    })
}

/// The units that may own a campaign: those in reach that exist, and the one that owns it already.
pub fn owners(units: &Tree<Unit>, reach: &Reach, kept: Option<&Campaign>, now: i64) -> UnitChoice {
    let own = |unit: &Unit| kept.is_some_and(|campaign| campaign.owner == unit.code);
    let mut owners = reach.within(units);
    owners.retain(|(_, unit)| own(unit) || unit.valid_to.is_none_or(|end| now < end));
    UnitChoice::new(units, owners)
}
