//! How often what was answered: the counts from which every figure is made.
//!
//! They are written in the transaction that stores the responses, so they agree with them at every moment;
//! [`Store::differing_counts`] recounts and proves it.

use std::collections::BTreeMap;

use app::domain::answer::{Answer, Answers};
use uuid::Uuid;

use super::database::on_read;
use super::responses::NewResponse;
use super::{Store, StoreError};

pub(super) const ADD_RESPONSES: &str = "INSERT INTO response_count (campaign_id, unit, sector, mode, month, responses, rated) \
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (campaign_id, unit, sector, mode, month) \
    DO UPDATE SET responses = response_count.responses + excluded.responses, rated = response_count.rated + excluded.rated";
pub(super) const ADD_ANSWERS: &str = "INSERT INTO answer_count (campaign_id, unit, sector, mode, month, item, answer, times) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (campaign_id, unit, sector, mode, month, item, answer) \
    DO UPDATE SET times = answer_count.times + excluded.times";
const RESPONDENTS: &str = "SELECT campaign_id, sector, CAST(SUM(rated) AS BIGINT) FROM response_count WHERE month BETWEEN $1 AND $2 \
    AND (CAST($3 AS TEXT) IS NULL OR unit IN ( \
        WITH RECURSIVE below (code) AS (SELECT CAST($3 AS TEXT) UNION SELECT unit.code FROM unit JOIN below ON unit.parent = below.code) \
        SELECT code FROM below)) \
    GROUP BY campaign_id, sector";
const ANSWERS: &str = "SELECT campaign_id, sector, item, answer, CAST(SUM(times) AS BIGINT) FROM answer_count WHERE month BETWEEN $1 AND $2 \
    AND (CAST($3 AS TEXT) IS NULL OR unit IN ( \
        WITH RECURSIVE below (code) AS (SELECT CAST($3 AS TEXT) UNION SELECT unit.code FROM unit JOIN below ON unit.parent = below.code) \
        SELECT code FROM below)) \
    GROUP BY campaign_id, sector, item, answer";
const MONTHS: &str = "SELECT MIN(month), MAX(month) FROM response_count";
const ALL_RESPONSES: &str = "SELECT unit, sector, mode, month, responses, rated FROM response_count WHERE campaign_id = $1";
const ALL_ANSWERS: &str = "SELECT unit, sector, mode, month, item, answer, times FROM answer_count WHERE campaign_id = $1";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[ADD_RESPONSES, ADD_ANSWERS, RESPONDENTS, ANSWERS, MONTHS, ALL_RESPONSES, ALL_ANSWERS];

/// Where a response is counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
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
}

/// How many persons a cell holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Respondents {
    /// All responses.
    pub responses: i64,
    /// Those with at least one valid answer to an item of the index.
    pub rated: i64,
}

/// Counts gathered in memory, in a fixed order: two instances that write the same cells lock them in the same order.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    responses: BTreeMap<Cell, Respondents>,
    answers: BTreeMap<(Cell, String, i64), i64>,
}

impl Tally {
    /// Counts a response.
    pub fn add(&mut self, new: &NewResponse) {
        let response = &new.response;
        let cell = Cell {
            campaign_id: response.campaign_id,
            unit: response.unit.to_string(),
            sector: response.sector.to_string(),
            mode: response.mode.word().to_owned(),
            month: response.month.number().into(),
        };
        self.add_to(&cell, &response.answers, new.rated);
    }

    /// Counts answers in a cell.
    pub fn add_to(&mut self, cell: &Cell, answers: &Answers, rated: bool) {
        let respondents = self.responses.entry(cell.clone()).or_default();
        respondents.responses += 1;
        respondents.rated += i64::from(rated);
        for (item, answer) in answers.iter() {
            let point = match answer {
                Answer::Scale(point) => i64::from(point.point()),
                Answer::NoOpinion => 0,
                _ => continue,
            };
            *self.answers.entry((cell.clone(), item.to_string(), point)).or_default() += 1;
        }
    }

    /// The respondents of each cell.
    pub fn responses(&self) -> impl Iterator<Item = (&Cell, &Respondents)> {
        self.responses.iter()
    }

    /// How often each item of each cell got each answer.
    pub fn answers(&self) -> impl Iterator<Item = (&(Cell, String, i64), &i64)> {
        self.answers.iter()
    }
}

/// Counts of a campaign and sector over the units and months of a filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SectorCount {
    /// Persons with at least one valid answer to an item of the index.
    pub rated: u64,
    /// For each item, how often "no opinion" (at 0) and each point of the scale (at 1 to 5) was answered.
    pub items: BTreeMap<String, [u64; 6]>,
}

impl SectorCount {
    /// Adds other counts to these.
    pub fn add(&mut self, other: &Self) {
        self.rated += other.rated;
        for (item, times) in &other.items {
            let sum = self.items.entry(item.clone()).or_default();
            for (sum, times) in sum.iter_mut().zip(times) {
                *sum += times;
            }
        }
    }
}

impl Store {
    /// The counts by campaign and sector between two months (`YYYYMM`), of a unit and those below it or of all.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn counts(
        &self,
        (first, last): (i32, i32),
        unit: Option<&str>,
    ) -> Result<BTreeMap<(Uuid, String), SectorCount>, StoreError> {
        let (first, last) = (i64::from(first), i64::from(last));
        let respondents: Vec<(Uuid, String, i64)> = on_read!(&self.db, pool => {
            sqlx::query_as(RESPONDENTS).bind(first).bind(last).bind(unit).fetch_all(pool).await
        })?;
        let answers: Vec<(Uuid, String, String, i64, i64)> = on_read!(&self.db, pool => {
            sqlx::query_as(ANSWERS).bind(first).bind(last).bind(unit).fetch_all(pool).await
        })?;
        let mut counts: BTreeMap<(Uuid, String), SectorCount> = BTreeMap::new();
        for (campaign, sector, rated) in respondents {
            counts.entry((campaign, sector)).or_default().rated = super::row::count(rated)?;
        }
        for (campaign, sector, item, answer, times) in answers {
            let unreadable = || StoreError::Unreadable { what: "counted answer", value: answer.to_string() };
            let place = usize::try_from(answer).ok().filter(|place| *place < 6).ok_or_else(unreadable)?;
            let count = counts.entry((campaign, sector)).or_default();
            count.items.entry(item).or_default()[place] = super::row::count(times)?;
        }
        Ok(counts)
    }

    /// The first and last month (`YYYYMM`) that have responses.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn counted_months(&self) -> Result<Option<(i64, i64)>, StoreError> {
        let (first, last): (Option<i64>, Option<i64>) = on_read!(&self.db, pool => sqlx::query_as(MONTHS).fetch_one(pool).await)?;
        Ok(first.zip(last))
    }

    /// Recounts a campaign from its responses and says, in words, where the kept counts differ; nothing when they agree.
    ///
    /// # Errors
    /// When the database does not answer, or a stored response does not fit its version.
    pub async fn differing_counts(&self, campaign: Uuid, version: Uuid) -> Result<Vec<String>, StoreError> {
        let unreadable = |what, value: String| StoreError::Unreadable { what, value };
        let version = self.version(version).await?.ok_or_else(|| unreadable("version of a campaign", version.to_string()))?;
        let mut recounted = Tally::default();
        for row in self.counted_responses(campaign).await? {
            let answers =
                Answers::from_json(&version, &row.answers).map_err(|misfit| unreadable("response", format!("{misfit:?}")))?;
            let rated = answers.is_rated(&version);
            let cell = Cell { campaign_id: campaign, unit: row.unit, sector: row.sector, mode: row.mode, month: row.month };
            recounted.add_to(&cell, &answers, rated);
        }
        let kept = self.kept_counts(campaign).await?;
        Ok(differences(&recounted, &kept))
    }

    async fn kept_counts(&self, campaign: Uuid) -> Result<Tally, StoreError> {
        let responses: Vec<(String, String, String, i64, i64, i64)> =
            on_read!(&self.db, pool => sqlx::query_as(ALL_RESPONSES).bind(campaign).fetch_all(pool).await)?;
        let answers: Vec<(String, String, String, i64, String, i64, i64)> =
            on_read!(&self.db, pool => sqlx::query_as(ALL_ANSWERS).bind(campaign).fetch_all(pool).await)?;
        let cell = |unit, sector, mode, month| Cell { campaign_id: campaign, unit, sector, mode, month };
        Ok(Tally {
            responses: responses
                .into_iter()
                .map(|(unit, sector, mode, month, responses, rated)| {
                    (cell(unit, sector, mode, month), Respondents { responses, rated })
                })
                .collect(),
            answers: answers
                .into_iter()
                .map(|(unit, sector, mode, month, item, answer, times)| ((cell(unit, sector, mode, month), item, answer), times))
                .collect(),
        })
    }
}

fn differences(recounted: &Tally, kept: &Tally) -> Vec<String> {
    let name =
        |cell: &Cell| format!("campaign {}, {}, {}, {}, {}", cell.campaign_id, cell.unit, cell.sector, cell.mode, cell.month);
    let mut found = Vec::new();
    for cell in recounted.responses.keys().chain(kept.responses.keys().filter(|cell| !recounted.responses.contains_key(cell))) {
        let (right, wrong) = (recounted.responses.get(cell).copied(), kept.responses.get(cell).copied());
        if right != wrong {
            found.push(format!("{}: recounted {right:?}, kept {wrong:?}", name(cell)));
        }
    }
    for key in recounted.answers.keys().chain(kept.answers.keys().filter(|key| !recounted.answers.contains_key(key))) {
        let (right, wrong) = (recounted.answers.get(key), kept.answers.get(key));
        if right != wrong {
            found.push(format!("{}, item {}, answer {}: recounted {right:?}, kept {wrong:?}", name(&key.0), key.1, key.2));
        }
    }
    found
}
