//! One person's submitted answers.

use uuid::Uuid;

use super::answer::Answers;
use super::code::Code;
use super::collection_point::PointCode;
use super::language::Language;
use super::mode::Mode;
use super::period::Month;
use super::sample_place::SamplePlace;

/// A response, ready to be stored once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The identifier that the client made or was given with the form; UNIQUE in the store.
    pub id: Uuid,
    /// Where it was given.
    pub point: PointCode,
    /// The campaign to which it belongs.
    pub campaign_id: Uuid,
    /// The questionnaire version to which it is bound for ever.
    pub version_id: Uuid,
    /// The unit that is judged.
    pub unit: Code,
    /// The sector that is judged.
    pub sector: Code,
    /// How it was given.
    pub mode: Mode,
    /// The language in which the questions were read.
    pub language: Language,
    /// Whether someone helped to fill it in.
    pub assisted: bool,
    /// When the server took it: UTC milliseconds.
    pub submitted_at: i64,
    /// The month, in Viet Nam, in which it is counted.
    pub month: Month,
    /// The answers.
    pub answers: Answers,
    /// Its place in the sample, where the campaign has a sampling design; what citizens send themselves has none.
    pub sample_place: Option<SamplePlace>,
}

/// What became of a response handed to the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storing {
    /// It is on disk now.
    Stored,
    /// The same response was on disk already; nothing changed.
    AlreadyStored,
    /// Another response was on disk under the same identifier; nothing changed.
    Conflict,
    /// Its invitation is not open any more, and it is not what answered it; nothing changed.
    Spent,
}
