//! What can go wrong below the store.

use app::store::Unavailable;

/// A failure of the store: something went wrong. That a thing is not there is no failure but `None`.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database's own error.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The tables could not be brought up to date.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The address names no database that we know.
    #[error("`{0}` is neither a sqlite:// nor a postgres:// address")]
    Address(String),
    /// A stored value that the domain does not allow: the database was changed by something else.
    #[error("stored {what} cannot be read: {value}")]
    Unreadable {
        /// What it should be.
        what: &'static str,
        /// What it is.
        value: String,
    },
    /// A version is published already under this code and number, with another text.
    #[error("version {number} of `{code}` is published already and says something else; give the new one another number")]
    VersionDiffers {
        /// The questionnaire's code.
        code: String,
        /// The version's number.
        number: u32,
    },
    /// The writer has stopped: the program is shutting down.
    #[error("the writer has stopped")]
    Stopped,
}

impl From<StoreError> for Unavailable {
    fn from(error: StoreError) -> Self {
        Self(Box::new(error))
    }
}
