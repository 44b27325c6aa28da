//! Sectors.

use app::domain::sector::Sector;
use app::domain::tree::Tree;

use super::database::on_read;
use super::{Store, StoreError, change, row};

const ALL: &str = "SELECT code, parent, name, position FROM sector ORDER BY position, code";
const ADD: &str = "INSERT INTO sector (code, parent, name, position) VALUES ($1, $2, $3, $4) ON CONFLICT (code) DO NOTHING";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[ALL, ADD];

impl Store {
    /// All sectors.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sectors(&self) -> Result<Tree<Sector>, StoreError> {
        let rows: Vec<(String, Option<String>, String, i64)> =
            on_read!(&self.db, pool => sqlx::query_as(ALL).fetch_all(pool).await)?;
        let sectors = rows.into_iter().map(|(code, parent, name, position)| {
            Ok(Sector {
                code: row::code("sector", &code)?,
                parent: parent.map(|parent| row::code("sector", &parent)).transpose()?,
                name: row::texts(&name)?,
                position,
            })
        });
        Ok(Tree::new(sectors.collect::<Result<_, StoreError>>()?))
    }

    /// Adds those sectors that are not there yet, each after its parent.
    ///
    /// # Errors
    /// When the database does not take them; then none is added.
    pub async fn add_sectors(&self, sectors: &[Sector]) -> Result<(), StoreError> {
        change!(self, tx => for sector in sectors {
            sqlx::query(ADD)
                .bind(sector.code.as_str())
                .bind(sector.parent.as_ref().map(app::domain::code::Code::as_str))
                .bind(row::texts_json(&sector.name))
                .bind(sector.position)
                .execute(&mut *tx)
                .await?;
        });
        Ok(())
    }
}
