//! The pages of administration.

pub mod audit;
pub mod sectors;
pub mod targets;
pub mod units;
pub mod users;
