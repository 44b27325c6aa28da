//! POST `/manage/users`: somebody new is invited.

use app::domain::account::{Account, AccountName};
use app::domain::role::{Grant, Right, Role, Scope};
use app::pages::manage::user::LinkPage;
use app::pages::manage::users::{FULL_NAME, NAME, ROLE, UNIT};
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

use super::super::body;
use crate::App;
use crate::accounts::token::{LINK_LASTS, Purpose, Token};
use crate::http::error::PageError;
use crate::http::manage::users::{offered, show_list};
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::store::accounts::NewAccount;

/// Adds the account and shows its link once, or shows the list again with the form.
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
    typed.fields =
        offered(&app.store.directory().await?.units, &signed.reach(Right::Accounts), app.clock.now()).settle(&typed.fields, UNIT);
    match judge(app, signed, &typed).await? {
        Ok(new) => {
            let now = app.clock.now();
            if app.store.add_account(&signed.author(), now, &new).await? {
                let account = app.store.own_account(new.id).await?.ok_or(PageError::NotFound)?;
                return show_link(app, visit, signed, account, StatusCode::CREATED).await;
            }
            typed.problems.push((NAME, "account-name-taken"));
        }
        Err(problems) => typed.problems = problems,
    }
    show_list(app, visit, signed, (Asked { page: 1, ..Asked::default() }, typed)).await
}

/// What is wrong with a form.
pub(super) type Problems = Vec<(&'static str, &'static str)>;

async fn judge(app: &App, signed: &Signed, typed: &Typed) -> Result<Result<NewAccount, Problems>, PageError> {
    let mut problems = Problems::new();
    let name = typed.value(NAME).parse::<AccountName>();
    if name.is_err() {
        problems.push((NAME, "account-name-wrong"));
    }
    let full_name = full_name(typed, &mut problems);
    let grant = grant(app, signed, typed, &mut problems).await?;
    Ok(match (name, grant) {
        (Ok(name), Some(grant)) if problems.is_empty() => {
            let id = app.ids.make(app.clock.now());
            Ok(NewAccount { id, name, full_name, grants: vec![grant], demonstration_password: None, subject: None })
        }
        _ => Err(problems),
    })
}

/// The name by which colleagues know somebody.
pub(super) fn full_name(typed: &Typed, problems: &mut Problems) -> String {
    let name = typed.value(FULL_NAME).split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        problems.push((FULL_NAME, "full-name-missing"));
    } else if name.chars().count() > Account::LONGEST_FULL_NAME {
        problems.push((FULL_NAME, "full-name-too-long"));
    }
    name
}

/// The chosen role in the chosen unit, if it may be given by whoever is signed in.
pub(super) async fn grant(
    app: &App,
    signed: &Signed,
    typed: &Typed,
    problems: &mut Problems,
) -> Result<Option<Grant>, PageError> {
    let role = Role::from_word(&typed.value(ROLE));
    if role.is_none() {
        problems.push((ROLE, "role-wrong"));
    }
    let directory = app.store.directory().await?;
    let reach = signed.reach(Right::Accounts);
    let known = |scope: &Scope| scope.word().is_empty() || directory.units.get(scope.word()).is_some();
    let scope = Scope::from_word(&typed.value(UNIT)).filter(|scope| known(scope) && reach.covers(&directory.units, scope));
    if scope.is_none() {
        problems.push((UNIT, "scope-wrong"));
    }
    Ok(role.zip(scope).map(|(role, scope)| Grant { role, scope }))
}

/// Makes a link for an account and shows it: it is stored as a hash, so it cannot be shown again.
pub(super) async fn show_link(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    account: Account,
    status: StatusCode,
) -> Result<Response, PageError> {
    let now = app.clock.now();
    let (token, until) = (app.secrets.make(Token::random), now + LINK_LASTS);
    let (reach, hash) = (signed.reach(Right::Accounts), token.hash(Purpose::Invitation));
    if !app.store.add_link(&signed.author(), now, &reach, &account, (hash, until)).await? {
        return Err(PageError::NotFound);
    }
    let link = format!("{}/invitation/{}", app.url, token.reveal());
    let page = page::with_status(app, visit, status, move || {
        let (account, link) = (account.clone(), link.clone());
        view! { <LinkPage account link until/> }
    });
    Ok(page.await)
}
