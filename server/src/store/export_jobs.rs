//! Exports that staff ask for: one waits for another, and of several instances one makes it.

use app::domain::export_job::{ExportJob, Format, LASTS, MOST, Order, State};
use app::domain::language::Language;
use app::domain::role::Reach;
use serde_json::{Value, json};
use uuid::Uuid;

use super::audit::note;
use super::database::{in_transaction, on_read};
use super::microdata::Selection;
use super::scope::{parameter, within};
use super::{Store, StoreError, row};
use crate::accounts::token::Token;
use crate::audit::{Act, Action, Author};

/// How long nothing may be heard of whoever makes an export, in milliseconds: then it stopped, and another begins anew.
pub const SILENCE: i64 = 60_000;
/// How often an export is begun.
const TRIES: i64 = 3;

macro_rules! read {
    ($end:expr) => {
        within!(
            "SELECT export_job.id, account.full_name, export_job.unit, campaign_id, period, format, labels, state, done, total, made_at, \
             finished_at, expires_at, token, bytes FROM export_job JOIN account ON account.id = export_job.account_id \
             WHERE ($1 = '*' OR export_job.unit IN (SELECT code FROM reach)) AND ",
            $end
        )
    };
}

const OWN: &str = read!("account_id = $2 ORDER BY made_at DESC, export_job.id DESC");
const ONE: &str = read!("export_job.id = $2");
const ADD: &str = within!(
    "INSERT INTO export_job (id, account_id, unit, campaign_id, period, format, labels, state, done, total, tries, made_at) \
     SELECT $2, $3, $4, $5, $6, $7, $8, 'waiting', 0, 0, 0, $9 WHERE ($1 = '*' OR $4 IN (SELECT code FROM reach)) \
     AND (SELECT COUNT(*) FROM export_job WHERE account_id = $3 AND state IN ('waiting', 'running')) < $10"
);
// Where two instances find the same, the second looks again at what the first made of it, and takes nothing.
const CLAIM: &str = "UPDATE export_job SET state = 'running', tries = tries + 1, seen_at = $1, done = 0, total = 0 \
     WHERE id = (SELECT id FROM export_job WHERE state = 'waiting' OR (state = 'running' AND seen_at < $2) ORDER BY made_at, id LIMIT 1) \
     AND (state = 'waiting' OR (state = 'running' AND seen_at < $2)) RETURNING id, tries";
const GIVE_UP: &str = "UPDATE export_job SET state = 'failed', finished_at = $1, expires_at = $2 \
     WHERE state = 'running' AND seen_at < $3 AND tries >= $4";
const HEARD: &str =
    "UPDATE export_job SET seen_at = $3, done = $4, total = $5 WHERE id = $1 AND tries = $2 AND state = 'running'";
const FINISH: &str = "UPDATE export_job SET state = 'finished', done = total, finished_at = $3, expires_at = $4, token = $5, bytes = $6 \
     WHERE id = $1 AND tries = $2 AND state = 'running'";
const FAIL: &str = "UPDATE export_job SET state = 'failed', finished_at = $3, expires_at = $4 \
     WHERE id = $1 AND tries = $2 AND state = 'running'";
const CANCEL: &str = within!(
    "UPDATE export_job SET state = 'cancelled', finished_at = $3, expires_at = $4 WHERE id = $2 AND state IN ('waiting', 'running') \
     AND ($1 = '*' OR unit IN (SELECT code FROM reach))"
);
const REMOVE: &str = within!(
    "DELETE FROM export_job WHERE id = $2 AND state NOT IN ('waiting', 'running') AND ($1 = '*' OR unit IN (SELECT code FROM reach))"
);
const FETCH: &str = within!(
    "SELECT COUNT(*) FROM export_job WHERE id = $2 AND token = $3 AND expires_at > $4 AND state = 'finished' \
     AND ($1 = '*' OR unit IN (SELECT code FROM reach))"
);
const EXPIRE: &str = "DELETE FROM export_job WHERE expires_at <= $1";
const WITH_FILES: &str = "SELECT id FROM export_job WHERE state IN ('running', 'finished')";
const COUNT: &str =
    within!("SELECT COUNT(*) FROM response WHERE ($1 = '*' OR unit IN (SELECT code FROM reach)) AND month >= $2 AND month <= $3");
const COUNT_OF_CAMPAIGN: &str = within!(
    "SELECT COUNT(*) FROM response WHERE ($1 = '*' OR unit IN (SELECT code FROM reach)) AND month >= $2 AND month <= $3 \
     AND campaign_id = $4"
);

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] =
    &[OWN, ONE, ADD, CLAIM, GIVE_UP, HEARD, FINISH, FAIL, CANCEL, REMOVE, FETCH, EXPIRE, WITH_FILES, COUNT, COUNT_OF_CAMPAIGN];

/// An export's columns.
type Row = (
    Uuid,
    String,
    String,
    Option<Uuid>,
    Option<String>,
    String,
    String,
    String,
    i64,
    i64,
    i64,
    Option<i64>,
    Option<i64>,
    Option<String>,
    Option<i64>,
);

fn job(row: Row) -> Result<ExportJob, StoreError> {
    let (id, by, unit, campaign, period, format, labels, state, done, total, made_at, finished_at, expires_at, token, bytes) =
        row;
    let language = |tag: &str| Language::ALL.into_iter().find(|language| language.tag() == tag);
    let order = Order {
        unit: row::code("unit", &unit)?,
        campaign,
        period: period.map(|period| row::parsed("period", &period, |text| text.parse().ok())).transpose()?,
        format: row::parsed("format", &format, Format::from_word)?,
        labels: row::parsed("labels", &labels, language)?,
    };
    let state = row::parsed("state", &state, State::from_word)?;
    let progress = (done.unsigned_abs(), total.unsigned_abs());
    let bytes = bytes.map(i64::unsigned_abs);
    Ok(ExportJob { id, by, order, state, progress, made_at, finished_at, expires_at, token, bytes })
}

/// An export that this instance makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Which.
    pub id: Uuid,
    /// How often it was begun, this time included. Who began it before has no say any more.
    pub tries: i64,
}

/// What the log tells of an export.
fn told(order: &Order) -> Value {
    json!({
        "unit": order.unit,
        "campaign": order.campaign,
        "period": order.period.map(|period| period.to_string()),
        "format": order.format.word(),
    })
}

fn act(action: Action, id: Uuid, order: &Order) -> Act {
    Act { unit: Some(order.unit.to_string()), after: Some(told(order)), ..Act::on(action, format!("export {id}")) }
}

impl Store {
    /// The exports that somebody asked for, of units in reach, the latest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn own_exports(&self, reach: &Reach, account: Uuid) -> Result<Vec<ExportJob>, StoreError> {
        let reach = self.reading(reach).await?;
        let rows: Vec<Row> =
            on_read!(&self.db, pool => sqlx::query_as(OWN).bind(reach.as_str()).bind(account).fetch_all(pool).await)?;
        rows.into_iter().map(job).collect()
    }

    /// The export with this identifier, if its unit is in reach.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn export_job(&self, reach: &Reach, id: Uuid) -> Result<Option<ExportJob>, StoreError> {
        let reach = self.reading(reach).await?;
        let row: Option<Row> =
            on_read!(&self.db, pool => sqlx::query_as(ONE).bind(reach.as_str()).bind(id).fetch_optional(pool).await)?;
        row.map(job).transpose()
    }

    /// Adds an export of a unit in reach, which then waits; `false` where it is not, or where too many of the same account wait already.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn add_export(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (id, account, order): (Uuid, Uuid, &Order),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            let added = sqlx::query(ADD)
                .bind(parameter(reach))
                .bind(id)
                .bind(account)
                .bind(order.unit.as_str())
                .bind(order.campaign)
                .bind(order.period.map(|period| period.to_string()))
                .bind(order.format.word())
                .bind(order.labels.tag())
                .bind(now)
                .bind(MOST)
                .execute(&mut *tx)
                .await?;
            if added.rows_affected() == 0 {
                return Ok(false);
            }
            note!(&self.db, tx, by, now, act(Action::ExportAsked, id, order));
        });
        Ok(true)
    }

    /// Takes the export that has waited longest, or that whoever made it has left, so that nobody else takes it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn claim_export(&self, now: i64) -> Result<Option<Claim>, StoreError> {
        let row: Option<(Uuid, i64)> = in_transaction!(&self.db, tx => {
            sqlx::query(GIVE_UP).bind(now).bind(now + LASTS).bind(now - SILENCE).bind(TRIES).execute(&mut *tx).await?;
            sqlx::query_as(CLAIM).bind(now).bind(now - SILENCE).fetch_optional(&mut *tx).await?
        });
        Ok(row.map(|(id, tries)| Claim { id, tries }))
    }

    /// Notes how far an export is; `false` where it is to end, because it was cancelled or somebody else has taken it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn export_goes_on(&self, claim: Claim, now: i64, (done, total): (u64, u64)) -> Result<bool, StoreError> {
        let heard = in_transaction!(&self.db, tx => sqlx::query(HEARD)
            .bind(claim.id)
            .bind(claim.tries)
            .bind(now)
            .bind(done.cast_signed())
            .bind(total.cast_signed())
            .execute(&mut *tx)
            .await?
            .rows_affected());
        Ok(heard == 1)
    }

    /// Notes that an export can be fetched; `false` where it was cancelled meanwhile.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn finish_export(&self, claim: Claim, now: i64, (token, bytes): (&Token, u64)) -> Result<bool, StoreError> {
        let finished = in_transaction!(&self.db, tx => sqlx::query(FINISH)
            .bind(claim.id)
            .bind(claim.tries)
            .bind(now)
            .bind(now + LASTS)
            .bind(token.reveal())
            .bind(bytes.cast_signed())
            .execute(&mut *tx)
            .await?
            .rows_affected());
        Ok(finished == 1)
    }

    /// Notes that an export could not be made.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn fail_export(&self, claim: Claim, now: i64) -> Result<(), StoreError> {
        in_transaction!(&self.db, tx => sqlx::query(FAIL)
            .bind(claim.id)
            .bind(claim.tries)
            .bind(now)
            .bind(now + LASTS)
            .execute(&mut *tx)
            .await?
            .rows_affected());
        Ok(())
    }

    /// Gives up an export of a unit in reach that waits or is being made; `false` where it is not, or is neither any more.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn cancel_export(&self, by: &Author, now: i64, reach: &Reach, old: &ExportJob) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            let cancelled = sqlx::query(CANCEL)
                .bind(parameter(reach))
                .bind(old.id)
                .bind(now)
                .bind(now + LASTS)
                .execute(&mut *tx)
                .await?;
            if cancelled.rows_affected() == 0 {
                return Ok(false);
            }
            note!(&self.db, tx, by, now, act(Action::ExportCancelled, old.id, &old.order));
        });
        Ok(true)
    }

    /// Removes an export of a unit in reach that ended; `false` where it is not, or did not.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn remove_export(&self, by: &Author, now: i64, reach: &Reach, old: &ExportJob) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            let removed = sqlx::query(REMOVE).bind(parameter(reach)).bind(old.id).execute(&mut *tx).await?;
            if removed.rows_affected() == 0 {
                return Ok(false);
            }
            let act = act(Action::ExportRemoved, old.id, &old.order);
            let act = Act { before: act.after.clone(), after: None, ..act };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Notes that somebody fetches the file of an export of a unit in reach; `false` where the token is not its, or not any more.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn fetch_export(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (old, token): (&ExportJob, &str),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            let found: i64 = sqlx::query_scalar(FETCH)
                .bind(parameter(reach))
                .bind(old.id)
                .bind(token)
                .bind(now)
                .fetch_one(&mut *tx)
                .await?;
            if found == 0 {
                return Ok(false);
            }
            note!(&self.db, tx, by, now, act(Action::Exported, old.id, &old.order));
        });
        Ok(true)
    }

    /// Removes exports whose time is over, and says which ones still have files.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn exports_with_files(&self, now: i64) -> Result<Vec<Uuid>, StoreError> {
        Ok(in_transaction!(&self.db, tx => {
            sqlx::query(EXPIRE).bind(now).execute(&mut *tx).await?;
            sqlx::query_scalar(WITH_FILES).fetch_all(&mut *tx).await?
        }))
    }

    /// How many responses are selected.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn selected_count(&self, wanted: &Selection) -> Result<u64, StoreError> {
        let (reach, (from, to)) = (self.reading(&wanted.reach).await?, wanted.months.unwrap_or((0, i64::MAX)));
        let count: i64 = on_read!(&self.db, pool => {
            let text = if wanted.campaign.is_some() { COUNT_OF_CAMPAIGN } else { COUNT };
            let count = sqlx::query_scalar(text).bind(reach.as_str()).bind(from).bind(to);
            match wanted.campaign {
                Some(campaign) => count.bind(campaign).fetch_one(pool).await,
                None => count.fetch_one(pool).await,
            }
        })?;
        Ok(count.unsigned_abs())
    }
}
