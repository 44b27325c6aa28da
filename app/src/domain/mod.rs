//! The rules of the field: types that cannot be wrong.

pub mod account;
pub mod administrative_rate;
pub mod answer;
pub mod campaign;
pub mod code;
pub mod collation;
pub mod collection_point;
pub mod figure;
pub mod fold;
pub mod language;
pub mod measure;
pub mod mode;
pub mod period;
pub mod preferences;
pub mod questionnaire;
pub mod response;
pub mod role;
pub mod sample_place;
pub mod sector;
pub mod submission;
pub mod target;
pub mod texts;
pub mod tree;
pub mod unit;
