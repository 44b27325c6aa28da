//! `/api/v1/invitations`: lists of people who get one link each.

use app::domain::api_token::ApiRight;
use app::domain::batch_form::{LAST_DAY, NAME, judge};
use app::domain::collection_point::CollectionPoint;
use app::domain::invitation::Batch;
use app::domain::submission::Fields;
use axum::Json;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::Caller;
use super::campaigns::moment;
use super::lists::{Paged, Paging, part};
use super::problem::{ApiError, Fault, Problem};
use super::refusals::{Calling, Sending};
use super::{body, points};
use crate::App;
use crate::accounts::token::Token;
use crate::http::error::PageError;
use crate::http::invited;
use crate::invited_list::List;
use crate::store::batches::NewBatch;

/// The largest list, in bytes.
const LARGEST: usize = 4 * 1024 * 1024;
/// The largest body that has only a number.
const SMALL: usize = 1024;

/// A list of those who are to be invited.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Inviting {
    /// Its identifier, a UUID that the sender makes and keeps: sent again, the same list is issued once.
    #[schema(pattern = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
    id: String,
    /// The short code of the collection point, where only those answer who were invited.
    #[schema(pattern = "^[2346789a-hjkmnp-rt-z]{6}$")]
    point: String,
    /// What the list is called.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// The last day on which its links work, a year from now at the latest.
    #[schema(format = Date)]
    last_day: String,
    /// What each who is invited is known by, for whoever sends the links: all different, 1 to 200 characters. They are erased with the answer.
    #[schema(min_items = 1, max_items = 100_000)]
    references: Vec<String>,
}

/// A list of invitations. Who answered is not told, only how many.
#[derive(Debug, Serialize, ToSchema)]
pub struct Invitations {
    /// Its identifier.
    id: Uuid,
    /// The short code of the collection point.
    point: String,
    /// What it is called.
    name: String,
    /// When it was issued.
    #[schema(format = DateTime)]
    created_at: String,
    /// When its links cease to work.
    #[schema(format = DateTime)]
    expires_at: String,
    /// When it was withdrawn; null where it was not.
    #[schema(format = DateTime)]
    withdrawn_at: Option<String>,
    /// How often links were made.
    round: i64,
    /// How many were invited.
    issued: u64,
    /// How many can still answer.
    open: u64,
    /// How many answered.
    answered: u64,
    /// How many were withdrawn without an answer.
    withdrawn: u64,
    /// How many expired without an answer.
    expired: u64,
}

/// Which links are to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Making {
    /// How often links were made before, as the list says it: who asks twice does not make twice. Those made before cease to work.
    #[schema(minimum = 0, maximum = 1_000_000)]
    round: u32,
}

/// Links that were made.
#[derive(Debug, Serialize, ToSchema)]
pub struct Links {
    /// How often links were made now.
    round: i64,
    /// The links of all who have not answered. They are told this once.
    links: Vec<Link>,
}

/// The link of one who is invited.
#[derive(Debug, Serialize, ToSchema)]
pub struct Link {
    /// What they are known by.
    reference: String,
    /// What they open.
    link: String,
}

fn told(batch: &Batch) -> Invitations {
    Invitations {
        id: batch.id,
        point: batch.point.to_string(),
        name: batch.name.clone(),
        created_at: moment(batch.created_at),
        expires_at: moment(batch.expires_at),
        withdrawn_at: batch.withdrawn_at.map(moment),
        round: batch.rounds,
        issued: batch.totals.issued,
        open: batch.totals.open,
        answered: batch.totals.answered(),
        withdrawn: batch.totals.withdrawn,
        expired: batch.totals.expired,
    }
}

/// A list with its point, and the unit that owns its campaign.
struct Found {
    batch: Batch,
    campaign: Uuid,
    owner: String,
}

/// The list of an address, if the campaign is run by those for whom the token stands: others are not there.
async fn find(app: &App, caller: &Caller, id: &str) -> Result<Found, ApiError> {
    let id = id.parse().ok().filter(|parsed: &Uuid| parsed.to_string() == id).ok_or(PageError::NotFound)?;
    let reach = caller.reach();
    let batch = app.store.batch(&reach, id).await?.ok_or(PageError::NotFound)?;
    let point = app.store.point(&reach, &batch.point).await?.ok_or(PageError::NotFound)?;
    let owner = owner(app, caller, &point).await?.ok_or(PageError::NotFound)?;
    Ok(Found { batch, campaign: point.campaign_id, owner })
}

/// The owner of the campaign of a point, if it is in the scope of the token.
async fn owner(app: &App, caller: &Caller, point: &CollectionPoint) -> Result<Option<String>, ApiError> {
    let directory = app.store.directory().await?;
    let owner = directory.campaign(point.campaign_id).map(|campaign| campaign.owner.as_str());
    Ok(owner.filter(|owner| caller.reach().has(&directory.units, owner)).map(str::to_owned))
}

/// The lists of the campaigns in the scope of the token, the newest first.
#[utoipa::path(
    get,
    path = "/invitations",
    operation_id = "invitation_lists",
    tag = "invitations",
    params(Paging),
    responses((status = 200, description = "A page of the lists.", body = Paged<Invitations>), Calling),
    security(("token" = []))
)]
pub(super) async fn show(
    State(app): State<App>,
    headers: HeaderMap,
    query: Result<Query<Paging>, QueryRejection>,
) -> Result<Json<Paged<Invitations>>, ApiError> {
    let caller = Caller::admit(&app, &headers, &[ApiRight::Invitations]).await?;
    let part = part(query)?;
    let batches = app.store.batches_within(&caller.reach(), None).await?;
    let found = batches.iter().filter(|batch| part.finds([batch.name.as_str(), batch.point.as_str()])).collect();
    Ok(Json(part.of(found, told)))
}

/// A list.
#[utoipa::path(
    get,
    path = "/invitations/{id}",
    operation_id = "invitation_list",
    tag = "invitations",
    params(("id" = Uuid, Path, description = "The identifier of the list.")),
    responses((status = 200, description = "The list.", body = Invitations), Calling),
    security(("token" = []))
)]
pub(super) async fn show_one(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Json<Invitations>, ApiError> {
    let caller = Caller::admit(&app, &headers, &[ApiRight::Invitations]).await?;
    Ok(Json(told(&find(&app, &caller, &id).await?.batch)))
}

/// Issues a list. Its links are made in a second step.
#[utoipa::path(
    post,
    path = "/invitations",
    operation_id = "issue_invitations",
    tag = "invitations",
    request_body = Inviting,
    responses(
        (status = 200, description = "The same was issued before.", body = Invitations),
        (status = 201, description = "It is issued.", body = Invitations),
        (status = 409, description = "Another list has this identifier, or the collection point takes no invitations.", body = Problem, content_type = "application/problem+json"),
        Sending
    ),
    security(("token" = []))
)]
pub(super) async fn issue(
    State(app): State<App>,
    headers: HeaderMap,
    sent: Body,
) -> Result<(StatusCode, Json<Invitations>), ApiError> {
    let caller = Caller::admit(&app, &headers, &[ApiRight::Invitations]).await?;
    let sent: Inviting = body::read(&headers, sent, LARGEST).await?;
    let wrong = |pointer| ApiError::Invalid(vec![Fault::body(pointer, "wrong-value", "api-wrong-value")]);
    let id: Uuid = sent.id.parse().ok().filter(|id: &Uuid| id.to_string() == sent.id).ok_or_else(|| wrong("/id"))?;
    let code = points::code(&sent.point).ok_or_else(|| wrong("/point"))?;
    let reach = caller.reach();
    let point = app.store.point(&reach, &code).await?.ok_or(PageError::PointUnknown)?;
    let owner = owner(&app, &caller, &point).await?.ok_or(PageError::PointUnknown)?;
    let known = app.store.batch(&reach, id).await?;
    let now = app.clock.now();
    let fields = [(NAME, &sent.name), (LAST_DAY, &sent.last_day)].map(|(name, value)| (name.to_owned(), value.clone()));
    let fields: Fields = fields.into_iter().collect();
    let judged = judge(&fields, known.as_ref().map_or(now, |known| known.created_at));
    let list = List::of_texts(sent.references.iter().map(String::as_str));
    let mut faults: Vec<Fault> = judged.as_ref().err().into_iter().flatten().map(|problem| of_form(*problem)).collect();
    let places = list.faults.iter().map(|(line, _)| format!("/references/{}", line.saturating_sub(1)));
    faults.extend(places.map(|place| Fault::body(place, "wrong-reference", "api-references-wrong")));
    if sent.references.is_empty() {
        faults.push(Fault::body("/references", "empty", "invitations-list-empty"));
    }
    let (Ok((name, expires_at)), true) = (judged, faults.is_empty()) else { return Err(ApiError::Invalid(faults)) };
    let new = NewBatch { id, point: code, name, expires_at, references: list.references };
    if let Some(known) = known {
        return if is_same(&app, &known, &new).await? {
            Ok((StatusCode::OK, Json(told(&known))))
        } else {
            Err(ApiError::Conflict)
        };
    }
    if !point.by_invitation || point.withdrawn_at.is_some() {
        return Err(PageError::NotInviting.into());
    }
    let token = || app.secrets.make(Token::random);
    let is_new = app.store.issue(&caller.author(), now, &reach, (&new, owner.as_str()), token).await?;
    // Another request was quicker, or a list out of sight has this identifier.
    let batch = app.store.batch(&reach, id).await?.ok_or(ApiError::Conflict)?;
    if is_new {
        Ok((StatusCode::CREATED, Json(told(&batch))))
    } else if is_same(&app, &batch, &new).await? {
        Ok((StatusCode::OK, Json(told(&batch))))
    } else {
        Err(ApiError::Conflict)
    }
}

/// Whether a list that was issued is the same, as far as that can still be known: of those who answered the references are gone.
async fn is_same(app: &App, known: &Batch, new: &NewBatch) -> Result<bool, ApiError> {
    let of = |batch: &Batch| (batch.point.clone(), batch.name.clone(), batch.expires_at, batch.totals.issued);
    if of(known) != (new.point.clone(), new.name.clone(), new.expires_at, new.references.len() as u64) {
        return Ok(false);
    }
    let open = app.store.open_references(known.id).await?;
    let sent: std::collections::HashSet<&String> = new.references.iter().collect();
    Ok(open.iter().all(|reference| sent.contains(reference)))
}

/// What a form would say, at the place in the body.
fn of_form((field, key): (&'static str, &'static str)) -> Fault {
    Fault::body(if field == NAME { "/name" } else { "/last_day" }, "wrong-value", key)
}

/// Makes the links of all who have not answered and tells them, this once.
#[utoipa::path(
    post,
    path = "/invitations/{id}/links",
    operation_id = "make_links",
    tag = "invitations",
    params(("id" = Uuid, Path, description = "The identifier of the list.")),
    request_body = Making,
    responses(
        (status = 201, description = "The links.", body = Links),
        (status = 409, description = "Links were made since, or the list ended.", body = Problem, content_type = "application/problem+json"),
        Sending
    ),
    security(("token" = []))
)]
pub(super) async fn make_links(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
    sent: Body,
) -> Result<(StatusCode, Json<Links>), ApiError> {
    let caller = Caller::admit(&app, &headers, &[ApiRight::Invitations]).await?;
    let found = find(&app, &caller, &id).await?;
    let Making { round } = body::read(&headers, sent, SMALL).await?;
    if i64::from(round) != found.batch.rounds {
        return Err(ApiError::LinksMade);
    }
    let now = app.clock.now();
    if !found.batch.is_open(now) {
        return Err(ApiError::BatchEnded);
    }
    let token = || app.secrets.make(Token::random);
    let asked = (&found.batch, found.owner.as_str());
    let made = app.store.make_links(&caller.author(), now, &caller.reach(), asked, token).await?.ok_or(ApiError::LinksMade)?;
    let link =
        |(reference, token): (String, Token)| Link { reference, link: format!("{}{}{}", app.url, invited::PATH, token.reveal()) };
    Ok((StatusCode::CREATED, Json(Links { round: found.batch.rounds + 1, links: made.into_iter().map(link).collect() })))
}

/// Withdraws what is open of a list; of one that was withdrawn before, nothing changes.
#[utoipa::path(
    post,
    path = "/invitations/{id}/withdrawal",
    operation_id = "withdraw_invitations",
    tag = "invitations",
    params(("id" = Uuid, Path, description = "The identifier of the list.")),
    responses(
        (status = 200, description = "It is withdrawn.", body = Invitations),
        (status = 409, description = "Nothing of the campaign may be erased.", body = Problem, content_type = "application/problem+json"),
        Calling
    ),
    security(("token" = []))
)]
pub(super) async fn withdraw(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Json<Invitations>, ApiError> {
    let caller = Caller::admit(&app, &headers, &[ApiRight::Invitations]).await?;
    let Found { batch, campaign, owner } = find(&app, &caller, &id).await?;
    let asked = (&batch, owner.as_str());
    let withdrawn = app.store.withdraw_batch(&caller.author(), app.clock.now(), &caller.reach(), asked).await?;
    if !withdrawn && app.store.hold(campaign).await?.is_some() {
        return Err(ApiError::BatchHeld);
    }
    Ok(Json(told(&find(&app, &caller, &id).await?.batch)))
}
