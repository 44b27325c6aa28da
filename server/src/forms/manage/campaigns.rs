//! POST `/manage/campaigns`: a campaign is begun, as a draft.

use app::domain::campaign_form::{Choices, OWNER, VERSION, judge_new};
use app::domain::role::Right;
use app::pages::manage::campaign::address;
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::campaigns::{owners, show_list};
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Adds the draft and goes to it, or shows the list again with the form.
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
    let (reach, directory) = (signed.reach(Right::Surveys), app.store.directory().await?);
    typed.fields = owners(&directory.units, &reach, None, app.clock.now()).settle(&typed.fields, OWNER);
    let versions: Vec<_> = app.store.all_versions().await?.into_iter().map(|(listed, _)| listed).collect();
    let choices = Choices { versions: &versions, units: &directory.units, reach: &reach, privacy_minimum: app.privacy_minimum };
    let now = app.clock.now();
    match judge_new(&typed.fields, app.ids.make(now), choices) {
        Ok(campaign) => {
            if app.store.add_draft_campaign(&signed.author(), now, &reach, &campaign).await? {
                return Ok(Redirect::to(&format!("{}?done", address(&campaign))).into_response());
            }
            // The version was retired a moment ago.
            typed.problems.push((VERSION, "campaign-version-wrong"));
        }
        Err(problems) => typed.problems = problems,
    }
    show_list(app, visit, signed, (Asked { page: 1, ..Asked::default() }, typed, None)).await
}
