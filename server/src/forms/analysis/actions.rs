//! POST `/analysis/actions`: an improvement action is added, with the figures as they stand.

use std::collections::HashSet;

use app::domain::improvement_form::{Choices, RESPONSIBLE, UNIT, judge_new};
use app::domain::role::{Reach, Right};
use app::pages::analysis::actions::{PATH, Setting};
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use crate::App;
use crate::http::analysis::actions::{measure, setting, show_list};
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Adds the action and goes to it, or shows the list again with the form.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, take(&app, &visit, &signed, request)).await
}

/// The parts of questionnaires that may be chosen.
pub(super) fn words(setting: &Setting) -> HashSet<String> {
    setting.parts.iter().map(|(word, _)| word.clone()).collect()
}

/// Among what one may choose.
pub(super) const fn choices<'a>(setting: &'a Setting, reach: &'a Reach, parts: &'a HashSet<String>) -> Choices<'a> {
    Choices { units: &setting.units, sectors: &setting.sectors, reach, parts }
}

async fn take(app: &App, visit: &Visit, signed: &Signed, request: Request<Body>) -> Result<Response, PageError> {
    let mut typed = Typed { fields: body::read(request).await?, problems: Vec::new() };
    let reach = signed.reach(Right::Analysis);
    let setting = setting(app, &reach).await?;
    typed.fields = setting.offered.settle(&typed.fields, UNIT);
    typed.fields = setting.responsible.settle(&typed.fields, RESPONSIBLE);
    let parts = words(&setting);
    match judge_new(&typed.fields, choices(&setting, &reach, &parts)) {
        Ok(mut action) => {
            action.baseline = measure(app, &action.criterion).await?;
            let now = app.clock.now();
            let id = app.ids.make(now);
            if app.store.add_improvement(&signed.author(), now, &reach, (id, &action)).await? {
                return Ok(Redirect::to(&format!("{PATH}/{id}?done")).into_response());
            }
            // Its unit left the reach meanwhile.
            typed.problems.push((UNIT, "target-unit-wrong"));
        }
        Err(problems) => typed.problems = problems,
    }
    show_list(app, visit, signed, (Asked { page: 1, ..Asked::default() }, typed, true, None)).await
}
