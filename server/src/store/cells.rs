//! The kept counts: for each unit, alone and with all below it, and for each month, each year and all time.
//!
//! A figure under any filter is then a few dozen rows, at any number of responses and of units. Everything that changes them is an
//! addition (of what is pending, or of a difference that a recount found), so it does not matter in which order additions come.
//!
//! With all below it, a unit is counted by campaign and once more by pool of campaigns, which is what most figures are made from.

use std::collections::BTreeMap;

use app::domain::tree::Tree;
use app::domain::unit::Unit;
use uuid::Uuid;

use super::StoreError;
use super::many_rows::ManyRows;
use super::pools::Pools;
use super::tally::{Cell, Count, Tally, add_to};

/// The unit under which all units together are counted.
pub const ALL_UNITS: &str = "";
/// The period under which all time is counted.
pub const ALL_TIME: i64 = 0;

/// Whose answers are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Those given to one campaign.
    Campaign(Uuid),
    /// Those given to all campaigns of a pool.
    Pool(Uuid),
}

impl Source {
    /// Its identifier.
    #[must_use]
    pub const fn id(self) -> Uuid {
        match self {
            Self::Campaign(id) | Self::Pool(id) => id,
        }
    }

    /// Whether it is a pool.
    #[must_use]
    pub const fn is_pool(self) -> bool {
        matches!(self, Self::Pool(_))
    }
}

/// Where a count is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The unit, or [`ALL_UNITS`].
    pub unit: String,
    /// Whether what the units below it collected is counted with it.
    pub below: bool,
    /// [`ALL_TIME`], a year `YYYY`, or a month `YYYYMM`. A unit alone is counted by months only.
    pub period: i64,
    /// Whose answers. A unit alone is counted by campaign only.
    pub source: Source,
    /// The sector.
    pub sector: String,
    /// The mode.
    pub mode: String,
}

impl Place {
    /// Where a cell is counted: its unit alone, and everything above it in each length of time.
    fn of(cell: &Cell, units: &Tree<Unit>, pools: &Pools) -> Vec<Self> {
        let place = |unit: &str, below, period, source| Self {
            unit: unit.to_owned(),
            below,
            period,
            source,
            sector: cell.sector.clone(),
            mode: cell.mode.clone(),
        };
        let campaign = Source::Campaign(cell.campaign_id);
        let mut places = vec![place(&cell.unit, false, cell.month, campaign)];
        let mut above: Vec<&str> = units.lineage(&cell.unit).map(|unit| unit.code.as_str()).collect();
        if above.is_empty() {
            // A unit that nobody knows: its answers are not lost with it, and the recount names it.
            above.push(&cell.unit);
        }
        // A campaign that nobody knows has no pool, and no figure; the recount names it.
        let sources = [Some(campaign), pools.id(cell.campaign_id).map(Source::Pool)];
        for unit in above.into_iter().chain([ALL_UNITS]) {
            for source in sources.into_iter().flatten() {
                places.extend([cell.month, cell.month / 100, ALL_TIME].map(|period| place(unit, true, period, source)));
            }
        }
        places
    }

    /// Whether two places, which stand beside each other in their order, are read in one statement: those of one unit and period.
    pub(super) fn is_beside(&self, next: &Self) -> bool {
        let together = |place: &Self| (place.below, place.period, place.source.is_pool());
        self.unit == next.unit && together(self) == together(next)
    }
}

/// Adds counts of cells to every place where they are counted.
pub(super) fn spread(tally: &Tally, units: &Tree<Unit>, pools: &Pools) -> BTreeMap<Place, Count> {
    let mut places = BTreeMap::new();
    for (cell, count) in tally {
        for place in Place::of(cell, units, pools) {
            add_to(&mut places, place, count, 1);
        }
    }
    places
}

/// What must be added where when a unit with these counts of itself and all below it leaves the units above it for others. What is above both
/// before and after keeps its counts.
pub(super) fn moved(rows: Vec<PlacedRow>, from: &[&str], to: &[&str]) -> Result<BTreeMap<Place, Count>, StoreError> {
    let mut places = BTreeMap::new();
    for row in rows {
        let (place, count) = read(row)?;
        let mut add = |unit: &str, times| add_to(&mut places, Place { unit: unit.to_owned(), ..place.clone() }, &count, times);
        from.iter().filter(|unit| !to.contains(unit)).for_each(|unit| add(unit, -1));
        to.iter().filter(|unit| !from.contains(unit)).for_each(|unit| add(unit, 1));
    }
    Ok(places)
}

/// The rows of one unit with all below it.
pub(super) const BELOW: &str = "SELECT unit, below, period, FALSE, campaign_id, sector, mode, responses, rated, answers FROM response_cell \
    WHERE unit = $1 AND below = TRUE UNION ALL \
    SELECT unit, TRUE, period, TRUE, pool_id, sector, mode, responses, rated, answers FROM pooled_cell WHERE unit = $1";
pub(super) const ALL: &str = "SELECT unit, below, period, FALSE, campaign_id, sector, mode, responses, rated, answers FROM response_cell \
    UNION ALL SELECT unit, TRUE, period, TRUE, pool_id, sector, mode, responses, rated, answers FROM pooled_cell";
/// The rows of one unit and period, of some campaigns beside each other.
const READ: &str = "SELECT campaign_id, sector, mode, responses, rated, answers FROM response_cell \
    WHERE unit = $1 AND below = $2 AND period = $3 AND campaign_id BETWEEN $4 AND $5";
/// The same of pools, which are always of a unit with all below it.
const READ_POOLED: &str = "SELECT pool_id, sector, mode, responses, rated, answers FROM pooled_cell \
    WHERE unit = $1 AND $2 AND period = $3 AND pool_id BETWEEN $4 AND $5";
static WRITE: ManyRows = ManyRows::new(
    "INSERT INTO response_cell (unit, below, period, campaign_id, sector, mode, responses, rated, answers)",
    9,
    " ON CONFLICT (unit, below, period, campaign_id, sector, mode) \
     DO UPDATE SET responses = excluded.responses, rated = excluded.rated, answers = excluded.answers",
);
static WRITE_POOLED: ManyRows = ManyRows::new(
    "INSERT INTO pooled_cell (unit, period, pool_id, sector, mode, responses, rated, answers)",
    8,
    " ON CONFLICT (unit, period, pool_id, sector, mode) \
     DO UPDATE SET responses = excluded.responses, rated = excluded.rated, answers = excluded.answers",
);

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[BELOW, ALL, READ, READ_POOLED];

/// Those of this file that write rows.
pub static MANY_ROWS: [&ManyRows; 2] = [&WRITE, &WRITE_POOLED];

/// The statement that reads rows of campaigns or of pools.
pub(super) const fn reading(pooled: bool) -> &'static str {
    if pooled { READ_POOLED } else { READ }
}

/// The statement that writes rows of campaigns or of pools as they are now.
pub(super) fn writing(pooled: bool) -> &'static ManyRows {
    if pooled { &WRITE_POOLED } else { &WRITE }
}

/// A row of one unit and period.
pub(super) type Row = (Uuid, String, String, i64, i64, String);
/// A row with its place.
pub(super) type PlacedRow = (String, bool, i64, bool, Uuid, String, String, i64, i64, String);

/// A row as a count in its place.
pub(super) fn read(
    (unit, below, period, pooled, id, sector, mode, responses, rated, answers): PlacedRow,
) -> Result<(Place, Count), StoreError> {
    let source = if pooled { Source::Pool(id) } else { Source::Campaign(id) };
    Ok((Place { unit, below, period, source, sector, mode }, Count::read(responses, rated, &answers)?))
}

/// Adds counts to the kept ones inside a transaction, in which nobody else does so.
macro_rules! add_to_cells {
    ($db:expr, $tx:expr, $places:expr, $statements:expr) => {{
        let places: Vec<(Place, Count)> = $places.into_iter().collect();
        let mut changed: [Vec<(&Place, Count)>; 2] = Default::default();
        for group in places.chunk_by(|(one, _), (next, _)| one.is_beside(next)) {
            let (first, last) = (&group[0].0, &group[group.len() - 1].0);
            let pooled = first.source.is_pool();
            let rows: Vec<cells::Row> = sqlx::query_as(cells::reading(pooled))
                .bind(first.unit.as_str())
                .bind(first.below)
                .bind(first.period)
                .bind(first.source.id())
                .bind(last.source.id())
                .fetch_all(&mut *$tx)
                .await?;
            $statements += 1;
            let mut kept = HashMap::new();
            for (id, sector, mode, responses, rated, answers) in rows {
                kept.insert((id, sector, mode), (responses, rated, answers));
            }
            for (place, added) in group {
                let mut count = match kept.get(&(place.source.id(), place.sector.clone(), place.mode.clone())) {
                    Some((responses, rated, answers)) => Count::read(*responses, *rated, answers)?,
                    None => Count::default(),
                };
                count.add(added, 1);
                changed[usize::from(pooled)].push((place, count));
            }
        }
        for (pooled, changed) in [false, true].into_iter().zip(&changed) {
            for chunk in changed.chunks(MOST) {
                let mut query = sqlx::query(cells::writing(pooled).text(chunk.len(), $db));
                for (place, count) in chunk {
                    query = query.bind(place.unit.as_str());
                    if !pooled {
                        query = query.bind(place.below);
                    }
                    query = query
                        .bind(place.period)
                        .bind(place.source.id())
                        .bind(place.sector.as_str())
                        .bind(place.mode.as_str())
                        .bind(count.responses)
                        .bind(count.rated)
                        .bind(count.answers_json());
                }
                query.execute(&mut *$tx).await?;
                $statements += 1;
            }
        }
    }};
}

pub(super) use add_to_cells;

#[cfg(test)]
mod tests {
    use app::domain::measure::Measure;
    use app::domain::texts::Texts;
    use app::domain::tree::Tree;
    use app::domain::unit::{Unit, UnitKind};
    use uuid::Uuid;

    use super::{ALL_TIME, ALL_UNITS, Place, Source, spread};
    use crate::store::pools::{Pool, Pools};
    use crate::store::tally::{Cell, Count, Tally};

    fn pools(campaigns: &[u128]) -> Pools {
        let pool = Pool { version_id: Uuid::nil(), measure: Measure::Feedback, minimum: None };
        campaigns.iter().map(|campaign| (Uuid::from_u128(*campaign), pool)).collect()
    }

    fn unit(code: &str, parent: Option<&str>) -> Unit {
        Unit {
            code: code.parse().unwrap(),
            parent: parent.map(|parent| parent.parse().unwrap()),
            kind: UnitKind::Commune,
            name: Texts::default(),
            valid_from: 0,
            valid_to: None,
            successor: None,
        }
    }

    fn cell(unit: &str, month: i64) -> Cell {
        Cell { campaign_id: Uuid::nil(), unit: unit.into(), sector: "land".into(), mode: "phone".into(), month }
    }

    #[test]
    fn a_cell_is_counted_alone_and_in_all_above_it() {
        let units = Tree::new(vec![unit("tinh", None), unit("xa", Some("tinh"))]);
        let pools = pools(&[0]);
        let places = Place::of(&cell("xa", 202_607), &units, &pools).into_iter();
        let places: Vec<_> = places.map(|place| (place.unit, place.below, place.period, place.source.is_pool())).collect();
        assert_eq!(places[0], ("xa".to_owned(), false, 202_607, false));
        for unit in ["xa", "tinh", ALL_UNITS] {
            for period in [202_607, 2026, ALL_TIME] {
                for pooled in [false, true] {
                    assert!(places.contains(&(unit.to_owned(), true, period, pooled)));
                }
            }
        }
        assert_eq!(places.len(), 19);
        assert_eq!(Place::of(&cell("nowhere", 202_607), &units, &pools).len(), 13);
        assert_eq!(Place::of(&cell("xa", 202_607), &units, &Pools::default()).len(), 10, "a campaign that nobody knows");
    }

    #[test]
    fn sums_meet_above() {
        let units = Tree::new(vec![unit("tinh", None), unit("xa", Some("tinh")), unit("phuong", Some("tinh"))]);
        let one = Count { responses: 1, ..Count::default() };
        let tally: Tally = [cell("xa", 202_512), cell("phuong", 202_512), cell("xa", 202_601)]
            .into_iter()
            .map(|cell| (cell, one.clone()))
            .collect();
        let places = spread(&tally, &units, &pools(&[0]));
        let at = |unit: &str, below, period| {
            let cell = cell(unit, 0);
            let source = Source::Campaign(cell.campaign_id);
            let place = Place { unit: unit.into(), below, period, source, sector: cell.sector, mode: cell.mode };
            places.get(&place).map(|count| count.responses)
        };
        assert_eq!([at("tinh", true, 2025), at("tinh", true, 2026), at("tinh", true, ALL_TIME)], [Some(2), Some(1), Some(3)]);
        assert_eq!([at("xa", true, ALL_TIME), at("xa", false, 202_601), at("tinh", false, 202_601)], [Some(2), Some(1), None]);
    }

    #[test]
    fn campaigns_of_a_pool_are_counted_together() {
        let units = Tree::new(vec![unit("xa", None)]);
        let of = |campaign| Cell { campaign_id: Uuid::from_u128(campaign), ..cell("xa", 202_601) };
        let tally: Tally = [1, 2].map(|campaign| (of(campaign), Count { responses: 3, ..Count::default() })).into();
        let pools = pools(&[1, 2]);
        let places = spread(&tally, &units, &pools);
        let pool = Source::Pool(pools.id(Uuid::from_u128(1)).unwrap());
        let found = |source| places.iter().filter(move |(place, _)| place.source == source && place.period == ALL_TIME);
        assert_eq!(found(pool).map(|(_, count)| count.responses).collect::<Vec<_>>(), [6, 6], "at the unit and at all");
        assert_eq!(found(Source::Campaign(Uuid::from_u128(1))).map(|(_, count)| count.responses).collect::<Vec<_>>(), [3, 3]);
    }
}
