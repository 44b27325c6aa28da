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
    /// The database did not answer in time. What was to be stored may yet be.
    #[error("the database did not answer in time")]
    TimedOut,
    /// Somebody else repaired the counts meanwhile, or moved a unit.
    #[error("the counts were repaired by somebody else meanwhile, or a unit was moved; check again")]
    RepairedMeanwhile,
    /// Every code that was drawn for a new collection point was taken.
    #[error("every code that was drawn for a new collection point was taken")]
    CodesTaken,
    /// A backup was asked for where something is already.
    #[error("{0} exists already; a backup never overwrites")]
    Exists(std::path::PathBuf),
    /// A backup by this program is of an SQLite file.
    #[error("PostgreSQL is backed up by its own tools: pg_dump for a copy, continuous archiving for any moment; see the README")]
    NotAFile,
    /// The writer has stopped: the program is shutting down.
    #[error("the writer has stopped")]
    Stopped,
}

impl StoreError {
    /// Whether the database refused what was in a row, rather than failing as a whole: then other rows may do.
    #[must_use]
    pub fn is_about_a_row(&self) -> bool {
        let Self::Database(sqlx::Error::Database(error)) = self else { return false };
        let Some(code) = error.code() else { return false };
        match code.parse::<u32>() {
            // SQLite: the low byte of an extended code 19 is a constraint, a trigger's refusal included; 18 too big, 20 of the wrong type.
            // PostgreSQL's codes have five characters, and their classes 22 and 23 are about data and constraints.
            Ok(number) if code.len() < 5 => matches!(number & 0xff, 18..=20),
            _ => code.starts_with("22") || code.starts_with("23") || code == "P0001",
        }
    }
}

impl From<StoreError> for Unavailable {
    fn from(error: StoreError) -> Self {
        Self(Box::new(error))
    }
}
