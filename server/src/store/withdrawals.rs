//! Answers that those who gave them withdraw by their receipts.

use app::domain::answer::Answers;
use app::domain::receipt::Receipt;
use uuid::Uuid;

use super::audit::{alone, note};
use super::database::on_read;
use super::tally::{Cell, Count, Tally};
use super::{Database, Store, StoreError, change, pending, row};
use crate::audit::{Act, Action, Author};

const FIND_ON_SQLITE: &str = "SELECT id, campaign_id, version_id, unit FROM response WHERE id >= $1 AND id <= $2 AND substr(id, 9) = $3 \
    LIMIT 1";
/// What only SQLite is asked, to be prepared there by a test.
pub const SQLITE_SQL: &[&str] = &[FIND_ON_SQLITE];

const FIND_ON_POSTGRES: &str = "SELECT id, campaign_id, version_id, unit FROM response WHERE id >= $1 AND id <= $2 \
    AND substr(uuid_send(id), 9) = $3 LIMIT 1";
/// What only PostgreSQL is asked, to be prepared there by a test.
pub const POSTGRES_SQL: &[&str] = &[FIND_ON_POSTGRES];

const IS_ENTERED: &str = "SELECT EXISTS (SELECT 1 FROM entry WHERE id = $1)";
const TAKE: &str = "DELETE FROM response WHERE id = $1 RETURNING unit, sector, mode, month, answers";
const NOTE: &str = "INSERT INTO withdrawal (campaign_id, withdrawn) VALUES ($1, 1) \
    ON CONFLICT (campaign_id) DO UPDATE SET withdrawn = withdrawal.withdrawn + 1";
const COUNT: &str = "SELECT withdrawn FROM withdrawal WHERE campaign_id = $1";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[IS_ENTERED, TAKE, NOTE, COUNT];

/// A response that a receipt found.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Receipted {
    /// Its identifier.
    pub id: Uuid,
    /// Its campaign.
    pub campaign_id: Uuid,
    /// The version that it answers.
    pub version_id: Uuid,
    /// The unit judged.
    pub unit: String,
}

impl Store {
    /// The response of a receipt. What collectors entered has none: they know the identifiers, and may not take away what they entered.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn receipted(&self, receipt: Receipt) -> Result<Option<Receipted>, StoreError> {
        let (first, last) = receipt.span();
        let end = receipt.end();
        let found: Option<Receipted> = match &self.db {
            Database::Sqlite { read, .. } => {
                sqlx::query_as(FIND_ON_SQLITE).bind(first).bind(last).bind(end.as_slice()).fetch_optional(read).await?
            }
            Database::Postgres(pool) => {
                sqlx::query_as(FIND_ON_POSTGRES).bind(first).bind(last).bind(end.as_slice()).fetch_optional(pool).await?
            }
        };
        let Some(found) = found else { return Ok(None) };
        let is_entered: bool = on_read!(&self.db, pool => sqlx::query_scalar(IS_ENTERED).bind(found.id).fetch_one(pool).await)?;
        Ok((!is_entered).then_some(found))
    }

    /// Withdraws a response: it is gone, the counts are what they would be without it, and that one was withdrawn is counted; all in one
    /// transaction. `false` where it was gone already.
    ///
    /// What it no longer adds is noted as pending, like what others add: so nothing need wait for the rollup, nor the rollup for this.
    ///
    /// # Errors
    /// When the database does not take it, or the response cannot be read.
    pub async fn withdraw(&self, now: i64, response: &Receipted) -> Result<bool, StoreError> {
        let missing = || StoreError::Unreadable { what: "version of a response", value: response.version_id.to_string() };
        let version = self.version(response.version_id).await?.ok_or_else(missing)?;
        change!(self, tx => {
            alone!(&self.db, tx);
            let taken: Option<(String, String, String, i64, String)> =
                sqlx::query_as(TAKE).bind(response.id).fetch_optional(&mut *tx).await?;
            let Some((unit, sector, mode, month, answers)) = taken else { return Ok(false) };
            let answers = Answers::from_json(&version, &answers)
                .map_err(|misfit| StoreError::Unreadable { what: "response", value: format!("{misfit:?}") })?;
            let cell = Cell { campaign_id: response.campaign_id, unit, sector, mode, month };
            let mut less = Tally::new();
            super::tally::add_to(&mut less, cell, &Count::of(&version, &answers), -1);
            for (cell, count) in &less {
                sqlx::query(pending::ADD.text(1, &self.db))
                    .bind(cell.campaign_id)
                    .bind(cell.unit.as_str())
                    .bind(cell.sector.as_str())
                    .bind(cell.mode.as_str())
                    .bind(cell.month)
                    .bind(count.responses)
                    .bind(count.rated)
                    .bind(count.answers_json())
                    .execute(&mut *tx)
                    .await?;
            }
            sqlx::query(NOTE).bind(response.campaign_id).execute(&mut *tx).await?;
            let act = Act::on(Action::ResponseWithdrawn, format!("campaign {}", response.campaign_id));
            note!(&self.db, tx, &Author::Program, now, act);
        });
        Ok(true)
    }

    /// How many responses of a campaign were withdrawn.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn withdrawn(&self, campaign: Uuid) -> Result<u64, StoreError> {
        let count: Option<i64> = on_read!(&self.db, pool => sqlx::query_scalar(COUNT).bind(campaign).fetch_optional(pool).await)?;
        row::count(count.unwrap_or_default())
    }
}
