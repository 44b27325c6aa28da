//! Where filled databases are kept, and until when.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::digest::{Digest, files_below};
use crate::places::Places;
use crate::postgres;
use crate::step::note;

/// Where they are kept if PostgreSQL's account cannot reach the target directory: on a disk, and not emptied when the machine starts.
const ELSEWHERE: &str = "/var/tmp/hailong-bench";

/// What decides how a filled database comes out: folders of the workspace.
const SOURCES: [&str; 5] =
    ["migrations", "server/src/demo", "server/instruments", "server/catalogue", "tests/measured/src/bin/nation"];

/// The folder of databases filled from the present sources, with so many communes. Those filled from others are removed: they are
/// large, and nobody would measure them again.
pub fn folder(places: &Places, release: bool, communes: Option<u16>) -> Result<PathBuf> {
    let all = root(&places.bench())?;
    // The development build is for trying this out; it shall not cost anyone the databases of a real run.
    let kind = if release { "release" } else { "debug" };
    let name = format!("{kind}-{}", key(places.root(), communes)?);
    for entry in fs::read_dir(&all).with_context(|| format!("listing {}", all.display()))?.flatten() {
        let other = entry.file_name();
        let other = other.to_string_lossy();
        if other != name && other.starts_with(kind) {
            let path = entry.path();
            note(&format!("removing {}, filled from other sources", path.display()));
            fs::remove_dir_all(&path).with_context(|| format!("removing {}", path.display()))?;
        }
    }
    let folder = all.join(name);
    fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    Ok(folder)
}

/// The folder for all sources: below the target directory, if PostgreSQL's account can reach it.
fn root(preferred: &Path) -> Result<PathBuf> {
    fs::create_dir_all(preferred).with_context(|| format!("making {}", preferred.display()))?;
    if postgres::reaches(preferred) {
        return Ok(preferred.to_owned());
    }
    fs::create_dir_all(ELSEWHERE).with_context(|| format!("making {ELSEWHERE}"))?;
    Ok(ELSEWHERE.into())
}

/// A digest of everything by which a filled database would come out differently.
fn key(root: &Path, communes: Option<u16>) -> Result<String> {
    let begun = Digest::default().piece("communes", format!("{communes:?}").as_bytes());
    let digest = SOURCES.iter().try_fold(begun, |digest, folder| {
        let folder = root.join(folder);
        digest.files(&folder, &files_below(&folder)?)
    })?;
    Ok(digest.hex())
}
