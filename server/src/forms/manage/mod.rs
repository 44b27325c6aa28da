//! The forms of administration.

pub mod user;
pub mod users;
