//! What the store did since the program started, for those who watch it.

use std::sync::atomic::{AtomicU64, Ordering};

/// Counters that only go up.
#[derive(Debug, Default)]
pub struct Metrics {
    /// Responses stored; the same again does not count.
    pub responses: AtomicU64,
    /// Transactions that stored responses.
    pub groups: AtomicU64,
    /// SQL statements for storing and counting, `BEGIN` and `COMMIT` among them.
    pub statements: AtomicU64,
    /// Rollups that folded something into the counts.
    pub rollups: AtomicU64,
}

impl Metrics {
    /// Adds to a counter.
    pub(super) fn add(counter: &AtomicU64, number: usize) {
        counter.fetch_add(number as u64, Ordering::Relaxed);
    }

    /// Each counter with its name.
    #[must_use]
    pub fn read(&self) -> [(&'static str, u64); 4] {
        let value = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        [
            ("hailong_responses_stored_total", value(&self.responses)),
            ("hailong_groups_total", value(&self.groups)),
            ("hailong_statements_total", value(&self.statements)),
            ("hailong_rollups_total", value(&self.rollups)),
        ]
    }
}
