//! Microdata: every response as a line of a file, for statisticians who may see them.
//!
//! A line holds nothing that could be joined to a person: no identifier, no moment but the month, and its place in the file follows from its
//! content alone (`shuffling`). In a protected export nobody stands alone either (`ladder`). Memory stays the same however many responses there
//! are. An export is a directory with one file for each questionnaire version that was answered, a codebook, and a manifest that is written
//! last: without it, an export is not whole.

mod archive;
mod book;
mod cells;
mod codebook;
mod files;
pub mod jobs;
mod ladder;
mod lines;
mod manifest;
mod outputs;
mod protecting;
mod shuffling;
mod spool;
mod spss;
mod variables;

use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use app::domain::export_job::Format;
use app::domain::language::Language;
use app::domain::texts::Texts;
use app::report::manifest::METHOD;
use uuid::Uuid;

use crate::spreadsheet::{MARK, safe, writer};
use crate::store::directory::Directory;
use crate::store::microdata::Selection;
use crate::store::{Store, StoreError};
pub use codebook::CODEBOOK;
pub use files::Written;
use files::{Output, PART};
use lines::{Feeder, Lines, Look, Sheet, Sink};
pub use manifest::{Asked, CampaignEntry, FileEntry, MANIFEST, Manifest};
use outputs::Outputs;
pub use protecting::{Kept, Protected, Protection};
use shuffling::{Shuffled, Shuffler};
use spool::SpoolWriter;

/// Why there is no export.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// There is something in the directory.
    #[error("{0} is not empty; an export is only written into an empty or a new directory")]
    NotEmpty(PathBuf),
    /// There is no such campaign.
    #[error("there is no campaign {0}")]
    NoCampaign(Uuid),
    /// Whoever watches it wants it to end.
    #[error("the export was broken off")]
    BrokenOff,
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

/// What is to be exported, and how.
#[derive(Clone, Debug)]
pub struct Request {
    /// Which responses.
    pub selection: Selection,
    /// As which files.
    pub format: Format,
    /// The language of labels, where a format has them in one only.
    pub labels: Language,
    /// How nobody is found in it; nothing for the full file, which is for those alone who may see every answer.
    pub protection: Option<Protection>,
    /// Whether what people wrote in their own words is in it.
    pub comments: bool,
}

impl Request {
    /// Everything, as CSV.
    #[must_use]
    pub const fn full(campaign: Option<Uuid>) -> Self {
        Self { selection: Selection::all(campaign), format: Format::Csv, labels: Language::Vi, protection: None, comments: true }
    }

    /// How often every response passes by while it is exported.
    #[must_use]
    pub const fn passes(&self) -> u64 {
        if self.protection.is_some() { 4 } else { 2 }
    }
}

/// How far an export has come: how many responses went through this stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Read from the database.
    Read(u64),
    /// Counted, and then made coarser: twice as many as there are.
    Protected(u64),
    /// Written in their final order.
    Written(u64),
}

/// Whoever watches an export: hears how far it is, and says whether it goes on.
pub type Watch<'w> = dyn FnMut(Stage) -> ControlFlow<()> + 'w;

/// Exports what is asked for into a directory that is empty or not there yet. It occupies its thread, as a command may. `now` is UTC
/// milliseconds.
///
/// # Errors
/// When the directory has something in it, the campaign is unknown, a stored response does not fit its questionnaire, the database does not
/// answer, a file cannot be written, or `watch` breaks it off. Then no manifest is there.
pub async fn export(
    store: &Store,
    directory: &Path,
    request: &Request,
    now: i64,
    watch: &mut Watch<'_>,
) -> Result<Manifest, ExportError> {
    fs::create_dir_all(directory)?;
    if fs::read_dir(directory)?.next().is_some() {
        return Err(ExportError::NotEmpty(directory.to_owned()));
    }
    let (campaign, campaigns) = (request.selection.campaign, store.campaigns().await?);
    let campaigns: Vec<_> = campaigns.into_iter().filter(|known| campaign.is_none_or(|wanted| wanted == known.id)).collect();
    if let (Some(wanted), true) = (campaign, campaigns.is_empty()) {
        return Err(ExportError::NoCampaign(wanted));
    }
    let places = store.directory().await?;
    let guessed = request.format == Format::Csv;
    let look = Look { protected: request.protection.is_some(), comments: request.comments, guessed };
    let order = || Shuffler::start(&directory.join(format!("lines{PART}")));
    let sink = match request.protection {
        Some(_) => Sink::Spool(SpoolWriter::create(&directory.join(format!("waiting{PART}")))?),
        None => Sink::Shuffler(order()?),
    };
    let mut lines = Lines::new(look, sink);
    let mut read = 0;
    store
        .microdata(&request.selection, |response| {
            lines.add(response)?;
            read += 1;
            tell(watch, Stage::Read(read), read)
        })
        .await?;
    said(watch, Stage::Read(read))?;
    let Lines { mut sheets, feeder, .. } = lines;
    let (protected, shuffled) = match request.protection {
        None => (None, feeder.shuffled()?),
        Some(protection) => {
            let spool = feeder.spooled()?;
            let mut feeder = Feeder::into(Sink::Shuffler(order()?));
            let mut passed = 0;
            let mut told = || {
                passed += 1;
                tell(watch, Stage::Protected(passed), passed)
            };
            let done = protecting::protect((&spool, &mut sheets), (protection, &places.units), &mut feeder, &mut told)?;
            (Some(done), feeder.shuffled()?)
        }
    };
    let titles: Vec<(String, Texts)> =
        campaigns.iter().map(|campaign| (campaign.id.to_string(), campaign.title.clone())).collect();
    let files = write(directory, (sheets, shuffled), request, (&places, &titles), watch)?;
    // Asked for afterwards: what was erased meanwhile may be missing in part, and then that is said.
    let erased = store.all_disposals().await?;
    let entry = |campaign: app::domain::campaign::Campaign| {
        let erased = erased.get(&campaign.id);
        CampaignEntry::of(campaign, erased)
    };
    let manifest = Manifest {
        program_version: env!("CARGO_PKG_VERSION"),
        method: METHOD,
        exported_at: now,
        demonstration: store.demonstration().await?,
        asked: Asked::of(&request.selection),
        format: request.format.word(),
        comments: request.comments,
        protection: protected,
        campaigns: campaigns.into_iter().map(entry).collect(),
        files,
    };
    let mut output = Output::create(&directory.join(MANIFEST))?;
    output.write(&serde_json::to_vec_pretty(&manifest)?)?;
    output.write(b"\n")?;
    output.finish()?;
    Ok(manifest)
}

/// Tells now and then: every time would cost as much as the work.
fn tell(watch: &mut Watch<'_>, stage: Stage, done: u64) -> Result<(), ExportError> {
    if done.is_multiple_of(1 << 13) { said(watch, stage) } else { Ok(()) }
}

fn said(watch: &mut Watch<'_>, stage: Stage) -> Result<(), ExportError> {
    match watch(stage) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(ExportError::BrokenOff),
    }
}

/// Writes the files of all sheets, each line where it belongs, and the codebook.
fn write(
    directory: &Path,
    (sheets, shuffled): (Vec<Sheet>, Shuffled),
    request: &Request,
    (places, titles): (&Directory, &[(String, Texts)]),
    watch: &mut Watch<'_>,
) -> Result<Vec<FileEntry>, ExportError> {
    let mut outputs = Outputs::begin(directory, (request.format, request.labels), &sheets)?;
    let mut written = 0;
    shuffled.in_order(|number, line| {
        outputs.line(number, line)?;
        written += 1;
        tell(watch, Stage::Written(written), written)
    })?;
    said(watch, Stage::Written(written))?;
    let mut named: Vec<&Sheet> = sheets.iter().collect();
    named.sort_by_key(|sheet| sheet.name());
    let codebook = codebook::lines(&named, places, titles);
    let mut files = outputs.finish(&sheets, &codebook)?;
    files.sort_by(|one, other| (&one.file, &one.sheet).cmp(&(&other.file, &other.sheet)));
    if !sheets.is_empty() {
        let mut lines = writer(MARK.as_bytes().to_vec());
        lines.write_record(codebook::HEADER)?;
        for line in &codebook {
            let cells: Vec<_> = line.iter().map(|cell| safe(cell)).collect();
            lines.write_record(cells.iter().map(|cell| cell.as_bytes()))?;
        }
        let mut output = Output::create(&directory.join(CODEBOOK))?;
        output.write(&lines.into_inner().map_err(csv::IntoInnerError::into_error)?)?;
        output.finish()?;
    }
    Ok(files)
}
