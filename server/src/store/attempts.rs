//! Attempts to sign in that failed, or are not known to be right yet.

use app::domain::account::Account;

use super::audit::note;
use super::database::{in_transaction, on_read};
use super::{Store, StoreError};
use crate::accounts::throttle::{Decision, Failures};
use crate::audit::{Act, Action, Author};

const FAILURES: &str = "SELECT failures, last_at FROM sign_in_failure WHERE source = $1";
// Writing the row, even as it was, keeps others from reading it until this attempt is counted.
const HOLD: &str = "INSERT INTO sign_in_failure (source, failures, last_at) VALUES ($1, 0, 0) ON CONFLICT (source) \
    DO UPDATE SET failures = sign_in_failure.failures RETURNING failures, last_at";
const COUNT: &str = "UPDATE sign_in_failure SET failures = $2, last_at = $3 WHERE source = $1";
const TAKE_BACK: &str = "UPDATE sign_in_failure SET failures = failures - 1, \
    last_at = CASE WHEN last_at = $2 THEN $3 ELSE last_at END WHERE source = $1 AND failures > 0";
const FORGET: &str = "DELETE FROM sign_in_failure WHERE source = $1 OR last_at <= $2";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[FAILURES, HOLD, COUNT, TAKE_BACK, FORGET];

/// An attempt that is counted as failed until it is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// When it was: UTC milliseconds.
    at: i64,
    /// Each source that it was counted for, and when the failure before was.
    sources: Vec<(String, i64)>,
}

impl Store {
    /// How often signing in failed lately from a source.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn failures(&self, source: &str) -> Result<Option<Failures>, StoreError> {
        let row: Option<(i64, i64)> =
            on_read!(&self.db, pool => sqlx::query_as(FAILURES).bind(source).fetch_optional(pool).await)?;
        Ok(row.and_then(failures))
    }

    /// Counts an attempt as failed, for each source, if what failed before allows it. Of many at once, each sees those before it.
    /// Sources are named in the same order by everybody: account before address.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn count_attempt(
        &self,
        sources: &[String],
        now: i64,
        decide: impl Fn(&[Option<Failures>]) -> Decision,
    ) -> Result<Result<Counted, i64>, StoreError> {
        Ok(in_transaction!(&self.db, tx => {
            let mut before = Vec::with_capacity(sources.len());
            for source in sources {
                let row: (i64, i64) = sqlx::query_as(HOLD).bind(source.as_str()).fetch_one(&mut *tx).await?;
                before.push(failures(row));
            }
            match decide(&before) {
                Decision::Wait(milliseconds) => Err(milliseconds),
                Decision::Allowed => {
                    for (source, before) in sources.iter().zip(&before) {
                        let Failures { count, last } = Failures::after(*before, now);
                        sqlx::query(COUNT).bind(source.as_str()).bind(i64::from(count)).bind(last).execute(&mut *tx).await?;
                    }
                    let last = |before: &Option<Failures>| before.map_or(0, |before| before.last);
                    Ok(Counted { at: now, sources: sources.iter().cloned().zip(before.iter().map(last)).collect() })
                }
            }
        }))
    }

    /// Takes an attempt back that was right.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn take_attempt_back(&self, counted: &Counted) -> Result<(), StoreError> {
        in_transaction!(&self.db, tx => {
            for (source, before) in &counted.sources {
                sqlx::query(TAKE_BACK).bind(source.as_str()).bind(counted.at).bind(*before).execute(&mut *tx).await?;
            }
        });
        Ok(())
    }

    /// Forgets the failures of a source, after somebody signed in, and all old ones.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn forget_failures(&self, source: &str, forgotten: i64) -> Result<(), StoreError> {
        in_transaction!(&self.db, tx => {
            sqlx::query(FORGET).bind(source).bind(forgotten).execute(&mut *tx).await?;
        });
        Ok(())
    }

    /// Notes for the auditors of an account that somebody failed to sign in to it.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn note_failure(&self, now: i64, account: &Account) -> Result<(), StoreError> {
        let act = Act {
            unit: super::accounts::unit(&account.grants),
            ..Act::on(Action::SignInFailed, super::accounts::subject(&account.name))
        };
        in_transaction!(&self.db, tx => note!(&self.db, tx, &Author::Program, now, act));
        Ok(())
    }
}

/// What is remembered in a row. One without failures was only held.
fn failures((count, last): (i64, i64)) -> Option<Failures> {
    (count > 0).then(|| Failures { count: u32::try_from(count).unwrap_or(u32::MAX), last })
}
