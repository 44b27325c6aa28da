//! Targets.

use app::domain::target::{Operator, Target};
use uuid::Uuid;

use super::database::on_read;
use super::{Store, StoreError, change, row};

const ALL: &str =
    "SELECT unit, sector, from_year, to_year, operator, percent, legal_basis FROM target ORDER BY unit, sector, from_year, id";
const ADD: &str = "INSERT INTO target (id, unit, sector, from_year, to_year, operator, percent, legal_basis) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[ALL, ADD];

impl Store {
    /// All targets.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn targets(&self) -> Result<Vec<Target>, StoreError> {
        let rows: Vec<(String, String, i64, i64, String, f64, String)> =
            on_read!(&self.db, pool => sqlx::query_as(ALL).fetch_all(pool).await)?;
        rows.into_iter()
            .map(|(unit, sector, from_year, to_year, operator, percent, legal_basis)| {
                Ok(Target {
                    unit: row::code("unit", &unit)?,
                    sector: row::code("sector", &sector)?,
                    from_year: row::year(from_year)?,
                    to_year: row::year(to_year)?,
                    operator: row::parsed("operator", &operator, Operator::from_word)?,
                    percent,
                    legal_basis,
                })
            })
            .collect()
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
}
