//! Compiles the islands for the browser.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::toolchain::{TARGET, Toolchain};
use crate::child;
use crate::places::Places;
use crate::step::step;

/// The profile that makes it small.
const PROFILE: &str = "wasm-release";

/// Runs cargo, which knows by itself whether there is anything to do, and gives the module's path.
pub fn build(places: &Places) -> Result<PathBuf> {
    step("browser part", || {
        let toolchain = Toolchain::find(places)?;
        child::run(
            toolchain
                .cargo_build()
                .current_dir(places.root())
                .args(["--package", "app", "--no-default-features"])
                .args(["--features", "hydrate", "--target", TARGET])
                .args(["--profile", PROFILE, "--target-dir"])
                .arg(places.browser_target())
                // Flags meant for this machine's processor would break a build for the browser.
                .env_remove("RUSTFLAGS")
                .env_remove("CARGO_ENCODED_RUSTFLAGS"),
        )?;
        let wasm = places.browser_target().join(TARGET).join(PROFILE).join("app.wasm");
        if !wasm.exists() {
            bail!("cargo made no {}", wasm.display());
        }
        Ok(wasm)
    })
}
