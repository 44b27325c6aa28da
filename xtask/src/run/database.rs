//! The SQLite files that `run` keeps in the target directory.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

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
        tell_sign_ins(&path)?;
        return Ok(url(&path));
    }
    make_folder(&path)?;
    let part = beside(&path, ".part");
    remove_with_sides(&part)?;
    let printed = step("filling the demonstration database", || {
        // What is meant for people, such as the progress, goes to the terminal.
        child::text(child::program(program).args(["demo", "--database-url", &url(&part)]).stderr(Stdio::inherit()))
    })?;
    if beside(&part, "-wal").exists() {
        bail!("{} was not closed cleanly", part.display());
    }
    // A left-over log of an older database must never be replayed into this one.
    remove_with_sides(&path)?;
    fs::rename(&part, &path).with_context(|| format!("renaming to {}", path.display()))?;
    let list = sign_ins(&path);
    let lines: Vec<&str> = printed.lines().filter(|line| line.starts_with("sign-in ")).collect();
    fs::write(&list, lines.join("\n") + "\n").with_context(|| format!("writing {}", list.display()))?;
    tell_sign_ins(&path)?;
    Ok(url(&path))
}

/// The file that keeps who may sign in to the demonstration: its passwords are printed only once, and stored as hashes.
fn sign_ins(database: &Path) -> PathBuf {
    beside(database, ".sign-ins")
}

/// Says who may sign in, each time.
fn tell_sign_ins(database: &Path) -> Result<()> {
    let list = sign_ins(database);
    if list.exists() {
        print!("{}", fs::read_to_string(&list).with_context(|| format!("reading {}", list.display()))?);
    }
    Ok(())
}

/// Makes the folder in which a file will lie.
fn make_folder(path: &Path) -> Result<()> {
    match path.parent() {
        Some(folder) => fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display())),
        None => Ok(()),
    }
}
