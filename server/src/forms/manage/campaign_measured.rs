//! POST `/manage/campaigns/{id}/units`, its `/removal`, and `/sectors`: what a campaign measures.

use app::domain::campaign::{Campaign, State as Stage};
use app::domain::code::Code;
use app::domain::role::Right;
use app::domain::submission::Fields;
use app::pages::manage::campaign::{SECTOR, address};
use app::pages::manage::campaign_units::UNIT;
use app::parts::listing::FIND;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::super::body;
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::campaign::find_run;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::store::campaign_changes::Part;

/// Measures more units, and goes on with the search.
pub async fn add_units(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, units(&app, &signed, (&id, request), true)).await
}

/// Measures fewer units, while the campaign is a draft.
pub async fn remove_units(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, units(&app, &signed, (&id, request), false)).await
}

async fn units(app: &App, signed: &Signed, (id, request): (&str, Request<Body>), adds: bool) -> Result<Response, PageError> {
    let fields = body::read(request).await?;
    let campaign = find_run(app, signed, id).await?;
    if !may_grow(app, &campaign) {
        return Ok(Redirect::to(&address(&campaign)).into_response());
    }
    let (ticked, reach) = (codes(&fields, UNIT), signed.reach(Right::Surveys));
    let units = &app.store.directory().await?.units;
    // A unit below another that is measured already adds nothing.
    let news = |unit: &Code| {
        units.lineage(unit.as_str()).next().is_some()
            && !campaign.units.iter().any(|known| units.is_within(unit.as_str(), known.as_str()))
    };
    let (add, remove) = if adds { (ticked.into_iter().filter(news).collect(), Vec::new()) } else { (Vec::new(), ticked) };
    let changed =
        app.store.change_measured(&signed.author(), app.clock.now(), &reach, (campaign.id, Part::Units, &add, &remove)).await?;
    let find = utf8_percent_encode(fields.first(FIND).unwrap_or_default(), NON_ALPHANUMERIC).to_string();
    let done = if changed { "&done" } else { "" };
    Ok(Redirect::to(&format!("{}/units?{FIND}={find}{done}", address(&campaign))).into_response())
}

/// Asks about the sectors that are ticked; of an open campaign none is taken away.
pub async fn set_sectors(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let set = async {
        let fields = body::read(request).await?;
        let campaign = find_run(&app, &signed, &id).await?;
        if !may_grow(&app, &campaign) {
            return Ok(Redirect::to(&address(&campaign)).into_response());
        }
        let sectors = &app.store.directory().await?.sectors;
        let mut ticked = codes(&fields, SECTOR);
        ticked.retain(|sector| sectors.get(sector.as_str()).is_some());
        let remove: Vec<Code> = campaign.sectors.iter().filter(|old| !ticked.contains(old)).cloned().collect();
        let (reach, now) = (signed.reach(Right::Surveys), app.clock.now());
        app.store.change_measured(&signed.author(), now, &reach, (campaign.id, Part::Sectors, &ticked, &remove)).await?;
        Ok(Redirect::to(&format!("{}?done", address(&campaign))).into_response())
    };
    page::or_refuse(&app, &visit, set).await
}

/// Whether something may still be added; of one that is over the page says so.
fn may_grow(app: &App, campaign: &Campaign) -> bool {
    matches!(campaign.state_at(app.clock.now()), Stage::Draft | Stage::Open)
}

/// The codes that were ticked; what is none was not ticked on our page.
fn codes(fields: &Fields, name: &str) -> Vec<Code> {
    fields.all(name).iter().filter_map(|code| code.parse().ok()).collect()
}
