//! Files that are handed over, and whether what they say still holds.
//!
//! A workbook and a page are written from the same document (`app::report`) and carry a manifest that says what was asked. Whoever has the
//! database can make the document again and compare the two, place by place.

pub mod page;
mod page_reader;
mod verification;
pub mod workbook;
mod workbook_reader;

use app::domain::report::Report;
use app::report::manifest::{Manifest, Said, spoken};
use app::report::{Cell, Document, document};
use app::text::Words;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

pub use verification::{Cause, Differing, Unreadable, Verification, verify};

/// The two kinds of file, which write numbers in different ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A workbook (XLSX): numbers as numbers.
    Workbook,
    /// A page (HTML): numbers as they are read.
    Page,
}

impl Kind {
    /// What a cell says in such a file.
    fn say(self, words: Words, cell: &Cell) -> String {
        match (self, cell.number()) {
            (Self::Workbook, Some(number)) => exact(number),
            _ => cell.shown(words),
        }
    }
}

/// A number as it is compared: programs keep fifteen digits or more, so ten that agree are the same number.
fn exact(number: f64) -> String {
    format!("{number:.9e}")
}

/// A report as it is written into a file of a kind: the document, and its manifest. `None` where the question of the report is no whole one,
/// which that of a report that was made always is.
#[must_use]
pub fn prepared(report: &Report, words: Words, kind: Kind) -> Option<(Document, Manifest)> {
    let document = document(words, report);
    let said = spoken(&document, |cell| kind.say(words, cell));
    let manifest = Manifest::of(report, (words, env!("CARGO_PKG_VERSION")), fingerprint(&said))?;
    Some((document, manifest))
}

/// The fingerprint of what a document says.
fn fingerprint(said: &[Said]) -> String {
    let mut hash = Sha256::new();
    for Said { section, row, column, text } in said {
        // Each part ends where no text can: the lengths keep parts apart.
        hash.update(format!("{} {} {column} {}\n{section}{row}{text}\n", section.len(), row.len(), text.len()));
    }
    HEXLOWER.encode(&hash.finalize())
}
