//! Pages without data, and what machines ask.

use app::pages::methods::MethodsPage;
use app::pages::privacy::PrivacyPage;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

use super::error::PageError;
use super::page;
use super::visit::Visit;
use crate::App;

pub async fn methods(State(app): State<App>, visit: Visit) -> Response {
    let privacy_minimum = app.privacy_minimum;
    page::show(&app, &visit, move || view! { <MethodsPage privacy_minimum/> }).await
}

pub async fn privacy(State(app): State<App>, visit: Visit) -> Response {
    let shown = async {
        let periods = app.store.retention(app.clock.now()).await?.periods;
        Ok(page::show(&app, &visit, move || view! { <PrivacyPage periods/> }).await)
    };
    page::or_refuse(&app, &visit, shown).await
}

/// `/healthz`: the program runs.
pub async fn alive() -> &'static str {
    "alive\n"
}

/// `/readyz`: the database answers too.
pub async fn ready(State(app): State<App>) -> Response {
    match app.store.database().ping().await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (PageError::Unavailable(error.into()).status(), "the database does not answer\n").into_response()
        }
    }
}

pub async fn not_found(State(app): State<App>, visit: Visit) -> Response {
    page::refuse(&app, &visit, PageError::NotFound).await
}

pub async fn wrong_method(State(app): State<App>, visit: Visit) -> Response {
    page::refuse(&app, &visit, PageError::WrongMethod).await
}
