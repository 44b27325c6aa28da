//! What people see: pages, their words, and the rules of questionnaires and answers.
//!
//! This crate compiles for the server and for the browser. It does no input or output, names no database and no clock.
pub mod domain;
pub mod store;
