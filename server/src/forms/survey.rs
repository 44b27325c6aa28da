//! POST `/s/{code}`: a citizen's answers.

use std::sync::Arc;

use app::domain::campaign::Openness;
use app::domain::code::Code;
use app::domain::period::Month;
use app::domain::preferences::{Change, Preferences};
use app::domain::response::{Response as Answered, Storing};
use app::domain::submission::{Fields, Problem, ProblemKind, Refusal, read};
use app::pages::survey::{ASSISTED, Form, ID, SECTOR, SurveyPage};
use app::store::Survey;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use super::body;
use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::survey::find;
use crate::http::visit::{Visit, remember};
use crate::store::responses::NewResponse;

/// Stores the answers and sends the citizen to the thanks; or shows the form again, with everything typed in it.
pub async fn submit(State(app): State<App>, mut visit: Visit, Path(code): Path<String>, request: Request<Body>) -> Response {
    match take(&app, &mut visit, &code, request).await {
        Ok(response) => response,
        Err(error) => page::refuse(&app, &visit, error).await,
    }
}

async fn take(app: &App, visit: &mut Visit, code: &str, request: Request<Body>) -> Result<Response, PageError> {
    let fields = body::read(request).await?;
    // The form says in which language it was read: that holds also where cookies are refused.
    if let Some(preferences) = fields.first(Preferences::FIELD).and_then(|view| view.parse().ok()) {
        visit.preferences = preferences;
    }
    let survey = find(app, code).await?;
    let now = app.clock.now();
    match survey.campaign.openness(now) {
        Openness::Open => {}
        Openness::Draft => return Err(PageError::NotOpened),
        Openness::NotYet(moment) => return Err(PageError::NotYet(moment)),
        Openness::Closed(moment) => return Err(PageError::Closed(moment, survey.unit.code.clone())),
    }
    let id = response_id(&fields).ok_or_else(|| PageError::BadForm(vec![ID.to_owned()]))?;
    if let Some(change) = fields.first(Change::FIELD) {
        let change = change.parse().map_err(|()| PageError::BadForm(vec![Change::FIELD.to_owned()]))?;
        return Ok(show_in_new_look(app, visit, survey, Form { id, fields, problems: Vec::new(), again: true }, change).await);
    }
    match judge(&survey, &fields) {
        Ok((sector, answers)) => {
            if let Err(seconds) = app.point_limits.take(&survey.point.code, now) {
                let problems = vec![Problem { item: None, kind: ProblemKind::Crowded }];
                let form = Form { id, fields, problems, again: true };
                return Ok(show_unsent(app, visit, StatusCode::TOO_MANY_REQUESTS, seconds, survey, form).await);
            }
            let response = Answered {
                id,
                point: survey.point.code.clone(),
                campaign_id: survey.campaign.id,
                version_id: survey.campaign.version_id,
                unit: survey.point.unit.clone(),
                sector,
                mode: survey.point.mode,
                language: visit.preferences.language,
                assisted: fields.has(ASSISTED, "yes"),
                submitted_at: now,
                month: Month::of(now),
                answers,
                sample_place: None,
            };
            match app.store.store(NewResponse::new(response, &survey.version)).await {
                Ok(Storing::Stored | Storing::AlreadyStored) => {
                    // 303: the browser fetches the thanks, so that a reload does not send the answers again.
                    Ok(Redirect::to(&format!("/s/{}/done", survey.point.code)).into_response())
                }
                Ok(Storing::Conflict) => Err(PageError::Conflict(survey.point.code.clone())),
                Err(error) => {
                    tracing::error!(%error, "answers could not be stored");
                    let problems = vec![Problem { item: None, kind: ProblemKind::NotStored }];
                    let form = Form { id, fields, problems, again: true };
                    Ok(show_unsent(app, visit, StatusCode::SERVICE_UNAVAILABLE, 0, survey, form).await)
                }
            }
        }
        Err(Refusal::UnknownFields(names)) => Err(PageError::BadForm(names)),
        Err(Refusal::Problems(problems)) => {
            let form = Form { id, fields, problems, again: true };
            Ok(show_again(app, visit, StatusCode::UNPROCESSABLE_ENTITY, survey, form).await)
        }
    }
}

/// The identifier that the form carries: one, and of version 7 as we make them.
fn response_id(fields: &Fields) -> Option<Uuid> {
    match fields.all(ID) {
        [one] => one.parse().ok().filter(|id: &Uuid| id.get_version_num() == 7),
        _ => None,
    }
}

/// The sector and the answers of a form, or what is wrong with either.
fn judge(survey: &Survey, fields: &Fields) -> Result<(Code, app::domain::answer::Answers), Refusal> {
    let chooses = survey.sectors.len() != 1;
    let mut others = vec![ID, Preferences::FIELD, ASSISTED];
    if chooses {
        others.push(SECTOR);
    }
    let answers = read(&survey.version, fields, &others, survey.campaign.asks_sensitive);
    let sector = if chooses { chosen_sector(survey, fields) } else { Ok(survey.sectors[0].code.clone()) };
    match (sector, answers) {
        (Ok(sector), Ok(answers)) => Ok((sector, answers)),
        (_, Err(Refusal::UnknownFields(names))) => Err(Refusal::UnknownFields(names)),
        (sector, answers) => {
            let of_sector = sector.err().map(|kind| Problem { item: Some(SECTOR.to_owned()), kind });
            let of_answers = match answers {
                Err(Refusal::Problems(problems)) => problems,
                _ => Vec::new(),
            };
            Err(Refusal::Problems(of_sector.into_iter().chain(of_answers).collect()))
        }
    }
}

fn chosen_sector(survey: &Survey, fields: &Fields) -> Result<Code, ProblemKind> {
    match fields.all(SECTOR) {
        [] => Err(ProblemKind::Missing),
        [one] => {
            let offered = survey.sectors.iter().find(|sector| sector.code.as_str() == one);
            offered.map(|sector| sector.code.clone()).ok_or(ProblemKind::NotOffered)
        }
        _ => Err(ProblemKind::MoreThanOne),
    }
}

/// The form in another language or look: not a submission, so nothing is judged yet.
async fn show_in_new_look(app: &App, visit: &mut Visit, survey: Arc<Survey>, form: Form, change: Change) -> Response {
    visit.preferences = visit.preferences.after(change);
    let mut response = show_again(app, visit, StatusCode::OK, survey, form).await;
    if let Some(cookie) = remember(visit.preferences, app.secure) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// The form with everything typed and the same identifier, to be sent again after so many seconds and a few: whether the answers were
/// stored or not, that does no harm.
async fn show_unsent(app: &App, visit: &Visit, status: StatusCode, seconds: u64, survey: Arc<Survey>, form: Form) -> Response {
    let mut response = show_again(app, visit, status, survey, form).await;
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds.max(PageError::RETRY_SECONDS)));
    response
}

async fn show_again(app: &App, visit: &Visit, status: StatusCode, survey: Arc<Survey>, form: Form) -> Response {
    page::with_status(app, visit, status, move || {
        let (survey, form) = (survey.clone(), form.clone());
        view! { <SurveyPage survey form/> }
    })
    .await
}
