//! Settings of the installation as a whole.

use super::database::on_read;
use super::{Store, StoreError, change};

pub(super) const READ: &str = "SELECT value FROM setting WHERE name = $1";
pub(super) const REMOVE: &str = "DELETE FROM setting WHERE name = $1";
pub(super) const WRITE: &str =
    "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";

/// The setting under which an installation says that its data are invented.
const DEMONSTRATION: &str = "demonstration";

/// The setting under which a migration says that responses were stored before the counts were.
const COUNTS: &str = "counts";
/// The setting that holds how often the counts were repaired.
pub(super) const REPAIRS: &str = "count-repairs";
/// The setting that a migration makes of randomness.
const FINGERPRINT_KEY: &str = "fingerprint-key";

impl Store {
    /// What goes into the fingerprint of counts that is handed out, so that nobody finds them by trying.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn fingerprint_key(&self) -> Result<String, StoreError> {
        Ok(on_read!(&self.db, pool => sqlx::query_scalar(READ).bind(FINGERPRINT_KEY).fetch_one(pool).await)?)
    }

    /// Whether the data are a demonstration.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn demonstration(&self) -> Result<bool, StoreError> {
        let value: Option<String> = on_read!(&self.db, pool => {
            sqlx::query_scalar(READ).bind(DEMONSTRATION).fetch_optional(pool).await
        })?;
        Ok(value.is_some())
    }

    /// Whether responses were stored before the counts that are kept now.
    pub(super) async fn counts_are_stale(&self) -> Result<bool, StoreError> {
        let value: Option<String> = on_read!(&self.db, pool => sqlx::query_scalar(READ).bind(COUNTS).fetch_optional(pool).await)?;
        Ok(value.is_some())
    }

    /// Notes that the counts hold for all that is stored.
    pub(super) async fn note_that_counts_hold(&self) -> Result<(), StoreError> {
        change!(self, tx => {
            sqlx::query(REMOVE).bind(COUNTS).execute(tx).await?;
        });
        Ok(())
    }

    /// Marks the data as a demonstration, for good.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn mark_as_demonstration(&self) -> Result<(), StoreError> {
        change!(self, tx => {
            sqlx::query(WRITE).bind(DEMONSTRATION).bind("yes").execute(tx).await?;
        });
        Ok(())
    }
}

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[READ, WRITE, REMOVE];
