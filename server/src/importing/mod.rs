//! Files of units, sectors, targets and classifications: read, judged, and taken as a whole or not at all.

pub mod checked;
pub mod columns;
pub mod jobs;
pub mod packed;
pub mod run;

/// The most lines of a file, its headings not counted.
pub const MOST: usize = 100_000;
/// The largest file, in bytes: a hundred thousand lines of a hundred and sixty.
pub const LARGEST: usize = 16 * 1024 * 1024;

/// Why a file could not be judged or taken: something went wrong on our side.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
