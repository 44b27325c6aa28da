//! POST `/manage/units/merging`: units are merged, or one is split; and, below the unit, that is taken back.

use app::domain::form::PARENT;
use app::domain::merging_form::judge;
use app::domain::role::Right;
use app::pages::manage::removal::SURE;
use app::pages::manage::units::PATH;
use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use super::must_be_sure;
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::merging::{show_form, show_preview};
use crate::http::manage::units::{find, lasting};
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Says what will happen and asks; does it where the form says that somebody was asked; or shows the form again.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    request: Request<Body>,
) -> Response {
    // What moves units is large; apart from it, what waits for it stays small.
    page::or_refuse(&app, &visit, Box::pin(take(&app, &visit, &signed, request))).await
}

async fn take(app: &App, visit: &Visit, signed: &Signed, request: Request<Body>) -> Result<Response, PageError> {
    let mut typed = Typed { fields: body::read(request).await?, problems: Vec::new() };
    let (directory, reach) = (app.store.directory().await?, signed.reach(Right::Catalogue));
    typed.fields = lasting(&directory.units, &reach, app.clock.now()).settle(&typed.fields, PARENT);
    match judge(&typed.fields, (&directory.units, &directory.splits, &reach)) {
        Ok(merging) if !typed.fields.has(SURE, "yes") => return show_preview(app, visit, signed, (typed, merging)).await,
        Ok(merging) => {
            if app.store.merge(&signed.author(), app.clock.now(), &reach, &merging).await? {
                return Ok(Redirect::to(&format!("{PATH}?merged")).into_response());
            }
            typed.problems.push(("", "merging-changed"));
        }
        Err(problems) => typed.problems = problems,
    }
    show_form(app, visit, signed, typed).await
}

/// Takes the merger or split of a unit back.
pub async fn take_back(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
    request: Request<Body>,
) -> Response {
    let taken = async {
        let fields = body::read(request).await?;
        let unit = find(&app, &signed, &code).await?;
        must_be_sure(&fields)?;
        let reach = signed.reach(Right::Catalogue);
        if app.store.take_merger_back(&signed.author(), app.clock.now(), &reach, &unit.code).await? {
            Ok(Redirect::to(&format!("{PATH}/{code}?taken-back")).into_response())
        } else {
            // Its day has come meanwhile, or it was never this person's to take back.
            Err(PageError::NotAllowed)
        }
    };
    page::or_refuse(&app, &visit, taken).await
}
