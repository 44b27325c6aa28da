//! POST `/manage/campaigns/{id}/entry`: paper forms of a campaign are entered twice, or once.

use app::domain::role::Right;
use app::pages::manage::campaign::address;
use app::pages::manage::campaign_entry::TWICE;
use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::campaign::find_run;
use crate::http::manage::campaign_entry::show_entry;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Sets it, or shows the page again.
pub async fn submit(
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
    let campaign = find_run(app, signed, id).await?;
    let twice = typed.fields.has(TWICE, "yes");
    let (reach, now) = (signed.reach(Right::Surveys), app.clock.now());
    let wanted = (campaign.id, campaign.owner.as_str(), twice);
    let is_so = app.store.is_entered_twice(campaign.id).await? == twice;
    if is_so || app.store.set_entered_twice(&signed.author(), now, &reach, wanted).await? {
        return Ok(Redirect::to(&format!("{}/entry?done", address(&campaign))).into_response());
    }
    typed.problems.push((TWICE, "campaign-entry-waits"));
    show_entry(app, visit, signed, (campaign, typed, false)).await
}
