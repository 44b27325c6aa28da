//! POST `/analysis/indices` and below it: an index of a unit in a year is added, changed or removed.

use app::domain::outside_index_form::{UNIT, YEAR, judge};
use app::domain::role::Right;
use app::pages::analysis::indices::PATH;
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use super::super::manage::must_be_sure;
use crate::App;
use crate::http::analysis::indices::{find, places, show_index, show_list};
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Adds the index and goes to it, or shows the list again with the form.
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
    let (places, reach) = (places(app, signed).await?, signed.reach(Right::Analysis));
    typed.fields = places.offered.settle(&typed.fields, UNIT);
    match judge(&typed.fields, &places.units, &reach) {
        Ok(index) => {
            let now = app.clock.now();
            let id = app.ids.make(now);
            if app.store.add_outside_index(&signed.author(), now, &reach, (id, &index)).await? {
                return Ok(Redirect::to(&format!("{PATH}/{id}?done")).into_response());
            }
            typed.problems.push((YEAR, "index-twice"));
        }
        Err(problems) => typed.problems = problems,
    }
    show_list(app, visit, signed, (Asked { page: 1, ..Asked::default() }, typed, None)).await
}

/// Changes the index, or shows the page again.
pub async fn change(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let changed = async {
        let mut typed = Typed { fields: body::read(request).await?, problems: Vec::new() };
        let (id, index) = find(&app, &signed, &id).await?;
        let (places, reach) = (places(&app, &signed).await?, signed.reach(Right::Analysis));
        typed.fields = places.offered.settle(&typed.fields, UNIT);
        match judge(&typed.fields, &places.units, &reach) {
            Ok(new) => {
                let change = (id, &index, &new);
                if app.store.change_outside_index(&signed.author(), app.clock.now(), &reach, change).await? {
                    return Ok(Redirect::to(&format!("{PATH}/{id}?done")).into_response());
                }
                typed.problems.push((YEAR, "index-twice"));
            }
            Err(problems) => typed.problems = problems,
        }
        show_index(&app, &visit, &signed, (id, index, typed, None)).await
    };
    page::or_refuse(&app, &visit, changed).await
}

/// Removes the index.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let removed = async {
        let fields = body::read(request).await?;
        let (id, index) = find(&app, &signed, &id).await?;
        must_be_sure(&fields)?;
        // Where it is gone already, somebody else was quicker: that is as good.
        let (author, reach) = (signed.author(), signed.reach(Right::Analysis));
        app.store.remove_outside_index(&author, app.clock.now(), &reach, (id, &index)).await?;
        Ok(Redirect::to(&format!("{PATH}?removed")).into_response())
    };
    page::or_refuse(&app, &visit, removed).await
}
