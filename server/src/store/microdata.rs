//! Every stored response, as exports read them. In millions of rows each value that travels by itself costs as much as what is in it, so each
//! database hands them over in the way that is quickest there.

mod copied;
mod gathered;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use app::domain::period::Period;
use app::domain::questionnaire::Version;
use app::domain::role::Reach;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::scope::parameter;
use super::{Database, Store, StoreError};
pub use gathered::SQL;

/// How many responses a page has.
const PAGE: u16 = 1024;

/// How many pages may wait, so that neither side stands still because the other is slower for a moment.
const WAITING: usize = 4;

/// Which responses are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Of this campaign only.
    pub campaign: Option<Uuid>,
    /// About these units and all below them.
    pub reach: Reach,
    /// From the first to the last of these months, each `YYYYMM`.
    pub months: Option<(i64, i64)>,
}

impl Selection {
    /// Every response, or those of one campaign.
    #[must_use]
    pub const fn all(campaign: Option<Uuid>) -> Self {
        Self { campaign, reach: Reach::Everything, months: None }
    }

    /// The same within a period.
    #[must_use]
    pub fn within(self, period: Option<Period>) -> Self {
        let months = period.map(|period| {
            let (first, last) = period.months();
            (i64::from(first.number()), i64::from(last.number()))
        });
        Self { months, ..self }
    }

    /// Units and months as statements get them, unless all are read.
    fn some(&self) -> Option<(String, i64, i64)> {
        if self.reach == Reach::Everything && self.months.is_none() {
            return None;
        }
        let (from, to) = self.months.unwrap_or((0, i64::MAX));
        Some((parameter(&self.reach), from, to))
    }
}

/// What an export reads of a response: neither its identifier nor its moment.
#[derive(Debug)]
pub struct Microdata<'r> {
    /// Its campaign.
    pub campaign: Uuid,
    /// Its questionnaire version.
    pub version: (Uuid, &'r Arc<Version>),
    /// The rest.
    pub row: Row<'r>,
}

/// What is read of a response as it is stored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row<'r> {
    /// The unit judged.
    pub unit: &'r str,
    /// The sector judged.
    pub sector: &'r str,
    /// The mode.
    pub mode: &'r str,
    /// The language in which it was answered.
    pub language: &'r str,
    /// Whether someone helped.
    pub assisted: bool,
    /// The month, `YYYYMM`.
    pub month: i64,
    /// Its stratum; empty without a sampling design, as is the next.
    pub stratum: &'r str,
    /// Its cluster of the first stage.
    pub psu: &'r str,
    /// Its weight, where the campaign has a sampling design.
    pub weight: Option<f64>,
    /// The answers as stored.
    pub answers: &'r str,
}

/// A stored response with its campaign and its version, which is still to be looked up.
type Found<'r> = (Uuid, Uuid, Row<'r>);

/// Some responses on their way from the database.
enum Page {
    Gathered(gathered::Page),
    Copied(copied::Page),
}

impl Page {
    /// Its responses, each or what cannot be read of it.
    fn rows(&self) -> Box<dyn Iterator<Item = Result<Found<'_>, StoreError>> + Send + '_> {
        match self {
            Self::Gathered(page) => Box::new(page.rows()),
            Self::Copied(page) => Box::new(page.rows()),
        }
    }
}

impl Store {
    /// Hands every response that is selected to `each`, in no particular order. They are one state of the database however long
    /// it takes, and only some are in memory at a time.
    ///
    /// # Errors
    /// When the database does not answer, a version is missing, or `each` fails, which ends the reading.
    pub async fn microdata<E: From<StoreError>>(
        &self,
        wanted: &Selection,
        mut each: impl FnMut(&Microdata<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        // The replica is chosen once: half of an export cannot be read again from another place.
        let replica = match &self.replica {
            Some(replica) => replica.usable().await,
            None => None,
        };
        let db = replica.map_or_else(|| self.db.clone(), |pool| Database::Postgres(pool.clone()));
        // While one page is worked on, the database prepares the next.
        let (pages, mut waiting) = mpsc::channel(WAITING);
        let wanted = wanted.clone();
        let reading = tokio::spawn(async move {
            match db {
                Database::Sqlite { read, .. } => gathered::read(&read, &wanted, &pages).await,
                Database::Postgres(pool) => copied::read(&pool, &wanted, &pages).await,
            }
        });
        let mut versions: HashMap<Uuid, Arc<Version>> = HashMap::new();
        while let Some(page) = waiting.recv().await {
            for row in page.rows() {
                let (campaign, id, row) = row?;
                let version = match versions.entry(id) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(unknown) => {
                        let missing = || StoreError::Unreadable { what: "version of a response", value: id.to_string() };
                        unknown.insert(self.version(id).await?.ok_or_else(missing)?)
                    }
                };
                each(&Microdata { campaign, version: (id, version), row })?;
            }
        }
        reading.await.map_err(|_| StoreError::Stopped)?.map_err(E::from)
    }
}
