//! The traits through which pages read. The server implements them over its database; the browser part never calls them.

use std::future::Future;
use std::sync::Arc;

use crate::domain::campaign::Campaign;
use crate::domain::collection_point::{CollectionPoint, PointCode};
use crate::domain::figure::{Filter, Results};
use crate::domain::questionnaire::Version;
use crate::domain::sector::Sector;
use crate::domain::tree::Tree;
use crate::domain::unit::Unit;

/// A store that could not answer, with the cause for the log; the reader of the page only learns that it happened.
#[derive(Debug)]
pub struct Unavailable(pub Box<dyn std::error::Error + Send + Sync>);

impl std::fmt::Display for Unavailable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the store did not answer: {}", self.0)
    }
}

impl std::error::Error for Unavailable {}

/// All that the page of a collection point needs.
#[derive(Clone, Debug)]
pub struct Survey {
    /// The collection point.
    pub point: CollectionPoint,
    /// Its campaign.
    pub campaign: Campaign,
    /// The questionnaire version asked.
    pub version: Arc<Version>,
    /// The unit that is judged.
    pub unit: Unit,
    /// The unit that asks.
    pub owner: Unit,
    /// The sectors among which the citizen chooses, where the point leaves that open; otherwise just the point's own.
    pub sectors: Vec<Sector>,
}

/// Reading of collection points.
pub trait Surveys {
    /// The survey behind a collection point's code, if there is one.
    fn survey(&self, code: &PointCode) -> impl Future<Output = Result<Option<Arc<Survey>>, Unavailable>> + Send;
}

/// Reading of figures.
pub trait Figures {
    /// The results under a filter, counted as of `now` (UTC milliseconds).
    fn results(&self, filter: &Filter, now: i64) -> impl Future<Output = Result<Results, Unavailable>> + Send;
}

/// Reading of what an installation is.
pub trait Installation {
    /// All units.
    fn units(&self) -> impl Future<Output = Result<Tree<Unit>, Unavailable>> + Send;
}
