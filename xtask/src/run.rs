//! `cargo xtask run`: everything built, a database to look at, and the server in this terminal.

mod arguments;
mod database;

use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Error, Result};
use clap::Args;

use crate::places::Places;
use crate::{build, child};
use arguments::{Database, split};

/// What `run` can be told.
#[derive(Args)]
pub struct Options {
    /// Options of `hailong serve`, such as `--listen` and `--database-url`; `--empty` starts without
    /// demonstration data.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Builds, makes the database ready, and becomes the server.
pub fn run(places: &Places, options: &Options) -> Result<()> {
    let (database, arguments) = split(&options.arguments);
    build::assets(places)?;
    build::server(places, true)?;
    let program = places.hailong(true);
    let mut command = Command::new(&program);
    command.arg("serve").arg("--site-dir").arg(places.site());
    match database {
        Database::Named => {}
        Database::Empty => {
            command.arg("--database-url").arg(database::empty(places)?);
        }
        Database::Demo => {
            command.arg("--database-url").arg(database::demo(places, &program)?);
        }
    }
    command.args(arguments);
    child::forget_cargo(&mut command);
    Err(Error::new(command.exec())).with_context(|| format!("starting {}", program.display()))
}
