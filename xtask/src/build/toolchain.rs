//! Which compiler builds the browser part: the active one if it can, else Debian's.

mod debian;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::child;
use crate::places::Places;
use crate::stamp::Stamp;
use crate::step::note;

/// What browsers run.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// How long rustup may take to fetch the target.
const FETCH: Duration = Duration::from_mins(5);

/// A way to compile for the browser.
pub enum Toolchain {
    /// The active toolchain has a standard library for the browser.
    Active,
    /// Debian's compiler builds that library from Debian's sources.
    Debian {
        /// What links the result.
        linker: PathBuf,
    },
}

impl Toolchain {
    /// Tries the three cases in order, and says which one holds.
    pub fn find(places: &Places) -> Result<Self> {
        let version = child::text(child::program("rustc").arg("-vV"))?;
        if has_target()? {
            note(&format!("the active toolchain has {TARGET}"));
            return Ok(Self::Active);
        }
        let stamp = places.stamp("toolchain");
        let failed_before = Stamp::read(&stamp).is_some_and(|last| last.inputs == version);
        if !failed_before && rustup_adds_target() && has_target()? {
            note(&format!("rustup has added {TARGET} to the active toolchain"));
            return Ok(Self::Active);
        }
        if failed_before {
            note(&format!("rustup could not add {TARGET} before; remove {} to let it try again", stamp.display()));
        }
        match debian::linker(places) {
            Ok(linker) => {
                let made = Stamp { inputs: version, outputs: Vec::new() };
                made.write(&stamp)?;
                note("Debian's compiler builds the standard library for the browser from its sources");
                Ok(Self::Debian { linker })
            }
            Err(reason) => bail!(
                "no compiler for the browser part. Either let the active toolchain have {TARGET} \
                 (`rustup target add {TARGET}`, which needs the network), or install Debian's compiler \
                 and its sources (`sudo apt-get install rustc-web cargo-web rust-web-src`). \
                 The latter is not usable: {reason:#}"
            ),
        }
    }

    /// The beginning of `cargo build` for the browser.
    pub fn cargo_build(&self) -> Command {
        match self {
            Self::Active => {
                let mut command = child::cargo();
                command.arg("build");
                command
            }
            Self::Debian { linker } => {
                let mut command = child::program(debian::CARGO);
                command
                    .env("RUSTC", debian::RUSTC)
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
                    .env_remove("CARGO")
                    .args(["build", "-Zbuild-std=std,panic_abort"]);
                command
            }
        }
    }
}

/// Whether the active compiler finds a standard library for the browser.
fn has_target() -> Result<bool> {
    let folder = child::text(child::program("rustc").args(["--print=target-libdir", "--target", TARGET]))?;
    Ok(holds_core(Path::new(folder.trim())))
}

/// Whether the folder has the library that everything else needs.
fn holds_core(folder: &Path) -> bool {
    fs::read_dir(folder)
        .is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-")))
}

/// Lets rustup fetch the target; where it cannot, the next case is tried.
fn rustup_adds_target() -> bool {
    if child::find("rustup").is_none() {
        note(&format!("the active toolchain lacks {TARGET}, and there is no rustup to add it"));
        return false;
    }
    note(&format!("the active toolchain lacks {TARGET}; asking rustup for it"));
    let added = child::run_within(child::program("rustup").args(["target", "add", TARGET]), FETCH);
    if let Err(error) = &added {
        note(&format!("rustup could not add it: {error:#}"));
    }
    added.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_without_core_does_not_count() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!holds_core(&folder.path().join("missing")));
        assert!(!holds_core(folder.path()));
        fs::write(folder.path().join("libcore-0123.rlib"), "").unwrap();
        assert!(holds_core(folder.path()));
    }
}
