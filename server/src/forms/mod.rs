//! One file for each POST: parse, act, 303 or the same page again.

mod body;
pub mod preferences;
pub mod survey;
