//! Drawing and storing at the same time: while one batch is on its way to the disk, others are drawn by threads of their own.

use std::collections::VecDeque;
use std::sync::Arc;
use std::thread::available_parallelism;

use app::domain::response::Storing;
use tokio::task::spawn_blocking;

use super::DemoError;
use super::invitations::Invitations;
use super::plan::Plan;
use crate::store::Store;

/// After how many batches what is pending is folded into the counts.
const ROLLUP: u64 = 64;

/// Draws every response of the plan and stores it, batch after batch in the order of the plan, whichever thread is done first. Only as many
/// batches are in memory as there are processors, and one.
pub(super) async fn store_responses(
    store: &Store,
    plan: &Arc<Plan>,
    mut invitations: Invitations,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<u64, DemoError> {
    let total = plan.points.iter().map(|planned| planned.responses).sum();
    let ahead = available_parallelism().map_or(1, usize::from) + 1;
    let mut batches = plan.batches();
    let mut drawn = VecDeque::with_capacity(ahead);
    let mut stored = 0;
    for number in 1.. {
        drawn.extend(batches.by_ref().take(ahead - drawn.len()).map(|batch| {
            let plan = plan.clone();
            spawn_blocking(move || plan.draw(&batch))
        }));
        let Some(next) = drawn.pop_front() else { break };
        let outcomes = store.store_all(&invitations.given_to(next.await?)).await?;
        stored += outcomes.iter().map(|outcome| u64::from(*outcome == Storing::Stored)).sum::<u64>();
        progress(stored, total);
        // Now and then rather than all at the end: little is pending at a time, and the progress tells the truth.
        if number % ROLLUP == 0 {
            store.rollup_all().await?;
        }
    }
    store.rollup_all().await?;
    Ok(stored)
}
