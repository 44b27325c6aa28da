//! The pages of analysts.

pub mod action;
pub mod action_effect;
pub mod actions;
pub mod index;
pub mod index_import;
pub mod indices;
pub mod review;
