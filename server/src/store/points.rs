//! Collection points as staff see and change them. Whoever reaches the owner of their campaign changes them; whoever reaches only the unit
//! that is judged sees them, because an office does not choose its own sample.

use std::sync::Arc;

use app::domain::code::Code;
use app::domain::collection_point::{CollectionPoint, PointCode};
use app::domain::point_form::NewPoint;
use app::domain::reference::Reference;
use app::domain::role::Reach;
use serde_json::{Value, json};
use uuid::Uuid;

use super::audit::{alone, note};
use super::collection_points::{Row, collection_point};
use super::database::on_read;
use super::removal::Removal;
use super::scope::{parameter, within};
use super::{Store, StoreError, change, row};
use crate::audit::{Act, Action, Author};

const WITHIN: &str = within!(
    "SELECT p.code, p.campaign_id, p.unit, p.sector, p.mode, p.name, p.withdrawn_at, p.by_invitation \
     FROM collection_point p JOIN campaign ON campaign.id = p.campaign_id \
     WHERE $1 = '*' OR campaign.owner IN (SELECT code FROM reach) OR p.unit IN (SELECT code FROM reach) ORDER BY p.code"
);
const ONE: &str = within!(
    "SELECT p.code, p.campaign_id, p.unit, p.sector, p.mode, p.name, p.withdrawn_at, p.by_invitation \
     FROM collection_point p JOIN campaign ON campaign.id = p.campaign_id WHERE p.code = $2 \
     AND ($1 = '*' OR campaign.owner IN (SELECT code FROM reach) OR p.unit IN (SELECT code FROM reach))"
);
const MAY_ADD: &str =
    within!("SELECT EXISTS (SELECT 1 FROM campaign WHERE id = $2 AND ($1 = '*' OR owner IN (SELECT code FROM reach)))");
const ADD: &str = within!(
    "INSERT INTO collection_point (code, campaign_id, unit, sector, mode, name, by_invitation) SELECT $2, $3, $4, $5, $6, $7, $8 \
     WHERE $1 = '*' OR EXISTS (SELECT 1 FROM campaign WHERE id = $3 AND owner IN (SELECT code FROM reach)) ON CONFLICT (code) DO NOTHING"
);
const CHANGE: &str = within!(
    "UPDATE collection_point SET unit = $3, sector = $4, mode = $5, name = $6, by_invitation = $7 WHERE code = $2 \
     AND ($1 = '*' OR campaign_id IN (SELECT id FROM campaign WHERE owner IN (SELECT code FROM reach)))"
);
const WITHDRAW: &str = within!(
    "UPDATE collection_point SET withdrawn_at = CAST($3 AS BIGINT) WHERE code = $2 \
     AND (withdrawn_at IS NULL) = (CAST($3 AS BIGINT) IS NOT NULL) \
     AND ($1 = '*' OR campaign_id IN (SELECT id FROM campaign WHERE owner IN (SELECT code FROM reach)))"
);
const REMOVE: &str = within!(
    "DELETE FROM collection_point WHERE code = $2 \
     AND ($1 = '*' OR campaign_id IN (SELECT id FROM campaign WHERE owner IN (SELECT code FROM reach)))"
);
// A campaign's responses have no index by point. Where its unit, and those about which it was before it moved, have none, which the exact
// counts know, they are not looked through.
const REFERENCES: &str = "SELECT CASE WHEN \
    EXISTS (SELECT 1 FROM response_cell WHERE (unit = $3 OR unit IN (SELECT unit FROM point_before WHERE point = $1)) \
    AND below = FALSE AND campaign_id = $2 AND responses <> 0) \
    OR EXISTS (SELECT 1 FROM pending WHERE (unit = $3 OR unit IN (SELECT unit FROM point_before WHERE point = $1)) AND campaign_id = $2) \
    THEN EXISTS (SELECT 1 FROM response WHERE campaign_id = $2 AND point = $1) ELSE FALSE END \
    OR EXISTS (SELECT 1 FROM entry WHERE point = $1) \
    OR EXISTS (SELECT 1 FROM disposal WHERE campaign_id = $2 AND kind = 'responses' AND responses > 0), \
    EXISTS (SELECT 1 FROM invitation_batch WHERE point = $1), EXISTS (SELECT 1 FROM device_point WHERE point = $1)";
const TOTAL: &str = "SELECT CAST(COALESCE((SELECT SUM(responses) FROM response_cell \
    WHERE unit = '' AND below = TRUE AND period = 0 AND campaign_id = $1), 0) \
    + COALESCE((SELECT SUM(responses) FROM pending WHERE campaign_id = $1), 0) AS BIGINT)";
const ARE_ERASED: &str = "SELECT EXISTS (SELECT 1 FROM disposal WHERE campaign_id = $1 AND kind = 'responses' AND responses > 0)";
const ANSWERS: &str = "SELECT COUNT(*) FROM response WHERE campaign_id = $1 AND point = $2";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[WITHIN, ONE, MAY_ADD, ADD, CHANGE, WITHDRAW, REMOVE, REFERENCES, TOTAL, ARE_ERASED, ANSWERS];

/// How often a new code is drawn for one point. With a million points, one draw in 600 gives a code that is taken.
const DRAWS: usize = 20;

/// Up to so many responses of a campaign are looked through to count those of one point; beyond, it would take a while.
const COUNTED: i64 = 200_000;

/// What the log tells of a collection point.
fn told(point: &CollectionPoint) -> Value {
    json!({
        "campaign": point.campaign_id,
        "unit": point.unit,
        "sector": point.sector,
        "mode": point.mode.word(),
        "name": point.name,
        "by_invitation": point.by_invitation,
    })
}

/// What the log tells of something that is done to a collection point.
fn act(action: Action, point: &CollectionPoint) -> Act {
    Act { unit: Some(point.unit.to_string()), ..Act::on(action, format!("point {}", point.code)) }
}

fn references((answered, invited, devices): (bool, bool, bool)) -> Vec<Reference> {
    let found = [(answered, Reference::Responses), (invited, Reference::Invitations), (devices, Reference::Devices)];
    found.into_iter().filter(|(found, _)| *found).map(|(_, reference)| reference).collect()
}

impl Store {
    /// The collection points whose unit, or the owner of whose campaign, is in reach.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn points_within(&self, reach: &Reach) -> Result<Arc<[CollectionPoint]>, StoreError> {
        let directory = self.directory().await?;
        if reach.has_all(&directory.units) {
            // Then they are all points, which are read once for each revision: a country has ten thousand.
            return Ok(directory.points(|| self.collection_points()).await?.clone());
        }
        let rows: Vec<Row> = on_read!(&self.db, pool => sqlx::query_as(WITHIN).bind(parameter(reach)).fetch_all(pool).await)?;
        rows.into_iter().map(collection_point).collect()
    }

    /// The collection point with this code, if its unit or the owner of its campaign is in reach.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn point(&self, reach: &Reach, code: &PointCode) -> Result<Option<CollectionPoint>, StoreError> {
        let reach = self.reading(reach).await?;
        let row: Option<Row> = on_read!(&self.db, pool => {
            sqlx::query_as(ONE).bind(reach.as_str()).bind(code.as_str()).fetch_optional(pool).await
        })?;
        row.map(collection_point).transpose()
    }

    /// Adds points to a campaign whose owner is in reach, each under the first of these codes that nobody has; `None` where the owner is
    /// not in reach.
    ///
    /// # Errors
    /// When the database does not take them, or every code was taken; then none is added.
    pub async fn add_points(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (campaign_id, points): (Uuid, &[NewPoint]),
        mut codes: impl Iterator<Item = PointCode> + Send,
    ) -> Result<Option<Vec<PointCode>>, StoreError> {
        let mut added = Vec::with_capacity(points.len());
        change!(self, tx => {
            alone!(&self.db, tx);
            let may: bool = sqlx::query_scalar(MAY_ADD).bind(parameter(reach)).bind(campaign_id).fetch_one(&mut *tx).await?;
            if !may {
                return Ok(None);
            }
            for new in points {
                let mut taken = true;
                for code in codes.by_ref().take(DRAWS) {
                    let stored = sqlx::query(ADD)
                        .bind(parameter(reach))
                        .bind(code.as_str())
                        .bind(campaign_id)
                        .bind(new.subject.unit.as_str())
                        .bind(new.subject.sector.as_ref().map(Code::as_str))
                        .bind(new.subject.mode.word())
                        .bind(row::texts_json(&new.name))
                        .bind(new.subject.by_invitation)
                        .execute(&mut *tx)
                        .await?;
                    taken = stored.rows_affected() == 0;
                    if !taken {
                        let point = CollectionPoint {
                            code,
                            campaign_id,
                            unit: new.subject.unit.clone(),
                            sector: new.subject.sector.clone(),
                            mode: new.subject.mode,
                            name: new.name.clone(),
                            withdrawn_at: None,
                            by_invitation: new.subject.by_invitation,
                        };
                        note!(&self.db, tx, by, now, Act { after: Some(told(&point)), ..act(Action::PointAdded, &point) });
                        added.push(point.code);
                        break;
                    }
                }
                if taken {
                    return Err(StoreError::CodesTaken);
                }
            }
        });
        Ok(Some(added))
    }

    /// What keeps a point from being removed, or from asking something else: responses, invitations and devices that stand or stood there.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn references_to_point(&self, point: &CollectionPoint) -> Result<Vec<Reference>, StoreError> {
        let row: (bool, bool, bool) = on_read!(&self.db, pool => {
            sqlx::query_as(REFERENCES).bind(point.code.as_str()).bind(point.campaign_id).bind(point.unit.as_str()).fetch_one(pool).await
        })?;
        Ok(references(row))
    }

    /// How many answered at a point; `None` where its campaign has so many responses that counting would take a while, or where they
    /// were erased: what stays of them says of which unit they were, and not of which point.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn answers_at(&self, point: &CollectionPoint) -> Result<Option<u64>, StoreError> {
        let total: i64 = on_read!(&self.db, pool => sqlx::query_scalar(TOTAL).bind(point.campaign_id).fetch_one(pool).await)?;
        let are_erased: bool =
            on_read!(&self.db, pool => sqlx::query_scalar(ARE_ERASED).bind(point.campaign_id).fetch_one(pool).await)?;
        if total > COUNTED || are_erased {
            return Ok(None);
        }
        let answers: i64 = on_read!(&self.db, pool => {
            sqlx::query_scalar(ANSWERS).bind(point.campaign_id).bind(point.code.as_str()).fetch_one(pool).await
        })?;
        row::count(answers).map(Some)
    }

    /// Changes a point from `old` to `new`; `false` where its campaign's owner is not in reach, where it is gone, or where it would ask
    /// something else although somebody answered or was invited, or a device stands there.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn change_point(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (old, new): (&CollectionPoint, &CollectionPoint),
    ) -> Result<bool, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let found: (bool, bool, bool) = sqlx::query_as(REFERENCES)
                .bind(old.code.as_str())
                .bind(old.campaign_id)
                .bind(old.unit.as_str())
                .fetch_one(&mut *tx)
                .await?;
            let asks_the_same = CollectionPoint { name: old.name.clone(), ..new.clone() } == *old;
            if !asks_the_same && !references(found).is_empty() {
                return Ok(false);
            }
            let changed = sqlx::query(CHANGE)
                .bind(parameter(reach))
                .bind(old.code.as_str())
                .bind(new.unit.as_str())
                .bind(new.sector.as_ref().map(Code::as_str))
                .bind(new.mode.word())
                .bind(row::texts_json(&new.name))
                .bind(new.by_invitation)
                .execute(&mut *tx)
                .await?;
            if changed.rows_affected() == 0 {
                return Ok(false);
            }
            let act = Act { before: Some(told(old)), after: Some(told(new)), ..act(Action::PointChanged, new) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Withdraws a point, so that nobody answers there any more, or, with `withdrawn` false, takes it back into use; `false` where its
    /// campaign's owner is not in reach or it is so already.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn withdraw_point(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (point, withdrawn): (&CollectionPoint, bool),
    ) -> Result<bool, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let changed = sqlx::query(WITHDRAW)
                .bind(parameter(reach))
                .bind(point.code.as_str())
                .bind(withdrawn.then_some(now))
                .execute(&mut *tx)
                .await?;
            if changed.rows_affected() == 0 {
                return Ok(false);
            }
            let action = if withdrawn { Action::PointWithdrawn } else { Action::PointRestored };
            note!(&self.db, tx, by, now, act(action, point));
        });
        Ok(true)
    }

    /// Removes a point at which nobody answered, for which nobody was invited, and where no device stood.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn remove_point(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        point: &CollectionPoint,
    ) -> Result<Removal, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let found: (bool, bool, bool) = sqlx::query_as(REFERENCES)
                .bind(point.code.as_str())
                .bind(point.campaign_id)
                .bind(point.unit.as_str())
                .fetch_one(&mut *tx)
                .await?;
            let references = references(found);
            if !references.is_empty() {
                return Ok(Removal::Referred(references));
            }
            let removed = sqlx::query(REMOVE).bind(parameter(reach)).bind(point.code.as_str()).execute(&mut *tx).await?;
            if removed.rows_affected() == 0 {
                return Ok(Removal::NotThere);
            }
            note!(&self.db, tx, by, now, Act { before: Some(told(point)), ..act(Action::PointRemoved, point) });
        });
        Ok(Removal::Removed)
    }
}
