//! From what collectors entered to responses.

use app::domain::double_entry::{Quality, quality};
use app::domain::entry::Entered;
use app::domain::language::Language;
use app::domain::period::{LocalTime, Month};
use app::domain::response::Response as Answered;
use app::store::Survey;
use uuid::Uuid;

use crate::store::StoreError;
use crate::store::entry::PaperForm;
use crate::store::responses::NewResponse;

/// The two entries of a form, while it is no response yet.
///
/// # Errors
/// When what is stored of them cannot be read.
pub fn entries(survey: &Survey, form: &PaperForm) -> Result<Option<(Entered, Entered)>, StoreError> {
    let second = form.second.as_ref().and_then(|second| second.entered.as_deref());
    let Some((first, second)) = form.first.entered.as_deref().zip(second) else { return Ok(None) };
    let read = |json: &str| {
        let unreadable = || StoreError::Unreadable { what: "entry", value: form.first.id.to_string() };
        Entered::from_json(&survey.version, json).ok_or_else(unreadable)
    };
    Ok(Some((read(first)?, read(second)?)))
}

/// How well both entered, measured by what the form says in the end.
#[must_use]
pub fn qualities(
    survey: &Survey,
    form: &PaperForm,
    (first, second): (&Entered, &Entered),
    whole: &Entered,
) -> Vec<(Uuid, Vec<Quality>)> {
    let mut all = vec![(form.first.by, quality(&survey.version, first, whole))];
    all.extend(form.second.as_ref().map(|typing| (typing.by, quality(&survey.version, second, whole))));
    all
}

/// The response of a form. It counts in the month in which it was answered; the language is that in which it was read.
#[must_use]
pub fn response(language: Language, survey: &Survey, (id, now): (Uuid, i64), entered: &Entered) -> NewResponse {
    let answered = LocalTime::midnight(&entered.day).unwrap_or(now);
    let response = Answered {
        id,
        point: survey.point.code.clone(),
        campaign_id: survey.campaign.id,
        version_id: survey.campaign.version_id,
        unit: survey.point.unit.clone(),
        sector: entered.sector.clone(),
        mode: survey.point.mode,
        language,
        assisted: entered.assisted,
        submitted_at: now,
        month: Month::of(answered),
        answers: entered.answers.clone(),
        sample_place: None,
    };
    NewResponse::new(response, &survey.version)
}
