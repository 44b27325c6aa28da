//! SQLite and PostgreSQL under one handle.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use super::StoreError;

/// How long a request waits for the database before the citizen is told to try again.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// How many prepared statements a connection keeps: those of many rows have one for each number of rows.
const STATEMENTS: usize = 400;

/// How many rows SQLite reads ahead of whoever takes them, so that millions do not cost a change of threads each.
const ROWS: usize = 512;

/// Connections that read an SQLite file. Two cores cannot use more, and each keeps two megabytes of the file in memory.
const READERS: u32 = 4;

/// Connections to a PostgreSQL server: several instances share what it allows.
const CONNECTIONS: u32 = 16;

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

/// Runs the same expression inside one transaction, for writing; `$tx` is the connection. It commits if the expression is reached to
/// its end.
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

/// Runs the same expression over one unchanging state of the database; `$tx` is the connection. What it reads with several statements
/// belongs together, whatever is written meanwhile.
macro_rules! in_snapshot {
    ($db:expr, $tx:ident => $run:expr) => {
        match $db {
            $crate::store::Database::Sqlite { read, .. } => {
                let mut transaction = read.begin().await?;
                let $tx = &mut *transaction;
                $run
            }
            $crate::store::Database::Postgres(pool) => {
                let mut transaction = pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
                let $tx = &mut *transaction;
                $run
            }
        }
    };
}

pub(crate) use {in_snapshot, in_transaction, on_read};

impl Database {
    /// Connects and brings the tables up to date.
    ///
    /// # Errors
    /// When the address is of neither kind, the database cannot be reached, or a migration fails.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let db = if url.starts_with("sqlite:") {
            Self::open_sqlite(url).await?
        } else {
            Self::Postgres(postgres(url)?.connect_with(postgres_options(url)?).await?)
        };
        match &db {
            Self::Sqlite { write, .. } => sqlx::migrate!("../migrations/sqlite").run(write).await?,
            Self::Postgres(pool) => {
                sqlx::migrate!("../migrations/postgres").run(pool).await?;
                warn_if_not_durable(pool).await?;
            }
        }
        Ok(db)
    }

    async fn open_sqlite(url: &str) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .statement_cache_capacity(STATEMENTS)
            .busy_timeout(PATIENCE)
            .row_buffer_size(ROWS)
            // What is deleted is overwritten, so that whoever reads the file does not find it.
            .pragma("secure_delete", "ON")
            // Exports and recounts are long by nature, and what fails is logged by whoever asked.
            .disable_statement_logging();
        if let Some(folder) = options.get_filename().parent().filter(|folder| *folder != Path::new("")) {
            std::fs::create_dir_all(folder).map_err(sqlx::Error::Io)?;
        }
        // The writer comes first: it creates the file and switches it to write-ahead logging.
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            // On a full disk SQLite ends a transaction by itself. The connection then believes for ever to be in one, and goes.
            .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
            .connect_with(options.clone())
            .await?;
        let read = SqlitePoolOptions::new()
            .max_connections(READERS)
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

/// A server set to acknowledge what is not on its disk would make us promise what may be lost. Stronger settings stay.
const DURABLE: &str = "SELECT set_config('synchronous_commit', 'on', FALSE) \
    WHERE current_setting('synchronous_commit') IN ('off', 'local')";

/// How connections to a PostgreSQL server are kept.
pub(super) fn postgres(url: &str) -> Result<PgPoolOptions, StoreError> {
    if !url.starts_with("postgres:") && !url.starts_with("postgresql:") {
        return Err(StoreError::Address(url.to_owned()));
    }
    Ok(PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .after_connect(|connection, _| Box::pin(async move { sqlx::query(DURABLE).execute(connection).await.map(drop) })))
}

/// How one connection is made. A transaction of an instance that froze is ended, so that another can go on. The server compiles no statement:
/// the units below one look like millions to its planner, and compiling takes several times as long as reading them.
pub(super) fn postgres_options(url: &str) -> Result<PgConnectOptions, StoreError> {
    let options = PgConnectOptions::from_str(url)?.application_name("hailong").statement_cache_capacity(STATEMENTS);
    // Migration 0025 keeps programs that know no pools from changing counts.
    let settings = [("idle_in_transaction_session_timeout", "8s"), ("jit", "off"), ("hailong.pools", "on")];
    Ok(options.options(settings).disable_statement_logging())
}

/// Says so where the server itself gives up durability.
async fn warn_if_not_durable(pool: &PgPool) -> Result<(), StoreError> {
    let fsync: String = sqlx::query_scalar("SHOW fsync").fetch_one(pool).await?;
    if fsync != "on" {
        tracing::warn!("this PostgreSQL server runs with fsync=off: a loss of power can lose acknowledged answers");
    }
    Ok(())
}
