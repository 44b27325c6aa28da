//! The pages of administration.

pub mod audit;
pub mod users;
