//! What is wrong with a questionnaire file, and where.

use std::fmt;

/// One fault of a questionnaire file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it is, as a person would say it: "factor access, item 3". Empty for the file as a whole.
    pub place: String,
    /// What is wrong: "duplicate code `a3`".
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() { f.write_str(&self.what) } else { write!(f, "{}: {}", self.place, self.what) }
    }
}

impl std::error::Error for Fault {}
