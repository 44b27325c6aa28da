//! Orders that nothing of a campaign is erased: placed with a reason and lifted by whoever looks after its owner. Each stands in the log.

use std::collections::HashMap;

use app::domain::role::Reach;
use serde_json::json;
use uuid::Uuid;

use super::audit::{alone, note};
use super::database::{in_transaction, on_read};
use super::scope::{parameter, within};
use super::{Store, StoreError};
use crate::audit::{Act, Action, Author};

const PLACE: &str = within!(
    "INSERT INTO legal_hold (campaign_id, placed_at, placed_by, reason) SELECT id, $3, $4, $5 FROM campaign \
     WHERE id = $2 AND ($1 = '*' OR owner IN (SELECT code FROM reach)) ON CONFLICT (campaign_id) DO NOTHING"
);
const LIFT: &str = within!(
    "DELETE FROM legal_hold WHERE campaign_id IN (SELECT id FROM campaign WHERE id = $2 AND ($1 = '*' OR owner IN (SELECT code FROM reach))) \
     RETURNING placed_at, placed_by, reason"
);
const ONE: &str = "SELECT placed_at, placed_by, reason FROM legal_hold WHERE campaign_id = $1";
const ALL: &str = "SELECT campaign_id, placed_at, placed_by, reason FROM legal_hold";
/// Whether a campaign is held.
pub(super) const IS_HELD: &str = "SELECT EXISTS (SELECT 1 FROM legal_hold WHERE campaign_id = $1)";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[PLACE, LIFT, ONE, ALL, IS_HELD];

/// An order that nothing of a campaign is erased.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Hold {
    /// Since when: UTC milliseconds.
    pub placed_at: i64,
    /// The name of the account that ordered it.
    pub placed_by: String,
    /// Why.
    pub reason: String,
}

fn told(hold: &Hold) -> serde_json::Value {
    json!({ "since": hold.placed_at, "by": hold.placed_by, "reason": hold.reason })
}

fn act(action: Action, campaign: Uuid, owner: &str) -> Act {
    Act { unit: Some(owner.to_owned()), ..Act::on(action, format!("campaign {campaign}")) }
}

impl Store {
    /// Orders that nothing of a campaign is erased; `false` where its owner is not in reach or it is held already.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn place_hold(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (campaign, owner, reason): (Uuid, &str, &str),
    ) -> Result<bool, StoreError> {
        let hold = Hold { placed_at: now, placed_by: by.name().unwrap_or_default().to_owned(), reason: reason.to_owned() };
        in_transaction!(&self.db, tx => {
            alone!(&self.db, tx);
            let placed = sqlx::query(PLACE)
                .bind(parameter(reach))
                .bind(campaign)
                .bind(hold.placed_at)
                .bind(hold.placed_by.as_str())
                .bind(hold.reason.as_str())
                .execute(&mut *tx)
                .await?;
            if placed.rows_affected() == 0 {
                return Ok(false);
            }
            let act = Act { after: Some(told(&hold)), ..act(Action::HoldPlaced, campaign, owner) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Lifts such an order; `false` where the owner of the campaign is not in reach or it is not held.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn lift_hold(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (campaign, owner): (Uuid, &str),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            alone!(&self.db, tx);
            let lifted: Option<Hold> = sqlx::query_as(LIFT).bind(parameter(reach)).bind(campaign).fetch_optional(&mut *tx).await?;
            let Some(hold) = lifted else { return Ok(false) };
            let act = Act { before: Some(told(&hold)), ..act(Action::HoldLifted, campaign, owner) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// The order under which a campaign is held, if it is.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn hold(&self, campaign: Uuid) -> Result<Option<Hold>, StoreError> {
        Ok(on_read!(&self.db, pool => sqlx::query_as(ONE).bind(campaign).fetch_optional(pool).await)?)
    }

    /// Every campaign that is held, with its order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn holds(&self) -> Result<HashMap<Uuid, Hold>, StoreError> {
        let rows: Vec<(Uuid, i64, String, String)> = on_read!(&self.db, pool => sqlx::query_as(ALL).fetch_all(pool).await)?;
        Ok(rows.into_iter().map(|(id, placed_at, placed_by, reason)| (id, Hold { placed_at, placed_by, reason })).collect())
    }
}
