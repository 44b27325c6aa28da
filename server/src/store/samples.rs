//! Samples: drawn once by whoever runs a draft, read, and discarded only while it is one. Whoever is merely measured sees none of it.

use app::domain::role::Reach;
use app::domain::sample::{Element, FrameFacts, Sample};
use serde_json::json;
use uuid::Uuid;

use super::audit::{alone, note};
use super::database::{in_transaction, on_read};
use super::many_rows::{self, ManyRows};
use super::scope::{parameter, within};
use super::{Store, StoreError, row};
use crate::audit::{Act, Action, Author};

// A draw after somebody was invited would write down again who was: what is drawn and what is still open would tell who answered.
const DRAW: &str = within!(
    "INSERT INTO sample (campaign_id, drawn_at, drawn_by, frame_hash, frame_elements, plan, seed, seed_typed, algorithm, strata, \
     result_hash, size) SELECT $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 WHERE EXISTS (SELECT 1 FROM campaign \
     WHERE id = $2 AND state = 'draft' AND sampling = 'probability' AND ($1 = '*' OR owner IN (SELECT code FROM reach))) \
     AND NOT EXISTS (SELECT 1 FROM invitation_batch b JOIN collection_point p ON p.code = b.point WHERE p.campaign_id = $2) \
     ON CONFLICT (campaign_id) DO NOTHING"
);
const ONE: &str = within!(
    "SELECT campaign_id, drawn_at, drawn_by, frame_hash, frame_elements, plan, seed, seed_typed, algorithm, strata, result_hash, size, \
     (SELECT COUNT(*) FROM sample_element WHERE sample_element.campaign_id = sample.campaign_id) FROM sample WHERE campaign_id IN \
     (SELECT id FROM campaign WHERE id = $2 AND ($1 = '*' OR owner IN (SELECT code FROM reach)))"
);
const ELEMENTS: &str = within!(
    "SELECT position, reference, stratum_name, psu_name, stratum, psu, probability, weight FROM sample_element WHERE campaign_id IN \
     (SELECT id FROM campaign WHERE id = $2 AND ($1 = '*' OR owner IN (SELECT code FROM reach))) ORDER BY position"
);
const INVITED: &str = "SELECT EXISTS (SELECT 1 FROM invitation_batch b JOIN collection_point p ON p.code = b.point \
    WHERE p.campaign_id = $1)";
const DISCARDABLE: &str = within!(
    "SELECT owner FROM campaign WHERE id = $2 AND state = 'draft' AND ($1 = '*' OR owner IN (SELECT code FROM reach)) \
     AND EXISTS (SELECT 1 FROM sample WHERE campaign_id = $2) \
     AND NOT EXISTS (SELECT 1 FROM legal_hold WHERE campaign_id = $2) \
     AND NOT EXISTS (SELECT 1 FROM invitation_batch b JOIN collection_point p ON p.code = b.point WHERE p.campaign_id = $2)"
);
const REMOVE_ELEMENTS: &str = "DELETE FROM sample_element WHERE campaign_id = $1";
const REMOVE: &str = "DELETE FROM sample WHERE campaign_id = $1";
/// Erases those of a campaign's sample who stand in a list of invitations, which knows them from now on until they answer.
pub(super) const ERASE_INVITED: &str = "DELETE FROM sample_element WHERE campaign_id = (SELECT campaign_id FROM collection_point \
    WHERE code = $1) AND reference IN (SELECT reference FROM invitation WHERE batch_id = $2)";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[DRAW, ONE, ELEMENTS, INVITED, DISCARDABLE, REMOVE_ELEMENTS, REMOVE, ERASE_INVITED];

/// Writes down who was drawn.
pub static ADD: ManyRows = ManyRows::new(
    "INSERT INTO sample_element (campaign_id, position, reference, stratum_name, psu_name, stratum, psu, probability, weight)",
    9,
    "",
);

/// A sample's columns.
type Row = (Uuid, i64, String, String, i64, String, String, bool, i64, String, String, i64, i64);
/// An element's columns.
type ElementRow = (i64, String, String, String, String, String, f64, f64);

fn sample(row: Row) -> Result<Sample, StoreError> {
    let (campaign_id, drawn_at, drawn_by, hash, elements, plan, seed, seed_typed, algorithm, strata, result_hash, size, listed) =
        row;
    Ok(Sample {
        campaign_id,
        drawn_at,
        drawn_by,
        frame: FrameFacts { hash, elements: row::count(elements)? },
        plan: row::parsed("plan of a sample", &plan, |json| serde_json::from_str(json).ok())?,
        seed: row::code("seed", &seed)?,
        seed_typed,
        algorithm: row::parsed("algorithm", &algorithm.to_string(), |number| number.parse().ok())?,
        strata: row::parsed("strata of a sample", &strata, |json| serde_json::from_str(json).ok())?,
        result_hash,
        size: row::count(size)?,
        listed: row::count(listed)?,
    })
}

fn element(row: ElementRow) -> Result<Element, StoreError> {
    let (position, reference, stratum_name, psu_name, stratum, psu, probability, weight) = row;
    let (names, place) = ((stratum_name, psu_name), (stratum, psu));
    Ok(Element { position: row::count(position)?, reference, names, place, probability, weight })
}

/// What the log tells of a sample: all by which it can be drawn again, and nothing of whom it drew.
fn told(sample: &Sample) -> serde_json::Value {
    json!({
        "frame_hash": sample.frame.hash,
        "frame_elements": sample.frame.elements,
        "plan": sample.plan,
        "seed": sample.seed.as_str(),
        "seed_typed": sample.seed_typed,
        "algorithm": sample.algorithm,
        "size": sample.size,
        "result_hash": sample.result_hash,
    })
}

/// What the log tells of something that is done to a sample; it is read by the auditors of the campaign's owner.
#[must_use]
pub fn act(action: Action, campaign: Uuid, owner: &str) -> Act {
    Act { unit: Some(owner.to_owned()), ..Act::on(action, format!("sample {campaign}")) }
}

impl Store {
    /// Freezes a sample that was drawn; `false` where the campaign is not theirs, no draft, no random sample, or has a sample or invitations
    /// already.
    ///
    /// # Errors
    /// When the database does not take it; then nothing of it is kept.
    pub async fn freeze_sample(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (new, elements, owner): (&Sample, &[Element], &str),
    ) -> Result<bool, StoreError> {
        let json = |value: Result<String, serde_json::Error>| value.unwrap_or_default();
        in_transaction!(&self.db, tx => {
            alone!(&self.db, tx);
            let drawn = sqlx::query(DRAW)
                .bind(parameter(reach))
                .bind(new.campaign_id)
                .bind(new.drawn_at)
                .bind(new.drawn_by.as_str())
                .bind(new.frame.hash.as_str())
                .bind(new.frame.elements.cast_signed())
                .bind(json(serde_json::to_string(&new.plan)))
                .bind(new.seed.as_str())
                .bind(new.seed_typed)
                .bind(i64::from(new.algorithm))
                .bind(json(serde_json::to_string(&new.strata)))
                .bind(new.result_hash.as_str())
                .bind(new.size.cast_signed())
                .execute(&mut *tx)
                .await?;
            if drawn.rows_affected() == 0 {
                return Ok(false);
            }
            for part in elements.chunks(many_rows::MOST) {
                let mut query = sqlx::query(ADD.text(part.len(), &self.db));
                for element in part {
                    query = query
                        .bind(new.campaign_id)
                        .bind(element.position.cast_signed())
                        .bind(element.reference.as_str())
                        .bind(element.names.0.as_str())
                        .bind(element.names.1.as_str())
                        .bind(element.place.0.as_str())
                        .bind(element.place.1.as_str())
                        .bind(element.probability)
                        .bind(element.weight);
                }
                query.execute(&mut *tx).await?;
            }
            let act = Act { after: Some(told(new)), ..act(Action::SampleDrawn, new.campaign_id, owner) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// The sample of a campaign whose owner is in reach, if one was drawn.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sample(&self, reach: &Reach, campaign: Uuid) -> Result<Option<Sample>, StoreError> {
        let reach = self.reading(reach).await?;
        let row: Option<Row> =
            on_read!(&self.db, pool => sqlx::query_as(ONE).bind(reach.as_str()).bind(campaign).fetch_optional(pool).await)?;
        row.map(sample).transpose()
    }

    /// Whom it drew, in the order of the frame, without those who were invited since.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sample_elements(&self, reach: &Reach, campaign: Uuid) -> Result<Vec<Element>, StoreError> {
        let reach = self.reading(reach).await?;
        let rows: Vec<ElementRow> =
            on_read!(&self.db, pool => sqlx::query_as(ELEMENTS).bind(reach.as_str()).bind(campaign).fetch_all(pool).await)?;
        rows.into_iter().map(element).collect()
    }

    /// Whether anybody was invited to answer in a campaign.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn has_invited(&self, campaign: Uuid) -> Result<bool, StoreError> {
        Ok(on_read!(&self.db, pool => sqlx::query_scalar(INVITED).bind(campaign).fetch_one(pool).await)?)
    }

    /// Discards the sample of a draft; `false` where it is not theirs, there is none, the campaign is no draft any more or is held, or somebody
    /// was invited.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn discard_sample(&self, by: &Author, now: i64, reach: &Reach, campaign: Uuid) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            alone!(&self.db, tx);
            let owner: Option<String> =
                sqlx::query_scalar(DISCARDABLE).bind(parameter(reach)).bind(campaign).fetch_optional(&mut *tx).await?;
            let Some(owner) = owner else { return Ok(false) };
            let old: Option<Row> = sqlx::query_as(ONE).bind(parameter(reach)).bind(campaign).fetch_optional(&mut *tx).await?;
            let old = old.map(sample).transpose()?;
            sqlx::query(REMOVE_ELEMENTS).bind(campaign).execute(&mut *tx).await?;
            sqlx::query(REMOVE).bind(campaign).execute(&mut *tx).await?;
            let act = Act { before: old.as_ref().map(told), ..act(Action::SampleDiscarded, campaign, &owner) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }
}
