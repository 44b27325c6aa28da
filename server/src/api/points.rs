//! `/api/v1/collection-points`: where answers come from, and what is asked there.

use app::domain::api_token::ApiRight;
use app::domain::collection_point::{CollectionPoint, PointCode};
use app::domain::questionnaire::item::{Item, Kind};
use app::domain::submission::asked_sections;
use app::store::{Survey, Surveys};
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::Caller;
use super::catalogue::Bilingual;
use super::lists::{Paged, Paging, part};
use super::problem::ApiError;
use super::refusals::Calling;
use crate::App;
use crate::http::error::PageError;

/// A place at which one campaign is answered about one unit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CollectionPoint)]
pub struct ToldPoint {
    /// Its short code.
    code: String,
    /// What it is called.
    name: Bilingual,
    /// The identifier of its campaign.
    campaign: Uuid,
    /// The code of the unit that is judged.
    unit: String,
    /// The code of the sector that is judged; null where whoever answers says it.
    sector: Option<String>,
    /// How answers are given here: `phone`, `kiosk`, `interviewer`, `paper` or `link`.
    mode: &'static str,
    /// Whether only those who were invited answer here.
    by_invitation: bool,
    /// Whether the place is still in use.
    in_use: bool,
}

/// A collection point with what is asked there.
#[derive(Debug, Serialize, ToSchema)]
pub struct AskedAtPoint {
    /// The collection point.
    point: ToldPoint,
    /// The code of the questionnaire.
    questionnaire: String,
    /// The number of its version.
    version: u32,
    /// The codes of the sectors one of which a response names; of a single one it need not.
    sectors: Vec<String>,
    /// The sections, in their order.
    sections: Vec<ToldSection>,
}

/// A part of a questionnaire.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Section)]
pub struct ToldSection {
    /// Its code.
    code: String,
    /// Whether its answers are read only of those who agree to it.
    needs_consent: bool,
    /// Its questions, in their order.
    items: Vec<ToldItem>,
}

/// A question.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Item)]
pub struct ToldItem {
    /// Its code, by which a response answers it.
    code: String,
    /// The question.
    text: Bilingual,
    /// `satisfaction` (1 to 5), `single`, `several`, `number`, `short_text` or `long_text`.
    kind: &'static str,
    /// Whether `"none"` may be answered to a question of satisfaction: no opinion.
    no_opinion: bool,
    /// Whether it must be answered, where it is asked.
    required: bool,
    /// The codes that can be chosen.
    options: Vec<String>,
}

fn told(point: &CollectionPoint) -> ToldPoint {
    ToldPoint {
        code: point.code.to_string(),
        name: Bilingual::from(&point.name),
        campaign: point.campaign_id,
        unit: point.unit.to_string(),
        sector: point.sector.as_ref().map(ToString::to_string),
        mode: point.mode.word(),
        by_invitation: point.by_invitation,
        in_use: point.withdrawn_at.is_none(),
    }
}

fn item(item: &Item) -> ToldItem {
    ToldItem {
        code: item.code.to_string(),
        text: Bilingual::from(&item.text),
        kind: match item.kind {
            Kind::Satisfaction { .. } => "satisfaction",
            Kind::Single(_) => "single",
            Kind::Several { .. } => "several",
            Kind::Number { .. } => "number",
            Kind::ShortText => "short_text",
            Kind::LongText => "long_text",
        },
        no_opinion: matches!(item.kind, Kind::Satisfaction { no_opinion: true }),
        required: item.required,
        options: item.kind.options().iter().map(|option| option.code.to_string()).collect(),
    }
}

fn asked(survey: &Survey) -> AskedAtPoint {
    let sections = asked_sections(&survey.version, survey.campaign.asks_sensitive).map(|section| ToldSection {
        code: section.code.to_string(),
        needs_consent: section.consent.is_some(),
        items: section.items.iter().map(item).collect(),
    });
    AskedAtPoint {
        point: told(&survey.point),
        questionnaire: survey.campaign.questionnaire.to_string(),
        version: survey.version.number(),
        sectors: survey.sectors.iter().map(|sector| sector.code.to_string()).collect(),
        sections: sections.collect(),
    }
}

/// The code of a point, as the API writes it: only in one way.
pub(super) fn code(text: &str) -> Option<PointCode> {
    text.parse::<PointCode>().ok().filter(|code| code.as_str() == text)
}

/// The collection points in the scope of the token.
#[utoipa::path(
    get,
    path = "/collection-points",
    operation_id = "collection_points",
    tag = "submissions",
    params(Paging),
    responses((status = 200, description = "A page of the collection points.", body = Paged<ToldPoint>), Calling),
    security(("token" = []))
)]
pub(super) async fn show(
    State(app): State<App>,
    headers: HeaderMap,
    query: Result<Query<Paging>, QueryRejection>,
) -> Result<Json<Paged<ToldPoint>>, ApiError> {
    let caller = Caller::admit(&app, &headers, &ApiRight::ALL).await?;
    let part = part(query)?;
    let points = app.store.points_within(&caller.reach()).await?;
    let finds = |point: &&CollectionPoint| part.finds(point.name.all().chain([point.code.as_str(), point.unit.as_str()]));
    Ok(Json(part.of(points.iter().filter(finds).collect(), told)))
}

/// A collection point in the scope of the token, and what is asked there.
#[utoipa::path(
    get,
    path = "/collection-points/{code}",
    operation_id = "collection_point",
    tag = "submissions",
    params(("code" = String, Path, description = "The short code of the point.", pattern = "^[2346789a-hjkmnp-rt-z]{6}$")),
    responses((status = 200, description = "The collection point.", body = AskedAtPoint), Calling),
    security(("token" = []))
)]
pub(super) async fn show_one(
    State(app): State<App>,
    headers: HeaderMap,
    Path(text): Path<String>,
) -> Result<Json<AskedAtPoint>, ApiError> {
    let caller = Caller::admit(&app, &headers, &ApiRight::ALL).await?;
    let code = code(&text).ok_or(PageError::NotFound)?;
    app.store.point(&caller.reach(), &code).await?.ok_or(PageError::NotFound)?;
    let survey = app.survey(&code).await?.ok_or(PageError::NotFound)?;
    Ok(Json(asked(&survey)))
}
