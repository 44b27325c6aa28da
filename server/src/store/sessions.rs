//! Sessions of those who signed in.

use app::domain::account::Account;
use uuid::Uuid;

use super::audit::note;
use super::database::{in_transaction, on_read};
use super::{Store, StoreError};
use crate::accounts::token::TokenHash;
use crate::audit::{Act, Action, Author};

const OPEN: &str = "INSERT INTO session (id, hash, account_id, complete, created_at, seen_at, expires_at, browser) \
    VALUES ($1, $2, $3, $4, $5, $5, $6, $7)";
const FIND: &str = "SELECT id, account_id, complete, created_at, seen_at, expires_at, browser FROM session WHERE hash = $1";
const OF: &str = "SELECT id, account_id, complete, created_at, seen_at, expires_at, browser FROM session \
    WHERE account_id = $1 AND complete AND expires_at > $2 AND seen_at > $3 ORDER BY seen_at DESC, id";
const TOUCH: &str = "UPDATE session SET seen_at = $2 WHERE id = $1 AND seen_at < $2";
const END: &str = "DELETE FROM session WHERE id = $1 AND account_id = $2";
const END_HALF: &str = "DELETE FROM session WHERE id = $1 AND NOT complete";
const SWEEP: &str = "DELETE FROM session WHERE expires_at <= $1 OR seen_at <= $2";
const SIGNED_IN: &str = "UPDATE account SET signed_in_at = $2 WHERE id = $1";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[OPEN, FIND, OF, TOUCH, END, END_HALF, SWEEP, SIGNED_IN];

/// How long a session lasts without being used, in milliseconds: two hours.
pub const IDLE: i64 = 2 * 60 * 60 * 1000;

/// A session.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Session {
    /// Its identifier, which opens nothing.
    pub id: Uuid,
    /// Whose it is.
    pub account_id: Uuid,
    /// Whether everything was asked that is asked when signing in.
    pub complete: bool,
    /// When it began: UTC milliseconds.
    pub created_at: i64,
    /// When it was last used, to the minute: UTC milliseconds.
    pub seen_at: i64,
    /// When it ends at the latest: UTC milliseconds.
    pub expires_at: i64,
    /// What the browser said it is.
    pub browser: String,
}

impl Session {
    /// Whether it still lasts.
    #[must_use]
    pub const fn lasts(&self, now: i64) -> bool {
        now < self.expires_at && now < self.seen_at + IDLE
    }
}

impl Store {
    /// Begins a session, and forgets those of anybody that have ended.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn open_session(&self, account: &Account, session: &Session, hash: TokenHash) -> Result<(), StoreError> {
        let now = session.created_at;
        in_transaction!(&self.db, tx => {
            sqlx::query(SWEEP).bind(now).bind(now - IDLE).execute(&mut *tx).await?;
            sqlx::query(OPEN)
                .bind(session.id)
                .bind(hash.as_bytes().as_slice())
                .bind(session.account_id)
                .bind(session.complete)
                .bind(now)
                .bind(session.expires_at)
                .bind(session.browser.as_str())
                .execute(&mut *tx)
                .await?;
            if session.complete {
                sqlx::query(SIGNED_IN).bind(account.id).bind(now).execute(&mut *tx).await?;
                let by = Author::Account { name: account.name.to_string(), session: Some(session.id) };
                let act = Act {
                    unit: super::accounts::unit(&account.grants),
                    ..Act::on(Action::SignedIn, super::accounts::subject(&account.name))
                };
                note!(&self.db, tx, &by, now, act);
            }
        });
        Ok(())
    }

    /// The session of a token, whether it still lasts or not.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn session(&self, hash: TokenHash) -> Result<Option<Session>, StoreError> {
        let hash = hash.as_bytes().as_slice();
        Ok(on_read!(&self.db, pool => sqlx::query_as(FIND).bind(hash).fetch_optional(pool).await)?)
    }

    /// The sessions of an account that last, the latest used first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sessions(&self, account: Uuid, now: i64) -> Result<Vec<Session>, StoreError> {
        Ok(on_read!(&self.db, pool => sqlx::query_as(OF).bind(account).bind(now).bind(now - IDLE).fetch_all(pool).await)?)
    }

    /// Notes that a session was used.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn touch_session(&self, id: Uuid, now: i64) -> Result<(), StoreError> {
        in_transaction!(&self.db, tx => {
            sqlx::query(TOUCH).bind(id).bind(now).execute(&mut *tx).await?;
        });
        Ok(())
    }

    /// Ends a session of an account; `false` where there is none.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn end_session(&self, by: &Author, now: i64, account: &Account, id: Uuid) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            if sqlx::query(END).bind(id).bind(account.id).execute(&mut *tx).await?.rows_affected() == 0 {
                return Ok(false);
            }
            let act = Act {
                unit: super::accounts::unit(&account.grants),
                ..Act::on(Action::SessionEnded, format!("session {id}"))
            };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Ends what began with a password, once the second factor was shown: a whole session takes its place.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn end_half_session(&self, id: Uuid) -> Result<(), StoreError> {
        in_transaction!(&self.db, tx => {
            sqlx::query(END_HALF).bind(id).execute(&mut *tx).await?;
        });
        Ok(())
    }
}
