//! POST `/manage/tokens` and below it: a token of the API is made or revoked.

use app::domain::api_token::ApiToken;
use app::domain::api_token_form::{UNIT, judge};
use app::domain::role::{Right, Scope};
use app::pages::manage::token::TokenMadePage;
use app::pages::manage::tokens::PATH;
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::super::body;
use super::must_be_sure;
use crate::App;
use crate::accounts::token::{Purpose, Token};
use crate::http::error::PageError;
use crate::http::manage::tokens::{find, show_list};
use crate::http::manage::users::offered;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Makes a token and shows it once, or shows the list again with the form.
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
    let (now, reach) = (app.clock.now(), signed.reach(Right::Accounts));
    let directory = app.store.directory().await?;
    typed.fields = offered(&directory.units, &reach, now).settle(&typed.fields, UNIT);
    let known = |scope: &Scope| scope.word().is_empty() || directory.units.get(scope.word()).is_some();
    match judge(&typed.fields, now, |scope| known(scope) && reach.covers(&directory.units, scope)) {
        Ok(new) => {
            let (id, secret, author) = (app.ids.make(now), app.secrets.make(Token::random), signed.author());
            if !app.store.add_token(&author, now, &reach, (id, secret.hash(Purpose::Api), &new)).await? {
                return Err(PageError::NotAllowed);
            }
            let token = app.store.token(&reach, id).await?.ok_or(PageError::NotFound)?;
            Ok(show_made(app, visit, (token, &secret)).await)
        }
        Err(problems) => {
            typed.problems = problems;
            show_list(app, visit, signed, (Asked { page: 1, ..Asked::default() }, typed)).await
        }
    }
}

/// Shows a token that was made: it is stored as a hash, so it cannot be shown again.
async fn show_made(app: &App, visit: &Visit, (token, secret): (ApiToken, &Token)) -> Response {
    let secret = secret.reveal();
    page::with_status(app, visit, StatusCode::CREATED, move || {
        let (token, secret) = (token.clone(), secret.clone());
        view! { <TokenMadePage token secret/> }
    })
    .await
}

/// Puts an end to a token.
pub async fn revoke(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let revoked = async {
        let fields = body::read(request).await?;
        let token = find(&app, &signed, &id).await?;
        must_be_sure(&fields)?;
        // Where it has ended already, somebody else was quicker: that is as good.
        app.store.revoke_token(&signed.author(), app.clock.now(), &signed.reach(Right::Accounts), &token).await?;
        Ok(Redirect::to(&format!("{PATH}/{}?revoked", token.id)).into_response())
    };
    page::or_refuse(&app, &visit, revoked).await
}
