//! What tests of the staff's pages share: somebody at a desk who may do everything, and what they look at afterwards.

use app::domain::role::{Reach, Role};
use axum::http::StatusCode;
use server::store::Store;
use server::store::audit::Wanted;

use crate::NOW;
use crate::client::{Answer, TestApp};
use crate::database::TestDatabase;
use crate::staff::{Browser, add};
use crate::world::{World, fill};

/// What a form answers that was taken.
pub const SEE_OTHER: StatusCode = StatusCode::SEE_OTHER;
/// What a form answers in which something is to be put right.
pub const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// The small world with an administrator of everything, who is signed in.
pub async fn start(db: &TestDatabase) -> (TestApp, Browser, World) {
    let world = fill(&db.store).await;
    add(&db.store, "boss", Role::Administrator, "").await;
    // Identifiers begin anew in each application, so the moment makes the difference to those of the world.
    let app = TestApp::at(&db.store, NOW + 1);
    let boss = Browser::signed_in(&app, "boss").await;
    (app, boss, world)
}

/// The newest entry of the log: its action, its subject, its unit, and what was before and after.
pub async fn last_entry(store: &Store) -> (String, String, Option<String>, serde_json::Value, serde_json::Value) {
    let noted = store.audit(&Reach::Everything, &Wanted::default(), 1).await.expect("the log").remove(0);
    let json = |text: Option<String>| text.map(|text| serde_json::from_str(&text).expect("JSON")).unwrap_or_default();
    (noted.action, noted.subject, noted.unit, json(noted.before), json(noted.after))
}

/// Whether a page says this about a field, as its summary and its field do.
#[must_use]
pub fn says(page: &Answer, words: &str) -> bool {
    page.text().matches(words).count() >= 2
}
