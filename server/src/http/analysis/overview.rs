//! `/analysis`: the sectors of a unit.

use std::collections::HashMap;

use app::pages::analysis::overview::OverviewPage;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, State};
use axum::response::Response;
use leptos::prelude::*;

use super::question;
use crate::App;
use crate::figures;
use crate::http::page;
use crate::http::results::Asked;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    asked: Result<Query<Asked>, QueryRejection>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let shown = async {
        let (question, offered) = question(&app, &signed, asked, (&query, false)).await?;
        let overview =
            figures::overview::overview(&app.store, &app.people, &question, app.clock.now(), app.privacy_minimum).await?;
        let page = page::show(&app, &visit, move || {
            let (overview, offered) = (overview.clone(), offered.clone());
            view! { <OverviewPage overview offered/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}
