//! Minutes of monthly reviews that were kept: they never change.

use app::domain::period::Month;
use app::domain::review::Review;
use app::domain::role::Reach;
use serde_json::json;
use uuid::Uuid;

use super::audit::note;
use super::database::{in_transaction, on_read};
use super::scope::{parameter, within};
use super::{Store, StoreError, row};
use crate::audit::{Act, Action, Author};

const OF_MONTH: &str = within!(
    "SELECT id, kept_at FROM review WHERE unit = $2 AND month = $3 AND ($1 = '*' OR unit IN (SELECT code FROM reach)) \
     ORDER BY kept_at DESC, id DESC LIMIT 50"
);
const ONE: &str = within!("SELECT kept_at, facts FROM review WHERE id = $2 AND ($1 = '*' OR unit IN (SELECT code FROM reach))");
const ADD: &str = within!(
    "INSERT INTO review (id, unit, month, kept_at, facts) SELECT $2, $3, $4, $5, $6 WHERE $1 = '*' OR $3 IN (SELECT code FROM reach)"
);

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[OF_MONTH, ONE, ADD];

impl Store {
    /// The minutes that were kept of a unit in reach and a month, the latest first: their identifiers, and when they were kept (UTC
    /// milliseconds).
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn reviews_of(&self, reach: &Reach, unit: &str, month: Month) -> Result<Vec<(Uuid, i64)>, StoreError> {
        let (reach, month) = (self.reading(reach).await?, i64::from(month.number()));
        let rows = on_read!(&self.db, pool => {
            sqlx::query_as(OF_MONTH).bind(reach.as_str()).bind(unit).bind(month).fetch_all(pool).await
        })?;
        Ok(rows)
    }

    /// The minutes with this identifier, if their unit is in reach, and when they were kept (UTC milliseconds).
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn review(&self, reach: &Reach, id: Uuid) -> Result<Option<(i64, Review)>, StoreError> {
        let reach = self.reading(reach).await?;
        let found: Option<(i64, String)> =
            on_read!(&self.db, pool => sqlx::query_as(ONE).bind(reach.as_str()).bind(id).fetch_optional(pool).await)?;
        let review = |(at, facts): (i64, String)| {
            Ok::<_, StoreError>((at, row::parsed("facts", &facts, |facts| serde_json::from_str(facts).ok())?))
        };
        found.map(review).transpose()
    }

    /// Keeps minutes of a unit in reach; `false` where it is not.
    ///
    /// # Errors
    /// When the database does not take them.
    pub async fn keep_review(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (id, new): (Uuid, &Review),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            let added = sqlx::query(ADD)
                .bind(parameter(reach))
                .bind(id)
                .bind(new.unit.as_str())
                .bind(i64::from(new.month))
                .bind(now)
                .bind(json!(new).to_string())
                .execute(&mut *tx)
                .await?;
            if added.rows_affected() == 0 {
                return Ok(false);
            }
            let month = new.month().map(|month| month.to_string());
            let told = json!({ "unit": new.unit, "month": month, "as_of": new.as_of });
            let act = Act {
                unit: Some(new.unit.to_string()),
                after: Some(told),
                ..Act::on(Action::ReviewKept, format!("review {id}"))
            };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }
}
