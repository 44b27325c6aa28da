//! The pages of administration.

pub mod audit;
pub mod campaign;
pub mod campaign_entry;
pub mod campaign_units;
pub mod campaigns;
pub mod classifications;
pub mod devices;
pub mod entry;
pub mod exports;
pub mod imports;
pub mod invitations;
pub mod merging;
pub mod outlines;
pub mod paper_forms;
pub mod points;
pub mod posters;
pub mod questionnaire;
pub mod questionnaires;
pub mod retention;
pub mod sample;
pub mod sectors;
pub mod targets;
pub mod themes;
pub mod tokens;
pub mod units;
pub mod users;
