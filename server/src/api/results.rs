//! `/api/v1/results`: the figures of `/results.json`.

use app::domain::figure::Results;
use app::store::Figures;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::FOR_EVERYBODY;
use super::lists::query;
use super::problem::{ApiError, Fault};
use super::refusals::Reading;
use crate::App;
use crate::http::error::PageError;
use crate::http::open_data::{Line, lines};
use crate::http::results::{Asked, filter};

/// The filter of the figures.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// Only answers about this unit and all below it.
    #[param(nullable = false, pattern = "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$")]
    unit: Option<String>,
    /// `1` adds what was merged into the unit.
    #[param(nullable = false, pattern = "^1$")]
    predecessors: Option<String>,
    /// A year, a quarter or a month: `2025`, `2025-Q3`, `2025-07`.
    #[param(nullable = false, pattern = "^2[0-9]{3}(-Q[1-4]|-(0[1-9]|1[0-2]))?$")]
    period: Option<String>,
    /// Only answers of this campaign.
    #[param(nullable = false, format = Uuid)]
    campaign: Option<String>,
    /// Only this sector and all below it.
    #[param(nullable = false, pattern = "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$")]
    sector: Option<String>,
    /// Only answers that were given in this way: `phone`, `kiosk`, `interviewer`, `paper`, `link`.
    #[param(nullable = false, pattern = "^(phone|kiosk|interviewer|paper|link)$")]
    mode: Option<String>,
    /// The questionnaire of a factor or an item.
    #[param(nullable = false, pattern = "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$")]
    questionnaire: Option<String>,
    /// Only the items of this factor of the questionnaire.
    #[param(nullable = false, pattern = "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$")]
    factor: Option<String>,
    /// Only this item of the questionnaire.
    #[param(nullable = false, pattern = "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$")]
    item: Option<String>,
}

/// Figures under a filter.
#[derive(Serialize, ToSchema)]
pub struct Figured {
    /// When the answers were counted: UTC milliseconds.
    as_of: i64,
    /// Whether the data are invented.
    demonstration: bool,
    /// Figures of fewer respondents are hidden.
    privacy_minimum: u64,
    /// The figures, by measure, questionnaire version and sector.
    figures: Vec<Line>,
}

impl Filter {
    /// The same as the page reads it, and what of it is empty or has a form that nothing has.
    fn asked(self) -> Result<Asked, ApiError> {
        let mut faults = Vec::new();
        let mut value = |name: &str, value: Option<String>, fits: fn(&str) -> bool| {
            if value.as_deref().is_some_and(|value| !fits(value)) {
                faults.push(Fault::query(name, "wrong-value", "api-wrong-value"));
            }
            value.unwrap_or_default()
        };
        let code = |text: &str| text.parse::<app::domain::code::Code>().is_ok();
        let asked = Asked {
            unit: value("unit", self.unit, code),
            predecessors: value("predecessors", self.predecessors, |text| text == "1"),
            period: value("period", self.period, |text| text.parse::<app::domain::period::Period>().is_ok()),
            campaign: value("campaign", self.campaign, |text| text.parse::<uuid::Uuid>().is_ok()),
            sector: value("sector", self.sector, code),
            mode: value("mode", self.mode, |text| app::domain::mode::Mode::from_word(text).is_some()),
            questionnaire: value("questionnaire", self.questionnaire, code),
            factor: value("factor", self.factor, code),
            item: value("item", self.item, code),
        };
        if faults.is_empty() { Ok(asked) } else { Err(ApiError::BadQuery(faults)) }
    }
}

/// The published figures under a filter, the same as at `/results`.
///
/// Undefined is null, with the reason beside it. A filter that names what does not exist is refused.
#[utoipa::path(
    get,
    path = "/results",
    operation_id = "results",
    tag = "figures",
    params(Filter),
    responses((status = 200, description = "The figures.", body = Figured), Reading)
)]
pub(super) async fn show(
    State(app): State<App>,
    asked: Result<Query<Filter>, QueryRejection>,
) -> Result<impl IntoResponse, ApiError> {
    let asked = query(asked)?.asked()?;
    let directory = app.store.directory().await?;
    let filter = filter(&directory, asked).ok_or(PageError::BadFilter)?;
    let results = Figures::results(&app, &filter, app.clock.now()).await?;
    let figures = lines(&results);
    let Results { as_of, demonstration, privacy_minimum, .. } = results;
    Ok((FOR_EVERYBODY, Json(Figured { as_of, demonstration, privacy_minimum, figures })))
}
