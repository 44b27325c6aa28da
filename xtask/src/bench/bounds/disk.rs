//! The disk alone.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::bench::numbers::{per_second, real};

/// What one commit at least writes.
const SMALL: usize = 4 * 1024;
/// What an export writes at once.
const LARGE: usize = 1024 * 1024;

/// How often a second a small piece is appended and is on the disk, as each group of submissions must be.
pub fn syncs(folder: &Path, time: Duration) -> Result<f64> {
    in_file(folder, |file| {
        let (begun, mut times) = (Instant::now(), 0);
        while begun.elapsed() < time {
            file.write_all(&[1; SMALL])?;
            file.sync_data()?;
            times += 1;
        }
        Ok(per_second(times, begun.elapsed()))
    })
}

/// How fast a large file is written and is on the disk, in MB/s.
pub fn write(folder: &Path, time: Duration) -> Result<f64> {
    in_file(folder, |file| {
        let (begun, mut pieces) = (Instant::now(), 0);
        let piece = vec![1; LARGE];
        while begun.elapsed() < time {
            file.write_all(&piece)?;
            pieces += 1;
        }
        file.sync_data()?;
        Ok(per_second(pieces, begun.elapsed()) * real(LARGE as u64) / 1e6)
    })
}

/// Does something with a file that is removed afterwards.
fn in_file(folder: &Path, work: impl FnOnce(&mut File) -> std::io::Result<f64>) -> Result<f64> {
    let path: PathBuf = folder.join("disk");
    let mut file = File::create(&path).with_context(|| format!("making {}", path.display()))?;
    let measured = work(&mut file).with_context(|| format!("writing {}", path.display()));
    fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
    measured
}
