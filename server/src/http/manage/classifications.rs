//! `/manage/classifications`: the classes by which units in reach name percentages.

use std::collections::HashMap;

use app::domain::classification::Classification;
use app::domain::classification_form::{fields, of_classes};
use app::domain::role::Right;
use app::domain::target_form::LEGAL_BASIS;
use app::pages::manage::classification::{ClassificationPage, ClassificationRemovalPage, ClassificationView};
use app::pages::manage::classifications::{Classifications, ClassificationsPage, PublishedClasses, TAKE, list};
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::extract::{Extension, Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::units::choice;
use crate::App;
use crate::catalogue::{self, CatalogueClasses};
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
            Some(number) => published()?.get(number).map(|published| taken(published, &visit)),
            None => None,
        };
        let open = taken.is_some() || visit.kept.is_some();
        show_list(&app, &visit, &signed, (asked, visit.typed_or(taken.unwrap_or_default()), open, done)).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The classes that come with the program.
fn published() -> Result<Vec<CatalogueClasses>, PageError> {
    catalogue::classes().map_err(|error| PageError::Unavailable(error.into()))
}

/// The form with classes that were published.
fn taken(published: &CatalogueClasses, visit: &Visit) -> Typed {
    let mut pairs = of_classes(&published.classes, visit.preferences.language);
    pairs.push((LEGAL_BASIS, published.legal_basis.clone()));
    Typed { fields: pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(), problems: Vec::new() }
}

/// The list, perhaps with a form that is open above it.
pub async fn show_list(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (asked, typed, open, done): (Asked, Typed, bool, Option<&'static str>),
) -> Result<Response, PageError> {
    let (directory, reach) = (app.store.directory().await?, signed.reach(Right::Catalogue));
    let published = published()?.into_iter().enumerate().map(|(number, one)| {
        let CatalogueClasses { classes, legal_basis, seen } = one;
        PublishedClasses { number, classes, legal_basis, seen }
    });
    let shown = Classifications {
        listed: list(app.store.classifications_within(&reach).await?, &asked, &directory.units),
        units: directory.units.clone(),
        offered: choice(&directory.units, &reach),
        published: published.collect(),
        typed: typed.clone(),
        open,
        done,
    };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <ClassificationsPage shown/> }
    });
    Ok(page.await)
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
        let (id, classification) = find(&app, &signed, &id).await?;
        let typed = Typed { fields: fields(&classification, visit.preferences.language), problems: Vec::new() };
        show_classification(&app, &visit, &signed, (id, classification, visit.typed_or(typed), done)).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The classification of an address, if its unit is in reach: others are not there.
pub async fn find(app: &App, signed: &Signed, id: &str) -> Result<(Uuid, Classification), PageError> {
    let id: Uuid = id.parse().map_err(|_| PageError::NotFound)?;
    let known = app.store.classifications_within(&signed.reach(Right::Catalogue)).await?;
    known.into_iter().find(|(known, _)| *known == id).ok_or(PageError::NotFound)
}

/// The page of a classification, perhaps with what is wrong in its form.
pub async fn show_classification(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (id, classification, typed, done): (Uuid, Classification, Typed, Option<&'static str>),
) -> Result<Response, PageError> {
    let directory = app.store.directory().await?;
    let offered = choice(&directory.units, &signed.reach(Right::Catalogue));
    let shown = ClassificationView { id, classification, units: directory.units.clone(), offered, typed: typed.clone(), done };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <ClassificationPage shown/> }
    });
    Ok(page.await)
}

pub async fn removal(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let found = async {
        let (id, classification) = find(&app, &signed, &id).await?;
        Ok::<_, PageError>((id, classification, app.store.directory().await?.units.clone()))
    };
    match found.await {
        Ok((id, classification, units)) => {
            page::show(&app, &visit, move || {
                let (classification, units) = (classification.clone(), units.clone());
                view! { <ClassificationRemovalPage id classification units/> }
            })
            .await
        }
        Err(error) => page::refuse(&app, &visit, error).await,
    }
}
