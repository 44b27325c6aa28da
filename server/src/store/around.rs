//! How many answered under the filters around one: those that take all that it takes and more, and those of the units beside it.
//!
//! Whoever lays two published figures side by side can subtract them, so what one filter hides depends on what the others count.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use app::domain::code::Code;
use app::domain::period::Period;
use app::domain::role::Reach;
use uuid::Uuid;

use super::cells::{ALL_TIME, ALL_UNITS};
use super::counted_rows::{Counted, CountedRows, Grain};
use super::counts::{Counts, Selection};
use super::replica::on_replica;
use super::scope::parameter;
use super::tally::{Count, add_to};
use super::{Store, StoreError};

// Of some units and of all together: all time, each year, and some months. What is pending, which is of one unit and not of all below it, has its
// month below zero.
static AROUND: CountedRows = CountedRows::new(
    "SELECT {source}, unit, sector, mode, period, responses, rated, CASE WHEN $4 THEN answers ELSE '' END \
    FROM {kept} \
    AND unit IN ({units} UNION ALL SELECT '') \
    AND (period <= 9999 OR period BETWEEN $2 AND $3) \
    UNION ALL SELECT campaign_id, unit, sector, mode, -month, responses, rated, answers FROM pending",
);
// Of a unit and of those directly below it, or of all together and of those at the top, in one period.
static FAMILY: CountedRows = CountedRows::new(
    "SELECT {source}, unit, sector, mode, CAST(0 AS BIGINT), responses, rated, '' FROM {kept} \
    AND unit IN (SELECT code FROM unit WHERE parent = $1 UNION ALL SELECT code FROM unit WHERE parent IS NULL AND $1 = '' \
    UNION ALL SELECT CAST($1 AS TEXT)) AND period BETWEEN $2 AND $3 \
    UNION ALL SELECT campaign_id, unit, sector, mode, month, responses, rated, '' FROM pending",
);

/// Every statement of this file, to be prepared on both databases by a test.
pub static ROWS: [&CountedRows; 2] = [&AROUND, &FAMILY];

/// The last of the kept periods that is no month.
const LAST_YEAR: i64 = 9999;

/// Counts of several units, each with all below it, and of all units together, in all time, each year and some months: all of one moment.
#[derive(Clone, Debug, Default)]
pub struct Around {
    counts: BTreeMap<(String, i64), Counts>,
    units: BTreeSet<String>,
    months: Option<RangeInclusive<i64>>,
}

impl Around {
    /// The counts of a unit, or of [`ALL_UNITS`], in a period or in all time, part by part; none where they were not read.
    #[must_use]
    pub fn of(&self, unit: &str, period: Option<Period>) -> Option<Vec<&Counts>> {
        let (first, last) = Selection { period, ..Selection::default() }.periods();
        if !self.has(unit, first) || !self.has(unit, last) {
            return None;
        }
        Some((first..=last).filter_map(|period| self.counts.get(&(unit.to_owned(), period))).collect())
    }

    /// The years in which anybody answered.
    #[must_use]
    pub fn years(&self) -> BTreeSet<i16> {
        let years = self.counts.keys().filter(|(_, period)| (ALL_TIME + 1..=LAST_YEAR).contains(period));
        years.filter_map(|(_, year)| i16::try_from(*year).ok()).collect()
    }
}

impl Store {
    /// The counts around: of these units and of all together, in all time, each year and these months. Without `answers` only how many answered is
    /// read, which is quicker.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn around(
        &self,
        grain: Grain,
        units: BTreeSet<String>,
        months: Option<RangeInclusive<i64>>,
        answers: bool,
    ) -> Result<Around, StoreError> {
        let directory = self.directory().await?;
        let codes: Vec<Code> = units.iter().filter_map(|unit| unit.parse().ok()).collect();
        let reach = parameter(&Reach::Units(codes));
        let (first, last) = months.clone().map_or((ALL_TIME, ALL_TIME), RangeInclusive::into_inner);
        let rows: Option<String> = on_replica!(self, pool => {
            let query = sqlx::query_scalar(AROUND.text(grain, &self.db)).bind(reach.as_str()).bind(first).bind(last).bind(answers);
            query.fetch_one(pool).await
        })?;
        let mut around = Around { counts: BTreeMap::new(), units, months };
        around.units.insert(ALL_UNITS.to_owned());
        let mut kept: BTreeMap<(&str, i64), Vec<_>> = BTreeMap::new();
        let mut pending = Vec::new();
        for row in Counted::all(rows.as_deref()) {
            let row = row?;
            if row.period >= ALL_TIME {
                kept.entry((row.unit, row.period)).or_default().push((row.key(grain, &directory.pools), row.count()?));
            } else {
                pending.push(row);
            }
        }
        let kept = kept.into_iter().map(|((unit, period), counts)| ((unit.to_owned(), period), counts.into_iter().collect()));
        around.counts = kept.collect();
        for row in pending {
            let (key, count) = (row.key(grain, &directory.pools), row.count()?);
            let above = directory.units.lineage(row.unit).map(|unit| unit.code.as_str());
            for unit in above.chain([ALL_UNITS]) {
                for period in [-row.period, -row.period / 100, ALL_TIME] {
                    around.add((unit, period), &key, &count);
                }
            }
        }
        for (unit, key, period, count) in self.corrections(grain, ALL_TIME..=i64::MAX) {
            around.add((unit, period), &key, count);
        }
        Ok(around)
    }

    /// How many answered about a unit, or [`ALL_UNITS`], and about each unit directly below it, with all below that, in a period: all of one moment.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn family(&self, grain: Grain, unit: &str, period: Option<Period>) -> Result<BTreeMap<String, Counts>, StoreError> {
        let directory = self.directory().await?;
        let selection = Selection { period, ..Selection::default() };
        let (first, last) = selection.periods();
        let rows: Option<String> = on_replica!(self, pool => {
            sqlx::query_scalar(FAMILY.text(grain, &self.db)).bind(unit).bind(first).bind(last).fetch_one(pool).await
        })?;
        let mut family: BTreeMap<String, Counts> = BTreeMap::new();
        let is_of_it = |of: &str| {
            of == unit || directory.units.get(of).is_some_and(|node| node.parent.as_ref().map_or("", Code::as_str) == unit)
        };
        for row in Counted::all(rows.as_deref()) {
            let row = row?;
            let (of, month, key, count) = (row.unit, row.period, row.key(grain, &directory.pools), row.count()?);
            if month == ALL_TIME {
                add_to(family.entry(of.to_owned()).or_default(), key, &count, 1);
            } else if selection.takes(month) {
                let above = directory.units.lineage(of).map(|unit| unit.code.as_str());
                for of in above.chain([ALL_UNITS]).filter(|of| is_of_it(of)) {
                    add_to(family.entry(of.to_owned()).or_default(), key.clone(), &count, 1);
                }
            }
        }
        for (of, key, _, count) in self.corrections(grain, first..=last).filter(|(of, ..)| is_of_it(of)) {
            add_to(family.entry(of.to_owned()).or_default(), key, count, 1);
        }
        Ok(family)
    }
}

impl Around {
    /// Whether a unit and a kept period are among those that are read.
    fn has(&self, unit: &str, period: i64) -> bool {
        let is_read = period <= LAST_YEAR || self.months.as_ref().is_some_and(|months| months.contains(&period));
        is_read && self.units.contains(unit)
    }

    /// Adds a count, where it is one of those that are read.
    fn add(&mut self, (unit, period): (&str, i64), key: &(Uuid, String, String), count: &Count) {
        if self.has(unit, period) {
            add_to(self.counts.entry((unit.to_owned(), period)).or_default(), key.clone(), count, 1);
        }
    }
}
