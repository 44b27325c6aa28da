//! `/analysis/review`: the minutes of a monthly review of a unit in reach.

use std::collections::HashMap;

use app::domain::figure::Filter;
use app::domain::improvement::{Criterion, Improvement};
use app::domain::improvement_form::{last_day, month};
use app::domain::language::Language;
use app::domain::period::{Month, Period};
use app::domain::review::{Action, Review};
use app::domain::role::Right;
use app::domain::texts::Texts;
use app::domain::unit::Unit;
use app::pages::analysis::actions::Setting;
use app::pages::analysis::review::{Kept, KeptReviewPage, MONTH, ReviewPage, ReviewView, UNIT};
use app::parts::fields::Typed;
use app::store::Figures;
use app::text::Words;
use axum::extract::{Extension, Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::actions::setting;
use crate::App;
use crate::figures::review::panels;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// So many months can be chosen.
const MONTHS: i32 = 24;
/// So many actions are listed: more fill dozens of sheets, which nobody goes through in a meeting.
const MOST_ACTIONS: usize = 150;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let value = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
    let last = Month::of(app.clock.now()).plus(-1).to_string();
    let month = if value(MONTH).is_empty() { last.as_str() } else { value(MONTH) };
    let typed = visit.typed_or(Typed::of([(UNIT, value(UNIT)), (MONTH, month)]));
    page::or_refuse(&app, &visit, show_review(&app, &visit, &signed, typed)).await
}

/// The page of a choice, with its minutes where unit and month are chosen.
pub async fn show_review(app: &App, visit: &Visit, signed: &Signed, mut typed: Typed) -> Result<Response, PageError> {
    let reach = signed.reach(Right::Analysis);
    let setting = setting(app, &reach).await?;
    typed.fields = setting.offered.settle(&typed.fields, UNIT);
    let this = Month::of(app.clock.now());
    let (unit, chosen) = (chosen_unit(&setting, &typed).cloned(), month(&typed.value(MONTH)).filter(|month| *month <= this));
    if unit.is_none() && !typed.value(UNIT).is_empty() {
        typed.problems.push((UNIT, "target-unit-wrong"));
    }
    if chosen.is_none() {
        typed.problems.push((MONTH, "improvement-month-wrong"));
    }
    let (mut review, mut kept) = (None, Vec::new());
    if let (Some(unit), Some(month)) = (unit, chosen) {
        let found = app.store.reviews_of(&reach, unit.code.as_str(), month).await?;
        kept = found.into_iter().map(|(id, at)| Kept { id, at }).collect();
        review = Some(facts(app, signed, (&setting, &unit, month)).await?);
    }
    let months = (0..MONTHS).map(|ago| this.plus(-ago)).collect();
    let shown = ReviewView { offered: setting.offered, months, typed: typed.clone(), review, kept };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <ReviewPage shown/> }
    });
    Ok(page.await)
}

/// The unit that is chosen, if it is in reach.
pub fn chosen_unit<'a>(setting: &'a Setting, typed: &Typed) -> Option<&'a Unit> {
    let code = typed.value(UNIT);
    setting.offered.has(&code).then(|| setting.units.get(&code)).flatten()
}

/// What the minutes of a unit in reach say of a month, as it stands now.
pub async fn facts(app: &App, signed: &Signed, (setting, unit, month): (&Setting, &Unit, Month)) -> Result<Review, PageError> {
    let (as_of, reach) = (setting.now, signed.reach(Right::Analysis));
    let filter = |period: Period| Filter { unit: Some(unit.code.clone()), period: Some(period), ..Filter::default() };
    let of_month = Figures::results(app, &filter(Period::Month(month)), as_of).await?;
    let of_year = Figures::results(app, &filter(Period::Year(month.year())), as_of).await?;
    let mut notes: HashMap<Uuid, Vec<(String, String)>> = HashMap::new();
    for (action, note) in app.store.improvement_notes_of(&reach, month).await? {
        notes.entry(action).or_default().push((note.text, note.evidence));
    }
    let mut actions = app.store.improvements_within(&reach).await?;
    actions.retain(|(id, action)| {
        let of_unit = setting.units.is_within(action.criterion.unit.as_str(), unit.code.as_str());
        of_unit && (action.status.is_open() || notes.contains_key(id))
    });
    let order = |(id, action): &(Uuid, Improvement)| {
        (!action.is_overdue(as_of), !notes.contains_key(id), !action.status.is_open(), action.due_at, *id)
    };
    actions.sort_by_key(order);
    let more_actions = actions.len().saturating_sub(MOST_ACTIONS) as u64;
    actions.truncate(MOST_ACTIONS);
    let actions =
        actions.into_iter().map(|(id, action)| kept_action(setting, &action, notes.remove(&id).unwrap_or_default())).collect();
    Ok(Review {
        unit: unit.code.clone(),
        unit_name: unit.name.clone(),
        month: month.number(),
        as_of,
        demonstration: of_year.demonstration,
        panels: panels(&of_month, &of_year),
        actions,
        more_actions,
    })
}

/// An action as minutes keep it: with names, which may be others later.
fn kept_action(setting: &Setting, action: &Improvement, notes: Vec<(String, String)>) -> Action {
    let criterion: &Criterion = &action.criterion;
    let about = |language: Language| setting.about(Words(language), criterion);
    let responsible = |language: Language| setting.unit(language, action.responsible.as_str());
    let both = |text: &dyn Fn(Language) -> String| {
        Texts::default().with(Language::Vi, &text(Language::Vi)).with(Language::En, &text(Language::En))
    };
    Action {
        task: action.task.clone(),
        about: both(&about),
        responsible: both(&responsible),
        role: action.role.clone(),
        due: last_day(action),
        status: action.status.word().to_owned(),
        overdue: action.is_overdue(setting.now),
        notes,
    }
}

pub async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let shown = async {
        let id = id.parse().map_err(|_| PageError::NotFound)?;
        let found = app.store.review(&signed.reach(Right::Analysis), id).await?;
        let (at, review) = found.ok_or(PageError::NotFound)?;
        let page = page::show(&app, &visit, move || {
            let review = review.clone();
            view! { <KeptReviewPage review at/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}
