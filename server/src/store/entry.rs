//! What collectors enter: once, or twice with a comparison. How it becomes responses is [`super::entering`]'s.

use app::domain::collection_point::{CollectionPoint, PointCode};
use app::domain::entry::PaperNumber;
use app::domain::role::Reach;
use uuid::Uuid;

use super::audit::{alone, note};
use super::collection_points::{Row as PointRow, collection_point};
use super::database::{in_transaction, on_read};
use super::scope::{parameter, within};
use super::{Store, StoreError, row};
use crate::audit::{Act, Action, Author};

// Where somebody enters: at points in reach that take paper or interviews, and are open to more than those who were invited.
const PLACES: &str = within!(
    "SELECT code, campaign_id, unit, sector, mode, name, withdrawn_at, by_invitation FROM collection_point \
     WHERE mode IN ('paper', 'interviewer') AND by_invitation = FALSE AND ($1 = '*' OR unit IN (SELECT code FROM reach)) ORDER BY code"
);
const PLACE: &str = within!(
    "SELECT code, campaign_id, unit, sector, mode, name, withdrawn_at, by_invitation FROM collection_point WHERE code = $2 \
     AND mode IN ('paper', 'interviewer') AND by_invitation = FALSE AND ($1 = '*' OR unit IN (SELECT code FROM reach))"
);
const PROGRESS: &str = within!(
    "SELECT entry.point, CAST(SUM(CASE WHEN stored_at IS NULL AND second_id IS NULL THEN 1 ELSE 0 END) AS BIGINT), \
     CAST(SUM(CASE WHEN stored_at IS NULL AND second_id IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT), \
     CAST(SUM(CASE WHEN stored_at IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT) \
     FROM entry JOIN collection_point ON collection_point.code = entry.point \
     WHERE $1 = '*' OR collection_point.unit IN (SELECT code FROM reach) GROUP BY entry.point"
);
const OF_POINT: &str = within!(
    "SELECT entry.id, entry.point, batch, number, account_id, one.full_name, entered_at, first, second_id, second_account_id, \
     two.full_name, second_at, second, stored_at FROM entry JOIN account AS one ON one.id = account_id \
     LEFT JOIN account AS two ON two.id = second_account_id JOIN collection_point ON collection_point.code = entry.point \
     WHERE entry.point = $2 AND batch IS NOT NULL AND ($1 = '*' OR collection_point.unit IN (SELECT code FROM reach)) \
     ORDER BY batch, number"
);
const ONE: &str = within!(
    "SELECT entry.id, entry.point, batch, number, account_id, one.full_name, entered_at, first, second_id, second_account_id, \
     two.full_name, second_at, second, stored_at FROM entry JOIN account AS one ON one.id = account_id \
     LEFT JOIN account AS two ON two.id = second_account_id JOIN collection_point ON collection_point.code = entry.point \
     WHERE entry.id = $2 AND ($1 = '*' OR collection_point.unit IN (SELECT code FROM reach))"
);
const ID_BY_NUMBER: &str = "SELECT id FROM entry WHERE point = $1 AND batch = $2 AND number = $3";
const SESSION: &str = "SELECT COUNT(*) FROM entry WHERE point = $1 AND ((account_id = $2 AND entered_at >= $3) \
     OR (second_account_id = $2 AND second_at >= $3))";
const ADD_FIRST: &str = within!(
    "INSERT INTO entry (id, campaign_id, point, batch, number, account_id, entered_at, first) SELECT $2, $3, $4, $5, $6, $7, $8, $9 \
     WHERE $1 = '*' OR EXISTS (SELECT 1 FROM collection_point WHERE collection_point.code = $4 AND unit IN (SELECT code FROM reach)) \
     ON CONFLICT DO NOTHING"
);
const ADD_SECOND: &str = within!(
    "UPDATE entry SET second_id = $3, second_account_id = $4, second_at = $5, second = $6 \
     WHERE id = $2 AND second_id IS NULL AND stored_at IS NULL \
     AND ($1 = '*' OR point IN (SELECT collection_point.code FROM collection_point WHERE unit IN (SELECT code FROM reach)))"
);
const REMOVE: &str = within!(
    "DELETE FROM entry WHERE id = $2 AND stored_at IS NULL AND campaign_id NOT IN (SELECT campaign_id FROM legal_hold) \
     AND ($1 = '*' OR point IN (SELECT collection_point.code FROM collection_point WHERE unit IN (SELECT code FROM reach)))"
);

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[PLACES, PLACE, PROGRESS, OF_POINT, ONE, ID_BY_NUMBER, SESSION, ADD_FIRST, ADD_SECOND, REMOVE];

/// One of two entries of a paper form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typing {
    /// Under which identifier it was sent.
    pub id: Uuid,
    /// The account that entered it.
    pub by: Uuid,
    /// By which name its colleagues know it.
    pub name: String,
    /// When: UTC milliseconds.
    pub at: i64,
    /// What was entered, as it is stored until the form is a response.
    pub entered: Option<String>,
}

/// A paper form with a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperForm {
    /// Where it belongs.
    pub point: PointCode,
    /// Its number; none of an interview, and of a form that was entered without.
    pub number: Option<PaperNumber>,
    /// The first entry. Its identifier is that of the form and of the response that it becomes.
    pub first: Typing,
    /// The second.
    pub second: Option<Typing>,
    /// When it became a response: UTC milliseconds.
    pub stored_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct FormRow(
    Uuid,
    String,
    Option<String>,
    Option<i64>,
    Uuid,
    String,
    i64,
    Option<String>,
    Option<Uuid>,
    Option<Uuid>,
    Option<String>,
    Option<i64>,
    Option<String>,
    Option<i64>,
);

fn paper_form(row: FormRow) -> Result<PaperForm, StoreError> {
    let FormRow(id, point, batch, number, by, name, at, entered, second_id, second_by, second_name, second_at, second, stored_at) =
        row;
    let wide = |number: i64| {
        u32::try_from(number).map_err(|_| StoreError::Unreadable { what: "number of a form", value: number.to_string() })
    };
    let number = match batch.zip(number) {
        Some((batch, number)) => Some(PaperNumber { batch, number: wide(number)? }),
        None => None,
    };
    let parts = second_id.zip(second_by).zip(second_name.zip(second_at));
    Ok(PaperForm {
        point: row::code("collection point", &point)?,
        number,
        first: Typing { id, by, name, at, entered },
        second: parts.map(|((id, by), (name, at))| Typing { id, by, name, at, entered: second }),
        stored_at,
    })
}

/// How far the forms of a place or a campaign have come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Entered once, waiting for the second entry.
    pub waiting: u64,
    /// Entered twice with differences that nobody has decided.
    pub different: u64,
    /// Responses.
    pub done: u64,
}

pub(super) fn progress((waiting, different, done): (i64, i64, i64)) -> Result<Progress, StoreError> {
    Ok(Progress { waiting: row::count(waiting)?, different: row::count(different)?, done: row::count(done)? })
}

/// The first entry of a paper form that is entered twice.
#[derive(Clone, Debug)]
pub struct FirstEntry<'a> {
    /// The identifier under which it was sent.
    pub id: Uuid,
    /// Where.
    pub point: &'a CollectionPoint,
    /// Its number.
    pub number: &'a PaperNumber,
    /// The account that enters it.
    pub by: Uuid,
    /// What was entered.
    pub entered: &'a str,
}

/// What the log tells of something that is done to a paper form.
pub(super) fn act(action: Action, point: &CollectionPoint, form: &PaperForm) -> Act {
    let number = form.number.as_ref().map_or_else(String::new, |number| format!("{}/{}", number.batch, number.number));
    Act { unit: Some(point.unit.to_string()), ..Act::on(action, format!("paper form {} {number}", point.code)) }
}

impl Store {
    /// Where somebody enters, whether or not it is time to.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn entry_places(&self, reach: &Reach) -> Result<Vec<CollectionPoint>, StoreError> {
        let reach = self.reading(reach).await?;
        let rows: Vec<PointRow> = on_read!(&self.db, pool => sqlx::query_as(PLACES).bind(reach.as_str()).fetch_all(pool).await)?;
        rows.into_iter().map(collection_point).collect()
    }

    /// The place with this code, if it is in reach and takes what collectors enter.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn entry_place(&self, reach: &Reach, code: &PointCode) -> Result<Option<CollectionPoint>, StoreError> {
        let reach = self.reading(reach).await?;
        let row: Option<PointRow> = on_read!(&self.db, pool => {
            sqlx::query_as(PLACE).bind(reach.as_str()).bind(code.as_str()).fetch_optional(pool).await
        })?;
        row.map(collection_point).transpose()
    }

    /// How far the places in reach have come, by their codes.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn entry_progress(&self, reach: &Reach) -> Result<Vec<(PointCode, Progress)>, StoreError> {
        let reach = self.reading(reach).await?;
        let rows: Vec<(String, i64, i64, i64)> =
            on_read!(&self.db, pool => sqlx::query_as(PROGRESS).bind(reach.as_str()).fetch_all(pool).await)?;
        let read = |(code, waiting, different, done): (String, i64, i64, i64)| {
            Ok((row::code("collection point", &code)?, progress((waiting, different, done))?))
        };
        rows.into_iter().map(read).collect()
    }

    /// The numbered forms of a place in reach, by batch and number.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn paper_forms(&self, reach: &Reach, point: &PointCode) -> Result<Vec<PaperForm>, StoreError> {
        let reach = self.reading(reach).await?;
        let rows: Vec<FormRow> = on_read!(&self.db, pool => {
            sqlx::query_as(OF_POINT).bind(reach.as_str()).bind(point.as_str()).fetch_all(pool).await
        })?;
        rows.into_iter().map(paper_form).collect()
    }

    /// The form with this identifier, if its place is in reach.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn paper_form(&self, reach: &Reach, id: Uuid) -> Result<Option<PaperForm>, StoreError> {
        let reach = self.reading(reach).await?;
        let row: Option<FormRow> =
            on_read!(&self.db, pool => sqlx::query_as(ONE).bind(reach.as_str()).bind(id).fetch_optional(pool).await)?;
        row.map(paper_form).transpose()
    }

    /// The form of a number at a place in reach.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn paper_form_numbered(
        &self,
        reach: &Reach,
        point: &PointCode,
        number: &PaperNumber,
    ) -> Result<Option<PaperForm>, StoreError> {
        let id: Option<Uuid> = on_read!(&self.db, pool => {
            sqlx::query_scalar(ID_BY_NUMBER)
                .bind(point.as_str())
                .bind(number.batch.as_str())
                .bind(i64::from(number.number))
                .fetch_optional(pool)
                .await
        })?;
        match id {
            Some(id) => self.paper_form(reach, id).await,
            None => Ok(None),
        }
    }

    /// How many forms an account entered at a place since a moment.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn entered_since(&self, point: &PointCode, by: Uuid, since: i64) -> Result<u64, StoreError> {
        let count: i64 = on_read!(&self.db, pool => {
            sqlx::query_scalar(SESSION).bind(point.as_str()).bind(by).bind(since).fetch_one(pool).await
        })?;
        row::count(count)
    }

    /// Keeps a first entry at a place in reach; `false` where it is not, or where there is one of this number or identifier already.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn add_first_entry(&self, now: i64, reach: &Reach, first: FirstEntry<'_>) -> Result<bool, StoreError> {
        let added = in_transaction!(&self.db, tx => {
            sqlx::query(ADD_FIRST)
                .bind(parameter(reach))
                .bind(first.id)
                .bind(first.point.campaign_id)
                .bind(first.point.code.as_str())
                .bind(first.number.batch.as_str())
                .bind(i64::from(first.number.number))
                .bind(first.by)
                .bind(now)
                .bind(first.entered)
                .execute(tx)
                .await?
                .rows_affected()
        });
        Ok(added == 1)
    }

    /// Keeps the second entry of a form whose place is in reach; `false` where it is not, where somebody else was quicker, or the form is gone.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn add_second_entry(
        &self,
        now: i64,
        reach: &Reach,
        form: Uuid,
        (id, by, entered): (Uuid, Uuid, &str),
    ) -> Result<bool, StoreError> {
        let added = in_transaction!(&self.db, tx => {
            let query = sqlx::query(ADD_SECOND).bind(parameter(reach)).bind(form);
            query.bind(id).bind(by).bind(now).bind(entered).execute(tx).await?.rows_affected()
        });
        Ok(added == 1)
    }

    /// Removes what was entered of a form that is no response yet; `false` where it is not in reach, is one, or its
    /// campaign is held.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn remove_paper_form(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (point, form): (&CollectionPoint, &PaperForm),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            alone!(&self.db, tx);
            let removed = sqlx::query(REMOVE).bind(parameter(reach)).bind(form.first.id).execute(&mut *tx).await?;
            if removed.rows_affected() == 0 {
                return Ok(false);
            }
            note!(&self.db, tx, by, now, act(Action::EntryRemoved, point, form));
        });
        Ok(true)
    }
}
