//! `hailong export`: the responses themselves, for statisticians.

use std::ops::ControlFlow;
use std::path::PathBuf;

use app::domain::export_job::Format;
use app::domain::language::Language;
use app::domain::period::LocalTime;
use clap::Args;
use rand::Rng;
use serde_json::json;
use uuid::Uuid;

use super::progress::Progress;
use crate::audit::{Act, Action, Author};
use crate::export::{self, ExportError, Manifest, Protection, Request, Stage};
use crate::sources::Secrets;
use crate::store::Store;
use crate::store::microdata::Selection;

/// What to export, and where to.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// The directory; it must be empty or not be there yet. It gets a file for each questionnaire version, a codebook and `manifest.json`.
    directory: PathBuf,
    /// Only this campaign.
    #[arg(long, value_name = "ID")]
    campaign: Option<Uuid>,
    /// As which files: `csv`, `spss` (for R, Stata and Python too) or `xlsx`.
    #[arg(long, default_value = "csv", value_parser = format)]
    format: Format,
    /// The language of labels in files that have them in one only: `vi` or `en`.
    #[arg(long, default_value = "vi", value_parser = language)]
    labels: Language,
    /// Every response as it is, with what people wrote in their own words: for those alone who may see the answers of persons.
    #[arg(long, conflicts_with = "with_comments")]
    full: bool,
    /// With what people wrote in their own words, which may tell who wrote it.
    #[arg(long)]
    with_comments: bool,
    /// In files that are not full, nothing that a stranger may know of a person is told of fewer responses than this.
    #[arg(long, env = "HAILONG_PRIVACY_MINIMUM", default_value_t = 10, value_parser = clap::value_parser!(u64).range(3..=1000))]
    privacy_minimum: u64,
}

fn format(word: &str) -> Result<Format, String> {
    Format::from_word(word).ok_or_else(|| format!("none of {}", Format::ALL.map(Format::word).join(", ")))
}

fn language(tag: &str) -> Result<Language, String> {
    let known = Language::ALL.into_iter().find(|language| language.tag() == tag);
    known.ok_or_else(|| format!("none of {}", Language::ALL.map(Language::tag).join(", ")))
}

/// Exports and prints one line for each file: its SHA-256 and its name, as `sha256sum --check` reads them. What is meant for people goes to
/// standard error.
///
/// # Errors
/// As [`export::export`].
pub async fn run(store: &Store, options: &Options, now: i64, secrets: &Secrets) -> Result<(), ExportError> {
    // Noted before anything leaves: an export that broke off has shown some of it, too.
    let what = json!({ "campaign": options.campaign, "format": options.format.word(), "protected": !options.full });
    let act = Act { after: Some(what), ..Act::on(Action::Exported, "microdata".to_owned()) };
    store.note(&Author::Program, now, &act).await?;
    // Counting one campaign would read as much as exporting it.
    let total = if options.campaign.is_none() { Some(store.response_count().await?) } else { None };
    let protection = Protection { minimum: options.privacy_minimum, secret: secrets.make(Rng::next_u64) };
    let request = Request {
        selection: Selection::all(options.campaign),
        format: options.format,
        labels: options.labels,
        protection: (!options.full).then_some(protection),
        comments: options.full || options.with_comments,
    };
    let mut reading = Progress::new("reading", total);
    let (mut protecting, mut writing) = (None, None);
    let manifest = export::export(store, &options.directory, &request, now, &mut |stage| {
        match stage {
            Stage::Read(read) => reading.is_at(read),
            Stage::Protected(passed) => {
                let twice = total.map(|total| 2 * total);
                protecting.get_or_insert_with(|| Progress::new("protecting", twice)).is_at(passed);
            }
            Stage::Written(written) => writing.get_or_insert_with(|| Progress::new("writing", total)).is_at(written),
        }
        ControlFlow::Continue(())
    })
    .await?;
    reading.finish();
    for stage in [protecting, writing].into_iter().flatten() {
        stage.finish();
    }
    tell(options, &manifest);
    Ok(())
}

/// Says what was written.
fn tell(options: &Options, manifest: &Manifest) {
    let mut files: Vec<_> = manifest.files.iter().collect();
    files.dedup_by_key(|file| file.file.as_str());
    for file in &files {
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
    if let Some(protection) = &manifest.protection {
        let whole = protection.rungs.first().map_or(0, |rung| rung.responses);
        let coarser: u64 = protection.rungs.iter().skip(1).map(|rung| rung.responses).sum();
        eprintln!(
            "export: {whole} responses as they are, {coarser} made coarser, {} left out, so that no combination has fewer than {}",
            protection.left_out, protection.minimum
        );
    }
    let rows: u64 = manifest.files.iter().map(|file| file.rows).sum();
    let bytes: u64 = files.iter().map(|file| file.written.bytes).sum();
    eprintln!(
        "export: {rows} responses, {bytes} bytes in {}; these are answers of persons, not open data",
        options.directory.display()
    );
}
