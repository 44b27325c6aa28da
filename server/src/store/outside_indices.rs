//! Indices that others publish, by unit and year.

use app::domain::outside_index::{Goal, OutsideIndex, Standing};
use app::domain::role::Reach;
use serde_json::{Value, json};
use uuid::Uuid;

use super::audit::note;
use super::database::{in_transaction, on_read};
use super::scope::{parameter, within};
use super::{Store, StoreError, row};
use crate::audit::{Act, Action, Author};

const WITHIN: &str = within!(
    "SELECT id, name, unit, year, value, rank, goal, amount, source FROM outside_index \
     WHERE $1 = '*' OR unit IN (SELECT code FROM reach) ORDER BY year DESC, name, unit, id"
);
const ONE: &str = within!(
    "SELECT id, name, unit, year, value, rank, goal, amount, source FROM outside_index \
     WHERE id = $2 AND ($1 = '*' OR unit IN (SELECT code FROM reach))"
);
// Of a unit an index says one thing in a year.
const ADD: &str = within!(
    "INSERT INTO outside_index (id, name, unit, year, value, rank, goal, amount, source) \
     SELECT $2, $3, $4, $5, CAST($6 AS DOUBLE PRECISION), CAST($7 AS BIGINT), CAST($8 AS TEXT), CAST($9 AS DOUBLE PRECISION), $10 \
     WHERE ($1 = '*' OR $4 IN (SELECT code FROM reach)) \
     AND NOT EXISTS (SELECT 1 FROM outside_index WHERE name = $3 AND unit = $4 AND year = $5)"
);
const CHANGE: &str = within!(
    "UPDATE outside_index SET name = $3, unit = $4, year = $5, value = $6, rank = $7, goal = $8, amount = $9, source = $10 \
     WHERE id = $2 AND ($1 = '*' OR (unit IN (SELECT code FROM reach) AND $4 IN (SELECT code FROM reach))) AND NOT EXISTS \
     (SELECT 1 FROM outside_index AS other WHERE other.id <> $2 AND other.name = $3 AND other.unit = $4 AND other.year = $5)"
);
const REMOVE: &str = within!("DELETE FROM outside_index WHERE id = $2 AND ($1 = '*' OR unit IN (SELECT code FROM reach))");

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[WITHIN, ONE, ADD, CHANGE, REMOVE];

/// An index's columns.
type Row = (Uuid, String, String, i64, Option<f64>, Option<i64>, Option<String>, Option<f64>, String);

fn index((id, name, unit, year, value, rank, goal, amount, source): Row) -> Result<(Uuid, OutsideIndex), StoreError> {
    let goal = goal.map(|word| row::parsed("goal", &word, |word| Goal::of(word, amount?))).transpose()?;
    let rank = rank.map(|rank| row::parsed("rank", &rank.to_string(), |rank| rank.parse().ok())).transpose()?;
    let (unit, year) = (row::code("unit", &unit)?, row::year(year)?);
    Ok((id, OutsideIndex { name, unit, year, standing: Standing { value, rank }, goal, source }))
}

/// What the log tells of an index.
fn told(index: &OutsideIndex) -> Value {
    json!({
        "name": index.name,
        "unit": index.unit,
        "year": index.year,
        "value": index.standing.value,
        "rank": index.standing.rank,
        "goal": index.goal.map(Goal::word),
        "amount": index.goal.map(Goal::amount),
        "source": index.source,
    })
}

fn act(action: Action, id: Uuid, index: &OutsideIndex) -> Act {
    Act { unit: Some(index.unit.to_string()), ..Act::on(action, format!("index {id}")) }
}

/// A statement that writes all columns of an index.
macro_rules! written {
    ($text:expr, $reach:expr, $id:expr, $index:expr) => {
        sqlx::query($text)
            .bind(parameter($reach))
            .bind($id)
            .bind($index.name.as_str())
            .bind($index.unit.as_str())
            .bind(i64::from($index.year))
            .bind($index.standing.value)
            .bind($index.standing.rank.map(i64::from))
            .bind($index.goal.map(Goal::word))
            .bind($index.goal.map(Goal::amount))
            .bind($index.source.as_str())
    };
}

impl Store {
    /// The indices of units in reach, the latest year first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn outside_indices_within(&self, reach: &Reach) -> Result<Vec<(Uuid, OutsideIndex)>, StoreError> {
        let reach = self.reading(reach).await?;
        let rows: Vec<Row> = on_read!(&self.db, pool => sqlx::query_as(WITHIN).bind(reach.as_str()).fetch_all(pool).await)?;
        rows.into_iter().map(index).collect()
    }

    /// The index with this identifier, if its unit is in reach.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn outside_index(&self, reach: &Reach, id: Uuid) -> Result<Option<OutsideIndex>, StoreError> {
        let reach = self.reading(reach).await?;
        let row: Option<Row> =
            on_read!(&self.db, pool => sqlx::query_as(ONE).bind(reach.as_str()).bind(id).fetch_optional(pool).await)?;
        Ok(row.map(index).transpose()?.map(|(_, index)| index))
    }

    /// Adds an index of a unit in reach; `false` where it is not, or where that year is there already.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn add_outside_index(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (id, new): (Uuid, &OutsideIndex),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            let added = written!(ADD, reach, id, new).execute(&mut *tx).await?;
            if added.rows_affected() == 0 {
                return Ok(false);
            }
            let act = Act { after: Some(told(new)), ..act(Action::IndexAdded, id, new) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Changes an index from `old` to `new`, both of units in reach; `false` where they are not, where it is gone, or where that year is there
    /// already.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn change_outside_index(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (id, old, new): (Uuid, &OutsideIndex, &OutsideIndex),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            let changed = written!(CHANGE, reach, id, new).execute(&mut *tx).await?;
            if changed.rows_affected() == 0 {
                return Ok(false);
            }
            let act = Act { before: Some(told(old)), after: Some(told(new)), ..act(Action::IndexChanged, id, new) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Adds indices of units in reach, or changes those that are there from what they were, each with its identifier: all of them or, with
    /// `false`, none, where one is not in reach, or is there otherwise.
    ///
    /// # Errors
    /// When the database does not take them.
    pub async fn save_outside_indices(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        lines: &[(Uuid, Option<OutsideIndex>, OutsideIndex)],
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => for (id, old, new) in lines {
            let (text, action) = if old.is_some() { (CHANGE, Action::IndexChanged) } else { (ADD, Action::IndexAdded) };
            let saved = written!(text, reach, *id, new).execute(&mut *tx).await?;
            if saved.rows_affected() == 0 {
                return Ok(false);
            }
            let act = Act { before: old.as_ref().map(told), after: Some(told(new)), ..act(action, *id, new) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Removes an index of a unit in reach; `false` where it is not, or gone.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn remove_outside_index(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (id, old): (Uuid, &OutsideIndex),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            let removed = sqlx::query(REMOVE).bind(parameter(reach)).bind(id).execute(&mut *tx).await?;
            if removed.rows_affected() == 0 {
                return Ok(false);
            }
            let act = Act { before: Some(told(old)), ..act(Action::IndexRemoved, id, old) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }
}
