//! A short fingerprint of bytes: for file names, and for noticing that inputs did not change.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xxhash_rust::xxh3::Xxh3Default;

/// Takes in labelled pieces, so that moving bytes from one piece to the next changes the result.
#[derive(Default)]
pub struct Digest(Xxh3Default);

impl Digest {
    /// Takes in one piece under its label.
    pub fn piece(mut self, label: &str, bytes: &[u8]) -> Self {
        for part in [label.as_bytes(), bytes] {
            self.0.update(&part.len().to_le_bytes());
            self.0.update(part);
        }
        self
    }

    /// Takes in files below a folder, each under its path.
    pub fn files(self, folder: &Path, files: &[PathBuf]) -> Result<Self> {
        files.iter().try_fold(self, |digest, file| {
            let path = folder.join(file);
            let bytes = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
            Ok(digest.piece(&file.to_string_lossy(), &bytes))
        })
    }

    /// Sixteen hexadecimal digits: enough against chance, and nobody gains by a collision here.
    pub fn hex(&self) -> String {
        format!("{:016x}", self.0.digest())
    }
}

/// All files below a folder, relative to it and sorted; none when the folder does not exist.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inner) = folders.pop() {
        let path = folder.join(&inner);
        if !path.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&path).with_context(|| format!("listing {}", path.display()))? {
            let entry = entry.with_context(|| format!("listing {}", path.display()))?;
            let relative = inner.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(relative);
            } else {
                found.push(relative);
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_between_pieces_count() {
        let one = Digest::default().piece("a", b"bc").hex();
        let other = Digest::default().piece("ab", b"c").hex();
        assert_ne!(one, other);
        assert_eq!(one.len(), 16);
        assert_eq!(one, Digest::default().piece("a", b"bc").hex());
    }

    #[test]
    fn a_missing_folder_has_no_files() {
        assert!(files_below(Path::new("no/such/folder")).unwrap().is_empty());
    }

    #[test]
    fn files_are_found_at_every_depth_in_order() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("b")).unwrap();
        for file in ["c", "b/x", "a"] {
            fs::write(folder.path().join(file), file).unwrap();
        }
        let found = files_below(folder.path()).unwrap();
        assert_eq!(found, ["a", "b/x", "c"].map(PathBuf::from));
    }
}
