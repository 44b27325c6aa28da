//! A fault of a questionnaire file in words.

use std::fmt;

use super::Words;
use crate::domain::language::Language;
use crate::domain::questionnaire::fault::Fault;

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
