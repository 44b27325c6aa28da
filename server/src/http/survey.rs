//! `/s/{code}`: the questionnaire of a collection point, and the thanks after it.

use std::sync::Arc;

use app::domain::campaign::Openness;
use app::domain::mode::Mode;
use app::pages::thanks::ThanksPage;
use app::store::{Survey, Surveys};
use axum::extract::{Path, State};
use axum::http::header::{REFRESH, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use leptos::prelude::*;

use super::error::PageError;
use super::page;
use super::receipt;
use super::visit::Visit;
use crate::App;

/// For how many seconds a receipt stands on a screen that others use after.
const SHARED_SECONDS: u32 = 60;

pub async fn show(State(app): State<App>, visit: Visit, Path(code): Path<String>) -> Response {
    match find_open(&app, &code).await {
        Ok(survey) => {
            let id = app.ids.make(app.clock.now());
            app.forms.show(&app, &visit, survey, id).await
        }
        Err(error) => page::refuse(&app, &visit, error).await,
    }
}

pub async fn thanks(State(app): State<App>, visit: Visit, Path(code): Path<String>, headers: HeaderMap) -> Response {
    let survey = match find(&app, &code).await {
        Ok(survey) => survey,
        Err(error) => return page::refuse(&app, &visit, error).await,
    };
    let (point, mode, receipt) = (survey.point.code.clone(), survey.point.mode, receipt::read(&headers));
    let mut response = page::show(&app, &visit, move || {
        let survey = survey.clone();
        view! { <ThanksPage survey receipt/> }
    })
    .await;
    if receipt.is_some() {
        if let Some(cookie) = receipt::take_away(point.as_str(), app.secure) {
            response.headers_mut().insert(SET_COOKIE, cookie);
        }
        // The next one to stand before a shared screen finds an empty form and not somebody's receipt.
        if mode == Mode::Kiosk
            && let Ok(onward) = HeaderValue::from_str(&format!("{SHARED_SECONDS}; url=/s/{point}"))
        {
            response.headers_mut().insert(REFRESH, onward);
        }
    }
    response
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
        Openness::Open if survey.point.mode == Mode::Paper => Err(PageError::OnPaper),
        Openness::Open => Ok(()),
        Openness::Draft => Err(PageError::NotOpened),
        Openness::NotYet(moment) => Err(PageError::NotYet(moment)),
        Openness::Closed(moment) => Err(PageError::Closed(moment, survey.unit.code.clone())),
    }
}
