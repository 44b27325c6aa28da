//! POST `/manage/devices`: a device is added.

use app::domain::collection_point::PointCode;
use app::domain::device_form::{POINT, judge_new};
use app::domain::role::Right;
use app::pages::manage::devices::PATH;
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::devices::{offered, show_list};
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Adds the device and goes to it, or shows the list again with the form.
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
    let points = offered(app, signed, &*app.store.directory().await?).await?;
    let find = |code: &PointCode| points.iter().find(|point| point.code == *code);
    match judge_new(&typed.fields, |code| find(code).is_some()) {
        Ok((name, point)) => {
            let (author, reach, now) = (signed.author(), signed.reach(Right::Surveys), app.clock.now());
            let (id, unit) = (app.ids.make(now), find(&point).map_or("", |point| point.unit.as_str()));
            if app.store.add_device(&author, now, &reach, (id, &name, &point, unit)).await? {
                return Ok(Redirect::to(&format!("{PATH}/{id}?added")).into_response());
            }
            // The point was withdrawn meanwhile, or its campaign changed hands.
            typed.problems.push((POINT, "device-point-wrong"));
        }
        Err(problems) => typed.problems = problems,
    }
    show_list(app, visit, signed, (Asked { page: 1, ..Asked::default() }, typed, true, None)).await
}
