//! The job that erases what was kept long enough: everything that is due, a little at a time, on one instance at a time.

use std::time::Duration;

use app::domain::campaign::Campaign;
use app::domain::retention::{Kind, Retention};
use uuid::Uuid;

use crate::sources::{Clock, Secrets};
use crate::store::disposing::{Due, Part, Settling};
use crate::store::{Store, StoreError};

/// How often it looks for what is due. What is due at midnight goes within an hour, and what was interrupted goes on.
const PACE: Duration = Duration::from_hours(1);
/// How long after the start it looks first: what serves comes before what erases.
const FIRST: Duration = Duration::from_secs(30);
/// Rows that one transaction changes while citizens wait for the same connection.
pub const LITTLE: usize = 200;
/// Rows that one transaction changes where a command does it and nobody need wait.
pub const MUCH: usize = 2_000;
/// The pause between two transactions, in which those who waited are served.
const BREATH: Duration = Duration::from_millis(10);
/// Up to this size, in bytes, an SQLite file is written anew while it is served. That takes 3 seconds, which is what citizens wait without being told
/// to try again.
const SMALL: i64 = 256 << 20;
/// How often the log of an SQLite file is tried to be emptied, while others read, and the pause between.
const TRIES: u32 = 60;
const PAUSE: Duration = Duration::from_secs(1);

/// What a look erased.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Kinds of campaigns of which the last was erased.
    pub finished: Vec<(Uuid, Kind)>,
    /// How many rows went.
    pub rows: u64,
    /// Answers that were withdrawn while they were held, and went now.
    pub withdrawn: u64,
    /// Whether another instance is at it.
    pub elsewhere: bool,
    /// What could not be erased, in words for whoever runs the program.
    pub failed: Vec<String>,
}

/// Something that is to be erased at a moment, or will be.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The campaign.
    pub campaign: Campaign,
    /// What of it.
    pub kind: Kind,
    /// From when on: UTC milliseconds.
    pub due_at: i64,
    /// Whether it is held.
    pub held: bool,
}

/// What of all campaigns is still to be erased, the earliest first.
///
/// # Errors
/// When the database does not answer.
pub async fn planned(store: &Store, now: i64) -> Result<Vec<Planned>, StoreError> {
    let (retention, done, holds) = (store.retention(now).await?, store.all_disposals().await?, store.holds().await?);
    let mut planned = Vec::new();
    for campaign in store.campaigns().await? {
        let is_done =
            |kind: &Kind| done.get(&campaign.id).and_then(|done| done.get(kind)).is_some_and(|one| one.finished_at.is_some());
        for kind in Kind::ALL.into_iter().filter(|kind| !is_done(kind)) {
            if let Some(due_at) = retention.due_at(&campaign, kind, now) {
                planned.push(Planned { campaign: campaign.clone(), kind, due_at, held: holds.contains_key(&campaign.id) });
            }
        }
    }
    planned.sort_by_key(|planned| (planned.due_at, planned.campaign.id, planned.kind));
    Ok(planned)
}

/// Erases everything that is due at `now`, up to `most` rows in a transaction. What fails does not keep the rest from going.
///
/// # Errors
/// When it cannot be found out what is due.
pub async fn erase(store: &Store, now: i64, secrets: &Secrets, most: usize) -> Result<Erased, StoreError> {
    store.begin_retention(now).await?;
    // Who asked for it comes first: once the identifiers are gone, nobody finds these answers.
    let mut erased = Erased { withdrawn: store.carry_out_withdrawals(now).await?, ..Erased::default() };
    // Invitations have a time of their own, a day, and may be left from a hold.
    store.erase_expired(now).await?;
    let retention: Retention = store.retention(now).await?;
    let mut planned = planned(store, now).await?;
    // Texts go before rows move to other identifiers, so that they move without them.
    planned.sort_by_key(|planned| (planned.campaign.id, planned.kind));
    for Planned { campaign, kind, held, .. } in planned {
        if held || !retention.is_due(&campaign, kind, now) {
            continue;
        }
        match erase_kind(store, Due { campaign: &campaign, kind, now, most }, secrets).await {
            Ok((rows, last)) => {
                erased.rows += rows;
                match last {
                    Part::Finished(_) => erased.finished.push((campaign.id, kind)),
                    Part::Elsewhere => {
                        erased.elsewhere = true;
                        break;
                    }
                    Part::More(_) | Part::Already | Part::Stays => {}
                }
            }
            Err(error) => erased.failed.push(format!("campaign {}, {}: {error}", campaign.id, kind.word())),
        }
    }
    Ok(erased)
}

/// Erases one kind of a campaign, with a breath between transactions.
async fn erase_kind(store: &Store, due: Due<'_>, secrets: &Secrets) -> Result<(u64, Part), StoreError> {
    let mut rows = 0;
    loop {
        match store.dispose(due, secrets).await? {
            Part::More(some) => rows += some,
            Part::Finished(some) => return Ok((rows + some, Part::Finished(some))),
            last => return Ok((rows, last)),
        }
        tokio::time::sleep(BREATH).await;
    }
}

/// Sees to it that what was erased is in no file any more, as soon as nobody reads. `most` is the size of an SQLite file, in bytes, up to which it
/// is written anew.
///
/// # Errors
/// When the database does not answer.
pub async fn settle(store: &Store, most: Option<i64>) -> Result<Settling, StoreError> {
    let mut settling = store.settle_erasure(most).await?;
    for _ in 1..TRIES {
        if settling != Settling::Busy {
            break;
        }
        tokio::time::sleep(PAUSE).await;
        settling = store.settle_erasure(most).await?;
    }
    Ok(settling)
}

/// Erases what is due for as long as the program serves.
pub async fn keep_erasing(store: Store, clock: Clock, secrets: Secrets) {
    tokio::time::sleep(FIRST).await;
    let mut is_told = false;
    loop {
        match erase(&store, clock.now(), &secrets, LITTLE).await {
            Ok(erased) => {
                for failed in &erased.failed {
                    tracing::warn!(%failed, "not erased yet");
                }
                if !erased.finished.is_empty() {
                    tracing::info!(rows = erased.rows, kinds = erased.finished.len(), "erased what was kept long enough");
                    is_told = false;
                }
            }
            Err(error) => tracing::warn!(%error, "what was kept long enough was not erased yet"),
        }
        // What an earlier run erased before it was killed is settled too.
        match settle(&store, Some(SMALL)).await {
            Ok(Settling::Settled) => {}
            Ok(Settling::TooLarge) if is_told => {}
            Ok(Settling::TooLarge) => {
                is_told = true;
                tracing::warn!(
                    "parts of what was erased may still stand in the file, which is too large to be written anew while it is served: run `hailong retention --now` at a quiet hour"
                );
            }
            Ok(Settling::Busy) => {
                tracing::warn!("others read all the time: what was erased may still stand in the write-ahead log");
            }
            Err(error) => tracing::warn!(%error, "what was erased may still stand in the database's own files"),
        }
        tokio::time::sleep(PACE).await;
    }
}
