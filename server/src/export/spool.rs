//! Lines that wait in a file until all are known, in the order in which they came.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::shuffling::Run;

/// What stands before each line: the number of its sheet and its length.
const HEAD: usize = 2 + 4;

/// A file of lines on its way. It goes when this is dropped before it is finished.
#[derive(Debug)]
pub(super) struct SpoolWriter {
    file: BufWriter<File>,
    spool: Spool,
}

/// A file of lines. It goes when this is dropped.
#[derive(Debug)]
pub(super) struct Spool {
    path: PathBuf,
}

impl SpoolWriter {
    pub fn create(path: &Path) -> io::Result<Self> {
        Ok(Self { file: BufWriter::with_capacity(1 << 18, File::create_new(path)?), spool: Spool { path: path.to_owned() } })
    }

    pub fn add(&mut self, run: &Run) -> io::Result<()> {
        for (number, line) in &run.lines {
            let line = &run.bytes[line.clone()];
            self.file.write_all(&number.to_le_bytes())?;
            self.file.write_all(&u32::try_from(line.len()).map_err(io::Error::other)?.to_le_bytes())?;
            self.file.write_all(line)?;
        }
        Ok(())
    }

    pub fn finish(mut self) -> io::Result<Spool> {
        self.file.flush()?;
        Ok(self.spool)
    }
}

impl Spool {
    /// Hands every line to `each`, with the number of its sheet.
    pub fn each<E: From<io::Error>>(&self, mut each: impl FnMut(u16, &[u8]) -> Result<(), E>) -> Result<(), E> {
        let mut file = BufReader::with_capacity(1 << 18, File::open(&self.path)?);
        let (mut head, mut line) = ([0; HEAD], Vec::new());
        loop {
            match file.read_exact(&mut head) {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(()),
                Err(error) => return Err(error.into()),
            }
            let [n0, n1, l0, l1, l2, l3] = head;
            line.resize(u32::from_le_bytes([l0, l1, l2, l3]) as usize, 0);
            file.read_exact(&mut line)?;
            each(u16::from_le_bytes([n0, n1]), &line)?;
        }
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        // Nothing is lost if it stays: its name says that it is no export.
        let _ = fs::remove_file(&self.path);
    }
}

/// The cells of a line of CSV as `spreadsheet::writer` writes it.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    text: String,
    ends: Vec<usize>,
}

impl Parsed {
    /// Takes a line apart.
    ///
    /// # Errors
    /// When it is no text.
    pub fn read(&mut self, line: &[u8]) -> io::Result<()> {
        self.text.clear();
        self.ends.clear();
        let line = std::str::from_utf8(line).map_err(io::Error::other)?;
        let mut rest = line.strip_suffix("\r\n").unwrap_or(line);
        loop {
            if let Some(mut quoted) = rest.strip_prefix('"') {
                // Up to the quote that is not doubled.
                loop {
                    let end = quoted.find('"').ok_or(ErrorKind::InvalidData)?;
                    self.text.push_str(&quoted[..end]);
                    quoted = &quoted[end + 1..];
                    match quoted.strip_prefix('"') {
                        Some(more) => {
                            self.text.push('"');
                            quoted = more;
                        }
                        None => break,
                    }
                }
                rest = quoted;
            } else {
                let end = rest.find(',').unwrap_or(rest.len());
                self.text.push_str(&rest[..end]);
                rest = &rest[end..];
            }
            self.ends.push(self.text.len());
            match rest.strip_prefix(',') {
                Some(next) => rest = next,
                None => return Ok(()),
            }
        }
    }

    /// The cells in their order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.text[start..*end])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Parsed, SpoolWriter};
    use crate::export::shuffling::Run;
    use crate::spreadsheet::writer;

    proptest! {
        #[test]
        fn a_line_is_taken_apart_as_it_was_put_together(cells in proptest::collection::vec("[a,\"\r\n ế;']{0,6}", 1..6)) {
            let mut line = writer(Vec::new());
            line.write_record(&cells).unwrap();
            let mut parsed = Parsed::default();
            parsed.read(b"left,over,from,before").unwrap();
            parsed.read(&line.into_inner().unwrap()).unwrap();
            prop_assert_eq!(parsed.iter().collect::<Vec<_>>(), cells.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }

    #[test]
    fn lines_come_back_as_they_went_and_their_file_goes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("spool");
        let mut spool = SpoolWriter::create(&path).unwrap();
        spool.add(&Run { bytes: b"onetwo".to_vec(), lines: vec![(0, 0..3), (7, 3..6)] }).unwrap();
        let spool = spool.finish().unwrap();
        let mut found = Vec::new();
        for _ in 0..2 {
            spool
                .each(|number, line| {
                    found.push((number, line.to_vec()));
                    Ok::<_, std::io::Error>(())
                })
                .unwrap();
        }
        assert_eq!(found[..2], [(0, b"one".to_vec()), (7, b"two".to_vec())]);
        assert_eq!(found[..2], found[2..]);
        drop(spool);
        assert!(!path.exists());
    }
}
