//! What those who run surveys do to campaigns. Each statement holds that whoever does it looks after the owner, and that the state of the
//! campaign allows it.

use app::domain::campaign::{Campaign, State};
use app::domain::code::Code;
use app::domain::reference::Reference;
use app::domain::role::Reach;
use serde_json::{Value, json};
use uuid::Uuid;

use super::audit::{alone, note};
use super::campaigns::minimum;
use super::removal::Removal;
use super::scope::{parameter, within};
use super::{Store, StoreError, change, row};
use crate::audit::{Act, Action, Author};

/// Whoever looks after the owner of the campaign `$2`.
macro_rules! run {
    ($head:expr, $tail:expr) => {
        within!($head, " WHERE id = $2 AND ($1 = '*' OR owner IN (SELECT code FROM reach)) AND ", $tail)
    };
}

const ADD: &str = within!(
    "INSERT INTO campaign (id, version_id, title, sampling, owner, opens_at, closes_at, asks_sensitive, minimum, state) \
     SELECT $2, $3, $4, $5, $6, $7, $8, $9, $10, 'draft' WHERE ($1 = '*' OR $6 IN (SELECT code FROM reach)) \
     AND EXISTS (SELECT 1 FROM questionnaire_version WHERE id = $3 AND state <> 'retired')"
);
// Only a draft changes its questionnaire version, its sampling, its owner, its beginning and its minimum.
const CHANGE: &str = run!(
    "UPDATE campaign SET version_id = $3, title = $4, sampling = $5, owner = $6, opens_at = $7, closes_at = $8, asks_sensitive = $9, \
     minimum = $10",
    "state = 'draft' AND ($1 = '*' OR $6 IN (SELECT code FROM reach)) \
     AND ($5 = 'probability' OR NOT EXISTS (SELECT 1 FROM sample WHERE campaign_id = $2)) \
     AND (version_id = $3 OR EXISTS (SELECT 1 FROM questionnaire_version WHERE questionnaire_version.id = $3 AND state <> 'retired'))"
);
const CHANGE_OPEN: &str = run!(
    "UPDATE campaign SET title = $3, closes_at = CAST($4 AS BIGINT)",
    "state = 'open' AND (closes_at IS NULL OR closes_at > $5) AND (CAST($4 AS BIGINT) IS NULL OR CAST($4 AS BIGINT) > $5)"
);
// What the check before opening found is held once more here, where nobody can change it in between.
const OPEN: &str = run!(
    "UPDATE campaign SET state = 'open', opens_at = CASE WHEN opens_at < $3 THEN $3 ELSE opens_at END",
    "state = 'draft' AND (closes_at IS NULL OR closes_at > $3) \
     AND EXISTS (SELECT 1 FROM questionnaire_version WHERE questionnaire_version.id = version_id AND questionnaire_version.state = 'published') \
     AND EXISTS (SELECT 1 FROM campaign_unit WHERE campaign_id = $2) AND EXISTS (SELECT 1 FROM campaign_sector WHERE campaign_id = $2) \
     AND EXISTS (SELECT 1 FROM collection_point WHERE campaign_id = $2 AND withdrawn_at IS NULL)"
);
// One that is closed before it began has had no time at all; what is left of it is a millisecond, because an end comes after a beginning.
const CLOSE: &str = run!(
    "UPDATE campaign SET state = 'closed', closes_at = $3, opens_at = CASE WHEN opens_at < $3 THEN opens_at ELSE $3 - 1 END",
    "state = 'open' AND (closes_at IS NULL OR closes_at > $3)"
);
const ARCHIVE: &str =
    run!("UPDATE campaign SET state = 'archived'", "(state = 'closed' OR (state = 'open' AND closes_at <= $3))");
const ADD_UNIT: &str = within!(
    "INSERT INTO campaign_unit (campaign_id, unit) SELECT id, $3 FROM campaign \
     WHERE id = $2 AND ($1 = '*' OR (owner IN (SELECT code FROM reach) AND $3 IN (SELECT code FROM reach))) \
     AND (state = 'draft' OR (state = 'open' AND (closes_at IS NULL OR closes_at > $4))) ON CONFLICT (campaign_id, unit) DO NOTHING"
);
const ADD_SECTOR: &str = within!(
    "INSERT INTO campaign_sector (campaign_id, sector) SELECT id, $3 FROM campaign \
     WHERE id = $2 AND ($1 = '*' OR owner IN (SELECT code FROM reach)) \
     AND (state = 'draft' OR (state = 'open' AND (closes_at IS NULL OR closes_at > $4))) ON CONFLICT (campaign_id, sector) DO NOTHING"
);
const REMOVE_UNIT: &str = within!(
    "DELETE FROM campaign_unit WHERE campaign_id = $2 AND unit = $3 AND campaign_id IN \
     (SELECT id FROM campaign WHERE state = 'draft' AND ($1 = '*' OR owner IN (SELECT code FROM reach)))"
);
const REMOVE_SECTOR: &str = within!(
    "DELETE FROM campaign_sector WHERE campaign_id = $2 AND sector = $3 AND campaign_id IN \
     (SELECT id FROM campaign WHERE state = 'draft' AND ($1 = '*' OR owner IN (SELECT code FROM reach)))"
);
const REFERENCES: &str = "SELECT EXISTS (SELECT 1 FROM collection_point WHERE campaign_id = $1), \
    EXISTS (SELECT 1 FROM response WHERE campaign_id = $1), EXISTS (SELECT 1 FROM sample WHERE campaign_id = $1), \
    EXISTS (SELECT 1 FROM legal_hold WHERE campaign_id = $1)";
const REMOVE_UNITS: &str = "DELETE FROM campaign_unit WHERE campaign_id = $1";
const REMOVE_SECTORS: &str = "DELETE FROM campaign_sector WHERE campaign_id = $1";
const REMOVABLE: &str = run!("SELECT 1 FROM campaign", "state = 'draft'");
const REMOVE: &str = run!("DELETE FROM campaign", "state = 'draft'");

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[
    ADD,
    CHANGE,
    CHANGE_OPEN,
    OPEN,
    CLOSE,
    ARCHIVE,
    ADD_UNIT,
    ADD_SECTOR,
    REMOVE_UNIT,
    REMOVE_SECTOR,
    REFERENCES,
    REMOVE_UNITS,
    REMOVE_SECTORS,
    REMOVABLE,
    REMOVE,
];

/// What is measured, of which a campaign gets more or less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Units.
    Units,
    /// Sectors.
    Sectors,
}

/// What the log tells of a campaign.
fn told(campaign: &Campaign) -> Value {
    json!({
        "questionnaire": campaign.questionnaire,
        "version": campaign.version_id,
        "title": campaign.title,
        "sampling": campaign.sampling.word(),
        "owner": campaign.owner,
        "units": campaign.units,
        "sectors": campaign.sectors,
        "opens_at": campaign.opens_at,
        "closes_at": campaign.closes_at,
        "asks_sensitive": campaign.asks_sensitive,
        "minimum": campaign.minimum,
        "state": campaign.state.word(),
    })
}

/// What the log tells of something that is done to a campaign; it is read by the auditors of its owner.
fn act(action: Action, campaign: &Campaign) -> Act {
    Act { unit: Some(campaign.owner.to_string()), ..Act::on(action, format!("campaign {}", campaign.id)) }
}

/// That a campaign was changed, for the log.
pub(super) fn changing(old: &Campaign, new: &Campaign) -> Act {
    Act { before: Some(told(old)), after: Some(told(new)), ..act(Action::CampaignChanged, new) }
}

/// The campaign as it stands inside a transaction.
macro_rules! read_campaign {
    ($tx:expr, $id:expr) => {{
        use $crate::store::campaigns as kept;
        let row: Option<kept::Row> = sqlx::query_as(kept::BY_ID).bind($id).fetch_optional(&mut *$tx).await?;
        match row {
            None => None,
            Some(row) => {
                let units = sqlx::query_scalar(kept::UNITS_OF).bind($id).fetch_all(&mut *$tx).await?;
                let sectors = sqlx::query_scalar(kept::SECTORS_OF).bind($id).fetch_all(&mut *$tx).await?;
                Some(kept::campaign(row, kept::codes("unit", units)?, kept::codes("sector", sectors)?)?)
            }
        }
    }};
}

pub(super) use read_campaign;

impl Store {
    /// Adds a draft whose owner is in reach; `false` where it is not, or where the questionnaire version was retired.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn add_draft_campaign(&self, by: &Author, now: i64, reach: &Reach, new: &Campaign) -> Result<bool, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let added = sqlx::query(ADD)
                .bind(parameter(reach))
                .bind(new.id)
                .bind(new.version_id)
                .bind(row::texts_json(&new.title))
                .bind(new.sampling.word())
                .bind(new.owner.as_str())
                .bind(new.opens_at)
                .bind(new.closes_at)
                .bind(new.asks_sensitive)
                .bind(minimum(new))
                .execute(&mut *tx)
                .await?;
            if added.rows_affected() == 0 {
                return Ok(false);
            }
            let act = Act { after: Some(told(new)), ..act(Action::CampaignAdded, new) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Changes a draft to what `new` says, or title and end of an open campaign; `false` where it is not theirs to change, or no longer in
    /// the state that `new` has.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn change_campaign(&self, by: &Author, now: i64, reach: &Reach, new: &Campaign) -> Result<bool, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let Some(old) = read_campaign!(tx, new.id) else { return Ok(false) };
            let change = if new.state == State::Draft {
                sqlx::query(CHANGE)
                    .bind(parameter(reach))
                    .bind(new.id)
                    .bind(new.version_id)
                    .bind(row::texts_json(&new.title))
                    .bind(new.sampling.word())
                    .bind(new.owner.as_str())
                    .bind(new.opens_at)
                    .bind(new.closes_at)
                    .bind(new.asks_sensitive)
                    .bind(minimum(new))
            } else {
                sqlx::query(CHANGE_OPEN)
                    .bind(parameter(reach))
                    .bind(new.id)
                    .bind(row::texts_json(&new.title))
                    .bind(new.closes_at)
                    .bind(now)
            };
            if change.execute(&mut *tx).await?.rows_affected() == 0 {
                return Ok(false);
            }
            let new = read_campaign!(tx, new.id).unwrap_or_else(|| new.clone());
            note!(&self.db, tx, by, now, changing(&old, &new));
        });
        Ok(true)
    }

    /// Opens a draft that has all it needs; `false` where it is not theirs, no draft, or lacks something.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn open_campaign(&self, by: &Author, now: i64, reach: &Reach, id: Uuid) -> Result<bool, StoreError> {
        self.move_campaign(by, now, reach, id, (OPEN, Action::CampaignOpened)).await
    }

    /// Closes an open campaign as of `now`; `false` where it is not theirs, or not open.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn close_campaign(&self, by: &Author, now: i64, reach: &Reach, id: Uuid) -> Result<bool, StoreError> {
        self.move_campaign(by, now, reach, id, (CLOSE, Action::CampaignClosed)).await
    }

    /// Puts a closed campaign away; `false` where it is not theirs, or not closed.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn archive_campaign(&self, by: &Author, now: i64, reach: &Reach, id: Uuid) -> Result<bool, StoreError> {
        self.move_campaign(by, now, reach, id, (ARCHIVE, Action::CampaignArchived)).await
    }

    async fn move_campaign(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        id: Uuid,
        (statement, action): (&'static str, Action),
    ) -> Result<bool, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let Some(old) = read_campaign!(tx, id) else { return Ok(false) };
            let moved = sqlx::query(statement).bind(parameter(reach)).bind(id).bind(now).execute(&mut *tx).await?;
            if moved.rows_affected() == 0 {
                return Ok(false);
            }
            let new = read_campaign!(tx, id).unwrap_or_else(|| old.clone());
            let act = Act { before: Some(told(&old)), after: Some(told(&new)), ..act(action, &new) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Makes a campaign measure more and, while it is a draft, less. What may not be is left as it is; `false` where nothing changed.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn change_measured(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (id, part, add, remove): (Uuid, Part, &[Code], &[Code]),
    ) -> Result<bool, StoreError> {
        let (adding, removing) = match part {
            Part::Units => (ADD_UNIT, REMOVE_UNIT),
            Part::Sectors => (ADD_SECTOR, REMOVE_SECTOR),
        };
        change!(self, tx => {
            alone!(&self.db, tx);
            let Some(old) = read_campaign!(tx, id) else { return Ok(false) };
            let mut changed = 0;
            for code in remove {
                let removal = sqlx::query(removing).bind(parameter(reach)).bind(id).bind(code.as_str());
                changed += removal.execute(&mut *tx).await?.rows_affected();
            }
            for code in add {
                let addition = sqlx::query(adding).bind(parameter(reach)).bind(id).bind(code.as_str()).bind(now);
                changed += addition.execute(&mut *tx).await?.rows_affected();
            }
            if changed == 0 {
                return Ok(false);
            }
            let new = read_campaign!(tx, id).unwrap_or_else(|| old.clone());
            note!(&self.db, tx, by, now, changing(&old, &new));
        });
        Ok(true)
    }

    /// Removes a draft that has neither collection points nor responses nor a sample.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn remove_campaign(&self, by: &Author, now: i64, reach: &Reach, id: Uuid) -> Result<Removal, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let Some(old) = read_campaign!(tx, id) else { return Ok(Removal::NotThere) };
            let removable: Option<i32> =
                sqlx::query_scalar(REMOVABLE).bind(parameter(reach)).bind(id).fetch_optional(&mut *tx).await?;
            if removable.is_none() {
                return Ok(Removal::NotThere);
            }
            let found: (bool, bool, bool, bool) = sqlx::query_as(REFERENCES).bind(id).fetch_one(&mut *tx).await?;
            let references = references(found);
            if !references.is_empty() {
                return Ok(Removal::Referred(references));
            }
            sqlx::query(REMOVE_UNITS).bind(id).execute(&mut *tx).await?;
            sqlx::query(REMOVE_SECTORS).bind(id).execute(&mut *tx).await?;
            sqlx::query(REMOVE).bind(parameter(reach)).bind(id).execute(&mut *tx).await?;
            let act = Act { before: Some(told(&old)), ..act(Action::CampaignRemoved, &old) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(Removal::Removed)
    }

    /// What refers to a campaign.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn references_to_campaign(&self, id: Uuid) -> Result<Vec<Reference>, StoreError> {
        let found = super::database::on_read!(&self.db, pool => sqlx::query_as(REFERENCES).bind(id).fetch_one(pool).await)?;
        Ok(references(found))
    }
}

fn references((points, responses, sample, hold): (bool, bool, bool, bool)) -> Vec<Reference> {
    let found =
        [(points, Reference::Points), (responses, Reference::Responses), (sample, Reference::Sample), (hold, Reference::Hold)];
    found.into_iter().filter(|(found, _)| *found).map(|(_, reference)| reference).collect()
}
