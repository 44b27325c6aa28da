//! `/` and the way from a typed code to its questionnaire.

use app::pages::home::{HomePage, load};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::error::PageError;
use super::page;
use super::visit::Visit;
use crate::App;

#[derive(Deserialize)]
pub struct Find {
    #[serde(default)]
    find: String,
}

pub async fn show(State(app): State<App>, visit: Visit, query: Result<Query<Find>, QueryRejection>) -> Response {
    let search = query.map(|Query(find)| find.find).unwrap_or_default();
    match load(&app, search, app.clock.now()).await {
        Ok(home) => {
            page::show(&app, &visit, move || {
                let home = home.clone();
                view! { <HomePage home/> }
            })
            .await
        }
        Err(error) => page::refuse(&app, &visit, error.into()).await,
    }
}

#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    code: String,
}

/// `/s?code=…`: what was typed under "code". A code that cannot be one is answered like one that does not exist.
pub async fn open_code(State(app): State<App>, visit: Visit, query: Result<Query<Typed>, QueryRejection>) -> Response {
    let code = query.map(|Query(typed)| typed.code).unwrap_or_default();
    match code.parse::<app::domain::collection_point::PointCode>() {
        Ok(code) => Redirect::to(&format!("/s/{code}")).into_response(),
        Err(()) => page::refuse(&app, &visit, PageError::PointUnknown).await,
    }
}
