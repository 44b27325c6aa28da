//! `hailong verify`: whether what a workbook or a report says still holds.

use std::path::{Path, PathBuf};

use crate::handover::{Unreadable, verify};
use crate::store::Store;

/// Why a file was not checked.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The file cannot be opened.
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    /// It cannot be checked.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// Recounts from the responses, compares every figure and sentence of the file with what it is now, and prints those that do not hold, with the
/// reasons; returns whether all do.
///
/// # Errors
/// When the file cannot be read or is about something else, or when the database does not answer.
pub async fn run(store: &Store, file: &Path, privacy_minimum: u64) -> Result<bool, VerifyError> {
    let bytes = std::fs::read(file).map_err(|error| VerifyError::File(file.to_owned(), error))?;
    let found = verify(store, &bytes, privacy_minimum, &mut |done| eprintln!("verify: {done} responses recounted")).await?;
    println!("{}", found.subject);
    for differing in &found.differing {
        let quoted = |text: &Option<String>| text.as_ref().map_or("nothing".to_owned(), |text| format!("“{text}”"));
        println!(
            "{}: {}: the file says {}, it should be {}",
            differing.part,
            differing.place,
            quoted(&differing.file),
            quoted(&differing.now)
        );
    }
    for cause in &found.causes {
        println!("why: {cause}");
    }
    let holds = found.differing.is_empty();
    let missed = found.differing.len();
    if holds {
        println!("{} figures and sentences compared: every one holds", found.compared);
    } else {
        println!("{} figures and sentences compared: {missed} do not hold", found.compared);
    }
    Ok(holds)
}
