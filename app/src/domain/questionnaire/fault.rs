//! What is wrong with a questionnaire file, and where.

/// One fault of a questionnaire file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it is, as a person would say it: "factor access, item 3". Empty for the file as a whole.
    pub place: String,
    /// What is wrong.
    pub what: What,
}

/// What is wrong, to be told in any language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct What {
    /// The key of the words.
    pub key: &'static str,
    /// What they are about.
    pub values: Vec<(&'static str, String)>,
}

impl From<&'static str> for What {
    fn from(key: &'static str) -> Self {
        Self { key, values: Vec::new() }
    }
}
