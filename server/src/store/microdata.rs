//! Every stored response, one after the other, as exports read them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use app::domain::questionnaire::Version;
use futures_util::TryStreamExt;
use sqlx::Row;
use uuid::Uuid;

use super::database::on_read;
use super::{Database, Store, StoreError};

// What a response says besides its answers comes as one text: in a stream of millions, each column costs as much as the text in it. No part
// can hold a comma, because all are codes, words and numbers.
const ALL: &str = "SELECT campaign_id, version_id, unit || ',' || sector || ',' || mode || ',' || language || ',' || \
    CASE WHEN assisted THEN 'yes' ELSE 'no' END || ',' || CAST(month AS TEXT) || ',' || COALESCE(stratum, '') || ',' || COALESCE(psu, ''), \
    weight, answers FROM response";
const OF_CAMPAIGN: &str = "SELECT campaign_id, version_id, unit || ',' || sector || ',' || mode || ',' || language || ',' || \
    CASE WHEN assisted THEN 'yes' ELSE 'no' END || ',' || CAST(month AS TEXT) || ',' || COALESCE(stratum, '') || ',' || COALESCE(psu, ''), \
    weight, answers FROM response WHERE campaign_id = $1";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[ALL, OF_CAMPAIGN];

/// What an export reads of a response: neither its identifier nor its moment.
#[derive(Debug)]
pub struct Microdata<'r> {
    /// Its campaign.
    pub campaign: Uuid,
    /// Its questionnaire version.
    pub version: (Uuid, &'r Arc<Version>),
    /// Unit, sector, mode, language, whether someone helped (`yes`, `no`), month (`YYYYMM`), stratum and cluster (empty without a sampling
    /// design), with commas between them.
    pub circumstances: &'r str,
    /// Its weight, where the campaign has a sampling design.
    pub weight: Option<f64>,
    /// The answers as stored.
    pub answers: &'r str,
}

impl Store {
    /// Hands every response, or those of one campaign, to `each`, in no particular order. They are one state of the database however long
    /// it takes, and only some are in memory at a time.
    ///
    /// # Errors
    /// When the database does not answer, a version is missing, or `each` fails, which ends the reading.
    pub async fn microdata<E: From<StoreError>>(
        &self,
        campaign: Option<Uuid>,
        mut each: impl FnMut(&Microdata<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut versions: HashMap<Uuid, Arc<Version>> = HashMap::new();
        // The replica is chosen once: half of an export cannot be read again from another place.
        let replica = match &self.replica {
            Some(replica) => replica.usable().await,
            None => None,
        };
        let db = replica.map_or_else(|| self.db.clone(), |pool| Database::Postgres(pool.clone()));
        on_read!(&db, pool => {
            let query = match campaign {
                Some(campaign) => sqlx::query(OF_CAMPAIGN).bind(campaign),
                None => sqlx::query(ALL),
            };
            let mut rows = query.fetch(pool);
            while let Some(row) = rows.try_next().await.map_err(StoreError::from)? {
                let id: Uuid = row.try_get(1).map_err(StoreError::from)?;
                let version = match versions.entry(id) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(unknown) => {
                        let missing = || StoreError::Unreadable { what: "version of a response", value: id.to_string() };
                        unknown.insert(self.version(id).await?.ok_or_else(missing)?)
                    }
                };
                each(&Microdata {
                    campaign: row.try_get(0).map_err(StoreError::from)?,
                    version: (id, version),
                    circumstances: row.try_get(2).map_err(StoreError::from)?,
                    weight: row.try_get(3).map_err(StoreError::from)?,
                    answers: row.try_get(4).map_err(StoreError::from)?,
                })?;
            }
        });
        Ok(())
    }
}
