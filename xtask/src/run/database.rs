//! The SQLite files that `run` keeps in the target directory.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::child;
use crate::places::Places;
use crate::step::{note, step};

/// What SQLite keeps beside a database that is open, or was not closed cleanly.
const SIDES: [&str; 2] = ["-wal", "-shm"];

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

/// Removes a database with all that belongs to it.
fn remove_with_sides(path: &Path) -> Result<()> {
    for file in [path.to_owned()].into_iter().chain(SIDES.map(|side| beside(path, side))) {
        if file.exists() {
            fs::remove_file(&file).with_context(|| format!("removing {}", file.display()))?;
        }
    }
    Ok(())
}

/// The path with something added to its name.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Makes the folder in which a file will lie.
fn make_folder(path: &Path) -> Result<()> {
    match path.parent() {
        Some(folder) => fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display())),
        None => Ok(()),
    }
}

/// The address of a file, with the characters escaped that mean something in an address.
fn url(path: &Path) -> String {
    let path = path.to_string_lossy().replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    format!("sqlite://{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_keep_odd_paths() {
        assert_eq!(url(Path::new("/a/b.db")), "sqlite:///a/b.db");
        assert_eq!(url(Path::new("/50% ?#.db")), "sqlite:///50%25 %3F%23.db");
    }

    #[test]
    fn nothing_is_left_of_a_removed_database() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        for ending in ["", "-wal", "-shm"] {
            fs::write(beside(&path, ending), "").unwrap();
        }
        remove_with_sides(&path).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
