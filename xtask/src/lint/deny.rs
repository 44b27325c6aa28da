//! Licences, sources and bans of dependencies; known vulnerabilities where their database can be reached.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use super::tools::Tool;
use crate::child;
use crate::places::Places;
use crate::step::{note, step};

/// How long fetching the database of vulnerabilities may take.
const FETCH: Duration = Duration::from_mins(1);

/// Runs `cargo deny` with the rules of `deny.toml`.
pub fn run(places: &Places) -> Result<()> {
    let program = Tool::DENY.install(places)?;
    step("licences, sources and bans", || child::run(deny(places, &program).args(["check", "bans", "licenses", "sources"])))?;
    step("known vulnerabilities", || {
        let fetched = child::run_within(deny(places, &program).args(["fetch", "db"]), FETCH);
        if let Err(error) = fetched {
            note(&format!(
                "NOT CHECKED: known vulnerabilities of dependencies, because RustSec's list of them could not be fetched ({error:#}). Licences, \
                 sources and bans were checked. Run `cargo xtask lint` once where the list can be reached."
            ));
            return Ok(());
        }
        child::run(deny(places, &program).args(["--offline", "check", "advisories"]))
    })
}

/// The program, about this workspace.
fn deny(places: &Places, program: &Path) -> Command {
    let mut command = child::program(program);
    command.current_dir(places.root()).args(["--workspace", "--log-level", "warn"]);
    command
}
