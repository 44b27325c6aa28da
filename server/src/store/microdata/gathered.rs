//! Responses of an SQLite file: a page is gathered into one text, because every row that leaves SQLite changes threads.
//!
//! Campaign and version are told by a number that stands for a pair of them, which the page before taught: grouping by them would sort whole
//! responses, and that costs a third of reading them. A page with other pairs, or with weights that a text does not tell exactly, is gathered
//! into one text for each group.

use std::collections::HashMap;
use std::sync::Arc;

use sqlx::{SqliteConnection, SqlitePool};
use tokio::sync::mpsc::Sender;
use uuid::Uuid;

use super::{Found, PAGE, Row, Selection, StoreError};

/// What ends a response in the text of a page. JSON writes it as an escape, and nothing else of a response can hold it.
const END: char = '\u{1e}';
/// How many pairs of campaign and version have a number.
const NUMBERED: usize = 8;
/// What begins a response that a numbered page cannot tell.
const UNTOLD: char = '?';
/// After how many pages at most it is tried again to number one.
const LONGEST_PAUSE: u32 = 64;
/// By what the part of a weight behind the point becomes a whole number: 2⁵³, so exactly, for every weight of at least 1.
const SCALE: f64 = 9_007_199_254_740_992.0;

// What a response says besides its answers comes before them with commas between. No part can hold a comma: all are codes, words and numbers.
macro_rules! page {
    ($select:literal, $first:literal, $condition:literal, $end:literal) => {
        concat!(
            "SELECT ",
            $select,
            "string_agg(concat_ws(',', ",
            $first,
            "unit, sector, mode, language, CASE WHEN assisted THEN 1 ELSE 0 END, month, COALESCE(stratum, ''), COALESCE(psu, ''), answers), $3) \
             FROM response WHERE id > $1 AND id <= $2",
            $condition,
            $end
        )
    };
}
macro_rules! grouped {
    ($condition:literal) => {
        page!("campaign_id, version_id, weight, ", "", $condition, " GROUP BY campaign_id, version_id, weight")
    };
}
macro_rules! numbered {
    ($condition:literal) => {
        page!(
            "",
            "CASE WHEN weight < 1 THEN '?' WHEN campaign_id = $4 AND version_id = $5 THEN '0' \
             WHEN campaign_id = $6 AND version_id = $7 THEN '1' WHEN campaign_id = $8 AND version_id = $9 THEN '2' \
             WHEN campaign_id = $10 AND version_id = $11 THEN '3' WHEN campaign_id = $12 AND version_id = $13 THEN '4' \
             WHEN campaign_id = $14 AND version_id = $15 THEN '5' WHEN campaign_id = $16 AND version_id = $17 THEN '6' \
             WHEN campaign_id = $18 AND version_id = $19 THEN '7' ELSE '?' END, \
             CASE WHEN weight IS NULL THEN '' ELSE CAST(weight AS BIGINT) || '+' || \
             CAST((weight - CAST(weight AS BIGINT)) * 9007199254740992.0 AS BIGINT) END, ",
            $condition,
            ""
        )
    };
}

// Of some units and months: a page each time finds out anew which units those are, which costs little beside a thousand responses.
macro_rules! some {
    ($select:expr, $condition:literal, $end:literal) => {
        concat!(
            $select,
            " AND unit IN (WITH RECURSIVE reach (code) AS (SELECT code FROM unit WHERE $4 = '*' OR $4 LIKE '%,' || code || ',%' \
             UNION SELECT unit.code FROM unit JOIN reach ON unit.parent = reach.code) SELECT code FROM reach) \
             AND month >= $5 AND month <= $6",
            $condition,
            $end
        )
    };
}
macro_rules! some_grouped {
    ($condition:literal) => {
        some!(page!("campaign_id, version_id, weight, ", "", "", ""), $condition, " GROUP BY campaign_id, version_id, weight")
    };
}
// Whatever comes last, so that parameters have the numbers that they have above.
macro_rules! some_last {
    ($condition:literal) => {
        some!("SELECT id FROM response WHERE id > $1 AND id <= $3", $condition, " ORDER BY id LIMIT 1 OFFSET $2")
    };
}

const GROUPED: &str = grouped!("");
const GROUPED_OF_CAMPAIGN: &str = grouped!(" AND campaign_id = $4");
const NUMBERED_OF_ALL: &str = numbered!("");
const NUMBERED_OF_CAMPAIGN: &str = numbered!(" AND campaign_id = $20");
const LAST_OF_ALL: &str = "SELECT id FROM response WHERE id > $1 ORDER BY id LIMIT 1 OFFSET $2";
const LAST_OF_CAMPAIGN: &str = "SELECT id FROM response WHERE id > $1 AND campaign_id = $3 ORDER BY id LIMIT 1 OFFSET $2";
const SOME_GROUPED: &str = some_grouped!("");
const SOME_GROUPED_OF_CAMPAIGN: &str = some_grouped!(" AND campaign_id = $7");
const SOME_LAST: &str = some_last!("");
const SOME_LAST_OF_CAMPAIGN: &str = some_last!(" AND campaign_id = $7");

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[
    GROUPED,
    GROUPED_OF_CAMPAIGN,
    NUMBERED_OF_ALL,
    NUMBERED_OF_CAMPAIGN,
    LAST_OF_ALL,
    LAST_OF_CAMPAIGN,
    SOME_GROUPED,
    SOME_GROUPED_OF_CAMPAIGN,
    SOME_LAST,
    SOME_LAST_OF_CAMPAIGN,
];

/// A campaign and a version.
type Pair = (Uuid, Uuid);

/// What some responses have in common (campaign, version, weight), and the text of all of them.
type Group = (Uuid, Uuid, Option<f64>, String);

/// Some responses.
pub(super) enum Page {
    /// In groups.
    Grouped(Vec<Group>),
    /// In one text, each with the number of its pair.
    Numbered(Arc<[Pair; NUMBERED]>, String),
}

impl Page {
    /// The responses.
    pub fn rows(&self) -> Box<dyn Iterator<Item = Result<Found<'_>, StoreError>> + Send + '_> {
        let unreadable = |response: &str| StoreError::Unreadable { what: "response", value: response.to_owned() };
        match self {
            Self::Grouped(groups) => Box::new(groups.iter().flat_map(move |(campaign, version, weight, text)| {
                text.split(END).map(move |response| {
                    let row = row_of(response, *weight).ok_or_else(|| unreadable(response))?;
                    Ok((*campaign, *version, row))
                })
            })),
            Self::Numbered(pairs, text) => Box::new(
                text.split(END)
                    .filter(|response| !response.is_empty())
                    .map(move |response| numbered_of(response, pairs).ok_or_else(|| unreadable(response))),
            ),
        }
    }
}

/// Takes the text of a response with a number and a weight before it apart.
fn numbered_of<'t>(response: &'t str, pairs: &[Pair; NUMBERED]) -> Option<Found<'t>> {
    let (number, rest) = response.split_once(',')?;
    let (weight, rest) = rest.split_once(',')?;
    let (campaign, version) = pairs.get(number.parse::<usize>().ok()?)?;
    let weight = match weight.split_once('+') {
        None => None,
        Some((whole, part)) => Some(whole.parse::<f64>().ok()? + part.parse::<f64>().ok()? / SCALE),
    };
    Some((*campaign, *version, row_of(rest, weight)?))
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
pub(super) async fn read(pool: &SqlitePool, wanted: &Selection, pages: &Sender<super::Page>) -> Result<(), StoreError> {
    let mut transaction = pool.begin().await?;
    let some = wanted.some();
    let mut reader = Reader { tx: &mut transaction, campaign: wanted.campaign, some, pairs: None, rest: 0, pause: 0 };
    let mut first = Uuid::nil();
    loop {
        let last = reader.last(first).await?;
        let page = reader.page(first, last.unwrap_or(Uuid::max())).await?;
        if pages.send(super::Page::Gathered(page)).await.is_err() {
            return Ok(());
        }
        match last {
            Some(last) => first = last,
            None => return Ok(()),
        }
    }
}

/// Reads pages, and learns from each what the next is likely to hold.
struct Reader<'t> {
    tx: &'t mut SqliteConnection,
    campaign: Option<Uuid>,
    /// Units and months, where not all are read: as statements get them.
    some: Option<(String, i64, i64)>,
    /// The pairs of the last page in groups, if there were few.
    pairs: Option<Arc<[Pair; NUMBERED]>>,
    /// How many pages are still to be read in groups, because numbering one failed.
    rest: u32,
    /// How many that were the last time.
    pause: u32,
}

impl Reader<'_> {
    /// The last response of the page that begins after one, unless it is the last page.
    async fn last(&mut self, first: Uuid) -> Result<Option<Uuid>, StoreError> {
        if let Some((reach, from, to)) = &self.some {
            let text = if self.campaign.is_some() { SOME_LAST_OF_CAMPAIGN } else { SOME_LAST };
            let last = sqlx::query_scalar(text).bind(first).bind(i64::from(PAGE) - 1).bind(Uuid::max());
            let mut last = last.bind(reach.as_str()).bind(from).bind(to);
            if let Some(campaign) = self.campaign {
                last = last.bind(campaign);
            }
            return Ok(last.fetch_optional(&mut *self.tx).await?);
        }
        let last = match self.campaign {
            Some(campaign) => sqlx::query_scalar(LAST_OF_CAMPAIGN).bind(first).bind(i64::from(PAGE) - 1).bind(campaign),
            None => sqlx::query_scalar(LAST_OF_ALL).bind(first).bind(i64::from(PAGE) - 1),
        };
        Ok(last.fetch_optional(&mut *self.tx).await?)
    }

    async fn page(&mut self, first: Uuid, last: Uuid) -> Result<Page, StoreError> {
        if let Some(pairs) = self.pairs.clone().filter(|_| self.rest == 0 && self.some.is_none()) {
            let text = self.numbered((first, last), &pairs).await?;
            if !text.starts_with(UNTOLD) && !text.match_indices(END).any(|(end, _)| text[end + 1..].starts_with(UNTOLD)) {
                self.pause = 0;
                return Ok(Page::Numbered(pairs, text));
            }
            self.pause = (2 * self.pause).clamp(1, LONGEST_PAUSE);
            self.rest = self.pause;
        }
        self.rest = self.rest.saturating_sub(1);
        let groups = self.grouped(first, last).await?;
        self.pairs = most_frequent(&groups);
        Ok(Page::Grouped(groups))
    }

    async fn numbered(&mut self, (first, last): (Uuid, Uuid), pairs: &[Pair; NUMBERED]) -> Result<String, StoreError> {
        let text = if self.campaign.is_some() { NUMBERED_OF_CAMPAIGN } else { NUMBERED_OF_ALL };
        let mut page = sqlx::query_scalar(text).bind(first).bind(last).bind(END.to_string());
        for (campaign, version) in pairs {
            page = page.bind(campaign).bind(version);
        }
        if let Some(campaign) = self.campaign {
            page = page.bind(campaign);
        }
        // Of no response at all there is no text.
        let text: Option<String> = page.fetch_one(&mut *self.tx).await?;
        Ok(text.unwrap_or_default())
    }

    async fn grouped(&mut self, first: Uuid, last: Uuid) -> Result<Vec<Group>, StoreError> {
        let text = match (&self.some, self.campaign) {
            (None, None) => GROUPED,
            (None, Some(_)) => GROUPED_OF_CAMPAIGN,
            (Some(_), None) => SOME_GROUPED,
            (Some(_), Some(_)) => SOME_GROUPED_OF_CAMPAIGN,
        };
        let mut page = sqlx::query_as(text).bind(first).bind(last).bind(END.to_string());
        if let Some((reach, from, to)) = &self.some {
            page = page.bind(reach.as_str()).bind(from).bind(to);
        }
        if let Some(campaign) = self.campaign {
            page = page.bind(campaign);
        }
        Ok(page.fetch_all(&mut *self.tx).await?)
    }
}

/// The pairs of some groups, those with the longest texts first, unless they are too many. A number that no pair needs stands for none.
fn most_frequent(groups: &[Group]) -> Option<Arc<[Pair; NUMBERED]>> {
    let mut sizes: HashMap<Pair, usize> = HashMap::new();
    for (campaign, version, _, text) in groups {
        *sizes.entry((*campaign, *version)).or_default() += text.len();
    }
    if sizes.len() > NUMBERED {
        return None;
    }
    let mut sizes: Vec<(Pair, usize)> = sizes.into_iter().collect();
    sizes.sort_by(|(one, size), (other, other_size)| other_size.cmp(size).then(one.cmp(other)));
    let mut pairs = [(Uuid::nil(), Uuid::nil()); NUMBERED];
    for (place, (pair, _)) in pairs.iter_mut().zip(sizes) {
        *place = pair;
    }
    Some(Arc::new(pairs))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;
    use uuid::Uuid;

    use super::{NUMBERED, Page, SCALE, most_frequent, numbered_of};

    const ONE: (Uuid, Uuid) = (Uuid::from_u128(1), Uuid::from_u128(10));
    const TWO: (Uuid, Uuid) = (Uuid::from_u128(2), Uuid::from_u128(20));

    proptest! {
        /// What SQLite writes of a weight, with the same operations on the same numbers, is read as the same weight.
        #[test]
        #[expect(clippy::cast_possible_truncation, reason = "as CAST does")]
        #[expect(clippy::cast_precision_loss, reason = "as SQLite computes")]
        fn a_weight_is_read_to_the_last_bit(bits in 1.0_f64.to_bits()..1e15_f64.to_bits()) {
            let weight = f64::from_bits(bits);
            let whole = weight as i64;
            let text = format!("0,{whole}+{},u,s,phone,vi,0,202603,,,{{}}", ((weight - whole as f64) * SCALE) as i64);
            let (campaign, version, row) = numbered_of(&text, &[ONE; NUMBERED]).unwrap();
            prop_assert_eq!((campaign, version), ONE);
            prop_assert_eq!(row.weight.map(f64::to_bits), Some(bits));
        }
    }

    #[test]
    fn the_most_frequent_pairs_have_the_first_numbers() {
        let group = |(campaign, version): (Uuid, Uuid), weight, text: &str| (campaign, version, weight, text.to_owned());
        let groups = [group(ONE, None, "a"), group(TWO, Some(1.0), "aa"), group(TWO, Some(2.0), "aaa")];
        let pairs = most_frequent(&groups).unwrap();
        assert_eq!((pairs[0], pairs[1], pairs[2]), (TWO, ONE, (Uuid::nil(), Uuid::nil())));
        let many: Vec<_> = (0..=NUMBERED as u128).map(|id| group((Uuid::from_u128(id), ONE.1), None, "a")).collect();
        assert_eq!(most_frequent(&many), None);
    }

    #[test]
    fn no_response_is_no_row() {
        assert_eq!(Page::Numbered(Arc::new([ONE; NUMBERED]), String::new()).rows().count(), 0);
        assert_eq!(Page::Grouped(Vec::new()).rows().count(), 0);
        assert!(Page::Numbered(Arc::new([ONE; NUMBERED]), "9,,u".to_owned()).rows().all(|row| row.is_err()));
    }
}
