//! What this machine can do at most, measured in the same run, so that each figure has its ratio.

mod bare;
mod disk;
mod insert;

use anyhow::Result;

use super::Bench;
use super::engine::Engine;
use super::numbers::thousands;
use crate::step::step;

/// The bounds.
pub struct Bounds {
    /// How often a second a small piece is appended to a file and is on the disk.
    syncs: f64,
    /// How fast a large file is written to the disk, in MB/s.
    write: f64,
    /// Requests a second of a handler that only reads the form.
    bare: f64,
    /// The processor time of such a request, in microseconds.
    bare_time: f64,
    /// Rows a second, inserted in bulk; nothing where the tool for it is missing.
    rows: [Option<f64>; 2],
}

impl Bounds {
    /// Measures all of them.
    pub fn measure(bench: &Bench) -> Result<Self> {
        let folder = bench.databases.folder();
        let (syncs, write) =
            step("bounds: disk", || Ok((disk::syncs(folder, bench.scale.disk)?, disk::write(folder, bench.scale.disk)?)))?;
        let bare = step("bounds: bare handler", || bare::measure(bench))?;
        let rows = |engine: Engine| step(&format!("bounds: rows in bulk, {engine}"), || insert::measure(bench, engine));
        let [sqlite, postgres] = Engine::BOTH.map(rows);
        Ok(Self { syncs, write, bare: bare.per_second, bare_time: bare.time, rows: [sqlite?, postgres?] })
    }

    /// Beside submissions at full load.
    pub fn of_submissions(&self) -> String {
        let [sqlite, postgres] = self.rows.map(rows);
        format!(
            "bare handler {}/s; the same rows in bulk {sqlite}, {postgres}; {} fdatasync/s",
            thousands(self.bare),
            thousands(self.syncs)
        )
    }

    /// Beside processor time.
    pub fn of_processor_time(&self) -> String {
        format!("bare handler {:.0} µs per POST", self.bare_time)
    }

    /// Beside the wait for one submission.
    pub fn of_latency(&self) -> String {
        format!("one fdatasync {:.2} ms", 1e3 / self.syncs)
    }

    /// Beside the export.
    pub fn of_export(&self) -> String {
        format!("disk writes {} MB/s", thousands(self.write))
    }

    /// All of them as a table of their own.
    pub fn markdown(&self) -> String {
        let [sqlite, postgres] = self.rows.map(rows);
        format!(
            "| physical bound | figure |\n| --- | --- |\n\
             | fdatasync per second, 4 KiB appended each time | {} |\n\
             | large file written and synced | {} MB/s |\n\
             | bare handler that only parses the form, 64 connections | {}/s, {:.0} µs CPU each |\n\
             | the same rows in one transaction: SQLite `INSERT … SELECT` | {sqlite} |\n\
             | the same rows in one transaction: PostgreSQL `COPY` | {postgres} |\n",
            thousands(self.syncs),
            thousands(self.write),
            thousands(self.bare),
            self.bare_time,
        )
    }

    /// Invented bounds.
    #[cfg(test)]
    pub fn example() -> Self {
        Self { syncs: 5_000.0, write: 500.0, bare: 100_000.0, bare_time: 20.0, rows: [Some(300_000.0), None] }
    }
}

fn rows(rate: Option<f64>) -> String {
    rate.map_or_else(|| "not measured".to_owned(), |rate| format!("{} rows/s", thousands(rate)))
}

#[cfg(test)]
mod tests {
    use super::Bounds;

    #[test]
    fn what_was_not_measured_is_said() {
        let text = Bounds::example().markdown();
        assert!(text.contains("300,000 rows/s") && text.contains("COPY` | not measured"), "{text}");
        assert!(Bounds::example().of_latency().contains("0.20 ms"));
    }
}
