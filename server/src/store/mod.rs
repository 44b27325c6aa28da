//! The only place with SQL: one file for each noun. Each text is written once and runs on both databases.

pub mod accounts;
pub mod administrative_rates;
mod answer_reader;
pub mod api_tokens;
pub mod around;
pub mod attempts;
pub mod audit;
pub mod audit_shown;
pub mod audit_words;
pub mod backup;
pub mod batches;
pub mod campaign_changes;
pub mod campaign_desk;
pub mod campaigns;
pub mod cells;
pub mod classifications;
pub mod collection_points;
pub mod commenting;
pub mod comments;
mod corrected;
pub mod counted_rows;
pub mod counts;
pub mod credentials;
pub mod database;
pub mod device_contact;
pub mod device_history;
pub mod devices;
pub mod directory;
pub mod disposed;
pub mod disposing;
pub mod double_entry;
pub mod entering;
pub mod entry;
pub mod error;
pub mod export_jobs;
pub mod group;
mod handed_over;
pub mod holds;
pub mod import_classifications;
pub mod imports;
pub mod improvements;
pub mod invitations;
pub mod many_rows;
pub mod merging;
pub mod metrics;
pub mod microdata;
pub mod newest;
pub mod outlines;
pub mod outside_indices;
pub mod passkeys;
pub mod pending;
pub mod points;
pub mod pools;
pub mod questionnaires;
pub mod recount;
mod remembering;
pub mod removal;
pub mod replica;
pub mod response_rates;
pub mod responses;
pub mod retention;
pub mod reviews;
pub mod rollup;
mod row;
pub mod samples;
mod scope;
pub mod sectors;
pub mod sessions;
pub mod settings;
pub mod single_sign_on;
pub mod tally;
pub mod targets;
pub mod themes;
pub mod units;
pub mod withdrawals;
pub mod writer;

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use app::domain::questionnaire::Version;
use uuid::Uuid;

pub use database::Database;
pub use error::StoreError;

/// The database with what may be kept beside it: published versions, which never change, and what changes seldom.
#[derive(Clone, Debug)]
pub struct Store {
    db: Database,
    replica: Option<replica::Replica>,
    versions: Arc<RwLock<HashMap<Uuid, Arc<Version>>>>,
    shelf: Arc<directory::Shelf>,
    writer: writer::Writer,
    metrics: Arc<metrics::Metrics>,
    corrections: corrected::Corrections,
    /// What was read already, where it is to be remembered.
    memory: Option<Arc<remembering::Memory>>,
}

/// Runs a change of what the [`directory::Directory`] holds in one transaction, and forgets what is known of it.
macro_rules! change {
    ($store:expr, $tx:ident => $run:expr) => {{
        $crate::store::database::in_transaction!(&$store.db, $tx => $run);
        $store.shelf.forget();
    }};
}

pub(crate) use change;

impl Store {
    /// Opens the database of a `sqlite://…` or `postgres://…` address, brings its tables up to date and starts the writer.
    ///
    /// # Errors
    /// When the database cannot be reached or its tables cannot be brought up to date.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Self::open_with_replica(url, None).await
    }

    /// The same, with the address of a streaming replica of it that answers for figures.
    ///
    /// # Errors
    /// As [`Store::open`]; that the replica cannot be reached is none.
    pub async fn open_with_replica(url: &str, replica: Option<&str>) -> Result<Self, StoreError> {
        let replica = replica.map(replica::Replica::at).transpose()?;
        let db = Database::open(url).await?;
        let metrics: Arc<metrics::Metrics> = Arc::default();
        let writer = writer::Writer::start(db.clone(), metrics.clone());
        let store = Self {
            db,
            replica,
            versions: Arc::default(),
            shelf: Arc::default(),
            writer,
            metrics,
            corrections: Arc::default(),
            memory: None,
        };
        store.count_anew_if_stale().await?;
        store.find_comments_if_new().await?;
        store.word_the_log().await?;
        Ok(store)
    }

    /// The database below.
    #[must_use]
    pub const fn database(&self) -> &Database {
        &self.db
    }

    /// What was done since the program started.
    #[must_use]
    pub fn metrics(&self) -> &metrics::Metrics {
        &self.metrics
    }

    /// Writes what is waiting and closes every connection.
    pub async fn close(&self) {
        self.writer.finish().await;
        if let Some(replica) = &self.replica {
            replica.close().await;
        }
        self.db.close().await;
    }
}
