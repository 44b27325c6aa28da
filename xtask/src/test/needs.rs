//! Programs that the suite needs beside Rust: found, installed where that is allowed, or named as missing.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{child, debian};

/// The oldest Node.js whose test runner is stable.
const NODE: u32 = 20;

/// Names under which systems know the browser.
const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome-stable"];

/// Where the programs are.
pub struct Needs {
    /// The browser: without it the suite fails, for a skipped browser test proves nothing.
    pub chromium: PathBuf,
}

impl Needs {
    /// Finds all of them, after installing what is missing.
    pub fn find() -> Result<Self> {
        let missing = missing();
        if !missing.is_empty() {
            debian::install(&missing).context("the tests need more than is installed")?;
        }
        if !node_is_new() {
            bail!("Node.js {NODE} or newer is needed, and this system's packages are older: see nodejs.org");
        }
        postgres_programs().context("PostgreSQL is installed, but its programs were not found")?;
        Ok(Self { chromium: chromium().context("Chromium is installed, but was not found")? })
    }
}

/// Debian's names of what is missing.
fn missing() -> Vec<&'static str> {
    // Some systems' nodejs brings npm along and refuses a second one, so each is asked for only if it is missing.
    let checks = [
        (chromium().is_some(), &["chromium"][..]),
        (is_given("TEST_DATABASE_URL") || postgres_programs().is_some(), &["postgresql"][..]),
        (child::find("wasm-opt").is_some(), &["binaryen"][..]),
        (node_is_new(), &["nodejs"][..]),
        (child::find("npm").is_some(), &["npm"][..]),
    ];
    checks.into_iter().filter(|(there, _)| !there).flat_map(|(_, packages)| packages).copied().collect()
}

/// Whether a variable has a value.
fn is_given(variable: &str) -> bool {
    env::var_os(variable).is_some_and(|value| !value.is_empty())
}

/// The browser: the one that `CHROMIUM` names, else the first on the search path.
fn chromium() -> Option<PathBuf> {
    match env::var_os("CHROMIUM").filter(|path| !path.is_empty()) {
        Some(path) => Some(path.into()),
        None => BROWSERS.iter().find_map(|name| child::find(name)),
    }
}

/// The folder of PostgreSQL's programs: Debian keeps them off the search path, one folder per version.
pub fn postgres_programs() -> Option<PathBuf> {
    let on_path = child::find("initdb").and_then(|path| Some(path.parent()?.to_owned()));
    on_path.filter(|folder| holds_postgres(folder)).or_else(|| {
        fs::read_dir("/usr/lib/postgresql")
            .ok()?
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| holds_postgres(&path.join("bin")))
            .max_by_key(|path| path.file_name()?.to_string_lossy().parse::<u32>().ok())
            .map(|path| path.join("bin"))
    })
}

/// Whether all the programs are there that a private cluster takes.
fn holds_postgres(folder: &Path) -> bool {
    ["initdb", "postgres", "pg_isready"].iter().all(|name| folder.join(name).is_file())
}

/// Whether there is a Node.js with a stable test runner.
fn node_is_new() -> bool {
    child::find("node").is_some()
        && child::text(child::program("node").arg("--version"))
            .is_ok_and(|version| major(&version).is_some_and(|major| major >= NODE))
}

/// The first number of `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_postgres_is_none() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("initdb"), "").unwrap();
        assert!(!holds_postgres(folder.path()));
    }

    #[test]
    fn versions_are_read_by_their_first_number() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v8.1.0"), Some(8));
        assert_eq!(major("nonsense"), None);
    }
}
