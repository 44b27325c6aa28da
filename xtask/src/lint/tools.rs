//! Programs that check dependencies: built once, in pinned versions, below the target directory.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::child;
use crate::places::Places;
use crate::step::{note, step};

/// A program from the package registry.
pub struct Tool {
    name: &'static str,
    version: &'static str,
}

impl Tool {
    /// Checks licences, sources, bans and advisories.
    pub const DENY: Self = Self { name: "cargo-deny", version: "0.20.2" };
    /// Finds unused dependencies by searching the sources for their names, in macros as elsewhere.
    pub const MACHETE: Self = Self { name: "cargo-machete", version: "0.9.2" };

    /// Gives the program's path, after building it if this version is not there yet.
    pub fn install(&self, places: &Places) -> Result<PathBuf> {
        let root = places.tools();
        let program = root.join("bin").join(self.name);
        let Self { name, version } = self;
        if !self.is_installed(&root) || !program.exists() {
            step(&format!("building {name} {version}, once"), || {
                self.build(&root, true).or_else(|error| {
                    note(&format!("not with its own lock file ({error:#}); trying without"));
                    self.build(&root, false)
                })
            })?;
        }
        Ok(program)
    }

    /// Whether cargo's list of what it installed names this version.
    fn is_installed(&self, root: &Path) -> bool {
        let list = fs::read_to_string(root.join(".crates.toml")).unwrap_or_default();
        list.contains(&format!("\"{} {} ", self.name, self.version))
    }

    /// Builds it for a short compilation: it runs for seconds, now and then.
    fn build(&self, root: &Path, locked: bool) -> Result<()> {
        let build = root.join("build");
        let mut command = child::cargo();
        command
            .args(["install", self.name, "--version", self.version, "--force", "--root"])
            .arg(root)
            .arg("--target-dir")
            .arg(&build)
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "false");
        if locked {
            command.arg("--locked");
        }
        child::run(&mut command)?;
        fs::remove_dir_all(&build).with_context(|| format!("removing {}", build.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_version_is_not_this_one() {
        let root = tempfile::tempdir().unwrap();
        let tool = Tool { name: "cargo-a", version: "1.2.0" };
        assert!(!tool.is_installed(root.path()));
        let list = |version| format!("[v1]\n\"cargo-a {version} (registry+…)\" = [\"cargo-a\"]\n");
        fs::write(root.path().join(".crates.toml"), list("1.2.0-rc.1")).unwrap();
        assert!(!tool.is_installed(root.path()));
        fs::write(root.path().join(".crates.toml"), list("1.2.0")).unwrap();
        assert!(tool.is_installed(root.path()));
    }
}
