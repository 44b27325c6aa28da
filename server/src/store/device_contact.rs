//! Devices as they come themselves: by their link, then by their token, with what they send.

use std::collections::BTreeMap;

use app::domain::collection_point::PointCode;
use app::domain::device::Device;
use app::domain::device::arrival::{Span, has, joined};
use app::domain::device::contact::{Incident, IncidentKind, Report};
use serde_json::json;
use uuid::Uuid;

use super::audit::note;
use super::database::{in_transaction, on_read};
use super::devices::{Row, columns, device};
use super::{Store, StoreError, row};
use crate::accounts::token::TokenHash;
use crate::audit::{Act, Action, Author};
use crate::devices::journal::Head;

const BY_LINK: &str = concat!("SELECT ", columns!(), " FROM device WHERE link = $1 AND link_expires_at > $2");
const BY_TOKEN: &str = concat!(
    "SELECT ",
    columns!(),
    ", token = $1, token_at FROM device WHERE (token = $1 OR former_token = $1) AND revoked_at IS NULL"
);
// Whatever waits on the tablet that was this device before comes no more, unless it is the same.
const REGISTER: &str = concat!(
    "UPDATE device SET link = NULL, link_expires_at = NULL, token = $3, former_token = NULL, token_at = $2, registered_at = $2, \
     revoked_at = NULL WHERE link = $1 AND link_expires_at > $2 RETURNING ",
    columns!()
);
const BY_SPENT_TOKEN: &str = "SELECT id FROM device WHERE spent_token = $1 AND revoked_at IS NULL";
const STOOD_AT: &str = "SELECT point, since FROM device_point WHERE device_id = $1";
const WAS_ABOUT: &str = "SELECT EXISTS (SELECT 1 FROM point_before WHERE point = $1 AND unit = $2)";
const UNIT_OF_POINT: &str = "SELECT unit FROM collection_point WHERE code = $1";
// This comes first, so that of two contacts of one device at once the other waits.
const CONTACT: &str = "UPDATE device SET seen_at = $2, report = $3, given = CASE WHEN given < $4 THEN $4 ELSE given END \
    WHERE id = $1 AND revoked_at IS NULL RETURNING storage, journal_sequence, journal_hash, given";
const JOURNAL: &str = "UPDATE device SET storage = $2, journal_sequence = $3, journal_hash = $4 WHERE id = $1";
const CONFIRM: &str = "UPDATE device SET spent_token = former_token, former_token = NULL \
    WHERE id = $1 AND token = $2 AND former_token IS NOT NULL AND token_at <= $3";
const ROTATE: &str =
    "UPDATE device SET former_token = $2, token = $3, token_at = $4 WHERE id = $1 AND (token = $2 OR former_token = $2)";
const ARRIVED: &str = "SELECT first, last FROM device_arrival WHERE device_id = $1 ORDER BY first";
const FORGET_ARRIVAL: &str = "DELETE FROM device_arrival WHERE device_id = $1 AND first = $2";
pub(super) const ADD_ARRIVAL: &str = "INSERT INTO device_arrival (device_id, first, last) VALUES ($1, $2, $3)";
const ADD_HOUR: &str = "INSERT INTO device_hour (device_id, hour, answers) VALUES ($1, $2, $3) \
    ON CONFLICT (device_id, hour) DO UPDATE SET answers = device_hour.answers + excluded.answers";
const FORGET_HOURS: &str = "DELETE FROM device_hour WHERE device_id = $1 AND hour < $2";
// What is told is all of that day, so that telling it twice changes nothing.
const ABANDON: &str = "INSERT INTO device_abandonment (device_id, storage, day, point, item, times) \
    SELECT $1, $2, $3, point, $5, $6 FROM device_point WHERE device_id = $1 AND point = $4 \
    ON CONFLICT (device_id, storage, day, point, item) DO UPDATE SET times = excluded.times WHERE device_abandonment.times < excluded.times";
pub(super) const ADD_INCIDENT: &str =
    "INSERT INTO device_incident (device_id, id, at, kind, detail) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[
    BY_LINK,
    BY_TOKEN,
    BY_SPENT_TOKEN,
    REGISTER,
    STOOD_AT,
    WAS_ABOUT,
    UNIT_OF_POINT,
    CONTACT,
    JOURNAL,
    CONFIRM,
    ROTATE,
    ARRIVED,
    FORGET_ARRIVAL,
    ADD_ARRIVAL,
    ADD_HOUR,
    FORGET_HOURS,
    ABANDON,
    ADD_INCIDENT,
];

/// A new token must be so old, in milliseconds, before the one before it ends: browsers write cookies to the disk half a minute late, and a tablet
/// whose plug is pulled meanwhile comes back with the old one.
const SETTLED: i64 = 5 * 60 * 1000;

/// For how many hours it is known how many answers a device took in each: eight weeks.
const HOURS: i64 = 8 * 7 * 24;

/// A device that came by its token.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The device.
    pub device: Device,
    /// Whether its token is the newest that it was given; otherwise the one before.
    pub is_newest: bool,
    /// When the newest was made: UTC milliseconds.
    pub token_at: i64,
}

/// What a contact changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Contacted<'a> {
    /// When it arrived: UTC milliseconds.
    pub at: i64,
    /// The token by which it came.
    pub token: TokenHash,
    /// What is kept of what it told.
    pub report: &'a Report,
    /// The highest number that it gave.
    pub given: i64,
    /// What tells its storage apart.
    pub storage: Uuid,
    /// Each entry that is dealt with, by number, with the moment at which it was given (UTC milliseconds).
    pub arrived: &'a BTreeMap<i64, i64>,
    /// Visits broken off: day (YYYYMMDD), collection point, item, times.
    pub abandoned: &'a [(i64, String, String, i64)],
    /// What happened, under identifiers by which it is noted once.
    pub incidents: &'a [(Uuid, Incident)],
}

impl Store {
    /// The device of a link that still holds.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn device_by_link(&self, link: TokenHash, now: i64) -> Result<Option<Device>, StoreError> {
        let row: Option<Row> = on_read!(&self.db, pool => {
            sqlx::query_as(BY_LINK).bind(link.as_bytes().as_slice()).bind(now).fetch_optional(pool).await
        })?;
        row.map(device).transpose()
    }

    /// The device that has this token, or had it until it was given the newest, and was not revoked.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn device_by_token(&self, token: TokenHash) -> Result<Option<Known>, StoreError> {
        use sqlx::Row as _;
        macro_rules! read {
            ($row:expr) => {
                match $row {
                    None => None,
                    Some(found) => {
                        let columns: Row = sqlx::FromRow::from_row(&found)?;
                        let (is_newest, token_at): (Option<bool>, Option<i64>) = (found.try_get(12)?, found.try_get(13)?);
                        Some((columns, is_newest.unwrap_or(false), token_at.unwrap_or(0)))
                    }
                }
            };
        }
        let token = token.as_bytes().as_slice();
        let found = match &self.db {
            super::Database::Sqlite { read, .. } => read!(sqlx::query(BY_TOKEN).bind(token).fetch_optional(read).await?),
            super::Database::Postgres(pool) => read!(sqlx::query(BY_TOKEN).bind(token).fetch_optional(pool).await?),
        };
        found.map(|(columns, is_newest, token_at)| Ok(Known { device: device(columns)?, is_newest, token_at })).transpose()
    }

    /// Notes, once, that somebody came with a token that a device had before the one before its newest: then there is a copy of it, or the tablet
    /// was set back to an earlier state. A token that no device had changes nothing.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn note_spent_token(&self, now: i64, token: TokenHash) -> Result<(), StoreError> {
        let bytes = token.as_bytes();
        let device: Option<Uuid> =
            on_read!(&self.db, pool => sqlx::query_scalar(BY_SPENT_TOKEN).bind(bytes.as_slice()).fetch_optional(pool).await)?;
        let Some(device) = device else { return Ok(()) };
        // Of the same token it is the same, so it is noted once.
        let id = Uuid::from_u128(bytes.iter().take(16).fold(0, |id, byte| id << 8 | u128::from(*byte)));
        in_transaction!(&self.db, tx => {
            sqlx::query(ADD_INCIDENT)
                .bind(device)
                .bind(id)
                .bind(now)
                .bind(IncidentKind::TokenCopied.word())
                .bind("")
                .execute(&mut *tx)
                .await?;
        });
        Ok(())
    }

    /// Makes whoever has the link the device, under a token of its own; `None` where the link was used or is too old.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn register_device(
        &self,
        now: i64,
        (link, token): (TokenHash, TokenHash),
        incident: Uuid,
    ) -> Result<Option<Device>, StoreError> {
        let registered = in_transaction!(&self.db, tx => {
            let row: Option<Row> = sqlx::query_as(REGISTER)
                .bind(link.as_bytes().as_slice())
                .bind(now)
                .bind(token.as_bytes().as_slice())
                .fetch_optional(&mut *tx)
                .await?;
            let Some(device) = row.map(device).transpose()? else { return Ok(None) };
            sqlx::query(ADD_INCIDENT)
                .bind(device.id)
                .bind(incident)
                .bind(now)
                .bind(IncidentKind::Registered.word())
                .bind("")
                .execute(&mut *tx)
                .await?;
            let unit: Option<String> = sqlx::query_scalar(UNIT_OF_POINT).bind(device.point.as_str()).fetch_optional(&mut *tx).await?;
            let act = Act {
                unit,
                after: Some(json!({"point": device.point.as_str(), "name": device.name})),
                ..Act::on(Action::DeviceRegistered, format!("device {}", device.id))
            };
            note!(&self.db, tx, &Author::Program, now, act);
            device
        });
        Ok(Some(registered))
    }

    /// The collection points at which a device stood, with since when (UTC milliseconds).
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn device_points(&self, device: Uuid) -> Result<Vec<(PointCode, i64)>, StoreError> {
        let rows: Vec<(String, i64)> = on_read!(&self.db, pool => sqlx::query_as(STOOD_AT).bind(device).fetch_all(pool).await)?;
        rows.into_iter().map(|(point, since)| Ok((row::code("collection point", &point)?, since))).collect()
    }

    /// Whether a collection point was about a unit before it came to the one that took over from it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn was_about(&self, point: &PointCode, unit: &str) -> Result<bool, StoreError> {
        Ok(on_read!(&self.db, pool => sqlx::query_scalar(WAS_ABOUT).bind(point.as_str()).bind(unit).fetch_one(pool).await)?)
    }

    /// Notes a contact, in one transaction. `follow` is given how far the journal arrived and whether the storage is another one, and says how far it
    /// is now, and what else happened. Gives the highest number known of the device; `None` where it was revoked meanwhile.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn note_contact(
        &self,
        device: Uuid,
        contacted: &Contacted<'_>,
        follow: impl Fn(Head, bool) -> (Head, Vec<(Uuid, Incident)>) + Send + Sync,
    ) -> Result<Option<i64>, StoreError> {
        let report = serde_json::to_string(contacted.report)
            .map_err(|error| StoreError::Unreadable { what: "report of a device", value: error.to_string() })?;
        let known = in_transaction!(&self.db, tx => {
            let row: Option<(Option<Uuid>, i64, String, i64)> = sqlx::query_as(CONTACT)
                .bind(device)
                .bind(contacted.at)
                .bind(report.as_str())
                .bind(contacted.given)
                .fetch_optional(&mut *tx)
                .await?;
            let Some((storage, sequence, hash, given)) = row else { return Ok(None) };
            let is_another = storage.is_some_and(|storage| storage != contacted.storage);
            let (head, more) = follow(Head { sequence, hash }, is_another);
            sqlx::query(JOURNAL)
                .bind(device)
                .bind(contacted.storage)
                .bind(head.sequence)
                .bind(head.hash)
                .execute(&mut *tx)
                .await?;
            sqlx::query(CONFIRM)
                .bind(device)
                .bind(contacted.token.as_bytes().as_slice())
                .bind(contacted.at - SETTLED)
                .execute(&mut *tx)
                .await?;
            if !contacted.arrived.is_empty() {
                let before: Vec<(i64, i64)> = sqlx::query_as(ARRIVED).bind(device).fetch_all(&mut *tx).await?;
                let before: Vec<Span> = before.into_iter().map(Span::from).collect();
                let new: Vec<(i64, i64)> =
                    contacted.arrived.iter().map(|(number, at)| (*number, *at)).filter(|(number, _)| !has(&before, *number)).collect();
                let after = joined(before.iter().copied().chain(new.iter().map(|(number, _)| Span { first: *number, last: *number })));
                for gone in before.iter().filter(|span| !after.contains(span)) {
                    sqlx::query(FORGET_ARRIVAL).bind(device).bind(gone.first).execute(&mut *tx).await?;
                }
                for span in after.iter().filter(|span| !before.contains(span)) {
                    sqlx::query(ADD_ARRIVAL).bind(device).bind(span.first).bind(span.last).execute(&mut *tx).await?;
                }
                let mut hours: BTreeMap<i64, i64> = BTreeMap::new();
                for (_, at) in new {
                    *hours.entry(at.div_euclid(3_600_000)).or_default() += 1;
                }
                for (hour, answers) in hours {
                    sqlx::query(ADD_HOUR).bind(device).bind(hour).bind(answers).execute(&mut *tx).await?;
                }
                sqlx::query(FORGET_HOURS).bind(device).bind(contacted.at.div_euclid(3_600_000) - HOURS).execute(&mut *tx).await?;
            }
            for (day, point, item, times) in contacted.abandoned {
                sqlx::query(ABANDON)
                    .bind(device)
                    .bind(contacted.storage)
                    .bind(*day)
                    .bind(point.as_str())
                    .bind(item.as_str())
                    .bind(*times)
                    .execute(&mut *tx)
                    .await?;
            }
            for (id, Incident { at, kind, detail }) in contacted.incidents.iter().chain(&more) {
                sqlx::query(ADD_INCIDENT)
                    .bind(device)
                    .bind(*id)
                    .bind(*at)
                    .bind(kind.word())
                    .bind(detail.as_str())
                    .execute(&mut *tx)
                    .await?;
            }
            given
        });
        Ok(Some(known))
    }

    /// Gives a device a new token in the place of the one by which it came, which holds until the new one is used. `false` where that one
    /// holds no more.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn rotate_device_token(
        &self,
        now: i64,
        device: Uuid,
        (old, new): (TokenHash, TokenHash),
    ) -> Result<bool, StoreError> {
        let changed = in_transaction!(&self.db, tx => {
            sqlx::query(ROTATE)
                .bind(device)
                .bind(old.as_bytes().as_slice())
                .bind(new.as_bytes().as_slice())
                .bind(now)
                .execute(&mut *tx)
                .await?
                .rows_affected()
        });
        Ok(changed > 0)
    }
}
