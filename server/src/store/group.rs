//! A group of responses on its way to the disk: one transaction that stores those that are new and notes what they add to the counts.

use std::collections::{HashMap, HashSet};

use app::domain::response::{Response, Storing};
use sqlx::error::{BoxDynError, DatabaseError};
use sqlx::postgres::PgArguments;
use sqlx::{Arguments, Connection, PgConnection, SqliteConnection};
use tokio::time::timeout;
use uuid::Uuid;

use super::audit::alone;
use super::comments::{self, NewComment};
use super::entering::{claim_entries, is_claimed, note_entries};
use super::handed_over::{self, note_handed_over};
use super::invitations::{PUT_BACK, Taken, take_postgres, take_sqlite};
use super::many_rows::{MOST, ManyRows};
use super::metrics::Metrics;
use super::responses::{Body, NewResponse};
use super::tally::{Cell, Count, Tally, add_to};
use super::{Database, StoreError, pending};
use crate::accounts::token::TokenHash;

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
/// Stores rows that are all new, with their comments, and notes what they add to the counts, in one statement that is a transaction by itself. Where one of them
/// is not new, it fails as a whole.
const ADD_NEW: &str = "WITH added AS (INSERT INTO response (id, point, campaign_id, version_id, unit, sector, mode, language, assisted, \
    submitted_at, month, answers, stratum, psu, weight) SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], \
    $6::text[], $7::text[], $8::text[], $9::boolean[], $10::bigint[], $11::bigint[], $12::text[], $13::text[], $14::text[], \
    $15::double precision[])), \
    commented AS (INSERT INTO comment (response_id, item, unit, sector, mode, month, position, score, text, folded) \
    SELECT * FROM unnest($24::uuid[], $25::text[], $26::text[], $27::text[], $28::text[], $29::bigint[], $30::bigint[], $31::bigint[], \
    $32::text[], $33::text[])) \
    INSERT INTO pending (campaign_id, unit, sector, mode, month, responses, rated, answers) SELECT * FROM unnest($16::uuid[], $17::text[], \
    $18::text[], $19::text[], $20::bigint[], $21::bigint[], $22::bigint[], $23::text[])";
/// What is compared where an identifier comes again.
const BODY: &str = "SELECT point, sector, assisted, answers FROM response WHERE id = $1";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[BODY];

/// What only PostgreSQL is asked, to be prepared there by a test.
pub const POSTGRES_SQL: &[&str] = &[ADD_COLUMNS, ADD_NEW];

/// What new responses add to the counts, by cell.
fn tally<'a>(new: impl IntoIterator<Item = &'a NewResponse>) -> Vec<(Cell, Count)> {
    let mut tally = Tally::new();
    for new in new {
        add_to(&mut tally, new.cell(), &new.count, 1);
    }
    tally.into_iter().collect()
}

/// The invitations by which a group comes.
fn invitations(group: &[NewResponse]) -> Vec<TokenHash> {
    let hashes: HashSet<TokenHash> = group.iter().filter_map(|new| new.invitation).collect();
    hashes.into_iter().collect()
}

/// Each identifier's first response of a group, of those by invitation the first by each that was taken: what else comes is judged against
/// what is stored; and of those entered by collectors only what is claimed. They are in the order of their identifiers, so that where two instances write several of the same, one waits for the
/// other and neither for both.
fn firsts<'a>(group: &'a [NewResponse], taken: &Taken, claimed: &HashSet<Uuid>) -> Vec<&'a NewResponse> {
    let mut seen = HashSet::with_capacity(group.len());
    let mut used = HashSet::new();
    let mut firsts = Vec::with_capacity(group.len());
    for new in group {
        let is_invited = new.invitation.is_none_or(|hash| taken.contains_key(&hash) && !used.contains(&hash));
        if is_invited && is_claimed(new, claimed) && seen.insert(new.response.id) {
            used.extend(new.invitation);
            firsts.push(new);
        }
    }
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
    Ok((sqlx::query_scalar_with(ADD_COLUMNS, columns(responses).map_err(sqlx::Error::Encode)?).fetch_all(connection).await?, 1))
}

/// Stores responses and what they add to the counts if all of them are new; says whether that is so.
async fn add_if_all_new(connection: &mut PgConnection, responses: &[&NewResponse]) -> Result<bool, StoreError> {
    let tally = tally(responses.iter().copied());
    let all = columns(responses).and_then(|columns| and_pending(columns, &tally));
    let all = all.and_then(|columns| and_comments(columns, responses)).map_err(sqlx::Error::Encode)?;
    match sqlx::query_with(ADD_NEW, all).execute(connection).await {
        Ok(_) => Ok(true),
        Err(error) if error.as_database_error().is_some_and(DatabaseError::is_unique_violation) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// The columns of responses, as PostgreSQL takes them.
fn columns(responses: &[&NewResponse]) -> Result<PgArguments, BoxDynError> {
    let all = || responses.iter().map(|new| &new.response);
    let places = || all().map(|response| response.sample_place.as_ref());
    let mut columns = PgArguments::default();
    columns.add(all().map(|response| response.id).collect::<Vec<_>>())?;
    columns.add(all().map(|response| response.point.as_str()).collect::<Vec<_>>())?;
    columns.add(all().map(|response| response.campaign_id).collect::<Vec<_>>())?;
    columns.add(all().map(|response| response.version_id).collect::<Vec<_>>())?;
    columns.add(all().map(|response| response.unit.as_str()).collect::<Vec<_>>())?;
    columns.add(all().map(|response| response.sector.as_str()).collect::<Vec<_>>())?;
    columns.add(all().map(|response| response.mode.word()).collect::<Vec<_>>())?;
    columns.add(all().map(|response| response.language.tag()).collect::<Vec<_>>())?;
    columns.add(all().map(|response| response.assisted).collect::<Vec<_>>())?;
    columns.add(all().map(|response| response.submitted_at).collect::<Vec<_>>())?;
    columns.add(all().map(|response| i64::from(response.month.number())).collect::<Vec<_>>())?;
    columns.add(responses.iter().map(|new| new.answers.as_str()).collect::<Vec<_>>())?;
    columns.add(places().map(|place| place.map(|place| place.stratum.as_str())).collect::<Vec<_>>())?;
    columns.add(places().map(|place| place.map(|place| place.psu.as_str())).collect::<Vec<_>>())?;
    columns.add(places().map(|place| place.map(|place| place.weight.get())).collect::<Vec<_>>())?;
    Ok(columns)
}

/// The same columns, followed by those of pending rows.
fn and_pending(mut columns: PgArguments, tally: &[(Cell, Count)]) -> Result<PgArguments, BoxDynError> {
    let cells = || tally.iter().map(|(cell, _)| cell);
    let counts = || tally.iter().map(|(_, count)| count);
    columns.add(cells().map(|cell| cell.campaign_id).collect::<Vec<_>>())?;
    columns.add(cells().map(|cell| cell.unit.as_str()).collect::<Vec<_>>())?;
    columns.add(cells().map(|cell| cell.sector.as_str()).collect::<Vec<_>>())?;
    columns.add(cells().map(|cell| cell.mode.as_str()).collect::<Vec<_>>())?;
    columns.add(cells().map(|cell| cell.month).collect::<Vec<_>>())?;
    columns.add(counts().map(|count| count.responses).collect::<Vec<_>>())?;
    columns.add(counts().map(|count| count.rated).collect::<Vec<_>>())?;
    columns.add(counts().map(Count::answers_json).collect::<Vec<_>>())?;
    Ok(columns)
}

/// The same columns, followed by those of comments.
fn and_comments(mut columns: PgArguments, responses: &[&NewResponse]) -> Result<PgArguments, BoxDynError> {
    let all = || responses.iter().flat_map(|new| new.comments.iter().map(|comment| (&new.response, comment)));
    columns.add(all().map(|(response, _)| response.id).collect::<Vec<_>>())?;
    columns.add(all().map(|(_, comment)| comment.item.as_str()).collect::<Vec<_>>())?;
    columns.add(all().map(|(response, _)| response.unit.as_str()).collect::<Vec<_>>())?;
    columns.add(all().map(|(response, _)| response.sector.as_str()).collect::<Vec<_>>())?;
    columns.add(all().map(|(response, _)| response.mode.word()).collect::<Vec<_>>())?;
    columns.add(all().map(|(response, _)| i64::from(response.month.number())).collect::<Vec<_>>())?;
    columns.add(all().map(|(_, comment)| comment.position).collect::<Vec<_>>())?;
    columns.add(all().map(|(_, comment)| comment.score).collect::<Vec<_>>())?;
    columns.add(all().map(|(_, comment)| comment.text.as_str()).collect::<Vec<_>>())?;
    columns.add(all().map(|(_, comment)| comment.folded.as_str()).collect::<Vec<_>>())?;
    Ok(columns)
}

/// Writes a group in one transaction on a connection: the responses, then what the new ones add to the counts. A group without
/// invitations and entries costs no statement for them.
macro_rules! write_group_on {
    ($db:expr, $connection:expr, $begin:literal, ($take:path, $add:path), $group:expr, $statements:expr) => {{
        let mut transaction = (&mut *$connection).begin_with($begin).await?;
        let tx = &mut *transaction;
        // Whoever changes something notes it under this lock from the beginning, so that of two none waits for the other for ever.
        if handed_over::any($group) {
            alone!($db, tx);
            $statements += 1;
        }
        let invitations = invitations($group);
        let mut taken = Taken::new();
        if !invitations.is_empty() {
            taken = $take(&mut *tx, &invitations).await?;
            $statements += 1;
        }
        let claimed = claim_entries!(tx, $group, $statements);
        let firsts = firsts($group, &taken, &claimed);
        let (ids, sent) = $add(&mut *tx, &firsts, $db).await?;
        $statements += sent;
        let mut added: HashSet<Uuid> = ids.into_iter().collect();
        let mut answered: HashMap<Uuid, TokenHash> = HashMap::new();
        for new in firsts.iter().filter(|new| added.contains(&new.response.id)) {
            answered.extend(new.invitation.map(|hash| (new.response.id, hash)));
        }
        // What was taken for an identifier that was stored before has not been answered.
        taken.retain(|hash, _| !answered.values().any(|other| other == hash));
        for (hash, (batch, reference)) in &taken {
            sqlx::query(PUT_BACK).bind(hash.as_bytes().as_slice()).bind(batch).bind(reference.as_str()).execute(&mut *tx).await?;
            $statements += 1;
        }
        let mut known: HashMap<Uuid, Option<Body>> = HashMap::new();
        let mut outcomes = Vec::with_capacity($group.len());
        for new in $group {
            let id = new.response.id;
            outcomes.push(if answered.get(&id) == new.invitation.as_ref() && added.remove(&id) {
                Storing::Stored
            } else {
                if !known.contains_key(&id) {
                    known.insert(id, sqlx::query_as(BODY).bind(id).fetch_optional(&mut *tx).await?);
                    $statements += 1;
                }
                match &known[&id] {
                    Some(body) if new.is(body) => Storing::AlreadyStored,
                    Some(_) => Storing::Conflict,
                    None => Storing::Spent,
                }
            });
        }
        note_entries!($db, tx, $group, &outcomes, &claimed, $statements);
        note_handed_over!($db, tx, $group, &outcomes, $statements);
        let stored = $group.iter().zip(&outcomes).filter(|(_, outcome)| **outcome == Storing::Stored);
        let stored: Vec<&NewResponse> = stored.map(|(new, _)| new).collect();
        let comments: Vec<(&Response, &NewComment)> =
            stored.iter().flat_map(|new| new.comments.iter().map(|comment| (&new.response, comment))).collect();
        for chunk in comments.chunks(MOST) {
            let mut query = sqlx::query(comments::ADD.text(chunk.len(), $db));
            for (response, comment) in chunk {
                query = query
                    .bind(response.id)
                    .bind(comment.item.as_str())
                    .bind(response.unit.as_str())
                    .bind(response.sector.as_str())
                    .bind(response.mode.word())
                    .bind(i64::from(response.month.number()))
                    .bind(comment.position)
                    .bind(comment.score)
                    .bind(comment.text.as_str())
                    .bind(comment.folded.as_str());
            }
            query.execute(&mut *tx).await?;
            $statements += 1;
        }
        let tally = tally(stored);
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
            let written = timeout(patience, async {
                write_group_on!(db, connection, "BEGIN IMMEDIATE", (take_sqlite, add_sqlite), group, statements)
            })
            .await;
            if written.is_err() {
                connection.close_on_drop();
            }
            written
        }
        Database::Postgres(pool) => {
            let mut connection = pool.acquire().await?;
            let written = timeout(patience, async {
                // Nearly always each response comes once, by no invitation, no collector and no other system. That is tried first, on one way to the server and back
                // instead of five.
                let firsts = firsts(group, &Taken::new(), &HashSet::new());
                if firsts.len() == group.len() && !handed_over::any(group) {
                    statements += 1;
                    if add_if_all_new(&mut connection, &firsts).await? {
                        return Ok(vec![Storing::Stored; group.len()]);
                    }
                }
                write_group_on!(db, connection, "BEGIN", (take_postgres, add_postgres), group, statements)
            })
            .await;
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
