//! Hashing and comparing passwords beside everything else: both take a core for some milliseconds, on purpose.

use super::password::{self, PasswordError, SALT_BYTES, Verdict};
use crate::App;

/// The hash of a new password.
///
/// # Errors
/// When there is not enough memory, or the program is stopping.
pub async fn hash(app: &App, password: String) -> Result<String, PasswordError> {
    let cost = app.password_cost;
    let salt: [u8; SALT_BYTES] = app.secrets.make(|rng| {
        let mut salt = [0; SALT_BYTES];
        rand::Rng::fill_bytes(rng, &mut salt);
        salt
    });
    run(move || password::hash(&password, &salt, cost)).await
}

/// Compares what was typed with a stored hash; with none, it does the same work for nothing.
///
/// # Errors
/// When there is not enough memory, what is stored is no hash, or the program is stopping.
pub async fn verify(app: &App, stored: Option<String>, typed: String) -> Result<Verdict, PasswordError> {
    let cost = app.password_cost;
    run(move || password::verify(stored.as_deref(), &typed, cost)).await
}

async fn run<T: Send + 'static>(work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static) -> Result<T, PasswordError> {
    // Work that panicked or was cancelled gave no result, and there is nothing else to be done about it than to try again.
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(PasswordError::OutOfMemory))
}
