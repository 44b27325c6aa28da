//! `hailong export`: the responses themselves, for statisticians.

use std::path::PathBuf;

use app::domain::period::LocalTime;
use clap::Args;
use serde_json::json;
use uuid::Uuid;

use super::progress::Progress;
use crate::audit::{Act, Action, Author};
use crate::export::{self, ExportError, Stage};
use crate::store::Store;

/// What to export, and where to.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// The directory; it must be empty or not be there yet. It gets a CSV file for each questionnaire version and `manifest.json`.
    directory: PathBuf,
    /// Only this campaign.
    #[arg(long, value_name = "ID")]
    campaign: Option<Uuid>,
}

/// Exports and prints one line for each file: its SHA-256 and its name, as `sha256sum --check` reads them. What is meant for people goes to
/// standard error.
///
/// # Errors
/// As [`export::export`].
pub async fn run(store: &Store, options: &Options, now: i64) -> Result<(), ExportError> {
    // Noted before anything leaves: an export that broke off has shown some of it, too.
    let act = Act { after: Some(json!({ "campaign": options.campaign })), ..Act::on(Action::Exported, "microdata".to_owned()) };
    store.note(&Author::Program, now, &act).await?;
    // Counting one campaign would read as much as exporting it.
    let total = if options.campaign.is_none() { Some(store.response_count().await?) } else { None };
    let mut reading = Progress::new("reading", total);
    let mut writing = None;
    let manifest = export::export(store, &options.directory, options.campaign, now, &mut |stage| match stage {
        Stage::Read(read) => reading.is_at(read),
        Stage::Written(written) => writing.get_or_insert_with(|| Progress::new("writing", total)).is_at(written),
    })
    .await?;
    reading.finish();
    if let Some(writing) = writing {
        writing.finish();
    }
    for file in &manifest.files {
        println!("{}  {}", file.written.sha256, file.file);
    }
    for campaign in &manifest.campaigns {
        if let Some(moment) = campaign.responses_erased_at {
            eprintln!(
                "export: the responses of campaign {} were erased on {}; only their counts are left",
                campaign.id,
                LocalTime::of(moment).day()
            );
        }
    }
    let rows: u64 = manifest.files.iter().map(|file| file.rows).sum();
    let bytes: u64 = manifest.files.iter().map(|file| file.written.bytes).sum();
    eprintln!(
        "export: {rows} responses, {bytes} bytes in {}; these are answers of persons, not open data",
        options.directory.display()
    );
    Ok(())
}
