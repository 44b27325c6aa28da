//! `hailong analyse FILE.csv --design design.toml`: the engine on any CSV file.
//!
//! A statistician can check every figure against other software without the platform. This is the only part of the
//! statistics that reads files and writes output.

mod coded;
mod design_file;
mod estimates;
mod output;
mod sample;
mod table;

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

pub use coded::Coded;
pub use design_file::{DesignFile, DesignFileError};
pub use estimates::{Report, analyse};
pub use output::write;
pub use table::{Table, TableError};

/// The options of the command.
#[derive(Args, Debug)]
pub struct Options {
    /// The responses, one per row, with a header.
    pub file: PathBuf,
    /// How the sample was drawn and what is measured (TOML).
    #[arg(long)]
    pub design: PathBuf,
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Aligned columns in percent, for reading.
    Table,
    /// Comma-separated values with full precision.
    Csv,
    /// JSON with full precision.
    Json,
}

/// Why the command failed.
#[derive(Debug, thiserror::Error)]
pub enum AnalyseError {
    /// A file could not be read.
    #[error("{path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The design file is wrong.
    #[error("{path}: {source}")]
    Design {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        source: DesignFileError,
    },
    /// The data are wrong.
    #[error("{path}: {source}")]
    Data {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and column.
        source: TableError,
    },
    /// The output could not be written.
    #[error("cannot write the output: {0}")]
    Write(#[from] io::Error),
}

/// Reads the files, estimates and prints to standard output.
///
/// # Errors
/// [`AnalyseError`] names the file and, for bad data, the line and the column.
pub fn run(options: &Options) -> Result<(), AnalyseError> {
    let report = analyse_files(&options.file, &options.design)?;
    let mut output = BufWriter::new(io::stdout().lock());
    let written = write(&report, options.format, &mut output).and_then(|()| output.flush());
    match written {
        // Whoever reads the output may stop early, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// Reads the files and estimates.
///
/// # Errors
/// As [`run`].
pub fn analyse_files(data: &Path, design: &Path) -> Result<Report, AnalyseError> {
    let unreadable = |path: &Path, source| AnalyseError::Read { path: path.to_owned(), source };
    let text = fs::read_to_string(design).map_err(|source| unreadable(design, source))?;
    let parsed = DesignFile::parse(&text).map_err(|source| AnalyseError::Design { path: design.to_owned(), source })?;
    let file = File::open(data).map_err(|source| unreadable(data, source))?;
    analyse_reader(file, &parsed).map_err(|source| AnalyseError::Data { path: data.to_owned(), source })
}

/// Estimates from CSV text.
///
/// # Errors
/// [`TableError`] with line and column.
pub fn analyse_reader(data: impl Read, design: &DesignFile) -> Result<Report, TableError> {
    let table = Table::read(data, design)?;
    analyse(&table, design)
}
