//! A database for one test: an SQLite file in a temporary directory, or a schema of its own in PostgreSQL.

use std::sync::atomic::{AtomicU32, Ordering};

use server::store::Store;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;

/// A fresh database with an open store. What it leaves is removed: the directory when it is dropped, the schema by the next run.
#[derive(Debug)]
pub struct TestDatabase {
    /// The address, to open it a second time.
    pub url: String,
    /// The open store.
    pub store: Store,
    _directory: Option<TempDir>,
}

impl TestDatabase {
    /// A new SQLite file.
    pub async fn sqlite() -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let url = format!("sqlite://{}", directory.path().join("test.db").display());
        let store = Store::open(&url).await.expect("a new SQLite database");
        Self { url, store, _directory: Some(directory) }
    }

    /// A new schema in the PostgreSQL server that `TEST_DATABASE_URL` names. `cargo xtask test` starts one.
    pub async fn postgres() -> Self {
        Self::postgres_from(String::new()).await
    }

    /// A database of its own that orders text by the rules of Vietnamese and counts time in New York. It is made anew by each run.
    pub async fn postgres_elsewhere() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let server = server();
        let name = format!("elsewhere_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let mut connection = PgConnection::connect(&server).await.expect("the PostgreSQL server");
        for text in [
            format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
            format!("CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'vi' LOCALE 'C'"),
            format!("ALTER DATABASE {name} SET timezone TO 'America/New_York'"),
        ] {
            sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut connection).await.expect("a new database");
        }
        let (before, after) = server.split_once('?').unwrap_or((&server, ""));
        let (root, _) = before.rsplit_once('/').expect("an address with a database");
        let url = format!("{root}/{name}?{after}");
        let store = Store::open(&url).await.expect("a new PostgreSQL database");
        Self { url, store, _directory: None }
    }

    /// A new schema in which these statements were run, before a store opened it.
    pub async fn postgres_from(dump: String) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let server = server();
        let schema = format!("test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let mut connection = PgConnection::connect(&server).await.expect("the PostgreSQL server");
        let fresh = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
        sqlx::raw_sql(AssertSqlSafe(fresh)).execute(&mut connection).await.expect("a new schema");
        if !dump.is_empty() {
            let inside = format!("SET search_path TO {schema}; {dump}");
            sqlx::raw_sql(AssertSqlSafe(inside)).execute(&mut connection).await.expect("statements that can be run");
        }
        let joint = if server.contains('?') { '&' } else { '?' };
        let url = format!("{server}{joint}options[search_path]={schema}");
        let store = Store::open(&url).await.expect("a new PostgreSQL schema");
        Self { url, store, _directory: None }
    }
}

/// The PostgreSQL server for tests.
fn server() -> String {
    std::env::var("TEST_DATABASE_URL")
        .expect("TEST_DATABASE_URL names a PostgreSQL server; `cargo xtask test` starts one and sets it")
}
