//! Responses: stored once, never changed.

use std::collections::{HashMap, HashSet};

use app::domain::questionnaire::Version;
use app::domain::response::{Response, Storing};
use app::domain::sample_place::{SamplePlace, Weight};
use sqlx::{Connection, PgConnection, SqliteConnection};
use tokio::time::timeout;
use uuid::Uuid;

use super::database::{PATIENCE, on_read};
use super::many_rows::{MOST, ManyRows};
use super::metrics::Metrics;
use super::pending;
use super::replica::on_replica;
use super::tally::{Cell, Count, Tally, add_to};
use super::{Database, Store, StoreError, row};

/// Stores the rows whose identifiers are new, and says which.
pub static ADD: ManyRows = ManyRows::new(
    "INSERT INTO response (id, point, campaign_id, version_id, unit, sector, mode, language, assisted, submitted_at, month, answers, \
     stratum, psu, weight)",
    15,
    " ON CONFLICT (id) DO NOTHING RETURNING id",
);
/// The same on PostgreSQL, a column at a time: there, reading and planning a statement with a thousand parameters costs more than storing.
const ADD_COLUMNS: &str = "INSERT INTO response (id, point, campaign_id, version_id, unit, sector, mode, language, assisted, submitted_at, \
    month, answers, stratum, psu, weight) SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], \
    $7::text[], $8::text[], $9::boolean[], $10::bigint[], $11::bigint[], $12::text[], $13::text[], $14::text[], $15::double precision[]) \
    ON CONFLICT (id) DO NOTHING RETURNING id";
const BODY: &str = "SELECT point, sector, assisted, answers FROM response WHERE id = $1";
const COUNT: &str = "SELECT COUNT(*) FROM response";
const IDS: &str = "SELECT id FROM response WHERE campaign_id = $1 ORDER BY id";
const OF_CAMPAIGN: &str =
    "SELECT unit, sector, mode, month, answers, stratum, psu, weight FROM response WHERE campaign_id = $1 ORDER BY id";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[BODY, COUNT, IDS, OF_CAMPAIGN];

/// What only PostgreSQL is asked, to be prepared there by a test.
pub const POSTGRES_SQL: &[&str] = &[ADD_COLUMNS];

/// A response on its way into the store, with what it adds to the counts.
#[derive(Clone, Debug)]
pub struct NewResponse {
    response: Response,
    answers: String,
    count: Count,
}

impl NewResponse {
    /// A response to this version.
    #[must_use]
    pub fn new(response: Response, version: &Version) -> Self {
        Self { answers: response.answers.to_json(), count: Count::of(version, &response.answers), response }
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

    fn cell(&self) -> Cell {
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
    fn is(&self, (point, sector, assisted, answers): &Body) -> bool {
        let response = &self.response;
        (response.point.as_str(), response.sector.as_str(), response.assisted, self.answers.as_str())
            == (point.as_str(), sector.as_str(), *assisted, answers.as_str())
    }
}

/// What of a stored response tells whether another one under the same identifier is the same.
type Body = (String, String, bool, String);

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

/// The columns of a [`SurveyResponse`], as the query names them.
type SurveyRow = (String, String, String, i64, String, Option<String>, Option<String>, Option<f64>);

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

    /// Each response of a campaign, whatever its unit: those outside a unit still say how the sample was drawn.
    ///
    /// # Errors
    /// When the database does not answer, or a stored place in the sample is none.
    pub async fn survey_responses(&self, campaign: Uuid) -> Result<Vec<SurveyResponse>, StoreError> {
        let rows: Vec<SurveyRow> = on_replica!(self, pool => sqlx::query_as(OF_CAMPAIGN).bind(campaign).fetch_all(pool).await)?;
        let response = |(unit, sector, mode, month, answers, stratum, psu, weight): SurveyRow| {
            let sample_place = sample_place(stratum.as_deref(), psu.as_deref(), weight)?;
            Ok(SurveyResponse { campaign_id: campaign, unit, sector, mode, month, answers, sample_place })
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

/// What a group adds to the counts: its new responses, by cell.
fn tally(group: &[NewResponse], outcomes: &[Storing]) -> Tally {
    let mut tally = Tally::new();
    for (new, _) in group.iter().zip(outcomes).filter(|(_, outcome)| **outcome == Storing::Stored) {
        add_to(&mut tally, new.cell(), &new.count, 1);
    }
    tally
}

/// Each identifier's first response of a group: what else comes under it is judged against what is stored. They are in the order of their
/// identifiers, so that where two instances write several of the same, one waits for the other and neither for both.
fn firsts(group: &[NewResponse]) -> Vec<&NewResponse> {
    let mut seen = HashSet::with_capacity(group.len());
    let mut firsts: Vec<_> = group.iter().filter(|new| seen.insert(new.response.id)).collect();
    firsts.sort_unstable_by_key(|new| new.response.id);
    firsts
}

/// Stores responses and gives the identifiers that are new, and how many statements that took.
async fn add_sqlite(
    connection: &mut SqliteConnection,
    responses: &[&NewResponse],
    db: &Database,
) -> Result<(Vec<Uuid>, usize), StoreError> {
    let (mut added, mut statements) = (Vec::with_capacity(responses.len()), 0);
    for chunk in responses.chunks(MOST) {
        let mut query = sqlx::query_scalar::<_, Uuid>(ADD.text(chunk.len(), db));
        for new in chunk {
            let response = &new.response;
            let place = response.sample_place.as_ref();
            query = query
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
                .bind(new.answers.as_str())
                .bind(place.map(|place| place.stratum.as_str()))
                .bind(place.map(|place| place.psu.as_str()))
                .bind(place.map(|place| place.weight.get()));
        }
        added.extend(query.fetch_all(&mut *connection).await?);
        statements += 1;
    }
    Ok((added, statements))
}

/// The same on PostgreSQL.
async fn add_postgres(
    connection: &mut PgConnection,
    responses: &[&NewResponse],
    _: &Database,
) -> Result<(Vec<Uuid>, usize), StoreError> {
    let places: Vec<Option<&SamplePlace>> = responses.iter().map(|new| new.response.sample_place.as_ref()).collect();
    let ids: Vec<Uuid> = responses.iter().map(|new| new.response.id).collect();
    let points: Vec<&str> = responses.iter().map(|new| new.response.point.as_str()).collect();
    let campaigns: Vec<Uuid> = responses.iter().map(|new| new.response.campaign_id).collect();
    let versions: Vec<Uuid> = responses.iter().map(|new| new.response.version_id).collect();
    let units: Vec<&str> = responses.iter().map(|new| new.response.unit.as_str()).collect();
    let sectors: Vec<&str> = responses.iter().map(|new| new.response.sector.as_str()).collect();
    let modes: Vec<&str> = responses.iter().map(|new| new.response.mode.word()).collect();
    let languages: Vec<&str> = responses.iter().map(|new| new.response.language.tag()).collect();
    let assisted: Vec<bool> = responses.iter().map(|new| new.response.assisted).collect();
    let moments: Vec<i64> = responses.iter().map(|new| new.response.submitted_at).collect();
    let months: Vec<i64> = responses.iter().map(|new| new.response.month.number().into()).collect();
    let answers: Vec<&str> = responses.iter().map(|new| new.answers.as_str()).collect();
    let strata: Vec<Option<&str>> = places.iter().map(|place| place.map(|place| place.stratum.as_str())).collect();
    let clusters: Vec<Option<&str>> = places.iter().map(|place| place.map(|place| place.psu.as_str())).collect();
    let weights: Vec<Option<f64>> = places.iter().map(|place| place.map(|place| place.weight.get())).collect();
    let query = sqlx::query_scalar(ADD_COLUMNS).bind(ids).bind(points).bind(campaigns).bind(versions).bind(units).bind(sectors);
    let query = query.bind(modes).bind(languages).bind(assisted).bind(moments).bind(months).bind(answers);
    Ok((query.bind(strata).bind(clusters).bind(weights).fetch_all(connection).await?, 1))
}

/// Writes a group in one transaction on a connection: the responses, then what the new ones add to the counts.
macro_rules! write_group_on {
    ($db:expr, $connection:expr, $begin:literal, $add:path, $group:expr, $statements:expr) => {{
        let mut transaction = (&mut *$connection).begin_with($begin).await?;
        let tx = &mut *transaction;
        let (ids, sent) = $add(&mut *tx, &firsts($group), $db).await?;
        $statements += sent;
        let mut added: HashSet<Uuid> = ids.into_iter().collect();
        let mut known: HashMap<Uuid, Body> = HashMap::new();
        let mut outcomes = Vec::with_capacity($group.len());
        for new in $group {
            let id = new.response.id;
            outcomes.push(if added.remove(&id) {
                Storing::Stored
            } else {
                if !known.contains_key(&id) {
                    known.insert(id, sqlx::query_as(BODY).bind(id).fetch_one(&mut *tx).await?);
                    $statements += 1;
                }
                if new.is(&known[&id]) { Storing::AlreadyStored } else { Storing::Conflict }
            });
        }
        let tally: Vec<(Cell, Count)> = tally($group, &outcomes).into_iter().collect();
        for chunk in tally.chunks(MOST) {
            let mut query = sqlx::query(pending::ADD.text(chunk.len(), $db));
            for (cell, count) in chunk {
                query = query
                    .bind(cell.campaign_id)
                    .bind(cell.unit.as_str())
                    .bind(cell.sector.as_str())
                    .bind(cell.mode.as_str())
                    .bind(cell.month)
                    .bind(count.responses)
                    .bind(count.rated)
                    .bind(count.answers_json());
            }
            query.execute(&mut *tx).await?;
            $statements += 1;
        }
        transaction.commit().await?;
        $statements += 2;
        Ok::<_, StoreError>(outcomes)
    }};
}

/// Writes a group in one transaction, within a time: each response that is new, and what these add to the counts.
///
/// # Errors
/// When it failed as a whole. After [`StoreError::TimedOut`] it may yet have been stored.
pub(super) async fn write_group(
    db: &Database,
    metrics: &Metrics,
    group: &[NewResponse],
    patience: std::time::Duration,
) -> Result<Vec<Storing>, StoreError> {
    let mut statements = 0;
    let written = match db {
        Database::Sqlite { write, .. } => {
            let mut connection = write.acquire().await?;
            let written =
                timeout(patience, async { write_group_on!(db, connection, "BEGIN IMMEDIATE", add_sqlite, group, statements) })
                    .await;
            if written.is_err() {
                connection.close_on_drop();
            }
            written
        }
        Database::Postgres(pool) => {
            let mut connection = pool.acquire().await?;
            let written =
                timeout(patience, async { write_group_on!(db, connection, "BEGIN", add_postgres, group, statements) }).await;
            // A server that does not answer would hold this connection until it does.
            if written.is_err() {
                connection.close_on_drop();
            }
            written
        }
    };
    Metrics::add(&metrics.statements, statements);
    let outcomes = written.map_err(|_| StoreError::TimedOut)??;
    Metrics::add(&metrics.groups, 1);
    Metrics::add(&metrics.responses, outcomes.iter().filter(|outcome| **outcome == Storing::Stored).count());
    Ok(outcomes)
}
