//! Sectors.

use app::domain::code::Code;
use app::domain::reference::Reference;
use app::domain::role::Reach;
use app::domain::sector::Sector;
use app::domain::tree::Tree;
use serde_json::{Value, json};

use super::audit::{alone, note};
use super::database::on_read;
use super::removal::Removal;
use super::scope::parameter;
use super::{Store, StoreError, change, row};
use crate::audit::{Act, Action, Author};

const ALL: &str = "SELECT code, parent, name, position FROM sector ORDER BY position, code";
const ADD: &str = "INSERT INTO sector (code, parent, name, position) VALUES ($1, $2, $3, $4) ON CONFLICT (code) DO NOTHING";
// Sectors are the same for all units, so only who reaches everything changes them.
const ADD_WITHIN: &str = "INSERT INTO sector (code, parent, name, position) SELECT $2, $3, $4, $5 WHERE $1 = '*' \
    ON CONFLICT (code) DO NOTHING";
const CHANGE: &str = "UPDATE sector SET parent = $3, name = $4, position = $5 WHERE code = $2 AND $1 = '*'";
const REMOVE: &str = "DELETE FROM sector WHERE code = $2 AND $1 = '*'";
// Responses are found by the counts of all units together, which are exact and have an index.
const REFERENCES: &str = "SELECT EXISTS (SELECT 1 FROM sector WHERE parent = $1), EXISTS (SELECT 1 FROM target WHERE sector = $1), \
    EXISTS (SELECT 1 FROM collection_point WHERE sector = $1), \
    EXISTS (SELECT 1 FROM response_cell WHERE unit = '' AND below = TRUE AND period = 0 AND sector = $1 AND responses <> 0) \
    OR EXISTS (SELECT 1 FROM pending WHERE sector = $1), EXISTS (SELECT 1 FROM administrative_rate WHERE sector = $1), \
    EXISTS (SELECT 1 FROM campaign_sector WHERE sector = $1), EXISTS (SELECT 1 FROM improvement_action WHERE sector = $1)";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[ALL, ADD, ADD_WITHIN, CHANGE, REMOVE, REFERENCES];

/// A sector's columns.
type Row = (String, Option<String>, String, i64);
/// Whether there is a sector below, a target, a collection point, a response, a rate, a campaign, an improvement action.
type ReferenceRow = (bool, bool, bool, bool, bool, bool, bool);

fn tree(rows: Vec<Row>) -> Result<Tree<Sector>, StoreError> {
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

fn references((children, targets, points, responses, rates, campaigns, improvements): ReferenceRow) -> Vec<Reference> {
    let found = [
        (children, Reference::Children),
        (targets, Reference::Targets),
        (campaigns, Reference::Campaigns),
        (points, Reference::Points),
        (responses, Reference::Responses),
        (rates, Reference::Rates),
        (improvements, Reference::Improvements),
    ];
    found.into_iter().filter(|(found, _)| *found).map(|(_, reference)| reference).collect()
}

/// What the log tells of a sector.
pub(super) fn told(sector: &Sector) -> Value {
    json!({"name": sector.name, "parent": sector.parent, "position": sector.position})
}

/// How the log names a sector.
pub(super) fn subject(code: &Code) -> String {
    format!("sector {code}")
}

impl Store {
    /// All sectors.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sectors(&self) -> Result<Tree<Sector>, StoreError> {
        tree(on_read!(&self.db, pool => sqlx::query_as(ALL).fetch_all(pool).await)?)
    }

    /// Adds those sectors that are not there yet, each after its parent. Those that are there stay as somebody may have changed them.
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

    /// Adds a sector; `false` where its code is taken, or where `reach` is not everything.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn add_sector(&self, by: &Author, now: i64, reach: &Reach, sector: &Sector) -> Result<bool, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let added = sqlx::query(ADD_WITHIN)
                .bind(parameter(reach))
                .bind(sector.code.as_str())
                .bind(sector.parent.as_ref().map(Code::as_str))
                .bind(row::texts_json(&sector.name))
                .bind(sector.position)
                .execute(&mut *tx)
                .await?;
            if added.rows_affected() == 0 {
                return Ok(false);
            }
            let act = Act { after: Some(told(sector)), ..Act::on(Action::SectorAdded, subject(&sector.code)) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Changes a sector to what `new` says; `false` where it is gone or would hang below itself, or where `reach` is not everything. Figures
    /// add sectors up when they are read, so none becomes wrong.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn change_sector(&self, by: &Author, now: i64, reach: &Reach, new: &Sector) -> Result<bool, StoreError> {
        let (code, parent) = (new.code.as_str(), new.parent.as_ref().map(Code::as_str));
        change!(self, tx => {
            alone!(&self.db, tx);
            let sectors = tree(sqlx::query_as(ALL).fetch_all(&mut *tx).await?)?;
            let Some(old) = sectors.get(code) else { return Ok(false) };
            if parent.is_some_and(|parent| sectors.is_within(parent, code)) {
                return Ok(false);
            }
            let changed = sqlx::query(CHANGE)
                .bind(parameter(reach))
                .bind(code)
                .bind(parent)
                .bind(row::texts_json(&new.name))
                .bind(new.position)
                .execute(&mut *tx)
                .await?;
            if changed.rows_affected() == 0 {
                return Ok(false);
            }
            let act = Act {
                before: Some(told(old)),
                after: Some(told(new)),
                ..Act::on(Action::SectorChanged, subject(&new.code))
            };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// What refers to a sector.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn references_to_sector(&self, code: &Code) -> Result<Vec<Reference>, StoreError> {
        let row: ReferenceRow = on_read!(&self.db, pool => sqlx::query_as(REFERENCES).bind(code.as_str()).fetch_one(pool).await)?;
        Ok(references(row))
    }

    /// Removes a sector that nothing refers to, for whoever reaches everything. That it did not come with the program was judged before.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn remove_sector(&self, by: &Author, now: i64, reach: &Reach, sector: &Sector) -> Result<Removal, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let row: ReferenceRow = sqlx::query_as(REFERENCES).bind(sector.code.as_str()).fetch_one(&mut *tx).await?;
            let references = references(row);
            if !references.is_empty() {
                return Ok(Removal::Referred(references));
            }
            let removed = sqlx::query(REMOVE).bind(parameter(reach)).bind(sector.code.as_str()).execute(&mut *tx).await?;
            if removed.rows_affected() == 0 {
                return Ok(Removal::NotThere);
            }
            let act = Act { before: Some(told(sector)), ..Act::on(Action::SectorRemoved, subject(&sector.code)) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(Removal::Removed)
    }
}
