//! One text in several languages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::language::Language;

/// The same text in each language of a questionnaire or catalogue, by language tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Texts(BTreeMap<String, String>);

impl Texts {
    /// A text from its languages.
    pub fn new<const N: usize>(pairs: [(&str, &str); N]) -> Self {
        Self(pairs.into_iter().map(|(tag, text)| (tag.to_owned(), text.to_owned())).collect())
    }

    /// The text in `language`; where it lacks that language, in Vietnamese; where it lacks that too, in any.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        self.0
            .get(language.tag())
            .or_else(|| self.0.get(Language::Vi.tag()))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// The text in exactly this language; empty where it lacks that.
    #[must_use]
    pub fn only(&self, language: Language) -> &str {
        self.0.get(language.tag()).map_or("", String::as_str)
    }

    /// The text under exactly this language tag; empty where it lacks that.
    #[must_use]
    pub fn tagged(&self, tag: &str) -> &str {
        self.0.get(tag).map_or("", String::as_str)
    }

    /// The same with another text in a language, or without that language where the text is empty.
    #[must_use]
    pub fn with(mut self, language: Language, text: &str) -> Self {
        if text.is_empty() {
            self.0.remove(language.tag());
        } else {
            self.0.insert(language.tag().to_owned(), text.to_owned());
        }
        self
    }

    /// Every text, whatever its language.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }

    /// Whether there is a text, other than white space, under this language tag.
    #[must_use]
    pub fn speaks(&self, tag: &str) -> bool {
        self.0.get(tag).is_some_and(|text| !text.trim().is_empty())
    }

    /// The language tags that occur.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
