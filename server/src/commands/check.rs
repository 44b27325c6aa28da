//! `hailong check`: recount every figure from the stored responses.

use crate::store::{Store, StoreError};

/// Recounts each campaign and prints what differs; returns whether everything agrees.
///
/// # Errors
/// When the database does not answer, or holds a response that does not fit its questionnaire.
pub async fn run(store: &Store) -> Result<bool, StoreError> {
    let mut agrees = true;
    for campaign in store.campaigns().await? {
        for difference in store.differing_counts(campaign.id, campaign.version_id).await? {
            println!("{difference}");
            agrees = false;
        }
    }
    let responses = store.response_count().await?;
    let verdict = if agrees { "every count agrees" } else { "counts differ" };
    println!("{responses} responses recounted: {verdict}");
    Ok(agrees)
}
