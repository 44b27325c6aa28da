//! What was stored since the last rollup: written in the transaction that stores the responses, so it is never behind and never ahead.

use sqlx::query::QueryAs;
use sqlx::{Encode, FromRow, Type};
use uuid::Uuid;

use super::database::on_read;
use super::many_rows::ManyRows;
use super::tally::{Cell, Count};
use super::{Store, StoreError, row};

/// Notes what a transaction adds to the counts, a row for each cell.
pub static ADD: ManyRows =
    ManyRows::new("INSERT INTO pending (campaign_id, unit, sector, mode, month, responses, rated, answers)", 8, "");
/// The newest row.
const NEWEST: &str = "SELECT MAX(number) FROM pending";
/// How many cells of each unit and sector have rows up to a number, in the order of the database.
const CELLS: &str = "SELECT unit, sector, COUNT(*) FROM \
    (SELECT DISTINCT unit, sector, campaign_id, mode, month FROM pending WHERE number <= $1) AS cell \
    GROUP BY unit, sector ORDER BY unit, sector";
/// Takes the oldest rows of a portion away to fold them into the counts.
const TAKE: &str = "DELETE FROM pending WHERE number IN (SELECT number FROM pending WHERE number <= $1 AND (unit, sector) >= ($2, $3) \
    AND (unit, sector) <= ($4, $5) ORDER BY number LIMIT $6) \
    RETURNING campaign_id, unit, sector, mode, month, responses, rated, answers";
pub(super) const ALL: &str = "SELECT campaign_id, unit, sector, mode, month, responses, rated, answers FROM pending";
const COUNT: &str = "SELECT COUNT(*) FROM pending";
/// Clears away what taken rows leave behind in PostgreSQL, which would otherwise be read past by every figure.
pub(super) const CLEAR: &str = "VACUUM (TRUNCATE FALSE) pending";

/// Gives back what is empty at its end, which every figure reads too. Whoever stores, and a replica, wait for that a moment.
pub(super) const SHRINK: &str = "VACUUM pending";
/// How many bytes it takes in PostgreSQL.
pub(super) const SIZE: &str = "SELECT pg_relation_size('pending')";

/// What only PostgreSQL is asked, to be prepared there by a test.
pub const POSTGRES_SQL: &[&str] = &[SIZE];

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[NEWEST, CELLS, TAKE, ALL, COUNT];

/// The columns of a pending row.
pub(super) type Row = (Uuid, String, String, String, i64, i64, i64, String);

/// A pending row as the count of a cell.
pub(super) fn read(
    (campaign_id, unit, sector, mode, month, responses, rated, answers): Row,
) -> Result<(Cell, Count), StoreError> {
    Ok((Cell { campaign_id, unit, sector, mode, month }, Count::read(responses, rated, &answers)?))
}

/// Pending rows that can be folded into the counts together.
#[derive(Clone, Debug)]
pub(super) struct Portion {
    /// The newest row that belongs to it.
    newest: i64,
    /// Its first unit and sector, in the order of the database.
    first: (String, String),
    /// Its last unit and sector.
    last: (String, String),
}

impl Portion {
    /// Takes its oldest rows away inside a transaction, up to so many.
    pub fn take<'q, DB: sqlx::Database>(&'q self, most: i64) -> QueryAs<'q, DB, Row, DB::Arguments>
    where
        Row: for<'r> FromRow<'r, DB::Row>,
        i64: Encode<'q, DB> + Type<DB>,
        &'q str: Encode<'q, DB> + Type<DB>,
    {
        let query = sqlx::query_as(TAKE).bind(self.newest);
        let query = query.bind(self.first.0.as_str()).bind(self.first.1.as_str());
        query.bind(self.last.0.as_str()).bind(self.last.1.as_str()).bind(most)
    }
}

impl Store {
    /// What is pending now, in portions of `few` cells, or of more where there would be more than about `most` portions.
    pub(super) async fn portions(&self, few: i64, most: i64) -> Result<Vec<Portion>, StoreError> {
        let mut portions: Vec<Portion> = Vec::new();
        let newest: Option<i64> = on_read!(&self.db, pool => sqlx::query_scalar(NEWEST).fetch_one(pool).await)?;
        let Some(newest) = newest else { return Ok(portions) };
        let parts: Vec<(String, String, i64)> =
            on_read!(&self.db, pool => sqlx::query_as(CELLS).bind(newest).fetch_all(pool).await)?;
        let all: i64 = parts.iter().map(|(.., cells)| cells).sum();
        let cells_of_one = few.max(all / most);
        let mut room = 0;
        for (unit, sector, cells) in parts {
            match portions.last_mut() {
                Some(portion) if cells <= room => portion.last = (unit, sector),
                _ => {
                    room = cells_of_one;
                    portions.push(Portion { newest, first: (unit.clone(), sector.clone()), last: (unit, sector) });
                }
            }
            room = room.saturating_sub(cells);
        }
        Ok(portions)
    }

    /// How many rows wait for the rollup.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn pending_rows(&self) -> Result<u64, StoreError> {
        let count: i64 = on_read!(&self.db, pool => sqlx::query_scalar(COUNT).fetch_one(pool).await)?;
        row::count(count)
    }
}
