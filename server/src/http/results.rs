//! `/results`: figures under a filter.

use app::domain::figure::{Filter, Results};
use app::pages::results::ResultsPage;
use app::store::{Figures, Installation};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

use super::error::PageError;
use super::page;
use super::visit::Visit;
use crate::App;

/// The filter as the address says it; empty values are no filter, as a form sends them.
#[derive(Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    unit: String,
    #[serde(default)]
    period: String,
    #[serde(default)]
    campaign: String,
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
    let set = |text: String| Some(text).filter(|text| !text.is_empty());
    let unit = match set(asked.unit) {
        None => None,
        Some(code) => Some(app.units().await?.get(&code).ok_or(PageError::BadFilter)?.code.clone()),
    };
    let period = set(asked.period).map(|text| text.parse().map_err(|()| PageError::BadFilter)).transpose()?;
    let campaign = match set(asked.campaign) {
        None => None,
        Some(text) => {
            let id = text.parse().map_err(|_| PageError::BadFilter)?;
            app.store.campaign(id).await?.ok_or(PageError::BadFilter)?;
            Some(id)
        }
    };
    Ok(Figures::results(app, &Filter { unit, period, campaign }, app.clock.now()).await?)
}
