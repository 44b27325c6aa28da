//! Collection points.

use app::domain::code::Code;
use app::domain::collection_point::{CollectionPoint, PointCode};
use app::domain::mode::Mode;
use uuid::Uuid;

use super::database::on_read;
use super::{Store, StoreError, change, row};

const ALL: &str =
    "SELECT code, campaign_id, unit, sector, mode, name, withdrawn_at, by_invitation FROM collection_point ORDER BY code";
const BY_CODE: &str =
    "SELECT code, campaign_id, unit, sector, mode, name, withdrawn_at, by_invitation FROM collection_point WHERE code = $1";
const ASKED: &str = "SELECT DISTINCT campaign_id, sector FROM collection_point ORDER BY campaign_id, sector";
const PLACES: &str = "SELECT DISTINCT unit FROM collection_point WHERE campaign_id = $1 AND withdrawn_at IS NULL ORDER BY unit";
const ADD: &str = "INSERT INTO collection_point (code, campaign_id, unit, sector, mode, name, withdrawn_at, by_invitation) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[ALL, BY_CODE, ASKED, PLACES, ADD];

/// A collection point's columns.
pub(super) type Row = (String, Uuid, String, Option<String>, String, String, Option<i64>, bool);

impl Store {
    /// All collection points.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn collection_points(&self) -> Result<Vec<CollectionPoint>, StoreError> {
        let rows: Vec<Row> = on_read!(&self.db, pool => sqlx::query_as(ALL).fetch_all(pool).await)?;
        rows.into_iter().map(collection_point).collect()
    }

    /// The collection point with this code.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn collection_point(&self, code: &PointCode) -> Result<Option<CollectionPoint>, StoreError> {
        let row: Option<Row> =
            on_read!(&self.db, pool => sqlx::query_as(BY_CODE).bind(code.as_str()).fetch_optional(pool).await)?;
        row.map(collection_point).transpose()
    }

    /// For each campaign the sectors that its points ask about; `None` where the citizen says it first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn asked_sectors(&self) -> Result<Vec<(Uuid, Option<Code>)>, StoreError> {
        let rows: Vec<(Uuid, Option<String>)> = on_read!(&self.db, pool => sqlx::query_as(ASKED).fetch_all(pool).await)?;
        let code = |sector: Option<String>| sector.map(|sector| row::code("sector", &sector)).transpose();
        rows.into_iter().map(|(campaign, sector)| Ok((campaign, code(sector)?))).collect()
    }

    /// The units at which a campaign has collection points that were not withdrawn.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn point_places(&self, campaign: Uuid) -> Result<Vec<Code>, StoreError> {
        let units: Vec<String> = on_read!(&self.db, pool => sqlx::query_scalar(PLACES).bind(campaign).fetch_all(pool).await)?;
        units.iter().map(|unit| row::code("unit", unit)).collect()
    }

    /// Adds collection points.
    ///
    /// # Errors
    /// When a code is taken, or the database does not take them; then none is added.
    pub async fn add_collection_points(&self, points: &[CollectionPoint]) -> Result<(), StoreError> {
        change!(self, tx => for point in points {
            sqlx::query(ADD)
                .bind(point.code.as_str())
                .bind(point.campaign_id)
                .bind(point.unit.as_str())
                .bind(point.sector.as_ref().map(Code::as_str))
                .bind(point.mode.word())
                .bind(row::texts_json(&point.name))
                .bind(point.withdrawn_at)
                .bind(point.by_invitation)
                .execute(&mut *tx)
                .await?;
        });
        Ok(())
    }
}

/// The collection point of a row.
pub(super) fn collection_point(row: Row) -> Result<CollectionPoint, StoreError> {
    let (code, campaign_id, unit, sector, mode, name, withdrawn_at, by_invitation) = row;
    Ok(CollectionPoint {
        code: row::code("collection point", &code)?,
        campaign_id,
        unit: row::code("unit", &unit)?,
        sector: sector.map(|sector| row::code("sector", &sector)).transpose()?,
        mode: row::parsed("mode", &mode, Mode::from_word)?,
        name: row::texts(&name)?,
        withdrawn_at,
        by_invitation,
    })
}
