//! Files of classifications, taken as a whole or not at all, each classification with all of its classes.

use app::domain::classification::Classification;
use app::domain::import::{Catalogue, Change};
use serde_json::{Value, json};
use uuid::Uuid;

use super::audit::{alone, note_all};
use super::classifications::{act, stored, told};
use super::directory::REVISION;
use super::imports::{PART, Taking, judged_for_this, rows, write_rows};
use super::scope::{parameter, within};
use super::{Store, StoreError, change};
use crate::audit::{Act, Action};

/// A statement that adds classifications of units in reach from the rows that are given.
macro_rules! add {
    ($given:literal) => {
        within!(
            "INSERT INTO classification (id, unit, from_year, legal_basis) SELECT id, unit, from_year, legal_basis FROM ",
            $given,
            " WHERE $1 = '*' OR unit IN (SELECT code FROM reach)"
        )
    };
}

/// One that changes classifications of units in reach. Of which unit and from which year they are is by what they were found.
macro_rules! change_rows {
    ($given:literal) => {
        within!(
            "UPDATE classification SET legal_basis = given.legal_basis FROM ",
            $given,
            " WHERE classification.id = given.id AND classification.unit = given.unit \
             AND ($1 = '*' OR classification.unit IN (SELECT code FROM reach))"
        )
    };
}

/// One that removes the classes of classifications in reach.
macro_rules! remove_classes {
    ($given:literal) => {
        within!(
            "DELETE FROM classification_class WHERE classification_id IN (SELECT given.id FROM ",
            $given,
            ") AND classification_id IN (SELECT id FROM classification WHERE $1 = '*' OR unit IN (SELECT code FROM reach))"
        )
    };
}

/// One that adds classes to classifications in reach.
macro_rules! add_classes {
    ($given:literal) => {
        within!(
            "INSERT INTO classification_class (classification_id, at_least, name) SELECT given.id, given.at_least, given.name FROM ",
            $given,
            " WHERE given.id IN (SELECT id FROM classification WHERE $1 = '*' OR unit IN (SELECT code FROM reach))"
        )
    };
}

const ADD_ON_SQLITE: &str = add!(
    "(SELECT unhex(value->>'id') AS id, value->>'unit' AS unit, value->>'from_year' AS from_year, value->>'legal_basis' AS legal_basis \
     FROM json_each($2)) AS given"
);
const CHANGE_ON_SQLITE: &str = change_rows!(
    "(SELECT unhex(value->>'id') AS id, value->>'unit' AS unit, value->>'from_year' AS from_year, value->>'legal_basis' AS legal_basis \
     FROM json_each($2)) AS given"
);
const REMOVE_CLASSES_ON_SQLITE: &str = remove_classes!("(SELECT unhex(value->>'id') AS id FROM json_each($2)) AS given");
const ADD_CLASSES_ON_SQLITE: &str = add_classes!(
    "(SELECT unhex(value->>'id') AS id, value->>'at_least' AS at_least, value->>'name' AS name FROM json_each($2)) AS given"
);

/// What only SQLite is asked, to be prepared there by a test.
pub const SQLITE_SQL: &[&str] = &[ADD_ON_SQLITE, CHANGE_ON_SQLITE, REMOVE_CLASSES_ON_SQLITE, ADD_CLASSES_ON_SQLITE];

const ADD_ON_POSTGRES: &str =
    add!("jsonb_to_recordset($2::text::jsonb) AS given (id uuid, unit text, from_year bigint, legal_basis text)");
const CHANGE_ON_POSTGRES: &str =
    change_rows!("jsonb_to_recordset($2::text::jsonb) AS given (id uuid, unit text, from_year bigint, legal_basis text)");
const REMOVE_CLASSES_ON_POSTGRES: &str = remove_classes!("jsonb_to_recordset($2::text::jsonb) AS given (id uuid)");
const ADD_CLASSES_ON_POSTGRES: &str =
    add_classes!("jsonb_to_recordset($2::text::jsonb) AS given (id uuid, at_least double precision, name text)");

/// What only PostgreSQL is asked, to be prepared there by a test.
pub const POSTGRES_SQL: &[&str] = &[ADD_ON_POSTGRES, CHANGE_ON_POSTGRES, REMOVE_CLASSES_ON_POSTGRES, ADD_CLASSES_ON_POSTGRES];

fn classification_row(id: Uuid, classification: &Classification) -> Value {
    json!({
        "id": id.simple().to_string(),
        "unit": classification.unit,
        "from_year": classification.from_year,
        "legal_basis": classification.legal_basis,
    })
}

fn class_rows(id: Uuid, classification: &Classification) -> impl Iterator<Item = Value> {
    let id = id.simple().to_string();
    let row = move |(at_least, name): (f64, String)| json!({ "id": id, "at_least": at_least, "name": name });
    stored(&classification.classes).into_iter().map(row)
}

impl Store {
    /// Takes a file of classifications, each with its identifier; `false` where something was changed since it was judged.
    ///
    /// # Errors
    /// When the database does not take it; then nothing is changed.
    pub async fn import_classifications(
        &self,
        taking: &Taking<'_>,
        changes: &[Change<Classification>],
        id: impl Fn(&Change<Classification>) -> Uuid + Sync,
    ) -> Result<bool, StoreError> {
        let add = self.either(ADD_ON_SQLITE, ADD_ON_POSTGRES);
        let change_text = self.either(CHANGE_ON_SQLITE, CHANGE_ON_POSTGRES);
        let remove_classes = self.either(REMOVE_CLASSES_ON_SQLITE, REMOVE_CLASSES_ON_POSTGRES);
        let add_classes = self.either(ADD_CLASSES_ON_SQLITE, ADD_CLASSES_ON_POSTGRES);
        let (new, old): (Vec<_>, Vec<_>) = changes.iter().partition(|change| change.old.is_none());
        let acts = changes.iter().map(|change| {
            let action = if change.old.is_some() { Action::ClassificationChanged } else { Action::ClassificationAdded };
            let act = act(action, id(change), &change.new);
            Act { before: change.old.as_ref().map(told), after: Some(told(&change.new)), ..act }
        });
        let acts = acts.chain([taking.summary(Catalogue::Classifications, changes)]);
        let noted = self.noted_ahead(taking.by, taking.now, acts.clone()).await?;
        let whole = |change: &Change<Classification>| classification_row(id(change), &change.new);
        let (adding, changing) = (rows(new.chunks(PART), whole), rows(old.chunks(PART), whole));
        change!(self, tx => {
            judged_for_this!(self, tx, taking);
            write_rows!(tx, add, taking, adding);
            write_rows!(tx, change_text, taking, changing);
            for part in old.chunks(PART) {
                let rows: Vec<Value> = part.iter().map(|change| json!({ "id": id(change).simple().to_string() })).collect();
                let rows = Value::from(rows).to_string();
                sqlx::query(remove_classes).bind(parameter(taking.reach)).bind(rows).execute(&mut *tx).await?;
            }
            for part in changes.chunks(PART) {
                let rows: Vec<Value> = part.iter().flat_map(|change| class_rows(id(change), &change.new)).collect();
                let (count, rows) = (rows.len(), Value::from(rows).to_string());
                let added = sqlx::query(add_classes).bind(parameter(taking.reach)).bind(rows).execute(&mut *tx).await?;
                if added.rows_affected() != count as u64 {
                    return Ok(false);
                }
            }
            note_all!(&self.db, tx, taking.by, taking.now, (acts.clone(), &noted), taking.written);
        });
        Ok(true)
    }
}
