//! The only code sent to browsers: one behaviour for each file. Each improves a page that works without it.

pub mod conditions;
pub mod draft;
pub mod entry_keys;
pub mod forget_draft;
pub(crate) mod form;
pub mod stepper;
