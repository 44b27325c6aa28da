//! POST `/manage/units`: a unit is added.

use app::domain::form::{CODE, PARENT};
use app::domain::role::Right;
use app::domain::unit_form::judge;
use app::pages::manage::units::PATH;
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::units::{lasting, show_list};
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Adds the unit and goes to it, or shows the list again with the form.
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
    typed.fields = lasting(&directory.units, &reach, app.clock.now()).settle(&typed.fields, PARENT);
    match judge(&typed.fields, None, &directory.units, &reach) {
        Ok(unit) => {
            if app.store.add_unit(&signed.author(), app.clock.now(), &reach, &unit).await? {
                return Ok(Redirect::to(&format!("{PATH}/{}?done", unit.code)).into_response());
            }
            // Somebody else was quicker by less than what is known here is old.
            typed.problems.push((CODE, "code-taken"));
        }
        Err(problems) => typed.problems = problems,
    }
    show_list(app, visit, signed, (Asked { page: 1, ..Asked::default() }, typed, None)).await
}
