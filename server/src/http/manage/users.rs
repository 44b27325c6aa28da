//! `/manage/users`: accounts in reach.

use std::collections::HashMap;

use app::domain::account::Account;
use app::domain::role::{Reach, Right};
use app::domain::tree::Tree;
use app::domain::unit::Unit;
use app::domain::unit_choice::UnitChoice;
use app::pages::manage::user::{LinkQuestionPage, SuspensionPage, User, UserPage};
use app::pages::manage::users::{FULL_NAME, Users, UsersPage, list};
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::extract::{Extension, Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;

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

/// The list, perhaps with what is wrong in the form below it.
pub async fn show_list(app: &App, visit: &Visit, signed: &Signed, (asked, typed): (Asked, Typed)) -> Result<Response, PageError> {
    let reach = signed.reach(Right::Accounts);
    let units = app.store.directory().await?.units.clone();
    let users = Users {
        listed: list(app.store.accounts(&reach).await?, &asked),
        offered: offered(&units, &reach, app.clock.now()),
        everything: reach == Reach::Everything,
        units,
        typed: typed.clone(),
    };
    let page = page::with_form(app, visit, &typed, move || {
        let users = users.clone();
        view! { <UsersPage users/> }
    });
    Ok(page.await)
}

/// The units in which somebody may give roles: those in their reach that exist, as a tree.
pub fn offered(units: &Tree<Unit>, reach: &Reach, now: i64) -> UnitChoice {
    let within = |unit: &Unit| unit.exists(now) && reach.has(units, unit.code.as_str());
    UnitChoice::new(units, units.in_depth_order().into_iter().filter(|(_, unit)| within(unit)))
}

pub async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let done = query.contains_key("done").then_some("user-saved");
    page::or_refuse(&app, &visit, one(&app, &visit, &signed, &id, done)).await
}

async fn one(app: &App, visit: &Visit, signed: &Signed, id: &str, done: Option<&'static str>) -> Result<Response, PageError> {
    let account = find(app, signed, id).await?;
    let typed = Typed::of([(FULL_NAME, account.full_name.as_str())]);
    show_user(app, visit, signed, (account, visit.typed_or(typed), done)).await
}

/// The account of an address, if it is in reach: others are not there.
pub async fn find(app: &App, signed: &Signed, id: &str) -> Result<Account, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    app.store.account(&signed.reach(Right::Accounts), id).await?.ok_or(PageError::NotFound)
}

/// The account of an address, if it is in reach and not one's own: nobody changes their own rights.
pub async fn find_other(app: &App, signed: &Signed, id: &str) -> Result<Account, PageError> {
    let account = find(app, signed, id).await?;
    if account.id == signed.account.id { Err(PageError::NotAllowed) } else { Ok(account) }
}

/// The same, of whom the provider does not say the name, the roles and how they sign in: what it says is not changed here.
pub async fn find_local(app: &App, signed: &Signed, id: &str) -> Result<Account, PageError> {
    let account = find_other(app, signed, id).await?;
    if account.from_provider { Err(PageError::NotAllowed) } else { Ok(account) }
}

/// The page of an account, perhaps with what is wrong in its form.
pub async fn show_user(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (account, typed, done): (Account, Typed, Option<&'static str>),
) -> Result<Response, PageError> {
    let reach = signed.reach(Right::Accounts);
    let units = app.store.directory().await?.units.clone();
    let user = User {
        own: account.id == signed.account.id,
        link_until: app.store.open_link(app.clock.now(), account.id).await?,
        offered: offered(&units, &reach, app.clock.now()),
        everything: reach == Reach::Everything,
        account,
        units,
        typed: typed.clone(),
        done,
    };
    let page = page::with_form(app, visit, &typed, move || {
        let user = user.clone();
        view! { <UserPage user/> }
    });
    Ok(page.await)
}

pub async fn suspension(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    match find_other(&app, &signed, &id).await {
        Ok(account) => {
            page::show(&app, &visit, move || {
                let account = account.clone();
                view! { <SuspensionPage account/> }
            })
            .await
        }
        Err(error) => page::refuse(&app, &visit, error).await,
    }
}

/// Asks before a link is made.
pub async fn link(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let asked = async {
        let account = find_local(&app, &signed, &id).await?;
        let until = app.store.open_link(app.clock.now(), account.id).await?;
        let page = page::show(&app, &visit, move || {
            let account = account.clone();
            view! { <LinkQuestionPage account until/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, asked).await
}
