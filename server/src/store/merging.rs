//! Units that are merged or split: what is noted at once, and what happens to collection points when the day has come.
//!
//! No response and no count changes: what was answered stays under the unit about which it was given. So a merger needs no pause, and whoever
//! answers in its very moment is counted under the unit that their point was about when they sent.

use app::domain::campaign::Campaign;
use app::domain::code::Code;
use app::domain::merging_form::{Fate, Merging};
use app::domain::role::Reach;
use app::domain::succession::{Splits, heir, is_circle};
use app::domain::unit_form::last_day;
use serde_json::{Value, json};
use uuid::Uuid;

use super::audit::{alone, note};
use super::campaign_changes::{self, read_campaign};
use super::counted_rows::Grain;
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
    "INSERT INTO unit_fate (unit, moves) SELECT $2, $3 WHERE $1 = '*' OR $2 IN (SELECT code FROM reach) \
     ON CONFLICT (unit) DO UPDATE SET moves = excluded.moves"
);
const OUTLOOK: &str = within!(
    "SELECT (SELECT COUNT(*) FROM collection_point p JOIN campaign ON campaign.id = p.campaign_id \
     WHERE p.unit = $2 AND p.withdrawn_at IS NULL AND campaign.state IN ('draft', 'open')), \
     (SELECT COUNT(*) FROM target WHERE unit = $2), (SELECT COUNT(*) FROM account_role WHERE unit = $2) \
     WHERE $1 = '*' OR $2 IN (SELECT code FROM reach)"
);
const WAITING: &str = "SELECT unit_fate.moves, (SELECT COUNT(*) FROM collection_point p JOIN campaign ON campaign.id = p.campaign_id \
    WHERE p.unit = $1 AND p.withdrawn_at IS NULL AND campaign.state IN ('draft', 'open')) FROM unit_fate WHERE unit_fate.unit = $1";
const DUE: &str = "SELECT unit_fate.unit, unit_fate.moves FROM unit_fate JOIN unit ON unit.code = unit_fate.unit \
    WHERE unit.valid_to <= $1 ORDER BY unit.valid_to, unit.code";
// Those that stand there on the day, whenever they came.
const STANDING: &str = "SELECT p.code, p.campaign_id FROM collection_point p JOIN campaign ON campaign.id = p.campaign_id \
    WHERE p.unit = $1 AND p.withdrawn_at IS NULL AND campaign.state IN ('draft', 'open') ORDER BY p.code";
const REMEMBER: &str = "INSERT INTO point_before (point, unit) VALUES ($1, $2) ON CONFLICT (point, unit) DO NOTHING";
const MOVE: &str = "UPDATE collection_point SET unit = $2 WHERE code = $1";
// A campaign whose points move measures the unit to which they move, unless it measures one above it.
const MEASURE: &str = "WITH RECURSIVE above (code) AS (SELECT code FROM unit WHERE code = $2 \
    UNION SELECT unit.parent FROM unit JOIN above ON unit.code = above.code WHERE unit.parent IS NOT NULL) \
    INSERT INTO campaign_unit (campaign_id, unit) SELECT p.campaign_id, $2 FROM collection_point p WHERE p.code = $1 AND NOT EXISTS \
    (SELECT 1 FROM campaign_unit WHERE campaign_id = p.campaign_id AND unit IN (SELECT code FROM above))";
const WITHDRAW: &str = "UPDATE collection_point SET withdrawn_at = $2 WHERE code = $1 AND withdrawn_at IS NULL";
const RESTORE: &str = within!(
    "UPDATE unit SET valid_to = NULL, successor = NULL WHERE code = $2 AND valid_to > $3 \
     AND (successor IS NOT NULL OR EXISTS (SELECT 1 FROM unit_part WHERE unit_part.unit = $2)) \
     AND ($1 = '*' OR (code IN (SELECT code FROM reach) AND parent IN (SELECT code FROM reach)))"
);
pub(super) const FORGET_PARTS: &str = "DELETE FROM unit_part WHERE unit = $1";
pub(super) const FORGET_FATE: &str = "DELETE FROM unit_fate WHERE unit = $1";
// The same for whatever a file changed: what went whole into another unit, or does not end, was not split; and nothing becomes of the points of
// a unit that does not end.
pub(super) const FORGET_STALE_PARTS: &str =
    "DELETE FROM unit_part WHERE unit IN (SELECT code FROM unit WHERE successor IS NOT NULL OR valid_to IS NULL)";
pub(super) const FORGET_STALE_FATES: &str = "DELETE FROM unit_fate WHERE unit IN (SELECT code FROM unit WHERE valid_to IS NULL)";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[
    SPLITS,
    END,
    SPLIT,
    DECIDE,
    OUTLOOK,
    WAITING,
    DUE,
    STANDING,
    REMEMBER,
    MOVE,
    MEASURE,
    WITHDRAW,
    RESTORE,
    FORGET_PARTS,
    FORGET_FATE,
    FORGET_STALE_PARTS,
    FORGET_STALE_FATES,
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

/// What the log tells of a collection point that moves to another unit, or is withdrawn because its own ended.
fn point_act(point: &str, unit: &str, heir: Option<&str>) -> Act {
    Act {
        unit: Some(unit.to_owned()),
        before: Some(json!({ "unit": unit })),
        after: heir.map(|to| json!({ "unit": to })),
        ..Act::on(if heir.is_some() { Action::PointChanged } else { Action::PointWithdrawn }, format!("point {point}"))
    }
}

/// Makes a campaign measure the unit to which one of its points moved, unless it does already, and notes that.
macro_rules! measure {
    ($db:expr, $tx:expr, $by:expr, $now:expr, $campaign:expr, $point:expr, $unit:expr) => {{
        let measured = sqlx::query(MEASURE).bind($point).bind($unit).execute(&mut *$tx).await?;
        if measured.rows_affected() > 0
            && let Some(new) = read_campaign!($tx, $campaign)
        {
            let units = new.units.iter().filter(|unit| unit.as_str() != $unit).cloned().collect();
            let old = Campaign { units, ..new.clone() };
            note!($db, $tx, $by, $now, campaign_changes::changing(&old, &new));
        }
    }};
}

/// Does to the collection points of units that ended what is due: moves them to what took the unit's place, or withdraws them, as they are
/// where nothing took it. Says how many there were.
macro_rules! carry_out {
    ($db:expr, $tx:expr, $by:expr, $now:expr) => {{
        let due: Vec<(String, bool)> = sqlx::query_as(DUE).bind($now).fetch_all(&mut *$tx).await?;
        let units = units::tree(sqlx::query_as(units::ALL).fetch_all(&mut *$tx).await?)?;
        let mut done = 0;
        for (unit, moves) in &due {
            let heir = if *moves { heir(&units, unit, $now).map(|heir| heir.code.as_str()) } else { None };
            let standing: Vec<(String, Uuid)> = sqlx::query_as(STANDING).bind(unit).fetch_all(&mut *$tx).await?;
            for (point, campaign) in &standing {
                if let Some(to) = heir {
                    sqlx::query(REMEMBER).bind(point).bind(unit).execute(&mut *$tx).await?;
                    sqlx::query(MOVE).bind(point).bind(to).execute(&mut *$tx).await?;
                } else {
                    sqlx::query(WITHDRAW).bind(point).bind($now).execute(&mut *$tx).await?;
                }
                note!($db, $tx, $by, $now, point_act(point, unit, heir));
                if let Some(to) = heir {
                    measure!($db, $tx, $by, $now, *campaign, point, to);
                }
            }
            sqlx::query(FORGET_FATE).bind(unit).execute(&mut *$tx).await?;
            done += standing.len();
        }
        done
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
        let counts = self.counts(Selection { unit: Some(unit), period: None, grain: Grain::Pools }).await?;
        Ok(Outlook {
            responses: row::count(counts.values().map(|count| count.responses).sum())?,
            points: row::count(points)?,
            targets: row::count(targets)?,
            roles: row::count(roles)?,
        })
    }

    /// How many collection points of a unit will move, and how many will be withdrawn, when it ends: those that stand there now.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn waiting_points(&self, unit: &Code) -> Result<(u64, u64), StoreError> {
        let fate: Option<(bool, i64)> =
            on_read!(&self.db, pool => sqlx::query_as(WAITING).bind(unit.as_str()).fetch_optional(pool).await)?;
        let Some((moves, points)) = fate else { return Ok((0, 0)) };
        let (units, points) = (self.units().await?, row::count(points)?);
        let end = units.get(unit.as_str()).and_then(|unit| unit.valid_to).unwrap_or(i64::MAX);
        let moves = moves && heir(&units, unit.as_str(), end).is_some();
        Ok(if moves { (points, 0) } else { (0, points) })
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
                sqlx::query(DECIDE)
                    .bind(parameter(reach))
                    .bind(code.as_str())
                    .bind(merging.fate == Fate::Move && whole.is_some())
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
            for forget in [FORGET_PARTS, FORGET_FATE] {
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
        let due: Vec<(String, bool)> = on_read!(&self.db, pool => sqlx::query_as(DUE).bind(now).fetch_all(pool).await)?;
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
