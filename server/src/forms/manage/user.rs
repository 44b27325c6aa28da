//! POST `/manage/users/{id}` and below it: an account is changed, gets a link, is suspended or opened again.

use app::domain::account::Account;
use app::domain::role::{Grant, Right};
use app::pages::manage::removal::SURE;
use app::pages::manage::user::{KEEP, SUSPENDED};
use app::pages::manage::users::{PATH, ROLE, UNIT};
use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use super::users::{Problems, full_name, grant, show_link};
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::users::{find_local, find_other, offered, show_user};
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Changes name and roles, or shows the page again.
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
    typed.fields =
        offered(&app.store.directory().await?.units, &signed.reach(Right::Accounts), app.clock.now()).settle(&typed.fields, UNIT);
    let account = find_local(app, signed, id).await?;
    let mut problems = Problems::new();
    let name = full_name(&typed, &mut problems);
    let mut grants = kept(&account, &typed);
    if !typed.value(ROLE).is_empty() {
        grants.extend(grant(app, signed, &typed, &mut problems).await?);
    }
    grants.sort();
    grants.dedup();
    if problems.is_empty() {
        let reach = signed.reach(Right::Accounts);
        let changed = app.store.change_account(&signed.author(), app.clock.now(), &reach, &account, (&name, &grants)).await?;
        return if changed { Ok(saved(&account)) } else { Err(PageError::NotFound) };
    }
    typed.problems = problems;
    show_user(app, visit, signed, (account, typed, None)).await
}

/// The roles that the account has and is to keep.
fn kept(account: &Account, typed: &Typed) -> Vec<Grant> {
    let is_kept = |grant: &&Grant| typed.fields.has(KEEP, &format!("{} {}", grant.role.word(), grant.scope.word()));
    account.grants.iter().filter(is_kept).cloned().collect()
}

fn saved(account: &Account) -> Response {
    Redirect::to(&format!("{PATH}/{}?done", account.id)).into_response()
}

/// Makes a link and shows it once. Where one can still be used, which ends by it, it asks first.
pub async fn link(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let shown = async {
        let fields = body::read(request).await?;
        let account = find_local(&app, &signed, &id).await?;
        if !fields.has(SURE, "yes") && app.store.open_link(app.clock.now(), account.id).await?.is_some() {
            return Ok(Redirect::to(&format!("{PATH}/{}/link", account.id)).into_response());
        }
        show_link(&app, &visit, &signed, account, StatusCode::OK).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// Suspends the account, or opens it again.
pub async fn suspend(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let done = async {
        let fields = body::read(request).await?;
        let account = find_other(&app, &signed, &id).await?;
        let suspended = match fields.first(SUSPENDED) {
            Some("yes") => true,
            Some("no") => false,
            _ => return Err(PageError::BadForm(vec![SUSPENDED.to_owned()])),
        };
        let reach = signed.reach(Right::Accounts);
        // Where it is so already, somebody else was quicker: that is as good.
        app.store.suspend_account(&signed.author(), app.clock.now(), &reach, &account, suspended).await?;
        Ok(saved(&account))
    };
    page::or_refuse(&app, &visit, done).await
}
