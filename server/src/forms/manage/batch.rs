//! POST `/manage/invitations/{id}/…`: links are made, or what is open of a list is withdrawn.

use app::domain::role::Right;
use app::pages::manage::batch::ROUND;
use app::pages::manage::invitations::PATH;
use app::text::Words;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use super::must_be_sure;
use crate::App;
use crate::accounts::token::Token;
use crate::http::error::PageError;
use crate::http::manage::invitations::find_own_batch;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::http::{invited, page};
use crate::spreadsheet::{MARK, safe, writer};

/// Makes links for those who have not answered, and gives them as CSV. It is the only place where they are ever told.
pub async fn links(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, make(&app, &visit, &signed, &id, request)).await
}

async fn make(app: &App, visit: &Visit, signed: &Signed, id: &str, request: Request<Body>) -> Result<Response, PageError> {
    let fields = body::read(request).await?;
    let found = find_own_batch(app, signed, id, visit.preferences.language).await?;
    let round = fields.first(ROUND).and_then(|round| round.parse::<i64>().ok());
    let round = round.ok_or_else(|| PageError::BadForm(vec![ROUND.to_owned()]))?;
    // The first links end none.
    if round > 0 {
        must_be_sure(&fields)?;
    }
    let asked = app::domain::invitation::Batch { rounds: round, ..found.batch };
    let (author, reach, now) = (signed.author(), signed.reach(Right::Surveys), app.clock.now());
    let token = || app.secrets.make(Token::random);
    match app.store.make_links(&author, now, &reach, (&asked, &found.owner), token).await? {
        Some(made) => csv(app, Words(visit.preferences.language), (id, round + 1), &made),
        // They were made since the page was read: by a second press of the button, or by a colleague.
        None => Ok(Redirect::to(&format!("{PATH}/{id}?already")).into_response()),
    }
}

fn csv(app: &App, words: Words, (id, round): (&str, i64), made: &[(String, Token)]) -> Result<Response, PageError> {
    let unavailable = |error: csv::Error| PageError::Unavailable(error.into());
    let mut rows = writer(MARK.as_bytes().to_vec());
    rows.write_record([words.t("links-reference"), words.t("links-link")]).map_err(unavailable)?;
    for (reference, token) in made {
        let link = format!("{}{}{}", app.url, invited::PATH, token.reveal());
        rows.write_record([safe(reference).as_ref(), &link]).map_err(unavailable)?;
    }
    let text = rows.into_inner().map_err(|error| PageError::Unavailable(error.into_error().into()))?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"links-{id}-{round}.csv\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, text).into_response())
}

/// Withdraws what is open.
pub async fn withdraw(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let withdrawn = async {
        let fields = body::read(request).await?;
        let found = find_own_batch(&app, &signed, &id, visit.preferences.language).await?;
        must_be_sure(&fields)?;
        let (author, reach) = (signed.author(), signed.reach(Right::Surveys));
        let withdrawn = app.store.withdraw_batch(&author, app.clock.now(), &reach, (&found.batch, &found.owner)).await?;
        // Where it was withdrawn already, somebody else was quicker: that is as good.
        let is_held = !withdrawn && app.store.hold(found.campaign).await?.is_some();
        let said = if is_held { "held" } else { "withdrawn" };
        Ok(Redirect::to(&format!("{PATH}/{id}?{said}")).into_response())
    };
    page::or_refuse(&app, &visit, withdrawn).await
}
