//! Sorting more lines than fit into memory: sorted runs go to a file, then all runs are merged.
//!
//! Lines are sorted by their own bytes, so their order in the export says nothing beyond what stands in them: not who answered first.
//! The same responses give the same file whatever the database and however they came.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

/// How many bytes of lines one run holds. Three are in memory at a time: one grows, one waits, one is sorted.
pub(super) const RUN: usize = 8 << 20;
/// How much memory merging uses for all runs together, and the least for each.
const MERGING: usize = 32 << 20;
const LEAST: usize = 4 << 10;

/// Lines that follow one another in memory, each with the number of the file into which it belongs.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub bytes: Vec<u8>,
    pub lines: Vec<(u16, Range<usize>)>,
}

/// Sorts runs in a thread of its own.
#[derive(Debug)]
pub(super) struct Sorter {
    runs: SyncSender<Run>,
    thread: JoinHandle<io::Result<Sorted>>,
}

/// Sorted runs in a file, which goes when this is dropped.
#[derive(Debug)]
pub(super) struct Sorted {
    path: PathBuf,
    file: File,
    runs: Vec<Range<u64>>,
}

impl Sorter {
    /// Begins a file of runs.
    pub fn start(path: &Path) -> io::Result<Self> {
        let file = File::options().create_new(true).read(true).write(true).open(path)?;
        let sorted = Sorted { path: path.to_owned(), file, runs: Vec::new() };
        let (runs, waiting) = sync_channel(1);
        Ok(Self { runs, thread: thread::spawn(move || sorted.take(&waiting)) })
    }

    /// Hands a run over.
    ///
    /// # Errors
    /// When the thread has ended; [`Sorter::finish`] says why.
    pub fn add(&self, run: Run) -> io::Result<()> {
        self.runs.send(run).map_err(|_| io::Error::other("sorting has ended"))
    }

    /// Waits until every run is in the file.
    pub fn finish(self) -> io::Result<Sorted> {
        drop(self.runs);
        self.thread.join().map_err(|_| io::Error::other("sorting ended by a panic"))?
    }
}

impl Sorted {
    fn take(mut self, waiting: &Receiver<Run>) -> io::Result<Self> {
        let mut file = BufWriter::with_capacity(1 << 18, &self.file);
        let mut at = 0;
        for Run { bytes, mut lines } in waiting {
            lines.sort_unstable_by(|(file, line), (other_file, other)| {
                file.cmp(other_file).then_with(|| bytes[line.clone()].cmp(&bytes[other.clone()]))
            });
            let start = at;
            for (number, line) in lines {
                let line = &bytes[line];
                let length = u32::try_from(line.len()).map_err(io::Error::other)?;
                file.write_all(&number.to_le_bytes())?;
                file.write_all(&length.to_le_bytes())?;
                file.write_all(line)?;
                at += 6 + u64::from(length);
            }
            self.runs.push(start..at);
        }
        file.flush()?;
        drop(file);
        Ok(self)
    }

    /// Hands every line to `each`, file by file and sorted.
    pub fn merge(&self, mut each: impl FnMut(u16, &[u8]) -> io::Result<()>) -> io::Result<()> {
        let capacity = (MERGING / self.runs.len().max(1)).clamp(LEAST, 1 << 18);
        let mut heads = BinaryHeap::with_capacity(self.runs.len());
        for run in &self.runs {
            let mut head =
                Head { number: 0, line: Vec::new(), rest: Rest { run: run.clone(), buffer: Vec::new(), read: 0, capacity } };
            if head.next(&self.file)? {
                heads.push(head);
            }
        }
        while let Some(mut head) = heads.peek_mut() {
            each(head.number, &head.line)?;
            if !head.next(&self.file)? {
                PeekMut::pop(head);
            }
        }
        Ok(())
    }
}

impl Drop for Sorted {
    fn drop(&mut self) {
        // Nothing is lost if it stays: its name says that it is no export.
        let _ = fs::remove_file(&self.path);
    }
}

/// A run with its first line that was not merged yet.
struct Head {
    number: u16,
    line: Vec<u8>,
    rest: Rest,
}

impl Head {
    /// Moves on to the next line, if there is one.
    fn next(&mut self, file: &File) -> io::Result<bool> {
        if self.rest.is_empty() {
            return Ok(false);
        }
        let (mut number, mut length) = ([0; 2], [0; 4]);
        self.rest.fill(&mut number, file)?;
        self.rest.fill(&mut length, file)?;
        self.number = u16::from_le_bytes(number);
        self.line.resize(u32::from_le_bytes(length) as usize, 0);
        self.rest.fill(&mut self.line, file)?;
        Ok(true)
    }
}

// The greatest comes first out of a heap, so the first line is the greatest.
impl Ord for Head {
    fn cmp(&self, other: &Self) -> Ordering {
        (other.number, &other.line).cmp(&(self.number, &self.line))
    }
}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Head {}

/// What was not read of a run, part of it in memory. All runs share one open file, because there may be more of them than open files.
struct Rest {
    run: Range<u64>,
    buffer: Vec<u8>,
    read: usize,
    capacity: usize,
}

impl Rest {
    fn is_empty(&self) -> bool {
        self.read == self.buffer.len() && self.run.is_empty()
    }

    fn fill(&mut self, mut into: &mut [u8], mut file: &File) -> io::Result<()> {
        while !into.is_empty() {
            if self.read == self.buffer.len() {
                let length = (self.run.end - self.run.start).min(self.capacity as u64);
                self.buffer.clear();
                file.seek(SeekFrom::Start(self.run.start))?;
                file.take(length).read_to_end(&mut self.buffer)?;
                if self.buffer.is_empty() {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                self.run.start += self.buffer.len() as u64;
                self.read = 0;
            }
            let length = into.len().min(self.buffer.len() - self.read);
            let (now, later) = into.split_at_mut(length);
            now.copy_from_slice(&self.buffer[self.read..self.read + length]);
            self.read += length;
            into = later;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Run, Sorter};
    use std::path::PathBuf;

    fn scratch(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("hailong-sorting-{name}-{}", std::process::id()))
    }

    #[test]
    fn lines_of_many_runs_come_sorted_and_each_as_often_as_it_was_there() {
        let path = scratch("runs");
        let runs = Sorter::start(&path).unwrap();
        let mut wanted = Vec::new();
        for run in 0..40_u32 {
            let mut lines = Run::default();
            for line in 0..500_u32 {
                // Long and short ones, equal ones, and some that are longer than a buffer of the merge.
                let text = format!(
                    "{}{}",
                    (line * 7919 + run * 31) % 997,
                    "x".repeat(if line == run { 300_000 } else { line as usize % 40 })
                );
                let start = lines.bytes.len();
                lines.bytes.extend_from_slice(text.as_bytes());
                let file = u16::try_from(line % 3).unwrap();
                lines.lines.push((file, start..lines.bytes.len()));
                wanted.push((file, text.into_bytes()));
            }
            runs.add(lines).unwrap();
        }
        wanted.sort();
        let sorted = runs.finish().unwrap();
        let mut found = Vec::new();
        sorted
            .merge(|file, line| {
                found.push((file, line.to_vec()));
                Ok(())
            })
            .unwrap();
        assert!(found == wanted);
        drop(sorted);
        assert!(!path.exists());
    }

    #[test]
    fn no_lines_are_no_lines() {
        let sorted = Sorter::start(&scratch("none")).unwrap().finish().unwrap();
        sorted.merge(|_, _| panic!("there is no line")).unwrap();
    }

    #[test]
    fn a_file_that_is_there_is_not_written_over() {
        let path = scratch("there");
        std::fs::write(&path, "x").unwrap();
        assert!(Sorter::start(&path).is_err());
        std::fs::remove_file(&path).unwrap();
    }
}
