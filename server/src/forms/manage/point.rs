//! POST `/manage/points/{code}` and below it: a collection point is changed, withdrawn or removed.

use app::domain::point_form::{UNIT, judge_change};
use app::domain::role::Right;
use app::pages::manage::point::{PointRemovalPage, WITHDRAWN};
use app::pages::manage::points::PATH;
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
use crate::http::manage::points::{find_own, offered, places, show_point};
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::store::removal::Removal;

/// Changes the point, or shows the page again.
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
    let found = find_own(app, signed, code).await?;
    let keeps = !app.store.references_to_point(&found.point).await?.is_empty();
    let directory = app.store.directory().await?;
    typed.fields = offered(app, &directory, std::iter::once(&found.campaign)).settle(&typed.fields, UNIT);
    match judge_change(&typed.fields, (&found.point, &found.campaign), keeps, &places(app, &directory)) {
        Ok(new) => {
            let (author, reach) = (signed.author(), signed.reach(Right::Surveys));
            if app.store.change_point(&author, app.clock.now(), &reach, (&found.point, &new)).await? {
                return Ok(Redirect::to(&format!("{PATH}/{}?done", new.code)).into_response());
            }
            // Somebody answered meanwhile.
            typed.problems.push(("", "changed-meanwhile"));
        }
        Err(problems) => typed.problems = problems,
    }
    show_point(app, visit, signed, (found, typed, None)).await
}

/// Withdraws the point or takes it back into use.
pub async fn withdraw(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
    request: Request<Body>,
) -> Response {
    let withdrawn = async {
        let fields = body::read(request).await?;
        let found = find_own(&app, &signed, &code).await?;
        let withdrawn = match fields.first(WITHDRAWN) {
            Some("yes") => true,
            Some("no") => false,
            _ => return Err(PageError::BadForm(vec![WITHDRAWN.to_owned()])),
        };
        let (author, reach) = (signed.author(), signed.reach(Right::Surveys));
        // Where it is so already, somebody else was quicker: that is as good.
        app.store.withdraw_point(&author, app.clock.now(), &reach, (&found.point, withdrawn)).await?;
        Ok(Redirect::to(&format!("{PATH}/{}?done", found.point.code)).into_response())
    };
    page::or_refuse(&app, &visit, withdrawn).await
}

/// Removes the point, or says what keeps it.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
    request: Request<Body>,
) -> Response {
    let removed = async {
        let fields = body::read(request).await?;
        let found = find_own(&app, &signed, &code).await?;
        must_be_sure(&fields)?;
        let (author, reach) = (signed.author(), signed.reach(Right::Surveys));
        match app.store.remove_point(&author, app.clock.now(), &reach, &found.point).await? {
            // Where it is gone already, somebody else was quicker: that is as good.
            Removal::Removed | Removal::NotThere => Ok(Redirect::to(&format!("{PATH}?removed")).into_response()),
            Removal::Referred(references) => {
                let point = found.point;
                let page = page::with_status(&app, &visit, StatusCode::CONFLICT, move || {
                    let (point, references) = (point.clone(), references.clone());
                    view! { <PointRemovalPage point references/> }
                });
                Ok(page.await)
            }
        }
    };
    page::or_refuse(&app, &visit, removed).await
}
