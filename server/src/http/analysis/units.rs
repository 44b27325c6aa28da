//! `/analysis/units`: the units below a unit.

use std::collections::HashMap;

use app::domain::unit_table::Level;
use app::pages::analysis::unit_list::list;
use app::pages::analysis::unit_where::drawn;
use app::pages::analysis::units::{LEVEL, UnitsPage, UnitsShown, kept};
use app::parts::listing;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, State};
use axum::response::Response;
use leptos::prelude::*;

use super::question;
use crate::App;
use crate::figures::unit_table::unit_table;
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
        let level = Level::from_word(query.get(LEVEL).map_or("", String::as_str)).ok_or(PageError::BadFilter)?;
        let (question, offered) = question(&app, &signed, asked, (&query, false)).await?;
        let (now, minimum) = (app.clock.now(), app.privacy_minimum);
        let table = unit_table(&app.store, &app.people, (&question, level), now, minimum).await?;
        let asked = listing::Asked::read(|name| query.get(name).map(String::as_str));
        let asked = listing::Asked { kept: kept(&table.scene.question, level), ..asked };
        let listed = table.shown.as_ref().map(|units| list(units, &asked));
        let rows = table.shown.as_ref().map(|units| drawn(units)).unwrap_or_default();
        let outlines = app.store.outlines(&rows.iter().map(|row| &row.unit).collect::<Vec<_>>()).await?;
        let shown = UnitsShown { table, listed, outlines, offered };
        let page = page::show(&app, &visit, move || {
            let shown = shown.clone();
            view! { <UnitsPage shown/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}
