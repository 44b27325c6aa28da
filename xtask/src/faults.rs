//! `cargo xtask faults`: every fault, many rounds, on both databases: nothing is lost and nothing is there twice.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::places::Places;
use crate::{build, child};

/// What `faults` can be told.
#[derive(Args)]
pub struct Options {
    /// How many rounds of each fault.
    #[arg(long, default_value_t = 50)]
    rounds: u32,
    /// Only faults whose name contains this.
    #[arg(long)]
    only: Option<String>,
    /// Write the report to this file too, as Markdown.
    #[arg(long)]
    report: Option<PathBuf>,
    /// Optimise the program, as for use.
    #[arg(long)]
    release: bool,
}

/// Builds the program and what torments it, and runs the rounds.
pub fn run(places: &Places, options: &Options) -> Result<()> {
    build::with_faults(places, options.release)?;
    let mut command = child::program(places.faults(options.release));
    command.env("HAILONG_BIN", places.hailong(options.release)).env("HAILONG_SITE_DIR", places.site());
    command.arg("--rounds").arg(options.rounds.to_string());
    if let Some(only) = &options.only {
        command.arg("--only").arg(only);
    }
    if let Some(report) = &options.report {
        command.arg("--report").arg(report);
    }
    child::run(&mut command)
}
