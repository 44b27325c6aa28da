//! The newest responses to a campaign, a bounded number of them: what is said of answers as such, and not of counts, is read from these where
//! there are very many.

use app::domain::period::Period;
use uuid::Uuid;

use super::replica::on_replica;
use super::{Store, StoreError};

// Identifiers are in the order of time, so that the index of a campaign leads to its newest; the month then says to which period they belong.
const NEWEST: &str = "SELECT response.id, response.point, response.unit, response.sector, response.mode, month, submitted_at, by_invitation, \
     answers FROM response JOIN collection_point ON collection_point.code = response.point \
     WHERE response.campaign_id = $1 AND response.id < $2 AND month >= $3 AND month <= $4 ORDER BY response.id DESC LIMIT $5";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[NEWEST];

/// A response as it is stored, without who gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewestResponse {
    /// Its identifier.
    pub id: Uuid,
    /// The collection point.
    pub point: String,
    /// The unit judged.
    pub unit: String,
    /// The sector judged.
    pub sector: String,
    /// The mode.
    pub mode: String,
    /// The month, `YYYYMM`.
    pub month: i64,
    /// When the server took it: UTC milliseconds.
    pub submitted_at: i64,
    /// Whether its point is for those who were invited.
    pub by_invitation: bool,
    /// The answers as stored.
    pub answers: String,
}

impl NewestResponse {
    /// When its form was opened (UTC milliseconds): an identifier of version 7 begins with that moment. Of others it is when they were taken.
    #[must_use]
    pub fn opened_at(&self) -> i64 {
        match self.id.get_version_num() {
            7 => i64::try_from(self.id.as_u128() >> 80).unwrap_or(self.submitted_at),
            _ => self.submitted_at,
        }
    }
}

/// The columns of a [`NewestResponse`], as the query names them.
type Row = (Uuid, String, String, String, String, i64, i64, bool, String);

impl Store {
    /// At most `most` of the newest responses to a campaign in a period, or of all time, the newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn newest_responses(
        &self,
        campaign: Uuid,
        period: Option<Period>,
        most: u32,
    ) -> Result<Vec<NewestResponse>, StoreError> {
        let months = period.map(Period::months);
        let (first, last) = months.map_or((0, i64::MAX), |(first, last)| (i64::from(first.number()), i64::from(last.number())));
        // An identifier begins with the moment at which its form was opened, and a form is not sent before it is opened.
        let until = months.map_or(Uuid::max(), |(_, last)| first_of(last.plus(1).begins_at()));
        let rows: Vec<Row> = on_replica!(self, pool => {
            sqlx::query_as(NEWEST).bind(campaign).bind(until).bind(first).bind(last).bind(i64::from(most)).fetch_all(pool).await
        })?;
        let response = |(id, point, unit, sector, mode, month, submitted_at, by_invitation, answers)| NewestResponse {
            id,
            point,
            unit,
            sector,
            mode,
            month,
            submitted_at,
            by_invitation,
            answers,
        };
        Ok(rows.into_iter().map(response).collect())
    }
}

/// The first identifier of a moment (UTC milliseconds).
fn first_of(moment: i64) -> Uuid {
    let moment = u128::try_from(moment).unwrap_or_default();
    Uuid::from_u128(moment << 80)
}

#[cfg(test)]
mod tests {
    use super::first_of;
    use crate::sources::Ids;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn identifiers_of_a_moment_come_after_its_first() {
        let moment = 1_790_000_000_123;
        let made = Ids::new(ChaCha8Rng::seed_from_u64(7)).make(moment);
        assert!(first_of(moment) <= made && made < first_of(moment + 1));
    }
}
