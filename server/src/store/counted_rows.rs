//! Rows of counts, read as one text that the database puts together. A figure of a country reads some ten thousand of them, and to hand over each by
//! itself, column by column, takes several times as long as to find them.

use std::sync::OnceLock;

use uuid::Uuid;

use super::pools::Pools;
use super::tally::{AnswerCount, Count};
use super::{Database, StoreError};

/// Whether figures tell campaigns apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Grain {
    /// They do: counts are by campaign.
    #[default]
    Campaigns,
    /// They do not: counts are by pool of campaigns.
    Pools,
}

impl Grain {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Campaigns, Self::Pools];
}

/// A statement that gives rows of counts as one text, or nothing where there is none.
#[derive(Debug)]
pub struct CountedRows {
    rows: &'static str,
    /// By grain and database.
    texts: [[OnceLock<String>; 2]; 2],
}

impl CountedRows {
    /// From a statement that gives them as rows: source, unit, sector, mode, period, responses, rated and answers, which may be empty. In it, `{source}`
    /// stands for the column of the campaign or pool, and `{kept}` for where the rows of units with all below them are, up to the first condition, and `{units}` for the codes of those
    /// in the reach at `$1`.
    #[must_use]
    pub const fn new(rows: &'static str) -> Self {
        Self { rows, texts: [const { [const { OnceLock::new() }; 2] }; 2] }
    }

    /// Its text for a grain and a database.
    pub fn text(&'static self, grain: Grain, db: &Database) -> &'static str {
        let (place, source, units) = match db {
            Database::Sqlite { .. } => {
                (0, "hex(source)", r#"SELECT value FROM json_each('["' || replace(trim($1, ','), ',', '","') || '"]')"#)
            }
            Database::Postgres(_) => (1, "CAST(source AS TEXT)", "SELECT unnest(string_to_array(trim($1, ','), ','))"),
        };
        self.texts[grain as usize][place].get_or_init(|| self.write(grain, source, units))
    }

    /// One line for each row. Codes and words have no space, nor has what counts answers.
    fn write(&self, grain: Grain, source: &str, units: &str) -> String {
        let (column, kept) = match grain {
            Grain::Campaigns => ("campaign_id", "response_cell WHERE below = TRUE"),
            Grain::Pools => ("pool_id", "pooled_cell WHERE TRUE"),
        };
        format!(
            "WITH counted (source, unit, sector, mode, period, responses, rated, answers) AS ({}) \
             SELECT string_agg({source} || ' ' || unit || ' ' || sector || ' ' || mode || ' ' || period || ' ' || responses || ' ' || rated \
             || ' ' || answers, '\n') FROM counted",
            self.rows.replace("{source}", column).replace("{kept}", kept).replace("{units}", units)
        )
    }
}

/// A row of counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted<'a> {
    source: Uuid,
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
            source: parts.next()?.parse().ok()?,
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

    /// Where it is counted. What is pending is by campaign at first.
    pub fn key(&self, grain: Grain, pools: &Pools) -> (Uuid, String, String) {
        let pool = if grain == Grain::Pools { pools.id(self.source) } else { None };
        (pool.unwrap_or(self.source), self.sector.to_owned(), self.mode.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::{Counted, Grain};
    use crate::store::pools::{Pool, Pools};
    use app::domain::measure::Measure;
    use uuid::Uuid;

    #[test]
    fn rows_are_read_from_a_text() {
        let text = "0197F0A67B3C7D0E8A1B2C3D4E5F6071 xa-mot land phone 202603 12 11 [[11],[[0,1,0,2,4,5]]]\n\
                    0197f0a6-7b3c-7d0e-8a1b-2c3d4e5f6071  land kiosk -202604 -1 0 ";
        let rows: Vec<_> = Counted::all(Some(text)).collect::<Result<_, _>>().unwrap();
        let campaign: Uuid = "0197f0a6-7b3c-7d0e-8a1b-2c3d4e5f6071".parse().unwrap();
        let pool = Pool { version_id: Uuid::nil(), measure: Measure::Feedback, minimum: None };
        let pools: Pools = [(campaign, pool)].into_iter().collect();
        let key = |source| (source, "land".to_owned(), "phone".to_owned());
        assert_eq!(rows[0].key(Grain::Campaigns, &pools), key(campaign));
        assert_eq!(rows[0].key(Grain::Pools, &pools), key(pools.id(campaign).unwrap()));
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
