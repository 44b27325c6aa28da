//! `/api/v1/campaigns`: what was asked, where and when.

use app::domain::campaign::Campaign;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::FOR_EVERYBODY;
use super::catalogue::Bilingual;
use super::lists::{Paged, Paging, part};
use super::problem::ApiError;
use super::refusals::Reading;
use crate::App;

/// A campaign.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Campaign)]
pub struct ToldCampaign {
    /// Its identifier.
    id: Uuid,
    /// What it is called.
    title: Bilingual,
    /// The code of the questionnaire that is asked.
    questionnaire: String,
    /// How people come to answer: `probability`, `census` or `self_selected`.
    sampling: &'static str,
    /// The code of the unit that asks.
    owner: String,
    /// The codes of the units that are judged, each with all below it.
    units: Vec<String>,
    /// The codes of the sectors that are judged, each with all below it; empty where the questionnaire says it.
    sectors: Vec<String>,
    /// When answers begin to be taken.
    #[schema(format = DateTime)]
    opens_at: String,
    /// When answers cease to be taken; null while no end is set.
    #[schema(format = DateTime)]
    closes_at: Option<String>,
    /// `open`, `closed` or `archived`.
    state: &'static str,
}

/// A moment as the API tells it, after RFC 3339.
pub(super) fn moment(millisecond: i64) -> String {
    jiff::Timestamp::from_millisecond(millisecond).unwrap_or_default().to_string()
}

fn campaign(campaign: &Campaign, now: i64) -> ToldCampaign {
    let texts = |codes: &[app::domain::code::Code]| codes.iter().map(ToString::to_string).collect();
    ToldCampaign {
        id: campaign.id,
        title: Bilingual::from(&campaign.title),
        questionnaire: campaign.questionnaire.to_string(),
        sampling: campaign.sampling.word(),
        owner: campaign.owner.to_string(),
        units: texts(&campaign.units),
        sectors: texts(&campaign.sectors),
        opens_at: moment(campaign.opens_at),
        closes_at: campaign.closes_at.map(moment),
        state: campaign.state_at(now).word(),
    }
}

/// All campaigns but drafts, the earliest first.
#[utoipa::path(
    get,
    path = "/campaigns",
    operation_id = "campaigns",
    tag = "catalogue",
    params(Paging),
    responses((status = 200, description = "A page of the campaigns.", body = Paged<ToldCampaign>), Reading)
)]
pub(super) async fn show(
    State(app): State<App>,
    asked: Result<Query<Paging>, QueryRejection>,
) -> Result<impl IntoResponse, ApiError> {
    let part = part(asked)?;
    let directory = app.store.directory().await?;
    let all = directory.public_campaigns();
    let found = all.filter(|campaign| part.finds(campaign.title.all().chain([campaign.questionnaire.as_str()]))).collect();
    let now = app.clock.now();
    Ok((FOR_EVERYBODY, Json(part.of(found, |found| campaign(found, now)))))
}
