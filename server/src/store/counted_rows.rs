//! Rows of counts, read as one text that the database puts together. A figure of a country reads some ten thousand of them, and to hand over each by
//! itself, column by column, takes several times as long as to find them.

use std::sync::OnceLock;

use uuid::Uuid;

use super::tally::{AnswerCount, Count};
use super::{Database, StoreError};

/// A statement that gives rows of counts as one text, or nothing where there is none.
#[derive(Debug)]
pub struct CountedRows {
    rows: &'static str,
    sqlite: OnceLock<String>,
    postgres: OnceLock<String>,
}

impl CountedRows {
    /// From a statement that gives them as rows: campaign, unit, sector, mode, period, responses, rated and answers, which may be empty.
    #[must_use]
    pub const fn new(rows: &'static str) -> Self {
        Self { rows, sqlite: OnceLock::new(), postgres: OnceLock::new() }
    }

    /// Its text for a database.
    pub fn text(&'static self, db: &Database) -> &'static str {
        match db {
            Database::Sqlite { .. } => self.sqlite.get_or_init(|| self.write("hex(campaign_id)")),
            Database::Postgres(_) => self.postgres.get_or_init(|| self.write("CAST(campaign_id AS TEXT)")),
        }
    }

    /// One line for each row. Codes and words have no space, nor has what counts answers.
    fn write(&self, campaign: &str) -> String {
        format!(
            "WITH counted (campaign_id, unit, sector, mode, period, responses, rated, answers) AS ({}) \
             SELECT string_agg({campaign} || ' ' || unit || ' ' || sector || ' ' || mode || ' ' || period || ' ' || responses || ' ' || rated \
             || ' ' || answers, '\n') FROM counted",
            self.rows
        )
    }
}

/// A row of counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted<'a> {
    pub campaign: Uuid,
    pub unit: &'a str,
    pub sector: &'a str,
    pub mode: &'a str,
    pub period: i64,
    responses: i64,
    rated: i64,
    answers: &'a str,
}

impl<'a> Counted<'a> {
    /// The rows of a text.
    pub fn all(text: Option<&'a str>) -> impl Iterator<Item = Result<Self, StoreError>> {
        let read =
            |line| Self::read(line).ok_or_else(|| StoreError::Unreadable { what: "row of counts", value: line.to_owned() });
        text.into_iter().flat_map(str::lines).map(read)
    }

    fn read(line: &'a str) -> Option<Self> {
        let mut parts = line.splitn(8, ' ');
        Some(Self {
            campaign: parts.next()?.parse().ok()?,
            unit: parts.next()?,
            sector: parts.next()?,
            mode: parts.next()?,
            period: parts.next()?.parse().ok()?,
            responses: parts.next()?.parse().ok()?,
            rated: parts.next()?.parse().ok()?,
            answers: parts.next()?,
        })
    }

    /// What is counted; without answers where they were not read.
    pub fn count(&self) -> Result<Count, StoreError> {
        if self.answers.is_empty() {
            return Ok(Count { responses: self.responses, rated: self.rated, answers: AnswerCount::default() });
        }
        Count::read(self.responses, self.rated, self.answers)
    }

    /// Where it is counted.
    pub fn key(&self) -> (Uuid, String, String) {
        (self.campaign, self.sector.to_owned(), self.mode.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Counted;

    #[test]
    fn rows_are_read_from_a_text() {
        let text = "0197F0A67B3C7D0E8A1B2C3D4E5F6071 xa-mot land phone 202603 12 11 [[11],[[0,1,0,2,4,5]]]\n\
                    0197f0a6-7b3c-7d0e-8a1b-2c3d4e5f6071  land kiosk -202604 -1 0 ";
        let rows: Vec<_> = Counted::all(Some(text)).collect::<Result<_, _>>().unwrap();
        assert_eq!(
            rows[0].key(),
            ("0197f0a6-7b3c-7d0e-8a1b-2c3d4e5f6071".parse().unwrap(), "land".to_owned(), "phone".to_owned())
        );
        assert_eq!((rows[0].unit, rows[0].period, rows[0].count().unwrap().answers.1[0][5]), ("xa-mot", 202_603, 5));
        let second = rows[1].count().unwrap();
        assert_eq!((rows[1].unit, rows[1].period, second.responses, second.answers.1.len()), ("", -202_604, -1, 0));
        assert_eq!(Counted::all(None).count(), 0);
        for wrong in ["", "x xa-mot land phone 0 1 1 []", "0197f0a6-7b3c-7d0e-8a1b-2c3d4e5f6071 xa-mot land phone 0 1 1"] {
            let read: Result<Vec<_>, _> = Counted::all(Some(wrong)).collect();
            assert!(read.is_err() || wrong.is_empty(), "{wrong}");
        }
        let broken = "0197f0a6-7b3c-7d0e-8a1b-2c3d4e5f6071 xa-mot land phone 0 1 1 [";
        assert!(Counted::all(Some(broken)).next().unwrap().unwrap().count().is_err());
    }
}
