//! Erasing what was kept long enough: a part in each transaction, so that nobody who stores waits, and so that it goes on where it was after
//! whatever happened. Each transaction asks anew whether it may: what is held stays from the moment the order is given.

use std::collections::HashMap;

use app::domain::campaign::{Campaign, Sampling};
use app::domain::period::Month;
use app::domain::retention::{Kind, Retention};
use serde_json::json;
use sqlx::SqlitePool;
use uuid::Uuid;

use super::answer_reader::AnswerReader;
use super::audit::{alone, note};
use super::campaigns::{BY_ID, Row as CampaignRow, campaign as read_campaign};
use super::database::{in_transaction, on_read};
use super::disposed::{
    ADD_PERSON, CELL, CELLS, CellRow, Leaving, WRITE_CELL, fingerprint, key, only_ratings, read as read_cell, without_texts,
};
use super::holds::IS_HELD;
use super::retention::{RETENTION, read as read_retention};
use super::settings::{READ, REMOVE, WRITE};
use super::tally::{Cell, Count, Tally};
use super::{Database, Store, StoreError, comments, row};
use crate::audit::{Act, Action, Author};
use crate::sources::Secrets;

/// Whether this instance may erase until the end of the transaction. Each schema has its own lock.
const TRY_LOCK: &str = "SELECT pg_try_advisory_xact_lock(hashtextextended('hailong retention ' || current_schema(), 0))";
/// Lets PostgreSQL use the place of what was erased again.
const VACUUM: &str = "VACUUM (TRUNCATE FALSE) response, comment, entry, sample_element";

/// What only PostgreSQL is asked, to be prepared there by a test.
pub const POSTGRES_SQL: &[&str] = &[TRY_LOCK];

const BEGIN: &str =
    "INSERT INTO disposal (campaign_id, kind, begun_at) VALUES ($1, $2, $3) ON CONFLICT (campaign_id, kind) DO NOTHING";
const HOW_FAR: &str = "SELECT finished_at, reached FROM disposal WHERE campaign_id = $1 AND kind = $2";
const ADVANCE: &str = "UPDATE disposal SET responses = responses + $3, texts = texts + $4, elements = elements + $5, entries = entries + $6, \
    reached = $7 WHERE campaign_id = $1 AND kind = $2";
const FINISH: &str =
    "UPDATE disposal SET finished_at = $3, counts_hash = CAST($4 AS TEXT), reached = NULL WHERE campaign_id = $1 AND kind = $2";
const DONE: &str = "SELECT responses, texts, elements, entries FROM disposal WHERE campaign_id = $1 AND kind = $2";

const NEXT_TEXTS: &str = "SELECT id, version_id, answers FROM response WHERE campaign_id = $1 AND id > $2 ORDER BY id LIMIT $3";
const REWRITE: &str = "UPDATE response SET answers = $2 WHERE id = $1";
// A paper form that was entered once and never again holds texts too. By now it can no longer be finished.
const ERASE_UNFINISHED: &str = "DELETE FROM entry WHERE campaign_id = $1 AND stored_at IS NULL";

const NEXT_LINKS: &str = "SELECT id, month FROM response WHERE campaign_id = $1 AND id < $2 ORDER BY id LIMIT $3";
const LOOSEN: &str = "UPDATE response SET id = $2, submitted_at = $3 WHERE id = $1";
const ERASE_ENTRIES: &str = "DELETE FROM entry WHERE id IN (SELECT id FROM entry WHERE campaign_id = $1 ORDER BY id LIMIT $2)";
const ERASE_QUALITY: &str = "DELETE FROM entry_quality WHERE campaign_id = $1";
const ERASE_ELEMENTS: &str = "DELETE FROM sample_element WHERE campaign_id = $1 AND position IN \
    (SELECT position FROM sample_element WHERE campaign_id = $1 ORDER BY position LIMIT $2)";

const TAKE: &str = "DELETE FROM response WHERE id IN (SELECT id FROM response WHERE campaign_id = $1 ORDER BY id LIMIT $2) \
    RETURNING version_id, unit, sector, mode, month, answers, stratum, psu, weight";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[
    BEGIN,
    HOW_FAR,
    ADVANCE,
    FINISH,
    DONE,
    NEXT_TEXTS,
    REWRITE,
    ERASE_UNFINISHED,
    NEXT_LINKS,
    LOOSEN,
    ERASE_ENTRIES,
    ERASE_QUALITY,
    ERASE_ELEMENTS,
    TAKE,
];

/// What only SQLite is asked, to be prepared there by a test.
pub const SQLITE_SQL: &[&str] = &[SIZE];

/// Identifiers from here on were given to responses whose own led to whoever has the receipt. No moment of this millennium begins so.
const LOOSE: Uuid = Uuid::from_u128(0xff << 120);

/// What became of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// So many rows went, and there may be more.
    More(u64),
    /// This kind of this campaign is erased, with so many last rows.
    Finished(u64),
    /// It was erased before.
    Already,
    /// It is held, or not due, as it turned out.
    Stays,
    /// Another instance is at it.
    Elsewhere,
}

/// How many rows of each sort a part changed or erased.
#[derive(Clone, Copy, Debug, Default)]
struct Rows {
    responses: usize,
    texts: usize,
    elements: usize,
    entries: usize,
}

impl Rows {
    const fn all(self) -> u64 {
        (self.responses + self.elements + self.entries) as u64
    }
}

/// Which part of what is to be erased, and when.
#[derive(Clone, Copy, Debug)]
pub struct Due<'a> {
    /// The campaign.
    pub campaign: &'a Campaign,
    /// What of it.
    pub kind: Kind,
    /// The moment: UTC milliseconds.
    pub now: i64,
    /// How many rows at most.
    pub most: usize,
}

/// Whether a kind of a campaign is to be erased by what stands in the database now.
fn is_due(due: Due<'_>, retention: Option<String>, campaign: Option<CampaignRow>) -> Result<bool, StoreError> {
    let (Some(retention), Some(campaign)) = (retention, campaign) else { return Ok(false) };
    let (retention, campaign): (Retention, Campaign) =
        (read_retention(&retention)?, read_campaign(campaign, Vec::new(), Vec::new())?);
    Ok(retention.is_due(&campaign, due.kind, due.now))
}

/// Begins a part inside a transaction, or ends it where nothing may be erased; gives how far texts were looked for.
macro_rules! begin {
    ($db:expr, $tx:expr, $due:expr) => {{
        if matches!($db, Database::Postgres(_)) {
            let free: bool = sqlx::query_scalar(TRY_LOCK).fetch_one(&mut *$tx).await?;
            if !free {
                return Ok(Part::Elsewhere);
            }
        }
        alone!($db, $tx);
        let id = $due.campaign.id;
        let held: bool = sqlx::query_scalar(IS_HELD).bind(id).fetch_one(&mut *$tx).await?;
        let retention: Option<String> = sqlx::query_scalar(READ).bind(RETENTION).fetch_optional(&mut *$tx).await?;
        let campaign: Option<CampaignRow> = sqlx::query_as(BY_ID).bind(id).fetch_optional(&mut *$tx).await?;
        if held || !is_due($due, retention, campaign)? {
            return Ok(Part::Stays);
        }
        sqlx::query(BEGIN).bind(id).bind($due.kind.word()).bind($due.now).execute(&mut *$tx).await?;
        let (finished, reached): (Option<i64>, Option<Uuid>) =
            sqlx::query_as(HOW_FAR).bind(id).bind($due.kind.word()).fetch_one(&mut *$tx).await?;
        if finished.is_some() {
            return Ok(Part::Already);
        }
        reached
    }};
}

/// Ends a part inside its transaction: adds up what went and, where nothing is left, writes down that it is done, with one entry of the log.
macro_rules! end {
    ($db:expr, $tx:expr, $due:expr, $rows:expr, $reached:expr, $last:expr, $hash:expr) => {{
        let (id, kind, rows) = ($due.campaign.id, $due.kind.word(), $rows);
        sqlx::query(ADVANCE)
            .bind(id)
            .bind(kind)
            .bind(row::signed(rows.responses))
            .bind(row::signed(rows.texts))
            .bind(row::signed(rows.elements))
            .bind(row::signed(rows.entries))
            .bind($reached)
            .execute(&mut *$tx)
            .await?;
        if $last {
            let hash: Option<String> = $hash;
            sqlx::query(WRITE).bind(UNSETTLED).bind("yes").execute(&mut *$tx).await?;
            sqlx::query(FINISH).bind(id).bind(kind).bind($due.now).bind(hash.as_deref()).execute(&mut *$tx).await?;
            let done: (i64, i64, i64, i64) = sqlx::query_as(DONE).bind(id).bind(kind).fetch_one(&mut *$tx).await?;
            note!($db, $tx, &Author::Program, $due.now, act($due, done, hash.as_deref()));
            Part::Finished(rows.all())
        } else {
            Part::More(rows.all())
        }
    }};
}

/// Adds to the counts that stay of responses that are erased.
macro_rules! keep_count {
    ($tx:expr, $cell:expr, $added:expr) => {{
        let Cell { campaign_id, unit, sector, mode, month } = $cell;
        let kept: Option<(i64, i64, String)> = sqlx::query_as(CELL)
            .bind(campaign_id)
            .bind(unit.as_str())
            .bind(sector.as_str())
            .bind(mode.as_str())
            .bind(month)
            .fetch_optional(&mut *$tx)
            .await?;
        let mut count = match kept {
            Some((responses, rated, answers)) => Count::read(responses, rated, &answers)?,
            None => Count::default(),
        };
        count.add($added, 1);
        sqlx::query(WRITE_CELL)
            .bind(campaign_id)
            .bind(unit.as_str())
            .bind(sector.as_str())
            .bind(mode.as_str())
            .bind(month)
            .bind(count.responses)
            .bind(count.rated)
            .bind(count.answers_json())
            .execute(&mut *$tx)
            .await?;
    }};
}

/// What the log tells: how many rows of each sort, and never what stood in them.
fn act(due: Due<'_>, (responses, texts, elements, entries): (i64, i64, i64, i64), counts: Option<&str>) -> Act {
    let after = json!({
        "kind": due.kind.word(),
        "responses": responses,
        "texts": texts,
        "sample_elements": elements,
        "entries": entries,
        "counts": counts,
    });
    let subject = format!("campaign {}", due.campaign.id);
    Act { unit: Some(due.campaign.owner.to_string()), after: Some(after), ..Act::on(Action::Disposed, subject) }
}

impl Store {
    /// Erases a part of what is due. Done again after an interruption it goes on; done again afterwards it does nothing.
    ///
    /// # Errors
    /// When the database does not answer, or a response cannot be read; then nothing of this part is erased.
    pub async fn dispose(&self, due: Due<'_>, secrets: &Secrets) -> Result<Part, StoreError> {
        match due.kind {
            Kind::Texts => self.dispose_of_texts(due).await,
            Kind::Links => self.dispose_of_links(due, secrets).await,
            Kind::Responses => self.dispose_of_responses(due).await,
        }
    }

    async fn dispose_of_texts(&self, due: Due<'_>) -> Result<Part, StoreError> {
        let id = due.campaign.id;
        let part = in_transaction!(&self.db, tx => {
            let reached = begin!(&self.db, tx, due);
            let next: Vec<(Uuid, Uuid, String)> = sqlx::query_as(NEXT_TEXTS)
                .bind(id)
                .bind(reached.unwrap_or_default())
                .bind(row::signed(due.most))
                .fetch_all(&mut *tx)
                .await?;
            let mut rows = Rows::default();
            for (response, version, answers) in &next {
                let version = self.version_of_response(*version).await?;
                let (kept, erased) = without_texts(&version, answers)?;
                if erased > 0 {
                    sqlx::query(REWRITE).bind(response).bind(kept).execute(&mut *tx).await?;
                    sqlx::query(comments::ERASE).bind(response).execute(&mut *tx).await?;
                    rows.responses += 1;
                    rows.texts += erased;
                }
            }
            let last = next.len() < due.most;
            if last {
                let unfinished = sqlx::query(ERASE_UNFINISHED).bind(id).execute(&mut *tx).await?;
                rows.entries += usize::try_from(unfinished.rows_affected()).unwrap_or(usize::MAX);
            }
            end!(&self.db, tx, due, rows, next.last().map(|(id, ..)| *id).or(reached), last, None)
        });
        Ok(part)
    }

    async fn dispose_of_links(&self, due: Due<'_>, secrets: &Secrets) -> Result<Part, StoreError> {
        let id = due.campaign.id;
        let part = in_transaction!(&self.db, tx => {
            begin!(&self.db, tx, due);
            let next: Vec<(Uuid, i64)> =
                sqlx::query_as(NEXT_LINKS).bind(id).bind(LOOSE).bind(row::signed(due.most)).fetch_all(&mut *tx).await?;
            let mut rows = Rows { responses: next.len(), ..Rows::default() };
            for (response, month) in &next {
                let at = i32::try_from(*month).ok().and_then(Month::from_number).map_or(0, Month::begins_at);
                let new = loose(secrets);
                sqlx::query(LOOSEN).bind(response).bind(new).bind(at).execute(&mut *tx).await?;
                sqlx::query(comments::LOOSEN).bind(new).bind(comments::position(new)).execute(&mut *tx).await?;
            }
            // Only now: while a response has its identifier, the note of who entered it says whose it is not.
            let room = due.most - next.len();
            if room > 0 {
                let erased = sqlx::query(ERASE_ENTRIES).bind(id).bind(row::signed(room)).execute(&mut *tx).await?;
                rows.entries = usize::try_from(erased.rows_affected()).unwrap_or(usize::MAX);
            }
            let room = room.saturating_sub(rows.entries);
            if room > 0 {
                let erased = sqlx::query(ERASE_ELEMENTS).bind(id).bind(row::signed(room)).execute(&mut *tx).await?;
                rows.elements = usize::try_from(erased.rows_affected()).unwrap_or(usize::MAX);
            }
            let last = rows.elements < room;
            if last {
                sqlx::query(ERASE_QUALITY).bind(id).execute(&mut *tx).await?;
            }
            end!(&self.db, tx, due, rows, None::<Uuid>, last, None)
        });
        Ok(part)
    }

    async fn dispose_of_responses(&self, due: Due<'_>) -> Result<Part, StoreError> {
        let id = due.campaign.id;
        let mut readers: HashMap<Uuid, AnswerReader> = HashMap::new();
        let part = in_transaction!(&self.db, tx => {
            begin!(&self.db, tx, due);
            let taken: Vec<Leaving> = sqlx::query_as(TAKE).bind(id).bind(row::signed(due.most)).fetch_all(&mut *tx).await?;
            let mut tally = Tally::new();
            for leaving in &taken {
                let (version, unit, sector, mode, month, answers, ..) = leaving;
                let version = self.version_of_response(*version).await?;
                let cell = Cell { campaign_id: id, unit: unit.clone(), sector: sector.clone(), mode: mode.clone(), month: *month };
                let reader = readers.entry(leaving.0).or_insert_with(|| AnswerReader::of(&version));
                reader.count(answers, tally.entry(cell).or_default())?;
                if due.campaign.sampling == Sampling::Probability {
                    let ratings = only_ratings(&version, answers)?;
                    sqlx::query(ADD_PERSON)
                        .bind(id)
                        .bind(key(leaving, &ratings))
                        .bind(unit.as_str())
                        .bind(sector.as_str())
                        .bind(mode.as_str())
                        .bind(*month)
                        .bind(ratings)
                        .bind(leaving.6.as_deref())
                        .bind(leaving.7.as_deref())
                        .bind(leaving.8)
                        .execute(&mut *tx)
                        .await?;
                }
            }
            for (cell, added) in &tally {
                keep_count!(tx, cell, added);
            }
            let last = taken.len() < due.most;
            let hash = if last {
                let rows: Vec<CellRow> = sqlx::query_as(CELLS).bind(id).fetch_all(&mut *tx).await?;
                let cells = rows.into_iter().map(read_cell).collect::<Result<Vec<_>, _>>()?;
                Some(fingerprint(cells.iter().map(|(cell, count)| (cell, count))).1)
            } else {
                None
            };
            end!(&self.db, tx, due, Rows { responses: taken.len(), ..Rows::default() }, None::<Uuid>, last, hash)
        });
        Ok(part)
    }

    async fn version_of_response(&self, id: Uuid) -> Result<std::sync::Arc<app::domain::questionnaire::Version>, StoreError> {
        let missing = || StoreError::Unreadable { what: "version of a response", value: id.to_string() };
        self.version(id).await?.ok_or_else(missing)
    }

    /// Sees to it that what was erased is not left where it stood, if something was since this was last done: on SQLite in pages out of which rows
    /// moved and in the write-ahead log, on PostgreSQL in rows that nobody sees any more. A file of more than `most` bytes is not written anew.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn settle_erasure(&self, most: Option<i64>) -> Result<Settling, StoreError> {
        let unsettled: Option<String> =
            on_read!(&self.db, pool => sqlx::query_scalar(READ).bind(UNSETTLED).fetch_optional(pool).await)?;
        if unsettled.is_none() {
            return Ok(Settling::Settled);
        }
        let settling = match &self.db {
            Database::Sqlite { write, .. } => settle_file(write, most).await?,
            Database::Postgres(pool) => {
                sqlx::query(VACUUM).execute(pool).await?;
                Settling::Settled
            }
        };
        if settling == Settling::Settled {
            in_transaction!(&self.db, tx => sqlx::query(REMOVE).bind(UNSETTLED).execute(tx).await?.rows_affected());
        }
        Ok(settling)
    }
}

/// Writes a file anew, without what deleted rows left between others, and empties its log.
async fn settle_file(write: &SqlitePool, most: Option<i64>) -> Result<Settling, StoreError> {
    let mut connection = write.acquire().await?;
    let size: i64 = sqlx::query_scalar(SIZE).fetch_one(&mut *connection).await?;
    let is_small = most.is_none_or(|most| size <= most);
    if is_small {
        sqlx::query(REBUILD).execute(&mut *connection).await?;
    }
    // Those who store must not wait until some reader has finished.
    sqlx::query(PATIENCE_NONE).execute(&mut *connection).await?;
    let emptied: Result<(i64, i64, i64), _> = sqlx::query_as(EMPTY_LOG).fetch_one(&mut *connection).await;
    sqlx::query(PATIENCE_USUAL).execute(&mut *connection).await?;
    Ok(match (emptied?, is_small) {
        ((0, ..), true) => Settling::Settled,
        ((0, ..), false) => Settling::TooLarge,
        _ => Settling::Busy,
    })
}

/// What became of settling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settling {
    /// Nothing of what was erased is in the database's own files, as far as the database can see to it.
    Settled,
    /// Somebody is reading: to be tried again.
    Busy,
    /// The file is too large to be written anew while citizens wait.
    TooLarge,
}

/// The setting that says that something was erased, and may still stand in the database's own files.
pub(super) const UNSETTLED: &str = "erasure-unsettled";
/// How many bytes a file has.
const SIZE: &str = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
/// `secure_delete` overwrites a row where it stands. What was left behind when rows moved from a full page to another one only goes with the page.
const REBUILD: &str = "VACUUM";
/// Folds the write-ahead log into the file and empties it.
const EMPTY_LOG: &str = "PRAGMA wal_checkpoint(TRUNCATE)";
const PATIENCE_NONE: &str = "PRAGMA busy_timeout = 50";
/// As long as [`super::database::PATIENCE`].
const PATIENCE_USUAL: &str = "PRAGMA busy_timeout = 5000";

/// An identifier that says nothing.
fn loose(secrets: &Secrets) -> Uuid {
    let random: u128 = secrets.make(|rng| (u128::from(rand::Rng::next_u64(rng)) << 64) | u128::from(rand::Rng::next_u64(rng)));
    Uuid::from_u128(LOOSE.as_u128() | (random >> 8))
}
