//! Paper forms that are entered twice: in which campaigns, how far that has come, and how well each enters.

use std::collections::HashSet;

use app::domain::double_entry::Quality;
use app::domain::role::Reach;
use serde_json::json;
use uuid::Uuid;

use super::audit::{alone, note};
use super::database::{in_transaction, on_read};
use super::entry::{Progress, progress};
use super::scope::{parameter, within};
use super::{Store, StoreError, row};
use crate::audit::{Act, Action, Author};

const TWICE: &str = "SELECT EXISTS (SELECT 1 FROM double_entry WHERE campaign_id = $1)";
const ALL_TWICE: &str = "SELECT campaign_id FROM double_entry";
const SET_TWICE: &str = within!(
    "INSERT INTO double_entry (campaign_id, since) SELECT id, $3 FROM campaign \
     WHERE id = $2 AND ($1 = '*' OR owner IN (SELECT code FROM reach)) ON CONFLICT (campaign_id) DO NOTHING"
);
// Where forms wait, the campaign goes on as it began.
const SET_ONCE: &str = within!(
    "DELETE FROM double_entry WHERE campaign_id IN (SELECT id FROM campaign WHERE id = $2 AND ($1 = '*' OR owner IN (SELECT code FROM reach))) \
     AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.campaign_id = double_entry.campaign_id AND stored_at IS NULL)"
);
const OF_CAMPAIGN: &str = within!(
    "SELECT CAST(COALESCE(SUM(CASE WHEN stored_at IS NULL AND second_id IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT), \
     CAST(COALESCE(SUM(CASE WHEN stored_at IS NULL AND second_id IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT), \
     CAST(COALESCE(SUM(CASE WHEN stored_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT) FROM entry \
     WHERE campaign_id IN (SELECT id FROM campaign WHERE id = $2 AND ($1 = '*' OR owner IN (SELECT code FROM reach)))"
);
const BY_COLLECTOR: &str = within!(
    "SELECT account.full_name, CAST(COALESCE((SELECT COUNT(*) FROM entry WHERE entry.campaign_id = $2 AND stored_at IS NOT NULL \
     AND account.id IN (account_id, second_account_id)), 0) AS BIGINT), \
     CAST(COALESCE((SELECT SUM(keys) FROM entry_quality AS q WHERE q.campaign_id = $2 AND q.account_id = account.id), 0) AS BIGINT), \
     CAST(COALESCE((SELECT SUM(errors) FROM entry_quality AS q WHERE q.campaign_id = $2 AND q.account_id = account.id), 0) AS BIGINT) \
     FROM account WHERE account.id IN (SELECT account_id FROM entry WHERE entry.campaign_id = $2 \
     UNION SELECT second_account_id FROM entry WHERE entry.campaign_id = $2 AND second_account_id IS NOT NULL \
     UNION SELECT account_id FROM entry_quality WHERE campaign_id = $2) \
     AND EXISTS (SELECT 1 FROM campaign WHERE id = $2 AND ($1 = '*' OR owner IN (SELECT code FROM reach))) \
     ORDER BY account.full_name, account.id"
);
const BY_PART: &str = within!(
    "SELECT part, CAST(SUM(keys) AS BIGINT), CAST(SUM(errors) AS BIGINT) FROM entry_quality \
     WHERE campaign_id IN (SELECT id FROM campaign WHERE id = $2 AND ($1 = '*' OR owner IN (SELECT code FROM reach))) \
     GROUP BY part ORDER BY part"
);

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[TWICE, ALL_TWICE, SET_TWICE, SET_ONCE, OF_CAMPAIGN, BY_COLLECTOR, BY_PART];

/// What was done by somebody, or of a part of the form, in all of a campaign: how many forms, keys and errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectorTotals {
    /// By which name colleagues know them.
    pub name: String,
    /// Responses that they entered, alone or as one of two.
    pub forms: u64,
    /// Keys pressed in forms that were entered twice.
    pub keys: u64,
    /// Answers among these that were wrong.
    pub errors: u64,
}

impl Store {
    /// Whether paper forms of a campaign are entered twice.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_entered_twice(&self, campaign: Uuid) -> Result<bool, StoreError> {
        Ok(on_read!(&self.db, pool => sqlx::query_scalar(TWICE).bind(campaign).fetch_one(pool).await)?)
    }

    /// The campaigns whose paper forms are entered twice.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn campaigns_entered_twice(&self) -> Result<HashSet<Uuid>, StoreError> {
        let campaigns: Vec<Uuid> = on_read!(&self.db, pool => sqlx::query_scalar(ALL_TWICE).fetch_all(pool).await)?;
        Ok(campaigns.into_iter().collect())
    }

    /// Says that the paper forms of a campaign are entered twice, or once; `false` where somebody does not run it, where it is so
    /// already, or where forms wait for their second entry.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn set_entered_twice(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (campaign, owner, twice): (Uuid, &str, bool),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            alone!(&self.db, tx);
            let query = sqlx::query(if twice { SET_TWICE } else { SET_ONCE }).bind(parameter(reach)).bind(campaign);
            let changed = if twice { query.bind(now) } else { query }.execute(&mut *tx).await?;
            if changed.rows_affected() == 0 {
                return Ok(false);
            }
            let told = |twice: bool| Some(json!({ "entered_twice": twice }));
            let act = Act::on(Action::DoubleEntrySet, format!("campaign {campaign}"));
            note!(&self.db, tx, by, now, Act { unit: Some(owner.to_owned()), before: told(!twice), after: told(twice), ..act });
        });
        Ok(true)
    }

    /// How far a campaign's forms have come; nothing where somebody does not run it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn campaign_entry(&self, reach: &Reach, campaign: Uuid) -> Result<Progress, StoreError> {
        let reach = self.reading(reach).await?;
        let row: (i64, i64, i64) = on_read!(&self.db, pool => {
            sqlx::query_as(OF_CAMPAIGN).bind(reach.as_str()).bind(campaign).fetch_one(pool).await
        })?;
        progress(row)
    }

    /// What each collector entered into a campaign that somebody runs, and how well.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn entry_by_collector(&self, reach: &Reach, campaign: Uuid) -> Result<Vec<CollectorTotals>, StoreError> {
        let reach = self.reading(reach).await?;
        let rows: Vec<(String, i64, i64, i64)> = on_read!(&self.db, pool => {
            sqlx::query_as(BY_COLLECTOR).bind(reach.as_str()).bind(campaign).fetch_all(pool).await
        })?;
        let read = |(name, forms, keys, errors)| {
            Ok(CollectorTotals { name, forms: row::count(forms)?, keys: row::count(keys)?, errors: row::count(errors)? })
        };
        rows.into_iter().map(read).collect()
    }

    /// How well each part of a form was entered into a campaign that somebody runs.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn entry_by_part(&self, reach: &Reach, campaign: Uuid) -> Result<Vec<Quality>, StoreError> {
        let reach = self.reading(reach).await?;
        let rows: Vec<(String, i64, i64)> = on_read!(&self.db, pool => {
            sqlx::query_as(BY_PART).bind(reach.as_str()).bind(campaign).fetch_all(pool).await
        })?;
        let read = |(part, keys, errors)| Ok(Quality { part, keys: row::count(keys)?, errors: row::count(errors)? });
        rows.into_iter().map(read).collect()
    }
}
