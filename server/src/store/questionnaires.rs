//! Published questionnaire versions.

use std::sync::{Arc, PoisonError};

use app::domain::questionnaire::Version;
use app::domain::questionnaire::draft::Draft;
use uuid::Uuid;

use super::database::on_read;
use super::{Store, StoreError, change};

const BY_ID: &str = "SELECT document FROM questionnaire_version WHERE id = $1";
const BY_NUMBER: &str = "SELECT id, document FROM questionnaire_version WHERE code = $1 AND number = $2";
const PUBLISH: &str = "INSERT INTO questionnaire_version (id, code, number, document, published_at) VALUES ($1, $2, $3, $4, $5)";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[BY_ID, BY_NUMBER, PUBLISH];

impl Store {
    /// The published version with this identifier.
    ///
    /// # Errors
    /// When the database does not answer, or the stored text is no version.
    pub async fn version(&self, id: Uuid) -> Result<Option<Arc<Version>>, StoreError> {
        if let Some(version) = self.versions.read().unwrap_or_else(PoisonError::into_inner).get(&id) {
            return Ok(Some(version.clone()));
        }
        let document: Option<String> = on_read!(&self.db, pool => sqlx::query_scalar(BY_ID).bind(id).fetch_optional(pool).await)?;
        let Some(document) = document else { return Ok(None) };
        let version = Arc::new(read(&document)?);
        self.versions.write().unwrap_or_else(PoisonError::into_inner).insert(id, version.clone());
        Ok(Some(version))
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
