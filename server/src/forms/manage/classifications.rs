//! POST `/manage/classifications`: a classification is added.

use app::domain::classification_form::{FROM, judge};
use app::domain::role::Right;
use app::domain::target_form::UNIT;
use app::pages::manage::classifications::PATH;
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::classifications::show_list;
use crate::http::manage::units::choice;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Adds the classification and goes to it, or shows the list again with the form.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, take(&app, &visit, &signed, request)).await
}

async fn take(app: &App, visit: &Visit, signed: &Signed, request: Request<Body>) -> Result<Response, PageError> {
    let mut typed = Typed { fields: body::read(request).await?, problems: Vec::new() };
    let reach = signed.reach(Right::Catalogue);
    let directory = app.store.directory().await?;
    typed.fields = choice(&directory.units, &reach).settle(&typed.fields, UNIT);
    let others = app.store.classifications_within(&reach).await?;
    match judge(&typed.fields, None, &others, (&directory.units, &reach)) {
        Ok(classification) => {
            let now = app.clock.now();
            let id = app.ids.make(now);
            if app.store.add_classification(&signed.author(), now, &reach, (id, &classification)).await? {
                return Ok(Redirect::to(&format!("{PATH}/{id}?done")).into_response());
            }
            // Somebody else was quicker.
            typed.problems.push((FROM, "classification-year-taken"));
        }
        Err(problems) => typed.problems = problems,
    }
    show_list(app, visit, signed, (Asked { page: 1, ..Asked::default() }, typed, true, None)).await
}
