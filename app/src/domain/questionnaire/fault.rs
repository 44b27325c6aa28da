//! What is wrong with a questionnaire file, and where.

use std::fmt;

use crate::domain::language::Language;
use crate::text::Words;

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

impl Fault {
    /// The fault in a sentence: "factor access, item 3: duplicate code `a3`".
    #[must_use]
    pub fn told(&self, words: Words) -> String {
        let values: Vec<(&str, &str)> = self.what.values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let what = words.with(self.what.key, &values);
        let place = self.place.split(", ").filter(|part| !part.is_empty()).map(|part| {
            let (kind, name) = part.split_once(' ').unwrap_or((part, ""));
            words.with(place(kind), &[("name", name)])
        });
        let place = place.collect::<Vec<_>>().join(", ");
        if place.is_empty() { what } else { format!("{place}: {what}") }
    }
}

/// The key of the words for a kind of place.
fn place(kind: &str) -> &'static str {
    match kind {
        "aspect" => "version-place-aspect",
        "factor" => "version-place-factor",
        "item" => "version-place-item",
        "option" => "version-place-option",
        "index" => "version-place-index",
        "title" => "version-place-title",
        "purpose" => "version-place-purpose",
        _ => "version-place-section",
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(Words(Language::En)))
    }
}

impl std::error::Error for Fault {}

impl From<&'static str> for What {
    fn from(key: &'static str) -> Self {
        Self { key, values: Vec::new() }
    }
}
