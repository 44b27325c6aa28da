//! What devices told: which of their answers arrived, how many came in each hour, where visits were broken off, and what happened to them.

use std::collections::HashMap;

use app::domain::code::Code;
use app::domain::collection_point::PointCode;
use app::domain::device::arrival::Span;
use app::domain::device::contact::{Incident, IncidentKind, Report};
use app::domain::role::Reach;
use uuid::Uuid;

use super::database::{in_transaction, on_read};
use super::device_contact::{ADD_ARRIVAL, ADD_INCIDENT};
use super::devices::seen;
use super::scope::within;
use super::{Store, StoreError, row};

const ARRIVED: &str = seen!(
    "SELECT a.device_id, a.first, a.last FROM device_arrival a JOIN device d ON d.id = a.device_id",
    " ORDER BY a.device_id, a.first"
);
const ARRIVED_OF: &str =
    seen!("SELECT a.first, a.last FROM device_arrival a JOIN device d ON d.id = a.device_id", " AND d.id = $2 ORDER BY a.first");
const LATELY: &str = seen!(
    "SELECT h.device_id, CAST(SUM(h.answers) AS BIGINT) FROM device_hour h JOIN device d ON d.id = h.device_id",
    " AND h.hour > $2 GROUP BY h.device_id"
);
const HOURS_OF: &str = seen!(
    "SELECT h.hour, h.answers FROM device_hour h JOIN device d ON d.id = h.device_id",
    " AND d.id = $2 AND h.hour >= $3 ORDER BY h.hour"
);
const ABANDONED_AT: &str = seen!(
    "SELECT b.point, b.item, CAST(SUM(CASE WHEN b.day >= $3 THEN b.times ELSE 0 END) AS BIGINT), CAST(SUM(b.times) AS BIGINT) \
     FROM device_abandonment b JOIN device d ON d.id = b.device_id",
    " AND d.id = $2 GROUP BY b.point, b.item ORDER BY 3 DESC, 4 DESC, b.point, b.item"
);
const INCIDENTS: &str = seen!(
    "SELECT i.at, i.kind, i.detail FROM device_incident i JOIN device d ON d.id = i.device_id",
    " AND d.id = $2 ORDER BY i.at DESC, i.id DESC LIMIT 100"
);
const TOLD: &str = "UPDATE device SET created_at = $2, registered_at = $2, token_at = $2, seen_at = $3, report = $4, storage = $5, given = $6 WHERE id = $1";
const HOUR: &str = "INSERT INTO device_hour (device_id, hour, answers) VALUES ($1, $2, $3)";
const ABANDON: &str =
    "INSERT INTO device_abandonment (device_id, storage, day, point, item, times) VALUES ($1, $2, $3, $4, $5, $6)";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[ARRIVED, ARRIVED_OF, LATELY, HOURS_OF, ABANDONED_AT, INCIDENTS, TOLD, HOUR, ABANDON];

/// The milliseconds of an hour.
pub const HOUR_LASTS: i64 = 60 * 60 * 1000;

/// How often visits were broken off at a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Abandonment {
    /// Where the device stood.
    pub point: PointCode,
    /// The question, by the code of its item.
    pub item: String,
    /// How often in the days that were asked for.
    pub lately: u64,
    /// How often at all.
    pub ever: u64,
}

/// What a device is to have told, for a demonstration.
#[derive(Clone, Debug)]
pub struct Told {
    /// When a tablet became it: UTC milliseconds.
    pub registered_at: i64,
    /// When it was last heard of, and what it told.
    pub seen: (i64, Report),
    /// What tells its storage apart.
    pub storage: Uuid,
    /// The highest number that it gave to an answer.
    pub given: i64,
    /// The numbers that arrived, joined.
    pub arrived: Vec<Span>,
    /// How many answers came in hours since 1970.
    pub hours: Vec<(i64, i64)>,
    /// Days (`YYYYMMDD`) with how often visits were broken off at an item.
    pub abandoned: Vec<(i64, Code, i64)>,
    /// What happened, each with its identifier.
    pub incidents: Vec<(Uuid, Incident)>,
}

fn count(value: i64) -> Result<u64, StoreError> {
    row::count(value)
}

impl Store {
    /// The numbers that arrived from each device in reach; one that is not here gave none that arrived.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn device_arrivals(&self, reach: &Reach) -> Result<HashMap<Uuid, Vec<Span>>, StoreError> {
        let reach = self.reading(reach).await?;
        let rows: Vec<(Uuid, i64, i64)> =
            on_read!(&self.db, pool => sqlx::query_as(ARRIVED).bind(reach.as_str()).fetch_all(pool).await)?;
        let mut arrived: HashMap<Uuid, Vec<Span>> = HashMap::new();
        for (id, first, last) in rows {
            arrived.entry(id).or_default().push(Span { first, last });
        }
        Ok(arrived)
    }

    /// The numbers that arrived from a device in reach.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn arrivals_of(&self, reach: &Reach, id: Uuid) -> Result<Vec<Span>, StoreError> {
        let reach = self.reading(reach).await?;
        let rows: Vec<(i64, i64)> =
            on_read!(&self.db, pool => sqlx::query_as(ARRIVED_OF).bind(reach.as_str()).bind(id).fetch_all(pool).await)?;
        Ok(rows.into_iter().map(Span::from).collect())
    }

    /// How many answers of each device in reach were given after the hour of a moment (UTC milliseconds); one that is not here gave none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn device_answers_since(&self, reach: &Reach, since: i64) -> Result<HashMap<Uuid, u64>, StoreError> {
        let reach = self.reading(reach).await?;
        let hour = since.div_euclid(HOUR_LASTS);
        let rows: Vec<(Uuid, i64)> =
            on_read!(&self.db, pool => sqlx::query_as(LATELY).bind(reach.as_str()).bind(hour).fetch_all(pool).await)?;
        rows.into_iter().map(|(id, answers)| Ok((id, count(answers)?))).collect()
    }

    /// The hours since the one of a moment (UTC milliseconds) in which a device in reach was given answers: each with when it began and how
    /// many.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn hours_of_device(&self, reach: &Reach, id: Uuid, since: i64) -> Result<Vec<(i64, u64)>, StoreError> {
        let reach = self.reading(reach).await?;
        let hour = since.div_euclid(HOUR_LASTS);
        let rows: Vec<(i64, i64)> = on_read!(&self.db, pool => {
            sqlx::query_as(HOURS_OF).bind(reach.as_str()).bind(id).bind(hour).fetch_all(pool).await
        })?;
        rows.into_iter().map(|(hour, answers)| Ok((hour.saturating_mul(HOUR_LASTS), count(answers)?))).collect()
    }

    /// Where visits to a device in reach were broken off, most often first: at all, and since a day (`YYYYMMDD`).
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn abandonments_of(&self, reach: &Reach, id: Uuid, since: i64) -> Result<Vec<Abandonment>, StoreError> {
        let reach = self.reading(reach).await?;
        let rows: Vec<(String, String, i64, i64)> = on_read!(&self.db, pool => {
            sqlx::query_as(ABANDONED_AT).bind(reach.as_str()).bind(id).bind(since).fetch_all(pool).await
        })?;
        let abandonment = |(point, item, lately, ever): (String, String, i64, i64)| {
            let point = row::code("collection point", &point)?;
            Ok(Abandonment { point, item, lately: count(lately)?, ever: count(ever)? })
        };
        rows.into_iter().map(abandonment).collect()
    }

    /// What happened to a device in reach, the newest first; the latest hundred.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn incidents_of(&self, reach: &Reach, id: Uuid) -> Result<Vec<Incident>, StoreError> {
        let reach = self.reading(reach).await?;
        let rows: Vec<(i64, String, String)> =
            on_read!(&self.db, pool => sqlx::query_as(INCIDENTS).bind(reach.as_str()).bind(id).fetch_all(pool).await)?;
        let incident = |(at, kind, detail): (i64, String, String)| {
            Ok(Incident { at, kind: row::parsed("incident", &kind, IncidentKind::from_word)?, detail })
        };
        rows.into_iter().map(incident).collect()
    }

    /// Lets a device that was just added have told something, without a tablet that could be it.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn demonstrate_device(&self, id: Uuid, point: &PointCode, told: &Told) -> Result<(), StoreError> {
        let report = serde_json::to_string(&told.seen.1).unwrap_or_else(|_| "{}".to_owned());
        in_transaction!(&self.db, tx => {
            sqlx::query(TOLD)
                .bind(id)
                .bind(told.registered_at)
                .bind(told.seen.0)
                .bind(report)
                .bind(told.storage)
                .bind(told.given)
                .execute(&mut *tx)
                .await?;
            for span in &told.arrived {
                sqlx::query(ADD_ARRIVAL).bind(id).bind(span.first).bind(span.last).execute(&mut *tx).await?;
            }
            for (hour, answers) in &told.hours {
                sqlx::query(HOUR).bind(id).bind(hour).bind(answers).execute(&mut *tx).await?;
            }
            for (day, item, times) in &told.abandoned {
                sqlx::query(ABANDON)
                    .bind(id)
                    .bind(told.storage)
                    .bind(day)
                    .bind(point.as_str())
                    .bind(item.as_str())
                    .bind(times)
                    .execute(&mut *tx)
                    .await?;
            }
            for (incident_id, incident) in &told.incidents {
                sqlx::query(ADD_INCIDENT)
                    .bind(id)
                    .bind(incident_id)
                    .bind(incident.at)
                    .bind(incident.kind.word())
                    .bind(incident.detail.as_str())
                    .execute(&mut *tx)
                    .await?;
            }
        });
        Ok(())
    }
}
