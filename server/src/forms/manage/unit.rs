//! POST `/manage/units/{code}` and below it: a unit is changed or removed.

use app::domain::form::PARENT;
use app::domain::role::Right;
use app::domain::unit_form::{SUCCESSOR, judge};
use app::pages::manage::unit::UnitRemovalPage;
use app::pages::manage::units::PATH;
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
use crate::http::manage::units::{choice, find, show_unit};
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::store::removal::Removal;

/// Changes the unit, or shows the page again.
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
    let unit = find(app, signed, code).await?;
    let reach = signed.reach(Right::Catalogue);
    let directory = app.store.directory().await?;
    let offered = choice(&directory.units, &reach);
    typed.fields = [PARENT, SUCCESSOR].iter().fold(typed.fields, |fields, name| offered.settle(&fields, name));
    match judge(&typed.fields, Some(&unit), &directory.units, &reach) {
        Ok(new) => {
            if app.store.change_unit(&signed.author(), app.clock.now(), &reach, &new).await? {
                return Ok(Redirect::to(&format!("{PATH}/{code}?done")).into_response());
            }
            typed.problems.push(("", "changed-meanwhile"));
        }
        Err(problems) => typed.problems = problems,
    }
    show_unit(app, visit, signed, (unit, typed, None)).await
}

/// Removes the unit, or says what refers to it.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
    request: Request<Body>,
) -> Response {
    let removed = async {
        let fields = body::read(request).await?;
        let unit = find(&app, &signed, &code).await?;
        must_be_sure(&fields)?;
        let reach = signed.reach(Right::Catalogue);
        match app.store.remove_unit(&signed.author(), app.clock.now(), &reach, &unit).await? {
            Removal::Removed => Ok(Redirect::to(&format!("{PATH}?removed")).into_response()),
            Removal::NotThere => Err(PageError::NotAllowed),
            Removal::Referred(references) => {
                let page = page::with_status(&app, &visit, StatusCode::CONFLICT, move || {
                    let (unit, references) = (unit.clone(), references.clone());
                    view! { <UnitRemovalPage unit references/> }
                });
                Ok(page.await)
            }
        }
    };
    page::or_refuse(&app, &visit, removed).await
}
