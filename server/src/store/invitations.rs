//! Invitations: what is open. The transaction that stores an answer takes its invitation away, and nothing else ever tells who answered.

use std::collections::HashMap;

use app::domain::collection_point::PointCode;
use data_encoding::HEXLOWER;
use sqlx::{PgConnection, SqliteConnection};
use uuid::Uuid;

use super::database::on_read;
use super::{Store, StoreError, row};
use crate::accounts::token::TokenHash;

const BY_HASH: &str =
    "SELECT point, expires_at FROM invitation JOIN invitation_batch ON invitation_batch.id = batch_id WHERE hash = $1";
/// Puts an invitation back whose answer turned out not to be a new one.
pub(super) const PUT_BACK: &str = "INSERT INTO invitation (hash, batch_id, reference) VALUES ($1, $2, $3)";
pub(super) const REMOVE_BATCH: &str = "DELETE FROM invitation WHERE batch_id = $1";
pub(super) const COUNT_OF_BATCH: &str = "SELECT COUNT(*) FROM invitation WHERE batch_id = $1";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[BY_HASH, PUT_BACK, REMOVE_BATCH, COUNT_OF_BATCH];

/// Writes many invitations of a list, given as JSON pairs of hash and reference.
pub(super) const ADD_ON_SQLITE: &str = "INSERT INTO invitation (hash, batch_id, reference) \
    SELECT unhex(json_extract(value, '$[0]')), $1, json_extract(value, '$[1]') FROM json_each($2)";
/// Takes away those of these hashes, given as JSON, that are open.
const TAKE_ON_SQLITE: &str =
    "DELETE FROM invitation WHERE hash IN (SELECT unhex(value) FROM json_each($1)) RETURNING hash, batch_id, reference";

/// What only SQLite is asked, to be prepared there by a test.
pub const SQLITE_SQL: &[&str] = &[ADD_ON_SQLITE, TAKE_ON_SQLITE];

/// The same on PostgreSQL.
pub(super) const ADD_ON_POSTGRES: &str = "INSERT INTO invitation (hash, batch_id, reference) \
    SELECT decode(pair->>0, 'hex'), $1, pair->>1 FROM jsonb_array_elements($2::text::jsonb) AS pair";
/// The same on PostgreSQL. Whoever takes several locks them in the order of their hashes, so that nobody waits in a circle.
const TAKE_ON_POSTGRES: &str = "DELETE FROM invitation WHERE hash IN (SELECT hash FROM invitation WHERE hash = ANY($1) ORDER BY hash \
    FOR UPDATE) RETURNING hash, batch_id, reference";
/// Locks what is open of a list, in the same order.
pub(super) const LOCK_BATCH: &str = "SELECT 1 FROM invitation WHERE batch_id = $1 ORDER BY hash FOR UPDATE";

/// What only PostgreSQL is asked, to be prepared there by a test.
pub const POSTGRES_SQL: &[&str] = &[ADD_ON_POSTGRES, TAKE_ON_POSTGRES, LOCK_BATCH];

/// How many invitations one statement writes.
const PART: usize = 5_000;

/// Invitations that a transaction took away, each with its list and its reference, to be put back if need be.
pub(super) type Taken = HashMap<TokenHash, (Uuid, String)>;

type TakenRow = (Vec<u8>, Uuid, String);

fn taken(rows: Vec<TakenRow>) -> Result<Taken, StoreError> {
    let unreadable = |_| StoreError::Unreadable { what: "hash of an invitation", value: String::new() };
    let pair =
        |(hash, batch, reference): TakenRow| Ok((TokenHash::try_from(hash.as_slice()).map_err(unreadable)?, (batch, reference)));
    rows.into_iter().map(pair).collect()
}

/// Takes away those of these invitations that are open.
pub(super) async fn take_sqlite(connection: &mut SqliteConnection, hashes: &[TokenHash]) -> Result<Taken, StoreError> {
    let json: Vec<String> = hashes.iter().map(|hash| HEXLOWER.encode(hash.as_bytes())).collect();
    let json = serde_json::Value::from(json).to_string();
    taken(sqlx::query_as(TAKE_ON_SQLITE).bind(json).fetch_all(connection).await?)
}

/// The same on PostgreSQL.
pub(super) async fn take_postgres(connection: &mut PgConnection, hashes: &[TokenHash]) -> Result<Taken, StoreError> {
    let hashes: Vec<&[u8]> = hashes.iter().map(|hash| hash.as_bytes().as_slice()).collect();
    taken(sqlx::query_as(TAKE_ON_POSTGRES).bind(hashes).fetch_all(connection).await?)
}

/// Invitations as statements that write many of them get them: in the order of their hashes, in parts.
pub(super) fn written(mut pairs: Vec<(TokenHash, &str)>) -> Vec<String> {
    pairs.sort_unstable_by_key(|(hash, _)| *hash.as_bytes());
    let json = |(hash, reference): &(TokenHash, &str)| serde_json::json!([HEXLOWER.encode(hash.as_bytes()), reference]);
    pairs.chunks(PART).map(|part| part.iter().map(json).collect::<serde_json::Value>().to_string()).collect()
}

impl Store {
    /// The collection point whose form an open invitation opens, and until when it does (UTC milliseconds). `None` where it was answered,
    /// withdrawn, replaced, or never was: nobody can say which.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn invitation(&self, hash: TokenHash) -> Result<Option<(PointCode, i64)>, StoreError> {
        let row: Option<(String, i64)> = on_read!(&self.db, pool => {
            sqlx::query_as(BY_HASH).bind(hash.as_bytes().as_slice()).fetch_optional(pool).await
        })?;
        row.map(|(point, expires_at)| Ok((row::code("collection point", &point)?, expires_at))).transpose()
    }
}
