//! `/manage/campaigns/{id}` and below it: one campaign.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use app::domain::campaign::{Campaign, Openness, State as Stage};
use app::domain::campaign_form::{FROM, MINIMUM, OWNER, SAMPLING, SENSITIVE, TO, VERSION, first_day, last_day};
use app::domain::code::Code;
use app::domain::form::{NAME_EN, NAME_VI};
use app::domain::language::Language;
use app::domain::period::Month;
use app::domain::questionnaire::Version;
use app::domain::questionnaire::listed::{Listed as ListedVersion, State as VersionState};
use app::domain::readiness::{Finding, Plan, findings};
use app::domain::role::Right;
use app::domain::texts::Texts;
use app::pages::manage::campaign::{CampaignPage, CampaignView, Run, address};
use app::pages::manage::campaign_question::{CampaignQuestionPage, Step};
use app::parts::fields::Typed;
use axum::extract::{Extension, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::campaigns::{offered, unit_name};
use super::retention::keeping;
use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::store::campaign_desk::Standing;

/// The months that are counted at most, before and after the beginning of a campaign: a century is enough for any.
const MOST_MONTHS: i32 = 1_200;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let done = query.contains_key("done").then_some("saved");
    let shown = async {
        let (campaign, standing) = find(&app, &signed, &id).await?;
        let typed = visit.typed_or(typed(&campaign));
        show_campaign(&app, &visit, &signed, (campaign, standing, typed, done)).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The form as the campaign stands.
pub fn typed(campaign: &Campaign) -> Typed {
    let (from, to) = (first_day(campaign), last_day(campaign));
    let minimum = campaign.minimum.map(|minimum| minimum.to_string()).unwrap_or_default();
    Typed::of([
        (NAME_VI, campaign.title.only(Language::Vi)),
        (NAME_EN, campaign.title.only(Language::En)),
        (VERSION, &campaign.version_id.to_string()),
        (SAMPLING, campaign.sampling.word()),
        (OWNER, campaign.owner.as_str()),
        (FROM, &from),
        (TO, &to),
        (MINIMUM, &minimum),
        (SENSITIVE, if campaign.asks_sensitive { "yes" } else { "" }),
    ])
}

/// The campaign of an address with how somebody stands to it, if they see it: others are not there.
pub async fn find(app: &App, signed: &Signed, id: &str) -> Result<(Campaign, Standing), PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let standing = app.store.standing(&signed.reach(Right::Surveys), id).await?.ok_or(PageError::NotFound)?;
    let campaign = app.store.campaign(id).await?.ok_or(PageError::NotFound)?;
    Ok((campaign, standing))
}

/// The campaign of an address that somebody runs. Whoever is only measured by it may read its page and nothing else.
pub async fn find_run(app: &App, signed: &Signed, id: &str) -> Result<Campaign, PageError> {
    match find(app, signed, id).await? {
        (campaign, Standing::Runs) => Ok(campaign),
        (_, Standing::Measured) => Err(PageError::NotAllowed),
    }
}

/// The page of a campaign, perhaps with what is wrong in its form.
pub async fn show_campaign(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (campaign, standing, typed, done): (Campaign, Standing, Typed, Option<&'static str>),
) -> Result<Response, PageError> {
    let (directory, now) = (app.store.directory().await?, app.clock.now());
    let versions = app.store.all_versions().await?;
    let version = versions.iter().find(|(listed, _)| listed.id == campaign.version_id);
    let version = version.map(|(listed, version)| (listed.clone(), version.title().clone())).ok_or(PageError::NotFound)?;
    let run = match standing {
        Standing::Measured => None,
        Standing::Runs => Some(run(app, signed, &campaign, (versions, typed.clone())).await?),
    };
    let sector = |code: &Code| {
        let known = directory.sectors.get(code.as_str());
        known.map_or_else(|| Texts::new([("vi", code.as_str())]), |sector| sector.name.clone())
    };
    let shown = CampaignView {
        state: campaign.state_at(now),
        coming: matches!(campaign.openness(now), Openness::NotYet(_)),
        owner: unit_name(&directory, campaign.owner.as_str()),
        units: campaign.units.iter().map(|unit| unit_name(&directory, unit.as_str())).collect(),
        sectors: campaign.sectors.iter().map(sector).collect(),
        minimum: campaign.minimum.unwrap_or_default().max(app.privacy_minimum),
        months: months(app, signed, &campaign).await?,
        withdrawn: app.store.withdrawn(campaign.id).await?,
        version,
        run,
        campaign,
        done,
    };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <CampaignPage shown/> }
    });
    Ok(page.await)
}

/// What those see who run it.
async fn run(
    app: &App,
    signed: &Signed,
    campaign: &Campaign,
    (versions, typed): (Vec<(ListedVersion, Arc<Version>)>, Typed),
) -> Result<Run, PageError> {
    let reach = signed.reach(Right::Surveys);
    let directory = app.store.directory().await?;
    let points = app.store.points_of_campaign(&reach, campaign.id).await?;
    let drawn = app.store.sample(&reach, campaign.id).await?.map(|sample| (sample.size, sample.frame.elements));
    let version = versions.iter().find(|(listed, _)| listed.id == campaign.version_id).filter(|_| campaign.state == Stage::Draft);
    let findings = match version {
        Some((listed, version)) => lacks(app, campaign, (listed.state, version), (points, drawn.is_some())).await?,
        None => Vec::new(),
    };
    let sectors = directory.sectors.in_depth_order().into_iter().map(|(depth, sector)| (depth, sector.clone())).collect();
    let keeping = keeping(app, campaign).await?;
    let offered = offered(app, versions, &reach, Some(campaign)).await?;
    Ok(Run { findings, points, drawn, sectors, offered, keeping, typed })
}

/// What a campaign lacks at this moment.
async fn lacks(
    app: &App,
    campaign: &Campaign,
    (version_state, version): (VersionState, &Version),
    (points, is_drawn): (u64, bool),
) -> Result<Vec<Finding>, PageError> {
    let directory = app.store.directory().await?;
    let none = BTreeSet::new();
    let places = app.store.point_places(campaign.id).await?;
    let plan = Plan {
        campaign,
        version,
        version_state,
        points,
        places: &places,
        units: &directory.units,
        asked: directory.asked.get(&campaign.id).unwrap_or(&none),
        sectors: &directory.sectors,
        privacy_minimum: app.privacy_minimum,
        is_drawn,
    };
    Ok(findings(plan, app.clock.now()))
}

/// How many answered in each month since the campaign opened.
async fn months(app: &App, signed: &Signed, campaign: &Campaign) -> Result<Vec<(Month, u64)>, PageError> {
    let now = app.clock.now();
    let last = match campaign.openness(now) {
        Openness::Draft | Openness::NotYet(_) => return Ok(Vec::new()),
        Openness::Open => Month::of(now),
        Openness::Closed(end) => Month::of(end.min(now)),
    };
    let first = Month::of(campaign.opens_at).max(last.plus(-MOST_MONTHS));
    let counted = app.store.campaign_months(&signed.reach(Right::Surveys), campaign.id, (first, last)).await?;
    Ok(counted.into_iter().map(|(month, responses)| (month, responses.unsigned_abs())).collect())
}

/// Whether nothing stands in the way of opening a campaign.
pub async fn is_ready(app: &App, signed: &Signed, campaign: &Campaign) -> Result<bool, PageError> {
    let points = app.store.points_of_campaign(&signed.reach(Right::Surveys), campaign.id).await?;
    let versions = app.store.all_versions().await?;
    let version = versions.iter().find(|(listed, _)| listed.id == campaign.version_id);
    let (listed, version) = version.ok_or(PageError::NotFound)?;
    // Whether a sample was drawn stands in nobody's way.
    Ok(!lacks(app, campaign, (listed.state, version), (points, false)).await?.iter().any(Finding::blocks))
}

/// What is asked before a campaign is closed.
pub async fn closing(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    page::or_refuse(&app, &visit, ask(&app, &visit, &signed, (&id, Step::Closing))).await
}

/// What is asked before a campaign is put away.
pub async fn archiving(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    page::or_refuse(&app, &visit, ask(&app, &visit, &signed, (&id, Step::Archiving))).await
}

/// What is asked before a draft is removed.
pub async fn removal(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    page::or_refuse(&app, &visit, ask(&app, &visit, &signed, (&id, Step::Removal))).await
}

/// Asks, where the campaign is in the state from which the step leads on; else goes back to its page, which says what can be done.
async fn ask(app: &App, visit: &Visit, signed: &Signed, (id, step): (&str, Step)) -> Result<Response, PageError> {
    let campaign = find_run(app, signed, id).await?;
    if campaign.state_at(app.clock.now()) != step.from() {
        return Ok(Redirect::to(&address(&campaign)).into_response());
    }
    let references = match step {
        Step::Removal => app.store.references_to_campaign(campaign.id).await?,
        Step::Closing | Step::Archiving => Vec::new(),
    };
    let page = page::show(app, visit, move || {
        let (campaign, references) = (campaign.clone(), references.clone());
        view! { <CampaignQuestionPage campaign step references/> }
    });
    Ok(page.await)
}
