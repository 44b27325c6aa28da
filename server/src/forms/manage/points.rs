//! POST `/manage/points`: collection points are added.

use app::domain::point_form::{CAMPAIGN, UNIT, judge_new};
use app::domain::role::Right;
use app::pages::manage::points::PATH;
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::points::{ADDED, offered, own_campaigns, places, show_list};
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::point_codes;

/// Adds the points and goes to the only one or to those of the campaign, or shows the list again with the form.
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
    let directory = app.store.directory().await?;
    let own = own_campaigns(app, signed, &directory);
    // A name that several units have is clear where the campaign is about one of them only.
    let chosen = own.iter().filter(|campaign| typed.fields.has(CAMPAIGN, &campaign.id.to_string()));
    typed.fields = offered(app, &directory, chosen).settle(&typed.fields, UNIT);
    match judge_new(&typed.fields, &own, &places(app, &directory)) {
        Ok((campaign, points)) => {
            let (author, reach) = (signed.author(), signed.reach(Right::Surveys));
            let codes = std::iter::repeat_with(|| app.secrets.make(point_codes::draw));
            let added = app.store.add_points(&author, app.clock.now(), &reach, (campaign, &points), codes).await?;
            match added.as_deref() {
                Some([one]) => return Ok(Redirect::to(&format!("{PATH}/{one}?done")).into_response()),
                Some(several) => {
                    let address = format!("{PATH}?{CAMPAIGN}={campaign}&{ADDED}={}", several.len());
                    return Ok(Redirect::to(&address).into_response());
                }
                // The campaign changed hands meanwhile.
                None => typed.problems.push((CAMPAIGN, "point-campaign-wrong")),
            }
        }
        Err(problems) => typed.problems = problems,
    }
    show_list(app, visit, signed, (Asked { page: 1, ..Asked::default() }, typed, true, None)).await
}
