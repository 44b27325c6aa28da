//! Tokens of the API: as administrators see and make them, and as they are found by what a request brings.

use app::domain::api_token::{ApiRight, ApiToken};
use app::domain::api_token_form::NewToken;
use app::domain::role::{Reach, Scope};
use serde_json::{Value, json};
use uuid::Uuid;

use super::audit::{alone, note};
use super::database::{in_transaction, on_read};
use super::scope::{parameter, within};
use super::{Store, StoreError, row};
use crate::accounts::token::TokenHash;
use crate::audit::{Act, Action, Author};

/// The columns of an [`ApiToken`].
macro_rules! columns {
    () => {
        "id, name, unit, rights, created_at, created_by, expires_at, revoked_at, used_at"
    };
}

// A token that holds everywhere has no unit: only who reaches everything sees and ends it.
const WITHIN: &str =
    within!("SELECT ", columns!(), " FROM api_token WHERE ($1 = '*' OR unit IN (SELECT code FROM reach)) ORDER BY id DESC");
const ONE: &str =
    within!("SELECT ", columns!(), " FROM api_token WHERE id = $2 AND ($1 = '*' OR unit IN (SELECT code FROM reach))");
const ADD: &str = within!(
    "INSERT INTO api_token (id, hash, name, unit, rights, created_at, created_by, expires_at) \
     SELECT $2, $3, $4, $5, $6, $7, $8, $9 WHERE $1 = '*' OR $5 IN (SELECT code FROM reach)"
);
const REVOKE: &str = within!(
    "UPDATE api_token SET revoked_at = $3 WHERE id = $2 AND revoked_at IS NULL AND ($1 = '*' OR unit IN (SELECT code FROM reach))"
);
const FIND: &str = concat!("SELECT ", columns!(), " FROM api_token WHERE hash = $1");
const TOUCH: &str = "UPDATE api_token SET used_at = $2 WHERE id = $1 AND (used_at IS NULL OR used_at < $2)";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[WITHIN, ONE, ADD, REVOKE, FIND, TOUCH];

/// A token's columns.
type Row = (Uuid, String, Option<String>, String, i64, String, i64, Option<i64>, Option<i64>);

fn token(row: Row) -> Result<ApiToken, StoreError> {
    let (id, name, unit, rights, created_at, created_by, expires_at, revoked_at, used_at) = row;
    let scope = match unit {
        Some(unit) => Scope::Unit(row::code("unit of a token", &unit)?),
        None => Scope::Everything,
    };
    let rights = rights.split_whitespace().map(|word| row::parsed("right of a token", word, ApiRight::from_word));
    Ok(ApiToken {
        id,
        name,
        scope,
        rights: rights.collect::<Result<_, _>>()?,
        created_at,
        created_by,
        expires_at,
        revoked_at,
        used_at,
    })
}

/// What the log tells of a token.
fn told(name: &str, scope: &Scope, rights: &[ApiRight], expires_at: i64) -> Value {
    let rights: Vec<&str> = rights.iter().map(|right| right.word()).collect();
    json!({ "name": name, "unit": scope.word(), "rights": rights, "until": expires_at })
}

/// What is done to a token, for the auditors of its unit.
fn act(action: Action, id: Uuid, scope: &Scope) -> Act {
    let unit = Some(scope.word()).filter(|unit| !unit.is_empty()).map(str::to_owned);
    Act { unit, ..Act::on(action, format!("token {id}")) }
}

impl Store {
    /// The tokens that hold in reach and nowhere else, the newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn tokens_within(&self, reach: &Reach) -> Result<Vec<ApiToken>, StoreError> {
        let rows: Vec<Row> = on_read!(&self.db, pool => sqlx::query_as(WITHIN).bind(parameter(reach)).fetch_all(pool).await)?;
        rows.into_iter().map(token).collect()
    }

    /// The token with this identifier, if it is among these.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn token(&self, reach: &Reach, id: Uuid) -> Result<Option<ApiToken>, StoreError> {
        let row: Option<Row> =
            on_read!(&self.db, pool => sqlx::query_as(ONE).bind(parameter(reach)).bind(id).fetch_optional(pool).await)?;
        row.map(token).transpose()
    }

    /// Adds a token; `false` where its unit is not in reach.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn add_token(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (id, hash, new): (Uuid, TokenHash, &NewToken),
    ) -> Result<bool, StoreError> {
        let rights: Vec<&str> = new.rights.iter().map(|right| right.word()).collect();
        let unit = Some(new.scope.word()).filter(|unit| !unit.is_empty());
        in_transaction!(&self.db, tx => {
            alone!(&self.db, tx);
            let added = sqlx::query(ADD)
                .bind(parameter(reach))
                .bind(id)
                .bind(hash.as_bytes().as_slice())
                .bind(new.name.as_str())
                .bind(unit)
                .bind(rights.join(" "))
                .bind(now)
                .bind(by.name().unwrap_or_default())
                .bind(new.expires_at)
                .execute(&mut *tx)
                .await?;
            if added.rows_affected() == 0 {
                return Ok(false);
            }
            let after = Some(told(&new.name, &new.scope, &new.rights, new.expires_at));
            note!(&self.db, tx, by, now, Act { after, ..act(Action::TokenMade, id, &new.scope) });
        });
        Ok(true)
    }

    /// Puts an end to a token; `false` where it is not in reach, or somebody was quicker.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn revoke_token(&self, by: &Author, now: i64, reach: &Reach, old: &ApiToken) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            alone!(&self.db, tx);
            let revoked = sqlx::query(REVOKE).bind(parameter(reach)).bind(old.id).bind(now).execute(&mut *tx).await?;
            if revoked.rows_affected() == 0 {
                return Ok(false);
            }
            let before = Some(told(&old.name, &old.scope, &old.rights, old.expires_at));
            note!(&self.db, tx, by, now, Act { before, ..act(Action::TokenRevoked, old.id, &old.scope) });
        });
        Ok(true)
    }

    /// The token of this hash, whether or not it still opens anything.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn token_of(&self, hash: TokenHash) -> Result<Option<ApiToken>, StoreError> {
        let hash = hash.as_bytes().as_slice();
        let row: Option<Row> = on_read!(&self.db, pool => sqlx::query_as(FIND).bind(hash).fetch_optional(pool).await)?;
        row.map(token).transpose()
    }

    /// Notes that a token was used.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn touch_token(&self, id: Uuid, now: i64) -> Result<(), StoreError> {
        in_transaction!(&self.db, tx => {
            sqlx::query(TOUCH).bind(id).bind(now).execute(&mut *tx).await?;
        });
        Ok(())
    }
}
