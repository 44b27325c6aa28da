//! A streaming replica that answers for figures, so that reading them never slows storing.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sqlx::postgres::PgPool;

use super::StoreError;
use super::database::{postgres, postgres_options};

/// How long a look at the replica is believed.
const GLANCE: Duration = Duration::from_secs(1);
/// How long a figure may wait for a replica that does not answer before the primary is asked.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long a replica that failed is left alone.
const REST: Duration = Duration::from_secs(5);

/// Whether the replica follows its primary: it is connected to it, and what it has received it has applied, or did so within the last
/// ten seconds. Older figures would be shown under the wrong time.
const FOLLOWS: &str = "SELECT NOT pg_is_in_recovery() OR (EXISTS (SELECT 1 FROM pg_stat_wal_receiver) \
    AND (pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() OR now() - pg_last_xact_replay_timestamp() < INTERVAL '10 seconds'))";

/// The replica and what was last seen of it.
#[derive(Clone, Debug)]
pub struct Replica {
    pool: PgPool,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Debug)]
struct Seen {
    usable: bool,
    until: Instant,
}

impl Replica {
    /// A replica at this address. It need not be there yet.
    ///
    /// # Errors
    /// When the address is not one of PostgreSQL.
    pub fn at(url: &str) -> Result<Self, StoreError> {
        let pool = postgres(url)?.acquire_timeout(PATIENCE).connect_lazy_with(postgres_options(url)?);
        Ok(Self { pool, seen: Arc::new(Mutex::new(Seen { usable: false, until: Instant::now() })) })
    }

    /// Its connections, if it follows the primary at present.
    pub(super) async fn usable(&self) -> Option<&PgPool> {
        let known = {
            let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            (Instant::now() < seen.until).then_some(seen.usable)
        };
        let usable = if let Some(known) = known {
            known
        } else {
            let asked =
                tokio::time::timeout(PATIENCE, sqlx::query_scalar::<_, Option<bool>>(FOLLOWS).fetch_one(&self.pool)).await;
            let follows = matches!(asked, Ok(Ok(Some(true))));
            if !follows {
                tracing::warn!(answer = ?asked, "the replica does not follow; the primary answers for figures");
            }
            self.note(follows);
            follows
        };
        usable.then_some(&self.pool)
    }

    /// Leaves it alone for a while after a failure.
    pub(super) fn failed(&self, error: &sqlx::Error) {
        tracing::warn!(%error, "the replica did not answer; the primary does");
        self.note(false);
    }

    fn note(&self, usable: bool) {
        let until = Instant::now() + if usable { GLANCE } else { REST };
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Seen { usable, until };
    }

    /// Closes its connections.
    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

/// Runs the same expression, which reads figures, on the replica where there is one that follows; else, or where it fails, on the
/// database itself.
macro_rules! on_replica {
    ($store:expr, $pool:ident => $run:expr) => {{
        let from_replica = match &$store.replica {
            Some(replica) => match replica.usable().await {
                Some($pool) => match $run {
                    Ok(read) => Some(read),
                    Err(error) => {
                        replica.failed(&error);
                        None
                    }
                },
                None => None,
            },
            None => None,
        };
        match from_replica {
            Some(read) => Ok(read),
            None => $crate::store::database::on_read!(&$store.db, $pool => $run),
        }
    }};
}

pub(crate) use on_replica;
