//! What people see: pages, their words, and the rules of questionnaires and answers.
//!
//! This crate compiles for the server and for the browser. It does no input or output, names no database and no clock.

#![expect(clippy::must_use_candidate, reason = "components are used by the `view!` macro, which no one ignores")]
#![expect(clippy::needless_pass_by_value, reason = "the properties of components are owned")]

pub mod domain;
pub mod islands;
pub mod pages;
pub mod parts;
pub mod store;
pub mod text;

/// Brings the islands of a page to life. Called by the browser once the code has arrived.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
