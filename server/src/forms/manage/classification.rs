//! POST `/manage/classifications/{id}` and below it: a classification is changed or removed.

use app::domain::classification_form::judge;
use app::domain::role::Right;
use app::domain::target_form::UNIT;
use app::pages::manage::classifications::PATH;
use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use super::must_be_sure;
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::classifications::{find, show_classification};
use crate::http::manage::units::choice;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Changes the classification, or shows the page again.
pub async fn change(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, take(&app, &visit, &signed, &id, request)).await
}

async fn take(app: &App, visit: &Visit, signed: &Signed, id: &str, request: Request<Body>) -> Result<Response, PageError> {
    let mut typed = Typed { fields: body::read(request).await?, problems: Vec::new() };
    let (id, classification) = find(app, signed, id).await?;
    let reach = signed.reach(Right::Catalogue);
    let directory = app.store.directory().await?;
    typed.fields = choice(&directory.units, &reach).settle(&typed.fields, UNIT);
    let others = app.store.classifications_within(&reach).await?;
    match judge(&typed.fields, Some(id), &others, (&directory.units, &reach)) {
        Ok(new) => {
            if app.store.change_classification(&signed.author(), app.clock.now(), &reach, (id, &classification, &new)).await? {
                return Ok(Redirect::to(&format!("{PATH}/{id}?done")).into_response());
            }
            typed.problems.push(("", "changed-meanwhile"));
        }
        Err(problems) => typed.problems = problems,
    }
    show_classification(app, visit, signed, (id, classification, typed, None)).await
}

/// Removes the classification.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let removed = async {
        let fields = body::read(request).await?;
        let (id, classification) = find(&app, &signed, &id).await?;
        must_be_sure(&fields)?;
        // Where it is gone already, somebody else was quicker: that is as good.
        app.store
            .remove_classification(&signed.author(), app.clock.now(), &signed.reach(Right::Catalogue), (id, &classification))
            .await?;
        Ok(Redirect::to(&format!("{PATH}?removed")).into_response())
    };
    page::or_refuse(&app, &visit, removed).await
}
