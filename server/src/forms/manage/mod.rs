//! The forms of administration.

pub mod batch;
pub mod campaign;
pub mod campaign_entry;
pub mod campaign_measured;
pub mod campaigns;
pub mod classification;
pub mod classifications;
pub mod device;
pub mod devices;
pub mod entry;
pub mod imports;
pub mod inviting;
pub mod merging;
pub mod outlines;
pub mod paper_form;
pub mod point;
pub mod points;
pub mod questionnaire;
pub mod questionnaires;
pub mod retention;
pub mod sample;
pub mod sector;
pub mod sectors;
pub mod target;
pub mod targets;
pub mod themes;
pub mod tokens;
pub mod unit;
pub mod units;
pub mod user;
pub mod users;

use app::domain::submission::Fields;
use app::pages::manage::removal::SURE;

use crate::http::error::PageError;

/// Refuses a step that asks first where the form does not say that somebody was asked.
pub(super) fn must_be_sure(fields: &Fields) -> Result<(), PageError> {
    if fields.has(SURE, "yes") { Ok(()) } else { Err(PageError::BadForm(vec![SURE.to_owned()])) }
}
