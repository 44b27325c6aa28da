//! The pages of administration.

pub mod audit;
pub mod batch;
pub mod campaign;
pub mod campaign_checklist;
pub mod campaign_fields;
pub mod campaign_question;
pub mod campaign_units;
pub mod campaigns;
pub mod invitations;
pub mod inviting;
pub mod point;
pub mod points;
pub mod posters;
pub mod questionnaire;
pub mod questionnaire_difference;
pub mod questionnaire_view;
pub mod questionnaires;
pub mod removal;
pub mod sector;
pub mod sectors;
pub mod target;
pub mod targets;
pub mod unit;
pub mod units;
pub mod user;
pub mod users;
