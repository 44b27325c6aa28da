//! POST `/manage/campaigns/{id}` and below it: a campaign is changed, opened, closed, put away or removed.

use app::domain::campaign::{Campaign, Sampling, State as Stage};
use app::domain::campaign_form::{Choices, OWNER, SAMPLING, judge_draft, judge_open};
use app::domain::role::Right;
use app::pages::manage::campaign::address;
use app::pages::manage::campaign_question::{CampaignQuestionPage, Step};
use app::pages::manage::campaigns::PATH;
use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::super::body;
use super::must_be_sure;
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::campaign::{find_run, is_ready, show_campaign, typed};
use crate::http::manage::campaigns::owners;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::store::campaign_desk::Standing;
use crate::store::removal::Removal;

/// Changes the campaign, or shows the page again.
pub async fn change(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, take(&app, &visit, &signed, &id, request)).await
}

async fn take(app: &App, visit: &Visit, signed: &Signed, id: &str, request: Request<Body>) -> Result<Response, PageError> {
    let mut typed = Typed { fields: body::read(request).await?, problems: Vec::new() };
    let campaign = find_run(app, signed, id).await?;
    let (reach, directory, now) = (signed.reach(Right::Surveys), app.store.directory().await?, app.clock.now());
    typed.fields = owners(&directory.units, &reach, Some(&campaign), now).settle(&typed.fields, OWNER);
    let versions: Vec<_> = app.store.all_versions().await?.into_iter().map(|(listed, _)| listed).collect();
    let choices = Choices { versions: &versions, units: &directory.units, reach: &reach, privacy_minimum: app.privacy_minimum };
    let judged = match campaign.state_at(now) {
        Stage::Draft => judge_draft(&typed.fields, &campaign, choices),
        Stage::Open => judge_open(&typed.fields, &campaign, now),
        Stage::Closed | Stage::Archived => Err(vec![("", "campaign-over")]),
    };
    match judged {
        Ok(new) if new.sampling != Sampling::Probability && app.store.sample(&reach, new.id).await?.is_some() => {
            typed.problems.push((SAMPLING, "campaign-sampling-drawn"));
        }
        Ok(new) => {
            if app.store.change_campaign(&signed.author(), now, &reach, &new).await? {
                return Ok(Redirect::to(&format!("{}?done", address(&new))).into_response());
            }
            typed.problems.push(("", "changed-meanwhile"));
        }
        Err(problems) => typed.problems = problems,
    }
    show_campaign(app, visit, signed, (campaign, Standing::Runs, typed, None)).await
}

/// Opens the campaign, or shows its page with what is missing.
pub async fn open(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let opened = async {
        let campaign = find_run(&app, &signed, &id).await?;
        if campaign.state != Stage::Draft {
            return moved_on(&app, &visit, &signed, campaign).await;
        }
        let (reach, now) = (signed.reach(Right::Surveys), app.clock.now());
        if is_ready(&app, &signed, &campaign).await?
            && app.store.open_campaign(&signed.author(), now, &reach, campaign.id).await?
        {
            return Ok(Redirect::to(&format!("{}?done", address(&campaign))).into_response());
        }
        let typed = Typed { problems: vec![("", "campaign-not-ready")], ..typed(&campaign) };
        show_campaign(&app, &visit, &signed, (campaign, Standing::Runs, typed, None)).await
    };
    page::or_refuse(&app, &visit, opened).await
}

/// Closes the campaign.
pub async fn close(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let closed = async {
        let campaign = surely(&app, &signed, (&id, request)).await?;
        let (reach, now) = (signed.reach(Right::Surveys), app.clock.now());
        let is_done = app.store.close_campaign(&signed.author(), now, &reach, campaign.id).await?;
        after(&app, &visit, &signed, campaign, is_done).await
    };
    page::or_refuse(&app, &visit, closed).await
}

/// Puts the campaign away.
pub async fn archive(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let archived = async {
        let campaign = surely(&app, &signed, (&id, request)).await?;
        let (reach, now) = (signed.reach(Right::Surveys), app.clock.now());
        let is_done = app.store.archive_campaign(&signed.author(), now, &reach, campaign.id).await?;
        after(&app, &visit, &signed, campaign, is_done).await
    };
    page::or_refuse(&app, &visit, archived).await
}

/// Removes the draft, or says what refers to it.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let removed = async {
        let campaign = surely(&app, &signed, (&id, request)).await?;
        let reach = signed.reach(Right::Surveys);
        match app.store.remove_campaign(&signed.author(), app.clock.now(), &reach, campaign.id).await? {
            Removal::Removed => Ok(Redirect::to(&format!("{PATH}?removed")).into_response()),
            Removal::NotThere => moved_on(&app, &visit, &signed, campaign).await,
            Removal::Referred(references) => {
                let page = page::with_status(&app, &visit, StatusCode::CONFLICT, move || {
                    let (campaign, references) = (campaign.clone(), references.clone());
                    view! { <CampaignQuestionPage campaign step=Step::Removal references/> }
                });
                Ok(page.await)
            }
        }
    };
    page::or_refuse(&app, &visit, removed).await
}

/// The campaign to which something is done that was asked for twice.
async fn surely(app: &App, signed: &Signed, (id, request): (&str, Request<Body>)) -> Result<Campaign, PageError> {
    let fields = body::read(request).await?;
    let campaign = find_run(app, signed, id).await?;
    must_be_sure(&fields)?;
    Ok(campaign)
}

/// The campaign as it is after a step, or why the step was not taken.
async fn after(app: &App, visit: &Visit, signed: &Signed, campaign: Campaign, is_done: bool) -> Result<Response, PageError> {
    if is_done {
        return Ok(Redirect::to(&format!("{}?done", address(&campaign))).into_response());
    }
    moved_on(app, visit, signed, campaign).await
}

/// The page of a campaign whose state is no longer the one from which the step leads on.
async fn moved_on(app: &App, visit: &Visit, signed: &Signed, campaign: Campaign) -> Result<Response, PageError> {
    let typed = Typed { problems: vec![("", "campaign-moved-on")], ..typed(&campaign) };
    show_campaign(app, visit, signed, (campaign, Standing::Runs, typed, None)).await
}
