//! What was stored since the last rollup: written in the transaction that stores the responses, so it is never behind and never ahead.

use uuid::Uuid;

use super::database::on_read;
use super::many_rows::ManyRows;
use super::tally::{Cell, Count};
use super::{Store, StoreError, row};

/// Notes what a transaction adds to the counts, a row for each cell.
pub static ADD: ManyRows =
    ManyRows::new("INSERT INTO pending (campaign_id, unit, sector, mode, month, responses, rated, answers)", 8, "");
/// Takes the oldest rows away to fold them into the counts.
pub(super) const TAKE: &str = "DELETE FROM pending WHERE number IN (SELECT number FROM pending ORDER BY number LIMIT $1) \
    RETURNING campaign_id, unit, sector, mode, month, responses, rated, answers";
pub(super) const ALL: &str = "SELECT campaign_id, unit, sector, mode, month, responses, rated, answers FROM pending";
const COUNT: &str = "SELECT COUNT(*) FROM pending";
/// Clears away what taken rows leave behind in PostgreSQL, which would otherwise be read past by every figure.
pub(super) const CLEAR: &str = "VACUUM (TRUNCATE FALSE) pending";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[TAKE, ALL, COUNT];

/// The columns of a pending row.
pub(super) type Row = (Uuid, String, String, String, i64, i64, i64, String);

/// A pending row as the count of a cell.
pub(super) fn read(
    (campaign_id, unit, sector, mode, month, responses, rated, answers): Row,
) -> Result<(Cell, Count), StoreError> {
    Ok((Cell { campaign_id, unit, sector, mode, month }, Count::read(responses, rated, &answers)?))
}

impl Store {
    /// How many rows wait for the rollup.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn pending_rows(&self) -> Result<u64, StoreError> {
        let count: i64 = on_read!(&self.db, pool => sqlx::query_scalar(COUNT).fetch_one(pool).await)?;
        row::count(count)
    }
}
