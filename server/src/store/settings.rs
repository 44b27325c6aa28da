//! Settings of the installation as a whole.

use super::database::{in_transaction, on_read};
use super::{Store, StoreError};

const READ: &str = "SELECT value FROM setting WHERE name = $1";
const WRITE: &str = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";

/// The setting under which an installation says that its data are invented.
const DEMONSTRATION: &str = "demonstration";

impl Store {
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

    /// Marks the data as a demonstration, for good.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn mark_as_demonstration(&self) -> Result<(), StoreError> {
        in_transaction!(&self.db, tx => {
            sqlx::query(WRITE).bind(DEMONSTRATION).bind("yes").execute(tx).await?;
        });
        Ok(())
    }
}

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[READ, WRITE];
