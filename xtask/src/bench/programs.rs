//! The programs that are measured, and those that measure.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::places::Places;
use crate::step::step;
use crate::{build, child};

/// Where they are.
pub struct Programs {
    /// The program itself.
    pub hailong: PathBuf,
    /// The load generator.
    pub load: PathBuf,
    /// A handler that only reads a form: what the HTTP library can do at most.
    pub bare_handler: PathBuf,
    /// What fills a database with a whole country.
    pub nation: PathBuf,
    /// The files that the program serves.
    pub site: PathBuf,
    /// Whether they are optimised.
    pub release: bool,
}

impl Programs {
    /// Builds them. The load generator is built apart: together, cargo would choose other features for the server's dependencies and
    /// compile them a second time. It is always optimised, because what it takes is missing in what it measures.
    pub fn build(places: &Places, release: bool) -> Result<Self> {
        build::measured(places, release)?;
        step("load generator", || {
            child::run(child::cargo().current_dir(places.root()).args(["build", "--release", "--package", "load"]))
        })?;
        Ok(Self {
            hailong: places.hailong(release),
            load: places.load(),
            bare_handler: places.measured("bare_handler", release),
            nation: places.measured("nation", release),
            site: places.site(),
            release,
        })
    }

    /// The program with one of its commands, on a database.
    pub fn hailong(&self, command: &str, url: &str) -> std::process::Command {
        let mut program = child::program(&self.hailong);
        program.args([command, "--database-url", url]);
        program
    }

    /// A program that serves, told where to listen.
    pub fn bare(program: &Path, address: &str) -> std::process::Command {
        let mut command = child::program(program);
        command.arg(address);
        command
    }
}
