//! Where units lie, for maps.

use std::collections::{BTreeMap, BTreeSet};

use app::domain::code::Code;
use app::domain::outline::Outline;
use app::domain::role::Reach;
use serde_json::json;

use super::audit::{alone, note};
use super::database::{in_transaction, on_read};
use super::imports::unit_of;
use super::scope::{parameter, within};
use super::{Store, StoreError, row};
use crate::audit::{Act, Action, Author};

const OUTLINED: &str = within!("SELECT unit FROM unit_outline WHERE $1 = '*' OR unit IN (SELECT code FROM reach)");
const REMOVE: &str = within!("DELETE FROM unit_outline WHERE $1 = '*' OR unit IN (SELECT code FROM reach)");

/// Every text of this file that both databases are asked, to be prepared on both by a test.
pub const SQL: &[&str] = &[OUTLINED, REMOVE];

/// One that takes the outlines of a list for the units in reach.
macro_rules! take {
    ($given:literal) => {
        within!(
            "INSERT INTO unit_outline (unit, outline) SELECT given.unit, given.outline FROM ",
            $given,
            " WHERE given.unit IN (SELECT code FROM unit) AND ($1 = '*' OR given.unit IN (SELECT code FROM reach)) \
             ON CONFLICT (unit) DO UPDATE SET outline = excluded.outline"
        )
    };
}

const OF_ON_SQLITE: &str = "SELECT unit, outline FROM unit_outline WHERE unit IN (SELECT value FROM json_each($1))";
const TAKE_ON_SQLITE: &str = take!("(SELECT value->>'unit' AS unit, value->>'outline' AS outline FROM json_each($2)) AS given");

/// What only SQLite is asked, to be prepared there by a test.
pub const SQLITE_SQL: &[&str] = &[OF_ON_SQLITE, TAKE_ON_SQLITE];

const OF_ON_POSTGRES: &str =
    "SELECT unit, outline FROM unit_outline WHERE unit IN (SELECT jsonb_array_elements_text($1::text::jsonb))";
const TAKE_ON_POSTGRES: &str = take!("jsonb_to_recordset($2::text::jsonb) AS given (unit text, outline text)");

/// What only PostgreSQL is asked, to be prepared there by a test.
pub const POSTGRES_SQL: &[&str] = &[OF_ON_POSTGRES, TAKE_ON_POSTGRES];

impl Store {
    /// Where these units lie, of which that is known. What units look like on a map is no secret: there is no reach.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn outlines(&self, units: &[&Code]) -> Result<BTreeMap<Code, Outline>, StoreError> {
        if units.is_empty() {
            return Ok(BTreeMap::new());
        }
        let (text, units) = (self.either(OF_ON_SQLITE, OF_ON_POSTGRES), json!(units).to_string());
        let rows: Vec<(String, String)> =
            on_read!(&self.db, pool => sqlx::query_as(text).bind(units.as_str()).fetch_all(pool).await)?;
        let read = |(unit, outline): (String, String)| {
            Ok((row::parsed("unit", &unit, |unit| unit.parse().ok())?, row::parsed("outline", &outline, Outline::parse)?))
        };
        rows.into_iter().map(read).collect()
    }

    /// The units in reach of which it is known where they lie.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn outlined(&self, reach: &Reach) -> Result<BTreeSet<Code>, StoreError> {
        let reach = self.reading(reach).await?;
        let units: Vec<String> =
            on_read!(&self.db, pool => sqlx::query_scalar(OUTLINED).bind(reach.as_str()).fetch_all(pool).await)?;
        units.iter().map(|unit| row::parsed("unit", unit, |unit| unit.parse().ok())).collect()
    }

    /// Takes where units in reach lie, in the place of what was known of them; says of how many. Other units stay as they are.
    ///
    /// # Errors
    /// When the database does not take it; then nothing is changed.
    pub async fn take_outlines(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        outlines: &BTreeMap<Code, Outline>,
    ) -> Result<u64, StoreError> {
        let given: Vec<_> =
            outlines.iter().map(|(unit, outline)| json!({ "unit": unit, "outline": outline.to_text() })).collect();
        let (text, given) = (self.either(TAKE_ON_SQLITE, TAKE_ON_POSTGRES), json!(given).to_string());
        let taken;
        in_transaction!(&self.db, tx => {
            alone!(&self.db, tx);
            taken = sqlx::query(text).bind(parameter(reach)).bind(given.as_str()).execute(&mut *tx).await?.rows_affected();
            note!(&self.db, tx, by, now, act(Action::OutlinesTaken, reach, taken));
        });
        Ok(taken)
    }

    /// Forgets where the units in reach lie; says of how many.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn remove_outlines(&self, by: &Author, now: i64, reach: &Reach) -> Result<u64, StoreError> {
        let removed;
        in_transaction!(&self.db, tx => {
            alone!(&self.db, tx);
            removed = sqlx::query(REMOVE).bind(parameter(reach)).execute(&mut *tx).await?.rows_affected();
            if removed == 0 {
                return Ok(0);
            }
            note!(&self.db, tx, by, now, act(Action::OutlinesRemoved, reach, removed));
        });
        Ok(removed)
    }
}

fn act(action: Action, reach: &Reach, units: u64) -> Act {
    Act { unit: unit_of(reach), after: Some(json!({ "outlined": units })), ..Act::on(action, "outlines".to_owned()) }
}
