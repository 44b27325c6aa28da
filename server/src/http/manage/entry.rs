//! `/manage/entry` and `/manage/entry/{code}`: where is entered, and the next empty form.

use std::collections::HashMap;
use std::sync::Arc;

use app::domain::campaign::{Campaign, Openness};
use app::domain::collection_point::{CollectionPoint, PointCode};
use app::domain::entry::{BATCH, DAY, Faults, ID, NUMBER, SECTOR, days};
use app::domain::mode::Mode;
use app::domain::period::LocalTime;
use app::domain::role::Right;
use app::domain::submission::Fields;
use app::pages::manage::entry::{EntryPage, Place, list};
use app::pages::manage::entry_form::{Done, EntryForm, EntryFormPage};
use app::parts::listing::Asked;
use app::store::{Survey, Surveys};
use app::text::Words;
use axum::extract::{Extension, Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::points::surroundings;
use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::store::entry::Progress;

/// In the address of the next form, what became of the one before.
pub const DONE: &str = "done";
/// In the address of the next form, the number of the one before.
pub const BEFORE: &str = "before";
/// In the address of the next form, the one before whose entries differ.
pub const FORM: &str = "form";

/// What becomes of a form, by the word in the address and the key of what is said.
pub const OUTCOMES: [(&str, &str); 4] =
    [("stored", "entry-stored"), ("first", "entry-first-stored"), ("agreed", "entry-agreed"), ("different", "entry-differs")];

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let asked = Asked::read(|name| query.get(name).map(String::as_str));
    let shown = async {
        let listed = list(places(&app, &visit, &signed).await?, &asked);
        let page = page::show(&app, &visit, move || {
            let listed = listed.clone();
            view! { <EntryPage listed/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The places at which somebody enters now, or at which forms of theirs still wait.
async fn places(app: &App, visit: &Visit, signed: &Signed) -> Result<Vec<Place>, PageError> {
    let (reach, now, words) = (signed.reach(Right::Collection), app.clock.now(), Words(visit.preferences.language));
    let directory = app.store.directory().await?;
    let around = surroundings(&directory);
    let progress: HashMap<PointCode, Progress> = app.store.entry_progress(&reach).await?.into_iter().collect();
    let twice = app.store.campaigns_entered_twice().await?;
    let mut places = Vec::new();
    for point in app.store.entry_places(&reach).await? {
        let Some(campaign) = directory.campaign(point.campaign_id) else { continue };
        let progress = progress.get(&point.code).copied().unwrap_or_default();
        let is_open = point.withdrawn_at.is_none() && days(campaign, now).is_some();
        if !is_open && progress.waiting + progress.different == 0 {
            continue;
        }
        places.push(Place {
            campaign: around.campaign(words.0, &point),
            unit: around.unit(words.0, &point),
            sector: around.sector(words, &point),
            until: until(campaign, now),
            twice: point.mode == Mode::Paper && twice.contains(&point.campaign_id),
            waiting: progress.waiting,
            different: progress.different,
            done: progress.done,
            point,
        });
    }
    Ok(places)
}

/// The last day on which is entered, where the campaign has closed.
fn until(campaign: &Campaign, now: i64) -> Option<String> {
    match campaign.openness(now) {
        Openness::Closed(end) => Some(LocalTime::of(end.saturating_add(app::domain::entry::GRACE).saturating_sub(1)).date()),
        _ => None,
    }
}

pub async fn show_form(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let going_on = [DAY, SECTOR, BATCH, NUMBER];
    let going_on = going_on.into_iter().filter_map(|name| Some((name.to_owned(), query.get(name)?.replace('\0', ""))));
    let outcome = query.get(DONE).and_then(|word| OUTCOMES.iter().find(|(known, _)| known == word));
    let done = outcome.map(|(_, key)| Done {
        key,
        number: query.get(BEFORE).cloned().unwrap_or_default(),
        form: query.get(FORM).and_then(|form| form.parse().ok()),
    });
    let shown = async {
        let (survey, days) = find_open(&app, &signed, &code).await?;
        if let Some(fields) = visit.kept.clone() {
            let id = fields.first(ID).and_then(|id| id.parse().ok()).unwrap_or_else(|| app.ids.make(app.clock.now()));
            let form = Shown { id, fields, faults: Faults::default(), done: None };
            return show_entry(&app, &visit, &signed, (survey, days), form).await;
        }
        let mut fields: Vec<(String, String)> = going_on.collect();
        let starts = |name: &str, value: &str, fields: &mut Vec<(String, String)>| {
            if !fields.iter().any(|(known, _)| known == name) {
                fields.push((name.to_owned(), value.to_owned()));
            }
        };
        starts(DAY, &days.1, &mut fields);
        starts(BATCH, "1", &mut fields);
        let id = app.ids.make(app.clock.now());
        let form = Shown { id, fields: fields.into_iter().collect(), faults: Faults::default(), done };
        show_entry(&app, &visit, &signed, (survey, days), form).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// A form as it is shown, new or again.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its identifier.
    pub id: Uuid,
    /// What was typed.
    pub fields: Fields,
    /// What is wrong with it.
    pub faults: Faults,
    /// What became of the one before.
    pub done: Option<Done>,
}

/// The page of a form.
pub async fn show_entry(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (survey, days): (Arc<Survey>, (String, String)),
    form: Shown,
) -> Result<Response, PageError> {
    let shown = entry_form(app, signed, (survey, days), form).await?;
    let page = page::show(app, visit, move || {
        let shown = shown.clone();
        view! { <EntryFormPage shown/> }
    });
    Ok(page.await)
}

/// What the page of a form shows.
pub async fn entry_form(
    app: &App,
    signed: &Signed,
    (survey, days): (Arc<Survey>, (String, String)),
    form: Shown,
) -> Result<EntryForm, PageError> {
    let Shown { id, fields, faults, done } = form;
    let twice = survey.point.mode == Mode::Paper && app.store.is_entered_twice(survey.campaign.id).await?;
    let entered = app.store.entered_since(&survey.point.code, signed.account.id, signed.session.created_at).await?;
    Ok(EntryForm { survey, id, fields, faults, twice, days, entered, done })
}

/// The place of an address, if it is in reach: others are not there.
pub async fn find_place(app: &App, signed: &Signed, code: &str) -> Result<CollectionPoint, PageError> {
    let code = code.parse().map_err(|()| PageError::NotFound)?;
    app.store.entry_place(&signed.reach(Right::Collection), &code).await?.ok_or(PageError::NotFound)
}

/// The place of an address with what is asked there and the days on which it may have been answered, if it is time to enter.
pub async fn find_open(app: &App, signed: &Signed, code: &str) -> Result<(Arc<Survey>, (String, String)), PageError> {
    let point = find_place(app, signed, code).await?;
    let survey = app.survey(&point.code).await?.ok_or(PageError::NotFound)?;
    if survey.point.withdrawn_at.is_some() {
        return Err(PageError::PointWithdrawn(survey.unit.code.clone()));
    }
    let now = app.clock.now();
    match (days(&survey.campaign, now), survey.campaign.openness(now)) {
        (Some(days), _) => Ok((survey, days)),
        (None, Openness::NotYet(moment)) => Err(PageError::NotYet(moment)),
        (None, Openness::Closed(moment)) => Err(PageError::Closed(moment, survey.unit.code.clone())),
        (None, Openness::Draft | Openness::Open) => Err(PageError::NotOpened),
    }
}
