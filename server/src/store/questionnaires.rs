//! Questionnaire versions: drafts, published ones, and those that no new campaign may use.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, PoisonError};

use app::domain::code::Code;
use app::domain::questionnaire::Version;
use app::domain::questionnaire::draft::Draft;
use app::domain::questionnaire::listed::{Listed, State};
use app::domain::reference::Reference;
use app::domain::role::Reach;
use serde_json::json;
use uuid::Uuid;

use super::audit::{alone, note};
use super::database::on_read;
use super::removal::Removal;
use super::scope::{parameter, within};
use super::{Store, StoreError, change, row};
use crate::audit::{Act, Action, Author};

/// Questionnaires are the same for all units, so only whoever reaches all of them changes one.
macro_rules! everywhere {
    ($head:expr, $tail:expr) => {
        within!(
            $head,
            " WHERE ($1 = '*' OR (EXISTS (SELECT 1 FROM reach) AND NOT EXISTS \
             (SELECT 1 FROM unit WHERE parent IS NULL AND unit.code NOT IN (SELECT reach.code FROM reach))))",
            $tail
        )
    };
}

const BY_ID: &str = "SELECT document, state FROM questionnaire_version WHERE id = $1";
const BY_NUMBER: &str = "SELECT id, document FROM questionnaire_version WHERE code = $1 AND number = $2";
const PUBLISH: &str = "INSERT INTO questionnaire_version (id, code, number, document, published_at, state) \
    VALUES ($1, $2, $3, $4, $5, 'published')";
const ALL: &str = "SELECT id, code, number, state, published_at FROM questionnaire_version ORDER BY code, number, id";
// Drafts may have changed; the others are read only where they are not known yet.
const DOCUMENTS: &str = "SELECT id, document, state FROM questionnaire_version WHERE state = 'draft' OR $1 = TRUE";
const ONE: &str = "SELECT id, code, number, state, published_at FROM questionnaire_version WHERE code = $1 AND number = $2";
// The number 0 is that of the draft, of which each questionnaire has at most one.
const KEEP_DRAFT: &str = everywhere!(
    "INSERT INTO questionnaire_version (id, code, number, document, published_at, state) SELECT $2, $3, 0, $4, $5, 'draft'",
    " ON CONFLICT (code, number) DO UPDATE SET document = excluded.document, published_at = excluded.published_at"
);
const HIGHEST: &str = "SELECT MAX(number) FROM questionnaire_version WHERE code = $1";
const PUBLISH_DRAFT: &str = everywhere!(
    "UPDATE questionnaire_version SET number = $3, document = $4, published_at = $5, state = 'published'",
    " AND id = $2 AND state = 'draft'"
);
const RETIRE: &str = everywhere!("UPDATE questionnaire_version SET state = 'retired'", " AND id = $2 AND state = 'published'");
const REFERENCES: &str = "SELECT EXISTS (SELECT 1 FROM campaign WHERE version_id = $1)";
const REMOVE: &str = everywhere!("DELETE FROM questionnaire_version", " AND id = $2 AND state = 'draft'");

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[
    BY_ID,
    BY_NUMBER,
    PUBLISH,
    ALL,
    DOCUMENTS,
    ONE,
    // Drafts.
    KEEP_DRAFT,
    HIGHEST,
    PUBLISH_DRAFT,
    RETIRE,
    REFERENCES,
    REMOVE,
];

/// A version's columns, without its text.
type Row = (Uuid, String, i64, String, i64);

fn listed((id, code, number, state, since): Row) -> Result<Listed, StoreError> {
    Ok(Listed {
        id,
        code: row::code("questionnaire", &code)?,
        number: number_of(number)?,
        state: row::parsed("state of a questionnaire version", &state, State::from_word)?,
        since,
    })
}

fn number_of(stored: i64) -> Result<u32, StoreError> {
    u32::try_from(stored).map_err(|_| StoreError::Unreadable { what: "number of a version", value: stored.to_string() })
}

/// What the log tells of something that is done to a version.
fn act(action: Action, listed: &Listed) -> Act {
    let after = json!({"number": listed.number, "state": listed.state.word(), "id": listed.id});
    Act { after: Some(after), ..Act::on(action, format!("questionnaire {}", listed.code)) }
}

impl Store {
    /// The version with this identifier. Those that are no drafts never change and are read once.
    ///
    /// # Errors
    /// When the database does not answer, or the stored text is no version.
    pub async fn version(&self, id: Uuid) -> Result<Option<Arc<Version>>, StoreError> {
        if let Some(version) = self.known_version(id) {
            return Ok(Some(version));
        }
        let found: Option<(String, String)> =
            on_read!(&self.db, pool => sqlx::query_as(BY_ID).bind(id).fetch_optional(pool).await)?;
        found.map(|(document, state)| self.read_version(id, &document, &state)).transpose()
    }

    fn known_version(&self, id: Uuid) -> Option<Arc<Version>> {
        self.versions.read().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    /// Reads a stored version, and keeps it unless it may still change.
    fn read_version(&self, id: Uuid, document: &str, state: &str) -> Result<Arc<Version>, StoreError> {
        let version = Arc::new(read(document)?);
        if state != State::Draft.word() {
            self.versions.write().unwrap_or_else(PoisonError::into_inner).insert(id, version.clone());
        }
        Ok(version)
    }

    /// Publishes a version under a new identifier. Publishing the same text again changes nothing and gives the first identifier.
    ///
    /// # Errors
    /// [`StoreError::VersionDiffers`] when another text is published under its code and number.
    pub async fn publish(&self, id: Uuid, version: &Version, now: i64) -> Result<Uuid, StoreError> {
        let number = i64::from(version.number());
        let document = write(version);
        let known: Option<(Uuid, String)> = on_read!(&self.db, pool => {
            sqlx::query_as(BY_NUMBER).bind(version.code().as_str()).bind(number).fetch_optional(pool).await
        })?;
        match known {
            Some((known, same)) if same == document => return Ok(known),
            Some(_) => {
                return Err(StoreError::VersionDiffers { code: version.code().to_string(), number: version.number() });
            }
            None => {}
        }
        change!(self, tx => {
            sqlx::query(PUBLISH)
                .bind(id)
                .bind(version.code().as_str())
                .bind(number)
                .bind(document)
                .bind(now)
                .execute(tx)
                .await?;
        });
        Ok(id)
    }

    /// All versions by questionnaire and number, a draft before the others, each with its text.
    ///
    /// # Errors
    /// When the database does not answer, or a stored text is no version.
    pub async fn all_versions(&self) -> Result<Vec<(Listed, Arc<Version>)>, StoreError> {
        let rows: Vec<Row> = on_read!(&self.db, pool => sqlx::query_as(ALL).fetch_all(pool).await)?;
        let all: Vec<Listed> = rows.into_iter().map(listed).collect::<Result<_, _>>()?;
        let mut texts: HashMap<Uuid, Arc<Version>> =
            all.iter().filter_map(|listed| Some((listed.id, self.known_version(listed.id)?))).collect();
        if texts.len() < all.len() {
            let unknown = all.iter().any(|listed| listed.state != State::Draft && !texts.contains_key(&listed.id));
            let rows: Vec<(Uuid, String, String)> =
                on_read!(&self.db, pool => sqlx::query_as(DOCUMENTS).bind(unknown).fetch_all(pool).await)?;
            for (id, document, state) in rows {
                if let Entry::Vacant(missing) = texts.entry(id) {
                    missing.insert(self.read_version(id, &document, &state)?);
                }
            }
        }
        Ok(all.into_iter().filter_map(|listed| texts.get(&listed.id).cloned().map(|version| (listed, version))).collect())
    }

    /// The version of a questionnaire under a number; 0 is its draft.
    ///
    /// # Errors
    /// When the database does not answer, or the stored text is no version.
    pub async fn numbered_version(&self, code: &Code, number: u32) -> Result<Option<(Listed, Arc<Version>)>, StoreError> {
        let row: Option<Row> = on_read!(&self.db, pool => {
            sqlx::query_as(ONE).bind(code.as_str()).bind(i64::from(number)).fetch_optional(pool).await
        })?;
        let Some(listed) = row.map(listed).transpose()? else { return Ok(None) };
        let version = self.version(listed.id).await?;
        Ok(version.map(|version| (listed, version)))
    }

    /// Keeps a version as the draft of its questionnaire, in the place of an earlier draft; `false` where `reach` does not have all units.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn keep_draft(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (id, version): (Uuid, &Version),
    ) -> Result<bool, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let kept = sqlx::query(KEEP_DRAFT)
                .bind(parameter(reach))
                .bind(id)
                .bind(version.code().as_str())
                .bind(write(version))
                .bind(now)
                .execute(&mut *tx)
                .await?;
            if kept.rows_affected() == 0 {
                return Ok(false);
            }
            let row: Row = sqlx::query_as(ONE).bind(version.code().as_str()).bind(0_i64).fetch_one(&mut *tx).await?;
            note!(&self.db, tx, by, now, act(Action::QuestionnaireDrafted, &listed(row)?));
        });
        Ok(true)
    }

    /// Publishes a questionnaire's draft under the next number, and gives that; `None` where there is no draft, or `reach` does not have all
    /// units.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn publish_draft(&self, by: &Author, now: i64, reach: &Reach, code: &Code) -> Result<Option<u32>, StoreError> {
        let published;
        change!(self, tx => {
            alone!(&self.db, tx);
            let draft: Option<(Uuid, String)> =
                sqlx::query_as(BY_NUMBER).bind(code.as_str()).bind(0_i64).fetch_optional(&mut *tx).await?;
            let Some((id, document)) = draft else { return Ok(None) };
            let highest: Option<i64> = sqlx::query_scalar(HIGHEST).bind(code.as_str()).fetch_one(&mut *tx).await?;
            let number = number_of(highest.unwrap_or_default() + 1)?;
            let version = read(&document)?.numbered(number);
            let done = sqlx::query(PUBLISH_DRAFT)
                .bind(parameter(reach))
                .bind(id)
                .bind(i64::from(number))
                .bind(write(&version))
                .bind(now)
                .execute(&mut *tx)
                .await?;
            if done.rows_affected() == 0 {
                return Ok(None);
            }
            let listed = Listed { id, code: code.clone(), number, state: State::Published, since: now };
            note!(&self.db, tx, by, now, act(Action::QuestionnairePublished, &listed));
            published = number;
        });
        Ok(Some(published))
    }

    /// Retires a published version, so that no new campaign uses it; `false` where it is not published, or `reach` does not have all units.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn retire_version(&self, by: &Author, now: i64, reach: &Reach, version: &Listed) -> Result<bool, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let retired = sqlx::query(RETIRE).bind(parameter(reach)).bind(version.id).execute(&mut *tx).await?;
            if retired.rows_affected() == 0 {
                return Ok(false);
            }
            let listed = Listed { state: State::Retired, ..version.clone() };
            note!(&self.db, tx, by, now, act(Action::QuestionnaireRetired, &listed));
        });
        Ok(true)
    }

    /// What refers to a version.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn references_to_version(&self, id: Uuid) -> Result<Vec<Reference>, StoreError> {
        let used: bool = on_read!(&self.db, pool => sqlx::query_scalar(REFERENCES).bind(id).fetch_one(pool).await)?;
        Ok(if used { vec![Reference::Campaigns] } else { Vec::new() })
    }

    /// Removes a draft that no campaign is prepared with.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn remove_draft(&self, by: &Author, now: i64, reach: &Reach, draft: &Listed) -> Result<Removal, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let used: bool = sqlx::query_scalar(REFERENCES).bind(draft.id).fetch_one(&mut *tx).await?;
            if used {
                return Ok(Removal::Referred(vec![Reference::Campaigns]));
            }
            let removed = sqlx::query(REMOVE).bind(parameter(reach)).bind(draft.id).execute(&mut *tx).await?;
            if removed.rows_affected() == 0 {
                return Ok(Removal::NotThere);
            }
            let act = act(Action::QuestionnaireDraftRemoved, draft);
            let act = Act { before: act.after.clone(), after: None, ..act };
            note!(&self.db, tx, by, now, act);
        });
        Ok(Removal::Removed)
    }
}

fn write(version: &Version) -> String {
    // A draft holds strings, numbers and lists only, so it always has a JSON form.
    serde_json::to_string(version.draft()).unwrap_or_default()
}

fn read(document: &str) -> Result<Version, StoreError> {
    let unreadable = |why: String| StoreError::Unreadable { what: "questionnaire version", value: why };
    let draft: Draft = serde_json::from_str(document).map_err(|error| unreadable(error.to_string()))?;
    Version::read(draft).map_err(|faults| unreadable(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))
}
