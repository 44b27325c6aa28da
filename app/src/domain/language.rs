//! The languages of the interface.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language in which the interface is complete. Vietnamese comes first: it is what a citizen sees who chose nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Vietnamese, `vi`.
    #[default]
    Vi,
    /// English, `en`.
    En,
}

impl Language {
    /// Every language, in the order in which the switch offers them.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// The tag that HTML's `lang` attribute and addresses use.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The name of the language in the language itself, so that those find it who read no other.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Vi => "Tiếng Việt",
            Self::En => "English",
        }
    }

    /// The first language of an `Accept-Language` header that the interface speaks, by the order in the header.
    ///
    /// Quality values are not weighed: browsers list languages by preference.
    #[must_use]
    pub fn accepted(header: &str) -> Option<Self> {
        header
            .split(',')
            .filter_map(|part| part.split([';', '-']).next())
            .find_map(|tag| tag.trim().to_ascii_lowercase().parse().ok())
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = ();

    fn from_str(tag: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|language| language.tag() == tag).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn the_first_spoken_language_of_the_header_wins() {
        assert_eq!(Language::accepted("fr-FR, en-GB;q=0.8, vi;q=0.5"), Some(Language::En));
        assert_eq!(Language::accepted("vi-VN"), Some(Language::Vi));
        assert_eq!(Language::accepted("fr, *"), None);
        assert_eq!(Language::accepted(""), None);
    }
}
