//! The pages of administration.

pub mod audit;
pub mod invitations;
pub mod points;
pub mod posters;
pub mod sectors;
pub mod targets;
pub mod units;
pub mod users;
