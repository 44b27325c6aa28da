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

    /// Adds an import of so many rows; nothing where it is there already. Those that ended long ago are forgotten.
    #[must_use]
    pub fn add(&self, id: Uuid, (catalogue, account, rows): (Catalogue, &str, u64), now: i64) -> Option<Arc<Job>> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, job| job.outcome().is_none() || now - job.begun < REMEMBERED);
        if known.contains_key(&id) {
            return None;
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
        Some(job)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_import_is_begun_once_and_forgotten_after_an_hour() {
        let jobs = Jobs::default();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let job = jobs.add(one, (Catalogue::Units, "an", 10), 0).unwrap();
        assert!(jobs.add(one, (Catalogue::Units, "an", 10), 0).is_none());
        job.write(4);
        assert_eq!((job.written(), job.outcome()), (4, None));
        assert!(jobs.add(other, (Catalogue::Units, "an", 1), REMEMBERED).is_some());
        assert!(jobs.get(one).is_some(), "what is under way is not forgotten");
        job.write(40);
        job.end(Outcome::Taken);
        job.end(Outcome::Failed);
        job.ended().await;
        assert_eq!((job.written(), job.outcome()), (10, Some(Outcome::Taken)));
        assert!(jobs.add(Uuid::from_u128(3), (Catalogue::Units, "an", 1), REMEMBERED).is_some());
        assert!(jobs.get(one).is_none() && jobs.get(other).is_some());
    }
}
