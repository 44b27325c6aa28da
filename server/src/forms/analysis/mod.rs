//! The forms of analysts.

pub mod action;
pub mod actions;
pub mod exports;
pub mod index_import;
pub mod indices;
pub mod review;
