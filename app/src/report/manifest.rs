//! The manifest of a file that was handed over: what it must be compared with, and where its figures stand.

use serde::{Deserialize, Serialize};

use super::Document;
use crate::domain::language::Language;
use crate::domain::measure::Measure;
use crate::domain::mode::Mode;
use crate::domain::overview::{Question, VersionName};
use crate::domain::period::Period;
use crate::domain::report::{Inputs, Report};
use crate::text::Words;

pub use super::method::METHOD;

/// What a file consists of and what it was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the methods.
    pub method: u32,
    /// The version of the program.
    pub program: String,
    /// The language of the file, as its tag.
    pub language: String,
    /// What was asked.
    pub asked: Asked,
    /// The moment of the count: UTC milliseconds.
    pub as_of: i64,
    /// Fewer respondents than this were hidden.
    pub privacy_minimum: u64,
    /// Whether the data are invented.
    pub demonstration: bool,
    /// Fingerprints of what the figures were made from.
    pub inputs: Inputs,
    /// SHA-256 of all that the sentences and tables say, in hexadecimal.
    pub figures: String,
    /// Where in a workbook each part stands; empty in a page, whose parts are named where they stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<Sheet>,
}

/// The question of a file, in the words of addresses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The unit, with all below it.
    pub unit: String,
    /// The period.
    pub period: String,
    /// The sector, with all below it; empty for all.
    pub sector: String,
    /// The mode; empty for all.
    pub mode: String,
    /// The measure.
    pub measure: String,
    /// The questionnaire version.
    pub version: String,
}

/// Where a part of a document stands in a workbook. Rows and columns are counted from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The part.
    pub section: String,
    /// The sheet's name.
    pub name: String,
    /// The row of its first sentence.
    pub sentences: u32,
    /// How many sentences it has.
    pub told: u32,
    /// The row of the table's head; `None` without a table. The keys of its rows stand in the first column.
    pub head: Option<u32>,
    /// How many rows the table has below its head.
    pub rows: u32,
}

impl Asked {
    /// The question in the words of addresses; `None` where it names no unit, period or version.
    #[must_use]
    pub fn of(question: &Question) -> Option<Self> {
        let filter = &question.filter;
        Some(Self {
            unit: filter.unit.as_ref()?.to_string(),
            period: filter.period?.to_string(),
            sector: filter.sector.as_ref().map(ToString::to_string).unwrap_or_default(),
            mode: filter.mode.map(Mode::word).unwrap_or_default().to_owned(),
            measure: question.measure?.word().to_owned(),
            version: question.version.as_ref()?.to_string(),
        })
    }

    /// The question; `None` where a word means nothing.
    #[must_use]
    pub fn question(&self) -> Option<Question> {
        let optional = |text: &str| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) };
        let mode = if self.mode.is_empty() { None } else { Some(Mode::ALL.into_iter().find(|mode| mode.word() == self.mode)?) };
        let measure = [Measure::Survey, Measure::Feedback].into_iter().find(|measure| measure.word() == self.measure)?;
        let version: VersionName = self.version.parse().ok()?;
        let period: Period = self.period.parse().ok()?;
        let mut question = Question { measure: Some(measure), version: Some(version), ..Question::default() };
        question.filter.unit = Some(self.unit.parse().ok()?);
        question.filter.period = Some(period);
        question.filter.sector = optional(&self.sector)?;
        question.filter.mode = mode;
        Some(question)
    }
}

impl Manifest {
    /// The manifest of a report whose figures have this fingerprint.
    #[must_use]
    pub fn of(report: &Report, (words, program): (Words, &str), figures: String) -> Option<Self> {
        Some(Self {
            method: METHOD,
            program: program.to_owned(),
            language: words.0.tag().to_owned(),
            asked: Asked::of(&report.scene.question)?,
            as_of: report.scene.as_of,
            privacy_minimum: report.overview.panel.minimum,
            demonstration: report.method.demonstration,
            inputs: report.method.inputs.clone(),
            figures,
            sheets: Vec::new(),
        })
    }

    /// The language of the file.
    #[must_use]
    pub fn words(&self) -> Words {
        Words(if self.language == Language::En.tag() { Language::En } else { Language::Vi })
    }
}

/// Every sentence and every cell of a document, with where it stands: what is compared, and what a fingerprint is made of.
#[must_use]
pub fn spoken(document: &Document, mut say: impl FnMut(&super::Cell) -> String) -> Vec<Said> {
    let mut all = Vec::new();
    for section in &document.sections {
        for (place, sentence) in section.sentences.iter().enumerate() {
            all.push(Said {
                section: section.code.to_owned(),
                row: format!("#{}", place + 1),
                column: 0,
                text: sentence.clone(),
            });
        }
        for row in section.table.iter().flat_map(|table| &table.rows) {
            for (column, cell) in row.cells.iter().enumerate() {
                all.push(Said { section: section.code.to_owned(), row: row.key.clone(), column, text: say(cell) });
            }
        }
    }
    all
}

/// What one place of a document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The part.
    pub section: String,
    /// The key of the row; `#1` for the first sentence.
    pub row: String,
    /// The column, counted from 0.
    pub column: usize,
    /// What it says.
    pub text: String,
}
