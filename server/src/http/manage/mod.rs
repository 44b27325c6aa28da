//! The pages of administration.

pub mod audit;
pub mod units;
pub mod users;
