//! Responses: stored once, never changed.

use app::domain::questionnaire::Version;
use app::domain::response::{Response, Storing};
use app::domain::sample_place::{SamplePlace, Weight};
use uuid::Uuid;

use super::comments::{self, NewComment};
use super::database::{PATIENCE, on_read};
use super::entering::Entering;
use super::group::write_group;
use super::replica::on_replica;
use super::tally::{Cell, Count};
use super::{Store, StoreError, row};
use crate::accounts::token::TokenHash;
use crate::audit::Author;

const COUNT: &str = "SELECT COUNT(*) FROM response";
const IDS: &str = "SELECT id FROM response WHERE campaign_id = $1 ORDER BY id";
// One statement, so that a response which is erased at this moment is found once, in one place or the other.
const OF_CAMPAIGN: &str = "SELECT unit, sector, mode, month, answers, stratum, psu, weight, CAST(1 AS BIGINT) FROM response WHERE campaign_id = $1 \
     UNION ALL SELECT unit, sector, mode, month, answers, stratum, psu, weight, persons FROM disposed_person WHERE campaign_id = $1";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[COUNT, IDS, OF_CAMPAIGN];

/// A response on its way into the store, with what it adds to the counts.
#[derive(Clone, Debug)]
pub struct NewResponse {
    pub(super) response: Response,
    /// The stored form of its answers.
    pub(super) answers: String,
    pub(super) count: Count,
    /// What of it is kept beside it.
    pub(super) comments: Vec<NewComment>,
    /// The invitation by which it comes. It is taken away with the same transaction, and never stored.
    pub(super) invitation: Option<TokenHash>,
    /// How a collector entered it, if one did.
    pub(super) entering: Option<Box<Entering>>,
    /// The system that handed it over, if one did. It is never stored with it.
    pub(super) handed_over_by: Option<Author>,
}

impl NewResponse {
    /// A response to this version.
    #[must_use]
    pub fn new(response: Response, version: &Version) -> Self {
        let (answers, count) = (response.answers.to_json(), Count::of(version, &response.answers));
        let comments = comments::of(&response, version);
        Self { answers, count, comments, response, invitation: None, entering: None, handed_over_by: None }
    }

    /// The same, by an invitation: it is stored only if that is still open, which it then no longer is.
    #[must_use]
    pub fn by_invitation(self, invitation: TokenHash) -> Self {
        Self { invitation: Some(invitation), ..self }
    }

    /// The same, entered by a collector: it is stored only if its form is not entered already.
    #[must_use]
    pub fn entered(self, entering: Entering) -> Self {
        Self { entering: Some(Box::new(entering)), ..self }
    }

    /// The same, handed over by another system: the log tells how many it was.
    #[must_use]
    pub fn handed_over(self, by: Author) -> Self {
        Self { handed_over_by: Some(by), ..self }
    }

    /// The response.
    #[must_use]
    pub const fn response(&self) -> &Response {
        &self.response
    }

    /// What it adds to the counts.
    #[must_use]
    pub const fn count(&self) -> &Count {
        &self.count
    }

    /// Where it is counted.
    pub(super) fn cell(&self) -> Cell {
        let response = &self.response;
        Cell {
            campaign_id: response.campaign_id,
            unit: response.unit.to_string(),
            sector: response.sector.to_string(),
            mode: response.mode.word().to_owned(),
            month: response.month.number().into(),
        }
    }

    /// Whether what is stored under its identifier is the same.
    pub(super) fn is(&self, (point, sector, assisted, answers): &Body) -> bool {
        let response = &self.response;
        (response.point.as_str(), response.sector.as_str(), response.assisted, self.answers.as_str())
            == (point.as_str(), sector.as_str(), *assisted, answers.as_str())
    }
}

/// What of a stored response tells whether another one under the same identifier is the same.
pub(super) type Body = (String, String, bool, String);

/// What figures with an interval read of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyResponse {
    /// Its campaign.
    pub campaign_id: Uuid,
    /// The unit judged.
    pub unit: String,
    /// The sector judged.
    pub sector: String,
    /// The mode.
    pub mode: String,
    /// The month, `YYYYMM`.
    pub month: i64,
    /// The answers as stored.
    pub answers: String,
    /// Its place in the sample, where the campaign has a sampling design.
    pub sample_place: Option<SamplePlace>,
}

/// The columns of a [`SurveyResponse`], as the query names them, and how many there are of it.
type SurveyRow = (String, String, String, i64, String, Option<String>, Option<String>, Option<f64>, i64);

impl Store {
    /// Stores a response and what it adds to the counts in one transaction shared with others that arrive meanwhile. When this returns,
    /// it is on disk.
    ///
    /// # Errors
    /// When it could not be stored, or it is not known whether it was. It may then be tried again under the same identifier without harm.
    pub async fn store(&self, new: NewResponse) -> Result<Storing, StoreError> {
        self.writer.store(new).await
    }

    /// Stores many responses in one transaction, as demonstration data and imports do.
    ///
    /// # Errors
    /// When they could not be stored; then none is.
    pub async fn store_all(&self, group: &[NewResponse]) -> Result<Vec<Storing>, StoreError> {
        write_group(&self.db, &self.metrics, group, PATIENCE * 20).await
    }

    /// How many responses there are, by counting them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn response_count(&self) -> Result<u64, StoreError> {
        let count: i64 = on_read!(&self.db, pool => sqlx::query_scalar(COUNT).fetch_one(pool).await)?;
        row::count(count)
    }

    /// The identifiers of a campaign's responses.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn response_ids(&self, campaign: Uuid) -> Result<Vec<Uuid>, StoreError> {
        Ok(on_read!(&self.db, pool => sqlx::query_scalar(IDS).bind(campaign).fetch_all(pool).await)?)
    }

    /// Each response of a campaign, whatever its unit: those outside a unit still say how the sample was drawn. Of those that were erased there
    /// is as much as figures need. They come in no particular order.
    ///
    /// # Errors
    /// When the database does not answer, or a stored place in the sample is none.
    pub async fn survey_responses(&self, campaign: Uuid) -> Result<Vec<SurveyResponse>, StoreError> {
        let rows: Vec<SurveyRow> = on_replica!(self, pool => sqlx::query_as(OF_CAMPAIGN).bind(campaign).fetch_all(pool).await)?;
        let response = |(unit, sector, mode, month, answers, stratum, psu, weight, persons): SurveyRow| {
            let sample_place = sample_place(stratum.as_deref(), psu.as_deref(), weight)?;
            let one = SurveyResponse { campaign_id: campaign, unit, sector, mode, month, answers, sample_place };
            Ok(std::iter::repeat_n(one, usize::try_from(persons).unwrap_or_default()))
        };
        let alike: Vec<_> = rows.into_iter().map(response).collect::<Result<_, StoreError>>()?;
        Ok(alike.into_iter().flatten().collect())
    }
}

/// The place in the sample that three columns hold; none where all are empty.
fn sample_place(stratum: Option<&str>, psu: Option<&str>, weight: Option<f64>) -> Result<Option<SamplePlace>, StoreError> {
    if stratum.is_none() && psu.is_none() && weight.is_none() {
        return Ok(None);
    }
    let unreadable = || StoreError::Unreadable { what: "place in a sample", value: format!("{stratum:?}, {psu:?}, {weight:?}") };
    let code = |text: Option<&str>| text.and_then(|text| text.parse().ok());
    let place = code(stratum).zip(code(psu)).zip(weight.and_then(Weight::new));
    place.map(|((stratum, psu), weight)| Some(SamplePlace { stratum, psu, weight })).ok_or_else(unreadable)
}
