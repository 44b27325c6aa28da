//! The forms of administration.

pub mod sector;
pub mod sectors;
pub mod target;
pub mod targets;
pub mod unit;
pub mod units;
pub mod user;
pub mod users;
