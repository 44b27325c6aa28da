//! `hailong demo`: fills an empty database with the demonstration.

use std::io::Write;

use clap::Args;

use super::progress::Progress;
use crate::demo::{self, DemoError, Size};
use crate::sources::Sources;
use crate::store::Store;

/// How large the demonstration is to be.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// How many responses; without it 24,690, or with more communes as many for each of them.
    #[arg(long)]
    responses: Option<u64>,
    /// How many communes, up to all of the country, in as many provinces as that takes.
    #[arg(long, default_value_t = Size::FEWEST_COMMUNES,
        value_parser = clap::value_parser!(u16).range(i64::from(Size::FEWEST_COMMUNES)..=i64::from(Size::MOST_COMMUNES)))]
    communes: u16,
}

/// Fills the store and prints one line for each collection point at which anybody may answer: kind, code and path, apart by single spaces; and one for each role:
/// `sign-in`, the role, a name and its password, which are made anew each time and open nothing in a database that is no demonstration. What
/// is meant for people, the progress and the summary, goes to standard error, so that a script can read the rest.
///
/// # Errors
/// When the store has units already, does not take the data, or nothing can be printed.
pub async fn run(store: &Store, options: &Options, sources: &Sources) -> Result<(), DemoError> {
    let now = sources.clock.now();
    let size = Size { responses: options.responses, communes: options.communes };
    let mut bar = None;
    let summary = demo::fill_to(store, now, size, &mut |done, total| {
        bar.get_or_insert_with(|| Progress::new("demonstration", Some(total))).is_at(done);
    })
    .await?;
    if let Some(bar) = bar {
        bar.finish();
    }
    let accounts = demo::accounts::add(store, sources).await?;
    let mut out = std::io::stdout().lock();
    for point in summary.points.iter().filter(|point| !point.by_invitation) {
        writeln!(out, "{} {} {}", point.kind, point.code, point.path())?;
    }
    for (role, name, password) in &accounts {
        writeln!(out, "sign-in {} {name} {password}", role.word())?;
    }
    out.flush()?;
    eprintln!(
        "demonstration: the invented province “Tỉnh Mẫu” has {} collection points and {} responses; every page says DEMO",
        summary.points.len(),
        summary.responses
    );
    Ok(())
}
