//! Campaigns as the program itself needs them.

use std::collections::HashMap;

use app::domain::campaign::{Campaign, Sampling, State};
use app::domain::code::Code;
use uuid::Uuid;

use super::database::on_read;
use super::{Store, StoreError, change, row};

const ALL: &str = "SELECT campaign.id, version_id, questionnaire_version.code, title, sampling, owner, opens_at, closes_at, asks_sensitive, \
    minimum, campaign.state FROM campaign JOIN questionnaire_version ON questionnaire_version.id = version_id ORDER BY opens_at, campaign.id";
const UNITS: &str = "SELECT campaign_id, unit FROM campaign_unit ORDER BY campaign_id, unit";
const SECTORS: &str = "SELECT campaign_id, sector FROM campaign_sector ORDER BY campaign_id, sector";
pub(super) const BY_ID: &str = "SELECT campaign.id, version_id, questionnaire_version.code, title, sampling, owner, opens_at, closes_at, \
    asks_sensitive, minimum, campaign.state \
    FROM campaign JOIN questionnaire_version ON questionnaire_version.id = version_id WHERE campaign.id = $1";
pub(super) const UNITS_OF: &str = "SELECT unit FROM campaign_unit WHERE campaign_id = $1 ORDER BY unit";
pub(super) const SECTORS_OF: &str = "SELECT sector FROM campaign_sector WHERE campaign_id = $1 ORDER BY sector";
const ADD: &str = "INSERT INTO campaign (id, version_id, title, sampling, owner, opens_at, closes_at, asks_sensitive, minimum, state) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const ADD_UNIT: &str = "INSERT INTO campaign_unit (campaign_id, unit) VALUES ($1, $2)";
const ADD_SECTOR: &str = "INSERT INTO campaign_sector (campaign_id, sector) VALUES ($1, $2)";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[ALL, UNITS, SECTORS, BY_ID, UNITS_OF, SECTORS_OF, ADD, ADD_UNIT, ADD_SECTOR];

/// A campaign's columns.
pub(super) type Row = (Uuid, Uuid, String, String, String, String, i64, Option<i64>, bool, Option<i64>, String);

impl Store {
    /// All campaigns, the earliest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn campaigns(&self) -> Result<Vec<Campaign>, StoreError> {
        let rows: Vec<Row> = on_read!(&self.db, pool => sqlx::query_as(ALL).fetch_all(pool).await)?;
        let mut units = grouped("unit", on_read!(&self.db, pool => sqlx::query_as(UNITS).fetch_all(pool).await)?)?;
        let mut sectors = grouped("sector", on_read!(&self.db, pool => sqlx::query_as(SECTORS).fetch_all(pool).await)?)?;
        let mut of = |row: Row| {
            let (units, sectors) = (units.remove(&row.0), sectors.remove(&row.0));
            campaign(row, units.unwrap_or_default(), sectors.unwrap_or_default())
        };
        rows.into_iter().map(&mut of).collect()
    }

    /// The campaign with this identifier.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn campaign(&self, id: Uuid) -> Result<Option<Campaign>, StoreError> {
        let row: Option<Row> = on_read!(&self.db, pool => sqlx::query_as(BY_ID).bind(id).fetch_optional(pool).await)?;
        let Some(row) = row else { return Ok(None) };
        let units = on_read!(&self.db, pool => sqlx::query_scalar(UNITS_OF).bind(id).fetch_all(pool).await)?;
        let sectors = on_read!(&self.db, pool => sqlx::query_scalar(SECTORS_OF).bind(id).fetch_all(pool).await)?;
        campaign(row, codes("unit", units)?, codes("sector", sectors)?).map(Some)
    }

    /// Adds a campaign as it stands.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn add_campaign(&self, campaign: &Campaign) -> Result<(), StoreError> {
        change!(self, tx => {
            sqlx::query(ADD)
                .bind(campaign.id)
                .bind(campaign.version_id)
                .bind(row::texts_json(&campaign.title))
                .bind(campaign.sampling.word())
                .bind(campaign.owner.as_str())
                .bind(campaign.opens_at)
                .bind(campaign.closes_at)
                .bind(campaign.asks_sensitive)
                .bind(minimum(campaign))
                .bind(campaign.state.word())
                .execute(&mut *tx)
                .await?;
            for unit in &campaign.units {
                sqlx::query(ADD_UNIT).bind(campaign.id).bind(unit.as_str()).execute(&mut *tx).await?;
            }
            for sector in &campaign.sectors {
                sqlx::query(ADD_SECTOR).bind(campaign.id).bind(sector.as_str()).execute(&mut *tx).await?;
            }
        });
        Ok(())
    }
}

/// A campaign's minimum as it is stored.
pub(super) fn minimum(campaign: &Campaign) -> Option<i64> {
    campaign.minimum.map(|minimum| i64::try_from(minimum).unwrap_or(i64::MAX))
}

fn grouped(what: &'static str, rows: Vec<(Uuid, String)>) -> Result<HashMap<Uuid, Vec<Code>>, StoreError> {
    let mut groups: HashMap<Uuid, Vec<Code>> = HashMap::new();
    for (campaign, code) in rows {
        groups.entry(campaign).or_default().push(row::code(what, &code)?);
    }
    Ok(groups)
}

/// Stored codes.
pub(super) fn codes(what: &'static str, stored: Vec<String>) -> Result<Vec<Code>, StoreError> {
    stored.into_iter().map(|code| row::code(what, &code)).collect()
}

/// The campaign of a row.
pub(super) fn campaign(row: Row, units: Vec<Code>, sectors: Vec<Code>) -> Result<Campaign, StoreError> {
    let (id, version_id, questionnaire, title, sampling, owner, opens_at, closes_at, asks_sensitive, minimum, state) = row;
    Ok(Campaign {
        id,
        version_id,
        questionnaire: row::code("questionnaire", &questionnaire)?,
        title: row::texts(&title)?,
        sampling: row::parsed("sampling", &sampling, Sampling::from_word)?,
        owner: row::code("unit", &owner)?,
        units,
        sectors,
        opens_at,
        closes_at,
        asks_sensitive,
        minimum: minimum.map(row::count).transpose()?,
        state: row::parsed("state of a campaign", &state, State::from_word)?,
    })
}
