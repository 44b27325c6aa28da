//! Numbers for those who watch the program, on a listener of their own, so that they cannot be exposed by accident.

use std::fmt::Write;

use axum::Router;
use axum::extract::State;
use axum::routing::get;

use crate::store::Store;

/// What the second listener serves.
pub fn router(store: Store) -> Router {
    Router::new().route("/metrics", get(numbers)).with_state(store)
}

/// A line for each number: its name and its value.
async fn numbers(State(store): State<Store>) -> String {
    let mut lines = String::new();
    let pending = store.pending_rows().await.ok();
    let numbers = store.metrics().read().into_iter().chain(pending.map(|rows| ("hailong_pending_rows", rows)));
    for (name, value) in numbers {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{name} {value}");
    }
    lines
}
