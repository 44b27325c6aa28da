//! Which inputs a step was last run on and which files it made, so that it is not run again for nothing.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::step;

/// The record of one step.
#[derive(Serialize, Deserialize, Debug, PartialEq)]
pub struct Stamp {
    /// Digest of everything that the step read.
    pub inputs: String,
    /// What the step made, relative to the folder it writes to.
    pub outputs: Vec<String>,
}

impl Stamp {
    /// The record, if there is a readable one: a damaged one means that the step runs again.
    pub fn read(path: &Path) -> Option<Self> {
        toml::from_str(&fs::read_to_string(path).ok()?).ok()
    }

    /// Keeps the record for the next run.
    pub fn write(&self, path: &Path) -> Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        }
        let text = toml::to_string(self).context("writing a stamp as TOML")?;
        fs::write(path, text).with_context(|| format!("writing {}", path.display()))
    }

    /// Whether the step need not run: same inputs, and all it made is still there.
    fn holds(&self, inputs: &str, folder: &Path) -> bool {
        self.inputs == inputs && self.outputs.iter().all(|file| folder.join(file).exists())
    }
}

/// Runs a step unless its stamp holds, and gives the files it made, now or before.
///
/// The stamp is removed before the work begins, so an interrupted step never looks finished.
pub fn unless_fresh(
    what: &str,
    stamp: &Path,
    inputs: String,
    folder: &Path,
    work: impl FnOnce() -> Result<Vec<String>>,
) -> Result<Vec<String>> {
    if let Some(last) = Stamp::read(stamp).filter(|last| last.holds(&inputs, folder)) {
        eprintln!("▸ {what}: nothing changed");
        return Ok(last.outputs);
    }
    if stamp.exists() {
        fs::remove_file(stamp).with_context(|| format!("removing {}", stamp.display()))?;
    }
    let outputs = step::step(what, work)?;
    let made = Stamp { inputs, outputs };
    made.write(stamp)?;
    Ok(made.outputs)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs a step that writes `out`, and tells whether it really ran.
    fn ran(folder: &Path, inputs: &str) -> bool {
        let mut ran = false;
        let stamp = folder.join("stamps/step.toml");
        unless_fresh("step", &stamp, inputs.to_owned(), folder, || {
            ran = true;
            fs::write(folder.join("out"), inputs)?;
            Ok(vec!["out".to_owned()])
        })
        .unwrap();
        ran
    }

    #[test]
    fn a_step_runs_again_only_for_a_reason() {
        let folder = tempfile::tempdir().unwrap();
        assert!(ran(folder.path(), "one"));
        assert!(!ran(folder.path(), "one"));
        assert!(ran(folder.path(), "two"));
        fs::remove_file(folder.path().join("out")).unwrap();
        assert!(ran(folder.path(), "two"));
    }

    #[test]
    fn a_failed_step_leaves_no_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let stamp = folder.path().join("step.toml");
        let fail = || anyhow::bail!("no");
        assert!(unless_fresh("step", &stamp, "one".to_owned(), folder.path(), fail).is_err());
        assert_eq!(Stamp::read(&stamp), None);
    }
}
