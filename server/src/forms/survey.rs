//! POST `/s/{code}` and `/i/{token}`: a citizen's answers.

use std::sync::Arc;

use app::domain::answer::Answers;
use app::domain::code::Code;
use app::domain::collection_point::PointCode;
use app::domain::period::Month;
use app::domain::preferences::{Change, Preferences};
use app::domain::receipt::Receipt;
use app::domain::response::{Response as Answered, Storing};
use app::domain::submission::{Fields, Problem, ProblemKind, Refusal, read};
use app::pages::survey::{ASSISTED, Form, ID, POINT, SECTOR, SurveyPage, UNIT};
use app::store::Survey;
use app::text::Words;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use tokio::time::timeout;
use uuid::Uuid;

use super::{acknowledgement, body};
use crate::App;
use crate::accounts::token::TokenHash;
use crate::http::error::PageError;
use crate::http::guards::PATIENCE;
use crate::http::receipt::give;
use crate::http::survey::{find, takes_answers};
use crate::http::visit::{Visit, remember};
use crate::http::{invited, kiosk, page};
use crate::store::responses::NewResponse;

/// Stores the answers and sends the citizen to the thanks; or shows the form again, with everything typed in it.
pub async fn submit(State(app): State<App>, visit: Visit, Path(code): Path<String>, request: Request<Body>) -> Response {
    answer(&app, visit, Way::Point(&code), request).await
}

/// The same by an invitation, which is thereby used up.
pub async fn submit_invited(State(app): State<App>, visit: Visit, Path(token): Path<String>, request: Request<Body>) -> Response {
    invited::discreet(answer(&app, visit, Way::Invitation(&token), request).await)
}

/// The same on a device, without a script.
pub async fn submit_on_device(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    request: Request<Body>,
) -> Response {
    let error = match kiosk::known(&app, request.headers()).await {
        Ok(known) if known.device.point.as_str() == code => return answer(&app, visit, Way::Device(&code), request).await,
        Ok(_) => PageError::NotADevice,
        Err(error) => error,
    };
    page::refuse(&app, &visit, error).await
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

/// What comes of a form.
enum Taken {
    /// The answers are on disk.
    Stored {
        /// The identifier of the response.
        id: Uuid,
        /// The path of the thanks.
        done: String,
        /// The collection point whose thanks show a receipt.
        receipt: Option<PointCode>,
    },
    /// The form comes again, with everything typed and the same identifier.
    Again {
        /// Why.
        status: StatusCode,
        /// After how many seconds it is worth another try: whether the answers were stored or not, that does no harm.
        retry_after: Option<u64>,
        /// What it asks.
        survey: Arc<Survey>,
        /// What was typed.
        form: Form,
    },
    /// The form comes in another language or look: that was no submission, so nothing is judged yet.
    NewLook(Change, Arc<Survey>, Form),
}

/// Takes a form, and tells what came of it: a browser by a page, a module in few words.
async fn answer(app: &App, mut visit: Visit, way: Way<'_>, request: Request<Body>) -> Response {
    let by_module = acknowledgement::is_wanted(request.headers());
    let taken = match take(app, &mut visit, way, request).await {
        Ok(taken) => taken,
        Err(error) if by_module => {
            page::note(&visit, &error);
            return acknowledgement::refused(&error, Words(visit.preferences.language));
        }
        Err(error) => return page::refuse(app, &visit, error).await,
    };
    match taken {
        Taken::Stored { id, done, receipt } => {
            // 303: the browser fetches the thanks, so that a reload does not send the answers again.
            let mut response = if by_module { acknowledgement::stored(id) } else { Redirect::to(&done).into_response() };
            if let Some(cookie) = receipt.and_then(|code| give(Receipt::of(id), code.as_str(), app.secure)) {
                response.headers_mut().insert(SET_COOKIE, cookie);
            }
            response
        }
        Taken::Again { status, retry_after, survey, form } => {
            let mut response = if by_module {
                acknowledgement::again(status, Words(visit.preferences.language))
            } else {
                show_again(app, &visit, status, survey, form).await
            };
            if let Some(seconds) = retry_after {
                response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds.max(PageError::RETRY_SECONDS)));
            }
            response
        }
        Taken::NewLook(change, survey, form) => {
            visit.preferences = visit.preferences.after(change);
            let mut response = show_again(app, &visit, StatusCode::OK, survey, form).await;
            if let Some(cookie) = remember(visit.preferences, app.secure) {
                response.headers_mut().insert(SET_COOKIE, cookie);
            }
            response
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

async fn take(app: &App, visit: &mut Visit, way: Way<'_>, request: Request<Body>) -> Result<Taken, PageError> {
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
        return Ok(Taken::NewLook(change, survey, again(fields, Vec::new())));
    }
    match judge(&survey, &fields, way.more()) {
        Ok((sector, answers)) => {
            if let Err(seconds) = app.point_limits.take(&code, now) {
                let form = again(fields, vec![Problem { item: None, kind: ProblemKind::Crowded }]);
                return Ok(Taken::Again { status: StatusCode::TOO_MANY_REQUESTS, retry_after: Some(seconds), survey, form });
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
                Ok(Storing::Stored | Storing::AlreadyStored) => {
                    let done = again(Fields::default(), Vec::new()).done(code.as_str());
                    // No receipt on a device: the next person stands before the same screen in a moment.
                    Ok(Taken::Stored { id, done, receipt: (!on_device).then_some(code) })
                }
                Ok(Storing::Conflict) => {
                    let form = again(Fields::default(), Vec::new());
                    Err(PageError::Conflict { again: form.action(code.as_str()), draft: form.draft(code.as_str()) })
                }
                Ok(Storing::Spent) => Err(PageError::InvitationGone),
                Err(error) => {
                    tracing::error!(%error, "answers could not be stored");
                    let form = again(fields, vec![Problem { item: None, kind: ProblemKind::NotStored }]);
                    Ok(Taken::Again { status: StatusCode::SERVICE_UNAVAILABLE, retry_after: Some(0), survey, form })
                }
            }
        }
        Err(Refusal::UnknownFields(names)) => Err(PageError::BadForm(names)),
        Err(Refusal::Problems(problems)) => {
            let form = again(fields, problems);
            Ok(Taken::Again { status: StatusCode::UNPROCESSABLE_ENTITY, retry_after: None, survey, form })
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
