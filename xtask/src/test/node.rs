//! The browser tests: their packages, and Node's test runner.

use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

use anyhow::{Context, Result, bail};

use super::Surroundings;
use crate::child;
use crate::digest::Digest;
use crate::places::Places;
use crate::stamp::unless_fresh;

/// A test that hangs fails after this many milliseconds, instead of holding up everything.
const LIMIT: &str = "--test-timeout=300000";

/// Installs exactly what the lock file says, unless that is what is there.
pub fn install(places: &Places) -> Result<()> {
    let folder = places.browser_tests();
    let files = ["package.json", "package-lock.json"].map(PathBuf::from);
    let inputs = Digest::default().files(&folder, &files)?.hex();
    // The stamp lies in the folder that it speaks of, and so vanishes with it.
    let stamp = folder.join("node_modules/.installed.toml");
    unless_fresh("packages of the browser tests", &stamp, inputs, &folder, || {
        child::run(child::program("npm").current_dir(&folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
        Ok(vec!["node_modules/.package-lock.json".to_owned()])
    })?;
    Ok(())
}

/// Runs the test files, or those of their tests whose name contains a word of the filter.
pub fn test(surroundings: &Surroundings<'_>, filter: &[String]) -> Result<()> {
    let folder = surroundings.places.browser_tests();
    let files = test_files(&folder)?;
    if files.is_empty() {
        bail!("there are no browser tests in {}", folder.display());
    }
    let patterns = filter.iter().map(|word| format!("--test-name-pattern={}", literal(word)));
    child::run(
        surroundings
            .around(&mut child::program("node"))
            .current_dir(surroundings.places.root())
            .args(["--test", "--test-reporter=spec", LIMIT])
            // Left to itself, Node keeps one processor free.
            .arg(format!("--test-concurrency={}", available_parallelism().map_or(1, NonZero::get)))
            .args(patterns)
            .args(files),
    )
}

/// The test files, sorted.
fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("listing {}", folder.display()))?;
    let mut files: Vec<_> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.to_string_lossy().ends_with(".test.mjs")).collect();
    files.sort();
    Ok(files)
}

/// A word as a regular expression that matches it and nothing else.
fn literal(word: &str) -> String {
    let mut pattern = String::new();
    for letter in word.chars() {
        if letter.is_ascii_punctuation() {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_test_files_are_run() {
        let folder = tempfile::tempdir().unwrap();
        for file in ["b.test.mjs", "a.test.mjs", "support.mjs", "package.json"] {
            fs::write(folder.path().join(file), "").unwrap();
        }
        let files = test_files(folder.path()).unwrap();
        assert_eq!(files, ["a.test.mjs", "b.test.mjs"].map(|file| folder.path().join(file)));
    }

    #[test]
    fn filters_are_words_and_not_expressions() {
        assert_eq!(literal("a (b)?"), r"a \(b\)\?");
    }
}
