//! What the demonstration promises.

mod answers;
mod figures;
mod repeating;
mod storing;

use std::sync::LazyLock;

use app::domain::questionnaire::Version;

use super::Size;
use super::plan::{Plan, PlannedPoint};
use crate::store::responses::NewResponse;

/// A day in November 2026.
const NOW: i64 = 1_794_900_000_000;

static PLAN: LazyLock<Plan> = LazyLock::new(|| Plan::new(NOW, Size::default()).unwrap());
static RESPONSES: LazyLock<Vec<NewResponse>> = LazyLock::new(|| all(&PLAN).map(|(_, new)| new).collect());

fn all(plan: &Plan) -> impl Iterator<Item = (&PlannedPoint, NewResponse)> {
    plan.points.iter().flat_map(|planned| plan.responses(planned).map(move |new| (planned, new)))
}

fn version(new: &NewResponse) -> &'static Version {
    &PLAN.versions.iter().find(|(id, _)| *id == new.response().version_id).unwrap().1
}

/// FNV-1a of everything that is drawn, in order.
fn fingerprint<'a>(responses: impl Iterator<Item = &'a NewResponse>) -> u64 {
    responses
        .flat_map(|new| format!("{:?} {}", new.response(), new.count().rated == 1).into_bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A plan of this size, with everything that is drawn for it.
fn drawn(responses: u64, communes: u16) -> (Plan, Vec<NewResponse>) {
    let plan = Plan::new(NOW, Size { responses: Some(responses), communes }).unwrap();
    let batches: Vec<_> = plan.batches().collect();
    // Backwards, as no thread would: what is drawn does not depend on what was drawn before.
    let mut groups: Vec<_> = batches.iter().rev().map(|batch| plan.draw(batch)).collect();
    assert!(groups.iter().all(|group| group.len() <= 4_000));
    groups.reverse();
    (plan, groups.into_iter().flatten().collect())
}
