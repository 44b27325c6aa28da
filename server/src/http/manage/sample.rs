//! `/manage/campaigns/{id}/sample` and below it: the sample of a campaign, for whoever runs it.

use std::collections::HashMap;

use app::domain::campaign::{Campaign, Sampling, State as Stage};
use app::domain::retention::Kind;
use app::domain::role::Right;
use app::domain::sample::Element;
use app::domain::sample::form::TEXT;
use app::pages::manage::campaign::address;
use app::pages::manage::sample::{SamplePage, SampleRemovalPage, SampleView};
use app::pages::manage::sample_drawing::{Drawing, SampleDrawingPage};
use app::pages::manage::sample_verification::{SampleVerificationPage, Verification};
use app::parts::fields::Typed;
use app::text::Words;
use axum::extract::{Extension, Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::campaign::find_run;
use crate::App;
use crate::audit::{Act, Action};
use crate::forms::upload::aside;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::sampling::drawing::csv;
use crate::sampling::looking::{Looked, look};
use crate::store::samples::act;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let done = [
        ("drawn", "sample-drawn-now"),
        ("discarded", "sample-discarded"),
        ("already", "sample-drawn-already"),
        ("held", "hold-stays"),
    ];
    let done = done.into_iter().find(|(name, _)| query.contains_key(*name)).map(|(_, key)| key);
    let shown = async {
        let campaign = find_run(&app, &signed, &id).await?;
        let reach = signed.reach(Right::Surveys);
        let sample = app.store.sample(&reach, campaign.id).await?;
        let has_invited = app.store.has_invited(campaign.id).await?;
        if sample.is_none() && may_draw(&campaign) && !has_invited {
            let looked = match visit.kept.clone() {
                Some(fields) if fields.first(TEXT).is_some_and(|text| !text.trim().is_empty()) => {
                    aside(move || look(Typed { fields, problems: Vec::new() })).await?
                }
                _ => Looked { typed: visit.typed_or(Typed::default()), ..Looked::default() },
            };
            return show_form(&app, &visit, (campaign, looked, false, done)).await;
        }
        let erased_at = app.store.disposals(campaign.id).await?.get(&Kind::Links).and_then(|links| links.finished_at);
        let points = app.store.points_within(&reach).await?;
        let points =
            points.iter().filter(|point| point.campaign_id == campaign.id && point.by_invitation && point.withdrawn_at.is_none());
        let points = points.map(|point| (point.code.clone(), point.name.clone())).collect();
        let shown = SampleView { campaign, sample, has_invited, erased_at, points, done };
        let page = page::show(&app, &visit, move || {
            let shown = shown.clone();
            view! { <SamplePage shown/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}

/// Whether a sample can be drawn for a campaign as it stands.
pub fn may_draw(campaign: &Campaign) -> bool {
    campaign.state == Stage::Draft && campaign.sampling == Sampling::Probability
}

/// The form for drawing, with what was seen of it.
pub async fn show_form(
    app: &App,
    visit: &Visit,
    (campaign, looked, is_doubtful, done): (Campaign, Looked, bool, Option<&'static str>),
) -> Result<Response, PageError> {
    let Looked { mut typed, head, faults, proposed, ready } = looked;
    // What is wrong in the frame is told by line; the form as a whole only says that there is something.
    if faults.count > 0 {
        typed.problems.push(("faults", "sample-faulty"));
    }
    let ready = ready.map(|ready| (ready.planned.strata, ready.token));
    let shown = Drawing { campaign, typed: typed.clone(), head, is_doubtful, faults, proposed, ready, done };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <SampleDrawingPage shown/> }
    });
    Ok(page.await)
}

/// Whom it drew, as CSV. Each download stands in the log.
pub async fn download(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let given = async {
        let campaign = find_run(&app, &signed, &id).await?;
        let elements = app.store.sample_elements(&signed.reach(Right::Surveys), campaign.id).await?;
        if elements.is_empty() {
            // Its page says why.
            return Ok(Redirect::to(&format!("{}/sample", address(&campaign))).into_response());
        }
        give(&app, &signed, &visit, (&campaign, elements)).await
    };
    page::or_refuse(&app, &visit, given).await
}

/// Notes that so many of whom a sample drew were read out.
pub async fn note_read_out(app: &App, signed: &Signed, campaign: &Campaign, elements: usize) -> Result<(), PageError> {
    let act = act(Action::Exported, campaign.id, campaign.owner.as_str());
    let noted = Act { after: Some(serde_json::json!({ "elements": elements })), ..act };
    Ok(app.store.note(&signed.author(), app.clock.now(), &noted).await?)
}

/// A list of drawn elements as a file, after its download was noted.
pub async fn give(
    app: &App,
    signed: &Signed,
    visit: &Visit,
    (campaign, elements): (&Campaign, Vec<Element>),
) -> Result<Response, PageError> {
    note_read_out(app, signed, campaign, elements.len()).await?;
    let text = csv(Words(visit.preferences.language), &elements).map_err(|error| PageError::Unavailable(error.into()))?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"sample-{}.csv\"", campaign.id)),
    ];
    // Nobody between keeps it: see `signed::admit`.
    Ok((headers, text).into_response())
}

/// The form for drawing once more.
pub async fn verification(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let shown = async {
        let campaign = find_run(&app, &signed, &id).await?;
        let Some(sample) = app.store.sample(&signed.reach(Right::Surveys), campaign.id).await? else {
            return Ok(Redirect::to(&format!("{}/sample", address(&campaign))).into_response());
        };
        let shown = Verification { campaign, hash: sample.frame.hash, typed: visit.typed_or(Typed::default()), outcome: None };
        show_verification(&app, &visit, shown).await
    };
    page::or_refuse(&app, &visit, shown).await
}

pub async fn show_verification(app: &App, visit: &Visit, shown: Verification) -> Result<Response, PageError> {
    let typed = shown.typed.clone();
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <SampleVerificationPage shown/> }
    });
    Ok(page.await)
}

/// What is asked before a sample is discarded.
pub async fn removal(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let shown = async {
        let campaign = find_run(&app, &signed, &id).await?;
        let sample = app.store.sample(&signed.reach(Right::Surveys), campaign.id).await?;
        if sample.is_none() || campaign.state != Stage::Draft || app.store.has_invited(campaign.id).await? {
            return Ok(Redirect::to(&format!("{}/sample", address(&campaign))).into_response());
        }
        let page = page::show(&app, &visit, move || {
            let campaign = campaign.clone();
            view! { <SampleRemovalPage campaign/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}
