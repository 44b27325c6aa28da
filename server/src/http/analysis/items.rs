//! `/analysis/items`: the factors and items of a sector.

use std::collections::HashMap;

use app::domain::code::Code;
use app::pages::analysis::items::{BY, ItemsPage};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, State};
use axum::response::Response;
use leptos::prelude::*;

use super::question;
use crate::App;
use crate::figures;
use crate::figures::people::choice_items;
use crate::http::error::PageError;
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
        let (question, offered) = question(&app, &signed, asked, (&query, true)).await?;
        // A part is one of the version that is named.
        if let (Some(part), Some(version)) = (&question.filter.part, &question.version)
            && part.questionnaire != version.questionnaire
        {
            return Err(PageError::BadFilter);
        }
        let by = by(&app, query.get(BY).map_or("", String::as_str)).await?;
        let asked = (&question, by.as_ref());
        let items = figures::items::items(&app.store, &app.people, asked, app.clock.now(), app.privacy_minimum).await?;
        let page = page::show(&app, &visit, move || {
            let (items, offered) = (items.clone(), offered.clone());
            view! { <ItemsPage items offered/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The question by which answers are told apart: one of any version that is asked.
async fn by(app: &App, word: &str) -> Result<Option<Code>, PageError> {
    if word.is_empty() {
        return Ok(None);
    }
    let directory = app.store.directory().await?;
    let mut items = directory.public_versions().flat_map(|version| choice_items(version));
    let known = items.find(|item| item.code.as_str() == word).map(|item| item.code.clone());
    known.map(Some).ok_or(PageError::BadFilter)
}
