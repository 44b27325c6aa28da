//! How long what was answered is kept, and what of it was erased, as administrators set and see it.

use std::collections::HashMap;

use app::domain::campaign::Campaign;
use app::domain::retention::{Kind, Periods, Retention};
use app::domain::role::Reach;
use serde_json::json;
use uuid::Uuid;

use super::audit::{alone, note};
use super::database::on_read;
use super::scope::{parameter, within};
use super::settings::{READ, WRITE};
use super::{Store, StoreError, change, row};
use crate::audit::{Act, Action, Author};

/// The setting that holds how long what was answered is kept.
pub(super) const RETENTION: &str = "retention";

const BEGIN: &str = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
const SEEN: &str = within!("SELECT id FROM campaign WHERE $1 = '*' OR owner IN (SELECT code FROM reach)");
const SEES: &str = within!("SELECT id FROM campaign WHERE id = $2 AND ($1 = '*' OR owner IN (SELECT code FROM reach))");
const ALL_DISPOSED: &str =
    "SELECT campaign_id, kind, begun_at, finished_at, responses, texts, elements, entries, counts_hash FROM disposal";
const DISPOSED: &str = "SELECT campaign_id, kind, begun_at, finished_at, responses, texts, elements, entries, counts_hash FROM disposal \
    WHERE campaign_id = $1";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[BEGIN, SEEN, SEES, ALL_DISPOSED, DISPOSED];

/// What was erased of one kind of a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disposal {
    /// When it began: UTC milliseconds.
    pub begun_at: i64,
    /// When the last of it was erased: UTC milliseconds.
    pub finished_at: Option<i64>,
    /// How many responses were changed or erased.
    pub responses: u64,
    /// How many texts were erased.
    pub texts: u64,
    /// How many elements of the sample were erased.
    pub elements: u64,
    /// How many notes of who entered what were erased.
    pub entries: u64,
    /// SHA-256 over the counts of erased responses.
    pub counts_hash: Option<String>,
}

/// What was erased of a campaign, by kind.
pub type Disposals = HashMap<Kind, Disposal>;

type Row = (Uuid, String, i64, Option<i64>, i64, i64, i64, i64, Option<String>);

fn disposal(row: Row) -> Result<(Uuid, Kind, Disposal), StoreError> {
    let (campaign, kind, begun_at, finished_at, responses, texts, elements, entries, counts_hash) = row;
    let disposal = Disposal {
        begun_at,
        finished_at,
        responses: row::count(responses)?,
        texts: row::count(texts)?,
        elements: row::count(elements)?,
        entries: row::count(entries)?,
        counts_hash,
    };
    Ok((campaign, row::parsed("kind of a disposal", &kind, Kind::from_word)?, disposal))
}

/// What an installation says of retention, as it is stored.
pub(super) fn read(stored: &str) -> Result<Retention, StoreError> {
    row::parsed("retention", stored, |json| serde_json::from_str(json).ok())
}

fn json(retention: &Retention) -> String {
    // Numbers by name always have a JSON form.
    serde_json::to_string(retention).unwrap_or_default()
}

fn act(before: Option<&Retention>, after: &Retention) -> Act {
    let told = |retention: &Retention| json!(retention);
    Act { before: before.map(told), after: Some(told(after)), ..Act::on(Action::RetentionSet, "retention".to_owned()) }
}

impl Store {
    /// What the installation says of retention; where it has said nothing yet, how it would begin now.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn retention(&self, now: i64) -> Result<Retention, StoreError> {
        let stored: Option<String> =
            on_read!(&self.db, pool => sqlx::query_scalar(READ).bind(RETENTION).fetch_optional(pool).await)?;
        stored.as_deref().map_or_else(|| Ok(Retention::begun(now)), read)
    }

    /// Begins with the usual periods where none are set, with notice before the first of them counts.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn begin_retention(&self, now: i64) -> Result<(), StoreError> {
        let stored: Option<String> =
            on_read!(&self.db, pool => sqlx::query_scalar(READ).bind(RETENTION).fetch_optional(pool).await)?;
        if stored.is_some() {
            return Ok(());
        }
        let begun = Retention::begun(now);
        change!(self, tx => {
            alone!(&self.db, tx);
            let added = sqlx::query(BEGIN).bind(RETENTION).bind(json(&begun)).execute(&mut *tx).await?;
            if added.rows_affected() == 0 {
                return Ok(());
            }
            note!(&self.db, tx, &Author::Program, now, act(None, &begun));
        });
        Ok(())
    }

    /// Sets the periods, for whoever reaches everything; `false` for others. Where one becomes shorter, nothing is erased for a while.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn set_retention(&self, by: &Author, now: i64, reach: &Reach, periods: Periods) -> Result<bool, StoreError> {
        if *reach != Reach::Everything {
            return Ok(false);
        }
        change!(self, tx => {
            alone!(&self.db, tx);
            let stored: Option<String> = sqlx::query_scalar(READ).bind(RETENTION).fetch_optional(&mut *tx).await?;
            let old = stored.as_deref().map_or_else(|| Ok(Retention::begun(now)), read)?;
            let new = old.with(periods, now);
            sqlx::query(WRITE).bind(RETENTION).bind(json(&new)).execute(&mut *tx).await?;
            note!(&self.db, tx, by, now, act(stored.is_some().then_some(&old), &new));
        });
        Ok(true)
    }

    /// The campaigns whose owner is in reach, which is where somebody says what of them is kept.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn kept_campaigns(&self, reach: &Reach) -> Result<Vec<Uuid>, StoreError> {
        Ok(on_read!(&self.db, pool => sqlx::query_scalar(SEEN).bind(parameter(reach)).fetch_all(pool).await)?)
    }

    /// The campaign with this identifier, if its owner is in reach.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn kept_campaign(&self, reach: &Reach, id: Uuid) -> Result<Option<Campaign>, StoreError> {
        let seen: Option<Uuid> =
            on_read!(&self.db, pool => sqlx::query_scalar(SEES).bind(parameter(reach)).bind(id).fetch_optional(pool).await)?;
        if seen.is_some() { self.campaign(id).await } else { Ok(None) }
    }

    /// What was erased of every campaign.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn all_disposals(&self) -> Result<HashMap<Uuid, Disposals>, StoreError> {
        let rows: Vec<Row> = on_read!(&self.db, pool => sqlx::query_as(ALL_DISPOSED).fetch_all(pool).await)?;
        let mut all: HashMap<Uuid, Disposals> = HashMap::new();
        for row in rows {
            let (campaign, kind, disposal) = disposal(row)?;
            all.entry(campaign).or_default().insert(kind, disposal);
        }
        Ok(all)
    }

    /// What was erased of a campaign.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn disposals(&self, campaign: Uuid) -> Result<Disposals, StoreError> {
        let rows: Vec<Row> = on_read!(&self.db, pool => sqlx::query_as(DISPOSED).bind(campaign).fetch_all(pool).await)?;
        rows.into_iter().map(|row| disposal(row).map(|(_, kind, disposal)| (kind, disposal))).collect()
    }
}
