//! `/manage/targets`: targets of units in reach.

use std::collections::HashMap;

use app::domain::role::Right;
use app::domain::target::{Operator, Target};
use app::domain::target_form::{FROM, LEGAL_BASIS, OPERATOR, PERCENT, SECTOR, TO, UNIT, percent_text};
use app::pages::manage::target::{TargetPage, TargetRemovalPage, TargetView};
use app::pages::manage::targets::{Places, Published, TAKE, Targets, TargetsPage, list};
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::extract::{Extension, Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::units::choice;
use crate::App;
use crate::catalogue::{self, CatalogueTarget};
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let asked = Asked::read(|name| query.get(name).map(String::as_str));
    let done = query.contains_key("removed").then_some("removed");
    let shown = async {
        let taken = match query.get(TAKE).and_then(|number| number.parse::<usize>().ok()) {
            Some(number) => published()?.get(number).map(|goal| taken(goal, &visit)),
            None => None,
        };
        let open = taken.is_some();
        show_list(&app, &visit, &signed, (asked, visit.typed_or(taken.unwrap_or_default()), open, done)).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The targets that come with the program.
fn published() -> Result<Vec<CatalogueTarget>, PageError> {
    catalogue::targets().map_err(|error| PageError::Unavailable(error.into()))
}

/// The form with what a locality published.
fn taken(goal: &CatalogueTarget, visit: &Visit) -> Typed {
    let (from, to) = (goal.from_year.to_string(), goal.to_year.to_string());
    Typed::of([
        (SECTOR, goal.sector.as_str()),
        (FROM, &from),
        (TO, &to),
        (OPERATOR, goal.operator.word()),
        (PERCENT, &percent_text(goal.percent, visit.preferences.language)),
        (LEGAL_BASIS, &goal.legal_basis),
    ])
}

/// The list, perhaps with a form that is open above it.
pub async fn show_list(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (asked, typed, open, done): (Asked, Typed, bool, Option<&'static str>),
) -> Result<Response, PageError> {
    let places = places(app, signed).await?;
    let targets = app.store.targets_within(&signed.reach(Right::Catalogue)).await?;
    let published = published()?.into_iter().enumerate().map(|(number, goal)| Published {
        number,
        locality: goal.locality,
        sector: goal.sector.to_string(),
        years: (goal.from_year, goal.to_year),
        operator: goal.operator,
        percent: goal.percent,
        legal_basis: goal.legal_basis,
        seen: goal.seen,
    });
    let listed = list(targets, &asked, &places);
    let shown = Targets { listed, places, published: published.collect(), typed: typed.clone(), open, done };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <TargetsPage shown/> }
    });
    Ok(page.await)
}

/// Where somebody may set targets.
async fn places(app: &App, signed: &Signed) -> Result<Places, PageError> {
    let directory = app.store.directory().await?;
    let offered = choice(&directory.units, &signed.reach(Right::Catalogue));
    Ok(Places { units: directory.units.clone(), sectors: directory.sectors.clone(), offered })
}

pub async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let done = query.contains_key("done").then_some("saved");
    let shown = async {
        let (id, target) = find(&app, &signed, &id).await?;
        let (from, to) = (target.from_year.to_string(), target.to_year.to_string());
        let typed = Typed::of([
            (UNIT, target.unit.as_str()),
            (SECTOR, target.sector.as_str()),
            (FROM, &from),
            (TO, &to),
            (OPERATOR, Operator::word(target.operator)),
            (PERCENT, &percent_text(target.percent, visit.preferences.language)),
            (LEGAL_BASIS, &target.legal_basis),
        ]);
        show_target(&app, &visit, &signed, (id, target, visit.typed_or(typed), done)).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The target of an address, if its unit is in reach: others are not there.
pub async fn find(app: &App, signed: &Signed, id: &str) -> Result<(Uuid, Target), PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let target = app.store.target(&signed.reach(Right::Catalogue), id).await?;
    target.map(|target| (id, target)).ok_or(PageError::NotFound)
}

/// The page of a target, perhaps with what is wrong in its form.
pub async fn show_target(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (id, target, typed, done): (Uuid, Target, Typed, Option<&'static str>),
) -> Result<Response, PageError> {
    let shown = TargetView { id, target, places: places(app, signed).await?, typed: typed.clone(), done };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <TargetPage shown/> }
    });
    Ok(page.await)
}

pub async fn removal(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let found = async { Ok::<_, PageError>((find(&app, &signed, &id).await?, places(&app, &signed).await?)) };
    match found.await {
        Ok(((id, target), places)) => {
            page::show(&app, &visit, move || {
                let (target, places) = (target.clone(), places.clone());
                view! { <TargetRemovalPage id target places/> }
            })
            .await
        }
        Err(error) => page::refuse(&app, &visit, error).await,
    }
}
