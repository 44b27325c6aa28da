//! `/results`: figures under a filter.

use app::domain::figure::{Filter, Part, Results, Scope};
use app::domain::mode::Mode;
use app::domain::succession;
use app::pages::results::ResultsPage;
use app::store::Figures;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::error::PageError;
use super::page;
use super::visit::Visit;
use crate::App;
use crate::store::directory::Directory;

/// The filter as the address says it; empty values are no filter, as a form sends them.
#[derive(Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    pub(crate) unit: String,
    #[serde(default)]
    pub(crate) predecessors: String,
    #[serde(default)]
    pub(crate) period: String,
    #[serde(default)]
    pub(crate) campaign: String,
    #[serde(default)]
    pub(crate) sector: String,
    #[serde(default)]
    pub(crate) mode: String,
    #[serde(default)]
    pub(crate) questionnaire: String,
    #[serde(default)]
    pub(crate) factor: String,
    #[serde(default)]
    pub(crate) item: String,
}

pub async fn show(State(app): State<App>, visit: Visit, asked: Result<Query<Asked>, QueryRejection>) -> Response {
    match read(&app, asked).await {
        Ok(results) => {
            page::show(&app, &visit, move || {
                let results = results.clone();
                view! { <ResultsPage results/> }
            })
            .await
        }
        Err(error) => page::refuse(&app, &visit, error).await,
    }
}

/// The results under the filter of an address. A filter that names what does not exist is refused: silently showing everything
/// instead would put a wrong figure under a right name.
pub async fn read(app: &App, asked: Result<Query<Asked>, QueryRejection>) -> Result<Results, PageError> {
    let Query(asked) = asked.map_err(|_| PageError::BadFilter)?;
    let directory = app.store.directory().await?;
    let filter = filter(&directory, asked).ok_or(PageError::BadFilter)?;
    Ok(Figures::results(app, &filter, app.clock.now()).await?)
}

/// The filter that was asked for, if all that it names is known.
pub(crate) fn filter(directory: &Directory, asked: Asked) -> Option<Filter> {
    let set = |text: String| Some(text).filter(|text| !text.is_empty());
    let mut filter = Filter::default();
    if let Some(code) = set(asked.unit) {
        filter.unit = Some(directory.units.get(&code)?.code.clone());
    }
    let predecessors = match asked.predecessors.as_str() {
        "" => false,
        "1" => true,
        _ => return None,
    };
    // Where there is nothing to add, the figures are the same and so is the filter: it is what the figures are kept under.
    filter.predecessors =
        predecessors && filter.unit.as_ref().is_some_and(|unit| succession::with_predecessors(&directory.units, unit).len() > 1);
    if let Some(text) = set(asked.period) {
        filter.period = Some(text.parse().ok()?);
    }
    if let Some(text) = set(asked.campaign) {
        let id: Uuid = text.parse().ok()?;
        filter.campaign = Some(directory.public_campaigns().find(|campaign| campaign.id == id)?.id);
    }
    if let Some(code) = set(asked.sector) {
        filter.sector = Some(directory.sectors.get(&code)?.code.clone());
    }
    if let Some(word) = set(asked.mode) {
        filter.mode = Some(Mode::from_word(&word)?);
    }
    let scope = match (set(asked.factor), set(asked.item)) {
        (None, None) => None,
        (Some(factor), None) => Some(Scope::Factor(factor.parse().ok()?)),
        (None, Some(item)) => Some(Scope::Item(item.parse().ok()?)),
        (Some(_), Some(_)) => return None,
    };
    if let Some(scope) = scope {
        let part = Part { questionnaire: asked.questionnaire.parse().ok()?, scope };
        // A part is one of at least one version that is asked.
        directory.public_versions().find(|version| part.items(version).next().is_some())?;
        filter.part = Some(part);
    } else if !asked.questionnaire.is_empty() {
        return None;
    }
    Some(filter)
}
