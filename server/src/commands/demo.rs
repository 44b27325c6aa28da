//! `hailong demo`: fills an empty database with the demonstration.

use std::io::Write;

use crate::demo::{self, DemoError};
use crate::store::Store;

/// Fills the store and prints one line for each collection point: kind, code and path, apart by single spaces. What is meant for people,
/// the progress and the summary, goes to standard error, so that a script can read the rest.
///
/// # Errors
/// When the store has units already, does not take the data, or nothing can be printed.
pub async fn run(store: &Store, now: i64) -> Result<(), DemoError> {
    let summary = demo::fill(store, now, &mut |done, total| eprintln!("demonstration: {done} of {total} responses")).await?;
    let mut out = std::io::stdout().lock();
    for point in &summary.points {
        writeln!(out, "{} {} {}", point.kind, point.code, point.path())?;
    }
    out.flush()?;
    eprintln!(
        "demonstration: the invented province “Tỉnh Mẫu” has {} collection points and {} responses; every page says DEMO",
        summary.points.len(),
        summary.responses
    );
    Ok(())
}
