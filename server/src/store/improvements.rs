//! Improvement actions and what is noted of them.

use app::domain::improvement::{Baseline, Criterion, Improvement, Note, Status, part_of, part_word};
use app::domain::improvement_form::last_day;
use app::domain::period::Month;
use app::domain::role::Reach;
use serde_json::{Value, json};
use uuid::Uuid;

use super::audit::note;
use super::database::{in_transaction, on_read};
use super::scope::{parameter, within};
use super::{Store, StoreError, row};
use crate::audit::{Act, Action, Author};

const WITHIN: &str = within!(
    "SELECT id, unit, sector, part, period, responsible, role, task, due_at, status, baseline FROM improvement_action \
     WHERE $1 = '*' OR unit IN (SELECT code FROM reach) ORDER BY due_at, id"
);
const ONE: &str = within!(
    "SELECT id, unit, sector, part, period, responsible, role, task, due_at, status, baseline FROM improvement_action \
     WHERE id = $2 AND ($1 = '*' OR unit IN (SELECT code FROM reach))"
);
const ADD: &str = within!(
    "INSERT INTO improvement_action (id, unit, sector, part, period, responsible, role, task, due_at, status, baseline) \
     SELECT $2, $3, $4, CAST($5 AS TEXT), $6, $7, $8, $9, $10, $11, $12 WHERE $1 = '*' OR $3 IN (SELECT code FROM reach)"
);
// Who began it at the same time as somebody else does not measure it anew: the baseline is replaced only while the action is as it was read.
const CHANGE: &str = within!(
    "UPDATE improvement_action SET responsible = $3, role = $4, task = $5, due_at = $6, status = $7, baseline = $8 \
     WHERE id = $2 AND status = $9 AND ($1 = '*' OR unit IN (SELECT code FROM reach))"
);
const FORGET_NOTES: &str = within!(
    "DELETE FROM improvement_note WHERE action_id IN \
     (SELECT id FROM improvement_action WHERE id = $2 AND ($1 = '*' OR unit IN (SELECT code FROM reach)))"
);
const REMOVE: &str = within!("DELETE FROM improvement_action WHERE id = $2 AND ($1 = '*' OR unit IN (SELECT code FROM reach))");
const NOTES: &str = within!(
    "SELECT month, text, evidence FROM improvement_note WHERE action_id IN \
     (SELECT id FROM improvement_action WHERE id = $2 AND ($1 = '*' OR unit IN (SELECT code FROM reach))) ORDER BY month DESC, id DESC"
);
const NOTES_OF_MONTH: &str = within!(
    "SELECT action_id, text, evidence FROM improvement_note WHERE month = $2 AND action_id IN \
     (SELECT id FROM improvement_action WHERE $1 = '*' OR unit IN (SELECT code FROM reach)) ORDER BY action_id, id"
);
const ADD_NOTE: &str = within!(
    "INSERT INTO improvement_note (id, action_id, month, text, evidence) SELECT $3, id, $4, $5, $6 FROM improvement_action \
     WHERE id = $2 AND ($1 = '*' OR unit IN (SELECT code FROM reach))"
);

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[WITHIN, ONE, ADD, CHANGE, FORGET_NOTES, REMOVE, NOTES, NOTES_OF_MONTH, ADD_NOTE];

/// An action's columns.
type Row = (Uuid, String, String, Option<String>, String, String, String, String, i64, String, String);

fn improvement(row: Row) -> Result<(Uuid, Improvement), StoreError> {
    let (id, unit, sector, part, period, responsible, role, task, due_at, status, baseline) = row;
    let improvement = Improvement {
        criterion: Criterion {
            unit: row::code("unit", &unit)?,
            sector: row::code("sector", &sector)?,
            part: part.map(|part| row::parsed("part", &part, part_of)).transpose()?,
            period: row::parsed("period", &period, |text| text.parse().ok())?,
        },
        responsible: row::code("responsible", &responsible)?,
        role,
        task,
        due_at,
        status: row::parsed("status", &status, Status::from_word)?,
        baseline: row::parsed("baseline", &baseline, |text| serde_json::from_str(text).ok())?,
    };
    Ok((id, improvement))
}

fn json_of(baseline: &Baseline) -> String {
    json!(baseline).to_string()
}

/// What the log tells of an action.
fn told(improvement: &Improvement) -> Value {
    let Criterion { unit, sector, part, period } = &improvement.criterion;
    json!({
        "unit": unit,
        "sector": sector,
        "part": part.as_ref().map(part_word),
        "period": period.to_string(),
        "responsible": improvement.responsible,
        "role": improvement.role,
        "task": improvement.task,
        "due": last_day(improvement),
        "state": improvement.status.word(),
        "baseline_at": improvement.baseline.as_of,
    })
}

fn act(action: Action, id: Uuid, improvement: &Improvement) -> Act {
    Act { unit: Some(improvement.criterion.unit.to_string()), ..Act::on(action, format!("improvement {id}")) }
}

impl Store {
    /// The actions of units in reach, the earliest due first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn improvements_within(&self, reach: &Reach) -> Result<Vec<(Uuid, Improvement)>, StoreError> {
        let reach = self.reading(reach).await?;
        let rows: Vec<Row> = on_read!(&self.db, pool => sqlx::query_as(WITHIN).bind(reach.as_str()).fetch_all(pool).await)?;
        rows.into_iter().map(improvement).collect()
    }

    /// The action with this identifier, if its unit is in reach.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn improvement(&self, reach: &Reach, id: Uuid) -> Result<Option<Improvement>, StoreError> {
        let reach = self.reading(reach).await?;
        let row: Option<Row> =
            on_read!(&self.db, pool => sqlx::query_as(ONE).bind(reach.as_str()).bind(id).fetch_optional(pool).await)?;
        Ok(row.map(improvement).transpose()?.map(|(_, improvement)| improvement))
    }

    /// What is noted of an action of a unit in reach, the latest month first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn improvement_notes(&self, reach: &Reach, id: Uuid) -> Result<Vec<Note>, StoreError> {
        let reach = self.reading(reach).await?;
        let rows: Vec<(i64, String, String)> =
            on_read!(&self.db, pool => sqlx::query_as(NOTES).bind(reach.as_str()).bind(id).fetch_all(pool).await)?;
        let notes = rows.into_iter().map(|(month, text, evidence)| {
            let month = row::parsed("month", &month.to_string(), |number| Month::from_number(number.parse().ok()?))?;
            Ok(Note { month, text, evidence })
        });
        notes.collect()
    }

    /// What is noted for a month of actions of units in reach, each with the action's identifier, in the order in which it was noted.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn improvement_notes_of(&self, reach: &Reach, month: Month) -> Result<Vec<(Uuid, Note)>, StoreError> {
        let (reach, number) = (self.reading(reach).await?, i64::from(month.number()));
        let rows: Vec<(Uuid, String, String)> =
            on_read!(&self.db, pool => sqlx::query_as(NOTES_OF_MONTH).bind(reach.as_str()).bind(number).fetch_all(pool).await)?;
        Ok(rows.into_iter().map(|(action, text, evidence)| (action, Note { month, text, evidence })).collect())
    }

    /// Adds an action of a unit in reach; `false` where it is not.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn add_improvement(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (id, new): (Uuid, &Improvement),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            let added = sqlx::query(ADD)
                .bind(parameter(reach))
                .bind(id)
                .bind(new.criterion.unit.as_str())
                .bind(new.criterion.sector.as_str())
                .bind(new.criterion.part.as_ref().map(part_word))
                .bind(new.criterion.period.to_string())
                .bind(new.responsible.as_str())
                .bind(new.role.as_str())
                .bind(new.task.as_str())
                .bind(new.due_at)
                .bind(new.status.word())
                .bind(json_of(&new.baseline))
                .execute(&mut *tx)
                .await?;
            if added.rows_affected() == 0 {
                return Ok(false);
            }
            let act = Act { after: Some(told(new)), ..act(Action::ImprovementAdded, id, new) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Changes an action of a unit in reach from `old` to `new`; `false` where it is not in reach, gone, or of another status meanwhile.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn change_improvement(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (id, old, new): (Uuid, &Improvement, &Improvement),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            let changed = sqlx::query(CHANGE)
                .bind(parameter(reach))
                .bind(id)
                .bind(new.responsible.as_str())
                .bind(new.role.as_str())
                .bind(new.task.as_str())
                .bind(new.due_at)
                .bind(new.status.word())
                .bind(json_of(&new.baseline))
                .bind(old.status.word())
                .execute(&mut *tx)
                .await?;
            if changed.rows_affected() == 0 {
                return Ok(false);
            }
            let act = Act { before: Some(told(old)), after: Some(told(new)), ..act(Action::ImprovementChanged, id, new) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Removes an action of a unit in reach with all its notes; `false` where it is not, or gone.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn remove_improvement(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (id, old): (Uuid, &Improvement),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            sqlx::query(FORGET_NOTES).bind(parameter(reach)).bind(id).execute(&mut *tx).await?;
            let removed = sqlx::query(REMOVE).bind(parameter(reach)).bind(id).execute(&mut *tx).await?;
            if removed.rows_affected() == 0 {
                return Ok(false);
            }
            let act = Act { before: Some(told(old)), ..act(Action::ImprovementRemoved, id, old) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Adds a note to an action of a unit in reach; `false` where it is not, or gone.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn add_improvement_note(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (action, improvement, id, new): (Uuid, &Improvement, Uuid, &Note),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            let added = sqlx::query(ADD_NOTE)
                .bind(parameter(reach))
                .bind(action)
                .bind(id)
                .bind(i64::from(new.month.number()))
                .bind(new.text.as_str())
                .bind(new.evidence.as_str())
                .execute(&mut *tx)
                .await?;
            if added.rows_affected() == 0 {
                return Ok(false);
            }
            let told = json!({ "month": new.month.to_string(), "text": new.text, "evidence": new.evidence });
            let act = Act { after: Some(told), ..act(Action::ImprovementNoted, action, improvement) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }
}
