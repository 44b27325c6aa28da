//! One file for each POST: parse, act, 303 or the same page again.

pub mod body;
pub mod preferences;
pub mod survey;
