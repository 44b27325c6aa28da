//! The pages of administration.

pub mod audit;
pub mod batch;
pub mod invitations;
pub mod inviting;
pub mod point;
pub mod points;
pub mod posters;
pub mod removal;
pub mod sector;
pub mod sectors;
pub mod target;
pub mod targets;
pub mod unit;
pub mod units;
pub mod user;
pub mod users;
