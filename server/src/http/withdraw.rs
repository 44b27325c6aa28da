//! `/withdraw`: the field for a receipt.

use std::collections::HashMap;

use app::pages::withdraw::WithdrawPage;
use app::parts::fields::Typed;
use axum::extract::{Query, State};
use axum::response::Response;
use leptos::prelude::*;

use super::page;
use super::visit::Visit;
use crate::App;

pub async fn show(State(app): State<App>, visit: Visit, Query(query): Query<HashMap<String, String>>) -> Response {
    let said = [("done", "withdraw-done"), ("noted", "withdraw-noted")];
    let done = said.into_iter().find(|(name, _)| query.contains_key(*name)).map(|(_, key)| key);
    page::show(&app, &visit, move || view! { <WithdrawPage typed=Typed::default() done/> }).await
}
