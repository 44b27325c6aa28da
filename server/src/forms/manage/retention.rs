//! POST `/manage/retention` and below it: how long what was answered is kept, and orders that nothing of a campaign is erased.

use app::domain::retention_form::{judge, judge_reason};
use app::domain::role::{Reach, Right};
use app::pages::manage::retention::PATH;
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use super::must_be_sure;
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::retention::{find, show_campaign, show_list};
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Sets the periods, or shows the list again with the form.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, set(&app, &visit, &signed, request)).await
}

async fn set(app: &App, visit: &Visit, signed: &Signed, request: Request<Body>) -> Result<Response, PageError> {
    let mut typed = Typed { fields: body::read(request).await?, problems: Vec::new() };
    let reach = signed.reach(Right::Retention);
    // The periods are those of the whole installation.
    if reach != Reach::Everything {
        return Err(PageError::NotAllowed);
    }
    match judge(&typed.fields) {
        Ok(periods) => {
            app.store.set_retention(&signed.author(), app.clock.now(), &reach, periods).await?;
            return Ok(Redirect::to(&format!("{PATH}?done")).into_response());
        }
        Err(problems) => typed.problems = problems,
    }
    show_list(app, visit, signed, (Asked { page: 1, ..Asked::default() }, typed, None)).await
}

/// Orders that nothing of a campaign is erased, or shows its page again.
pub async fn hold(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, place(&app, &visit, &signed, &id, request)).await
}

async fn place(app: &App, visit: &Visit, signed: &Signed, id: &str, request: Request<Body>) -> Result<Response, PageError> {
    let mut typed = Typed { fields: body::read(request).await?, problems: Vec::new() };
    let campaign = find(app, signed, id).await?;
    match judge_reason(&typed.fields) {
        Ok(reason) => {
            let (reach, now) = (signed.reach(Right::Retention), app.clock.now());
            let wanted = (campaign.id, campaign.owner.as_str(), reason.as_str());
            // Where it is held already, the page shows by whom and why.
            let placed = app.store.place_hold(&signed.author(), now, &reach, wanted).await?;
            let said = if placed { "placed" } else { "already" };
            return Ok(Redirect::to(&format!("{PATH}/{id}?{said}")).into_response());
        }
        Err(problems) => typed.problems = problems,
    }
    show_campaign(app, visit, (campaign, typed, None)).await
}

/// Lifts such an order, and lets go what was to be withdrawn meanwhile.
pub async fn lift(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let lifted = async {
        let fields = body::read(request).await?;
        let campaign = find(&app, &signed, &id).await?;
        must_be_sure(&fields)?;
        let (reach, now) = (signed.reach(Right::Retention), app.clock.now());
        // Where it is lifted already, somebody else was quicker: that is as good.
        app.store.lift_hold(&signed.author(), now, &reach, (campaign.id, campaign.owner.as_str())).await?;
        if let Err(error) = app.store.carry_out_withdrawals(now).await {
            tracing::warn!(%error, "what was to be withdrawn goes at the next look of the job");
        }
        Ok(Redirect::to(&format!("{PATH}/{id}?lifted")).into_response())
    };
    page::or_refuse(&app, &visit, lifted).await
}
