//! Campaigns.

use app::domain::campaign::{Campaign, Sampling};
use uuid::Uuid;

use super::database::on_read;
use super::{Store, StoreError, change, row};

const ALL: &str = "SELECT campaign.id, version_id, questionnaire_version.code, title, sampling, owner, opens_at, closes_at, asks_sensitive \
    FROM campaign JOIN questionnaire_version ON questionnaire_version.id = version_id ORDER BY opens_at, campaign.id";
const BY_ID: &str = "SELECT campaign.id, version_id, questionnaire_version.code, title, sampling, owner, opens_at, closes_at, asks_sensitive \
    FROM campaign JOIN questionnaire_version ON questionnaire_version.id = version_id WHERE campaign.id = $1";
const ADD: &str = "INSERT INTO campaign (id, version_id, title, sampling, owner, opens_at, closes_at, asks_sensitive) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[ALL, BY_ID, ADD];

type Row = (Uuid, Uuid, String, String, String, String, i64, Option<i64>, bool);

impl Store {
    /// All campaigns, the earliest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn campaigns(&self) -> Result<Vec<Campaign>, StoreError> {
        let rows: Vec<Row> = on_read!(&self.db, pool => sqlx::query_as(ALL).fetch_all(pool).await)?;
        rows.into_iter().map(campaign).collect()
    }

    /// The campaign with this identifier.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn campaign(&self, id: Uuid) -> Result<Option<Campaign>, StoreError> {
        let row: Option<Row> = on_read!(&self.db, pool => sqlx::query_as(BY_ID).bind(id).fetch_optional(pool).await)?;
        row.map(campaign).transpose()
    }

    /// Adds a campaign.
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
                .execute(tx)
                .await?;
        });
        Ok(())
    }
}

fn campaign(
    (id, version_id, questionnaire, title, sampling, owner, opens_at, closes_at, asks_sensitive): Row,
) -> Result<Campaign, StoreError> {
    Ok(Campaign {
        id,
        version_id,
        questionnaire: row::code("questionnaire", &questionnaire)?,
        title: row::texts(&title)?,
        sampling: row::parsed("sampling", &sampling, Sampling::from_word)?,
        owner: row::code("unit", &owner)?,
        opens_at,
        closes_at,
        asks_sensitive,
    })
}
