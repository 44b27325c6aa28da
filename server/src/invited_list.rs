//! Lists of those who are to be invited: a column of a table.

use std::collections::HashMap;

use app::pages::manage::inviting::{Fault, Preview};
use unicode_normalization::UnicodeNormalization;

use crate::spreadsheet::plain;
use crate::tables::Table;

/// The most lines of a list.
pub const MOST: usize = 100_000;
/// The most characters of a reference.
pub const LONGEST: usize = 200;
/// So many faults are told; who has more has chosen the wrong column, or the wrong file.
const TOLD: usize = 20;

/// What a list says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The columns: their names where the first line has them, otherwise what stands in the first line.
    pub columns: Vec<String>,
    /// The column of the references.
    pub column: usize,
    /// The references, in the order of the list.
    pub references: Vec<String>,
    /// The first faults, each with its line, from 1.
    pub faults: Vec<(u64, Fault)>,
    /// How many faults there are.
    pub faulty: usize,
}

impl List {
    /// Takes the references out of a table. A column that is not there is as the first.
    #[must_use]
    pub fn of(table: &Table, names_first: bool, column: usize) -> Self {
        let (mut list, mut seen) = (Self::default(), HashMap::new());
        for row in table.rows() {
            if list.columns.is_empty() {
                list.columns = row.cells().map(tidy).collect();
                list.column = if column < list.columns.len() { column } else { 0 };
                if names_first {
                    continue;
                }
            }
            let (line, field) = (row.line, row.cell(list.column));
            if row.cells().len() != list.columns.len() {
                list.fault(line, Fault::Columns(row.cells().len()));
            } else if !list.take(&mut seen, line, field) {
                break;
            }
        }
        list
    }

    /// Takes references that are no table, each on a line of its own.
    #[must_use]
    pub fn of_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let (mut list, mut seen) = (Self::default(), HashMap::new());
        for (text, line) in texts.into_iter().zip(1..) {
            if !list.take(&mut seen, line, text) {
                break;
            }
        }
        list
    }

    /// Takes the reference of a line, or notes what is wrong with it; `false` where there are too many. `seen` has the line of each.
    fn take(&mut self, seen: &mut HashMap<String, u64>, line: u64, field: &str) -> bool {
        let reference = reference(field);
        if field.trim().contains(['\n', '\r']) {
            self.fault(line, Fault::Lines);
        } else if reference.is_empty() {
            self.fault(line, Fault::Empty);
        } else if reference.chars().count() > LONGEST {
            self.fault(line, Fault::TooLong);
        } else if let Some(first) = seen.get(&reference) {
            self.fault(line, Fault::Twice(*first));
        } else if self.references.len() == MOST {
            self.fault(line, Fault::TooMany);
            return false;
        } else {
            seen.insert(reference.clone(), line);
            self.references.push(reference);
        }
        true
    }

    fn fault(&mut self, line: u64, fault: Fault) {
        self.faulty += 1;
        if self.faults.len() < TOLD {
            self.faults.push((line, fault));
        }
    }

    /// What a page shows of it.
    #[must_use]
    pub fn preview(&self) -> Preview {
        let first = self.references.iter().take(3).cloned().collect();
        let last = self.references.iter().skip(3).next_back().cloned();
        Preview {
            columns: self.columns.clone(),
            column: self.column,
            count: self.references.len() as u64,
            first,
            last,
            faults: self.faults.clone(),
            faulty: self.faulty as u64,
            is_doubtful: false,
        }
    }
}

/// The reference that stands in a cell, the same in a frame, in the list of a sample and in a list of those who are invited, or who was drawn
/// would not be known again among the invited: without the apostrophe that keeps spreadsheets from taking it for a formula, and its letters
/// composed.
#[must_use]
pub fn reference(cell: &str) -> String {
    tidy(plain(&tidy(cell))).nfc().collect()
}

/// What stands in a cell: without white space around it, with one space for any other, and without what nobody can see.
#[must_use]
pub fn tidy(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::spreadsheet::reversible;

    fn read(text: &str, names_first: bool, column: usize) -> List {
        List::of(&Table::of_text(text).unwrap(), names_first, column)
    }

    fn references(text: &str) -> Vec<String> {
        let list = read(text, true, 0);
        assert_eq!(list.faults, [], "{text:?}");
        list.references
    }

    #[test]
    fn it_is_read_as_spreadsheets_write_it() {
        for text in [
            "\u{feff}Mã hồ sơ;Tên\r\nHS-1;An\r\nHS-2;Bình\r\n",
            "Mã hồ sơ,Tên\nHS-1,An\n\nHS-2,Bình",
            "Mã hồ sơ\tTên\nHS-1\tAn\nHS-2\tBình\n",
            "Mã hồ sơ\r\nHS-1\r\n   \r\n HS-2 \r\n",
            "\"Mã hồ sơ\";\"Tên; họ\"\n\"HS-1\";\"An\"\n\"HS-2\";x",
        ] {
            assert_eq!(references(text), ["HS-1", "HS-2"], "{text:?}");
        }
        let list = read("Tên;Mã\nAn;HS-1\nBình;HS-2", true, 1);
        assert_eq!(
            (list.columns.as_slice(), list.references.as_slice()),
            (&["Tên".into(), "Mã".into()][..], &["HS-1".into(), "HS-2".into()][..])
        );
        assert_eq!(read("HS-1\nHS-2", false, 0).references, ["HS-1", "HS-2"]);
        assert_eq!(read("HS-1\nHS-2", false, 9).column, 0, "a column that is not there is as the first");
    }

    #[test]
    fn a_reference_is_known_however_it_was_written() {
        let decomposed: String = "Hộ-1".nfd().collect();
        assert_ne!(decomposed, "Hộ-1");
        let list = read(&format!("Mã\n{decomposed}\n'-12\nHộ-1\n-12\n'x\n"), true, 0);
        assert_eq!(list.references, ["Hộ-1", "-12", "'x"]);
        assert_eq!(list.faults, [(4, Fault::Twice(2)), (5, Fault::Twice(3))]);
    }

    #[test]
    fn faults_are_told_by_line() {
        let long = "x".repeat(LONGEST + 1);
        let text = format!("Mã;Tên\nHS-1;An\n;Bình\nHS-1;Cúc\nHS-2\n{long};D\n\"HS\n3\";E\nHS-4;F");
        let list = read(&text, true, 0);
        let told = [(3, Fault::Empty), (4, Fault::Twice(2)), (5, Fault::Columns(1)), (6, Fault::TooLong), (7, Fault::Lines)];
        assert_eq!(list.faults, told);
        assert_eq!((list.faulty, list.references.len()), (5, 2));
        let list = read("Mã\r\n\r\nHS-1\r\n\r\n\r\nHS-1\r\n", true, 0);
        assert_eq!(list.faults, [(6, Fault::Twice(3))], "lines count as people count them");
        let many = read(&"a\n".repeat(100), false, 0);
        assert_eq!((many.faulty, many.faults.len()), (99, TOLD));
    }

    #[test]
    fn a_hundred_thousand_are_taken_and_not_one_more() {
        use std::fmt::Write;
        let mut text = String::new();
        for number in 0..MOST {
            writeln!(text, "HS-{number}").unwrap();
        }
        let list = read(&text, false, 0);
        assert_eq!((list.references.len(), list.faulty), (MOST, 0));
        writeln!(text, "HS-x").unwrap();
        assert_eq!(read(&text, false, 0).faults, [(MOST as u64 + 1, Fault::TooMany)]);
    }

    proptest! {
        #[test]
        fn a_reference_that_was_given_out_is_read_as_the_same(cell in "['=+\\-@＝ \tae\u{301}\u{200b}]{0,8}") {
            let once = reference(&cell);
            prop_assert_eq!(reference(&reversible(&once)), once);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "(?s).{0,300}", names_first: bool, column in 0_usize..4) {
            let list = read(&text, names_first, column);
            prop_assert!(list.references.iter().all(|reference| !reference.is_empty() && !reference.contains(['\0', '\n'])));
        }
    }
}
