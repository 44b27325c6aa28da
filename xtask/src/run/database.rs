//! The SQLite files that `run` keeps in the target directory.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::child;
use crate::places::Places;
use crate::sqlite::{beside, remove_with_sides, url};
use crate::step::{note, step};

/// The database that begins empty. What is entered stays, until somebody removes the file.
pub fn empty(places: &Places) -> Result<String> {
    let path = places.empty_database();
    make_folder(&path)?;
    if !path.exists() {
        fs::write(&path, "").with_context(|| format!("making {}", path.display()))?;
    }
    note(&format!("database: {} (remove it to start over)", path.display()));
    Ok(url(&path))
}

/// The demonstration. It is filled under another name, so a half-filled one is never shown.
pub fn demo(places: &Places, program: &Path) -> Result<String> {
    let path = places.demo_database();
    if path.exists() {
        note(&format!("demonstration database: {} (remove it to fill it anew)", path.display()));
        return Ok(url(&path));
    }
    make_folder(&path)?;
    let part = beside(&path, ".part");
    remove_with_sides(&part)?;
    step("filling the demonstration database", || {
        child::run(child::program(program).args(["demo", "--database-url", &url(&part)]))
    })?;
    if beside(&part, "-wal").exists() {
        bail!("{} was not closed cleanly", part.display());
    }
    // A left-over log of an older database must never be replayed into this one.
    remove_with_sides(&path)?;
    fs::rename(&part, &path).with_context(|| format!("renaming to {}", path.display()))?;
    Ok(url(&path))
}

/// Makes the folder in which a file will lie.
fn make_folder(path: &Path) -> Result<()> {
    match path.parent() {
        Some(folder) => fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display())),
        None => Ok(()),
    }
}
