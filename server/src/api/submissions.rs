//! POST `/api/v1/submissions`: a response that another system collected, a one-stop software after a dossier for example. It is judged and
//! stored like a form.

use std::collections::BTreeMap;

use app::domain::api_token::ApiRight;
use app::domain::language::Language;
use app::domain::period::Month;
use app::domain::receipt::{Receipt, can_withdraw};
use app::domain::response::{Response as Answered, Storing};
use app::domain::submission::{Fields, Refusal, consent_field, field};
use app::pages::survey::{ASSISTED, ID, SECTOR};
use app::store::{Survey, Surveys};
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::Caller;
use super::problem::{ApiError, Fault, Problem, escaped, of_answers};
use super::refusals::Sending;
use super::{body, points};
use crate::App;
use crate::forms::survey::{judge, response_id};
use crate::http::error::PageError;
use crate::http::survey::takes_answers;
use crate::store::responses::NewResponse;

/// The largest body, in bytes: as of a form.
const LARGEST: usize = crate::forms::body::LARGEST;

/// A response.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// Its identifier, a UUID of version 7 that the sender makes and keeps: sent again, the same response is stored once.
    #[schema(pattern = "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
    id: String,
    /// The short code of the collection point.
    #[schema(pattern = "^[2346789a-hjkmnp-rt-z]{6}$")]
    point: String,
    /// The language in which it was asked.
    language: Spoken,
    /// The code of the sector, where the collection point leaves it open.
    #[schema(nullable = false, pattern = "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$")]
    sector: Option<String>,
    /// Whether somebody helped with the answers.
    #[serde(default)]
    #[schema(default = false)]
    assisted: bool,
    /// The codes of the sections to which consent was given.
    #[serde(default)]
    #[schema(max_items = 50)]
    consents: Vec<String>,
    /// The answers, by the codes of their items.
    answers: BTreeMap<String, Given>,
}

/// A language of the questionnaire.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Spoken {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

/// An answer: points of satisfaction (1 to 5) or a number; a text or the code of an option, `"none"` where there is no opinion; or the codes of
/// several options.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Given {
    /// A number.
    Number(i64),
    /// A text or a code.
    Text(String),
    /// Several codes.
    Several(Vec<String>),
}

/// A response that is stored.
#[derive(Debug, Serialize, ToSchema)]
pub struct Stored {
    /// Its identifier.
    id: Uuid,
    /// By what whoever answered can withdraw it at `/withdraw`, to be given to nobody else; null where that is no longer possible.
    receipt: Option<String>,
}

/// Hands over a response.
///
/// It is judged like a form: by the questionnaire, the campaign and the collection point; what leads to a person is masked. With the answer
/// it is on disk.
#[utoipa::path(
    post,
    path = "/submissions",
    operation_id = "submit",
    tag = "submissions",
    request_body = Submission,
    responses(
        (status = 200, description = "The same was stored before.", body = Stored),
        (status = 201, description = "It is stored.", body = Stored),
        (status = 409, description = "Another response is stored under this identifier.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The campaign or the collection point takes no more answers.", body = Problem, content_type = "application/problem+json"),
        Sending
    ),
    security(("token" = []))
)]
pub(super) async fn submit(
    State(app): State<App>,
    headers: HeaderMap,
    sent: Body,
) -> Result<(StatusCode, Json<Stored>), ApiError> {
    let caller = Caller::admit(&app, &headers, &[ApiRight::Submissions]).await?;
    let sent: Submission = body::read(&headers, sent, LARGEST).await?;
    let code = points::code(&sent.point).ok_or_else(|| wrong("/point"))?;
    let survey = app.survey(&code).await?.ok_or(PageError::PointUnknown)?;
    if !caller.reach().has(&app.store.directory().await?.units, survey.point.unit.as_str()) {
        return Err(PageError::PointUnknown.into());
    }
    let fields = fields(&sent, &survey);
    let id = response_id(&fields).filter(|id| id.to_string() == sent.id).ok_or_else(|| wrong("/id"))?;
    takes_answers(&app, &survey, false)?;
    let (sector, answers) = judge(&survey, &fields, &[]).map_err(refused)?;
    let now = app.clock.now();
    let response = Answered {
        id,
        point: code,
        campaign_id: survey.campaign.id,
        version_id: survey.campaign.version_id,
        unit: survey.point.unit.clone(),
        sector,
        mode: survey.point.mode,
        language: match sent.language {
            Spoken::Vi => Language::Vi,
            Spoken::En => Language::En,
        },
        assisted: sent.assisted,
        submitted_at: now,
        month: Month::of(now),
        answers,
        sample_place: None,
    };
    let status = match app.store.store(NewResponse::new(response, &survey.version).handed_over(caller.author())).await? {
        Storing::Stored => StatusCode::CREATED,
        Storing::AlreadyStored => StatusCode::OK,
        Storing::Conflict | Storing::Spent => return Err(ApiError::Conflict),
    };
    let receipt = can_withdraw(&survey.campaign, now).then(|| Receipt::of(id).to_string());
    Ok((status, Json(Stored { id, receipt })))
}

/// A field of a form that nothing has.
fn wrong(pointer: &str) -> ApiError {
    ApiError::Invalid(vec![Fault::body(pointer, "wrong-value", "api-wrong-value")])
}

/// The response as the fields of a form.
fn fields(sent: &Submission, survey: &Survey) -> Fields {
    let mut fields = vec![(ID.to_owned(), sent.id.clone())];
    // Of a single sector the form does not ask.
    let is_only = |sector: &String| survey.sectors.len() == 1 && survey.sectors[0].code.as_str() == sector;
    fields.extend(sent.sector.clone().filter(|sector| !is_only(sector)).map(|sector| (SECTOR.to_owned(), sector)));
    if sent.assisted {
        fields.push((ASSISTED.to_owned(), "yes".to_owned()));
    }
    fields.extend(sent.consents.iter().map(|section| (consent_field(section), "yes".to_owned())));
    for (item, given) in &sent.answers {
        let name = field(item);
        match given {
            Given::Number(number) => fields.push((name, number.to_string())),
            Given::Text(text) => fields.push((name, text.clone())),
            Given::Several(codes) => fields.extend(codes.iter().map(|code| (name.clone(), code.clone()))),
        }
    }
    fields.into_iter().collect()
}

/// What is wrong with the fields, at the places where they stand in the body.
fn refused(refusal: Refusal) -> ApiError {
    match refusal {
        Refusal::Problems(problems) => of_answers(problems),
        Refusal::UnknownFields(names) => {
            let (item, consent) = (field(""), consent_field(""));
            let pointer = |name: String| match (name.strip_prefix(&item), name.strip_prefix(&consent)) {
                (Some(code), _) => format!("/answers/{}", escaped(code)),
                (_, Some(_)) => "/consents".to_owned(),
                _ => format!("/{}", escaped(&name)),
            };
            let fault = |name| Fault::body(pointer(name), "unknown-field", "api-unknown-field");
            ApiError::Invalid(names.into_iter().map(fault).collect())
        }
    }
}
