//! SQLite and PostgreSQL under one handle.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

use super::StoreError;

/// How long a request waits for a connection before the citizen is told to try again.
const PATIENCE: Duration = Duration::from_secs(5);

/// The open database.
#[derive(Clone, Debug)]
pub enum Database {
    /// One file. Readers have their own connections; all writing goes through one, so that writers never collide.
    Sqlite {
        /// Connections that read.
        read: SqlitePool,
        /// The connection that writes.
        write: SqlitePool,
    },
    /// A server.
    Postgres(PgPool),
}

/// Runs the same expression against whichever database is open, for reading; `$pool` is its pool.
macro_rules! on_read {
    ($db:expr, $pool:ident => $run:expr) => {
        match $db {
            $crate::store::Database::Sqlite { read: $pool, .. } => $run,
            $crate::store::Database::Postgres($pool) => $run,
        }
    };
}

/// Runs the same expression inside one transaction, for writing; `$tx` is the connection. It commits if the expression is `Ok`.
macro_rules! in_transaction {
    ($db:expr, $tx:ident => $run:expr) => {
        match $db {
            $crate::store::Database::Sqlite { write, .. } => {
                // A deferred transaction that turns into a writer half-way can fail; an immediate one waits its turn at the start.
                let mut transaction = write.begin_with("BEGIN IMMEDIATE").await?;
                let $tx = &mut *transaction;
                let outcome = $run;
                transaction.commit().await?;
                outcome
            }
            $crate::store::Database::Postgres(pool) => {
                let mut transaction = pool.begin().await?;
                let $tx = &mut *transaction;
                let outcome = $run;
                transaction.commit().await?;
                outcome
            }
        }
    };
}

pub(crate) use {in_transaction, on_read};

impl Database {
    /// Connects and brings the tables up to date.
    ///
    /// # Errors
    /// When the address is of neither kind, the database cannot be reached, or a migration fails.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let db = if url.starts_with("sqlite:") {
            Self::open_sqlite(url).await?
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Self::Postgres(PgPoolOptions::new().max_connections(16).acquire_timeout(PATIENCE).connect(url).await?)
        } else {
            return Err(StoreError::Address(url.to_owned()));
        };
        match &db {
            Self::Sqlite { write, .. } => sqlx::migrate!("../migrations/sqlite").run(write).await?,
            Self::Postgres(pool) => sqlx::migrate!("../migrations/postgres").run(pool).await?,
        }
        Ok(db)
    }

    async fn open_sqlite(url: &str) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE);
        if let Some(folder) = options.get_filename().parent().filter(|folder| *folder != Path::new("")) {
            std::fs::create_dir_all(folder).map_err(sqlx::Error::Io)?;
        }
        // The writer comes first: it creates the file and switches it to write-ahead logging.
        let write = SqlitePoolOptions::new().max_connections(1).acquire_timeout(PATIENCE).connect_with(options.clone()).await?;
        let read = SqlitePoolOptions::new()
            .max_connections(8)
            .acquire_timeout(PATIENCE)
            .connect_with(options.pragma("query_only", "ON"))
            .await?;
        Ok(Self::Sqlite { read, write })
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        on_read!(self, pool => sqlx::query("SELECT 1").execute(pool).await.map(drop))?;
        Ok(())
    }

    /// Closes every connection. On SQLite the write-ahead log is folded into the file by the last of them.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}
