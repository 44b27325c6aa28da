//! Pools of campaigns: those of one questionnaire version, one measure and one minimum for publication. Figures take their answers together, so
//! counts are kept of pools as well as of campaigns, and a country's figure does not take longer for being made of a thousand campaigns.
//!
//! What makes up a pool is settled when a campaign is opened: only a draft, which has no answers, changes its version, its sampling or its minimum.

use std::collections::HashMap;

use app::domain::campaign::{Campaign, Sampling};
use app::domain::measure::Measure;
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use super::{StoreError, row};

/// What the campaigns of each pool have in common, for every campaign there is.
pub(super) const ALL: &str = "SELECT id, version_id, sampling, minimum FROM campaign";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[ALL];

/// A campaign with what its pool is made from.
pub(super) type Row = (Uuid, Uuid, String, Option<i64>);

/// What the campaigns of a pool have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// The questionnaire version asked.
    pub version_id: Uuid,
    /// The measure of their answers.
    pub measure: Measure,
    /// Their own minimum of respondents for publication, if they have one.
    pub minimum: Option<u64>,
}

impl Pool {
    /// The pool to which a campaign belongs.
    #[must_use]
    pub fn of(campaign: &Campaign) -> Self {
        Self { version_id: campaign.version_id, measure: Measure::of(campaign.sampling), minimum: campaign.minimum }
    }

    /// Its identifier, which follows from what it is: nobody has to give it out.
    fn id(&self) -> Uuid {
        let Self { version_id, measure, minimum } = self;
        let minimum = minimum.map_or_else(String::new, |minimum| minimum.to_string());
        let digest = Sha256::digest(format!("{version_id} {} {minimum}", measure.word()));
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        Builder::from_custom_bytes(bytes).into_uuid()
    }
}

/// The pools of all campaigns.
#[derive(Debug, Default)]
pub struct Pools {
    of_campaigns: HashMap<Uuid, Uuid>,
    pools: HashMap<Uuid, Pool>,
}

impl Pools {
    /// Of these campaigns.
    pub(super) fn of(campaigns: &[Campaign]) -> Self {
        campaigns.iter().map(|campaign| (campaign.id, Pool::of(campaign))).collect()
    }

    /// Of the campaigns of these rows.
    pub(super) fn read(rows: Vec<Row>) -> Result<Self, StoreError> {
        let pool = |(id, version_id, sampling, minimum): Row| {
            let sampling = Sampling::from_word(&sampling);
            let sampling = sampling.ok_or(StoreError::Unreadable { what: "sampling of a campaign", value: id.to_string() })?;
            let minimum = minimum.map(row::count).transpose()?;
            Ok((id, Pool { version_id, measure: Measure::of(sampling), minimum }))
        };
        rows.into_iter().map(pool).collect()
    }

    /// The identifier of a campaign's pool; none for a campaign that nobody knows.
    #[must_use]
    pub fn id(&self, campaign: Uuid) -> Option<Uuid> {
        self.of_campaigns.get(&campaign).copied()
    }

    /// The pool with this identifier.
    #[must_use]
    pub fn get(&self, id: Uuid) -> Option<&Pool> {
        self.pools.get(&id)
    }
}

impl FromIterator<(Uuid, Pool)> for Pools {
    fn from_iter<I: IntoIterator<Item = (Uuid, Pool)>>(campaigns: I) -> Self {
        let mut all = Self::default();
        for (campaign, pool) in campaigns {
            let id = pool.id();
            all.of_campaigns.insert(campaign, id);
            all.pools.insert(id, pool);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use app::domain::measure::Measure;
    use uuid::Uuid;

    use super::{Pool, Pools};

    #[test]
    fn whatever_figures_tell_apart_is_another_pool() {
        let one = Pool { version_id: Uuid::from_u128(1), measure: Measure::Feedback, minimum: None };
        let others = [
            Pool { version_id: Uuid::from_u128(2), ..one },
            Pool { measure: Measure::Survey, ..one },
            Pool { minimum: Some(0), ..one },
            Pool { minimum: Some(30), ..one },
        ];
        let campaigns = (0_u128..).map(Uuid::from_u128);
        let pools: Pools = campaigns.zip([one, one].into_iter().chain(others)).collect();
        let id = |campaign| pools.id(Uuid::from_u128(campaign)).unwrap();
        assert_eq!(id(0), id(1));
        assert_eq!((2..6).filter(|other| id(*other) == id(0)).count(), 0);
        assert_eq!(pools.get(id(5)), Some(&others[3]));
        assert_eq!(pools.id(Uuid::from_u128(9)), None);
        // It stands in databases, so it must not change.
        assert_eq!(id(0).to_string(), "c3cec64c-56e8-8673-95c5-93ef4ccd4aa7");
    }
}
