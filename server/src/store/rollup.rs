//! The rollup: folds what is pending into the kept counts, a little at a time, on one instance at a time.

use std::collections::HashMap;
use std::time::Duration;

use super::cells::{self, Place, add_to_cells, spread};
use super::directory::REVISION;
use super::many_rows::MOST;
use super::metrics::Metrics;
use super::pending::{self, Portion};
use super::pools::{self, Pools};
use super::tally::{Count, Tally, add_to};
use super::{Database, Store, StoreError, units};

/// How often it looks for something to do.
const PACE: Duration = Duration::from_secs(1);
/// Pending rows folded in one transaction while citizens wait for the same connection.
const LITTLE: i64 = 500;
/// Cells folded in one transaction while citizens wait: each is counted in some twenty places.
const FEW: i64 = 8;
/// Transactions in which everything is folded, about: where cells are very many, each transaction takes more of them.
const TRANSACTIONS: i64 = 50;
/// The pause between two transactions, in which those who waited for the first are served, and those who came meanwhile.
const BREATH: Duration = Duration::from_millis(10);
/// Pending rows folded in one transaction while nobody waits.
const MUCH: i64 = 20_000;
/// Folded rows after which PostgreSQL clears away what they leave behind.
const LEAVINGS: usize = 2_000;
/// After so many rounds, as soon as hardly anybody stores, it is looked whether what is pending takes much room.
const ROUNDS: usize = 60;
/// So many folded rows in a round are few.
const QUIET: usize = 20;
/// So many bytes are much room.
const MUCH_ROOM: i64 = 1 << 20;

/// Whether this instance may change the counts until the end of the transaction. Each schema has its own lock.
const TRY_LOCK: &str = "SELECT pg_try_advisory_xact_lock(hashtextextended('hailong counts ' || current_schema(), 0))";

/// The same lock, waiting until nobody else changes the counts.
pub(super) const LOCK: &str = "SELECT pg_advisory_xact_lock(hashtextextended('hailong counts ' || current_schema(), 0))";

/// What only PostgreSQL is asked, to be prepared there by a test.
pub const POSTGRES_SQL: &[&str] = &[TRY_LOCK, LOCK];

/// What became of a rollup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rollup {
    /// So many pending rows were folded into the counts.
    Folded(usize),
    /// Another instance is at it.
    Elsewhere,
}

impl Store {
    /// Folds everything that is pending into the counts, as after filling a database.
    ///
    /// # Errors
    /// When the database does not answer. Then what was folded stays folded and the rest stays pending.
    pub async fn rollup_all(&self) -> Result<(), StoreError> {
        let mut leavings = 0;
        loop {
            match self.roll_up(MUCH).await? {
                Rollup::Folded(0) => break,
                Rollup::Folded(rows) => leavings += rows,
                Rollup::Elsewhere => tokio::time::sleep(PACE).await,
            }
        }
        if leavings > LEAVINGS {
            self.give_back_room().await;
        }
        Ok(())
    }

    /// Rolls up for as long as the program serves. Several instances may do so: each looks whether another is at it, so that when one
    /// ends, however it ends, the others go on at their next look.
    pub async fn keep_rolling_up(self) {
        let (mut leavings, mut rounds) = (0, ROUNDS);
        loop {
            let before = leavings;
            // What was rolled up before an error is rolled up.
            if let Err(error) = self.roll_up_gently(&mut leavings).await {
                tracing::warn!(%error, "not everything was rolled up; figures read what is pending meanwhile");
            }
            // After a rush the table stays as long as it was.
            rounds += 1;
            if rounds > ROUNDS && leavings - before < QUIET {
                rounds = 0;
                self.give_back_room().await;
            }
            if leavings > LEAVINGS {
                leavings = 0;
                self.clear_leavings().await;
            }
            tokio::time::sleep(PACE).await;
        }
    }

    /// Folds what is pending now, with a breath between short transactions for those who store.
    async fn roll_up_gently(&self, leavings: &mut usize) -> Result<(), StoreError> {
        for portion in self.portions(FEW, TRANSACTIONS).await? {
            loop {
                let Rollup::Folded(rows) = self.fold(&portion, LITTLE).await? else { return Ok(()) };
                *leavings += rows;
                tokio::time::sleep(BREATH).await;
                if i64::try_from(rows).is_ok_and(|rows| rows < LITTLE) {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Folds up to `most` pending rows into the counts, in one transaction: whatever happens meanwhile, each is counted once.
    ///
    /// # Errors
    /// When the database does not answer; then nothing was folded.
    pub async fn roll_up(&self, most: i64) -> Result<Rollup, StoreError> {
        match self.portions(i64::MAX, 1).await?.first() {
            Some(everything) => self.fold(everything, most).await,
            None => Ok(Rollup::Folded(0)),
        }
    }

    async fn fold(&self, portion: &Portion, most: i64) -> Result<Rollup, StoreError> {
        let directory = self.directory().await?;
        let mut statements = 3;
        let folded = super::database::in_transaction!(&self.db, tx => {
            if matches!(self.db, Database::Postgres(_)) {
                let (free,): (bool,) = sqlx::query_as(TRY_LOCK).fetch_one(&mut *tx).await?;
                if !free {
                    return Ok(Rollup::Elsewhere);
                }
            }
            let rows = portion.take(most).fetch_all(&mut *tx).await?;
            let folded = rows.len();
            let mut tally = Tally::new();
            for row in rows {
                let (cell, count) = pending::read(row)?;
                add_to(&mut tally, cell, &count, 1);
            }
            // No unit moves while the counts are held, so what the database says now is what holds. It is read after the rows, so that it
            // knows the units and campaigns of all of them.
            let revision: i64 = sqlx::query_scalar(REVISION).fetch_one(&mut *tx).await?;
            let places = if revision == directory.revision() {
                spread(&tally, &directory.units, &directory.pools)
            } else {
                let units = units::tree(sqlx::query_as(units::ALL).fetch_all(&mut *tx).await?)?;
                spread(&tally, &units, &Pools::read(sqlx::query_as(pools::ALL).fetch_all(&mut *tx).await?)?)
            };
            statements += 4;
            add_to_cells!(&self.db, tx, places, statements);
            folded
        });
        Metrics::add(&self.metrics.statements, statements);
        Metrics::add(&self.metrics.rollups, 1);
        Ok(Rollup::Folded(folded))
    }

    /// Makes the table of what is pending short again on PostgreSQL, where it has become long.
    async fn give_back_room(&self) {
        let Database::Postgres(pool) = &self.db else { return };
        let shrunk = match sqlx::query_scalar::<_, i64>(pending::SIZE).fetch_one(pool).await {
            Ok(size) if size > MUCH_ROOM => sqlx::query(pending::SHRINK).execute(pool).await.map(drop),
            other => other.map(drop),
        };
        if let Err(error) = shrunk {
            tracing::warn!(%error, "the room of what was rolled up could not be given back");
        }
    }

    async fn clear_leavings(&self) {
        if let Database::Postgres(pool) = &self.db
            && let Err(error) = sqlx::query(pending::CLEAR).execute(pool).await
        {
            tracing::warn!(%error, "what was rolled up could not be cleared away");
        }
    }
}
