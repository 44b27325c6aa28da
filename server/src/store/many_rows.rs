//! The text of an `INSERT` of many rows: one for each number of rows, written once, so that each is prepared once.

use std::fmt::Write;
use std::sync::OnceLock;

/// The most rows in one statement: beyond it, longer statements no longer save time.
pub const MOST: usize = 64;

/// An `INSERT` of any number of rows up to [`MOST`].
#[derive(Debug)]
pub struct ManyRows {
    head: &'static str,
    columns: usize,
    tail: &'static str,
    texts: [OnceLock<String>; MOST + 1],
}

impl ManyRows {
    /// The statement that begins with `head` (up to `VALUES`), has so many columns in each row, and ends with `tail`.
    #[must_use]
    pub const fn new(head: &'static str, columns: usize, tail: &'static str) -> Self {
        Self { head, columns, tail, texts: [const { OnceLock::new() }; MOST + 1] }
    }

    /// Its text for so many rows, 1 to [`MOST`].
    pub fn text(&'static self, rows: usize) -> &'static str {
        self.texts[rows].get_or_init(|| {
            let mut text = format!("{} VALUES ", self.head);
            for row in 0..rows {
                for column in 0..self.columns {
                    let open = if column > 0 {
                        ", "
                    } else if row > 0 {
                        ", ("
                    } else {
                        "("
                    };
                    // Writing to a string cannot fail.
                    let _ = write!(text, "{open}${}", row * self.columns + column + 1);
                }
                text.push(')');
            }
            text.push_str(self.tail);
            text
        })
    }
}

#[cfg(test)]
mod tests {
    use super::ManyRows;

    #[test]
    fn rows_are_numbered_through() {
        static TWO: ManyRows = ManyRows::new("INSERT INTO t (a, b)", 2, " RETURNING a");
        assert_eq!(TWO.text(1), "INSERT INTO t (a, b) VALUES ($1, $2) RETURNING a");
        assert_eq!(TWO.text(2), "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) RETURNING a");
    }
}
