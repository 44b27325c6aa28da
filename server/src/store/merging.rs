//! Units that are merged or split: what is noted at once, and what happens to collection points when the day has come.
//!
//! No response and no count changes: what was answered stays under the unit about which it was given. So a merger needs no pause, and whoever
//! answers in its very moment is counted under the unit that their point was about when they sent.

use app::domain::code::Code;
use app::domain::merging_form::{Fate, Merging};
use app::domain::role::Reach;
use app::domain::succession::{Splits, is_circle};
use app::domain::unit_form::last_day;
use serde_json::{Value, json};

use super::audit::{alone, note};
use super::counts::Selection;
use super::database::on_read;
use super::scope::{parameter, within};
use super::units::{self, insert_unit};
use super::{Store, StoreError, change, row};
use crate::audit::{Act, Action, Author};

const SPLITS: &str = "SELECT unit, part FROM unit_part ORDER BY unit, part";
// Whoever reaches only the unit itself does not say how long it exists; see `units.rs`.
const END: &str = within!(
    "UPDATE unit SET valid_to = $3, successor = $4 WHERE code = $2 AND valid_from < $3 AND ($1 = '*' OR (code IN (SELECT code FROM reach) \
     AND parent IN (SELECT code FROM reach) AND ($4 IN (SELECT code FROM reach) OR $4 IS NULL)))"
);
const SPLIT: &str = within!("INSERT INTO unit_part (unit, part) SELECT $2, $3 WHERE $1 = '*' OR $3 IN (SELECT code FROM reach)");
// That a unit ends is no matter of whose campaign its points belong to: who may end it says what becomes of them.
const DECIDE: &str = within!(
    "INSERT INTO point_fate (point, moves_to) SELECT p.code, $3 FROM collection_point p JOIN campaign ON campaign.id = p.campaign_id \
     WHERE p.unit = $2 AND p.withdrawn_at IS NULL AND campaign.state IN ('draft', 'open') \
     AND ($1 = '*' OR p.unit IN (SELECT code FROM reach)) ON CONFLICT (point) DO NOTHING"
);
const OUTLOOK: &str = within!(
    "SELECT (SELECT COUNT(*) FROM collection_point p JOIN campaign ON campaign.id = p.campaign_id \
     WHERE p.unit = $2 AND p.withdrawn_at IS NULL AND campaign.state IN ('draft', 'open')), \
     (SELECT COUNT(*) FROM target WHERE unit = $2), (SELECT COUNT(*) FROM account_role WHERE unit = $2) \
     WHERE $1 = '*' OR $2 IN (SELECT code FROM reach)"
);
const WAITING: &str = "SELECT point_fate.moves_to IS NOT NULL FROM point_fate \
    JOIN collection_point p ON p.code = point_fate.point WHERE p.unit = $1";
const DUE: &str = "SELECT point_fate.point, p.unit, point_fate.moves_to FROM point_fate \
    JOIN collection_point p ON p.code = point_fate.point JOIN unit ON unit.code = p.unit WHERE unit.valid_to <= $1 ORDER BY point_fate.point";
const REMEMBER: &str = "INSERT INTO point_before (point, unit) VALUES ($1, $2) ON CONFLICT (point, unit) DO NOTHING";
const MOVE: &str = "UPDATE collection_point SET unit = $2 WHERE code = $1";
// A campaign whose points move measures the unit to which they move, unless it measures one above it.
const MEASURE: &str = "WITH RECURSIVE above (code) AS (SELECT code FROM unit WHERE code = $2 \
    UNION SELECT unit.parent FROM unit JOIN above ON unit.code = above.code WHERE unit.parent IS NOT NULL) \
    INSERT INTO campaign_unit (campaign_id, unit) SELECT p.campaign_id, $2 FROM collection_point p WHERE p.code = $1 AND NOT EXISTS \
    (SELECT 1 FROM campaign_unit WHERE campaign_id = p.campaign_id AND unit IN (SELECT code FROM above))";
const WITHDRAW: &str = "UPDATE collection_point SET withdrawn_at = $2 WHERE code = $1 AND withdrawn_at IS NULL";
const DONE: &str = "DELETE FROM point_fate WHERE point = $1";
const RESTORE: &str = within!(
    "UPDATE unit SET valid_to = NULL, successor = NULL WHERE code = $2 AND valid_to > $3 \
     AND (successor IS NOT NULL OR EXISTS (SELECT 1 FROM unit_part WHERE unit_part.unit = $2)) \
     AND ($1 = '*' OR (code IN (SELECT code FROM reach) AND parent IN (SELECT code FROM reach)))"
);
pub(super) const FORGET_PARTS: &str = "DELETE FROM unit_part WHERE unit = $1";
pub(super) const FORGET_FATES: &str = "DELETE FROM point_fate WHERE point IN (SELECT code FROM collection_point WHERE unit = $1)";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[
    SPLITS,
    END,
    SPLIT,
    DECIDE,
    OUTLOOK,
    WAITING,
    DUE,
    REMEMBER,
    MOVE,
    MEASURE,
    WITHDRAW,
    DONE,
    RESTORE,
    FORGET_PARTS,
    FORGET_FATES,
];

/// What hangs on a unit that is to end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// Responses about it and all below it, which stay there.
    pub responses: u64,
    /// Collection points in use, of campaigns that are not over.
    pub points: u64,
    /// Targets of its own.
    pub targets: u64,
    /// Roles that somebody has in it.
    pub roles: u64,
}

/// What the log tells of a merger or split of one unit.
fn told(merging: &Merging) -> Value {
    json!({
        "first_day": merging.day(),
        "into": merging.successors(),
        "points": merging.fate.word(),
    })
}

/// Does to collection points what is due: moves them to the unit that took the place of theirs, or withdraws them.
macro_rules! carry_out {
    ($db:expr, $tx:expr, $by:expr, $now:expr) => {{
        let due: Vec<(String, String, Option<String>)> = sqlx::query_as(DUE).bind($now).fetch_all(&mut *$tx).await?;
        for (point, unit, moves_to) in &due {
            if let Some(to) = moves_to {
                sqlx::query(REMEMBER).bind(point).bind(unit).execute(&mut *$tx).await?;
                sqlx::query(MOVE).bind(point).bind(to).execute(&mut *$tx).await?;
                sqlx::query(MEASURE).bind(point).bind(to).execute(&mut *$tx).await?;
            } else {
                sqlx::query(WITHDRAW).bind(point).bind($now).execute(&mut *$tx).await?;
            }
            sqlx::query(DONE).bind(point).execute(&mut *$tx).await?;
            let action = if moves_to.is_some() { Action::PointChanged } else { Action::PointWithdrawn };
            let act = Act {
                unit: Some(unit.clone()),
                before: Some(json!({ "unit": unit })),
                after: moves_to.as_ref().map(|to| json!({ "unit": to })),
                ..Act::on(action, format!("point {point}"))
            };
            note!($db, $tx, $by, $now, act);
        }
        due.len()
    }};
}

impl Store {
    /// The parts of all units that were split.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn splits(&self) -> Result<Splits, StoreError> {
        let rows: Vec<(String, String)> = on_read!(&self.db, pool => sqlx::query_as(SPLITS).fetch_all(pool).await)?;
        rows.into_iter().map(|(unit, part)| Ok((row::code("unit", &unit)?, row::code("unit", &part)?))).collect()
    }

    /// What hangs on a unit in reach that is to end.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn outlook(&self, reach: &Reach, unit: &Code) -> Result<Outlook, StoreError> {
        let row: Option<(i64, i64, i64)> = on_read!(&self.db, pool => {
            sqlx::query_as(OUTLOOK).bind(parameter(reach)).bind(unit.as_str()).fetch_optional(pool).await
        })?;
        let Some((points, targets, roles)) = row else { return Ok(Outlook::default()) };
        let counts = self.counts(Selection { unit: Some(unit), period: None }).await?;
        Ok(Outlook {
            responses: row::count(counts.values().map(|count| count.responses).sum())?,
            points: row::count(points)?,
            targets: row::count(targets)?,
            roles: row::count(roles)?,
        })
    }

    /// How many collection points of a unit will move, and how many will be withdrawn, when it ends.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn waiting_points(&self, unit: &Code) -> Result<(u64, u64), StoreError> {
        let moves: Vec<bool> = on_read!(&self.db, pool => sqlx::query_scalar(WAITING).bind(unit.as_str()).fetch_all(pool).await)?;
        let moving = moves.iter().filter(|moves| **moves).count() as u64;
        Ok((moving, moves.len() as u64 - moving))
    }

    /// Merges units into one, or splits one into several, as of a day; `false` where something of it is not in reach, or is no longer as it
    /// was. What is due already, for the day may be past, is done to collection points in the same transaction.
    ///
    /// # Errors
    /// When the database does not take it; then nothing is changed.
    pub async fn merge(&self, by: &Author, now: i64, reach: &Reach, merging: &Merging) -> Result<bool, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            if let Some(new) = &merging.new
                && !insert_unit!(&self.db, tx, by, now, reach, new)
            {
                return Ok(false);
            }
            let units = units::tree(sqlx::query_as(units::ALL).fetch_all(&mut *tx).await?)?;
            let splits: Vec<(String, String)> = sqlx::query_as(SPLITS).fetch_all(&mut *tx).await?;
            let successors = merging.successors();
            let whole = if successors.len() == 1 { successors.first() } else { None };
            for code in &merging.predecessors {
                let Some(old) = units.get(code.as_str()) else { return Ok(false) };
                let over = old.successor.is_some() || splits.iter().any(|(unit, _)| unit == code.as_str());
                if over || successors.iter().any(|successor| is_circle(&units, code, successor)) {
                    return Ok(false);
                }
                let ended = sqlx::query(END)
                    .bind(parameter(reach))
                    .bind(code.as_str())
                    .bind(merging.at)
                    .bind(whole.map(Code::as_str))
                    .execute(&mut *tx)
                    .await?;
                if ended.rows_affected() == 0 {
                    return Ok(false);
                }
                if whole.is_none() {
                    for part in &successors {
                        let noted = sqlx::query(SPLIT)
                            .bind(parameter(reach))
                            .bind(code.as_str())
                            .bind(part.as_str())
                            .execute(&mut *tx)
                            .await?;
                        if noted.rows_affected() == 0 {
                            return Ok(false);
                        }
                    }
                }
                let moves_to = if merging.fate == Fate::Move { whole } else { None };
                sqlx::query(DECIDE)
                    .bind(parameter(reach))
                    .bind(code.as_str())
                    .bind(moves_to.map(Code::as_str))
                    .execute(&mut *tx)
                    .await?;
                let act = Act {
                    unit: Some(code.to_string()),
                    before: Some(json!({ "last_day": last_day(old) })),
                    after: Some(told(merging)),
                    ..Act::on(if whole.is_some() { Action::UnitMerged } else { Action::UnitSplit }, units::subject(code))
                };
                note!(&self.db, tx, by, now, act);
            }
            carry_out!(&self.db, tx, by, now);
        });
        Ok(true)
    }

    /// Takes back the merger or split of a unit whose day has not come: the unit goes on, and so do its points. `false` where there is none,
    /// where its day has come, or where it is not in reach. A unit that was added for it stays, and can be removed as any other.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn take_merger_back(&self, by: &Author, now: i64, reach: &Reach, unit: &Code) -> Result<bool, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let units = units::tree(sqlx::query_as(units::ALL).fetch_all(&mut *tx).await?)?;
            let restored =
                sqlx::query(RESTORE).bind(parameter(reach)).bind(unit.as_str()).bind(now).execute(&mut *tx).await?;
            if restored.rows_affected() == 0 {
                return Ok(false);
            }
            for forget in [FORGET_PARTS, FORGET_FATES] {
                sqlx::query(forget).bind(unit.as_str()).execute(&mut *tx).await?;
            }
            let act = Act {
                unit: Some(unit.to_string()),
                before: units.get(unit.as_str()).map(|old| json!({ "last_day": last_day(old), "successor": old.successor })),
                ..Act::on(Action::MergerTakenBack, units::subject(unit))
            };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Moves or withdraws the collection points of units whose day has come, and says how many there were.
    ///
    /// # Errors
    /// When the database does not answer; then nothing is changed.
    pub async fn carry_out_mergers(&self, now: i64) -> Result<usize, StoreError> {
        let due: Vec<(String, String, Option<String>)> =
            on_read!(&self.db, pool => sqlx::query_as(DUE).bind(now).fetch_all(pool).await)?;
        if due.is_empty() {
            return Ok(0);
        }
        let done;
        change!(self, tx => {
            // Another instance may have been quicker: what is due is read again when nobody else is at it.
            alone!(&self.db, tx);
            done = carry_out!(&self.db, tx, &Author::Program, now);
        });
        Ok(done)
    }
}
