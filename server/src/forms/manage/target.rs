//! POST `/manage/targets/{id}` and below it: a target is changed or removed.

use app::domain::role::Right;
use app::domain::target_form::{UNIT, judge};
use app::pages::manage::targets::PATH;
use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use super::must_be_sure;
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::targets::{find, show_target};
use crate::http::manage::units::choice;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Changes the target, or shows the page again.
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
    let (id, target) = find(app, signed, id).await?;
    let reach = signed.reach(Right::Catalogue);
    let directory = app.store.directory().await?;
    typed.fields = choice(&directory.units, &reach).settle(&typed.fields, UNIT);
    let targets = app.store.targets_within(&reach).await?;
    match judge(&typed.fields, Some(id), &targets, (&directory.units, &directory.sectors, &reach)) {
        Ok(new) => {
            if app.store.change_target(&signed.author(), app.clock.now(), &reach, (id, &target, &new)).await? {
                return Ok(Redirect::to(&format!("{PATH}/{id}?done")).into_response());
            }
            typed.problems.push(("", "changed-meanwhile"));
        }
        Err(problems) => typed.problems = problems,
    }
    show_target(app, visit, signed, (id, target, typed, None)).await
}

/// Removes the target.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let removed = async {
        let fields = body::read(request).await?;
        let (id, target) = find(&app, &signed, &id).await?;
        must_be_sure(&fields)?;
        // Where it is gone already, somebody else was quicker: that is as good.
        app.store.remove_target(&signed.author(), app.clock.now(), &signed.reach(Right::Catalogue), (id, &target)).await?;
        Ok(Redirect::to(&format!("{PATH}?removed")).into_response())
    };
    page::or_refuse(&app, &visit, removed).await
}
