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

/// The survey of a collection point that takes answers now, from whoever comes by.
pub async fn find_open(app: &App, code: &str) -> Result<Arc<Survey>, PageError> {
    let survey = find(app, code).await?;
    takes_answers(app, &survey, false)?;
    Ok(survey)
}

/// Whether a survey takes answers now, from those who were invited or from whoever comes by.
pub fn takes_answers(app: &App, survey: &Survey, invited: bool) -> Result<(), PageError> {
    if survey.point.withdrawn_at.is_some() {
        return Err(PageError::PointWithdrawn(survey.unit.code.clone()));
    }
    match survey.campaign.openness(app.clock.now()) {
        Openness::Open if survey.point.by_invitation && !invited => Err(PageError::ByInvitation),
        Openness::Open => Ok(()),
        Openness::Draft => Err(PageError::NotOpened),
        Openness::NotYet(moment) => Err(PageError::NotYet(moment)),
        Openness::Closed(moment) => Err(PageError::Closed(moment, survey.unit.code.clone())),
    }
}
