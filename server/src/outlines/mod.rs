//! Boundaries of units from a file: read, matched to the units, and kept in the form until they are taken.

pub mod features;
pub mod matching;
pub mod packed;
