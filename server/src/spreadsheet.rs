//! CSV as people open it: in a spreadsheet, which guesses the encoding and runs what looks like a formula.

use std::borrow::Cow;
use std::io::Write;

/// The byte order mark by which spreadsheets know UTF-8.
pub const MARK: &str = "\u{feff}";

/// A text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it.
#[must_use]
pub fn safe(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}").into() } else { text.into() }
}

/// A writer of such CSV, after the mark.
pub fn writer<W: Write>(into: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(into)
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+84", "-2", "@x", "\tx", "\rx"] {
            assert!(safe(text).starts_with('\''), "{text:?}");
        }
        assert_eq!(safe("Đất đai"), "Đất đai");
    }
}
