//! POST `/manage/sectors/{code}` and below it: a sector is changed or removed.

use app::domain::reference::Reference;
use app::domain::sector::Sector;
use app::domain::sector_form::judge;
use app::pages::manage::sector::SectorRemovalPage;
use app::pages::manage::sectors::PATH;
use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::super::body;
use super::must_be_sure;
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::sectors::{everything, find, references, show_sector};
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::store::removal::Removal;

/// Changes the sector, or shows the page again.
pub async fn change(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, take(&app, &visit, &signed, &code, request)).await
}

async fn take(app: &App, visit: &Visit, signed: &Signed, code: &str, request: Request<Body>) -> Result<Response, PageError> {
    let mut typed = Typed { fields: body::read(request).await?, problems: Vec::new() };
    let reach = everything(signed)?;
    let sector = find(app, signed, code).await?;
    let directory = app.store.directory().await?;
    match judge(&typed.fields, Some(&sector), &directory.sectors) {
        Ok(new) => {
            if app.store.change_sector(&signed.author(), app.clock.now(), &reach, &new).await? {
                return Ok(Redirect::to(&format!("{PATH}/{code}?done")).into_response());
            }
            typed.problems.push(("", "changed-meanwhile"));
        }
        Err(problems) => typed.problems = problems,
    }
    show_sector(app, visit, (sector, typed, None)).await
}

/// Removes the sector, or says what refers to it.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
    request: Request<Body>,
) -> Response {
    let removed = async {
        let fields = body::read(request).await?;
        let reach = everything(&signed)?;
        let sector = find(&app, &signed, &code).await?;
        must_be_sure(&fields)?;
        let references = references(&app, &sector).await?;
        if !references.is_empty() {
            return Ok(stays(&app, &visit, sector, references).await);
        }
        match app.store.remove_sector(&signed.author(), app.clock.now(), &reach, &sector).await? {
            Removal::Removed => Ok(Redirect::to(&format!("{PATH}?removed")).into_response()),
            Removal::NotThere => Err(PageError::NotFound),
            Removal::Referred(references) => Ok(stays(&app, &visit, sector, references).await),
        }
    };
    page::or_refuse(&app, &visit, removed).await
}

/// The page that says why a sector stays.
async fn stays(app: &App, visit: &Visit, sector: Sector, references: Vec<Reference>) -> Response {
    page::with_status(app, visit, StatusCode::CONFLICT, move || {
        let (sector, references) = (sector.clone(), references.clone());
        view! { <SectorRemovalPage sector references/> }
    })
    .await
}
