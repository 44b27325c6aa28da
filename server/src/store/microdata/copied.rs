//! Responses of a PostgreSQL server: copied out in one go, in the binary form of `COPY` (PostgreSQL's manual, "COPY", "Binary Format"). Nothing
//! is quoted there, and a row costs half of what it does as the answer to a query.

use app::domain::role::Reach;
use futures_util::TryStreamExt;
use sqlx::PgPool;
use tokio::sync::mpsc::Sender;
use uuid::Uuid;

use super::{Found, PAGE, Row, Selection, StoreError};

/// What is copied of each response.
const COLUMNS: &str = "campaign_id, version_id, unit, sector, mode, language, assisted, month, stratum, psu, weight, answers";
const BINARY: &str = "TO STDOUT (FORMAT BINARY)";

/// How a copy begins: signature, flags and the length of an extension, which there is none of. The first row follows in the same message.
const START: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// What stands in the place of a last row.
const END: &[u8] = &[0xff, 0xff];

/// Some rows as they came.
#[derive(Default)]
pub(super) struct Page {
    bytes: Vec<u8>,
    /// Where each row ends.
    ends: Vec<usize>,
}

impl Page {
    /// The responses.
    pub fn rows(&self) -> impl Iterator<Item = Result<Found<'_>, StoreError>> + Send {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| {
            let row = &self.bytes[start..*end];
            row_of(row).ok_or_else(|| StoreError::Unreadable { what: "response", value: format!("{row:02x?}") })
        })
    }
}

/// Reads a row: the number of its columns, then each with its length before it.
fn row_of(row: &[u8]) -> Option<Found<'_>> {
    let (columns, mut rest) = row.split_first_chunk::<2>()?;
    if u16::from_be_bytes(*columns) != 12 {
        return None;
    }
    let mut next = || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        // A length of -1 says that there is no value.
        let value = match usize::try_from(i32::from_be_bytes(*length)) {
            Ok(length) => Some(after.split_at_checked(length)?),
            Err(_) => None,
        };
        rest = value.map_or(after, |(_, after)| after);
        Some(value.map(|(value, _)| value))
    };
    let campaign = Uuid::from_slice(next()??).ok()?;
    let version = Uuid::from_slice(next()??).ok()?;
    let row = Row {
        unit: text(next()??)?,
        sector: text(next()??)?,
        mode: text(next()??)?,
        language: text(next()??)?,
        assisted: next()?? == [1],
        month: i64::from_be_bytes(next()??.try_into().ok()?),
        stratum: text(next()?.unwrap_or_default())?,
        psu: text(next()?.unwrap_or_default())?,
        weight: match next()? {
            Some(weight) => Some(f64::from_be_bytes(weight.try_into().ok()?)),
            None => None,
        },
        answers: text(next()??)?,
    };
    Some((campaign, version, row))
}

fn text(value: &[u8]) -> Option<&str> {
    str::from_utf8(value).ok()
}

/// The statement. Here nothing can be bound, so the condition is written into the text. The table as it is comes a little sooner than what a
/// query finds in it.
fn copy(wanted: &Selection) -> String {
    match condition(wanted) {
        None => format!("COPY response ({COLUMNS}) {BINARY}"),
        Some(condition) => format!("COPY (SELECT {COLUMNS} FROM response WHERE {condition}) {BINARY}"),
    }
}

/// The condition, if there is one, as text: an identifier is written in digits and hyphens, a code in letters, digits and hyphens, and nothing else.
fn condition(wanted: &Selection) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(campaign) = wanted.campaign {
        parts.push(format!("campaign_id = '{campaign}'"));
    }
    if let Some((from, to)) = wanted.months {
        parts.push(format!("month >= {from} AND month <= {to}"));
    }
    if let Reach::Units(units) = &wanted.reach {
        let codes: Vec<String> = units.iter().map(|unit| format!("'{unit}'")).collect();
        // Of no unit at all there is no list either.
        let codes = if codes.is_empty() { "NULL".to_owned() } else { codes.join(", ") };
        parts.push(format!(
            "unit IN (WITH RECURSIVE reach (code) AS (SELECT code FROM unit WHERE code IN ({codes}) \
             UNION SELECT unit.code FROM unit JOIN reach ON unit.parent = reach.code) SELECT code FROM reach)"
        ));
    }
    (!parts.is_empty()).then(|| parts.join(" AND "))
}

/// Copies pages until there are no more, or nobody takes them.
pub(super) async fn read(pool: &PgPool, wanted: &Selection, pages: &Sender<super::Page>) -> Result<(), StoreError> {
    let mut connection = pool.acquire().await?;
    // Whoever stops half-way would leave the rest in it.
    connection.close_on_drop();
    let mut rows = connection.copy_out_raw(&copy(wanted)).await?;
    let mut page = Page::default();
    // The server sends each row as a message by itself (PostgreSQL's manual, "Message Formats", `CopyData`).
    while let Some(row) = rows.try_next().await? {
        let row = row.strip_prefix(START).unwrap_or(&row);
        if row == END {
            break;
        }
        page.bytes.extend_from_slice(row);
        page.ends.push(page.bytes.len());
        if page.ends.len() == usize::from(PAGE) && pages.send(super::Page::Copied(std::mem::take(&mut page))).await.is_err() {
            return Ok(());
        }
    }
    // What comes after the last row says that the copy is whole.
    while rows.try_next().await?.is_some() {}
    // An error means that nobody takes it, which is no fault of the copy.
    let _ = pages.send(super::Page::Copied(page)).await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(row: &Row<'_>) -> Vec<u8> {
        let mut bytes = 12_u16.to_be_bytes().to_vec();
        let mut value = |value: Option<&[u8]>| {
            bytes.extend(value.map_or(-1, |value| i32::try_from(value.len()).unwrap()).to_be_bytes());
            bytes.extend(value.unwrap_or_default());
        };
        value(Some(Uuid::from_u128(1).as_bytes()));
        value(Some(Uuid::from_u128(2).as_bytes()));
        for text in [row.unit, row.sector, row.mode, row.language] {
            value(Some(text.as_bytes()));
        }
        value(Some(&[u8::from(row.assisted)]));
        value(Some(&row.month.to_be_bytes()));
        for code in [row.stratum, row.psu] {
            value(row.weight.map(|_| code.as_bytes()));
        }
        value(row.weight.map(f64::to_be_bytes).as_ref().map(<[u8; 8]>::as_slice));
        value(Some(row.answers.as_bytes()));
        bytes
    }

    #[test]
    fn rows_are_taken_apart_and_broken_ones_refused() {
        let plain = Row {
            unit: "xa-1",
            sector: "land",
            mode: "phone",
            language: "vi",
            assisted: false,
            month: 202_611,
            stratum: "",
            psu: "",
            weight: None,
            answers: r#"{"a1":5}"#,
        };
        let sampled = Row { assisted: true, stratum: "s", psu: "p-1", weight: Some(1.5), answers: "đ,\n\u{1e}", ..plain };
        for row in [plain, sampled, Row { answers: "", ..sampled }] {
            let bytes = bytes(&row);
            assert_eq!(row_of(&bytes), Some((Uuid::from_u128(1), Uuid::from_u128(2), row)));
            for shorter in 0..bytes.len() {
                assert!(row_of(&bytes[..shorter]).is_none(), "{shorter} bytes");
            }
        }
        assert!(row_of(END).is_none());
    }
}
