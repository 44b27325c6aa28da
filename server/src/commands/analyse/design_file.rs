//! The design file: what is measured, how the sample was drawn, which tables are wanted.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::analysis::design::LonelyPsu;
use crate::analysis::sample::Sampling;
use crate::analysis::share::{Level, Share};

/// A design file, checked.
#[derive(Clone, Debug)]
pub struct DesignFile {
    /// What is measured.
    pub measured: Measured,
    /// The column of weights.
    pub weight: Option<String>,
    /// The column of strata.
    pub strata: Option<String>,
    /// The column of first-stage clusters.
    pub psu: Option<String>,
    /// The column of second-stage clusters.
    pub ssu: Option<String>,
    /// The column of population counts of the first stage.
    pub fpc: Option<String>,
    /// The column of population counts of the second stage.
    pub fpc2: Option<String>,
    /// What to do with a stratum of a single PSU.
    pub lonely_psu: LonelyPsu,
    /// Tables wanted, each by the columns that cross.
    pub domains: Vec<Vec<String>>,
    /// Targets in percent, with the share they stand for.
    pub targets: Vec<(f64, Share)>,
    /// The level of the two-sided interval.
    pub level: Level,
    /// How respondents came into the sample.
    pub sampling: Sampling,
    /// Margins to rake to.
    pub rake: Vec<Rake>,
}

/// What is measured.
#[derive(Clone, Debug)]
pub enum Measured {
    /// The share of satisfied answers in a column.
    Share {
        /// The column.
        column: String,
        /// Codes counted as satisfied.
        satisfied: Vec<Code>,
        /// Codes that belong to the denominator.
        valid: Vec<Code>,
    },
    /// The ratio of two columns.
    Ratio {
        /// The column of numerators.
        numerator: String,
        /// The column of denominators.
        denominator: String,
    },
}

/// A margin to rake to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rake {
    /// The column.
    pub column: String,
    /// The population total of each category.
    pub margins: BTreeMap<String, f64>,
}

/// A code of an answer: a number, or any text.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Code {
    /// A number; "4" and "4.0" are the same answer.
    Number(f64),
    /// A text, compared letter by letter.
    Text(String),
}

impl Code {
    /// Whether a cell of the data holds this code.
    #[must_use]
    pub fn matches(&self, cell: &str) -> bool {
        match self {
            Self::Number(number) => cell.parse() == Ok(*number),
            Self::Text(text) => text == cell,
        }
    }
}

/// Why a design file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DesignFileError {
    /// It is not TOML, or a key is unknown or of the wrong kind. The text names line and column.
    #[error(transparent)]
    Toml(#[from] toml::de::Error),
    /// Keys contradict one another.
    #[error("{0}")]
    Meaning(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    value: Option<String>,
    numerator: Option<String>,
    denominator: Option<String>,
    satisfied: Option<Vec<Code>>,
    valid: Option<Vec<Code>>,
    weight: Option<String>,
    strata: Option<String>,
    psu: Option<String>,
    ssu: Option<String>,
    fpc: Option<String>,
    fpc2: Option<String>,
    #[serde(default)]
    lonely_psu: LonelyPsu,
    #[serde(default)]
    domains: Vec<Vec<String>>,
    #[serde(default)]
    targets: Vec<f64>,
    level: Option<f64>,
    sampling: Option<Sampling>,
    #[serde(default)]
    rake: Vec<Rake>,
}

impl DesignFile {
    /// Reads and checks a design file.
    ///
    /// # Errors
    /// [`DesignFileError`] for text that is not such a file, with line and column, or keys that contradict.
    pub fn parse(text: &str) -> Result<Self, DesignFileError> {
        let raw: Raw = toml::from_str(text)?;
        let measured = measured(&raw)?;
        let level = Level::new(raw.level.unwrap_or(0.95)).map_err(|_| meaning("`level` must be strictly between 0 and 1"))?;
        let target = |percent: f64| {
            let share = Share::from_percent(percent);
            share.map(|share| (percent, share)).map_err(|_| meaning("`targets` are percent, 0 to 100"))
        };
        let targets = raw.targets.iter().copied().map(target).collect::<Result<_, _>>()?;
        if raw.domains.iter().any(Vec::is_empty) {
            return Err(meaning("each of `domains` names at least one column"));
        }
        let sampling = raw.sampling.unwrap_or(Sampling::Probability);
        Ok(Self {
            measured,
            weight: raw.weight,
            strata: raw.strata,
            psu: raw.psu,
            ssu: raw.ssu,
            fpc: raw.fpc,
            fpc2: raw.fpc2,
            lonely_psu: raw.lonely_psu,
            domains: raw.domains,
            targets,
            level,
            sampling,
            rake: raw.rake,
        })
    }
}

fn measured(raw: &Raw) -> Result<Measured, DesignFileError> {
    match (&raw.value, &raw.numerator, &raw.denominator) {
        (Some(column), None, None) => {
            let (Some(satisfied), Some(valid)) = (raw.satisfied.clone(), raw.valid.clone()) else {
                return Err(meaning("`value` needs the codes `satisfied` and `valid`"));
            };
            if satisfied.iter().any(|code| !valid.contains(code)) {
                return Err(meaning("every code of `satisfied` must be among `valid`"));
            }
            Ok(Measured::Share { column: column.clone(), satisfied, valid })
        }
        (None, Some(numerator), Some(denominator)) => {
            if raw.satisfied.is_some() || raw.valid.is_some() {
                return Err(meaning("`satisfied` and `valid` belong to `value`, not to a ratio"));
            }
            let (numerator, denominator) = (numerator.clone(), denominator.clone());
            Ok(Measured::Ratio { numerator, denominator })
        }
        _ => Err(meaning("name either `value`, or both `numerator` and `denominator`")),
    }
}

fn meaning(text: &str) -> DesignFileError {
    DesignFileError::Meaning(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHARE: &str = "value = \"q\"\nsatisfied = [4, 5]\nvalid = [1, 2, 3, 4, 5]\n";

    #[test]
    fn defaults_are_the_careful_ones() {
        let design = DesignFile::parse(SHARE).unwrap();
        assert_eq!(design.lonely_psu, LonelyPsu::Fail);
        assert_eq!(design.sampling, Sampling::Probability);
        assert_eq!(design.level, Level::P95);
    }

    #[test]
    fn errors_have_a_place_or_a_meaning() {
        let error = |text: &str| DesignFile::parse(text).unwrap_err().to_string();
        assert!(error("value = \"q\"\nstratum = 3\n").contains("line 2, column 1"));
        assert!(error("value = 3").contains("line 1, column 9"));
        assert!(error("numerator = \"a\"").contains("denominator"));
        assert!(error("value = \"q\"").contains("satisfied"));
        assert!(error(&SHARE.replace("[4, 5]", "[4, 6]")).contains("among `valid`"));
        assert!(error(&format!("{SHARE}level = 1.0")).contains("level"));
        assert!(error(&format!("{SHARE}targets = [101.0]")).contains("targets"));
    }

    #[test]
    fn codes_are_numbers_or_texts() {
        assert!(Code::Number(4.0).matches("4") && Code::Number(4.0).matches("4.0"));
        assert!(!Code::Number(4.0).matches("") && !Code::Number(4.0).matches("44"));
        assert!(Code::Text("yes".to_owned()).matches("yes"));
    }
}
