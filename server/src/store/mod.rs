//! The only place with SQL: one file for each noun. Each text is written once and runs on both databases.

pub mod administrative_rates;
pub mod campaigns;
pub mod collection_points;
pub mod counts;
pub mod database;
pub mod error;
pub mod questionnaires;
pub mod responses;
mod row;
pub mod sectors;
pub mod settings;
pub mod targets;
pub mod units;
pub mod writer;

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use app::domain::questionnaire::Version;
use uuid::Uuid;

pub use database::Database;
pub use error::StoreError;

/// The database with what may be kept beside it: published versions, which never change.
#[derive(Clone, Debug)]
pub struct Store {
    db: Database,
    versions: Arc<RwLock<HashMap<Uuid, Arc<Version>>>>,
    writer: writer::Writer,
}

impl Store {
    /// Opens the database of a `sqlite://…` or `postgres://…` address, brings its tables up to date and starts the writer.
    ///
    /// # Errors
    /// When the database cannot be reached or its tables cannot be brought up to date.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let db = Database::open(url).await?;
        let writer = writer::Writer::start(db.clone());
        Ok(Self { db, versions: Arc::default(), writer })
    }

    /// The database below.
    #[must_use]
    pub const fn database(&self) -> &Database {
        &self.db
    }

    /// Writes what is waiting and closes every connection.
    pub async fn close(&self) {
        self.writer.finish().await;
        self.db.close().await;
    }
}
