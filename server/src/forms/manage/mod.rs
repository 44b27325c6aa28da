//! The forms of administration.

pub mod unit;
pub mod units;
pub mod user;
pub mod users;
