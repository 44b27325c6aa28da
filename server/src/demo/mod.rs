//! Demonstration data: an invented province whose figures look like those that real provinces published.
//!
//! Everything follows from one seed and the month of `now`, so that two installations filled in the same month are equal, but for what tablets
//! told, which ends at `now`. The tables that say who, where and how satisfied stand in `province`, `campaigns`, `households`, `model`,
//! `choices` and `devices`; `country` and `size` make more of the same for measuring; the rest only draws from them.

pub mod accounts;
mod answers;
mod batches;
mod campaigns;
mod choices;
mod comments;
mod country;
mod devices;
mod filling;
mod households;
mod improvements;
mod indices;
mod invitations;
mod model;
mod moments;
mod outlines;
mod plan;
mod province;
mod respondent;
mod responses;
mod size;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use app::domain::code::Code;
use app::domain::collection_point::PointCode;
use app::domain::role::Reach;

use crate::audit::Author;
use crate::instrument::file::FileError;
use crate::store::{Store, StoreError};
use invitations::Invitations;
use plan::Plan;
pub use size::Size;

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Every collection point: those that take answers today first, the closed and the future ones last.
    pub points: Vec<PointSummary>,
    /// How many responses were stored.
    pub responses: u64,
}

/// A collection point, as told to whoever runs the demonstration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointSummary {
    /// The code of the questionnaire that it asks.
    pub kind: Code,
    /// Its own code.
    pub code: PointCode,
    /// Whether only those who were invited answer there, so that its code alone opens nothing.
    pub by_invitation: bool,
}

impl PointSummary {
    /// The path of its page.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/s/{}", self.code)
    }
}

/// Why there are no demonstration data.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database holds something already.
    #[error(
        "the database has units already; demonstration data are only written into an empty one, so that they never mix with real answers"
    )]
    NotEmpty,
    /// The store did not take them.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A built-in questionnaire is wrong.
    #[error("built-in questionnaire {0}: {1}")]
    Questionnaire(&'static str, #[source] FileError),
    /// The built-in catalogue is wrong.
    #[error("built-in catalogue: {0}")]
    Catalogue(#[from] toml::de::Error),
    /// A table of the demonstration names something that is not there; a test holds that none does.
    #[error("the demonstration's tables name `{0}`, which does not exist")]
    Table(String),
    /// A thread that drew responses ended early.
    #[error("responses could not be drawn: {0}")]
    Drawing(#[from] tokio::task::JoinError),
    /// The summary could not be printed.
    #[error("the summary could not be printed: {0}")]
    Print(#[from] std::io::Error),
}

/// Fills an empty store with the usual demonstration: 24 whole months that end before the month of `now` (UTC milliseconds). `progress`
/// is told how many responses are on disk, and of how many.
///
/// # Errors
/// [`DemoError::NotEmpty`] when the store has units, and whatever the store refuses.
pub async fn fill(store: &Store, now: i64, progress: &mut (dyn FnMut(u64, u64) + Send)) -> Result<Summary, DemoError> {
    fill_to(store, now, Size::default(), progress).await
}

/// Fills an empty store with a demonstration of any size.
///
/// # Errors
/// As [`fill`].
pub async fn fill_to(
    store: &Store,
    now: i64,
    size: Size,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<Summary, DemoError> {
    if !store.units().await?.nodes().is_empty() {
        return Err(DemoError::NotEmpty);
    }
    let plan = Arc::new(Plan::new(now, size)?);
    // The mark comes first: whatever happens afterwards, no page can show these data as real ones.
    store.mark_as_demonstration().await?;
    store.add_units(&plan.units).await?;
    store.add_sectors(&plan.sectors).await?;
    store.add_targets(&plan.targets).await?;
    for (id, classification) in &plan.classifications {
        store.add_classification(&Author::Program, now, &Reach::Everything, (*id, classification)).await?;
    }
    store.add_administrative_rates(&plan.rates).await?;
    for (id, version) in &plan.versions {
        store.publish(*id, version, plan.published_at).await?;
    }
    for campaign in &plan.campaigns {
        store.add_campaign(campaign).await?;
    }
    let points: Vec<_> = plan.points.iter().map(|planned| planned.point.clone()).collect();
    store.add_collection_points(&points).await?;
    let invitations = Invitations::issue(store, &plan, now).await?;
    devices::add(store, &plan, now).await?;
    let responses = filling::store_responses(store, &plan, invitations, progress).await?;
    improvements::add(store, &plan, now).await?;
    indices::add(store, &plan, now).await?;
    outlines::add(store, &plan, now).await?;
    let told = |planned: &plan::PlannedPoint| PointSummary {
        kind: plan.campaigns[planned.campaign].questionnaire.clone(),
        code: planned.point.code.clone(),
        by_invitation: planned.point.by_invitation,
    };
    Ok(Summary { points: plan.points.iter().map(told).collect(), responses })
}
