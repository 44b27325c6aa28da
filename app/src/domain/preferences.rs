//! How a reader wants pages to look.

use std::fmt;
use std::str::FromStr;

use super::language::Language;

/// Language and look. They travel in a cookie and, inside the questionnaire's form, in a hidden field, so that they hold without
/// cookies too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// The language.
    pub language: Language,
    /// Text size: 0 normal, 1 larger, 2 largest.
    pub size: u8,
    /// Whether contrast is raised.
    pub high_contrast: bool,
    /// Light or dark.
    pub theme: Theme,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The word used in HTML and in the cookie.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// One press of a button that changes how pages look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Read in this language.
    Language(Language),
    /// Smaller text.
    Smaller,
    /// Normal text.
    NormalSize,
    /// Larger text.
    Larger,
    /// Contrast raised, or normal again.
    Contrast(bool),
    /// Light, dark, or as the device says.
    Theme(Theme),
}

impl Change {
    /// The form field that carries a change.
    pub const FIELD: &'static str = "show";
}

impl Preferences {
    /// The largest text size.
    pub const LARGEST: u8 = 2;
    /// The form field that carries the preferences.
    pub const FIELD: &'static str = "view";

    /// The preferences after a change.
    #[must_use]
    pub fn after(mut self, change: Change) -> Self {
        match change {
            Change::Language(language) => self.language = language,
            Change::Smaller => self.size = self.size.saturating_sub(1),
            Change::NormalSize => self.size = 0,
            Change::Larger => self.size = (self.size + 1).min(Self::LARGEST),
            Change::Contrast(high) => self.high_contrast = high,
            Change::Theme(theme) => self.theme = theme,
        }
        self
    }
}

impl fmt::Display for Preferences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let contrast = if self.high_contrast { "high" } else { "normal" };
        write!(f, "{}.{}.{contrast}.{}", self.language, self.size, self.theme.word())
    }
}

impl FromStr for Preferences {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('.');
        let mut next = || parts.next().ok_or(());
        let preferences = Self {
            language: next()?.parse()?,
            size: next()?.parse().ok().filter(|size| *size <= Self::LARGEST).ok_or(())?,
            high_contrast: match next()? {
                "high" => true,
                "normal" => false,
                _ => return Err(()),
            },
            theme: theme(next()?)?,
        };
        if parts.next().is_none() { Ok(preferences) } else { Err(()) }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Language(language) => write!(f, "language-{language}"),
            Self::Smaller => f.write_str("smaller"),
            Self::NormalSize => f.write_str("normal-size"),
            Self::Larger => f.write_str("larger"),
            Self::Contrast(high) => write!(f, "contrast-{}", if *high { "high" } else { "normal" }),
            Self::Theme(theme) => write!(f, "theme-{}", theme.word()),
        }
    }
}

impl FromStr for Change {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "smaller" => Ok(Self::Smaller),
            "normal-size" => Ok(Self::NormalSize),
            "larger" => Ok(Self::Larger),
            "contrast-high" => Ok(Self::Contrast(true)),
            "contrast-normal" => Ok(Self::Contrast(false)),
            _ => match text.split_once('-').ok_or(())? {
                ("language", tag) => tag.parse().map(Self::Language),
                ("theme", word) => theme(word).map(Self::Theme),
                _ => Err(()),
            },
        }
    }
}

fn theme(word: &str) -> Result<Theme, ()> {
    [Theme::Auto, Theme::Light, Theme::Dark].into_iter().find(|theme| theme.word() == word).ok_or(())
}

#[cfg(test)]
mod tests {
    use super::{Change, Preferences, Theme};
    use crate::domain::language::Language;

    #[test]
    fn preferences_and_changes_are_read_as_they_are_written() {
        let preferences = Preferences { language: Language::En, size: 2, high_contrast: true, theme: Theme::Dark };
        assert_eq!(preferences.to_string().parse(), Ok(preferences));
        assert_eq!(Preferences::default().to_string().parse(), Ok(Preferences::default()));
        for bad in ["", "vi", "vi.3.high.dark", "fr.0.high.dark", "vi.0.high.dark.x", "vi.0.loud.dark", "vi.0.high.pink"] {
            assert!(bad.parse::<Preferences>().is_err(), "{bad}");
        }
        for change in [Change::Language(Language::Vi), Change::Smaller, Change::Contrast(true), Change::Theme(Theme::Auto)] {
            assert_eq!(change.to_string().parse(), Ok(change));
        }
        assert!("language-fr".parse::<Change>().is_err());
    }

    #[test]
    fn text_neither_shrinks_below_normal_nor_grows_without_end() {
        let mut preferences = Preferences::default().after(Change::Smaller);
        assert_eq!(preferences.size, 0);
        for _ in 0..5 {
            preferences = preferences.after(Change::Larger);
        }
        assert_eq!(preferences.size, Preferences::LARGEST);
        assert_eq!(preferences.after(Change::NormalSize).size, 0);
    }
}
