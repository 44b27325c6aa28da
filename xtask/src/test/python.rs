//! Python with the packages by which tests open what the program wrote: pinned, in a folder of their own.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::child;
use crate::digest::Digest;
use crate::places::Places;
use crate::stamp::unless_fresh;

/// Makes the folder, unless it holds just these packages, and gives its interpreter.
pub fn install(places: &Places) -> Result<PathBuf> {
    let (environment, listed) = (places.python(), places.python_packages());
    let folder = listed.parent().context("the list of packages lies in no folder")?;
    let inputs = Digest::default().files(folder, &[PathBuf::from("requirements.txt")])?.hex();
    let interpreter = environment.join("bin/python");
    unless_fresh("Python packages of the tests", &environment.join(".installed.toml"), inputs, &environment, || {
        child::run(child::program("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
        child::run(child::program(&interpreter).args(pip).arg(&listed))?;
        Ok(vec!["bin/python".to_owned()])
    })?;
    Ok(interpreter)
}
