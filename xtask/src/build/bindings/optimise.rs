//! `wasm-opt`, if the machine has it or may get it: nearly a third of the module's compressed size.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::tables;
use crate::step::{note, step};
use crate::{child, debian};

/// Smallest size, with what the compiler's own output already uses.
const FLAGS: [&str; 7] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-reference-types",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-multivalue",
];

/// The optimiser, or its absence.
pub struct Optimiser(Option<(PathBuf, String)>);

impl Optimiser {
    /// Looks for it, and installs it where that is allowed.
    pub fn find() -> Result<Self> {
        if child::find("wasm-opt").is_none()
            && debian::may_install()
            && let Err(error) = debian::install(&["binaryen"])
        {
            note(&format!("binaryen could not be installed: {error:#}"));
        }
        let Some(path) = child::find("wasm-opt") else {
            return Ok(Self(None));
        };
        let version = child::text(child::program(&path).arg("--version"))?;
        Ok(Self(Some((path, version))))
    }

    /// What its result depends on, beside the module.
    pub fn identity(&self) -> String {
        match &self.0 {
            Some((_, version)) => format!("{version} {}", FLAGS.join(" ")),
            None => "none".to_owned(),
        }
    }

    /// Optimises a module in place.
    pub fn run(&self, module: &Path) -> Result<()> {
        let Some((path, _)) = &self.0 else {
            note(
                "wasm-opt was not found: the browser part works, but is nearly half as large again. \
                 On Debian: `sudo apt-get install binaryen`",
            );
            return Ok(());
        };
        step("wasm-opt", || {
            let original = fs::read(module).context("reading the module")?;
            child::run(child::program(path).args(FLAGS).arg(module).arg("--output").arg(module))?;
            let optimised = fs::read(module).context("reading the optimised module")?;
            match tables::mend(&original, &optimised)? {
                Some(mended) => fs::write(module, mended).context("writing the mended module"),
                None => Ok(()),
            }
        })
    }
}
