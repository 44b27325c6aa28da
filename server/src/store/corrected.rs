//! Counts as the responses have them, where the kept ones are wrong: for whoever must not trust what is kept.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use uuid::Uuid;

use super::Store;
use super::cells::Place;
use super::counted_rows::Grain;
use super::recount::Recount;
use super::tally::Count;

impl Store {
    /// This store as if the kept counts were what a recount found. Nothing is written; figures of samples, which are made of responses one by
    /// one, are the same.
    #[must_use]
    pub fn as_recounted(&self, recount: &Recount) -> Self {
        Self { corrections: Arc::new(recount.corrections().clone()), ..self.clone() }
    }

    /// What is to be added to the counts of units with all below them, in some periods: the unit, the rest of the key, the period.
    pub(super) fn corrections(
        &self,
        grain: Grain,
        periods: RangeInclusive<i64>,
    ) -> impl Iterator<Item = (&str, (Uuid, String, String), i64, &Count)> {
        let within = move |place: &Place| {
            place.below && place.source.is_pool() == (grain == Grain::Pools) && periods.contains(&place.period)
        };
        self.corrections.iter().filter(move |(place, _)| within(place)).map(|(place, count)| {
            (place.unit.as_str(), (place.source.id(), place.sector.clone(), place.mode.clone()), place.period, count)
        })
    }
}

/// What is to be added where.
pub(super) type Corrections = Arc<BTreeMap<Place, Count>>;
