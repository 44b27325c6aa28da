//! `hailong backup`: a copy of a database that is being served.

use std::path::Path;

use crate::store::{StoreError, backup};

/// Copies the database at an address to a file.
///
/// # Errors
/// When it is not an SQLite database, the file exists, or it cannot be written.
pub async fn run(url: &str, to: &Path) -> Result<(), StoreError> {
    eprintln!("backup: copying to {}", to.display());
    backup::back_up(url, to).await?;
    let bytes = std::fs::metadata(to).map_or(0, |file| file.len());
    println!("{} written, {bytes} bytes; `hailong check --database-url sqlite://{}` proves it", to.display(), to.display());
    Ok(())
}
