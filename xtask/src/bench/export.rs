//! The export of all responses: how fast, and that its memory does not grow with their number.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::engine::Engine;
use super::numbers::{per_second, real, size, thousands};
use super::table::{Cell, Table};
use super::{Bench, process};
use crate::child::{self, stopped};
use crate::digest::files_below;
use crate::step::step;

/// The least speed, in MB/s.
const SPEED: f64 = 50.0;
/// The most memory, in MiB.
const MEMORY: f64 = 100.0;
/// The most memory of a protected one, in MiB: combinations are counted in it, as many of them as are told apart at the most.
const MEMORY_PROTECTED: f64 = 300.0;
/// The formats of protected exports: the name of each, and its word.
const PROTECTED: [(&str, &str); 3] = [("CSV", "csv"), ("SPSS", "spss"), ("XLSX", "xlsx")];
/// How often memory is looked at.
const GLANCE: Duration = Duration::from_millis(5);

/// What one export took.
struct Export {
    time: Duration,
    /// The most memory it held, in MiB.
    peak: f64,
    bytes: u64,
}

/// Exports the middle size, and counts what came out.
pub fn measure(bench: &Bench, engine: Engine, table: &mut Table) -> Result<()> {
    let responses = bench.scale.sizes[1];
    let filled = bench.databases.filled(&bench.programs, engine, responses)?;
    let folder = folder(bench)?;
    let full = (filled.url.as_str(), &["--full"][..]);
    let export = step(&format!("{engine}: export of {} responses", size(responses)), || run(bench, full, folder.path()))?;
    step(&format!("{engine}: the export checked"), || check(bench, folder.path(), responses))?;
    let speed = per_second(export.bytes, export.time) / 1e6;
    let megabytes = real(export.bytes) / 1e6;
    let text = format!("{speed:.0} MB/s ({} MB in {:.1} s)", thousands(megabytes), export.time.as_secs_f64());
    let what = format!("CSV export of {} responses", size(responses));
    let bound = table.bounds.of_export();
    table.put(engine, (&what, "≥ 50 MB/s", &bound), Cell::judged(text, speed >= SPEED));
    let text = format!("{:.0} MiB", export.peak);
    table.put(engine, ("resident memory of that export, peak", "≤ 100 MiB", ""), Cell::judged(text, export.peak <= MEMORY));
    for (name, format) in PROTECTED {
        protected(bench, (engine, &filled.url, responses), (name, format), table)?;
    }
    // Beside it, the memory of a workbook of few: it does not grow as the responses do.
    let few = bench.scale.sizes[0];
    let filled = bench.databases.filled(&bench.programs, engine, few)?;
    protected(bench, (engine, &filled.url, few), ("XLSX", "xlsx"), table)
}

/// The same responses as protected files of a format.
fn protected(
    bench: &Bench,
    (engine, url, responses): (Engine, &str, u64),
    (name, format): (&str, &str),
    table: &mut Table,
) -> Result<()> {
    let folder = folder(bench)?;
    let options = ["--format", format];
    let what = format!("protected {name} export of {} responses", size(responses));
    let export = step(&format!("{engine}: {what}"), || run(bench, (url, &options), folder.path()))?;
    step(&format!("{engine}: its hashes checked"), || checked(bench, folder.path()))?;
    let per_second = per_second(responses, export.time);
    let text = format!("{}/s ({:.1} s, {:.0} MiB)", thousands(per_second), export.time.as_secs_f64(), export.peak);
    table.put(engine, (&what, "≤ 300 MiB", "with its codebook"), Cell::judged(text, export.peak <= MEMORY_PROTECTED));
    Ok(())
}

/// A folder on the disk of the databases, not in a temporary folder, which may lie in memory.
fn folder(bench: &Bench) -> Result<tempfile::TempDir> {
    tempfile::tempdir_in(bench.databases.folder()).context("making a folder for the export")
}

/// Runs one and watches its memory.
fn run(bench: &Bench, (url, options): (&str, &[&str]), folder: &Path) -> Result<Export> {
    let sums = fs::File::create(sums(bench)).context("making the list of hashes")?;
    let begun = Instant::now();
    let (mut program, _group) = child::start(bench.programs.hailong("export", url).args(options).arg(folder).stdout(sums))?;
    let mut peak: f64 = 0.0;
    let status = loop {
        if let Some(status) = program.try_wait().context("waiting for the export")? {
            break status;
        }
        // At the very end the process has no memory any more.
        if let Ok(memory) = process::memory(program.id()) {
            peak = peak.max(memory.peak);
        }
        thread::sleep(GLANCE);
    };
    let time = begun.elapsed();
    if stopped() || !status.success() {
        bail!("the export ended with {status}");
    }
    let bytes = tables(folder)?.iter().map(|file| Ok(fs::metadata(file)?.len())).sum::<std::io::Result<u64>>();
    Ok(Export { time, peak, bytes: bytes.context("measuring the export")? })
}

/// Sees to it that every response is there, and all files are whole.
fn check(bench: &Bench, folder: &Path, responses: u64) -> Result<()> {
    let records = tables(folder)?.iter().map(|file| records(file)).sum::<Result<u64>>()?;
    if records != responses {
        bail!("the export has {records} records of {responses} responses");
    }
    checked(bench, folder)
}

/// Sees to it that each file has the hash that the program told.
fn checked(bench: &Bench, folder: &Path) -> Result<()> {
    child::run(child::program("sha256sum").args(["--quiet", "--strict", "--check"]).arg(sums(bench)).current_dir(folder))
}

/// What the program prints: a hash and a name for each file.
fn sums(bench: &Bench) -> PathBuf {
    bench.scratch.path().join("sha256sums")
}

/// The files of an export that hold responses.
fn tables(folder: &Path) -> Result<Vec<PathBuf>> {
    let about = |file: &PathBuf| file.ends_with("codebook.csv") || file.ends_with("manifest.json");
    let files = files_below(folder)?.into_iter().filter(|file| !about(file));
    Ok(files.map(|file| folder.join(file)).collect())
}

/// How many records a CSV file has after its header: line ends inside quotation marks are a part of a text.
fn records(file: &Path) -> Result<u64> {
    let mut reader =
        BufReader::with_capacity(1 << 20, fs::File::open(file).with_context(|| format!("opening {}", file.display()))?);
    let (mut lines, mut quoted) = (0_u64, false);
    loop {
        let bytes = reader.fill_buf().with_context(|| format!("reading {}", file.display()))?;
        if bytes.is_empty() {
            return Ok(lines.saturating_sub(1));
        }
        for byte in bytes {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' if !quoted => lines += 1,
                _ => {}
            }
        }
        let length = bytes.len();
        reader.consume(length);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::records;

    #[test]
    fn a_text_of_two_lines_is_one_record() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.csv");
        fs::write(&file, "a,b\r\n1,\"x\r\n\"\"y\"\"\"\r\n2,z\r\n").unwrap();
        assert_eq!(records(&file).unwrap(), 2);
    }
}
