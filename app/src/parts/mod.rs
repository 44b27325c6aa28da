//! Pieces that pages share.

pub mod allocation_chart;
pub mod answer_bar;
pub mod ask;
pub mod chart;
pub mod choice;
pub mod desk;
pub mod document;
pub mod entry_item;
pub mod errors;
pub mod escaping;
pub mod fields;
pub mod frame;
pub mod hours_chart;
pub mod item;
pub mod kiosk_document;
pub mod listing;
pub mod looks;
pub mod marks;
pub mod module;
pub mod outcome;
pub mod passkeys;
pub mod rate;
pub mod sparkline;
pub mod unit_field;
pub mod unsent;
