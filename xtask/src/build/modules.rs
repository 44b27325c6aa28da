//! The modules of `app/browser/`, as browsers load them: plain JavaScript, so nothing is compiled.

use std::fs;

use anyhow::{Context, Result};

use super::compress::{self, File};
use crate::digest::{Digest, files_below};
use crate::places::Places;
use crate::stamp::unless_fresh;

/// Copies the folder below a name that carries a hash of all of it, with compressed siblings. So modules name one another as they do in
/// the folder, and each file may be kept for ever.
pub fn build(places: &Places) -> Result<Vec<String>> {
    let folder = places.root().join("app").join("browser");
    let files = files_below(&folder)?;
    let inputs = Digest::default().files(&folder, &files)?.hex();
    let site = places.site();
    unless_fresh("modules", &places.stamp("modules"), inputs.clone(), &site, || {
        let mut made = Vec::new();
        for path in &files {
            let text = fs::read_to_string(folder.join(path)).with_context(|| format!("reading {}", path.display()))?;
            let name = format!("pkg/browser-{inputs}/{}", path.display());
            made.extend(compress::write(&site, &File { name, bytes: without_comments(&text).into_bytes() })?);
        }
        Ok(made)
    })
}

/// The text with its comments empty, as far as they stand on lines of their own: they are a third of what a phone would load. Lines keep
/// their numbers. A text in backquotes has no line that looks like a comment.
fn without_comments(text: &str) -> String {
    let mut inside = false;
    let mut kept = String::with_capacity(text.len());
    for line in text.lines() {
        let trimmed = line.trim();
        let begins = trimmed.starts_with("/*");
        if !(inside || begins || trimmed.starts_with("//")) {
            kept.push_str(line);
        }
        kept.push('\n');
        inside = (inside || begins) && !trimmed.ends_with("*/");
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_empty_lines() {
        let text = "// a\nimport b;\n/**\n * c\n */\n  /* d */\n  e(); // f\n";
        assert_eq!(without_comments(text), "\nimport b;\n\n\n\n\n  e(); // f\n");
    }
}
