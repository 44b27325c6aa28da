//! POST `/analysis/indices/import`: many indices at once, all of them or none.

use std::collections::HashMap;

use app::domain::outside_index::OutsideIndex;
use app::domain::outside_index_import::{FILE, Fault, LIST, read};
use app::domain::role::Right;
use app::pages::analysis::indices::PATH;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::upload;
use crate::App;
use crate::http::analysis::indices::{places, show_import};
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::tables::Table;

/// The largest table, in bytes.
const LARGEST: usize = 1024 * 1024;

/// Takes the table and goes to the list, or shows what is wrong with it.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, take(&app, &visit, &signed, request)).await
}

async fn take(app: &App, visit: &Visit, signed: &Signed, request: Request<Body>) -> Result<Response, PageError> {
    let upload = upload::read(request, FILE, LARGEST).await?;
    let (mut typed, is_doubtful) = upload.with_text((FILE, LIST), LARGEST).await?;
    if is_doubtful && typed.problems.is_empty() {
        // Whether the letters are right, a person must see: the text stands in the form now.
        typed.problems.push((LIST, "index-import-letters"));
    }
    let faults = match judged(app, signed, typed.fields.first(LIST).unwrap_or_default()).await? {
        _ if !typed.problems.is_empty() => Vec::new(),
        Ok(indices) => {
            if save(app, signed, indices).await? {
                return Ok(Redirect::to(&format!("{PATH}?imported")).into_response());
            }
            typed.problems.push(("", "changed-meanwhile"));
            Vec::new()
        }
        Err(faults) => {
            typed.problems.push((LIST, "index-import-faulty"));
            faults
        }
    };
    show_import(app, visit, (typed, faults)).await
}

async fn judged(app: &App, signed: &Signed, text: &str) -> Result<Result<Vec<OutsideIndex>, Vec<Fault>>, PageError> {
    let table = match Table::of_text(text) {
        Ok(table) => table,
        Err(unreadable) => return Ok(Err(vec![Fault { line: 1, key: unreadable.key() }])),
    };
    let lines: Vec<(u64, Vec<String>)> = table.rows().map(|row| (row.line, row.cells().map(str::to_owned).collect())).collect();
    let (places, reach) = (places(app, signed).await?, signed.reach(Right::Analysis));
    Ok(read(&lines, &places.units, &reach, &places.offered))
}

/// Adds what is new and changes what differs.
async fn save(app: &App, signed: &Signed, indices: Vec<OutsideIndex>) -> Result<bool, PageError> {
    let (reach, now) = (signed.reach(Right::Analysis), app.clock.now());
    let there = app.store.outside_indices_within(&reach).await?;
    let known: HashMap<_, _> = there.iter().map(|(id, index)| ((&index.name, &index.unit, index.year), (*id, index))).collect();
    let lines: Vec<_> = indices
        .into_iter()
        .filter_map(|new| match known.get(&(&new.name, &new.unit, new.year)) {
            Some((_, old)) if **old == new => None,
            Some((id, old)) => Some((*id, Some((*old).clone()), new)),
            None => Some((app.ids.make(now), None, new)),
        })
        .collect();
    Ok(app.store.save_outside_indices(&signed.author(), now, &reach, &lines).await?)
}
