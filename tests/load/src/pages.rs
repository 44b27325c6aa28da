//! Reading pages one after the other: how long one reader waits.

use clap::Args;
use hyper::Uri;
use tokio::time::Instant;

use crate::connection::Connection;
use crate::outcome::Outcome;
use crate::{Failure, Target};

/// What is read, and how often.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    target: Target,
    /// The path with its query; several are read in turn.
    #[arg(long = "path", required = true)]
    paths: Vec<Uri>,
    /// How many pages are read.
    #[arg(long, default_value_t = 100)]
    requests: usize,
    /// Pages read before that, which do not count.
    #[arg(long, default_value_t = 0)]
    warm_up: usize,
    /// Do not ask for brotli.
    #[arg(long)]
    plain: bool,
}

/// Reads them all.
pub async fn run(options: &Options) -> Result<Outcome, Failure> {
    let mut connection = Connection::open(options.target, !options.plain).await?;
    let mut paths = options.paths.iter().cycle();
    for uri in paths.by_ref().take(options.warm_up) {
        connection.get(uri).await?;
    }
    let mut outcome = Outcome::default();
    let begun = Instant::now();
    for uri in paths.take(options.requests) {
        let asked = Instant::now();
        let page = connection.get(uri).await?;
        outcome.add(page.status, asked.elapsed(), page.bytes.len());
    }
    Ok(outcome.lasted(begun.elapsed()))
}
