//! POST `/analysis/review`: the minutes of a month are kept as they stand.

use app::domain::improvement_form::month;
use app::domain::period::Month;
use app::domain::role::Right;
use app::pages::analysis::review::{MONTH, PATH, UNIT};
use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use crate::App;
use crate::http::analysis::actions::setting;
use crate::http::analysis::review::{chosen_unit, facts, show_review};
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Keeps the minutes and goes to them, or shows the choice again.
pub async fn keep(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, take(&app, &visit, &signed, request)).await
}

async fn take(app: &App, visit: &Visit, signed: &Signed, request: Request<Body>) -> Result<Response, PageError> {
    let mut typed = Typed { fields: body::read(request).await?, problems: Vec::new() };
    let reach = signed.reach(Right::Analysis);
    let setting = setting(app, &reach).await?;
    let chosen = month(&typed.value(MONTH)).filter(|month| *month <= Month::of(setting.now));
    let (Some(unit), Some(month)) = (chosen_unit(&setting, &typed), chosen) else {
        if typed.value(UNIT).is_empty() {
            typed.problems.push((UNIT, "target-unit-wrong"));
        }
        return show_review(app, visit, signed, typed).await;
    };
    let review = facts(app, signed, (&setting, unit, month)).await?;
    let id = app.ids.make(setting.now);
    if !app.store.keep_review(&signed.author(), setting.now, &reach, (id, &review)).await? {
        return Err(PageError::NotFound);
    }
    Ok(Redirect::to(&format!("{PATH}/{id}")).into_response())
}
