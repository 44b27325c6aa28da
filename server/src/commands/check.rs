//! `hailong check`: recount every figure from the stored responses, and put it right where that is asked; follow the chain of the audit log.

use data_encoding::HEXLOWER;

use crate::store::{Store, StoreError};

/// Recounts everything, follows the audit log and prints what differs; returns whether everything agrees, or does after the repair. A log
/// that was changed cannot be repaired.
///
/// # Errors
/// When the database does not answer, or holds a response that does not fit its questionnaire.
pub async fn run(store: &Store, repair: bool) -> Result<bool, StoreError> {
    let holds = audit_holds(store).await?;
    Ok(counts_agree(store, repair).await? && holds)
}

/// Whether the audit log is whole. The last hash is printed: whoever keeps it elsewhere sees later that nothing was cut off or written anew.
async fn audit_holds(store: &Store) -> Result<bool, StoreError> {
    match store.check_audit().await? {
        Ok(head) => {
            let hash = HEXLOWER.encode(&head.hash);
            println!("{} audit entries: the chain holds; the last hash is {hash}", head.number);
            Ok(true)
        }
        Err(broken) => {
            println!("audit log: {broken}");
            Ok(false)
        }
    }
}

async fn counts_agree(store: &Store, repair: bool) -> Result<bool, StoreError> {
    let recount = store.recount(&mut |done| eprintln!("check: {done} responses recounted")).await?;
    for difference in &recount.differences {
        println!("{difference}");
    }
    let agrees = recount.differences.is_empty();
    let verdict = if agrees { "every count agrees" } else { "counts differ" };
    if recount.erased > 0 {
        println!(
            "{} responses were erased because their time was over; what they add is as it was written down then",
            recount.erased
        );
    }
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
