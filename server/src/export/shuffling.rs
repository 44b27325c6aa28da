//! Putting more lines than fit into memory into an order that says nothing: not who answered first.
//!
//! A line's place follows from a hash of its bytes, so the same responses give the same file whatever the database and however they came. By
//! the first bits of their hash lines go into boxes of one file; then box after box is read and put in order, each small enough for memory.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use xxhash_rust::xxh3::xxh3_64;

/// How many bytes of lines are handed over at a time. Three times as many are in memory: some grow, some wait, some go into boxes.
pub(super) const RUN: usize = 1 << 18;
/// The boxes are numbered by so many first bits of a hash. A hundred million lines of 120 bytes make boxes of 25 MB.
const BITS: u32 = 9;
/// How much of a box is gathered in memory before it is written.
const PIECE: usize = 8 << 10;
/// What stands before each line in a box: the number of its file, its hash and its length.
const HEAD: usize = 2 + 8 + 4;

/// Lines that follow one another in memory, each with the number of the file into which it belongs.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub bytes: Vec<u8>,
    pub lines: Vec<(u16, Range<usize>)>,
}

/// Puts lines into boxes, in a thread of its own.
#[derive(Debug)]
pub(super) struct Shuffler {
    runs: SyncSender<Run>,
    thread: JoinHandle<io::Result<Shuffled>>,
}

/// The boxes. Their file goes when this is dropped.
#[derive(Debug)]
pub(super) struct Shuffled {
    path: PathBuf,
    file: File,
    boxes: Vec<LineBox>,
}

/// Lines whose hashes begin alike.
#[derive(Debug)]
struct LineBox {
    /// What was not written yet.
    growing: Vec<u8>,
    /// Where the rest lies in the file.
    pieces: Vec<Range<u64>>,
}

impl Shuffler {
    /// Begins a file of boxes.
    pub fn start(path: &Path) -> io::Result<Self> {
        let file = File::options().create_new(true).read(true).write(true).open(path)?;
        // With room for a piece and the line by which it is full: grown by doubling, half of the boxes' memory would stay empty.
        let empty = || LineBox { growing: Vec::with_capacity(PIECE + PIECE / 8), pieces: Vec::new() };
        let boxes = std::iter::repeat_with(empty).take(1 << BITS).collect();
        let shuffled = Shuffled { path: path.to_owned(), file, boxes };
        let (runs, waiting) = sync_channel(1);
        Ok(Self { runs, thread: thread::spawn(move || shuffled.take(&waiting)) })
    }

    /// Hands lines over.
    ///
    /// # Errors
    /// When the thread has ended; [`Shuffler::finish`] says why.
    pub fn add(&self, run: Run) -> io::Result<()> {
        self.runs.send(run).map_err(|_| io::Error::other("shuffling has ended"))
    }

    /// Waits until every line is in its box.
    pub fn finish(self) -> io::Result<Shuffled> {
        drop(self.runs);
        self.thread.join().map_err(|_| io::Error::other("shuffling ended by a panic"))?
    }
}

impl Shuffled {
    fn take(mut self, waiting: &Receiver<Run>) -> io::Result<Self> {
        let mut end = 0;
        for Run { bytes, lines } in waiting {
            for (number, line) in lines {
                let line = &bytes[line];
                let hash = xxh3_64(line);
                // The first bits of a hash are never more than there are boxes.
                let LineBox { growing, pieces } = &mut self.boxes[usize::try_from(hash >> (u64::BITS - BITS)).unwrap_or(0)];
                growing.extend_from_slice(&number.to_le_bytes());
                growing.extend_from_slice(&hash.to_le_bytes());
                growing.extend_from_slice(&u32::try_from(line.len()).map_err(io::Error::other)?.to_le_bytes());
                growing.extend_from_slice(line);
                if growing.len() >= PIECE {
                    self.file.write_all(growing)?;
                    pieces.push(end..end + growing.len() as u64);
                    end += growing.len() as u64;
                    growing.clear();
                }
            }
        }
        Ok(self)
    }

    /// Hands every line to `each`, in the order of its file.
    pub fn in_order<E: From<io::Error>>(mut self, mut each: impl FnMut(u16, &[u8]) -> Result<(), E>) -> Result<(), E> {
        let boxes = std::mem::take(&mut self.boxes);
        let mut file = &self.file;
        thread::scope(|scope| {
            // While one box is written, the next is put in order.
            let (ready, next) = sync_channel(1);
            let ordering = scope.spawn(move || {
                for lines in boxes {
                    if ready.send(lines.ordered(&mut file)?).is_err() {
                        break;
                    }
                }
                Ok::<_, io::Error>(())
            });
            for Run { bytes, lines } in next {
                for (number, line) in lines {
                    each(number, &bytes[line])?;
                }
            }
            Ok(ordering.join().map_err(|_| io::Error::other("ordering ended by a panic"))??)
        })
    }
}

impl LineBox {
    /// Its lines, in order.
    fn ordered(self, file: &mut &File) -> io::Result<Run> {
        let mut bytes = Vec::new();
        for piece in self.pieces {
            file.seek(SeekFrom::Start(piece.start))?;
            file.take(piece.end - piece.start).read_to_end(&mut bytes)?;
        }
        bytes.extend_from_slice(&self.growing);
        let mut lines = Vec::new();
        let mut at = 0;
        while let Some((head, _)) = bytes.get(at..).and_then(<[u8]>::split_first_chunk::<HEAD>) {
            let [n0, n1, h0, h1, h2, h3, h4, h5, h6, h7, l0, l1, l2, l3] = *head;
            let (number, hash) = (u16::from_le_bytes([n0, n1]), u64::from_le_bytes([h0, h1, h2, h3, h4, h5, h6, h7]));
            let start = at + HEAD;
            at = start + u32::from_le_bytes([l0, l1, l2, l3]) as usize;
            lines.push((number, hash, start..at));
        }
        if at != bytes.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        // Lines of equal hashes are nearly always equal; those that are not come in their own order.
        lines.sort_unstable_by(|(number, hash, line), (other_number, other_hash, other)| {
            (number, hash).cmp(&(other_number, other_hash)).then_with(|| bytes[line.clone()].cmp(&bytes[other.clone()]))
        });
        Ok(Run { lines: lines.into_iter().map(|(number, _, line)| (number, line)).collect(), bytes })
    }
}

impl Drop for Shuffled {
    fn drop(&mut self) {
        // Nothing is lost if it stays: its name says that it is no export.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::{Run, Shuffler};
    use std::path::PathBuf;

    fn scratch(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("hailong-shuffling-{name}-{}", std::process::id()))
    }

    /// What comes out of the lines, each with its file.
    fn shuffled(name: &str, lines: &[(u16, Vec<u8>)]) -> Vec<(u16, Vec<u8>)> {
        let path = scratch(name);
        let shuffler = Shuffler::start(&path).unwrap();
        for lines in lines.chunks(500) {
            let mut run = Run::default();
            for (file, line) in lines {
                let start = run.bytes.len();
                run.bytes.extend_from_slice(line);
                run.lines.push((*file, start..run.bytes.len()));
            }
            shuffler.add(run).unwrap();
        }
        let mut found = Vec::new();
        let each = |file, line: &[u8]| {
            found.push((file, line.to_vec()));
            Ok::<_, std::io::Error>(())
        };
        shuffler.finish().unwrap().in_order(each).unwrap();
        assert!(!path.exists());
        found
    }

    #[test]
    fn every_line_comes_as_often_as_it_was_there_in_an_order_of_its_own() {
        let mut lines = Vec::new();
        for number in 0..20_000_u32 {
            // Long and short ones, equal ones, empty ones, and some that are longer than a piece of a box.
            let filling = "x".repeat(if number % 4_999 == 0 { 300_000 } else { number as usize % 40 });
            let line = if number % 997 == 0 { String::new() } else { format!("{}{filling}", number * 7919 % 9_973) };
            lines.push((u16::try_from(number % 3).unwrap(), line.into_bytes()));
        }
        let found = shuffled("lines", &lines);
        lines.reverse();
        assert!(found == shuffled("reversed", &lines), "whatever the order in which they came");
        assert!(found != lines);
        let sorted = |mut lines: Vec<_>| {
            lines.sort();
            lines
        };
        assert!(!found[..1_000].is_sorted(), "their order is not that of their content");
        assert!(sorted(found) == sorted(lines));
    }

    #[test]
    fn no_lines_are_no_lines() {
        assert!(shuffled("none", &[]).is_empty());
    }

    #[test]
    fn a_file_that_is_there_is_not_written_over() {
        let path = scratch("there");
        std::fs::write(&path, "x").unwrap();
        assert!(Shuffler::start(&path).is_err());
        std::fs::remove_file(&path).unwrap();
    }
}
