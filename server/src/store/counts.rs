//! How often what was answered, under a filter: the kept counts and what is pending, read in one statement and so of one moment.

use std::collections::{BTreeMap, HashMap};

use app::domain::code::Code;
use app::domain::period::{Month, Period};
use app::domain::role::Reach;
use app::domain::unit_table::Level;
use uuid::Uuid;

use super::cells::{ALL_TIME, ALL_UNITS};
use super::counted_rows::{Counted, CountedRows, Grain};
use super::directory::{Directory, REVISION};
use super::replica::on_replica;
use super::scope::parameter;
use super::tally::{Count, add_to};
use super::{Store, StoreError};

static COUNTS: CountedRows = CountedRows::new(
    "SELECT {source}, '', sector, mode, CAST(0 AS BIGINT), responses, rated, answers FROM {kept} \
    AND unit = $1 AND period BETWEEN $2 AND $3 \
    UNION ALL SELECT campaign_id, unit, sector, mode, month, responses, rated, answers FROM pending",
);
// The same of several units, by unit.
static COUNTS_OF_SEVERAL: CountedRows = CountedRows::new(
    "SELECT {source}, unit, sector, mode, CAST(0 AS BIGINT), responses, rated, answers FROM {kept} \
    AND unit IN ({units}) AND period BETWEEN $2 AND $3 \
    UNION ALL SELECT campaign_id, unit, sector, mode, month, responses, rated, answers FROM pending",
);
// The same of one unit with all below it, month by month.
static COUNTS_BY_MONTH: CountedRows = CountedRows::new(
    "SELECT {source}, '', sector, mode, period, responses, rated, answers FROM {kept} \
    AND unit = $1 AND period BETWEEN $2 AND $3 \
    UNION ALL SELECT campaign_id, unit, sector, mode, month, responses, rated, answers FROM pending",
);
// The same of the units directly below one, or, where a kind is named, of all of this kind that lie below it.
static COUNTS_BELOW: CountedRows = CountedRows::new(
    "SELECT {source}, unit, sector, mode, CAST(0 AS BIGINT), responses, rated, answers FROM {kept} \
    AND unit IN (WITH RECURSIVE down (code, kind) AS (SELECT code, kind FROM unit WHERE parent = $1 \
    UNION SELECT unit.code, unit.kind FROM unit JOIN down ON unit.parent = down.code WHERE $2 <> '') \
    SELECT code FROM down WHERE $2 = '' OR kind = $2) AND period BETWEEN $3 AND $4 \
    UNION ALL SELECT campaign_id, unit, sector, mode, month, responses, rated, answers FROM pending",
);
// The same of several units, by unit and month. What is pending, which is of one unit and not of all below it, has its month below zero.
static COUNTS_OF_SEVERAL_BY_MONTH: CountedRows = CountedRows::new(
    "SELECT {source}, unit, sector, mode, period, responses, rated, answers FROM {kept} \
    AND unit IN ({units}) AND period BETWEEN $2 AND $3 \
    UNION ALL SELECT campaign_id, unit, sector, mode, -month, responses, rated, answers FROM pending",
);
const RESPONSES: &str = "SELECT campaign_id, '', CAST(0 AS BIGINT), CAST(SUM(responses) AS BIGINT) FROM response_cell \
    WHERE unit = $1 AND below = TRUE AND period BETWEEN $2 AND $3 GROUP BY campaign_id \
    UNION ALL SELECT campaign_id, unit, month, responses FROM pending";
const MONTHS: &str = "SELECT (SELECT MIN(period) FROM response_cell WHERE unit = '' AND below = TRUE AND period > 9999), \
    (SELECT MAX(period) FROM response_cell WHERE unit = '' AND below = TRUE AND period > 9999), \
    (SELECT MIN(month) FROM pending), (SELECT MAX(month) FROM pending)";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[RESPONSES, MONTHS];

/// Those of this file that give rows of counts.
pub static ROWS: [&CountedRows; 5] = [&COUNTS, &COUNTS_OF_SEVERAL, &COUNTS_BELOW, &COUNTS_BY_MONTH, &COUNTS_OF_SEVERAL_BY_MONTH];

/// Which answers are counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Selection<'a> {
    /// Those about this unit and all below it.
    pub unit: Option<&'a Code>,
    /// Those of this period.
    pub period: Option<Period>,
    /// By campaign or by pool.
    pub grain: Grain,
}

impl Selection<'_> {
    /// The kept periods that make up the selected one, first and last.
    pub(super) fn periods(self) -> (i64, i64) {
        match self.period {
            None => (ALL_TIME, ALL_TIME),
            Some(Period::Year(year)) => (year.into(), year.into()),
            Some(period) => months(period),
        }
    }

    pub(super) fn takes(self, month: i64) -> bool {
        self.period.is_none_or(|period| {
            let (first, last) = months(period);
            (first..=last).contains(&month)
        })
    }

    /// Whether a row of its unit, or all units, is of it: one of the counts, which the statement selected, has no month of its own; one that is
    /// pending has its unit and month.
    fn takes_row(self, (unit, of, month): (&str, &str, i64), directory: &Directory) -> bool {
        month == 0 || (self.takes(month) && (unit == ALL_UNITS || directory.units.is_within(of, unit)))
    }
}

/// The first and last month of a period, as numbers `YYYYMM`.
fn months(period: Period) -> (i64, i64) {
    let (first, last) = period.months();
    (first.number().into(), last.number().into())
}

/// Counts by campaign or pool, sector and mode.
pub type Counts = BTreeMap<(Uuid, String, String), Count>;

impl Store {
    /// The counts of a selection by campaign or pool, sector and mode.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn counts(&self, selection: Selection<'_>) -> Result<Counts, StoreError> {
        let directory = self.directory().await?;
        let unit = selection.unit.map_or(ALL_UNITS, Code::as_str);
        let ((first, last), grain) = (selection.periods(), selection.grain);
        let rows: Option<String> = on_replica!(self, pool => {
            sqlx::query_scalar(COUNTS.text(grain, &self.db)).bind(unit).bind(first).bind(last).fetch_one(pool).await
        })?;
        let mut counts = BTreeMap::new();
        for row in Counted::all(rows.as_deref()) {
            let row = row?;
            if selection.takes_row((unit, row.unit, row.period), &directory) {
                let count = row.count()?;
                if !count.is_zero() {
                    add_to(&mut counts, row.key(grain, &directory.pools), &count, 1);
                }
            }
        }
        for (_, key, _, count) in self.corrections(grain, first..=last).filter(|(of, ..)| *of == unit) {
            correct(&mut counts, key, count);
        }
        Ok(counts)
    }

    /// The counts of each of several units, of which none lies below another, in a period: all of one moment.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn counts_of_several(
        &self,
        grain: Grain,
        units: &[Code],
        period: Option<Period>,
    ) -> Result<Vec<Counts>, StoreError> {
        let directory = self.directory().await?;
        let selection = Selection { period, ..Selection::default() };
        let (first, last) = selection.periods();
        let reach = parameter(&Reach::Units(units.to_vec()));
        let rows: Option<String> = on_replica!(self, pool => {
            sqlx::query_scalar(COUNTS_OF_SEVERAL.text(grain, &self.db)).bind(reach.as_str()).bind(first).bind(last).fetch_one(pool).await
        })?;
        let mut counts = vec![Counts::new(); units.len()];
        for row in Counted::all(rows.as_deref()) {
            let row = row?;
            let (of, month) = (row.unit, row.period);
            let place = match month {
                0 => units.iter().position(|unit| unit.as_str() == of),
                month if selection.takes(month) => units.iter().position(|unit| directory.units.is_within(of, unit.as_str())),
                _ => None,
            };
            let count = row.count()?;
            if let Some(place) = place.filter(|_| !count.is_zero()) {
                add_to(&mut counts[place], row.key(grain, &directory.pools), &count, 1);
            }
        }
        for (of, key, _, count) in self.corrections(grain, first..=last) {
            if let Some(place) = units.iter().position(|unit| unit.as_str() == of) {
                correct(&mut counts[place], key, count);
            }
        }
        Ok(counts)
    }

    /// The counts of units below one, each with all below it, in a period, all of one moment: of those directly below, or of all of one kind.
    /// `places` are those that are wanted, of which none lies below another.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn counts_below(
        &self,
        grain: Grain,
        (unit, level): (&Code, Level),
        period: Period,
        places: &HashMap<&str, usize>,
    ) -> Result<HashMap<usize, Counts>, StoreError> {
        let directory = self.directory().await?;
        let selection = Selection { period: Some(period), ..Selection::default() };
        let (first, last) = selection.periods();
        let rows: Option<String> = on_replica!(self, pool => {
            sqlx::query_scalar(COUNTS_BELOW.text(grain, &self.db)).bind(unit.as_str()).bind(level.word()).bind(first).bind(last).fetch_one(pool).await
        })?;
        let mut counts: HashMap<usize, Counts> = HashMap::new();
        for row in Counted::all(rows.as_deref()) {
            let row = row?;
            let (of, month) = (row.unit, row.period);
            // A row of the counts, which the statement selected, has no month of its own.
            let place = match month {
                0 => places.get(of),
                month if selection.takes(month) => directory.units.lineage(of).find_map(|unit| places.get(unit.code.as_str())),
                _ => None,
            };
            let Some(place) = place else { continue };
            let count = row.count()?;
            if !count.is_zero() {
                add_to(counts.entry(*place).or_default(), row.key(grain, &directory.pools), &count, 1);
            }
        }
        for (of, key, _, count) in self.corrections(grain, first..=last) {
            if let Some(place) = places.get(of) {
                correct(counts.entry(*place).or_default(), key, count);
            }
        }
        Ok(counts)
    }

    /// The counts of a unit with all below it in each of these months that has any, all of one moment.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn counts_by_month(
        &self,
        grain: Grain,
        unit: &Code,
        (first, last): (Month, Month),
    ) -> Result<BTreeMap<i64, Counts>, StoreError> {
        let directory = self.directory().await?;
        let months = i64::from(first.number())..=i64::from(last.number());
        let rows: Option<String> = on_replica!(self, pool => {
            sqlx::query_scalar(COUNTS_BY_MONTH.text(grain, &self.db)).bind(unit.as_str()).bind(*months.start()).bind(*months.end()).fetch_one(pool).await
        })?;
        let mut counts: BTreeMap<i64, Counts> = BTreeMap::new();
        for row in Counted::all(rows.as_deref()) {
            let row = row?;
            let (pending_unit, month) = (row.unit, row.period);
            // A row of the counts, which the statement selected, has no unit of its own.
            let is_of_unit = pending_unit.is_empty() || directory.units.is_within(pending_unit, unit.as_str());
            if is_of_unit && months.contains(&month) {
                let count = row.count()?;
                if !count.is_zero() {
                    add_to(counts.entry(month).or_default(), row.key(grain, &directory.pools), &count, 1);
                }
            }
        }
        for (_, key, month, count) in self.corrections(grain, months).filter(|(of, ..)| *of == unit.as_str()) {
            correct(counts.entry(month).or_default(), key, count);
        }
        counts.retain(|_, counts| !counts.is_empty());
        Ok(counts)
    }

    /// The counts of each of several units, of which none lies below another, in each of these months in which any has some: all of one
    /// moment.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn counts_of_several_by_month(
        &self,
        grain: Grain,
        units: &[Code],
        (first, last): (Month, Month),
    ) -> Result<BTreeMap<i64, Vec<Counts>>, StoreError> {
        let directory = self.directory().await?;
        let months = i64::from(first.number())..=i64::from(last.number());
        let reach = parameter(&Reach::Units(units.to_vec()));
        let rows: Option<String> = on_replica!(self, pool => {
            let query = sqlx::query_scalar(COUNTS_OF_SEVERAL_BY_MONTH.text(grain, &self.db)).bind(reach.as_str());
            query.bind(*months.start()).bind(*months.end()).fetch_one(pool).await
        })?;
        let mut counts: BTreeMap<i64, Vec<Counts>> = BTreeMap::new();
        for row in Counted::all(rows.as_deref()) {
            let row = row?;
            let (of, month) = (row.unit, row.period);
            let place = match month {
                0.. => units.iter().position(|unit| unit.as_str() == of),
                _ => units.iter().position(|unit| directory.units.is_within(of, unit.as_str())),
            };
            let count = row.count()?;
            if let Some(place) = place.filter(|_| months.contains(&month.abs()) && !count.is_zero()) {
                let by_unit = counts.entry(month.abs()).or_insert_with(|| vec![Counts::new(); units.len()]);
                add_to(&mut by_unit[place], row.key(grain, &directory.pools), &count, 1);
            }
        }
        for (of, key, month, count) in self.corrections(grain, months) {
            if let Some(place) = units.iter().position(|unit| unit.as_str() == of) {
                let by_unit = counts.entry(month).or_insert_with(|| vec![Counts::new(); units.len()]);
                correct(&mut by_unit[place], key, count);
            }
        }
        Ok(counts)
    }

    /// How many responses each campaign has under a selection, whatever its grain; none where it has none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn responses_by_campaign(&self, selection: Selection<'_>) -> Result<BTreeMap<Uuid, i64>, StoreError> {
        let directory = self.directory().await?;
        let unit = selection.unit.map_or(ALL_UNITS, Code::as_str);
        let (first, last) = selection.periods();
        let rows: Vec<(Uuid, String, i64, i64)> = on_replica!(self, pool => {
            sqlx::query_as(RESPONSES).bind(unit).bind(first).bind(last).fetch_all(pool).await
        })?;
        let mut responses = BTreeMap::new();
        for (campaign, of, month, more) in rows {
            if selection.takes_row((unit, &of, month), &directory) {
                *responses.entry(campaign).or_default() += more;
            }
        }
        for (_, (campaign, ..), _, count) in self.corrections(Grain::Campaigns, first..=last).filter(|(of, ..)| *of == unit) {
            *responses.entry(campaign).or_default() += count.responses;
        }
        responses.retain(|_, responses| *responses != 0);
        Ok(responses)
    }

    /// What tells whether anything was counted or changed meanwhile: it is the same as before only if the same responses are stored.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn moment(&self) -> Result<(i64, BTreeMap<Uuid, i64>), StoreError> {
        // Where a response is taken away, the number goes up.
        let revision = on_replica!(self, pool => sqlx::query_scalar(REVISION).fetch_one(pool).await)?;
        Ok((revision, self.responses_by_campaign(Selection::default()).await?))
    }

    /// The first and last month that have responses.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn counted_months(&self) -> Result<Option<(Month, Month)>, StoreError> {
        let (first, last, first_pending, last_pending): (Option<i64>, Option<i64>, Option<i64>, Option<i64>) =
            on_replica!(self, pool => sqlx::query_as(MONTHS).fetch_one(pool).await)?;
        let month = |number: i64| i32::try_from(number).ok().and_then(Month::from_number);
        let first = [first, first_pending].into_iter().flatten().min().and_then(month);
        let last = [last, last_pending].into_iter().flatten().max().and_then(month);
        Ok(first.zip(last))
    }
}

/// Adds what a recount found to a count, which may then be none.
fn correct(counts: &mut Counts, key: (Uuid, String, String), count: &Count) {
    add_to(counts, key, count, 1);
    counts.retain(|_, count| !count.is_zero());
}
