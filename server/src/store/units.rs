//! Units.

use app::domain::collation::SortKey;
use app::domain::language::Language;
use app::domain::tree::Tree;
use app::domain::unit::{Unit, UnitKind};

use super::database::on_read;
use super::{Store, StoreError, change, row};

const ALL: &str = "SELECT code, parent, kind, name, valid_from, valid_to, successor FROM unit";
const ADD: &str =
    "INSERT INTO unit (code, parent, kind, name, valid_from, valid_to, successor) VALUES ($1, $2, $3, $4, $5, $6, $7)";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[ALL, ADD];

type Row = (String, Option<String>, String, String, i64, Option<i64>, Option<String>);

impl Store {
    /// All units, those that no longer exist included: by kind, and by name in the order of Vietnamese.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn units(&self) -> Result<Tree<Unit>, StoreError> {
        let rows: Vec<Row> = on_read!(&self.db, pool => sqlx::query_as(ALL).fetch_all(pool).await)?;
        let mut units: Vec<Unit> = rows.into_iter().map(unit).collect::<Result<_, _>>()?;
        // Sorted here: databases differ in how they order Vietnamese, where they know it at all.
        units.sort_by_cached_key(|unit| (unit.kind, SortKey::of(unit.name.get(Language::Vi)), unit.code.clone()));
        Ok(Tree::new(units))
    }

    /// Adds units, each after its parent and its successor.
    ///
    /// # Errors
    /// When one exists already, or the database does not take them; then none is added.
    pub async fn add_units(&self, units: &[Unit]) -> Result<(), StoreError> {
        change!(self, tx => for unit in units {
            sqlx::query(ADD)
                .bind(unit.code.as_str())
                .bind(unit.parent.as_ref().map(app::domain::code::Code::as_str))
                .bind(unit.kind.word())
                .bind(row::texts_json(&unit.name))
                .bind(unit.valid_from)
                .bind(unit.valid_to)
                .bind(unit.successor.as_ref().map(app::domain::code::Code::as_str))
                .execute(&mut *tx)
                .await?;
        });
        Ok(())
    }
}

fn unit((code, parent, kind, name, valid_from, valid_to, successor): Row) -> Result<Unit, StoreError> {
    Ok(Unit {
        code: row::code("unit", &code)?,
        parent: parent.map(|parent| row::code("unit", &parent)).transpose()?,
        kind: row::parsed("kind of unit", &kind, UnitKind::from_word)?,
        name: row::texts(&name)?,
        valid_from,
        valid_to,
        successor: successor.map(|successor| row::code("unit", &successor)).transpose()?,
    })
}
