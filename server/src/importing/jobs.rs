//! Imports under way on this instance, and how they ended: for whoever waits for one. What an import did stands in the log, which is what
//! other instances, and this one after it was started again, know of it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use app::domain::import::Catalogue;
use tokio::sync::Notify;
use uuid::Uuid;

/// How long an import that ended is remembered, in milliseconds: an hour.
const REMEMBERED: i64 = 60 * 60 * 1000;

/// So many are under way or wait for their turn: each holds its file and what that changes in memory.
pub const MOST: usize = 4;

/// What became of the wish to add an import.
#[derive(Debug)]
pub enum Added {
    /// It is added.
    New(Arc<Job>),
    /// It is there already.
    Known,
    /// Too many wait for their turn.
    Full,
}

/// How an import ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was taken.
    Taken,
    /// Somebody changed something that it changes too, so nothing was taken.
    ChangedMeanwhile,
    /// The database did not take it, so nothing was taken.
    Failed,
}

/// An import.
#[derive(Debug)]
pub struct Job {
    /// What it has.
    pub catalogue: Catalogue,
    /// The account that began it.
    pub account: String,
    /// When it was begun: UTC milliseconds.
    begun: i64,
    /// How many rows are to be written, those of the log included.
    pub rows: u64,
    written: AtomicU64,
    outcome: OnceLock<Outcome>,
    ended: Notify,
}

impl Job {
    /// How many rows are written.
    #[must_use]
    pub fn written(&self) -> u64 {
        self.written.load(Ordering::Relaxed).min(self.rows)
    }

    /// Notes that more rows are written.
    pub fn write(&self, rows: usize) {
        self.written.fetch_add(rows as u64, Ordering::Relaxed);
    }

    /// Begins to write again.
    pub fn write_anew(&self) {
        self.written.store(0, Ordering::Relaxed);
    }

    /// How it ended, if it did.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        self.outcome.get().copied()
    }

    /// Notes how it ended.
    pub fn end(&self, outcome: Outcome) {
        // It ends once.
        let _ = self.outcome.set(outcome);
        self.ended.notify_waiters();
    }

    /// Returns once it ended.
    pub async fn ended(&self) {
        loop {
            let ended = self.ended.notified();
            if self.outcome().is_some() {
                return;
            }
            ended.await;
        }
    }
}

/// The imports of this instance.
#[derive(Debug, Default)]
pub struct Jobs {
    known: Mutex<HashMap<Uuid, Arc<Job>>>,
    /// Held by the one that is under way: of two large files, the second waits.
    pub turn: tokio::sync::Mutex<()>,
}

impl Jobs {
    /// The import with this identifier.
    #[must_use]
    pub fn get(&self, id: Uuid) -> Option<Arc<Job>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    /// Adds an import of so many rows, unless it is there already or too many wait. Those that ended long ago are forgotten.
    #[must_use]
    pub fn add(&self, id: Uuid, (catalogue, account, rows): (Catalogue, &str, u64), now: i64) -> Added {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, job| job.outcome().is_none() || now - job.begun < REMEMBERED);
        if known.contains_key(&id) {
            return Added::Known;
        }
        if known.values().filter(|job| job.outcome().is_none()).count() >= MOST {
            return Added::Full;
        }
        let job = Arc::new(Job {
            catalogue,
            account: account.to_owned(),
            begun: now,
            rows,
            written: AtomicU64::new(0),
            outcome: OnceLock::new(),
            ended: Notify::new(),
        });
        known.insert(id, job.clone());
        Added::New(job)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(added: Added) -> Arc<Job> {
        match added {
            Added::New(job) => job,
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn an_import_is_begun_once_and_forgotten_after_an_hour() {
        let jobs = Jobs::default();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let job = new(jobs.add(one, (Catalogue::Units, "an", 10), 0));
        assert!(matches!(jobs.add(one, (Catalogue::Units, "an", 10), 0), Added::Known));
        job.write(4);
        assert_eq!((job.written(), job.outcome()), (4, None));
        new(jobs.add(other, (Catalogue::Units, "an", 1), REMEMBERED));
        assert!(jobs.get(one).is_some(), "what is under way is not forgotten");
        job.write(40);
        job.end(Outcome::Taken);
        job.end(Outcome::Failed);
        job.ended().await;
        assert_eq!((job.written(), job.outcome()), (10, Some(Outcome::Taken)));
        new(jobs.add(Uuid::from_u128(3), (Catalogue::Units, "an", 1), REMEMBERED));
        assert!(jobs.get(one).is_none() && jobs.get(other).is_some());
    }
    #[test]
    fn no_more_wait_than_memory_holds() {
        let jobs = Jobs::default();
        let add = |number: usize| jobs.add(Uuid::from_u128(number as u128), (Catalogue::Units, "an", 1), 0);
        let waiting: Vec<_> = (0..MOST).map(|number| new(add(number))).collect();
        assert!(matches!(add(MOST), Added::Full) && matches!(add(0), Added::Known));
        waiting[0].end(Outcome::Failed);
        new(add(MOST));
        assert!(matches!(add(MOST + 1), Added::Full));
    }
}
