//! POST `/analysis/actions/{id}` and below it: an improvement action is changed, noted of, or removed.

use app::domain::improvement::Status;
use app::domain::improvement_form::{RESPONSIBLE, judge_change, judge_note};
use app::domain::role::Right;
use app::pages::analysis::actions::PATH;
use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use super::super::manage::must_be_sure;
use super::actions::{choices, words};
use crate::App;
use crate::http::analysis::actions::{find, measure, setting, show_action, show_note};
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Changes the action, or shows the page again.
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
    let (id, action) = find(app, signed, id).await?;
    let reach = signed.reach(Right::Analysis);
    let setting = setting(app, &reach).await?;
    typed.fields = setting.responsible.settle(&typed.fields, RESPONSIBLE);
    let parts = words(&setting);
    match judge_change(&typed.fields, &action, choices(&setting, &reach, &parts)) {
        Ok(mut new) => {
            // What counts is how it stood when it was begun; after that it is never measured anew.
            if action.status == Status::Planned && new.status != Status::Planned {
                new.baseline = measure(app, &new.criterion).await?;
            }
            let changed = (id, &action, &new);
            if app.store.change_improvement(&signed.author(), app.clock.now(), &reach, changed).await? {
                return Ok(Redirect::to(&format!("{PATH}/{id}?done")).into_response());
            }
            typed.problems.push(("", "changed-meanwhile"));
        }
        Err(problems) => typed.problems = problems,
    }
    show_action(app, visit, signed, (id, action, typed), (None, None)).await
}

/// Adds a note to the action, or shows the page again.
pub async fn note(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let noted = async {
        let mut typed = Typed { fields: body::read(request).await?, problems: Vec::new() };
        let (id, action) = find(&app, &signed, &id).await?;
        match judge_note(&typed.fields) {
            Ok(note) => {
                let now = app.clock.now();
                let new = (id, &action, app.ids.make(now), &note);
                if !app.store.add_improvement_note(&signed.author(), now, &signed.reach(Right::Analysis), new).await? {
                    return Err(PageError::NotFound);
                }
                Ok(Redirect::to(&format!("{PATH}/{id}?noted")).into_response())
            }
            Err(problems) => {
                typed.problems = problems;
                show_note(&app, &visit, &signed, (id, action, typed)).await
            }
        }
    };
    page::or_refuse(&app, &visit, noted).await
}

/// Removes the action with its notes.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let removed = async {
        let fields = body::read(request).await?;
        let (id, action) = find(&app, &signed, &id).await?;
        must_be_sure(&fields)?;
        // Where it is gone already, somebody else was quicker: that is as good.
        let (author, reach) = (signed.author(), signed.reach(Right::Analysis));
        app.store.remove_improvement(&author, app.clock.now(), &reach, (id, &action)).await?;
        Ok(Redirect::to(&format!("{PATH}?removed")).into_response())
    };
    page::or_refuse(&app, &visit, removed).await
}
