//! Responses of an SQLite file: a page is gathered into a few texts, because every row that leaves SQLite changes threads.

use sqlx::SqlitePool;
use tokio::sync::mpsc::Sender;
use uuid::Uuid;

use super::{Found, PAGE, Row, StoreError};

/// What ends a response in the text of a page. JSON writes it as an escape, and nothing else of a response can hold it.
const END: char = '\u{1e}';

// What a response says besides its answers comes before them with commas between. No part can hold a comma: all are codes, words and numbers.
macro_rules! page {
    ($condition:literal) => {
        concat!(
            "SELECT campaign_id, version_id, weight, string_agg(concat_ws(',', unit, sector, mode, language, \
             CASE WHEN assisted THEN 1 ELSE 0 END, month, COALESCE(stratum, ''), COALESCE(psu, ''), answers), $3) \
             FROM response WHERE id > $1 AND id <= $2",
            $condition,
            " GROUP BY campaign_id, version_id, weight"
        )
    };
}

const PAGE_OF_ALL: &str = page!("");
const PAGE_OF_CAMPAIGN: &str = page!(" AND campaign_id = $4");
const LAST_OF_ALL: &str = "SELECT id FROM response WHERE id > $1 ORDER BY id LIMIT 1 OFFSET $2";
const LAST_OF_CAMPAIGN: &str = "SELECT id FROM response WHERE id > $1 AND campaign_id = $3 ORDER BY id LIMIT 1 OFFSET $2";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[PAGE_OF_ALL, PAGE_OF_CAMPAIGN, LAST_OF_ALL, LAST_OF_CAMPAIGN];

/// What some responses have in common (campaign, version, weight), and the text of all of them.
type Group = (Uuid, Uuid, Option<f64>, String);

/// Some responses in groups.
pub(super) struct Page(Vec<Group>);

impl Page {
    /// The responses.
    pub fn rows(&self) -> impl Iterator<Item = Result<Found<'_>, StoreError>> + Send {
        self.0.iter().flat_map(|(campaign, version, weight, text)| {
            text.split(END).map(|response| {
                let unreadable = || StoreError::Unreadable { what: "response", value: response.to_owned() };
                let row = row_of(response, *weight).ok_or_else(unreadable)?;
                Ok((*campaign, *version, row))
            })
        })
    }
}

/// Takes the text of a response apart.
fn row_of(response: &str, weight: Option<f64>) -> Option<Row<'_>> {
    let mut parts = response.splitn(9, ',');
    let mut next = || parts.next();
    Some(Row {
        unit: next()?,
        sector: next()?,
        mode: next()?,
        language: next()?,
        assisted: next()? == "1",
        month: next()?.parse().ok()?,
        stratum: next()?,
        psu: next()?,
        weight,
        answers: next()?,
    })
}

/// Reads pages until there are no more, or nobody takes them.
pub(super) async fn read(pool: &SqlitePool, campaign: Option<Uuid>, pages: &Sender<super::Page>) -> Result<(), StoreError> {
    let mut transaction = pool.begin().await?;
    let tx = &mut *transaction;
    let mut first = Uuid::nil();
    loop {
        let last = match campaign {
            Some(campaign) => sqlx::query_scalar(LAST_OF_CAMPAIGN).bind(first).bind(i64::from(PAGE) - 1).bind(campaign),
            None => sqlx::query_scalar(LAST_OF_ALL).bind(first).bind(i64::from(PAGE) - 1),
        };
        let last: Option<Uuid> = last.fetch_optional(&mut *tx).await?;
        let text = if campaign.is_some() { PAGE_OF_CAMPAIGN } else { PAGE_OF_ALL };
        let mut page = sqlx::query_as(text).bind(first).bind(last.unwrap_or(Uuid::max())).bind(END.to_string());
        if let Some(campaign) = campaign {
            page = page.bind(campaign);
        }
        if pages.send(super::Page::Gathered(Page(page.fetch_all(&mut *tx).await?))).await.is_err() {
            return Ok(());
        }
        match last {
            Some(last) => first = last,
            None => return Ok(()),
        }
    }
}
