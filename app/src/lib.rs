//! What people see: pages, their words, and the rules of questionnaires and answers.
//!
//! This crate compiles for the server and for the browser, which gets the islands and the rules they share with the server, and nothing
//! else. It does no input or output, names no database and no clock.

#![expect(clippy::must_use_candidate, reason = "components are used by the `view!` macro, which no one ignores")]
#![expect(clippy::needless_pass_by_value, reason = "the properties of components are owned")]

pub mod domain;
#[expect(
    missing_docs,
    reason = "the component macro makes a public type of every property; those whose names do not say it have a comment"
)]
pub mod islands;
#[cfg(feature = "ssr")]
#[expect(missing_docs, reason = "as for islands")]
pub mod pages;
#[cfg(feature = "ssr")]
#[expect(missing_docs, reason = "as for islands")]
pub mod parts;
#[cfg(feature = "ssr")]
pub mod report;
pub mod store;
#[cfg(feature = "ssr")]
pub mod text;

/// Brings the islands of a page to life. Called by the browser once the code has arrived.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
