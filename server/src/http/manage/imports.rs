//! `/manage/imports/{what}`: files of units, sectors, targets and classifications.

use app::domain::import::Catalogue;
use app::domain::role::{Reach, Right};
use app::pages::manage::import::{ImportPage, Standing};
use app::pages::manage::imports::{Importing, ImportingPage};
use app::parts::fields::Typed;
use axum::extract::{Extension, Path, State};
use axum::http::HeaderValue;
use axum::http::header::REFRESH;
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::importing::jobs::Outcome;
use crate::store::audit::{Noted, Wanted};
use crate::store::imports::subject;

/// After how many seconds a browser looks again at an import that is under way.
const GLANCE: &str = "2";
/// After how long an import of another instance of which nothing was heard was broken off, in milliseconds: ten minutes.
const LOST: i64 = 10 * 60 * 1000;

/// What an address names.
pub fn catalogue(what: &str) -> Result<Catalogue, PageError> {
    Catalogue::from_word(what).ok_or(PageError::NotFound)
}

/// Whether somebody may import it: sectors are the same for all units, so they are for who reaches everything.
pub fn may(signed: &Signed, catalogue: Catalogue) -> bool {
    catalogue != Catalogue::Sectors || signed.reach(Right::Catalogue) == Reach::Everything
}

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(what): Path<String>,
) -> Response {
    let shown = async {
        let catalogue = catalogue(&what)?;
        let may = may(&signed, catalogue);
        show_file(&app, &visit, Importing { catalogue, may, typed: Typed::default(), seen: None, ready: None }).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The page with what was read of a file.
pub async fn show_file(app: &App, visit: &Visit, shown: Importing) -> Result<Response, PageError> {
    let typed = shown.typed.clone();
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <ImportingPage shown/> }
    });
    Ok(page.await)
}

/// The same where the file cannot be taken now, because too many others wait for their turn.
pub async fn show_busy(app: &App, visit: &Visit, shown: Importing) -> Response {
    page::busy(app, visit, move || {
        let shown = shown.clone();
        view! { <ImportingPage shown/> }
    })
    .await
}

pub async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path((what, id)): Path<(String, String)>,
) -> Response {
    let shown = async {
        let catalogue = catalogue(&what)?;
        let id: Uuid = id.parse().map_err(|_| PageError::NotFound)?;
        // Whoever does not reach the entry that tells of it does not know of it.
        let wanted = Wanted { subject: subject(id), ..Wanted::default() };
        let entries = app.store.audit(&signed.reach(Right::Catalogue), &wanted, 1).await?;
        let entry =
            entries.into_iter().next().filter(|entry| told(entry)["of"] == catalogue.word()).ok_or(PageError::NotFound)?;
        let standing = standing(&app, &entry, id);
        let mut response = page::show(&app, &visit, move || {
            let id = id.to_string();
            view! { <ImportPage catalogue id standing/> }
        })
        .await;
        if standing.is_open() {
            response.headers_mut().insert(REFRESH, HeaderValue::from_static(GLANCE));
        }
        Ok(response)
    };
    page::or_refuse(&app, &visit, shown).await
}

/// How an import stands, by the newest entry of the log about it and by what this instance knows.
fn standing(app: &App, entry: &Noted, id: Uuid) -> Standing {
    let count = |name: &str| told(entry)[name].as_u64().unwrap_or_default();
    if entry.action == crate::audit::Action::Imported.word() {
        return Standing::Taken(count("added"), count("changed"));
    }
    match app.imports.get(id).map(|job| (job.outcome(), job)) {
        Some((None | Some(Outcome::Taken), job)) => Standing::Running(job.written(), job.rows),
        Some((Some(Outcome::ChangedMeanwhile), _)) => Standing::ChangedMeanwhile,
        None if app.clock.now() - entry.at < LOST => Standing::Elsewhere,
        Some((Some(Outcome::Failed), _)) | None => Standing::Failed,
    }
}

/// What an entry tells.
fn told(entry: &Noted) -> serde_json::Value {
    entry.after.as_deref().and_then(|after| serde_json::from_str(after).ok()).unwrap_or_default()
}
