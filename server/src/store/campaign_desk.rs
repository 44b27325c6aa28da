//! Campaigns as those who run surveys see them: which of them, whether they run it or are only measured by it, and how many answered.

use std::collections::{BTreeMap, HashMap};

use app::domain::period::Month;
use app::domain::role::Reach;
use uuid::Uuid;

use super::database::on_read;
use super::scope::{around, within};
use super::{Store, StoreError};

// A campaign is run by whoever looks after its owner. Whoever looks after units that it measures sees it once it is no draft any more: the
// measured does not hold the pen.
const SEEN: &str = around!(
    " SELECT id, $1 = '*' OR owner IN (SELECT code FROM reach) FROM campaign WHERE $1 = '*' OR owner IN (SELECT code FROM reach) \
     OR (state <> 'draft' AND id IN (SELECT campaign_id FROM campaign_unit \
     WHERE unit IN (SELECT code FROM reach) OR unit IN (SELECT code FROM above)))"
);
const SEES: &str = around!(
    " SELECT $1 = '*' OR owner IN (SELECT code FROM reach) FROM campaign WHERE id = $2 AND ($1 = '*' OR owner IN (SELECT code FROM reach) \
     OR (state <> 'draft' AND EXISTS (SELECT 1 FROM campaign_unit WHERE campaign_id = $2 \
     AND (unit IN (SELECT code FROM reach) OR unit IN (SELECT code FROM above)))))"
);
// All responses of campaigns that are run, and of the others those about units in reach: the counts and what is pending, of one moment.
const TOTALS: &str = around!(
    ", run (id) AS (SELECT id FROM campaign WHERE $1 = '*' OR owner IN (SELECT code FROM reach)) \
     SELECT campaign_id, responses FROM response_cell WHERE unit = '' AND below = TRUE AND period = 0 AND campaign_id IN (SELECT id FROM run) \
     UNION ALL SELECT campaign_id, responses FROM pending WHERE campaign_id IN (SELECT id FROM run) \
     UNION ALL SELECT campaign_id, responses FROM response_cell WHERE below = TRUE AND period = 0 \
     AND unit IN (SELECT code FROM unit WHERE $1 LIKE '%,' || code || ',%') AND campaign_id NOT IN (SELECT id FROM run) \
     UNION ALL SELECT campaign_id, responses FROM pending WHERE unit IN (SELECT code FROM reach) AND campaign_id NOT IN (SELECT id FROM run)"
);
// The same of one campaign by month. The key of the counts is asked month by month, so that other campaigns are not passed over.
const MONTHS: &str = around!(
    ", run (whole) AS (SELECT $1 = '*' OR owner IN (SELECT code FROM reach) FROM campaign WHERE id = $2), \
     place (code) AS (SELECT '' WHERE (SELECT whole FROM run) \
     UNION ALL SELECT code FROM unit WHERE NOT (SELECT whole FROM run) AND $1 LIKE '%,' || code || ',%'), \
     month (number) AS (SELECT CAST($3 AS BIGINT) UNION ALL \
     SELECT CASE WHEN number % 100 = 12 THEN number + 89 ELSE number + 1 END FROM month WHERE number < CAST($4 AS BIGINT)) \
     SELECT period, responses FROM place CROSS JOIN month CROSS JOIN response_cell \
     WHERE response_cell.unit = place.code AND below = TRUE AND period = month.number AND campaign_id = $2 \
     UNION ALL SELECT month, responses FROM pending \
     WHERE campaign_id = $2 AND ((SELECT whole FROM run) OR unit IN (SELECT code FROM reach))"
);
// How many collection points a campaign has that somebody runs.
const POINTS: &str = within!(
    "SELECT COUNT(*) FROM collection_point WHERE campaign_id = $2 AND withdrawn_at IS NULL AND campaign_id IN \
     (SELECT id FROM campaign WHERE id = $2 AND ($1 = '*' OR owner IN (SELECT code FROM reach)))"
);

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[SEEN, SEES, TOTALS, MONTHS, POINTS];

/// How somebody stands to a campaign that they see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They look after its owner, and run it.
    Runs,
    /// They look after units that it measures, and see totals.
    Measured,
}

impl Standing {
    const fn of(runs: bool) -> Self {
        if runs { Self::Runs } else { Self::Measured }
    }
}

impl Store {
    /// The campaigns that somebody sees, with how they stand to each.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn seen_campaigns(&self, reach: &Reach) -> Result<HashMap<Uuid, Standing>, StoreError> {
        let reach = self.reading(reach).await?;
        let rows: Vec<(Uuid, bool)> =
            on_read!(&self.db, pool => sqlx::query_as(SEEN).bind(reach.as_str()).fetch_all(pool).await)?;
        Ok(rows.into_iter().map(|(id, runs)| (id, Standing::of(runs))).collect())
    }

    /// How somebody stands to a campaign; `None` where they do not see it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn standing(&self, reach: &Reach, id: Uuid) -> Result<Option<Standing>, StoreError> {
        let reach = self.reading(reach).await?;
        let runs: Option<bool> =
            on_read!(&self.db, pool => sqlx::query_scalar(SEES).bind(reach.as_str()).bind(id).fetch_optional(pool).await)?;
        Ok(runs.map(Standing::of))
    }

    /// How many responses the campaigns have that somebody sees: all of those that they run, and of the others those about their units.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn campaign_totals(&self, reach: &Reach) -> Result<HashMap<Uuid, i64>, StoreError> {
        let reach = self.reading(&reach.outermost(&self.directory().await?.units)).await?;
        let rows: Vec<(Uuid, i64)> =
            on_read!(&self.db, pool => sqlx::query_as(TOTALS).bind(reach.as_str()).fetch_all(pool).await)?;
        let mut totals = HashMap::new();
        for (campaign, responses) in rows {
            *totals.entry(campaign).or_default() += responses;
        }
        Ok(totals)
    }

    /// How many responses a campaign has in each month from `first` to `last`: all where they run it, else those about their units.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn campaign_months(
        &self,
        reach: &Reach,
        id: Uuid,
        (first, last): (Month, Month),
    ) -> Result<BTreeMap<Month, i64>, StoreError> {
        let reach = self.reading(&reach.outermost(&self.directory().await?.units)).await?;
        let rows: Vec<(i64, i64)> = on_read!(&self.db, pool => {
            sqlx::query_as(MONTHS)
                .bind(reach.as_str())
                .bind(id)
                .bind(i64::from(first.number()))
                .bind(i64::from(last.number()))
                .fetch_all(pool)
                .await
        })?;
        let mut months = BTreeMap::new();
        for (number, responses) in rows {
            if let Some(month) = i32::try_from(number).ok().and_then(Month::from_number) {
                *months.entry(month).or_default() += responses;
            }
        }
        months.retain(|_, responses| *responses != 0);
        Ok(months)
    }

    /// How many collection points a campaign has; none where they do not run it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn points_of_campaign(&self, reach: &Reach, id: Uuid) -> Result<u64, StoreError> {
        let reach = self.reading(reach).await?;
        let points: i64 =
            on_read!(&self.db, pool => sqlx::query_scalar(POINTS).bind(reach.as_str()).bind(id).fetch_one(pool).await)?;
        super::row::count(points)
    }
}
