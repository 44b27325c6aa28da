//! The files of an export. Each is written under another name and renamed when it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What the name of a file ends with while it is not whole.
pub(super) const PART: &str = ".part";

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
        Ok(Self { path: path.to_owned(), part, file, hash: Sha256::new(), bytes: 0 })
    }

    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        self.file.write_all(bytes)
    }

    /// Brings the file to the disk and gives it its name.
    pub fn finish(mut self) -> io::Result<Written> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        fs::rename(&self.part, &self.path)?;
        Ok(Written { bytes: self.bytes, sha256: HEXLOWER.encode(&self.hash.finalize()) })
    }
}
