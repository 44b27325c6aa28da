//! A copy of an SQLite database while the program serves from it.

use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use super::StoreError;

const COPY: &str = "VACUUM INTO $1";

/// Writes a consistent copy of the database at an address to a file, which must not exist. It holds everything acknowledged before it
/// began. The copy gets its name only when it is whole and on disk.
///
/// # Errors
/// When the database is not an SQLite file, the file exists, or it cannot be written.
pub async fn back_up(url: &str, to: &Path) -> Result<(), StoreError> {
    if !url.starts_with("sqlite:") {
        return Err(StoreError::NotAFile);
    }
    if to.exists() {
        return Err(StoreError::Exists(to.to_owned()));
    }
    let part = to.with_added_extension("part");
    // What an interrupted backup left is no use to anyone.
    if part.exists() {
        std::fs::remove_file(&part).map_err(sqlx::Error::Io)?;
    }
    let options: SqliteConnectOptions = url.parse()?;
    let mut connection = options.create_if_missing(false).connect().await?;
    let copied = sqlx::query(COPY).bind(part.to_string_lossy().into_owned()).execute(&mut connection).await;
    connection.close().await?;
    copied?;
    let finish = || {
        std::fs::File::open(&part)?.sync_all()?;
        std::fs::rename(&part, to)?;
        let folder = to.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        std::fs::File::open(folder)?.sync_all()
    };
    finish().map_err(sqlx::Error::Io)?;
    Ok(())
}
