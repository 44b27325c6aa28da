//! CSV as people open it: in a spreadsheet, which guesses the encoding and runs what looks like a formula.

use std::borrow::Cow;
use std::io::Write;

/// The byte order mark by which spreadsheets know UTF-8.
pub const MARK: &str = "\u{feff}";

/// What a formula begins with, after the list of OWASP ("CSV Injection"): the signs, and their wide forms, which spreadsheets in East Asian
/// settings read alike.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
/// What spreadsheets may pass over before it; by the same list, a cell that begins with one is suspect by itself.
const BREAKS: [char; 3] = ['\t', '\r', '\n'];

/// A text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it, also after spaces.
#[must_use]
pub fn safe(text: &str) -> Cow<'_, str> {
    let begins = |text: &str| text.starts_with(SIGNS) || text.starts_with(BREAKS);
    // Nearly every text begins with a letter, and then there are no spaces to look behind.
    if begins(text) || begins(text.trim_start_matches(is_passed_over)) { format!("'{text}").into() } else { text.into() }
}

/// The same for a table that is to be read again: [`plain`] gives the text back, whatever it is.
#[must_use]
pub fn reversible(text: &str) -> Cow<'_, str> {
    if is_marked(text) { format!("'{text}").into() } else { safe(text) }
}

/// What a cell says, without the apostrophe that keeps spreadsheets from taking it for a formula.
#[must_use]
pub fn plain(cell: &str) -> &str {
    if is_marked(cell) { &cell[1..] } else { cell }
}

/// Whether a text is one that would be a formula, behind an apostrophe or several.
fn is_marked(text: &str) -> bool {
    let rest = text.trim_start_matches('\'');
    rest.len() < text.len() && matches!(safe(rest), Cow::Owned(_))
}

/// Whether a character shows nothing, so that what comes after it looks like the beginning.
fn is_passed_over(character: char) -> bool {
    let is_blank = character.is_whitespace() || character.is_control();
    is_blank && !BREAKS.contains(&character) || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// A writer of such CSV, after the mark.
pub fn writer<W: Write>(into: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(into)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{plain, reversible, safe};

    #[test]
    fn no_cell_is_a_formula() {
        for beginning in ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"] {
            for before in ["", " ", "\u{a0}", "\u{3000}", "\u{feff}", "\u{200b}", "\0", " \u{200b} "] {
                for after in ["", "1+1", "cmd|' /C calc'!A0", "HYPERLINK(\"http://x\")", "Đất đai"] {
                    let text = format!("{before}{beginning}{after}");
                    assert_eq!(safe(&text), format!("'{text}"), "{text:?}");
                }
            }
        }
        for harmless in ["", " ", "Đất đai", "a=1", "'=1", "1-2", "đ＝1", "👍", "–", "—", "*", "/", "%0A=1", "\u{301}="]
        {
            assert_eq!(safe(harmless), harmless);
        }
    }

    proptest! {
        #[test]
        fn a_cell_is_read_as_it_was(text in "['=+\\-@＝ \t\u{200b}a]{0,6}") {
            let cell = reversible(&text);
            prop_assert_eq!(plain(&cell), text.as_str());
            prop_assert_eq!(safe(&cell), cell.as_ref(), "and is no formula");
        }
    }
}
