//! The text of an `INSERT` of many rows: one for each number of rows, written once, so that each is prepared once.

use std::fmt::Write;
use std::sync::OnceLock;

use super::Database;

/// The most rows in one statement: beyond it, longer statements no longer save time.
pub const MOST: usize = 64;

/// An `INSERT` of any number of rows up to [`MOST`].
#[derive(Debug)]
pub struct ManyRows {
    head: &'static str,
    columns: usize,
    tail: &'static str,
    /// With `$1`, `$2`, … as PostgreSQL needs them.
    numbered: [OnceLock<String>; MOST + 1],
    /// With `?`, which SQLite binds by place. `$1` is a name to it, and it would look through all names for each of a thousand values.
    anonymous: [OnceLock<String>; MOST + 1],
}

impl ManyRows {
    /// The statement that begins with `head` (up to `VALUES`), has so many columns in each row, and ends with `tail`.
    #[must_use]
    pub const fn new(head: &'static str, columns: usize, tail: &'static str) -> Self {
        Self {
            head,
            columns,
            tail,
            numbered: [const { OnceLock::new() }; MOST + 1],
            anonymous: [const { OnceLock::new() }; MOST + 1],
        }
    }

    /// Its text for so many rows, 1 to [`MOST`], on a database.
    pub fn text(&'static self, rows: usize, db: &Database) -> &'static str {
        let (texts, numbered) = match db {
            Database::Sqlite { .. } => (&self.anonymous, false),
            Database::Postgres(_) => (&self.numbered, true),
        };
        texts[rows].get_or_init(|| self.write(rows, numbered))
    }

    fn write(&self, rows: usize, numbered: bool) -> String {
        let mut text = format!("{} VALUES ", self.head);
        for row in 0..rows {
            for column in 0..self.columns {
                text.push_str(if column > 0 {
                    ", "
                } else if row > 0 {
                    ", ("
                } else {
                    "("
                });
                if numbered {
                    // Writing to a string cannot fail.
                    let _ = write!(text, "${}", row * self.columns + column + 1);
                } else {
                    text.push('?');
                }
            }
            text.push(')');
        }
        text.push_str(self.tail);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::ManyRows;

    #[test]
    fn rows_are_numbered_through_or_not_at_all() {
        static TWO: ManyRows = ManyRows::new("INSERT INTO t (a, b)", 2, " RETURNING a");
        assert_eq!(TWO.write(1, true), "INSERT INTO t (a, b) VALUES ($1, $2) RETURNING a");
        assert_eq!(TWO.write(2, true), "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) RETURNING a");
        assert_eq!(TWO.write(2, false), "INSERT INTO t (a, b) VALUES (?, ?), (?, ?) RETURNING a");
    }
}
