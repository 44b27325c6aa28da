//! The manifest: what an export consists of, so that whoever receives it can check that it is whole.

use app::domain::campaign::Campaign;
use app::domain::texts::Texts;
use serde::Serialize;
use uuid::Uuid;

use super::files::Written;

/// The name of the manifest.
pub const MANIFEST: &str = "manifest.json";

/// What an export consists of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// The version of the program that wrote it.
    pub program_version: &'static str,
    /// When it was written: UTC milliseconds.
    pub exported_at: i64,
    /// Whether the data are invented.
    pub demonstration: bool,
    /// What the identifiers in the column `campaign` stand for.
    pub campaigns: Vec<CampaignEntry>,
    /// The files.
    pub files: Vec<FileEntry>,
}

/// A campaign of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CampaignEntry {
    /// Its identifier.
    pub id: Uuid,
    /// Its title.
    pub title: Texts,
    /// How people come to answer: without a probability sample there are neither intervals nor verdicts.
    pub sampling: &'static str,
}

/// A file of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileEntry {
    /// Its name in the directory.
    pub file: String,
    /// The code of the questionnaire.
    pub questionnaire: String,
    /// The number of its version.
    pub version: u32,
    /// How many responses it holds.
    pub rows: u64,
    /// Its size and hash.
    #[serde(flatten)]
    pub written: Written,
}

impl CampaignEntry {
    pub(super) fn of(campaign: Campaign) -> Self {
        Self { id: campaign.id, title: campaign.title, sampling: campaign.sampling.word() }
    }
}
