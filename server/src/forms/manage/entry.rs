//! POST `/manage/entry/{code}`: a form is entered, once, or as one of two entries.

use std::sync::Arc;

use app::domain::double_entry::differences;
use app::domain::entry::{BATCH, DAY, Entered, Faults, ID, NUMBER, PaperNumber, SECTOR, Terms, judge};
use app::domain::mode::Mode;
use app::domain::response::Storing;
use app::domain::role::Right;
use app::domain::submission::{Fields, Problem, ProblemKind};
use app::pages::manage::entry::PATH;
use app::pages::manage::entry_form::EntryFormPage;
use app::store::Survey;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use uuid::Uuid;

use super::super::body;
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::entry::{BEFORE, DONE, FORM, Shown, entry_form, find_open};
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::paper_forms::{entries, qualities, response};
use crate::store::StoreError;
use crate::store::entering::Entering;
use crate::store::entry::{FirstEntry, PaperForm};

/// Stores the form and opens the next one; or shows it again, with everything typed in it.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, take(&app, &visit, &signed, &code, request)).await
}

/// Who enters what, and where.
struct Sending<'a> {
    app: &'a App,
    visit: &'a Visit,
    signed: &'a Signed,
    survey: &'a Survey,
    /// The identifier under which it is sent.
    id: Uuid,
}

/// What becomes of it.
enum Outcome {
    /// The next form opens, which says this of the one before by a word, and perhaps where it is.
    Next(&'static str, Option<Uuid>),
    /// Something is to be put right: a field, and the key of the words.
    Wrong(&'static str, &'static str),
    /// It could not be stored now.
    Unsent(StoreError),
}

async fn take(app: &App, visit: &Visit, signed: &Signed, code: &str, request: Request<Body>) -> Result<Response, PageError> {
    let fields = body::read(request).await?;
    let (survey, days) = find_open(app, signed, code).await?;
    let id = response_id(&fields).ok_or_else(|| PageError::BadForm(vec![ID.to_owned()]))?;
    let mode = survey.point.mode;
    let twice = mode == Mode::Paper && app.store.is_entered_twice(survey.campaign.id).await?;
    let terms = Terms {
        version: &survey.version,
        asks_sensitive: survey.campaign.asks_sensitive,
        sectors: &survey.sectors,
        days: (&days.0, &days.1),
        mode,
        twice,
    };
    let (number, entered) = match judge(&fields, terms) {
        Ok(judged) => judged,
        Err(faults) if !faults.unknown.is_empty() => return Err(PageError::BadForm(faults.unknown)),
        Err(faults) => {
            let form = Shown { id, fields, faults, done: None };
            return show_again(app, visit, signed, (survey, days), form, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    let sending = Sending { app, visit, signed, survey: &survey, id };
    let outcome = match number.as_ref().filter(|_| twice) {
        Some(number) => enter_twice(&sending, number, &entered).await?,
        None => enter_once(&sending, number.as_ref(), &entered).await?,
    };
    let (faults, status) = match outcome {
        Outcome::Next(word, form) => return Ok(next(&survey, (number.as_ref(), &entered), word, form)),
        Outcome::Wrong(field, key) => {
            (Faults { head: vec![(field, key)], ..Faults::default() }, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Outcome::Unsent(error) => {
            tracing::error!(%error, "an entry could not be stored");
            let problem = Problem { item: None, kind: ProblemKind::NotStored };
            (Faults { answers: vec![problem], ..Faults::default() }, StatusCode::SERVICE_UNAVAILABLE)
        }
    };
    show_again(app, visit, signed, (survey, days), Shown { id, fields, faults, done: None }, status).await
}

/// The identifier that the form carries: one, and of version 7 as we make them.
fn response_id(fields: &Fields) -> Option<Uuid> {
    match fields.all(ID) {
        [one] => one.parse().ok().filter(|id: &Uuid| id.get_version_num() == 7),
        _ => None,
    }
}

async fn show_again(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    place: (Arc<Survey>, (String, String)),
    form: Shown,
    status: StatusCode,
) -> Result<Response, PageError> {
    let shown = entry_form(app, signed, place, form).await?;
    let page = page::with_status(app, visit, status, move || {
        let shown = shown.clone();
        view! { <EntryFormPage shown/> }
    });
    Ok(page.await)
}

/// To the next empty form, in which day, sector and batch stand as before, and the next number.
fn next(survey: &Survey, (number, entered): (Option<&PaperNumber>, &Entered), word: &str, form: Option<Uuid>) -> Response {
    let percent = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let mut address = format!("{PATH}/{}?{DONE}={word}&{DAY}={}", survey.point.code, entered.day);
    if survey.sectors.len() != 1 {
        address = format!("{address}&{SECTOR}={}", entered.sector);
    }
    if let Some(PaperNumber { batch, number }) = number {
        let batch = percent(batch);
        address = format!("{address}&{BATCH}={batch}&{NUMBER}={}&{BEFORE}={batch}%20%2F%20{number}", number + 1);
    }
    if let Some(form) = form {
        address = format!("{address}&{FORM}={form}");
    }
    Redirect::to(&address).into_response()
}

/// Stores what is entered once.
async fn enter_once(sending: &Sending<'_>, number: Option<&PaperNumber>, entered: &Entered) -> Result<Outcome, PageError> {
    let Sending { app, visit, signed, survey, id } = *sending;
    if let Some(number) = number {
        let reach = signed.reach(Right::Collection);
        let there = app.store.paper_form_numbered(&reach, &survey.point.code, number).await?;
        if there.is_some_and(|form| form.first.id != id) {
            return Ok(Outcome::Wrong(NUMBER, "entry-number-taken"));
        }
    }
    let now = app.clock.now();
    let entering = Entering::once(now, signed.reach(Right::Collection), signed.account.id, number.cloned());
    Ok(match app.store.store(response(visit.preferences.language, survey, (id, now), entered).entered(entering)).await {
        Ok(Storing::Stored | Storing::AlreadyStored) => Outcome::Next("stored", None),
        Ok(Storing::Conflict) => Outcome::Wrong("", "entry-stored-otherwise"),
        Ok(Storing::Spent) => Outcome::Wrong(NUMBER, "entry-number-taken"),
        Err(error) => Outcome::Unsent(error),
    })
}

/// Keeps the first entry of a form; or compares the second with it, and stores what both say.
async fn enter_twice(sending: &Sending<'_>, number: &PaperNumber, entered: &Entered) -> Result<Outcome, PageError> {
    let Sending { app, signed, survey, id, .. } = *sending;
    let (reach, code, me) = (signed.reach(Right::Collection), &survey.point.code, signed.account.id);
    let (now, json) = (app.clock.now(), entered.to_json());
    let mut there = app.store.paper_form_numbered(&reach, code, number).await?;
    if there.is_none() {
        let first = FirstEntry { id, point: &survey.point, number, by: me, entered: &json };
        if app.store.add_first_entry(now, &reach, first).await? {
            return Ok(Outcome::Next("first", None));
        }
        // Somebody else was quicker; unless this form was sent before, under another number.
        there = app.store.paper_form_numbered(&reach, code, number).await?;
    }
    let Some(form) = there else { return Ok(Outcome::Wrong("", "entry-stored-otherwise")) };
    if form.first.id == id {
        let same = form.first.entered.as_ref().is_none_or(|first| *first == json);
        return Ok(if same { Outcome::Next("first", None) } else { Outcome::Wrong("", "entry-stored-otherwise") });
    }
    if form.second.as_ref().is_some_and(|second| second.id == id) {
        return finish(sending, &form).await;
    }
    let free = form.second.is_none() && form.stored_at.is_none();
    if !free || !app.store.add_second_entry(now, &reach, form.first.id, (id, me, &json)).await? {
        return Ok(Outcome::Wrong(NUMBER, "entry-number-taken"));
    }
    match app.store.paper_form(&reach, form.first.id).await? {
        Some(form) => finish(sending, &form).await,
        None => Ok(Outcome::Wrong(NUMBER, "entry-number-taken")),
    }
}

/// What comes of two entries: a response where they agree.
async fn finish(sending: &Sending<'_>, form: &PaperForm) -> Result<Outcome, PageError> {
    let Sending { app, visit, signed, survey, .. } = *sending;
    let Some((first, second)) = entries(survey, form)? else { return Ok(Outcome::Next("agreed", None)) };
    if !differences(&survey.version, &first, &second).is_empty() {
        return Ok(Outcome::Next("different", Some(form.first.id)));
    }
    let now = app.clock.now();
    let quality = qualities(survey, form, (&first, &second), &first);
    let entering = Entering::twice(now, signed.reach(Right::Collection), quality, None);
    Ok(
        match app.store.store(response(visit.preferences.language, survey, (form.first.id, now), &first).entered(entering)).await
        {
            Ok(Storing::Stored | Storing::AlreadyStored) => Outcome::Next("agreed", None),
            Ok(Storing::Conflict | Storing::Spent) => Outcome::Wrong(NUMBER, "entry-number-taken"),
            Err(error) => Outcome::Unsent(error),
        },
    )
}
