//! Answers that those who gave them withdraw by their receipts.

use app::domain::answer::Answers;
use app::domain::questionnaire::Version;
use app::domain::receipt::Receipt;
use uuid::Uuid;

use super::audit::{alone, note};
use super::database::{in_transaction, on_read};
use super::holds::IS_HELD;
use super::tally::{Cell, Count, Tally};
use super::{Database, Store, StoreError, pending, row};
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
const REQUEST: &str = "INSERT INTO withdrawal_request (response_id, campaign_id, asked_at) SELECT $1, $2, $3 \
    WHERE EXISTS (SELECT 1 FROM response WHERE id = $1) ON CONFLICT (response_id) DO NOTHING";
const IS_REQUESTED: &str = "SELECT EXISTS (SELECT 1 FROM withdrawal_request WHERE response_id = $1)";
const FORGET_REQUEST: &str = "DELETE FROM withdrawal_request WHERE response_id = $1";
const DUE_REQUESTS: &str = "SELECT response_id FROM withdrawal_request WHERE campaign_id NOT IN (SELECT campaign_id FROM legal_hold) \
    ORDER BY response_id";
const BY_ID: &str = "SELECT id, campaign_id, version_id, unit FROM response WHERE id = $1";
const COUNT: &str = "SELECT withdrawn FROM withdrawal WHERE campaign_id = $1";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[IS_ENTERED, TAKE, NOTE, REQUEST, IS_REQUESTED, FORGET_REQUEST, DUE_REQUESTS, BY_ID, COUNT];

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

/// What is taken away of a response that is withdrawn: unit, sector, mode, month and answers.
type Taken = (String, String, String, i64, String);

/// What it no longer adds to the counts.
fn less(version: &Version, campaign_id: Uuid, (unit, sector, mode, month, answers): Taken) -> Result<Tally, StoreError> {
    let answers = Answers::from_json(version, &answers)
        .map_err(|misfit| StoreError::Unreadable { what: "response", value: format!("{misfit:?}") })?;
    let mut less = Tally::new();
    super::tally::add_to(&mut less, Cell { campaign_id, unit, sector, mode, month }, &Count::of(version, &answers), -1);
    Ok(less)
}

/// What became of a withdrawal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawing {
    /// The response is gone.
    Withdrawn,
    /// Nothing of its campaign may be erased at present: it goes as soon as that ends, and nobody need ask again.
    Noted,
    /// It was gone already.
    Gone,
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
    /// transaction. While its campaign is held, that it is to be withdrawn is noted instead.
    ///
    /// What it no longer adds is noted as pending, like what others add: so nothing need wait for the rollup, nor the rollup for this.
    ///
    /// # Errors
    /// When the database does not take it, or the response cannot be read.
    pub async fn withdraw(&self, now: i64, response: &Receipted) -> Result<Withdrawing, StoreError> {
        let missing = || StoreError::Unreadable { what: "version of a response", value: response.version_id.to_string() };
        let version = self.version(response.version_id).await?.ok_or_else(missing)?;
        let outcome = in_transaction!(&self.db, tx => {
            alone!(&self.db, tx);
            let held: bool = sqlx::query_scalar(IS_HELD).bind(response.campaign_id).fetch_one(&mut *tx).await?;
            if held {
                sqlx::query(REQUEST).bind(response.id).bind(response.campaign_id).bind(now).execute(&mut *tx).await?;
                let noted: bool = sqlx::query_scalar(IS_REQUESTED).bind(response.id).fetch_one(&mut *tx).await?;
                if noted { Withdrawing::Noted } else { Withdrawing::Gone }
            } else {
                sqlx::query(FORGET_REQUEST).bind(response.id).execute(&mut *tx).await?;
                let taken: Option<Taken> = sqlx::query_as(TAKE).bind(response.id).fetch_optional(&mut *tx).await?;
                match taken {
                    None => Withdrawing::Gone,
                    Some(taken) => {
                        for (cell, count) in &less(&version, response.campaign_id, taken)? {
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
                        Withdrawing::Withdrawn
                    }
                }
            }
        });
        self.shelf.forget();
        Ok(outcome)
    }

    /// Withdraws what was to be withdrawn while its campaign was held and is held no more. Gives how many went.
    ///
    /// # Errors
    /// When the database does not answer. What was withdrawn stays so.
    pub async fn carry_out_withdrawals(&self, now: i64) -> Result<u64, StoreError> {
        let requests: Vec<Uuid> = on_read!(&self.db, pool => sqlx::query_scalar(DUE_REQUESTS).fetch_all(pool).await)?;
        let mut withdrawn = 0;
        for id in requests {
            let found: Option<Receipted> = on_read!(&self.db, pool => sqlx::query_as(BY_ID).bind(id).fetch_optional(pool).await)?;
            match found {
                Some(response) => withdrawn += u64::from(self.withdraw(now, &response).await? == Withdrawing::Withdrawn),
                None => {
                    in_transaction!(&self.db, tx => sqlx::query(FORGET_REQUEST).bind(id).execute(tx).await?.rows_affected());
                }
            }
        }
        Ok(withdrawn)
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
