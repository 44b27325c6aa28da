//! A place of its own in a PostgreSQL server for one test: a database or, where a text makes its tables, a schema. A connection
//! holds a lock for as long as the test lives, however it ends: a place whose lock is free belongs to nobody any more, and the next run
//! removes it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use sqlx::{AssertSqlSafe, Connection, PgConnection};

/// How the places are called, followed by the session that made them: no two sessions of a server have the same name.
const NAME: &str = "SELECT format('hailong_test_%s_%s', to_hex((extract(epoch FROM backend_start) * 1000000)::bigint), to_hex(pid)) \
    FROM pg_stat_activity WHERE pid = pg_backend_pid()";
const ALL: &str = "SELECT nspname::text, FALSE FROM pg_namespace WHERE nspname ~ '^hailong_test_' \
    UNION ALL SELECT datname::text, TRUE FROM pg_database WHERE datname ~ '^hailong_test_'";
/// The pair of numbers keeps these locks apart from the program's own. Two names with the same number share a lock, which harms nobody:
/// the lock of the living is shared, and one that is dead is then removed later.
const HOLD: &str = "SELECT pg_advisory_lock_shared(hashtext('hailong_test'), hashtext($1))";
const TAKE: &str = "SELECT pg_try_advisory_lock(hashtext('hailong_test'), hashtext($1))";
const GIVE: &str = "SELECT pg_advisory_unlock(hashtext('hailong_test'), hashtext($1))";

/// The PostgreSQL server of this run.
#[must_use]
pub fn server_url() -> String {
    std::env::var("TEST_DATABASE_URL")
        .expect("TEST_DATABASE_URL names a PostgreSQL server; `cargo xtask test` starts one and sets it")
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A schema of the server's database.
    Schema,
    /// A database.
    Database,
}

/// A place that lives as long as this value, and as the process at the longest.
#[derive(Debug)]
pub struct Place {
    /// Its name.
    pub name: String,
    server: String,
    kind: Kind,
    // Its session holds the lock. It is not used again: the runtime that made it may have ended.
    holder: Option<PgConnection>,
}

impl Place {
    /// A new schema, in which these statements are run.
    pub async fn schema(server: &str, statements: &str) -> Self {
        let mut place = Self::held(server, Kind::Schema).await;
        let name = place.name.clone();
        place.run(format!("CREATE SCHEMA {name}")).await;
        if !statements.is_empty() {
            place.run(format!("SET search_path TO {name}; {statements}")).await;
        }
        place
    }

    /// A new database, made by these words and set to these settings, if any.
    pub async fn database(server: &str, words: &str, settings: &str) -> Self {
        let mut place = Self::held(server, Kind::Database).await;
        let name = place.name.clone();
        place.run(format!("CREATE DATABASE {name} {words}")).await;
        if !settings.is_empty() {
            place.run(format!("ALTER DATABASE {name} {settings}")).await;
        }
        place
    }

    /// A name and its lock, before there is anything of that name: nobody ever sees it without its lock. The first of a process removes
    /// what runs left that are no more.
    async fn held(server: &str, kind: Kind) -> Self {
        static SWEPT: AtomicBool = AtomicBool::new(false);
        if !SWEPT.swap(true, Ordering::Relaxed) {
            sweep(server).await;
        }
        let mut holder = PgConnection::connect(server).await.expect("the PostgreSQL server");
        let name: String = sqlx::query_scalar(NAME).fetch_one(&mut holder).await.expect("the session's name");
        sqlx::query(HOLD).bind(&name).execute(&mut holder).await.expect("the lock");
        Self { name, server: server.to_owned(), kind, holder: Some(holder) }
    }

    async fn run(&mut self, text: String) {
        let holder = self.holder.as_mut().expect("the session that holds the lock");
        sqlx::raw_sql(AssertSqlSafe(text)).execute(holder).await.expect("statements that can be run");
    }

    /// The address at which only this place is seen.
    #[must_use]
    pub fn url(&self) -> String {
        let (before, after) = self.server.split_once('?').unwrap_or((&self.server, ""));
        match self.kind {
            Kind::Schema => format!("{before}?{after}&options[search_path]={}", self.name).replace("?&", "?"),
            Kind::Database => {
                let (root, _) = before.rsplit_once('/').expect("an address with a database");
                format!("{root}/{}?{after}", self.name)
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // Giving the lock back first leaves the place to whoever sweeps, should this one not come to it.
        drop(self.holder.take());
        let (server, name, kind) = (self.server.clone(), self.name.clone(), self.kind);
        let removing = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let mut connection = PgConnection::connect(&server).await?;
                remove(&mut connection, &name, kind).await?;
                connection.close().await
            })
        });
        // What cannot be removed now, because something still uses it, the next run removes.
        let _ = removing.join();
    }
}

/// Removes the places that belong to nobody any more.
pub async fn sweep(server: &str) {
    let mut connection = PgConnection::connect(server).await.expect("the PostgreSQL server");
    let places: Vec<(String, bool)> = sqlx::query_as(ALL).fetch_all(&mut connection).await.expect("the places");
    for (name, is_database) in places {
        let is_free: bool = sqlx::query_scalar(TAKE).bind(&name).fetch_one(&mut connection).await.expect("the lock");
        if is_free {
            let kind = if is_database { Kind::Database } else { Kind::Schema };
            // What is still in use, a later run removes.
            let _ = remove(&mut connection, &name, kind).await;
            sqlx::query(GIVE).bind(&name).execute(&mut connection).await.expect("the lock given back");
        }
    }
}

async fn remove(connection: &mut PgConnection, name: &str, kind: Kind) -> Result<(), sqlx::Error> {
    let text = match kind {
        Kind::Schema => format!("SET lock_timeout = '3s'; DROP SCHEMA IF EXISTS {name} CASCADE"),
        Kind::Database => format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
    };
    sqlx::raw_sql(AssertSqlSafe(text)).execute(connection).await.map(drop)
}
