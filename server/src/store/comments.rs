//! Comments, beside the responses in which they stand: written with them, gone with them.

use app::domain::answer::Satisfaction;
use app::domain::comment::{Place, score, written};
use app::domain::mode::Mode;
use app::domain::period::Month;
use app::domain::questionnaire::Version;
use app::domain::response::Response;
use app::domain::role::Reach;
use app::domain::theme::spaced;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::many_rows::ManyRows;
use super::replica::on_replica;
use super::scope::{PLANNED_ONCE, within};
use super::{Store, StoreError, row};

/// Writes comments of responses that stand there; those that are there already stay.
pub static ADD: ManyRows = ManyRows::new(
    "INSERT INTO comment (response_id, item, unit, sector, mode, month, position, score, text, folded)",
    10,
    " ON CONFLICT (response_id, item) DO NOTHING",
);
/// Gives the comments of a response a place that its old identifier does not tell.
pub(super) const LOOSEN: &str = "UPDATE comment SET position = $2 WHERE response_id = $1";
/// Erases the comments of a response that stays.
pub(super) const ERASE: &str = "DELETE FROM comment WHERE response_id = $1";

const MONTHS: &str = "SELECT (SELECT MIN(month) FROM comment), (SELECT MAX(month) FROM comment)";
// Which comments, and then what they say: those that are passed over are not read.
macro_rules! newest {
    ($from:literal, $reach:literal) => {
        within!(
            "SELECT comment.month, comment.position, unit, sector, mode, score, text, folded FROM (SELECT response_id, item FROM ",
            $from,
            " WHERE month BETWEEN $2 AND $3 AND (month < $3 OR position > $4) AND ($5 = '*' OR $5 LIKE '%,' || sector || ',%') AND ",
            $reach,
            " ORDER BY month DESC, position LIMIT $6) AS found JOIN comment ON comment.response_id = found.response_id \
             AND comment.item = found.item ORDER BY comment.month DESC, comment.position"
        )
    };
}

// Where most units are in reach, the list is gone through in its order until there is enough.
const OF_MANY_UNITS: &str = newest!("comment", "($1 = '*' OR unit IN (SELECT code FROM reach))");
// Where few are, each is gone through by itself.
const OF_FEW_UNITS: &str = newest!("reach CROSS JOIN comment", "comment.unit = reach.code");
// Of the units alone, which are counted by months.
macro_rules! respondents {
    ($from:literal, $reach:literal) => {
        within!(
            "SELECT unit, sector, mode, period, responses FROM ",
            $from,
            " WHERE below = FALSE AND period BETWEEN $2 AND $3 AND ($4 = '*' OR $4 LIKE '%,' || sector || ',%') AND ",
            $reach,
            " UNION ALL SELECT unit, sector, mode, month, responses FROM pending WHERE month BETWEEN $2 AND $3 \
             AND ($4 = '*' OR $4 LIKE '%,' || sector || ',%') AND ($1 = '*' OR unit IN (SELECT code FROM reach))"
        )
    };
}

const RESPONDENTS_OF_MANY: &str = respondents!("response_cell", "($1 = '*' OR unit IN (SELECT code FROM reach))");
const RESPONDENTS_OF_FEW: &str = respondents!("reach CROSS JOIN response_cell", "response_cell.unit = reach.code");

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[LOOSEN, ERASE, MONTHS, OF_MANY_UNITS, OF_FEW_UNITS, RESPONDENTS_OF_MANY, RESPONDENTS_OF_FEW];

/// A comment on its way into the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NewComment {
    pub item: String,
    pub position: i64,
    pub score: Option<i64>,
    pub text: String,
    pub folded: String,
}

/// The comments of a response to this version.
pub(super) fn of(response: &Response, version: &Version) -> Vec<NewComment> {
    let score = score(version, &response.answers).map(|score| i64::from(score.point()));
    let comment = |(item, text): (&app::domain::code::Code, &str)| NewComment {
        item: item.to_string(),
        position: position(response.id),
        score,
        text: text.to_owned(),
        folded: spaced(text),
    };
    written(version, &response.answers).map(comment).collect()
}

/// The place of a response's comments within their month. It tells neither the moment nor the identifier.
pub(super) fn position(response: Uuid) -> i64 {
    let hash = Sha256::digest(response.as_bytes());
    let first: [u8; 8] = std::array::from_fn(|place| hash[place]);
    i64::from_be_bytes(first) & i64::MAX
}

/// A comment as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredComment {
    /// Its place in the list.
    pub place: Place,
    /// The unit judged.
    pub unit: String,
    /// The sector judged.
    pub sector: String,
    /// How it was given.
    pub mode: Mode,
    /// How content whoever wrote it is.
    pub score: Option<Satisfaction>,
    /// What was written.
    pub text: String,
    /// Its words, as [`spaced`] gives them.
    pub folded: String,
}

/// How many responded in a month about a unit, alone, and a sector, in a mode. There may be several of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Respondents {
    /// The unit.
    pub unit: String,
    /// The sector.
    pub sector: String,
    /// The mode.
    pub mode: Mode,
    /// The month.
    pub month: Month,
    /// How many.
    pub responses: i64,
}

/// Which comments are read.
#[derive(Clone, Debug)]
pub struct Looked<'a> {
    /// Those about these units and all below them.
    pub reach: &'a Reach,
    /// Whether these are few of all units.
    pub few: bool,
    /// Those about these sectors; all, where there is none.
    pub sectors: Option<&'a [String]>,
    /// The first and the last month.
    pub months: (Month, Month),
    /// Those after this place.
    pub after: Option<Place>,
    /// At most so many.
    pub most: usize,
}

impl Looked<'_> {
    /// Whether the units of the reach, as statements get it, are each gone through by themselves.
    fn few_of(&self, reach: &str) -> bool {
        self.few && reach != "*"
    }

    /// The sectors as statements get them.
    fn sectors(&self) -> String {
        self.sectors.map_or_else(|| "*".to_owned(), |sectors| format!(",{},", sectors.join(",")))
    }
}

/// A comment's columns.
type Row = (i64, i64, String, String, String, Option<i64>, String, String);

fn mode(word: &str) -> Result<Mode, StoreError> {
    row::parsed("mode of a comment", word, Mode::from_word)
}

fn comment((number, position, unit, sector, mode_word, score, text, folded): Row) -> Result<StoredComment, StoreError> {
    let unreadable = || StoreError::Unreadable { what: "month of a comment", value: number.to_string() };
    let month = month(number).ok_or_else(unreadable)?;
    let score = score.and_then(|score| u8::try_from(score).ok()).and_then(Satisfaction::new);
    Ok(StoredComment { place: Place { month, position }, unit, sector, mode: mode(&mode_word)?, score, text, folded })
}

fn month(number: i64) -> Option<Month> {
    i32::try_from(number).ok().and_then(Month::from_number)
}

impl Store {
    /// The first and the last month that have comments, wherever.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn commented_months(&self) -> Result<Option<(Month, Month)>, StoreError> {
        let (first, last): (Option<i64>, Option<i64>) = on_replica!(self, pool => sqlx::query_as(MONTHS).fetch_one(pool).await)?;
        Ok(first.and_then(month).zip(last.and_then(month)))
    }

    /// Comments, those of the newest month first, in the order of their places.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn comments(&self, looked: &Looked<'_>) -> Result<Vec<StoredComment>, StoreError> {
        let (reach, sectors) = (self.reading(looked.reach).await?, looked.sectors());
        let text = if looked.few_of(&reach) { OF_FEW_UNITS } else { OF_MANY_UNITS };
        let (first, mut last) = looked.months;
        let mut position = -1;
        if let Some(after) = looked.after.filter(|after| after.month <= last) {
            (last, position) = (after.month, after.position);
        }
        let rows: Vec<Row> = on_replica!(self, pool => {
            sqlx::query_as(text)
                .persistent(PLANNED_ONCE)
                .bind(reach.as_str())
                .bind(i64::from(first.number()))
                .bind(i64::from(last.number()))
                .bind(position)
                .bind(sectors.as_str())
                .bind(row::signed(looked.most))
                .fetch_all(pool)
                .await
        })?;
        rows.into_iter().map(comment).collect()
    }

    /// How many responded in each of the months of what is looked at, by unit, sector and mode.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn respondents(&self, looked: &Looked<'_>) -> Result<Vec<Respondents>, StoreError> {
        let (first, last) = looked.months;
        let reach = self.reading(looked.reach).await?;
        let text = if looked.few_of(&reach) { RESPONDENTS_OF_FEW } else { RESPONDENTS_OF_MANY };
        let rows: Vec<(String, String, String, i64, i64)> = on_replica!(self, pool => {
            sqlx::query_as(text)
                .persistent(PLANNED_ONCE)
                .bind(reach.as_str())
                .bind(i64::from(first.number()))
                .bind(i64::from(last.number()))
                .bind(looked.sectors())
                .fetch_all(pool)
                .await
        })?;
        let unreadable = |number: i64| StoreError::Unreadable { what: "month of a count", value: number.to_string() };
        let read = |(unit, sector, word, number, responses): (String, String, String, i64, i64)| {
            let month = month(number).ok_or_else(|| unreadable(number))?;
            Ok(Respondents { unit, sector, mode: mode(&word)?, month, responses })
        };
        rows.into_iter().map(read).collect()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::position;

    #[test]
    fn places_tell_nothing_of_the_order_of_identifiers() {
        let places: Vec<i64> = (0..8).map(|number| position(Uuid::from_u128((0x0190 << 112) | number))).collect();
        assert!(places.iter().all(|place| *place >= 0));
        assert!(!places.is_sorted() && !places.iter().rev().is_sorted());
    }
}
