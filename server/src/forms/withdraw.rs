//! POST `/withdraw`: an answer is found by its receipt and, once that was asked, withdrawn.

use app::domain::receipt::{Receipt, can_withdraw};
use app::pages::manage::removal::SURE;
use app::pages::withdraw::{CODE, Found, PATH, WithdrawPage, WithdrawalPage};
use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::body;
use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::visit::Visit;
use crate::store::withdrawals::Withdrawing;

/// Asks, or withdraws; or shows the page again.
pub async fn submit(State(app): State<App>, visit: Visit, request: Request<Body>) -> Response {
    page::or_refuse(&app, &visit, take(&app, &visit, request)).await
}

async fn take(app: &App, visit: &Visit, request: Request<Body>) -> Result<Response, PageError> {
    let typed = Typed { fields: body::read(request).await?, problems: Vec::new() };
    let wrong = |key| show_again(app, visit, typed.clone(), (StatusCode::UNPROCESSABLE_ENTITY, key));
    let Ok(receipt) = typed.value(CODE).parse::<Receipt>() else { return Ok(wrong("withdraw-code-wrong").await) };
    let now = app.clock.now();
    if let Err(seconds) = app.withdrawal_limits.take(&receipt.window(), now) {
        let mut response = show_again(app, visit, typed, (StatusCode::TOO_MANY_REQUESTS, "withdraw-crowded")).await;
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        return Ok(response);
    }
    let Some(response) = app.store.receipted(receipt).await? else { return Ok(wrong("withdraw-not-found").await) };
    let directory = app.store.directory().await?;
    let Some(campaign) = directory.campaign(response.campaign_id) else { return Ok(wrong("withdraw-not-found").await) };
    if !can_withdraw(campaign, now) {
        return Ok(wrong("withdraw-too-late").await);
    }
    if typed.fields.has(SURE, "yes") {
        // Where it is gone already, the button was pressed twice: that is as good.
        let said = match app.store.withdraw(now, &response).await? {
            Withdrawing::Withdrawn | Withdrawing::Gone => "done",
            Withdrawing::Noted => "noted",
        };
        return Ok(Redirect::to(&format!("{PATH}?{said}")).into_response());
    }
    let unit = directory.units.get(&response.unit).map(|unit| unit.name.clone()).unwrap_or_default();
    let held = app.store.hold(response.campaign_id).await?.is_some();
    let found = Found { held, code: receipt.to_string(), campaign: campaign.title.clone(), unit };
    let page = page::show(app, visit, move || {
        let found = found.clone();
        view! { <WithdrawalPage found/> }
    });
    Ok(page.await)
}

async fn show_again(app: &App, visit: &Visit, typed: Typed, (status, key): (StatusCode, &'static str)) -> Response {
    let typed = Typed { problems: vec![(CODE, key)], ..typed };
    page::with_status(app, visit, status, move || {
        let typed = typed.clone();
        view! { <WithdrawPage typed done=None/> }
    })
    .await
}
