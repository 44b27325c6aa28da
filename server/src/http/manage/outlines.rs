//! `/manage/outlines`: where units lie.

use std::collections::{BTreeMap, HashMap};

use app::domain::role::Right;
use app::domain::unit::UnitKind;
use app::pages::manage::outlines::{OutlineRemovalPage, Outlines, OutlinesPage, PATH, Seen};
use app::parts::fields::Typed;
use axum::extract::{Extension, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// What an address says was done, and the key of the words for it.
const DONE: [(&str, &str); 2] = [("taken", "outlines-taken"), ("removed", "outlines-removed")];

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let done = DONE.iter().find_map(|(name, key)| Some((*key, query.get(*name)?.parse().ok()?)));
    let shown = show_file(&app, &visit, &signed, (visit.typed_or(Typed::default()), None, done));
    page::or_refuse(&app, &visit, shown).await
}

/// The page with what was read of a file.
pub async fn show_file(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (typed, seen, done): (Typed, Option<Seen>, Option<(&'static str, u64)>),
) -> Result<Response, PageError> {
    let reach = signed.reach(Right::Catalogue);
    let (directory, outlined, now) = (app.store.directory().await?, app.store.outlined(&reach).await?, app.clock.now());
    let mut known: BTreeMap<UnitKind, (u64, u64)> = BTreeMap::new();
    for (_, unit) in reach.within(&directory.units) {
        if unit.valid_to.is_none_or(|end| now < end) {
            let (with, all) = known.entry(unit.kind).or_default();
            *with += u64::from(outlined.contains(&unit.code));
            *all += 1;
        }
    }
    let known = known.into_iter().map(|(kind, (with, all))| (kind, with, all)).collect();
    let shown = Outlines { known, typed: typed.clone(), seen, done };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <OutlinesPage shown/> }
    });
    Ok(page.await)
}

pub async fn removal(State(app): State<App>, visit: Visit, Extension(signed): Extension<Signed>) -> Response {
    let shown = async {
        let units = app.store.outlined(&signed.reach(Right::Catalogue)).await?.len() as u64;
        if units == 0 {
            // There is nothing to ask about.
            return Ok(Redirect::to(PATH).into_response());
        }
        Ok(page::show(&app, &visit, move || view! { <OutlineRemovalPage units/> }).await)
    };
    page::or_refuse(&app, &visit, shown).await
}
