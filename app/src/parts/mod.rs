//! Pieces that pages share.

pub mod chart;
pub mod choice;
pub mod document;
pub mod errors;
pub mod escaping;
pub mod frame;
pub mod item;
pub mod looks;
