//! Microdata: every response as a line of CSV, for statisticians who may see them.
//!
//! A line holds nothing that could be joined to a person: no identifier, no moment but the month, and its place in the file follows from its
//! content alone (`shuffling`). Memory stays the same however many responses there are. An export is a directory with one file for each
//! questionnaire version that was answered, and a manifest that is written last: without it, an export is not whole.

mod cells;
mod files;
mod lines;
mod manifest;
mod shuffling;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::store::{Store, StoreError};
pub use files::Written;
use files::{Output, PART};
use lines::Lines;
pub use manifest::{CampaignEntry, FileEntry, MANIFEST, Manifest};
use shuffling::Shuffler;

/// Why there is no export.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// There is something in the directory.
    #[error("{0} is not empty; an export is only written into an empty or a new directory")]
    NotEmpty(PathBuf),
    /// There is no such campaign.
    #[error("there is no campaign {0}")]
    NoCampaign(Uuid),
    /// The store did not give the responses.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file could not be written.
    #[error("the export could not be written: {0}")]
    File(#[from] io::Error),
    /// A line or the manifest could not be written.
    #[error("the export could not be written: {0}")]
    Line(#[from] csv::Error),
    /// The manifest has no JSON form.
    #[error("the manifest could not be written: {0}")]
    Manifest(#[from] serde_json::Error),
}

/// How far an export has come: how many responses went through this stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Read from the database.
    Read(u64),
    /// Written in their final order.
    Written(u64),
}

/// Exports all responses, or those of one campaign, into a directory that is empty or not there yet. It occupies its thread, as a command
/// may. `now` is UTC milliseconds.
///
/// # Errors
/// When the directory has something in it, the campaign is unknown, a stored response does not fit its questionnaire, the database does not
/// answer or a file cannot be written. Then no manifest is there.
pub async fn export(
    store: &Store,
    directory: &Path,
    campaign: Option<Uuid>,
    now: i64,
    progress: &mut dyn FnMut(Stage),
) -> Result<Manifest, ExportError> {
    fs::create_dir_all(directory)?;
    if fs::read_dir(directory)?.next().is_some() {
        return Err(ExportError::NotEmpty(directory.to_owned()));
    }
    let campaigns = store.campaigns().await?;
    let campaigns: Vec<_> = campaigns.into_iter().filter(|known| campaign.is_none_or(|wanted| wanted == known.id)).collect();
    if let (Some(wanted), true) = (campaign, campaigns.is_empty()) {
        return Err(ExportError::NoCampaign(wanted));
    }
    let mut lines = Lines::new(Shuffler::start(&directory.join(format!("lines{PART}")))?);
    let mut read = 0;
    store
        .microdata(campaign, |response| {
            lines.add(response)?;
            read += 1;
            tell(progress, Stage::Read(read), read);
            Ok::<_, ExportError>(())
        })
        .await?;
    progress(Stage::Read(read));
    let files = write(directory, lines, progress)?;
    // Asked for afterwards: what was erased meanwhile may be missing in part, and then that is said.
    let erased = store.all_disposals().await?;
    let manifest = Manifest {
        program_version: env!("CARGO_PKG_VERSION"),
        exported_at: now,
        demonstration: store.demonstration().await?,
        campaigns: campaigns
            .into_iter()
            .map(|campaign| {
                let erased = erased.get(&campaign.id);
                CampaignEntry::of(campaign, erased)
            })
            .collect(),
        files,
    };
    let mut output = Output::create(&directory.join(MANIFEST))?;
    output.write(&serde_json::to_vec_pretty(&manifest)?)?;
    output.write(b"\n")?;
    output.finish()?;
    Ok(manifest)
}

/// Tells now and then: every time would cost as much as the work.
fn tell(progress: &mut dyn FnMut(Stage), stage: Stage, done: u64) {
    if done.is_multiple_of(1 << 13) {
        progress(stage);
    }
}

/// Writes the files of all sheets, each line where it belongs.
fn write(directory: &Path, lines: Lines, progress: &mut dyn FnMut(Stage)) -> Result<Vec<FileEntry>, ExportError> {
    let (sheets, shuffled) = lines.finish()?;
    let mut outputs: Vec<(Output, u64)> = Vec::new();
    for sheet in &sheets {
        let mut output = Output::create(&directory.join(sheet.name()))?;
        output.write(&sheet.header)?;
        outputs.push((output, 0));
    }
    let mut written = 0;
    shuffled.in_order(|number, line| {
        let (output, rows) = &mut outputs[usize::from(number)];
        *rows += 1;
        written += 1;
        tell(progress, Stage::Written(written), written);
        output.write(line)
    })?;
    progress(Stage::Written(written));
    let mut files = Vec::new();
    for (sheet, (output, rows)) in sheets.into_iter().zip(outputs) {
        let file = sheet.name();
        files.push(FileEntry {
            file,
            questionnaire: sheet.questionnaire,
            version: sheet.version,
            rows,
            written: output.finish()?,
        });
    }
    files.sort_by(|one, other| one.file.cmp(&other.file));
    Ok(files)
}
