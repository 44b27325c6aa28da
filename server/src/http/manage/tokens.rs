//! `/manage/tokens`: tokens of the API in reach.

use std::collections::HashMap;

use app::domain::api_token::ApiToken;
use app::domain::role::{Reach, Right};
use app::pages::manage::token::{TokenPage, TokenRevocationPage, TokenView};
use app::pages::manage::tokens::{Tokens, TokensPage, list};
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::extract::{Extension, Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;

use super::users::offered;
use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let asked = Asked::read(|name| query.get(name).map(String::as_str));
    page::or_refuse(&app, &visit, show_list(&app, &visit, &signed, (asked, visit.typed_or(Typed::default())))).await
}

/// The list, perhaps with what is wrong in the form above it.
pub async fn show_list(app: &App, visit: &Visit, signed: &Signed, (asked, typed): (Asked, Typed)) -> Result<Response, PageError> {
    let (reach, now) = (signed.reach(Right::Accounts), app.clock.now());
    let units = app.store.directory().await?.units.clone();
    let shown = Tokens {
        listed: list(app.store.tokens_within(&reach).await?, &asked),
        offered: offered(&units, &reach, now),
        everything: reach == Reach::Everything,
        units,
        typed: typed.clone(),
        now,
    };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <TokensPage shown/> }
    });
    Ok(page.await)
}

/// The token of an address, if it is in reach: others are not there.
pub async fn find(app: &App, signed: &Signed, id: &str) -> Result<ApiToken, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    app.store.token(&signed.reach(Right::Accounts), id).await?.ok_or(PageError::NotFound)
}

pub async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let done = query.contains_key("revoked").then_some("token-revoked");
    let shown = async {
        let token = find(&app, &signed, &id).await?;
        let units = app.store.directory().await?.units.clone();
        let shown = TokenView { token, units, done, now: app.clock.now() };
        let page = page::show(&app, &visit, move || {
            let shown = shown.clone();
            view! { <TokenPage shown/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}

pub async fn revocation(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let shown = async {
        let token = find(&app, &signed, &id).await?;
        let page = page::show(&app, &visit, move || {
            let token = token.clone();
            view! { <TokenRevocationPage token/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}
