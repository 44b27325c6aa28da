//! POST `/s/{code}` and `/i/{token}`: a citizen's answers.

use std::sync::Arc;

use app::domain::answer::Answers;
use app::domain::code::Code;
use app::domain::period::Month;
use app::domain::preferences::{Change, Preferences};
use app::domain::receipt::Receipt;
use app::domain::response::{Response as Answered, Storing};
use app::domain::submission::{Fields, Problem, ProblemKind, Refusal, read};
use app::pages::survey::{ASSISTED, Form, ID, POINT, SECTOR, SurveyPage, UNIT};
use app::store::Survey;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use tokio::time::timeout;
use uuid::Uuid;

use super::body;
use crate::App;
use crate::accounts::token::TokenHash;
use crate::http::error::PageError;
use crate::http::guards::PATIENCE;
use crate::http::survey::{find, takes_answers};
use crate::http::visit::{Visit, remember};
use crate::http::{invited, kiosk, page, receipt};
use crate::store::responses::NewResponse;

/// Stores the answers and sends the citizen to the thanks; or shows the form again, with everything typed in it.
pub async fn submit(State(app): State<App>, mut visit: Visit, Path(code): Path<String>, request: Request<Body>) -> Response {
    match take(&app, &mut visit, Way::Point(&code), request).await {
        Ok(response) => response,
        Err(error) => page::refuse(&app, &visit, error).await,
    }
}

/// The same by an invitation, which is thereby used up.
pub async fn submit_invited(
    State(app): State<App>,
    mut visit: Visit,
    Path(token): Path<String>,
    request: Request<Body>,
) -> Response {
    let response = match take(&app, &mut visit, Way::Invitation(&token), request).await {
        Ok(response) => response,
        Err(error) => page::refuse(&app, &visit, error).await,
    };
    invited::discreet(response)
}

/// The same on a device, without a script.
pub async fn submit_on_device(
    State(app): State<App>,
    mut visit: Visit,
    Path(code): Path<String>,
    request: Request<Body>,
) -> Response {
    let response = async {
        let known = kiosk::known(&app, request.headers()).await?;
        if known.device.point.as_str() != code {
            return Err(PageError::NotADevice);
        }
        take(&app, &mut visit, Way::Device(&code), request).await
    };
    match response.await {
        Ok(response) => response,
        Err(error) => page::refuse(&app, &visit, error).await,
    }
}

/// How somebody came to the form.
#[derive(Clone, Copy)]
enum Way<'a> {
    /// By the code of a collection point.
    Point(&'a str),
    /// By the code of a collection point, on a device that stands there.
    Device(&'a str),
    /// By the token of an invitation.
    Invitation(&'a str),
}

impl Way<'_> {
    /// The fields that its form has besides those of every form.
    const fn more(self) -> &'static [&'static str] {
        match self {
            Way::Point(_) => &[],
            Way::Device(_) => &[UNIT],
            Way::Invitation(_) => &[POINT],
        }
    }
}

/// The survey to which a form belongs, and the invitation by which it came.
async fn opened(app: &App, way: Way<'_>, fields: &Fields) -> Result<(Arc<Survey>, Option<TokenHash>), PageError> {
    let token = match way {
        Way::Point(code) | Way::Device(code) => return Ok((find(app, code).await?, None)),
        Way::Invitation(token) => token,
    };
    let hash = invited::read(token)?;
    let named = fields.first(POINT).and_then(|code| code.parse().ok()).ok_or(PageError::InvitationGone)?;
    // Where it was answered, the form says what it was, so that the same answers sent again are known as the same.
    let survey = match invited::find(app, hash).await? {
        Some(survey) => survey,
        None => invited::survey(app, &named).await?,
    };
    if survey.point.code == named { Ok((survey, Some(hash))) } else { Err(PageError::BadForm(vec![POINT.to_owned()])) }
}

async fn take(app: &App, visit: &mut Visit, way: Way<'_>, request: Request<Body>) -> Result<Response, PageError> {
    let fields = body::read(request).await?;
    // The form says in which language it was read: that holds also where cookies are refused.
    if let Some(preferences) = fields.first(Preferences::FIELD).and_then(|view| view.parse().ok()) {
        visit.preferences = preferences;
    }
    // The guard waits longer for a form, because it may take long to arrive. This one has.
    let opened = timeout(PATIENCE, opened(app, way, &fields)).await;
    let (survey, invitation) = opened.map_err(|late| PageError::Unavailable(late.into()))??;
    takes_answers(app, &survey, invitation.is_some())?;
    let now = app.clock.now();
    let id = response_id(&fields).ok_or_else(|| PageError::BadForm(vec![ID.to_owned()]))?;
    let code = survey.point.code.clone();
    let invited = match (way, invitation) {
        (Way::Invitation(token), Some(hash)) => Some(invited::invited(token, hash)),
        _ => None,
    };
    let on_device = matches!(way, Way::Device(_));
    let again = |fields, problems| Form { id, fields, problems, again: true, invited: invited.clone(), on_device };
    if let Some(change) = fields.first(Change::FIELD) {
        let change = change.parse().map_err(|()| PageError::BadForm(vec![Change::FIELD.to_owned()]))?;
        return Ok(show_in_new_look(app, visit, survey, again(fields, Vec::new()), change).await);
    }
    match judge(&survey, &fields, way.more()) {
        Ok((sector, answers)) => {
            if let Err(seconds) = app.point_limits.take(&code, now) {
                let form = again(fields, vec![Problem { item: None, kind: ProblemKind::Crowded }]);
                return Ok(show_unsent(app, visit, StatusCode::TOO_MANY_REQUESTS, seconds, survey, form).await);
            }
            let response = Answered {
                id,
                point: code.clone(),
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
            let new = NewResponse::new(response, &survey.version);
            let new = match invitation {
                Some(hash) => new.by_invitation(hash),
                None => new,
            };
            match app.store.store(new).await {
                Ok(Storing::Stored | Storing::AlreadyStored) if on_device => {
                    // No receipt: the next person stands before the same screen in a moment.
                    Ok(Redirect::to(&format!("/kiosk/{code}/done")).into_response())
                }
                Ok(Storing::Stored | Storing::AlreadyStored) => {
                    // 303: the browser fetches the thanks, so that a reload does not send the answers again. What comes after the `#`
                    // stays with the browser.
                    let draft = invited.map(|invited| format!("#{}", invited.draft)).unwrap_or_default();
                    let mut response = Redirect::to(&format!("/s/{code}/done{draft}")).into_response();
                    if let Some(cookie) = receipt::give(Receipt::of(id), code.as_str(), app.secure) {
                        response.headers_mut().insert(SET_COOKIE, cookie);
                    }
                    Ok(response)
                }
                Ok(Storing::Conflict) => {
                    let form = again(Fields::default(), Vec::new());
                    Err(PageError::Conflict { again: form.action(code.as_str()), draft: form.draft(code.as_str()) })
                }
                Ok(Storing::Spent) => Err(PageError::InvitationGone),
                Err(error) => {
                    tracing::error!(%error, "answers could not be stored");
                    let form = again(fields, vec![Problem { item: None, kind: ProblemKind::NotStored }]);
                    Ok(show_unsent(app, visit, StatusCode::SERVICE_UNAVAILABLE, 0, survey, form).await)
                }
            }
        }
        Err(Refusal::UnknownFields(names)) => Err(PageError::BadForm(names)),
        Err(Refusal::Problems(problems)) => {
            Ok(show_again(app, visit, StatusCode::UNPROCESSABLE_ENTITY, survey, again(fields, problems)).await)
        }
    }
}

/// The identifier that the form carries: one, and of version 7 as we make them.
pub(crate) fn response_id(fields: &Fields) -> Option<Uuid> {
    match fields.all(ID) {
        [one] => one.parse().ok().filter(|id: &Uuid| id.get_version_num() == 7),
        _ => None,
    }
}

/// The sector and the answers of a form, or what is wrong with either; `more` are fields that it may have besides those of every form.
pub(crate) fn judge(survey: &Survey, fields: &Fields, more: &[&str]) -> Result<(Code, Answers), Refusal> {
    let chooses = survey.sectors.len() != 1;
    let mut others = [&[ID, Preferences::FIELD, ASSISTED], more].concat();
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
    if form.on_device {
        return kiosk::show_form(app, visit, status, survey, form).await;
    }
    page::with_status(app, visit, status, move || {
        let (survey, form) = (survey.clone(), form.clone());
        view! { <SurveyPage survey form/> }
    })
    .await
}
