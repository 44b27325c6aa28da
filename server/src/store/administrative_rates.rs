//! Rates that other systems report.

use app::domain::administrative_rate::AdministrativeRate;

use super::database::on_read;
use super::{Store, StoreError, change, row};

const ALL: &str = "SELECT unit, sector, year, satisfied, total, source FROM administrative_rate ORDER BY year DESC, unit, sector";
const ADD: &str =
    "INSERT INTO administrative_rate (unit, sector, year, satisfied, total, source) VALUES ($1, $2, $3, $4, $5, $6)";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[ALL, ADD];

impl Store {
    /// All rates, the latest year first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn administrative_rates(&self) -> Result<Vec<AdministrativeRate>, StoreError> {
        let rows: Vec<(String, String, i64, i64, i64, String)> =
            on_read!(&self.db, pool => sqlx::query_as(ALL).fetch_all(pool).await)?;
        rows.into_iter()
            .map(|(unit, sector, year, satisfied, total, source)| {
                Ok(AdministrativeRate {
                    unit: row::code("unit", &unit)?,
                    sector: row::code("sector", &sector)?,
                    year: row::year(year)?,
                    satisfied,
                    total,
                    source,
                })
            })
            .collect()
    }

    /// Adds rates.
    ///
    /// # Errors
    /// When one is there already for its unit, sector and year, or is no rate; then none is added.
    pub async fn add_administrative_rates(&self, rates: &[AdministrativeRate]) -> Result<(), StoreError> {
        change!(self, tx => for rate in rates {
            sqlx::query(ADD)
                .bind(rate.unit.as_str())
                .bind(rate.sector.as_str())
                .bind(i64::from(rate.year))
                .bind(rate.satisfied)
                .bind(rate.total)
                .bind(&rate.source)
                .execute(&mut *tx)
                .await?;
        });
        Ok(())
    }
}
