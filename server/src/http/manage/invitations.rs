//! `/manage/invitations`: lists of invitations in reach.

use std::collections::HashMap;

use app::domain::batch_form::{FIRST_LINE, ID, TEXT};
use app::domain::collection_point::CollectionPoint;
use app::domain::invitation::{Batch, Totals};
use app::domain::language::Language;
use app::domain::role::Right;
use app::domain::sample::Element;
use app::pages::manage::batch::{BatchPage, BatchView, BatchWithdrawalPage, LinksPage};
use app::pages::manage::invitations::{BatchLine, Invitations, InvitationsPage, PATH, list};
use app::pages::manage::inviting::{Inviting, InvitingPage, Preview};
use app::parts::fields::Typed;
use app::parts::listing::{Asked, Listed};
use axum::extract::{Extension, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use super::points::{Found, find_own, runs, surroundings};
use super::sample::note_read_out;
use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::spreadsheet::reversible;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let asked = Asked::read(|name| query.get(name).map(String::as_str));
    let shown = async {
        let reach = signed.reach(Right::Surveys);
        let (batches, points) = (app.store.batches_within(&reach, None).await?, app.store.points_within(&reach).await?);
        let around = surroundings(&*app.store.directory().await?);
        let language = visit.preferences.language;
        let place = |point: &CollectionPoint| format!("{} – {}", point.name.get(language), around.unit(language, point));
        let places: HashMap<_, _> = points.iter().map(|point| (&point.code, point)).collect();
        let lines = batches.into_iter().map(|batch| {
            let place = places.get(&batch.point).map(|point| place(point)).unwrap_or_default();
            BatchLine { batch, place }
        });
        let all = Asked { page: 1, ..asked.clone() };
        let lines: Vec<BatchLine> =
            lines.filter(|line| all.finds(&[&line.batch.name, &line.place, line.batch.point.as_str()])).collect();
        let totals = lines.iter().fold(Totals::default(), |sum, line| sum.and(line.batch.totals));
        let listed: Listed<BatchLine> = list(lines, &asked);
        let shown = Invitations { listed, totals };
        let page = page::show(&app, &visit, move || {
            let shown = shown.clone();
            view! { <InvitationsPage shown/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The lists of one point, as they stand in a table below it.
pub fn lines(batches: Vec<Batch>) -> Vec<BatchLine> {
    batches.into_iter().map(|batch| BatchLine { batch, place: String::new() }).collect()
}

pub async fn new(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let shown = async {
        let found = find_inviting(&app, &signed, &code).await?;
        let id = app.ids.make(app.clock.now()).to_string();
        let typed = if query.contains_key("sample") && visit.kept.is_none() {
            let list = drawn(&app, &signed, &found).await?;
            Typed::of([(ID, id.as_str()), (FIRST_LINE, "entry"), (TEXT, &list)])
        } else {
            Typed::of([(ID, id.as_str()), (FIRST_LINE, "names")])
        };
        show_form(&app, &visit, (found.point, visit.typed_or(typed), None)).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// Those whom the sample of a point's campaign drew and who were not invited yet, one on each line, in quotation marks because a number may
/// have any sign in it. That they were read out stands in the log.
async fn drawn(app: &App, signed: &Signed, found: &Found) -> Result<String, PageError> {
    let elements = app.store.sample_elements(&signed.reach(Right::Surveys), found.campaign.id).await?;
    note_read_out(app, signed, &found.campaign, elements.len()).await?;
    let line = |element: Element| format!("\"{}\"\n", reversible(&element.reference).replace('"', "\"\""));
    Ok(elements.into_iter().map(line).collect())
}

/// The point of an address for which people may be invited, by whoever runs its campaign.
pub async fn find_inviting(app: &App, signed: &Signed, code: &str) -> Result<Found, PageError> {
    let found = find_own(app, signed, code).await?;
    if found.point.by_invitation && found.point.withdrawn_at.is_none() { Ok(found) } else { Err(PageError::NotInviting) }
}

/// The form for a list, with what was read of it.
pub async fn show_form(
    app: &App,
    visit: &Visit,
    (point, typed, preview): (CollectionPoint, Typed, Option<Preview>),
) -> Result<Response, PageError> {
    let unit = surroundings(&*app.store.directory().await?).unit(visit.preferences.language, &point);
    let is_ready = typed.problems.is_empty() && preview.as_ref().is_some_and(|preview| preview.faulty == 0 && preview.count > 0);
    let shown = Inviting { point, unit, typed: typed.clone(), preview, is_ready };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <InvitingPage shown/> }
    });
    Ok(page.await)
}

/// A list of invitations in reach, with where its answers are counted.
#[derive(Debug)]
pub struct FoundBatch {
    /// The list.
    pub batch: Batch,
    /// The point and its unit, in words.
    pub place: String,
    /// The campaign.
    pub campaign: Uuid,
    /// The unit that owns the campaign.
    pub owner: String,
    /// Whether the campaign is run by whoever asks.
    pub is_own: bool,
}

/// The list of an address, if it is in reach: others are not there.
pub async fn find(app: &App, signed: &Signed, id: &str, language: Language) -> Result<FoundBatch, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let reach = signed.reach(Right::Surveys);
    let batch = app.store.batch(&reach, id).await?.ok_or(PageError::NotFound)?;
    let point = app.store.point(&reach, &batch.point).await?.ok_or(PageError::NotFound)?;
    let directory = app.store.directory().await?;
    let campaign = directory.campaign(point.campaign_id).ok_or(PageError::NotFound)?;
    let place = format!("{} – {}", point.name.get(language), surroundings(&directory).unit(language, &point));
    let (is_own, owner) = (runs(signed, &directory, campaign), campaign.owner.to_string());
    Ok(FoundBatch { batch, place, campaign: campaign.id, owner, is_own })
}

/// The same, to be changed: only for whoever runs the campaign.
pub async fn find_own_batch(app: &App, signed: &Signed, id: &str, language: Language) -> Result<FoundBatch, PageError> {
    let found = find(app, signed, id, language).await?;
    if found.is_own { Ok(found) } else { Err(PageError::NotAllowed) }
}

pub async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let done =
        [("issued", "invitations-issued"), ("withdrawn", "saved"), ("already", "links-made-already"), ("held", "hold-stays")];
    let done = done.into_iter().find(|(name, _)| query.contains_key(*name)).map(|(_, key)| key);
    let shown = async {
        let FoundBatch { batch, place, is_own, .. } = find(&app, &signed, &id, visit.preferences.language).await?;
        let is_open = batch.is_open(app.clock.now());
        let shown = BatchView { batch, place, is_own, is_open, done };
        let page = page::show(&app, &visit, move || {
            let shown = shown.clone();
            view! { <BatchPage shown/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}

pub async fn withdrawal(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let shown = async {
        let batch = find_own_batch(&app, &signed, &id, visit.preferences.language).await?.batch;
        let page = page::show(&app, &visit, move || {
            let batch = batch.clone();
            view! { <BatchWithdrawalPage batch/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}

/// Asks before new links end the old ones. Where none were made yet, or none can be made, there is nothing to be asked.
pub async fn links(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let asked = async {
        let batch = find_own_batch(&app, &signed, &id, visit.preferences.language).await?.batch;
        if batch.rounds == 0 || batch.totals.open == 0 || !batch.is_open(app.clock.now()) {
            return Ok(Redirect::to(&format!("{PATH}/{id}")).into_response());
        }
        let page = page::show(&app, &visit, move || {
            let batch = batch.clone();
            view! { <LinksPage batch/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, asked).await
}
