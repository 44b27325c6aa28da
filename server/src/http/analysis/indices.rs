//! `/analysis/indices`: indices that others publish, of units in reach.

use std::collections::{BTreeSet, HashMap};

use app::domain::figure::Filter;
use app::domain::outside_index::OutsideIndex;
use app::domain::outside_index_form::{UNIT, YEAR, fields};
use app::domain::outside_index_import::Fault;
use app::domain::period::Period;
use app::domain::role::Right;
use app::pages::analysis::index::{Beside, IndexPage, IndexRemovalPage, IndexView};
use app::pages::analysis::index_import::IndexImportPage;
use app::pages::analysis::indices::{Indices, IndicesPage, Line, Places, list};
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use app::store::Figures;
use axum::extract::{Extension, Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use crate::App;
use crate::http::error::PageError;
use crate::http::manage::units::choice;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Of so many years satisfaction is shown beside an index.
const BESIDE: usize = 3;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let value = |name: &str| query.get(name).cloned().unwrap_or_default();
    let kept = [UNIT, YEAR].map(|name| (name, value(name))).into();
    let asked = Asked { kept, ..Asked::read(|name| query.get(name).map(String::as_str)) };
    let done = [("removed", "removed"), ("imported", "saved")];
    let done = done.into_iter().find(|(name, _)| query.contains_key(*name)).map(|(_, key)| key);
    let typed = visit.typed_or(Typed::of([(UNIT, &value(UNIT))]));
    page::or_refuse(&app, &visit, show_list(&app, &visit, &signed, (asked, typed, done))).await
}

/// The list, perhaps with what is wrong in the form above it.
pub async fn show_list(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (asked, typed, done): (Asked, Typed, Option<&'static str>),
) -> Result<Response, PageError> {
    let places = places(app, signed).await?;
    let indices = app.store.outside_indices_within(&signed.reach(Right::Analysis)).await?;
    let years: BTreeSet<i16> = indices.iter().map(|(_, index)| index.year).collect();
    let listed = list(Line::all(indices), &asked, &places);
    let shown = Indices { listed, years: years.into_iter().rev().collect(), places, typed: typed.clone(), done };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <IndicesPage shown/> }
    });
    Ok(page.await)
}

pub async fn import(State(app): State<App>, visit: Visit) -> Response {
    page::or_refuse(&app, &visit, show_import(&app, &visit, (visit.typed_or(Typed::default()), Vec::new()))).await
}

/// The page by which many are entered, perhaps with what is wrong in a table.
pub async fn show_import(app: &App, visit: &Visit, (typed, faults): (Typed, Vec<Fault>)) -> Result<Response, PageError> {
    let shown = (typed.clone(), faults);
    let page = page::with_form(app, visit, &typed, move || {
        let (typed, faults) = shown.clone();
        view! { <IndexImportPage typed faults/> }
    });
    Ok(page.await)
}

/// The units of which somebody may enter indices.
pub async fn places(app: &App, signed: &Signed) -> Result<Places, PageError> {
    let directory = app.store.directory().await?;
    let offered = choice(&directory.units, &signed.reach(Right::Analysis));
    Ok(Places { units: directory.units.clone(), offered })
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
        let (id, index) = find(&app, &signed, &id).await?;
        let stored = fields(&index, visit.preferences.language).into_iter().map(|(name, value)| (name.to_owned(), value));
        let typed = visit.typed_or(Typed { fields: stored.collect(), problems: Vec::new() });
        show_index(&app, &visit, &signed, (id, index, typed, done)).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The index of an address, if its unit is in reach: others are not there.
pub async fn find(app: &App, signed: &Signed, id: &str) -> Result<(Uuid, OutsideIndex), PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let index = app.store.outside_index(&signed.reach(Right::Analysis), id).await?;
    index.map(|index| (id, index)).ok_or(PageError::NotFound)
}

/// The page of an index, perhaps with what is wrong in its form.
pub async fn show_index(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (id, index, typed, done): (Uuid, OutsideIndex, Typed, Option<&'static str>),
) -> Result<Response, PageError> {
    let mut indices = app.store.outside_indices_within(&signed.reach(Right::Analysis)).await?;
    indices.retain(|(_, other)| (&other.name, &other.unit) == (&index.name, &index.unit));
    let years = Line::all(indices);
    let mut beside = Vec::new();
    for year in years.iter().map(|line| line.index.year).take(BESIDE) {
        beside.extend(satisfaction(app, &index, year).await?);
    }
    let shown = IndexView { id, index, years, beside, places: places(app, signed).await?, typed: typed.clone(), done };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <IndexPage shown/> }
    });
    Ok(page.await)
}

/// Satisfaction with the unit of an index in a year, in the sectors at the top of the tree.
async fn satisfaction(app: &App, index: &OutsideIndex, year: i16) -> Result<Vec<Beside>, PageError> {
    let period = Some(Period::Year(year));
    let filter = Filter { unit: Some(index.unit.clone()), period, ..Filter::default() };
    let results = Figures::results(app, &filter, app.clock.now()).await?;
    let figures = results.panels.iter().flat_map(|panel| {
        panel.sectors.iter().filter(|figure| figure.depth == 0).map(|figure| Beside {
            year,
            measure: panel.measure,
            title: panel.title.clone(),
            sector: figure.name.clone(),
            outcome: figure.outcome.clone(),
        })
    });
    Ok(figures.collect())
}

pub async fn removal(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let shown = async {
        let ((id, index), places) = (find(&app, &signed, &id).await?, places(&app, &signed).await?);
        let page = page::show(&app, &visit, move || {
            let (index, places) = (index.clone(), places.clone());
            view! { <IndexRemovalPage id index places/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}
