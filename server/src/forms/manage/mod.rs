//! The forms of administration.

pub mod batch;
pub mod campaign;
pub mod campaign_measured;
pub mod campaigns;
pub mod inviting;
pub mod point;
pub mod points;
pub mod questionnaire;
pub mod questionnaires;
pub mod sector;
pub mod sectors;
pub mod target;
pub mod targets;
pub mod unit;
pub mod units;
pub mod user;
pub mod users;
