//! Counting anew from the stored responses, to prove the counts or to put them right while the program serves.
//!
//! Everything is read in one snapshot, and what is found wrong is put right by adding the difference: additions commute, so it does not
//! matter what is stored and rolled up between the snapshot and the repair.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use app::domain::questionnaire::Version;
use futures_util::TryStreamExt;
use sqlx::Row as _;
use uuid::Uuid;

use super::answer_reader::AnswerReader;
use super::cells::{self, ALL_UNITS, Place, Source, add_to_cells, spread};
use super::database::{in_snapshot, in_transaction};
use super::disposed;
use super::many_rows::MOST;
use super::metrics::Metrics;
use super::pending;
use super::pools::{self, Pools};
use super::rollup::LOCK;
use super::settings::{READ as READ_SETTING, REPAIRS};
use super::tally::{AnswerCount, Cell, Count, Tally, add_to};
use super::{Database, Store, StoreError, units};

const RESPONSES: &str = "SELECT campaign_id, version_id, unit, sector, mode, month, answers FROM response";
/// Claims the next repair, unless another was made since the number was read.
const CLAIM: &str = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value \
    WHERE setting.value = $3";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[RESPONSES, CLAIM];

/// After how many responses a recount says how far it is.
const STRIDE: u64 = 100_000;
/// Rows of counts that one transaction of a repair changes, so that citizens wait for it no longer than for the rollup.
const PART: usize = 500;

/// What a recount found.
#[derive(Debug, Default)]
pub struct Recount {
    /// How many responses were counted.
    pub responses: u64,
    /// How many more there were, of which only the counts stay.
    pub erased: u64,
    /// Where counts differ and responses refer to what is not known, in words; nothing where everything agrees.
    pub differences: Vec<String>,
    /// What must be added where.
    corrections: BTreeMap<Place, Count>,
    /// How many repairs there had been.
    repairs: u64,
}

impl Recount {
    /// What must be added to the kept counts.
    pub(super) const fn corrections(&self) -> &BTreeMap<Place, Count> {
        &self.corrections
    }
}

impl Store {
    /// Recounts everything and says where the kept counts differ. `progress` is told how many responses were counted.
    ///
    /// # Errors
    /// When the database does not answer, or holds what cannot be read.
    pub async fn recount(&self, progress: &mut (dyn FnMut(u64) + Send)) -> Result<Recount, StoreError> {
        let directory = self.fresh_directory().await?;
        let mut recount = Recount::default();
        let mut counted = Tally::new();
        let mut kept;
        // Read in the same snapshot as the counts, so that a unit which moves meanwhile is no difference.
        let (units, pools);
        let altered: BTreeSet<Uuid>;
        let mut readers: HashMap<Uuid, AnswerReader> = HashMap::new();
        in_snapshot!(&self.db, tx => {
            let repairs: Option<String> = sqlx::query_scalar(READ_SETTING).bind(REPAIRS).fetch_optional(&mut *tx).await?;
            recount.repairs = repairs.and_then(|number| number.parse().ok()).unwrap_or_default();
            let waiting: Vec<pending::Row> = sqlx::query_as(pending::ALL).fetch_all(&mut *tx).await?;
            let mut pending = Tally::new();
            for row in waiting {
                let (cell, count) = pending::read(row)?;
                add_to(&mut pending, cell, &count, 1);
            }
            units = units::tree(sqlx::query_as(units::ALL).fetch_all(&mut *tx).await?)?;
            pools = Pools::read(sqlx::query_as(pools::ALL).fetch_all(&mut *tx).await?)?;
            kept = spread(&pending, &units, &pools);
            let mut rows = sqlx::query_as::<_, cells::PlacedRow>(cells::ALL).fetch(&mut *tx);
            while let Some(row) = rows.try_next().await? {
                let (place, count) = cells::read(row)?;
                add_to(&mut kept, place, &count, 1);
            }
            drop(rows);
            let cells: Vec<disposed::CellRow> = sqlx::query_as(disposed::ALL_CELLS).fetch_all(&mut *tx).await?;
            let hashes: Vec<(Uuid, i64, String)> = sqlx::query_as(disposed::HASHES).fetch_all(&mut *tx).await?;
            let cells = cells.into_iter().map(disposed::read).collect::<Result<Vec<_>, _>>()?;
            altered = altered_since(&cells, hashes);
            for (cell, count) in cells {
                recount.erased += count.responses.unsigned_abs();
                add_to(&mut counted, cell, &count, 1);
            }
            let mut rows = sqlx::query(RESPONSES).fetch(&mut *tx);
            while let Some(row) = rows.try_next().await? {
                let version: Uuid = row.try_get(1)?;
                let reader = match readers.entry(version) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(place) => {
                        let missing = || StoreError::Unreadable { what: "version of a response", value: version.to_string() };
                        let known = self.version(version).await?.ok_or_else(missing)?;
                        place.insert(AnswerReader::of(&known))
                    }
                };
                let cell = Cell {
                    campaign_id: row.try_get(0)?,
                    unit: row.try_get(2)?,
                    sector: row.try_get(3)?,
                    mode: row.try_get(4)?,
                    month: row.try_get(5)?,
                };
                reader.count(row.try_get(6)?, counted.entry(cell).or_default())?;
                recount.responses += 1;
                if recount.responses.is_multiple_of(STRIDE) {
                    progress(recount.responses);
                }
            }
        });
        for cell in counted.keys() {
            let unknown = [
                ("unit", &cell.unit, units.get(&cell.unit).is_none()),
                ("sector", &cell.sector, directory.sectors.get(&cell.sector).is_none()),
                ("campaign", &cell.campaign_id.to_string(), directory.campaign(cell.campaign_id).is_none()),
            ];
            let of_cell = unknown.iter().filter(|(_, _, unknown)| *unknown);
            recount.differences.extend(of_cell.map(|(what, name, _)| format!("responses refer to an unknown {what}: {name}")));
        }
        recount.differences.dedup();
        let version = |source| {
            let id = match source {
                Source::Campaign(id) => directory.campaign(id)?.version_id,
                Source::Pool(id) => pools.get(id)?.version_id,
            };
            directory.versions.get(&id).map(Arc::as_ref)
        };
        let mut corrections = spread(&counted, &units, &pools);
        for (place, count) in &kept {
            add_to(&mut corrections, place.clone(), count, -1);
        }
        corrections.retain(|_, count| !count.is_zero());
        // Counts that were written down when responses were erased and changed since prove nothing against those that are kept.
        recount
            .differences
            .extend(altered.iter().map(|campaign| format!("the counts of erased responses were changed: campaign {campaign}")));
        for (place, correction) in &corrections {
            let kept = kept.remove(place).unwrap_or_default();
            recount.differences.push(described(place, correction, &kept, version(place.source)));
        }
        let altered_pools: BTreeSet<Uuid> = altered.iter().filter_map(|campaign| pools.id(*campaign)).collect();
        corrections.retain(|place, _| match place.source {
            Source::Campaign(id) => !altered.contains(&id),
            Source::Pool(id) => !altered_pools.contains(&id),
        });
        recount.corrections = corrections;
        Ok(recount)
    }

    /// Adds to the counts what a recount found missing and takes away what it found too much.
    ///
    /// # Errors
    /// [`StoreError::RepairedMeanwhile`] when another repair was made or a unit moved since the recount; or when the database does not answer: then a
    /// part may be put right, and a new recount tells which is not.
    pub async fn repair(&self, recount: Recount) -> Result<(), StoreError> {
        let (now, then) = ((recount.repairs + 1).to_string(), recount.repairs.to_string());
        let claimed = in_transaction!(&self.db, tx => {
            sqlx::query(CLAIM).bind(REPAIRS).bind(now.as_str()).bind(then.as_str()).execute(tx).await?.rows_affected()
        });
        if claimed != 1 {
            return Err(StoreError::RepairedMeanwhile);
        }
        let mut corrections: Vec<(Place, Count)> = recount.corrections.into_iter().collect();
        while !corrections.is_empty() {
            let part: Vec<_> = corrections.drain(..corrections.len().min(PART)).collect();
            let mut statements = 3;
            in_transaction!(&self.db, tx => {
                if matches!(self.db, Database::Postgres(_)) {
                    sqlx::query(LOCK).execute(&mut *tx).await?;
                }
                // Where a unit moved between two parts, the rest of the differences belongs elsewhere.
                let repairs: Option<String> = sqlx::query_scalar(READ_SETTING).bind(REPAIRS).fetch_optional(&mut *tx).await?;
                if repairs.as_deref() != Some(now.as_str()) {
                    return Err(StoreError::RepairedMeanwhile);
                }
                add_to_cells!(&self.db, tx, part, statements);
            });
            Metrics::add(&self.metrics.statements, statements);
        }
        Ok(())
    }

    /// Counts everything once where a migration says that the counts do not hold what was stored before them.
    pub(super) async fn count_anew_if_stale(&self) -> Result<(), StoreError> {
        while self.counts_are_stale().await? {
            let recount = self.recount(&mut |done| tracing::info!("counting anew: {done} responses")).await?;
            match self.repair(recount).await {
                Ok(()) => self.note_that_counts_hold().await?,
                // Another instance does it: this one waits until the counts hold.
                Err(StoreError::RepairedMeanwhile) => tokio::time::sleep(Duration::from_secs(1)).await,
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// The campaigns whose responses were erased, and of which the counts that were written down then are others now.
fn altered_since(cells: &[(Cell, Count)], written: Vec<(Uuid, i64, String)>) -> BTreeSet<Uuid> {
    let holds = |(campaign, responses, hash): &(Uuid, i64, String)| {
        let of = cells.iter().filter(|(cell, _)| cell.campaign_id == *campaign).map(|(cell, count)| (cell, count));
        disposed::fingerprint(of) == (*responses, hash.clone())
    };
    written.into_iter().filter(|written| !holds(written)).map(|(campaign, ..)| campaign).collect()
}

/// A difference in words: where, and which numbers.
fn described(place: &Place, correction: &Count, kept: &Count, version: Option<&Version>) -> String {
    let unit = match (place.unit.as_str(), place.below) {
        (ALL_UNITS, _) => "all units".to_owned(),
        (unit, true) => format!("{unit} and below"),
        (unit, false) => format!("{unit} alone"),
    };
    let mut numbers = Vec::new();
    let mut compare = |what: String, correction: i64, kept: i64| {
        if correction != 0 {
            numbers.push(format!("{what}: recounted {}, kept {kept}", kept + correction));
        }
    };
    compare("responses".into(), correction.responses, kept.responses);
    compare("rated".into(), correction.rated, kept.rated);
    let AnswerCount(sections, items) = &correction.answers;
    let AnswerCount(kept_sections, kept_items) = &kept.answers;
    let codes: Vec<&str> =
        version.into_iter().flat_map(Version::satisfaction_items).map(|(_, item)| item.code.as_str()).collect();
    for (number, correction) in sections.iter().enumerate() {
        let code = version.and_then(|version| version.sections().get(number)).map_or("?", |section| section.code.as_str());
        compare(format!("section {code}"), *correction, kept_sections.get(number).copied().unwrap_or_default());
    }
    for (number, times) in items.iter().enumerate() {
        let kept = kept_items.get(number).copied().unwrap_or_default();
        for (answer, (correction, kept)) in times.iter().zip(kept).enumerate() {
            compare(format!("item {}, answer {answer}", codes.get(number).unwrap_or(&"?")), *correction, kept);
        }
    }
    let Place { period, source, sector, mode, .. } = place;
    let source = match source {
        Source::Campaign(id) => format!("campaign {id}"),
        Source::Pool(id) => format!("pool {id}"),
    };
    format!("{unit}, period {period}, {source}, {sector}, {mode}: {}", numbers.join("; "))
}
