//! Where things lie: the workspace, its target directory, and what is made below it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::child;

/// What `cargo metadata` says of the workspace, as far as it is used here.
#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    target_directory: PathBuf,
    packages: Vec<Package>,
}

/// One member of the workspace; all of them need the same compiler.
#[derive(Deserialize)]
struct Package {
    rust_version: Option<String>,
}

/// The directories that all commands share, so that no other file puts paths together.
pub struct Places {
    root: PathBuf,
    target: PathBuf,
    rust_version: String,
}

impl Places {
    /// Asks cargo, which knows `CARGO_TARGET_DIR` and every configuration file.
    pub fn discover() -> Result<Self> {
        let text = child::text(child::cargo().args(["metadata", "--no-deps", "--format-version=1", "--offline"]))
            .context("asking cargo where the workspace lies")?;
        let metadata: Metadata = serde_json::from_str(&text).context("reading cargo's answer")?;
        Ok(Self {
            root: metadata.workspace_root,
            target: metadata.target_directory,
            rust_version: metadata
                .packages
                .into_iter()
                .find_map(|package| package.rust_version)
                .context("the workspace names no rust-version")?,
        })
    }

    /// The workspace itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The oldest compiler that will do.
    pub fn rust_version(&self) -> &str {
        &self.rust_version
    }

    /// Everything that a browser can ask for as a file.
    pub fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// The hashed files, which are served as immutable.
    pub fn pkg(&self) -> PathBuf {
        self.site().join("pkg")
    }

    /// The browser part has a target directory of its own, because another compiler may build it.
    pub fn browser_target(&self) -> PathBuf {
        self.target.join("browser")
    }

    /// Programs that `lint` installs for itself.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// What was built from which inputs.
    pub fn stamp(&self, step: &str) -> PathBuf {
        self.target.join("stamps").join(format!("{step}.toml"))
    }

    /// The demonstration database of `run`.
    pub fn demo_database(&self) -> PathBuf {
        self.target.join("demo").join("hailong.db")
    }

    /// The database of `run --empty`.
    pub fn empty_database(&self) -> PathBuf {
        self.target.join("empty").join("hailong.db")
    }

    /// The server's program, in the given profile.
    pub fn hailong(&self, release: bool) -> PathBuf {
        self.target.join(if release { "release" } else { "debug" }).join("hailong")
    }

    /// What runs the rounds of `faults`, in the given profile.
    pub fn faults(&self, release: bool) -> PathBuf {
        self.hailong(release).with_file_name("faults")
    }

    /// One of the programs that are measured beside the server, in the given profile.
    pub fn measured(&self, name: &str, release: bool) -> PathBuf {
        self.target.join(if release { "release" } else { "debug" }).join(name)
    }

    /// The load generator.
    pub fn load(&self) -> PathBuf {
        self.target.join("release").join("load")
    }

    /// The filled databases of `bench`.
    pub fn bench(&self) -> PathBuf {
        self.target.join("bench")
    }

    /// Data with expected values of the statistics.
    pub fn statistics_fixture(&self, file: &str) -> PathBuf {
        self.root.join("tests").join("fixtures").join("statistics").join(file)
    }

    /// A script in R.
    pub fn r_script(&self, file: &str) -> PathBuf {
        self.root.join("tests").join("r").join(file)
    }

    /// The browser tests, a package of their own.
    pub fn browser_tests(&self) -> PathBuf {
        self.root.join("tests").join("browser")
    }

    /// The folder with Python and the packages of the tests.
    pub fn python(&self) -> PathBuf {
        self.target.join("python")
    }

    /// The list of these packages.
    pub fn python_packages(&self) -> PathBuf {
        self.root.join("tests/python/requirements.txt")
    }
}
