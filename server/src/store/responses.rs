//! Responses: stored once, never changed.

use app::domain::response::{Response, Storing};
use app::domain::sample_place::{SamplePlace, Weight};
use uuid::Uuid;

use super::counts::{self, Tally};
use super::database::{in_transaction, on_read};
use super::{Database, Store, StoreError, row};

const ADD: &str = "INSERT INTO response (id, point, campaign_id, version_id, unit, sector, mode, language, assisted, submitted_at, month, answers, \
    stratum, psu, weight) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (id) DO NOTHING";
const BODY: &str = "SELECT point, sector, assisted, answers FROM response WHERE id = $1";
const COUNT: &str = "SELECT COUNT(*) FROM response";
const IDS: &str = "SELECT id FROM response WHERE campaign_id = $1 ORDER BY id";
const OF_CAMPAIGN: &str = "SELECT unit, sector, mode, month, answers FROM response WHERE campaign_id = $1";
const OF_CAMPAIGN_IN: &str = "SELECT unit, sector, answers, stratum, psu, weight FROM response \
    WHERE campaign_id = $1 AND month BETWEEN $2 AND $3 ORDER BY id";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[ADD, BODY, COUNT, IDS, OF_CAMPAIGN, OF_CAMPAIGN_IN];

/// A response on its way into the store, with what the counts need to know of it.
#[derive(Clone, Debug)]
pub struct NewResponse {
    /// The response.
    pub response: Response,
    /// Whether it has a valid answer to an item of the index.
    pub rated: bool,
}

/// What the recount reads of a stored response.
#[derive(Debug)]
pub struct CountedResponse {
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
}

/// What figures with an interval read of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyResponse {
    /// Its campaign.
    pub campaign_id: Uuid,
    /// The unit judged.
    pub unit: String,
    /// The sector judged.
    pub sector: String,
    /// The answers as stored.
    pub answers: String,
    /// Its place in the sample, where the campaign has a sampling design.
    pub sample_place: Option<SamplePlace>,
}

/// The columns of a [`SurveyResponse`], as the query names them.
type SurveyRow = (String, String, String, Option<String>, Option<String>, Option<f64>);

impl Store {
    /// Stores a response and its counts in one transaction shared with others that arrive meanwhile. When this returns, it is on disk.
    ///
    /// # Errors
    /// When it could not be stored. It may then be tried again under the same identifier without harm.
    pub async fn store(&self, new: NewResponse) -> Result<Storing, StoreError> {
        self.writer.store(new).await
    }

    /// Stores many responses in one transaction, as demonstration data and imports do.
    ///
    /// # Errors
    /// When they could not be stored; then none is.
    pub async fn store_all(&self, group: &[NewResponse]) -> Result<Vec<Storing>, StoreError> {
        write_group(&self.db, group).await
    }

    /// How many responses there are.
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

    /// What the recount needs of every response of a campaign.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn counted_responses(&self, campaign: Uuid) -> Result<Vec<CountedResponse>, StoreError> {
        let rows: Vec<(String, String, String, i64, String)> =
            on_read!(&self.db, pool => sqlx::query_as(OF_CAMPAIGN).bind(campaign).fetch_all(pool).await)?;
        let counted = |(unit, sector, mode, month, answers)| CountedResponse { unit, sector, mode, month, answers };
        Ok(rows.into_iter().map(counted).collect())
    }

    /// Each response of a campaign between two months, whatever its unit: those outside a unit still say how the sample was drawn.
    ///
    /// # Errors
    /// When the database does not answer, or a stored place in the sample is none.
    pub async fn survey_responses(&self, campaign: Uuid, (first, last): (i32, i32)) -> Result<Vec<SurveyResponse>, StoreError> {
        let rows: Vec<SurveyRow> = on_read!(&self.db, pool => {
            sqlx::query_as(OF_CAMPAIGN_IN).bind(campaign).bind(i64::from(first)).bind(i64::from(last)).fetch_all(pool).await
        })?;
        let response = |(unit, sector, answers, stratum, psu, weight): SurveyRow| {
            let sample_place = sample_place(stratum.as_deref(), psu.as_deref(), weight)?;
            Ok(SurveyResponse { campaign_id: campaign, unit, sector, answers, sample_place })
        };
        rows.into_iter().map(response).collect()
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

/// Writes a group in one transaction: each response, then the counts of those that were new.
pub(super) async fn write_group(db: &Database, group: &[NewResponse]) -> Result<Vec<Storing>, StoreError> {
    in_transaction!(db, tx => {
        let mut outcomes = Vec::with_capacity(group.len());
        let mut tally = Tally::default();
        for new in group {
            let response = &new.response;
            let answers = response.answers.to_json();
            let place = response.sample_place.as_ref();
            let added = sqlx::query(ADD)
                .bind(response.id)
                .bind(response.point.as_str())
                .bind(response.campaign_id)
                .bind(response.version_id)
                .bind(response.unit.as_str())
                .bind(response.sector.as_str())
                .bind(response.mode.word())
                .bind(response.language.tag())
                .bind(response.assisted)
                .bind(response.submitted_at)
                .bind(i64::from(response.month.number()))
                .bind(&answers)
                .bind(place.map(|place| place.stratum.as_str()))
                .bind(place.map(|place| place.psu.as_str()))
                .bind(place.map(|place| place.weight.get()))
                .execute(&mut *tx)
                .await?
                .rows_affected();
            outcomes.push(if added == 1 {
                tally.add(new);
                Storing::Stored
            } else {
                let known: (String, String, bool, String) = sqlx::query_as(BODY).bind(response.id).fetch_one(&mut *tx).await?;
                let same = (response.point.as_str(), response.sector.as_str(), response.assisted, answers.as_str())
                    == (known.0.as_str(), known.1.as_str(), known.2, known.3.as_str());
                if same { Storing::AlreadyStored } else { Storing::Conflict }
            });
        }
        for (cell, respondents) in tally.responses() {
            sqlx::query(counts::ADD_RESPONSES)
                .bind(cell.campaign_id)
                .bind(&cell.unit)
                .bind(&cell.sector)
                .bind(&cell.mode)
                .bind(cell.month)
                .bind(respondents.responses)
                .bind(respondents.rated)
                .execute(&mut *tx)
                .await?;
        }
        for ((cell, item, answer), times) in tally.answers() {
            sqlx::query(counts::ADD_ANSWERS)
                .bind(cell.campaign_id)
                .bind(&cell.unit)
                .bind(&cell.sector)
                .bind(&cell.mode)
                .bind(cell.month)
                .bind(item)
                .bind(answer)
                .bind(times)
                .execute(&mut *tx)
                .await?;
        }
        Ok(outcomes)
    })
}
