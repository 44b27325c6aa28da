//! POST `/analysis/exports` and below it: microdata are asked for, given up or removed.

use app::domain::export_job::{UNIT, judge};
use app::domain::role::Right;
use app::pages::analysis::exports::PATH;
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::super::body;
use super::super::manage::must_be_sure;
use crate::App;
use crate::http::analysis::exports::{choices, find, show_list};
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Asks for the export and goes to it, or shows the list again with the form.
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
    let choices = choices(app, signed).await?;
    typed.fields = choices.units.settle(&typed.fields, UNIT);
    let campaigns: Vec<Uuid> = choices.campaigns.iter().map(|(id, _)| *id).collect();
    match judge(&typed.fields, &choices.units, &campaigns) {
        Ok(order) => {
            let now = app.clock.now();
            let (id, reach) = (app.ids.make(now), signed.reach(Right::Analysis));
            if app.store.add_export(&signed.author(), now, &reach, (id, signed.account.id, &order)).await? {
                return Ok(Redirect::to(&format!("{PATH}/{id}")).into_response());
            }
            typed.problems.push(("", "export-too-many"));
        }
        Err(problems) => typed.problems = problems,
    }
    show_list(app, visit, signed, (Asked { page: 1, ..Asked::default() }, Some(typed), None)).await
}

/// Gives the export up.
pub async fn cancel(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let cancelled = async {
        let fields = body::read(request).await?;
        let job = find(&app, &signed, &id).await?;
        must_be_sure(&fields)?;
        // Where it ended meanwhile, its page says how.
        app.store.cancel_export(&signed.author(), app.clock.now(), &signed.reach(Right::Analysis), &job).await?;
        Ok(Redirect::to(&format!("{PATH}/{}", job.id)).into_response())
    };
    page::or_refuse(&app, &visit, cancelled).await
}

/// Removes the export with its file.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let removed = async {
        let fields = body::read(request).await?;
        let job = find(&app, &signed, &id).await?;
        must_be_sure(&fields)?;
        if !app.store.remove_export(&signed.author(), app.clock.now(), &signed.reach(Right::Analysis), &job).await? {
            return Ok(Redirect::to(&format!("{PATH}/{}", job.id)).into_response());
        }
        if let Err(error) = app.exports.clear(job.id) {
            // It goes with the next tidying.
            tracing::warn!(%error, export = %job.id, "files of an export could not be removed yet");
        }
        Ok(Redirect::to(&format!("{PATH}?removed")).into_response())
    };
    page::or_refuse(&app, &visit, removed).await
}
