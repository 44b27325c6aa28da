//! The files of an export. Each is written under another name and renamed when it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};

use data_encoding::HEXLOWER;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What the name of a file ends with while it is not whole.
pub(super) const PART: &str = ".part";

/// After how many bytes the disk is asked to take what is there, so that the end does not wait for all of it.
const STRETCH: u64 = 16 << 20;

/// What a finished file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Written {
    /// How many bytes it has.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

/// A file on its way.
#[derive(Debug)]
pub(super) struct Output {
    path: PathBuf,
    part: PathBuf,
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
    /// Up to which byte the disk was asked to take it.
    synced: u64,
    syncing: Option<JoinHandle<io::Result<()>>>,
}

impl Output {
    /// What a file is called while it is not whole.
    pub fn part_of(path: &Path) -> PathBuf {
        let mut part = path.as_os_str().to_owned();
        part.push(PART);
        PathBuf::from(part)
    }

    /// Brings a file that something else wrote to the disk and gives it its name.
    pub fn seal(part: &Path, path: &Path) -> io::Result<Written> {
        let mut file = File::open(part)?;
        let (mut hash, mut bytes) = (Sha256::new(), 0);
        let mut buffer = vec![0; 1 << 18];
        loop {
            let count = file.read(&mut buffer)?;
            if count == 0 {
                break;
            }
            hash.update(&buffer[..count]);
            bytes += count as u64;
        }
        file.sync_all()?;
        fs::rename(part, path)?;
        Ok(Written { bytes, sha256: HEXLOWER.encode(&hash.finalize()) })
    }

    pub fn create(path: &Path) -> io::Result<Self> {
        let part = Self::part_of(path);
        let file = BufWriter::with_capacity(1 << 18, File::create_new(&part)?);
        Ok(Self { path: path.to_owned(), part, file, hash: Sha256::new(), bytes: 0, synced: 0, syncing: None })
    }

    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        self.file.write_all(bytes)?;
        if self.bytes - self.synced >= STRETCH { self.sync_beside() } else { Ok(()) }
    }

    /// Lets the disk take what is there while more is written, but no more than one stretch later: what a slow disk does not take would gather
    /// in memory.
    fn sync_beside(&mut self) -> io::Result<()> {
        self.synced = self.bytes;
        self.file.flush()?;
        let file = self.file.get_ref().try_clone()?;
        self.synced_so_far()?;
        self.syncing = Some(thread::spawn(move || file.sync_data()));
        Ok(())
    }

    fn synced_so_far(&mut self) -> io::Result<()> {
        let Some(syncing) = self.syncing.take() else { return Ok(()) };
        syncing.join().map_err(|_| io::Error::other("the disk took a file with a panic"))?
    }

    /// Brings the file to the disk and gives it its name.
    pub fn finish(mut self) -> io::Result<Written> {
        self.file.flush()?;
        self.synced_so_far()?;
        self.file.get_ref().sync_all()?;
        fs::rename(&self.part, &self.path)?;
        Ok(Written { bytes: self.bytes, sha256: HEXLOWER.encode(&self.hash.finalize()) })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use sha2::{Digest, Sha256};

    use super::{HEXLOWER, Output, STRETCH};

    #[test]
    fn a_file_of_several_stretches_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let mut output = Output::create(&path).unwrap();
        let piece = vec![7; 1 << 20];
        for _ in 0..=2 * (STRETCH >> 20) {
            output.write(&piece).unwrap();
        }
        assert!(!path.exists());
        let written = output.finish().unwrap();
        let bytes = fs::read(&path).unwrap();
        assert_eq!(bytes.len() as u64, 2 * STRETCH + (1 << 20));
        assert_eq!((written.bytes, written.sha256), (bytes.len() as u64, HEXLOWER.encode(&Sha256::digest(&bytes))));
    }
}
