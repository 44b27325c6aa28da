//! SQLite's databases as files: their addresses, and what lies beside them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// What SQLite keeps beside a database that is open, or was not closed cleanly.
const SIDES: [&str; 2] = ["-wal", "-shm"];

/// Removes a database with all that belongs to it.
pub fn remove_with_sides(path: &Path) -> Result<()> {
    for file in [path.to_owned()].into_iter().chain(SIDES.map(|side| beside(path, side))) {
        if file.exists() {
            fs::remove_file(&file).with_context(|| format!("removing {}", file.display()))?;
        }
    }
    Ok(())
}

/// The path with something added to its name.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The address of a file, with the characters escaped that mean something in an address.
pub fn url(path: &Path) -> String {
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
