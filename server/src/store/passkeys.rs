//! Passkeys of accounts, and what authenticators were asked to sign.

use app::domain::account::Account;
use serde_json::json;
use uuid::Uuid;

use super::accounts::{subject, unit};
use super::audit::note;
use super::credentials::{ADD_CODE, REMOVE_CODES, REMOVE_USELESS_CODES};
use super::database::{in_transaction, on_read};
use super::{Store, StoreError};
use crate::accounts::passkeys::NewKey;
use crate::accounts::recovery::CodeHash;
use crate::accounts::token::TokenHash;
use crate::audit::{Act, Action, Author};

macro_rules! columns {
    () => {
        "id, account_id, credential_id, credential, name, added_at, used_at"
    };
}

const SWEEP: &str = "DELETE FROM passkey_challenge WHERE expires_at <= $1";
// Of those that nobody signed in for, the newest stay.
const MAKE_ROOM: &str = "DELETE FROM passkey_challenge WHERE hash IN (SELECT hash FROM passkey_challenge WHERE session_id IS NULL \
    ORDER BY expires_at DESC, hash LIMIT $1 OFFSET $2)";
const REPLACE: &str = "DELETE FROM passkey_challenge WHERE session_id = $1";
const BEGIN: &str = "INSERT INTO passkey_challenge (hash, session_id, state, expires_at) VALUES ($1, $2, $3, $4)";
// Whatever is wrong with the session or the time, it is gone.
const END: &str = "DELETE FROM passkey_challenge WHERE hash = $1 RETURNING session_id, state, expires_at";
const OF: &str = concat!("SELECT ", columns!(), " FROM passkey WHERE account_id = $1 ORDER BY added_at, id");
const ONE: &str = concat!("SELECT ", columns!(), " FROM passkey WHERE credential_id = $1");
const ADD: &str = "INSERT INTO passkey (id, account_id, credential_id, credential, name, added_at) VALUES ($1, $2, $3, $4, $5, $6) \
    ON CONFLICT DO NOTHING";
// Of two answers at once that were compared with the same counter, one is too late.
const USE: &str = "UPDATE passkey SET credential = $3, used_at = $4 WHERE id = $1 AND credential = $2";
const REMOVE: &str = "DELETE FROM passkey WHERE id = $1 AND account_id = $2 RETURNING name";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[SWEEP, MAKE_ROOM, REPLACE, BEGIN, END, OF, ONE, ADD, USE, REMOVE];

/// So many questions before anybody signed in are kept at most. Whoever asks without end only drives out what was asked longest ago, which most
/// people have answered by then; a question of a session is answered by nobody else and stays.
pub const MOST_OPEN: i64 = 4_096;

/// A passkey.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredPasskey {
    /// Its identifier.
    pub id: Uuid,
    /// Whose it is.
    pub account_id: Uuid,
    /// What the authenticator calls it.
    pub credential_id: Vec<u8>,
    /// What its signatures are compared with.
    pub credential: String,
    /// What its holder calls it.
    pub name: String,
    /// When it was added: UTC milliseconds.
    pub added_at: i64,
    /// When it was last used: UTC milliseconds.
    pub used_at: Option<i64>,
}

impl Store {
    /// Notes what an authenticator is asked, in a session or before any, and forgets what was not answered in time, what was asked before in the
    /// same session, and what is more than [`MOST_OPEN`].
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn begin_passkey(
        &self,
        now: i64,
        (hash, expires_at): (TokenHash, i64),
        session: Option<Uuid>,
        state: &str,
    ) -> Result<(), StoreError> {
        in_transaction!(&self.db, tx => {
            sqlx::query(SWEEP).bind(now).execute(&mut *tx).await?;
            match session {
                None => sqlx::query(MAKE_ROOM).bind(i64::MAX).bind(MOST_OPEN - 1).execute(&mut *tx).await?,
                Some(session) => sqlx::query(REPLACE).bind(session).execute(&mut *tx).await?,
            };
            sqlx::query(BEGIN)
                .bind(hash.as_bytes().as_slice())
                .bind(session)
                .bind(state)
                .bind(expires_at)
                .execute(&mut *tx)
                .await?;
        });
        Ok(())
    }

    /// What an answer is compared with, once; none where nothing was asked under this token, it was answered already, too long ago, or in
    /// another session.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn end_passkey(&self, now: i64, hash: TokenHash, session: Option<Uuid>) -> Result<Option<String>, StoreError> {
        let asked: Option<(Option<Uuid>, String, i64)> = in_transaction!(&self.db, tx => {
            sqlx::query_as(END).bind(hash.as_bytes().as_slice()).fetch_optional(&mut *tx).await?
        });
        Ok(asked.filter(|(within, _, expires_at)| *within == session && now < *expires_at).map(|(_, state, _)| state))
    }

    /// The passkeys of an account, the oldest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn passkeys(&self, account: Uuid) -> Result<Vec<StoredPasskey>, StoreError> {
        Ok(on_read!(&self.db, pool => sqlx::query_as(OF).bind(account).fetch_all(pool).await)?)
    }

    /// The passkey that an authenticator calls so, whose ever it is.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn passkey(&self, credential_id: &[u8]) -> Result<Option<StoredPasskey>, StoreError> {
        Ok(on_read!(&self.db, pool => sqlx::query_as(ONE).bind(credential_id).fetch_optional(pool).await)?)
    }

    /// Adds a passkey to an account, with recovery codes instead of all earlier ones where some are given; `false` where a key is already
    /// called so.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn add_passkey(
        &self,
        by: &Author,
        now: i64,
        account: &Account,
        (id, name, key): (Uuid, &str, &NewKey),
        codes: &[CodeHash],
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            let added = sqlx::query(ADD)
                .bind(id)
                .bind(account.id)
                .bind(key.credential_id.as_slice())
                .bind(key.credential.as_str())
                .bind(name)
                .bind(now)
                .execute(&mut *tx)
                .await?;
            if added.rows_affected() == 0 {
                return Ok(false);
            }
            if !codes.is_empty() {
                sqlx::query(REMOVE_CODES).bind(account.id).execute(&mut *tx).await?;
            }
            for code in codes {
                sqlx::query(ADD_CODE).bind(account.id).bind(code.as_bytes().as_slice()).execute(&mut *tx).await?;
            }
            note!(&self.db, tx, by, now, Act { after: Some(json!({"passkey": name})), ..about(account, Action::PasskeyAdded) });
        });
        Ok(true)
    }

    /// Notes that a passkey was used, and what is to be compared from now on; `false` where it was used at the same moment, or is gone.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn use_passkey(&self, now: i64, passkey: &StoredPasskey, credential: &str) -> Result<bool, StoreError> {
        Ok(in_transaction!(&self.db, tx => {
            let used = sqlx::query(USE)
                .bind(passkey.id)
                .bind(passkey.credential.as_str())
                .bind(credential)
                .bind(now)
                .execute(&mut *tx)
                .await?;
            used.rows_affected() > 0
        }))
    }

    /// Notes for the auditors of an account that one of its passkeys had signed less often than it was known to have.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn note_passkey_went_back(&self, now: i64, account: &Account, name: &str) -> Result<(), StoreError> {
        let act = Act { before: Some(json!({"passkey": name})), ..about(account, Action::PasskeyWentBack) };
        in_transaction!(&self.db, tx => note!(&self.db, tx, &Author::Program, now, act));
        Ok(())
    }

    /// Removes a passkey of an account, and the recovery codes where nothing is left for which they stand in; `false` where there is none.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn remove_passkey(&self, by: &Author, now: i64, account: &Account, id: Uuid) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            let removed: Option<String> =
                sqlx::query_scalar(REMOVE).bind(id).bind(account.id).fetch_optional(&mut *tx).await?;
            let Some(name) = removed else { return Ok(false) };
            sqlx::query(REMOVE_USELESS_CODES).bind(account.id).execute(&mut *tx).await?;
            note!(&self.db, tx, by, now, Act { before: Some(json!({"passkey": name})), ..about(account, Action::PasskeyRemoved) });
        });
        Ok(true)
    }
}

/// What is done about the passkeys of an account.
fn about(account: &Account, action: Action) -> Act {
    Act { unit: unit(&account.grants), ..Act::on(action, subject(&account.name)) }
}
