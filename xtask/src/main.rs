//! Wiring only: which command runs which file.

mod bench;
mod budget;
mod build;
mod child;
mod debian;
mod digest;
mod faults;
mod lint;
mod places;
mod postgres;
mod run;
mod sqlite;
mod stamp;
mod step;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::places::Places;

/// Builds, runs and tests Hài Lòng.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Options {
    #[command(subcommand)]
    command: Command,
}

/// One variant per command; each has a file of its own.
#[derive(Subcommand)]
enum Command {
    /// Build the browser part, the styles and the server.
    Build(build::Options),
    /// Build everything in release, fill a demonstration database once, and serve it.
    Run(run::Options),
    /// Run the whole suite, browser tests included.
    Test(test::Options),
    /// Check formatting, lints, documentation, licences and unused dependencies.
    Lint,
    /// Measure what a browser downloads against the size budget.
    Budget,
    /// Measure how fast everything is, beside what this machine can do at most.
    Bench(bench::Options),
    /// Kill, stop and fill up program and databases under load, again and again, and look what is left.
    Faults(faults::Options),
}

fn main() -> ExitCode {
    let options = Options::parse();
    let done = child::watch_signals().and_then(|()| Places::discover()).and_then(|places| match options.command {
        Command::Build(options) => build::run(&places, &options),
        Command::Run(options) => run::run(&places, &options),
        Command::Test(options) => test::run(&places, &options),
        Command::Lint => lint::run(&places),
        Command::Budget => budget::run(&places),
        Command::Bench(options) => bench::run(&places, &options),
        Command::Faults(options) => faults::run(&places, &options),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) if child::stopped() => {
            eprintln!("stopped");
            ExitCode::from(130)
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
