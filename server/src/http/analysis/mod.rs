//! The pages of analysts.

pub mod actions;
pub mod indices;
pub mod review;
