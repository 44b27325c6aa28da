//! `/s/{code}`: the questionnaire of a collection point, and the thanks after it.

use std::sync::Arc;

use app::domain::campaign::Openness;
use app::pages::thanks::ThanksPage;
use app::store::{Survey, Surveys};
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;

use super::error::PageError;
use super::page;
use super::visit::Visit;
use crate::App;

pub async fn show(State(app): State<App>, visit: Visit, Path(code): Path<String>) -> Response {
    match find_open(&app, &code).await {
        Ok(survey) => {
            let id = app.ids.make(app.clock.now());
            app.forms.show(&app, &visit, survey, id).await
        }
        Err(error) => page::refuse(&app, &visit, error).await,
    }
}

pub async fn thanks(State(app): State<App>, visit: Visit, Path(code): Path<String>) -> Response {
    match find(&app, &code).await {
        Ok(survey) => {
            page::show(&app, &visit, move || {
                let survey = survey.clone();
                view! { <ThanksPage survey/> }
            })
            .await
        }
        Err(error) => page::refuse(&app, &visit, error).await,
    }
}

/// The survey of a collection point.
pub async fn find(app: &App, code: &str) -> Result<Arc<Survey>, PageError> {
    let code = code.parse().map_err(|()| PageError::PointUnknown)?;
    app.survey(&code).await?.ok_or(PageError::PointUnknown)
}

/// The survey of a collection point that takes answers now.
pub async fn find_open(app: &App, code: &str) -> Result<Arc<Survey>, PageError> {
    let survey = find(app, code).await?;
    match survey.campaign.openness(app.clock.now()) {
        Openness::Open => Ok(survey),
        Openness::Draft => Err(PageError::NotOpened),
        Openness::NotYet(moment) => Err(PageError::NotYet(moment)),
        Openness::Closed(moment) => Err(PageError::Closed(moment, survey.unit.code.clone())),
    }
}
