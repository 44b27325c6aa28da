//! How many of those who were invited answered.

use app::domain::code::Code;
use app::domain::role::Reach;
use uuid::Uuid;

use super::replica::on_replica;
use super::scope::within;
use super::{Store, StoreError, row};

// What is neither open nor was withdrawn or expired was answered. Of lists there are far fewer than of collection points, so they come first.
const INVITED: &str = within!(
    "SELECT p.campaign_id, p.sector, CAST(SUM(b.issued) AS BIGINT), CAST(SUM(b.issued - b.withdrawn - b.expired \
     - (SELECT COUNT(*) FROM invitation WHERE batch_id = b.id)) AS BIGINT) \
     FROM invitation_batch b CROSS JOIN collection_point p \
     WHERE p.code = b.point AND p.sector IS NOT NULL AND ($1 = '*' OR p.unit IN (SELECT code FROM reach)) AND b.created_at >= $2 AND b.created_at < $3 \
     GROUP BY p.campaign_id, p.sector"
);

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[INVITED];

/// The invitations to answer about a sector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// For which campaign.
    pub campaign: Uuid,
    /// About which sector.
    pub sector: String,
    /// How many were given out.
    pub issued: u64,
    /// How many of them were used to answer.
    pub answered: u64,
}

impl Store {
    /// The invitations that were given out from one moment to before another (UTC milliseconds) to answer about a unit or one below it, where
    /// they name the sector.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn invited(&self, unit: &Code, from: i64, until: i64) -> Result<Vec<Invited>, StoreError> {
        let reach = self.reading(&Reach::Units(vec![unit.clone()])).await?;
        let rows: Vec<(Uuid, String, i64, i64)> = on_replica!(self, pool => {
            sqlx::query_as(INVITED).bind(reach.as_str()).bind(from).bind(until).fetch_all(pool).await
        })?;
        let invited = |(campaign, sector, issued, answered)| {
            Ok(Invited { campaign, sector, issued: row::count(issued)?, answered: row::count(answered)? })
        };
        rows.into_iter().map(invited).collect()
    }
}
