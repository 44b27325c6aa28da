//! Files that are served as they are: icons, the web manifest.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::compress::{self, File};
use crate::digest::{Digest, files_below};
use crate::places::Places;
use crate::stamp::unless_fresh;

/// Endings of text, which compresses well; pictures are compressed already.
const TEXT: [&str; 8] = ["css", "html", "js", "json", "svg", "txt", "webmanifest", "xml"];

/// Copies `app/public/` to the site, text with its compressed siblings. The folder need not exist.
pub fn build(places: &Places) -> Result<Vec<String>> {
    let folder = places.root().join("app").join("public");
    let files = files_below(&folder)?;
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let inputs = Digest::default().files(&folder, &files)?.hex();
    let site = places.site();
    unless_fresh("public files", &places.stamp("public"), inputs, &site, || {
        let mut made = Vec::new();
        for path in &files {
            let bytes = fs::read(folder.join(path)).with_context(|| format!("reading {}", path.display()))?;
            let name = path.to_string_lossy().into_owned();
            let file = File { name, bytes };
            if is_text(path) {
                made.extend(compress::write(&site, &file)?);
            } else {
                made.push(compress::write_plain(&site, &file)?);
            }
        }
        Ok(made)
    })
}

/// Whether compressing is worth it.
fn is_text(path: &Path) -> bool {
    path.extension().is_some_and(|ending| TEXT.iter().any(|text| ending.eq_ignore_ascii_case(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_gets_siblings() {
        assert!(is_text(Path::new("icon.svg")));
        assert!(is_text(Path::new("a/app.webmanifest")));
        assert!(!is_text(Path::new("icon.png")));
        assert!(!is_text(Path::new("LICENCE")));
    }
}
