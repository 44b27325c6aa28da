//! `/manage/units`: units in reach.

use std::collections::HashMap;

use app::domain::form::{NAME_EN, NAME_VI, PARENT};
use app::domain::language::Language;
use app::domain::role::{Reach, Right};
use app::domain::succession::predecessors;
use app::domain::tree::Tree;
use app::domain::unit::Unit;
use app::domain::unit_choice::UnitChoice;
use app::domain::unit_form::{FROM, KIND, SUCCESSOR, TO, first_day, last_day};
use app::pages::manage::unit::{MergerRemovalPage, UnitPage, UnitRemovalPage, UnitView};
use app::pages::manage::units::{PATH, Units, UnitsPage, list};
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::extract::{Extension, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::store::directory::Directory;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let asked = Asked::read(|name| query.get(name).map(String::as_str));
    let merged = query.contains_key("merged").then_some("merged");
    let done = query.contains_key("removed").then_some("removed").or(merged);
    page::or_refuse(&app, &visit, show_list(&app, &visit, &signed, (asked, visit.typed_or(Typed::default()), done))).await
}

/// The list, perhaps with what is wrong in the form above it.
pub async fn show_list(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (asked, typed, done): (Asked, Typed, Option<&'static str>),
) -> Result<Response, PageError> {
    let reach = signed.reach(Right::Catalogue);
    let directory = app.store.directory().await?;
    let shown = Units {
        listed: list(reach.within(&directory.units), &asked),
        units: directory.units.clone(),
        offered: lasting(&directory.units, &reach, app.clock.now()),
        everything: reach == Reach::Everything,
        typed,
        done,
    };
    let typed = shown.typed.clone();
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <UnitsPage shown/> }
    });
    Ok(page.await)
}

/// The units in reach to choose from.
pub fn choice(units: &Tree<Unit>, reach: &Reach) -> UnitChoice {
    UnitChoice::new(units, reach.within(units))
}

/// The units in reach that have not ended, to choose from.
pub fn lasting(units: &Tree<Unit>, reach: &Reach, now: i64) -> UnitChoice {
    let lasts = |unit: &Unit| unit.valid_to.is_none_or(|end| now < end);
    UnitChoice::new(units, reach.within(units).into_iter().filter(|(_, unit)| lasts(unit)))
}

pub async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let taken_back = query.contains_key("taken-back").then_some("merger-taken-back");
    let done = query.contains_key("done").then_some("saved").or(taken_back);
    let shown = async {
        let unit = find(&app, &signed, &code).await?;
        let (from, to) = (first_day(&unit), last_day(&unit));
        let typed = Typed::of([
            (NAME_VI, unit.name.only(Language::Vi)),
            (NAME_EN, unit.name.only(Language::En)),
            (KIND, unit.kind.word()),
            (PARENT, unit.parent.as_ref().map_or("", app::domain::code::Code::as_str)),
            (FROM, &from),
            (TO, &to),
            (SUCCESSOR, unit.successor.as_ref().map_or("", app::domain::code::Code::as_str)),
        ]);
        show_unit(&app, &visit, &signed, (unit, visit.typed_or(typed), done)).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The unit of an address, if it is in reach: others are not there.
pub async fn find(app: &App, signed: &Signed, code: &str) -> Result<Unit, PageError> {
    let directory = app.store.directory().await?;
    let reach = signed.reach(Right::Catalogue);
    let unit = directory.units.get(code).filter(|unit| reach.has(&directory.units, unit.code.as_str()));
    unit.cloned().ok_or(PageError::NotFound)
}

/// The page of a unit, perhaps with what is wrong in its form.
pub async fn show_unit(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (unit, typed, done): (Unit, Typed, Option<&'static str>),
) -> Result<Response, PageError> {
    let reach = signed.reach(Right::Catalogue);
    let directory = app.store.directory().await?;
    let (units, splits) = (directory.units.clone(), &directory.splits);
    let shown = UnitView {
        predecessors: predecessors(&units, &unit.code).map(|other| other.code.clone()).collect(),
        wholes: splits.wholes(&unit.code).cloned().collect(),
        parts: splits.parts(&unit.code).cloned().collect(),
        waiting: app.store.waiting_points(&unit.code).await?,
        may_take_back: may_take_back(app, &directory, &reach, &unit),
        offered: choice(&units, &reach),
        everything: reach == Reach::Everything,
        names_only: reach.begins_at(&units, &unit),
        unit,
        units,
        typed,
        done,
    };
    let typed = shown.typed.clone();
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <UnitPage shown/> }
    });
    Ok(page.await)
}

/// Whether the merger or split of a unit can still be taken back by whoever has this reach.
fn may_take_back(app: &App, directory: &Directory, reach: &Reach, unit: &Unit) -> bool {
    let settled = unit.successor.is_some() || directory.splits.parts(&unit.code).next().is_some();
    settled && unit.valid_to.is_some_and(|end| app.clock.now() < end) && !reach.begins_at(&directory.units, unit)
}

/// The question before the merger or split of a unit is taken back.
pub async fn merger_removal(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
) -> Response {
    let asked = async {
        let unit = find(&app, &signed, &code).await?;
        let directory = app.store.directory().await?;
        if !may_take_back(&app, &directory, &signed.reach(Right::Catalogue), &unit) {
            return Ok(Redirect::to(&format!("{PATH}/{code}")).into_response());
        }
        Ok(page::show(&app, &visit, move || {
            let unit = unit.clone();
            view! { <MergerRemovalPage unit/> }
        })
        .await)
    };
    page::or_refuse(&app, &visit, asked).await
}

pub async fn removal(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
) -> Response {
    let found = async {
        let unit = find(&app, &signed, &code).await?;
        let references = app.store.references_to_unit(&unit.code).await?;
        Ok::<_, PageError>((unit, references))
    };
    match found.await {
        Ok((unit, references)) => {
            page::show(&app, &visit, move || {
                let (unit, references) = (unit.clone(), references.clone());
                view! { <UnitRemovalPage unit references/> }
            })
            .await
        }
        Err(error) => page::refuse(&app, &visit, error).await,
    }
}
