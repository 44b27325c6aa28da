//! Which suites passed and how long each took, in one line.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::child;
use crate::step::seconds;

/// The suites so far.
#[derive(Default)]
pub struct Summary(Vec<Suite>);

/// One suite's result.
struct Suite {
    name: &'static str,
    passed: bool,
    time: Duration,
}

impl Summary {
    /// Runs a suite. Its failure is noted and does not keep the next one from running; a signal does.
    pub fn suite(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        eprintln!("▸ tests: {name}");
        let begun = Instant::now();
        let done = work();
        if child::stopped() {
            bail!("stopped");
        }
        if let Err(error) = &done {
            eprintln!("  tests: {name}: {error:#}");
        }
        self.0.push(Suite { name, passed: done.is_ok(), time: begun.elapsed() });
        Ok(())
    }

    /// Whether any suite failed.
    pub fn has_failed(&self) -> bool {
        self.0.iter().any(|suite| !suite.passed)
    }

    /// The last line of the run.
    pub fn line(&self) -> String {
        let suites: Vec<_> = self.0.iter().map(Suite::text).collect();
        format!("suites: {}", suites.join(", "))
    }
}

impl Suite {
    /// Name, result and time.
    fn text(&self) -> String {
        let result = if self.passed { "passed" } else { "FAILED" };
        format!("{} {result} ({})", self.name, seconds(self.time))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_suite_is_said_and_the_next_one_runs() {
        let mut summary = Summary::default();
        summary.suite("first", || bail!("no")).unwrap();
        summary.suite("second", || Ok(())).unwrap();
        assert!(summary.has_failed());
        assert_eq!(summary.line(), "suites: first FAILED (0.0 s), second passed (0.0 s)");
    }
}
