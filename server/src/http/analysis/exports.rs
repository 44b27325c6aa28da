//! `/analysis/exports`: microdata that analysts ask for, of units in reach.

use std::collections::HashMap;

use app::domain::export_job::{ExportJob, FORMAT, Format, LABELS, UNIT};
use app::domain::role::Right;
use app::domain::texts::Texts;
use app::pages::analysis::export::{ExportCancellationPage, ExportPage, ExportRemovalPage};
use app::pages::analysis::exports::{Choices, ExportsPage, ExportsView, PATH, list};
use app::pages::results::periods;
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::body::Body;
use axum::extract::{Extension, Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, REFRESH};
use axum::http::{HeaderValue, Request};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use tower::ServiceExt;
use tower_http::services::ServeFile;
use uuid::Uuid;

use crate::App;
use crate::http::error::PageError;
use crate::http::manage::units::choice;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// After how many seconds the page of an export that is being made is asked for again.
const AGAIN: HeaderValue = HeaderValue::from_static("3");

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let asked = Asked::read(|name| query.get(name).map(String::as_str));
    let done = query.contains_key("removed").then_some("removed");
    page::or_refuse(&app, &visit, show_list(&app, &visit, &signed, (asked, None, done))).await
}

/// The list, perhaps with what is wrong in the form above it.
pub async fn show_list(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (asked, typed, done): (Asked, Option<Typed>, Option<&'static str>),
) -> Result<Response, PageError> {
    let choices = choices(app, signed).await?;
    let first = choices.units.iter().next().map(|(_, unit)| unit.code.to_string()).unwrap_or_default();
    let usual = Typed::of([(UNIT, first.as_str()), (FORMAT, Format::Csv.word()), (LABELS, visit.preferences.language.tag())]);
    let typed = typed.unwrap_or_else(|| visit.typed_or(usual));
    let jobs = app.store.own_exports(&signed.reach(Right::Analysis), signed.account.id).await?;
    let listed = list(jobs, &asked, &choices);
    let shown = ExportsView { listed, choices, typed: typed.clone(), done, minimum: app.privacy_minimum };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <ExportsPage shown/> }
    });
    Ok(page.await)
}

/// What can be chosen: units in reach, the campaigns that measure them, and the periods in which there are answers.
pub async fn choices(app: &App, signed: &Signed) -> Result<Choices, PageError> {
    let (directory, reach) = (app.store.directory().await?, signed.reach(Right::Analysis));
    let seen = app.store.seen_campaigns(&reach).await?;
    let mut campaigns: Vec<(Uuid, Texts)> = directory
        .campaigns
        .iter()
        .filter(|campaign| seen.contains_key(&campaign.id))
        .map(|one| (one.id, one.title.clone()))
        .collect();
    campaigns.reverse();
    let periods = app.store.counted_months().await?.map(|(first, last)| periods(first, last)).unwrap_or_default();
    Ok(Choices { units: choice(&directory.units, &reach), campaigns, periods })
}

pub async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let shown = async {
        let (job, choices) = (find(&app, &signed, &id).await?, choices(&app, &signed).await?);
        let is_open = job.state.is_open();
        let gone = query.contains_key("gone");
        let mut page = page::show(&app, &visit, move || {
            let (job, choices) = (job.clone(), choices.clone());
            view! { <ExportPage job choices gone/> }
        })
        .await;
        if is_open {
            page.headers_mut().insert(REFRESH, AGAIN);
        }
        Ok(page)
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The export of an address, if its unit is in reach: others are not there.
pub async fn find(app: &App, signed: &Signed, id: &str) -> Result<ExportJob, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    app.store.export_job(&signed.reach(Right::Analysis), id).await?.ok_or(PageError::NotFound)
}

pub async fn cancellation(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let page = |job, choices| view! { <ExportCancellationPage job choices/> }.into_any();
    page::or_refuse(&app, &visit, asking(&app, &visit, (&signed, &id), page)).await
}

pub async fn removal(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let page = |job, choices| view! { <ExportRemovalPage job choices/> }.into_any();
    page::or_refuse(&app, &visit, asking(&app, &visit, (&signed, &id), page)).await
}

/// A page that asks whether something is to be done with an export.
async fn asking(
    app: &App,
    visit: &Visit,
    (signed, id): (&Signed, &str),
    page: fn(ExportJob, Choices) -> AnyView,
) -> Result<Response, PageError> {
    let (job, choices) = (find(app, signed, id).await?, choices(app, signed).await?);
    Ok(page::show(app, visit, move || page(job.clone(), choices.clone())).await)
}

/// The file, to whoever reaches its unit and has its address, which is random and holds for three days. Others are led to the page of the
/// export, where the address is.
pub async fn fetch(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path((id, token)): Path<(String, String)>,
) -> Response {
    let given = async {
        let job = find(&app, &signed, &id).await?;
        let path = app.exports.file(job.id);
        let (by, reach) = (signed.author(), signed.reach(Right::Analysis));
        let gone = || Redirect::to(&format!("{PATH}/{}?gone", job.id)).into_response();
        if !path.is_file() || !app.store.fetch_export(&by, app.clock.now(), &reach, (&job, &token)).await? {
            return Ok(gone());
        }
        // All of it, whatever the browser asks for: who has half of it would fetch it again.
        let served = ServeFile::new(path).oneshot(Request::new(Body::empty())).await;
        let mut response = served.map_err(|error| PageError::Unavailable(error.into()))?.map(Body::new).into_response();
        if !response.status().is_success() {
            return Ok(gone());
        }
        let name = format!("attachment; filename=\"hailong-{}-{}.zip\"", job.order.unit, job.order.format.word());
        let name = HeaderValue::from_str(&name).map_err(|error| PageError::Unavailable(error.into()))?;
        let headers = response.headers_mut();
        headers.insert(CONTENT_DISPOSITION, name);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/zip"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok(response)
    };
    page::or_refuse(&app, &visit, given).await
}
