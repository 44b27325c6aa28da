//! POST `/manage/campaigns/{id}/sample` and below it: a frame and a design are looked at, the sample is drawn, drawn again, or discarded.

use app::domain::campaign::Campaign;
use app::domain::role::Right;
use app::domain::sample::form::{ACT, DRAW, FILE, LOOKED, TEXT, judge_seed};
use app::domain::sample::seed::Seed;
use app::domain::sample::{FrameFacts, Sample};
use app::pages::manage::campaign::address;
use app::pages::manage::sample_drawing::LONGEST_FRAME;
use app::pages::manage::sample_verification::{LIST, Outcome, Verification};
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use rand::Rng;

use super::super::body;
use super::super::upload::{self, aside};
use super::must_be_sure;
use crate::App;
use crate::analysis::drawing::ALGORITHM;
use crate::http::error::PageError;
use crate::http::manage::campaign::find_run;
use crate::http::manage::sample::{give, may_draw, show_form, show_verification};
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::sampling::drawing::{draw, hash};
use crate::sampling::looking::{Ready, look};
use crate::sampling::verifying::verify;
use crate::tables::Table;

/// Shows what the frame says and what is going to be drawn; or draws it and goes to the sample.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, take(&app, &visit, &signed, &id, request)).await
}

async fn take(app: &App, visit: &Visit, signed: &Signed, id: &str, request: Request<Body>) -> Result<Response, PageError> {
    let campaign = find_run(app, signed, id).await?;
    let upload = upload::read(request, FILE, LONGEST_FRAME).await?;
    let reach = signed.reach(Right::Surveys);
    if !may_draw(&campaign) || app.store.sample(&reach, campaign.id).await?.is_some() {
        return Ok(Redirect::to(&format!("{}/sample?already", address(&campaign))).into_response());
    }
    // A new file was not looked at yet.
    let draws = upload.fields.has(ACT, DRAW) && upload.file.is_none();
    let (typed, is_doubtful) = upload.with_text((FILE, TEXT), LONGEST_FRAME).await?;
    let mut looked = aside(move || look(typed)).await?;
    let seed = judge_seed(&looked.typed.fields).unwrap_or_else(|problems| {
        looked.typed.problems.extend(problems);
        None
    });
    let is_right = looked.typed.problems.is_empty() && looked.faults.count == 0;
    if let Some(ready) = looked.ready.as_ref().filter(|_| draws && is_right) {
        if looked.typed.fields.has(LOOKED, &ready.token) {
            let frame = looked.head.as_ref().map(|head| FrameFacts { hash: head.hash.clone(), elements: head.elements });
            let drawing = Drawing { campaign, frame: frame.ok_or(PageError::NotFound)?, ready: ready.clone(), seed };
            return freeze(app, signed, drawing).await;
        }
        looked.typed.problems.push(("", "sample-look-again"));
    }
    show_form(app, visit, (campaign, looked, is_doubtful, None)).await
}

/// A draw that somebody asked for after looking at it.
struct Drawing {
    campaign: Campaign,
    frame: FrameFacts,
    ready: Ready,
    /// The seed that was typed, if one was.
    seed: Option<Seed>,
}

/// Draws, and keeps the sample for ever.
async fn freeze(app: &App, signed: &Signed, drawing: Drawing) -> Result<Response, PageError> {
    let Drawing { campaign, frame, ready, seed } = drawing;
    let (reach, now, seed_typed) = (signed.reach(Right::Surveys), app.clock.now(), seed.is_some());
    let seed = seed.unwrap_or_else(|| Seed::from(app.secrets.make(Rng::next_u64)));
    let (plan, strata) = (ready.plan.clone(), ready.planned.strata.clone());
    let (elements, seed) = aside(move || (draw(&ready.frame, &ready.planned, &seed), seed)).await?;
    let sample = Sample {
        campaign_id: campaign.id,
        drawn_at: now,
        drawn_by: signed.account.name.to_string(),
        frame,
        plan,
        seed,
        seed_typed,
        algorithm: ALGORITHM,
        strata,
        result_hash: hash(&elements),
        size: elements.len() as u64,
        listed: elements.len() as u64,
    };
    let frozen = app.store.freeze_sample(&signed.author(), now, &reach, (&sample, &elements, campaign.owner.as_str())).await?;
    // Where it could not be kept, there is one already, or the campaign went on: its page says so.
    let said = if frozen { "drawn" } else { "already" };
    Ok(Redirect::to(&format!("{}/sample?{said}", address(&campaign))).into_response())
}

/// Draws once more and compares; or gives the list that was drawn again.
pub async fn verification(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, compare(&app, &visit, &signed, &id, request)).await
}

async fn compare(app: &App, visit: &Visit, signed: &Signed, id: &str, request: Request<Body>) -> Result<Response, PageError> {
    let campaign = find_run(app, signed, id).await?;
    let upload = upload::read(request, FILE, LONGEST_FRAME).await?;
    let sample = app.store.sample(&signed.reach(Right::Surveys), campaign.id).await?.ok_or(PageError::NotFound)?;
    let (mut typed, _) = upload.with_text((FILE, TEXT), LONGEST_FRAME).await?;
    let text = typed.fields.first(TEXT).unwrap_or_default().to_owned();
    if text.trim().is_empty() && typed.problems.is_empty() {
        typed.problems.push((TEXT, "sample-frame-empty"));
    }
    let hash = sample.frame.hash.clone();
    let mut outcome = None;
    if typed.problems.is_empty() {
        let verified = aside(move || Table::of_text(&text).map(|table| verify(&sample, &table))).await?;
        match verified {
            Ok((Outcome::Same, elements)) if typed.fields.has(ACT, LIST) => {
                return give(app, signed, visit, (&campaign, elements)).await;
            }
            Ok((told, _)) => outcome = Some(told),
            Err(unreadable) => typed.problems.push((TEXT, unreadable.key())),
        }
    }
    show_verification(app, visit, Verification { campaign, hash, typed, outcome }).await
}

/// Discards the sample of a draft.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let removed = async {
        let fields = body::read(request).await?;
        let campaign = find_run(&app, &signed, &id).await?;
        must_be_sure(&fields)?;
        let (reach, now) = (signed.reach(Right::Surveys), app.clock.now());
        let discarded = app.store.discard_sample(&signed.author(), now, &reach, campaign.id).await?;
        // Where it could not be discarded otherwise, its page shows how far it has come.
        let said = match discarded {
            true => "?discarded",
            false if app.store.hold(campaign.id).await?.is_some() => "?held",
            false => "",
        };
        Ok(Redirect::to(&format!("{}/sample{said}", address(&campaign))).into_response())
    };
    page::or_refuse(&app, &visit, removed).await
}
