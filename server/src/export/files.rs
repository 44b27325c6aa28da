//! The files of an export. Each is written under another name and renamed when it is whole.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

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
    pub fn create(path: &Path) -> io::Result<Self> {
        let mut part = path.as_os_str().to_owned();
        part.push(PART);
        let part = PathBuf::from(part);
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
        let mut sha256 = String::new();
        for byte in self.hash.finalize() {
            write!(sha256, "{byte:02x}").map_err(io::Error::other)?;
        }
        Ok(Written { bytes: self.bytes, sha256 })
    }
}
