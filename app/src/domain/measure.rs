//! The three measures of satisfaction, which never share a scale or a chart.

use serde::{Deserialize, Serialize};

use super::campaign::Sampling;

/// What kind of figure a percentage is. A probability sample speaks for a population; feedback speaks for those who chose to answer;
/// an administrative rate counts silence as satisfaction. They are shown apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// A probability sample or a census: intervals and verdicts are allowed.
    Survey,
    /// Self-selected answers by QR code, kiosk or link: counts and shares only.
    Feedback,
    /// Dossiers without complaint ÷ all dossiers, entered from outside.
    Administrative,
}

impl Measure {
    /// The measure to which a campaign's answers belong.
    #[must_use]
    pub const fn of(sampling: Sampling) -> Self {
        match sampling {
            Sampling::Probability | Sampling::Census => Self::Survey,
            Sampling::SelfSelected => Self::Feedback,
        }
    }

    /// The word that names the measure in open data.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Survey => "survey",
            Self::Feedback => "feedback",
            Self::Administrative => "administrative",
        }
    }
}
