//! The pages of administration.

pub mod audit;
pub mod user;
pub mod users;
