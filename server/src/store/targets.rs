//! Targets.

use app::domain::role::Reach;
use app::domain::target::{Operator, Target};
use serde_json::{Value, json};
use uuid::Uuid;

use super::audit::{alone, note};
use super::database::on_read;
use super::scope::{parameter, within};
use super::{Store, StoreError, change, row};
use crate::audit::{Act, Action, Author};

const ALL: &str = "SELECT id, unit, sector, from_year, to_year, operator, percent, legal_basis FROM target ORDER BY unit, sector, from_year, id";
const ADD: &str = "INSERT INTO target (id, unit, sector, from_year, to_year, operator, percent, legal_basis) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const WITHIN: &str = within!(
    "SELECT id, unit, sector, from_year, to_year, operator, percent, legal_basis FROM target \
     WHERE $1 = '*' OR unit IN (SELECT code FROM reach) ORDER BY unit, sector, from_year, id"
);
const ONE: &str = within!(
    "SELECT id, unit, sector, from_year, to_year, operator, percent, legal_basis FROM target \
     WHERE id = $2 AND ($1 = '*' OR unit IN (SELECT code FROM reach))"
);
// No two targets of a unit and sector hold in the same year: it would be chance which one a figure is compared with.
const ADD_WITHIN: &str = within!(
    "INSERT INTO target (id, unit, sector, from_year, to_year, operator, percent, legal_basis) SELECT $2, $3, $4, $5, $6, $7, $8, $9 \
     WHERE ($1 = '*' OR $3 IN (SELECT code FROM reach)) AND NOT EXISTS \
     (SELECT 1 FROM target WHERE unit = $3 AND sector = $4 AND from_year <= $6 AND to_year >= $5)"
);
const CHANGE: &str = within!(
    "UPDATE target SET unit = $3, sector = $4, from_year = $5, to_year = $6, operator = $7, percent = $8, legal_basis = $9 \
     WHERE id = $2 AND ($1 = '*' OR (unit IN (SELECT code FROM reach) AND $3 IN (SELECT code FROM reach))) AND NOT EXISTS (SELECT 1 \
     FROM target AS other WHERE other.id <> $2 AND other.unit = $3 AND other.sector = $4 AND other.from_year <= $6 AND other.to_year >= $5)"
);
const REMOVE: &str = within!("DELETE FROM target WHERE id = $2 AND ($1 = '*' OR unit IN (SELECT code FROM reach))");

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[ALL, ADD, WITHIN, ONE, ADD_WITHIN, CHANGE, REMOVE];

/// A target's columns.
type Row = (Uuid, String, String, i64, i64, String, f64, String);

fn target((id, unit, sector, from_year, to_year, operator, percent, legal_basis): Row) -> Result<(Uuid, Target), StoreError> {
    let target = Target {
        unit: row::code("unit", &unit)?,
        sector: row::code("sector", &sector)?,
        from_year: row::year(from_year)?,
        to_year: row::year(to_year)?,
        operator: row::parsed("operator", &operator, Operator::from_word)?,
        percent,
        legal_basis,
    };
    Ok((id, target))
}

/// What the log tells of a target.
pub(super) fn told(target: &Target) -> Value {
    json!({
        "unit": target.unit,
        "sector": target.sector,
        "from_year": target.from_year,
        "to_year": target.to_year,
        "operator": target.operator.word(),
        "percent": target.percent,
        "legal_basis": target.legal_basis,
    })
}

/// What the log tells of something that is done to a target.
pub(super) fn act(action: Action, id: Uuid, target: &Target) -> Act {
    Act { unit: Some(target.unit.to_string()), ..Act::on(action, format!("target {id}")) }
}

impl Store {
    /// All targets.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn targets(&self) -> Result<Vec<Target>, StoreError> {
        let rows: Vec<Row> = on_read!(&self.db, pool => sqlx::query_as(ALL).fetch_all(pool).await)?;
        rows.into_iter().map(|row| target(row).map(|(_, target)| target)).collect()
    }

    /// Adds targets under these identifiers.
    ///
    /// # Errors
    /// When the database does not take them; then none is added.
    pub async fn add_targets(&self, targets: &[(Uuid, Target)]) -> Result<(), StoreError> {
        change!(self, tx => for (id, target) in targets {
            sqlx::query(ADD)
                .bind(id)
                .bind(target.unit.as_str())
                .bind(target.sector.as_str())
                .bind(i64::from(target.from_year))
                .bind(i64::from(target.to_year))
                .bind(target.operator.word())
                .bind(target.percent)
                .bind(&target.legal_basis)
                .execute(&mut *tx)
                .await?;
        });
        Ok(())
    }

    /// The targets of units in reach, with their identifiers: by unit, sector and year.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn targets_within(&self, reach: &Reach) -> Result<Vec<(Uuid, Target)>, StoreError> {
        let reach = self.reading(reach).await?;
        let rows: Vec<Row> = on_read!(&self.db, pool => sqlx::query_as(WITHIN).bind(reach.as_str()).fetch_all(pool).await)?;
        rows.into_iter().map(target).collect()
    }

    /// The target with this identifier, if its unit is in reach.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn target(&self, reach: &Reach, id: Uuid) -> Result<Option<Target>, StoreError> {
        let reach = self.reading(reach).await?;
        let row: Option<Row> =
            on_read!(&self.db, pool => sqlx::query_as(ONE).bind(reach.as_str()).bind(id).fetch_optional(pool).await)?;
        Ok(row.map(target).transpose()?.map(|(_, target)| target))
    }

    /// Adds a target of a unit in reach; `false` where it is not, or where another target of the same unit and sector holds in one of the
    /// same years.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn add_target(&self, by: &Author, now: i64, reach: &Reach, (id, new): (Uuid, &Target)) -> Result<bool, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let added = sqlx::query(ADD_WITHIN)
                .bind(parameter(reach))
                .bind(id)
                .bind(new.unit.as_str())
                .bind(new.sector.as_str())
                .bind(i64::from(new.from_year))
                .bind(i64::from(new.to_year))
                .bind(new.operator.word())
                .bind(new.percent)
                .bind(new.legal_basis.as_str())
                .execute(&mut *tx)
                .await?;
            if added.rows_affected() == 0 {
                return Ok(false);
            }
            let act = Act { after: Some(told(new)), ..act(Action::TargetAdded, id, new) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Changes a target from `old` to `new`, both of units in reach; `false` where they are not, where it is gone, or where another target
    /// of the same unit and sector holds in one of the same years.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn change_target(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (id, old, new): (Uuid, &Target, &Target),
    ) -> Result<bool, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let changed = sqlx::query(CHANGE)
                .bind(parameter(reach))
                .bind(id)
                .bind(new.unit.as_str())
                .bind(new.sector.as_str())
                .bind(i64::from(new.from_year))
                .bind(i64::from(new.to_year))
                .bind(new.operator.word())
                .bind(new.percent)
                .bind(new.legal_basis.as_str())
                .execute(&mut *tx)
                .await?;
            if changed.rows_affected() == 0 {
                return Ok(false);
            }
            let act = Act { before: Some(told(old)), after: Some(told(new)), ..act(Action::TargetChanged, id, new) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Removes a target of a unit in reach; `false` where it is not, or gone.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn remove_target(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (id, old): (Uuid, &Target),
    ) -> Result<bool, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let removed = sqlx::query(REMOVE).bind(parameter(reach)).bind(id).execute(&mut *tx).await?;
            if removed.rows_affected() == 0 {
                return Ok(false);
            }
            let act = Act { before: Some(told(old)), ..act(Action::TargetRemoved, id, old) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }
}
