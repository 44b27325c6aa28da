//! Every stored response, as exports read them: page after page, of few values, because in millions of rows each value that travels by
//! itself costs as much as what is in it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use app::domain::questionnaire::Version;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::database::in_snapshot;
use super::{Database, Store, StoreError};

/// How many responses a page has.
const PAGE: u16 = 1024;

/// What ends a response in the text of a page. JSON writes it as an escape, and nothing else of a response can hold it.
const END: char = '\u{1e}';

// What a response says besides its answers comes before them with commas between. No part can hold a comma: all are codes, words and numbers.
// SQLite gathers a page into one text, because every row that leaves it changes threads. PostgreSQL sends row after row: gathering costs it
// more than sending.
macro_rules! gathered {
    ($condition:literal) => {
        concat!(
            "SELECT campaign_id, version_id, weight, string_agg(concat_ws(',', unit, sector, mode, language, \
             CASE WHEN assisted THEN 'yes' ELSE 'no' END, month, COALESCE(stratum, ''), COALESCE(psu, ''), answers), $3) \
             FROM response WHERE id > $1 AND id <= $2",
            $condition,
            " GROUP BY campaign_id, version_id, weight"
        )
    };
}
macro_rules! rows {
    ($condition:literal) => {
        concat!(
            "SELECT campaign_id, version_id, weight, unit || ',' || sector || ',' || mode || ',' || language || ',' || \
             CASE WHEN assisted THEN 'yes' ELSE 'no' END || ',' || CAST(month AS TEXT) || ',' || COALESCE(stratum, '') || ',' || \
             COALESCE(psu, '') || ',' || answers FROM response WHERE id > $1 AND id <= $2",
            $condition
        )
    };
}

const PAGE_OF_ALL: &str = gathered!("");
const PAGE_OF_CAMPAIGN: &str = gathered!(" AND campaign_id = $4");
const ROWS_OF_ALL: &str = rows!("");
const ROWS_OF_CAMPAIGN: &str = rows!(" AND campaign_id = $3");
const LAST_OF_ALL: &str = "SELECT id FROM response WHERE id > $1 ORDER BY id LIMIT 1 OFFSET $2";
const LAST_OF_CAMPAIGN: &str = "SELECT id FROM response WHERE id > $1 AND campaign_id = $3 ORDER BY id LIMIT 1 OFFSET $2";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[PAGE_OF_ALL, PAGE_OF_CAMPAIGN, ROWS_OF_ALL, ROWS_OF_CAMPAIGN, LAST_OF_ALL, LAST_OF_CAMPAIGN];

/// What an export reads of a response: neither its identifier nor its moment.
#[derive(Debug)]
pub struct Microdata<'r> {
    /// Its campaign.
    pub campaign: Uuid,
    /// Its questionnaire version.
    pub version: (Uuid, &'r Arc<Version>),
    /// Unit, sector, mode, language, whether someone helped (`yes`, `no`), month (`YYYYMM`), stratum and cluster (empty without a sampling
    /// design).
    pub circumstances: [&'r str; 8],
    /// Its weight, where the campaign has a sampling design.
    pub weight: Option<f64>,
    /// The answers as stored.
    pub answers: &'r str,
}

/// What some responses of a page have in common, and their text; or one response and its text.
type Group = (Uuid, Uuid, Option<f64>, String);

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
        // The replica is chosen once: half of an export cannot be read again from another place.
        let replica = match &self.replica {
            Some(replica) => replica.usable().await,
            None => None,
        };
        let db = replica.map_or_else(|| self.db.clone(), |pool| Database::Postgres(pool.clone()));
        // While one page is worked on, the database gathers the next.
        let (pages, mut waiting) = mpsc::channel(1);
        let reading = tokio::spawn(async move { read(&db, campaign, &pages).await });
        let mut versions: HashMap<Uuid, Arc<Version>> = HashMap::new();
        while let Some(page) = waiting.recv().await {
            for (campaign, id, weight, text) in page {
                let version = match versions.entry(id) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(unknown) => {
                        let missing = || StoreError::Unreadable { what: "version of a response", value: id.to_string() };
                        unknown.insert(self.version(id).await?.ok_or_else(missing)?)
                    }
                };
                for response in text.split(END) {
                    let unreadable = || StoreError::Unreadable { what: "response", value: response.to_owned() };
                    let (circumstances, answers) = parts(response).ok_or_else(unreadable)?;
                    each(&Microdata { campaign, version: (id, version), circumstances, weight, answers })?;
                }
            }
        }
        reading.await.map_err(|_| StoreError::Stopped)?.map_err(E::from)
    }
}

/// The circumstances of a response, and its answers.
fn parts(response: &str) -> Option<([&str; 8], &str)> {
    let mut parts = response.splitn(9, ',');
    let mut circumstances = [""; 8];
    for part in &mut circumstances {
        *part = parts.next()?;
    }
    Some((circumstances, parts.next()?))
}

/// Reads pages until there are no more, or nobody takes them.
async fn read(db: &Database, campaign: Option<Uuid>, pages: &mpsc::Sender<Vec<Group>>) -> Result<(), StoreError> {
    in_snapshot!(db, tx => {
        let mut first = Uuid::nil();
        loop {
            let last = match campaign {
                Some(campaign) => sqlx::query_scalar(LAST_OF_CAMPAIGN).bind(first).bind(i64::from(PAGE) - 1).bind(campaign),
                None => sqlx::query_scalar(LAST_OF_ALL).bind(first).bind(i64::from(PAGE) - 1),
            };
            let last: Option<Uuid> = last.fetch_optional(&mut *tx).await?;
            let (page, marked) = match (db, campaign) {
                (Database::Sqlite { .. }, Some(_)) => (PAGE_OF_CAMPAIGN, true),
                (Database::Sqlite { .. }, None) => (PAGE_OF_ALL, true),
                (Database::Postgres(_), Some(_)) => (ROWS_OF_CAMPAIGN, false),
                (Database::Postgres(_), None) => (ROWS_OF_ALL, false),
            };
            let mut page = sqlx::query_as(page).bind(first).bind(last.unwrap_or(Uuid::max()));
            if marked {
                page = page.bind(END.to_string());
            }
            if let Some(campaign) = campaign {
                page = page.bind(campaign);
            }
            let page: Vec<Group> = page.fetch_all(&mut *tx).await?;
            if pages.send(page).await.is_err() {
                return Ok(());
            }
            match last {
                Some(last) => first = last,
                None => return Ok(()),
            }
        }
    })
}
