//! The manifest: what an export consists of, so that whoever receives it can check that it is whole.

use app::domain::campaign::Campaign;
use app::domain::retention::Kind;
use app::domain::role::Reach;
use app::domain::texts::Texts;
use serde::Serialize;
use uuid::Uuid;

use super::files::Written;
use super::protecting::Protected;
use crate::store::microdata::Selection;
use crate::store::retention::Disposals;

/// The name of the manifest.
pub const MANIFEST: &str = "manifest.json";

/// What an export consists of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// The version of the program that wrote it.
    pub program_version: &'static str,
    /// The version of the methods by which this program makes figures of such responses (`/methods`).
    pub method: u32,
    /// When it was written: UTC milliseconds.
    pub exported_at: i64,
    /// Whether the data are invented.
    pub demonstration: bool,
    /// Which responses were asked for.
    pub asked: Asked,
    /// As which files.
    pub format: &'static str,
    /// Whether what people wrote in their own words is in it. Where it is not, the files have no columns for it: words may tell who wrote them,
    /// whatever is done to the rest of the line.
    pub comments: bool,
    /// What was done so that nobody stands alone; nothing for the full file.
    pub protection: Option<Protected>,
    /// What the identifiers in the column `campaign` stand for.
    pub campaigns: Vec<CampaignEntry>,
    /// The files.
    pub files: Vec<FileEntry>,
}

/// Which responses an export is of. Nothing stands for all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// The units, each with all below it.
    pub units: Option<Vec<String>>,
    /// The first and the last month, each `YYYYMM`.
    pub months: Option<(i64, i64)>,
    /// The campaign.
    pub campaign: Option<Uuid>,
}

impl Asked {
    pub(super) fn of(selection: &Selection) -> Self {
        let units = match &selection.reach {
            Reach::Everything => None,
            Reach::Units(units) => Some(units.iter().map(ToString::to_string).collect()),
        };
        Self { units, months: selection.months, campaign: selection.campaign }
    }
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
    /// When its texts were erased because their time was over, or when that began, if it did: UTC milliseconds.
    pub texts_erased_at: Option<i64>,
    /// When its responses were erased: then this export has none of them, and the published counts are all that there is.
    pub responses_erased_at: Option<i64>,
}

/// A file of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileEntry {
    /// Its name in the directory.
    pub file: String,
    /// The name of the questionnaire version's sheet, where the file has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
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
    pub(super) fn of(campaign: Campaign, erased: Option<&Disposals>) -> Self {
        let when = |kind| erased.and_then(|erased| erased.get(&kind)).map(|one| one.finished_at.unwrap_or(one.begun_at));
        Self {
            id: campaign.id,
            title: campaign.title,
            sampling: campaign.sampling.word(),
            texts_erased_at: when(Kind::Texts),
            responses_erased_at: when(Kind::Responses),
        }
    }
}
