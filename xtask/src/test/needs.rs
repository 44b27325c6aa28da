//! Programs that the suite needs beside Rust: found, installed where that is allowed, or named as missing.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::{child, debian, postgres};

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
        postgres::programs().context("PostgreSQL is installed, but its programs were not found")?;
        Ok(Self { chromium: chromium().context("Chromium is installed, but was not found")? })
    }
}

/// Debian's names of what is missing.
fn missing() -> Vec<&'static str> {
    // Some systems' nodejs brings npm along and refuses a second one, so each is asked for only if it is missing.
    let checks = [
        (chromium().is_some(), &["chromium"][..]),
        (is_given("TEST_DATABASE_URL") || postgres::programs().is_some(), &["postgresql"][..]),
        (child::find("wasm-opt").is_some(), &["binaryen"][..]),
        (node_is_new(), &["nodejs"][..]),
        (child::find("npm").is_some(), &["npm"][..]),
        // Opens workbooks as most offices do that do not use Excel.
        (child::find("soffice").is_some(), &["libreoffice-calc-nogui"][..]),
        // Reads the text of printed reports.
        (child::find("pdftotext").is_some(), &["poppler-utils"][..]),
        (python_is_whole(), &["python3", "python3-venv"][..]),
        // Reads the QR codes of posters, so that not only our own program says that they can be read.
        (child::find("zbarimg").is_some(), &["zbar-tools"][..]),
        // Read exports of microdata, so that not only we say what is in them.
        (child::find("Rscript").is_some(), &["r-base-core"][..]),
        (has_haven(), &["r-cran-haven"][..]),
    ];
    checks.into_iter().filter(|(there, _)| !there).flat_map(|(_, packages)| packages).copied().collect()
}

/// Whether there is a Python that can make itself a folder for packages.
fn python_is_whole() -> bool {
    child::find("python3").is_some() && child::text(child::program("python3").args(["-c", "import ensurepip, venv"])).is_ok()
}

/// Whether R can read files of SPSS.
fn has_haven() -> bool {
    child::find("Rscript").is_some() && child::text(child::program("Rscript").args(["-e", "library(haven)"])).is_ok()
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
    fn versions_are_read_by_their_first_number() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v8.1.0"), Some(8));
        assert_eq!(major("nonsense"), None);
    }
}
