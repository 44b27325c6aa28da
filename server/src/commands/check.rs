//! `hailong check`: recount every figure from the stored responses, and put it right where that is asked.

use crate::store::{Store, StoreError};

/// Recounts everything and prints what differs; returns whether everything agrees, or does after the repair.
///
/// # Errors
/// When the database does not answer, or holds a response that does not fit its questionnaire.
pub async fn run(store: &Store, repair: bool) -> Result<bool, StoreError> {
    let recount = store.recount(&mut |done| eprintln!("check: {done} responses recounted")).await?;
    for difference in &recount.differences {
        println!("{difference}");
    }
    let agrees = recount.differences.is_empty();
    let verdict = if agrees { "every count agrees" } else { "counts differ" };
    println!("{} responses recounted: {verdict}", recount.responses);
    if agrees || !repair {
        return Ok(agrees);
    }
    store.repair(recount).await?;
    let again = store.recount(&mut |done| eprintln!("check: {done} responses recounted once more")).await?;
    for difference in &again.differences {
        println!("still: {difference}");
    }
    println!("{} responses recounted after the repair", again.responses);
    Ok(again.differences.is_empty())
}
