//! Classifications of percentages.

use std::collections::BTreeMap;

use app::domain::classification::{Class, Classes, Classification};
use app::domain::role::Reach;
use serde_json::{Value, json};
use uuid::Uuid;

use super::audit::{alone, note};
use super::database::on_read;
use super::scope::{parameter, within};
use super::{Store, StoreError, change, row};
use crate::audit::{Act, Action, Author};

// With the classes of each, the highest first.
const ALL: &str = "SELECT id, unit, from_year, legal_basis, at_least, name FROM classification \
    JOIN classification_class ON classification_id = id ORDER BY unit, from_year, id, at_least DESC";
const WITHIN: &str = within!(
    "SELECT id, unit, from_year, legal_basis, at_least, name FROM classification \
     JOIN classification_class ON classification_id = id \
     WHERE $1 = '*' OR unit IN (SELECT code FROM reach) ORDER BY unit, from_year, id, at_least DESC"
);
// Of two of a unit that begin in the same year it would be chance which one holds.
const ADD: &str = within!(
    "INSERT INTO classification (id, unit, from_year, legal_basis) SELECT $2, $3, $4, $5 \
     WHERE ($1 = '*' OR $3 IN (SELECT code FROM reach)) ON CONFLICT (unit, from_year) DO NOTHING"
);
const CHANGE: &str = within!(
    "UPDATE classification SET unit = $3, from_year = $4, legal_basis = $5 \
     WHERE id = $2 AND ($1 = '*' OR (unit IN (SELECT code FROM reach) AND $3 IN (SELECT code FROM reach))) AND NOT EXISTS \
     (SELECT 1 FROM classification AS other WHERE other.id <> $2 AND other.unit = $3 AND other.from_year = $4)"
);
const REMOVE: &str = within!("DELETE FROM classification WHERE id = $2 AND ($1 = '*' OR unit IN (SELECT code FROM reach))");
const ADD_CLASS: &str = "INSERT INTO classification_class (classification_id, at_least, name) VALUES ($1, $2, $3)";
const REMOVE_CLASSES: &str = "DELETE FROM classification_class WHERE classification_id = $1";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[ALL, WITHIN, ADD, CHANGE, REMOVE, ADD_CLASS, REMOVE_CLASSES];

/// A class with its classification.
type Row = (Uuid, String, i64, String, f64, String);

/// The classifications of these rows, in their order.
fn classifications(rows: Vec<Row>) -> Result<Vec<(Uuid, Classification)>, StoreError> {
    let mut order: Vec<(Uuid, String, i64, String)> = Vec::new();
    let mut classes: BTreeMap<Uuid, Vec<Class>> = BTreeMap::new();
    for (id, unit, from_year, legal_basis, at_least, name) in rows {
        if order.last().is_none_or(|(last, ..)| *last != id) {
            order.push((id, unit, from_year, legal_basis));
        }
        classes.entry(id).or_default().push(Class { at_least, name: row::texts(&name)? });
    }
    let read = |(id, unit, from_year, legal_basis): (Uuid, String, i64, String)| {
        let unreadable = || StoreError::Unreadable { what: "classification", value: id.to_string() };
        let mut upper = classes.remove(&id).unwrap_or_default();
        let lowest = upper.pop().filter(|class| class.at_least == 0.0).ok_or_else(unreadable)?.name;
        let classes = Classes::new(upper, lowest).map_err(|_| unreadable())?;
        let (unit, from_year) = (row::code("unit", &unit)?, row::year(from_year)?);
        Ok((id, Classification { unit, from_year, legal_basis, classes }))
    };
    order.into_iter().map(read).collect()
}

/// All classes as they are stored: the lowest from 0.
pub(super) fn stored(classes: &Classes) -> Vec<(f64, String)> {
    let upper = classes.upper().iter().map(|class| (class.at_least, row::texts_json(&class.name)));
    upper.chain([(0.0, row::texts_json(classes.lowest()))]).collect()
}

/// What the log tells of a classification.
pub(super) fn told(classification: &Classification) -> Value {
    let Classification { unit, from_year, legal_basis, classes } = classification;
    let upper: Vec<Value> =
        classes.upper().iter().map(|class| json!({ "at_least": class.at_least, "name": class.name })).collect();
    json!({ "unit": unit, "from_year": from_year, "legal_basis": legal_basis, "classes": upper, "lowest": classes.lowest() })
}

/// What the log tells of something that is done to a classification.
pub(super) fn act(action: Action, id: Uuid, classification: &Classification) -> Act {
    Act { unit: Some(classification.unit.to_string()), ..Act::on(action, format!("classification {id}")) }
}

/// Writes the classes of a classification inside a transaction.
macro_rules! add_classes {
    ($tx:expr, $id:expr, $classes:expr) => {
        for (at_least, name) in stored($classes) {
            sqlx::query(ADD_CLASS).bind($id).bind(at_least).bind(name).execute(&mut *$tx).await?;
        }
    };
}

impl Store {
    /// All classifications.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn classifications(&self) -> Result<Vec<Classification>, StoreError> {
        let rows: Vec<Row> = on_read!(&self.db, pool => sqlx::query_as(ALL).fetch_all(pool).await)?;
        Ok(classifications(rows)?.into_iter().map(|(_, classification)| classification).collect())
    }

    /// The classifications of units in reach, with their identifiers: by unit and year.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn classifications_within(&self, reach: &Reach) -> Result<Vec<(Uuid, Classification)>, StoreError> {
        let reach = self.reading(reach).await?;
        let rows: Vec<Row> = on_read!(&self.db, pool => sqlx::query_as(WITHIN).bind(reach.as_str()).fetch_all(pool).await)?;
        classifications(rows)
    }

    /// Adds a classification of a unit in reach; `false` where it is not, or where another one of the unit begins in the same year.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn add_classification(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (id, new): (Uuid, &Classification),
    ) -> Result<bool, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let added = sqlx::query(ADD)
                .bind(parameter(reach))
                .bind(id)
                .bind(new.unit.as_str())
                .bind(i64::from(new.from_year))
                .bind(new.legal_basis.as_str())
                .execute(&mut *tx)
                .await?;
            if added.rows_affected() == 0 {
                return Ok(false);
            }
            add_classes!(tx, id, &new.classes);
            let act = Act { after: Some(told(new)), ..act(Action::ClassificationAdded, id, new) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Changes a classification from `old` to `new`, both of units in reach; `false` where they are not, where it is gone, or where another
    /// one of the unit begins in the same year.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn change_classification(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (id, old, new): (Uuid, &Classification, &Classification),
    ) -> Result<bool, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let changed = sqlx::query(CHANGE)
                .bind(parameter(reach))
                .bind(id)
                .bind(new.unit.as_str())
                .bind(i64::from(new.from_year))
                .bind(new.legal_basis.as_str())
                .execute(&mut *tx)
                .await?;
            if changed.rows_affected() == 0 {
                return Ok(false);
            }
            sqlx::query(REMOVE_CLASSES).bind(id).execute(&mut *tx).await?;
            add_classes!(tx, id, &new.classes);
            let act = Act { before: Some(told(old)), after: Some(told(new)), ..act(Action::ClassificationChanged, id, new) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Removes a classification of a unit in reach; `false` where it is not, or gone.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn remove_classification(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (id, old): (Uuid, &Classification),
    ) -> Result<bool, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let removed = sqlx::query(REMOVE).bind(parameter(reach)).bind(id).execute(&mut *tx).await?;
            if removed.rows_affected() == 0 {
                return Ok(false);
            }
            let act = Act { before: Some(told(old)), ..act(Action::ClassificationRemoved, id, old) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }
}
