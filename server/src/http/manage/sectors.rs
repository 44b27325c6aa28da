//! `/manage/sectors`: sectors, which are the same for all units: every administrator reads them, and who reaches everything changes them.

use std::collections::HashMap;

use app::domain::code::Code;
use app::domain::form::{NAME_EN, NAME_VI, PARENT};
use app::domain::language::Language;
use app::domain::reference::Reference;
use app::domain::role::{Reach, Right};
use app::domain::sector::Sector;
use app::domain::sector_form::POSITION;
use app::pages::manage::sector::{SectorPage, SectorRemovalPage, SectorView};
use app::pages::manage::sectors::{Sectors, SectorsPage, list};
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::extract::{Extension, Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;

use crate::App;
use crate::catalogue;
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
    page::or_refuse(&app, &visit, show_list(&app, &visit, &signed, (asked, visit.typed_or(Typed::default()), done))).await
}

/// The list, perhaps with what is wrong in the form above it.
pub async fn show_list(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (asked, typed, done): (Asked, Typed, Option<&'static str>),
) -> Result<Response, PageError> {
    let sectors = app.store.directory().await?.sectors.clone();
    let everything = signed.reach(Right::Catalogue) == Reach::Everything;
    let shown = Sectors { listed: list(&sectors, &asked), sectors, everything, typed: typed.clone(), done };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <SectorsPage shown/> }
    });
    Ok(page.await)
}

/// The reach of whoever may change sectors.
pub fn everything(signed: &Signed) -> Result<Reach, PageError> {
    match signed.reach(Right::Catalogue) {
        Reach::Everything => Ok(Reach::Everything),
        Reach::Units(_) => Err(PageError::NotAllowed),
    }
}

pub async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let done = query.contains_key("done").then_some("saved");
    let shown = async {
        let sector = find(&app, &signed, &code).await?;
        let typed = Typed::of([
            (NAME_VI, sector.name.only(Language::Vi)),
            (NAME_EN, sector.name.only(Language::En)),
            (PARENT, sector.parent.as_ref().map_or("", Code::as_str)),
            (POSITION, &sector.position.to_string()),
        ]);
        show_sector(&app, &visit, (sector, visit.typed_or(typed), done)).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The sector of an address, for whoever may change it.
pub async fn find(app: &App, signed: &Signed, code: &str) -> Result<Sector, PageError> {
    everything(signed)?;
    app.store.directory().await?.sectors.get(code).cloned().ok_or(PageError::NotFound)
}

/// The page of a sector, perhaps with what is wrong in its form.
pub async fn show_sector(
    app: &App,
    visit: &Visit,
    (sector, typed, done): (Sector, Typed, Option<&'static str>),
) -> Result<Response, PageError> {
    let sectors = app.store.directory().await?.sectors.clone();
    let built_in = is_built_in(&sector)?;
    let shown = SectorView { sector, sectors, built_in, typed: typed.clone(), done };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <SectorPage shown/> }
    });
    Ok(page.await)
}

/// Whether a sector came with the program. One that did would be added again at the next start, and questionnaires count on some of them.
fn is_built_in(sector: &Sector) -> Result<bool, PageError> {
    let built_in = catalogue::sectors().map_err(|error| PageError::Unavailable(error.into()))?;
    Ok(built_in.iter().any(|built_in| built_in.code == sector.code))
}

/// Why a sector cannot be removed.
pub async fn references(app: &App, sector: &Sector) -> Result<Vec<Reference>, PageError> {
    let mut references = app.store.references_to_sector(&sector.code).await?;
    if is_built_in(sector)? {
        references.push(Reference::Program);
    }
    Ok(references)
}

pub async fn removal(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
) -> Response {
    let found = async {
        let sector = find(&app, &signed, &code).await?;
        let references = references(&app, &sector).await?;
        Ok::<_, PageError>((sector, references))
    };
    match found.await {
        Ok((sector, references)) => {
            page::show(&app, &visit, move || {
                let (sector, references) = (sector.clone(), references.clone());
                view! { <SectorRemovalPage sector references/> }
            })
            .await
        }
        Err(error) => page::refuse(&app, &visit, error).await,
    }
}
