//! `cargo xtask test`: the whole suite, with everything it needs.

mod needs;
mod node;
mod python;
mod summary;

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};
use clap::Args;

use crate::places::Places;
use crate::postgres::Postgres;
use crate::{build, child};
use needs::Needs;
use summary::Summary;

/// Names the database of a test run; set from outside, no private one is started.
const DATABASE: &str = "TEST_DATABASE_URL";

/// What `test` can be told.
#[derive(Args)]
pub struct Options {
    /// Run only tests whose names contain one of these words.
    filter: Vec<String>,
}

/// Makes everything ready, runs every suite even if an earlier one failed, and sums up.
pub fn run(places: &Places, options: &Options) -> Result<()> {
    let needs = Needs::find()?;
    build::assets(places)?;
    build::server(places, false)?;
    node::install(places)?;
    let python = python::install(places)?;
    let postgres = Postgres::start_unless_named(DATABASE)?;
    let database = postgres.as_ref().map(Postgres::url);
    let surroundings = Surroundings { places, needs: &needs, python: &python, database: database.as_deref() };
    let mut summary = Summary::default();
    summary.suite("build tool", || cargo_test(&surroundings, &["--package", "xtask"], options))?;
    let members = ["--workspace", "--exclude", "xtask"];
    summary.suite("workspace", || cargo_test(&surroundings, &members, options))?;
    summary.suite("browser", || node::test(&surroundings, &options.filter))?;
    // Stopped before the last line, so that the line is true for all of the run.
    drop(postgres);
    println!("{}", summary.line());
    if summary.has_failed() {
        bail!("not all tests passed");
    }
    Ok(())
}

/// What tests find in their environment.
struct Surroundings<'a> {
    places: &'a Places,
    needs: &'a Needs,
    python: &'a Path,
    database: Option<&'a str>,
}

impl Surroundings<'_> {
    /// Tells a command where program, files, browser and database are.
    fn around<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("HAILONG_BIN", self.places.hailong(false))
            .env("HAILONG_SITE_DIR", self.places.site())
            .env("CHROMIUM", &self.needs.chromium)
            .env("HAILONG_PYTHON", self.python);
        if let Some(url) = self.database {
            command.env(DATABASE, url);
        }
        command
    }
}

/// Runs Rust tests. This tool is tested apart from the rest: together, cargo would choose other features
/// for its dependencies and compile them a second time.
fn cargo_test(surroundings: &Surroundings<'_>, packages: &[&str], options: &Options) -> Result<()> {
    child::run(
        surroundings
            .around(&mut child::cargo())
            .current_dir(surroundings.places.root())
            .args(["test", "--no-fail-fast"])
            .args(packages)
            .arg("--")
            .args(&options.filter),
    )
}
