//! A report as a document: titles, sentences and tables in one language. The workbook, the printed page and whoever checks them later all
//! start from the same document, so a figure cannot differ between them.

mod findings;
mod items;
pub mod manifest;
mod method;
mod rates;
mod sectors;
mod trend;
mod units;

use crate::domain::report::Report;
use crate::text::Words;

/// A report in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What it is about: "Satisfaction of citizens …".
    pub title: String,
    /// Whose and when: the unit and the period.
    pub subject: String,
    /// Its parts, in their order.
    pub sections: Vec<Section>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// By what addresses and sheets tell it from others.
    pub code: &'static str,
    /// Its title.
    pub title: String,
    /// Its name where there is little room: at most 31 characters, as a sheet may have.
    pub short: String,
    /// What is said before its table, and said anew with its figures.
    pub sentences: Vec<String>,
    /// Its table.
    pub table: Option<Table>,
    /// How its table is drawn.
    pub chart: Option<Chart>,
    /// What must be known to read it.
    pub notes: Vec<String>,
}

/// A table. Its first column names each row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// What stands above it.
    pub title: String,
    /// Whether it has numbers, which stand on the right.
    pub numeric: bool,
    /// How wide it is, in characters.
    pub width: u8,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// By what it is found again: a code, no name, and no other row of the table has it.
    pub key: String,
    /// How far its name is indented, in steps.
    pub depth: usize,
    /// Its cells, one for each column.
    pub cells: Vec<Cell>,
}

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words, also those that stand where there is no number.
    Text(String),
    /// How many.
    Count(u64),
    /// A share from 0 to 1, shown in percent with one decimal.
    Share(f64),
    /// A share that people set, shown in percent with no more decimals than it has.
    Set(f64),
    /// A difference in percentage points, shown with its sign.
    Points(f64),
    /// A mean point of the scale, from 1 to 5.
    Mean(f64),
}

/// How a table is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// A bar for each row, against its target.
    Bars {
        /// The column of the shares.
        shares: usize,
        /// The column of the targets.
        targets: Option<usize>,
    },
    /// A line for each column after the first, over the rows.
    Lines {
        /// The first of these columns.
        from: usize,
        /// The last of them.
        to: usize,
    },
}

impl Cell {
    /// The lower end of an interval, rounded down to what is shown, so that it never claims more than was computed.
    fn lower(share: f64) -> Self {
        Self::Share((share * 1000.0).floor() / 1000.0)
    }

    /// The upper end of an interval, rounded up.
    fn upper(share: f64) -> Self {
        Self::Share((share * 1000.0).ceil() / 1000.0)
    }

    /// The words, where there are any.
    fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// What is read on the page.
    #[must_use]
    pub fn shown(&self, words: Words) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Count(count) => words.number(*count),
            Self::Share(share) => words.percent(*share),
            Self::Set(share) => words.target(share * 100.0),
            Self::Points(points) => words.points(*points),
            Self::Mean(mean) => words.decimal(*mean, 2),
        }
    }

    /// The number, where it is one.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
    pub const fn number(&self) -> Option<f64> {
        match self {
            Self::Empty | Self::Text(_) => None,
            Self::Count(count) => Some(*count as f64),
            Self::Share(number) | Self::Set(number) | Self::Points(number) | Self::Mean(number) => Some(*number),
        }
    }
}

impl Column {
    fn text(title: String, width: u8) -> Self {
        Self { title, numeric: false, width }
    }

    fn number(title: String) -> Self {
        Self { title, numeric: true, width: 12 }
    }
}

/// The document of a report.
#[must_use]
pub fn document(words: Words, report: &Report) -> Document {
    let period = report.scene.question.filter.period.map(|period| words.period(period)).unwrap_or_default();
    let sections = [
        Some(findings::section(words, report)),
        Some(sectors::section(words, report)),
        units::ranked(words, report),
        units::by_sector(words, report),
        items::section(words, report),
        Some(trend::section(words, report)),
        rates::section(words, report),
        Some(method::section(words, report)),
    ];
    Document {
        title: words.t("report-heading"),
        subject: words.with("report-subject", &[("unit", report.unit.get(words.0)), ("period", &period)]),
        sections: sections.into_iter().flatten().collect(),
    }
}
