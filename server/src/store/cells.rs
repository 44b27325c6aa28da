//! The kept counts: for each unit, alone and with all below it, and for each month, each year and all time.
//!
//! A figure under any filter is then a few dozen rows, at any number of responses and of units. Everything that changes them is an
//! addition (of what is pending, or of a difference that a recount found), so it does not matter in which order additions come.

use std::collections::BTreeMap;

use app::domain::tree::Tree;
use app::domain::unit::Unit;
use uuid::Uuid;

use super::StoreError;
use super::many_rows::ManyRows;
use super::tally::{Cell, Count, Tally, add_to};

/// The unit under which all units together are counted.
pub const ALL_UNITS: &str = "";
/// The period under which all time is counted.
pub const ALL_TIME: i64 = 0;

/// Where a count is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The unit, or [`ALL_UNITS`].
    pub unit: String,
    /// Whether what the units below it collected is counted with it.
    pub below: bool,
    /// [`ALL_TIME`], a year `YYYY`, or a month `YYYYMM`. A unit alone is counted by months only.
    pub period: i64,
    /// The campaign.
    pub campaign_id: Uuid,
    /// The sector.
    pub sector: String,
    /// The mode.
    pub mode: String,
}

impl Place {
    /// Where a cell is counted: its unit alone, and everything above it in each length of time.
    fn of(cell: &Cell, units: &Tree<Unit>) -> Vec<Self> {
        let place = |unit: &str, below, period| Self {
            unit: unit.to_owned(),
            below,
            period,
            campaign_id: cell.campaign_id,
            sector: cell.sector.clone(),
            mode: cell.mode.clone(),
        };
        let mut places = vec![place(&cell.unit, false, cell.month)];
        let mut above: Vec<&str> = units.lineage(&cell.unit).map(|unit| unit.code.as_str()).collect();
        if above.is_empty() {
            // A unit that nobody knows: its answers are not lost with it, and the recount names it.
            above.push(&cell.unit);
        }
        for unit in above.into_iter().chain([ALL_UNITS]) {
            places.extend([cell.month, cell.month / 100, ALL_TIME].map(|period| place(unit, true, period)));
        }
        places
    }
}

/// Adds counts of cells to every place where they are counted.
pub(super) fn spread(tally: &Tally, units: &Tree<Unit>) -> BTreeMap<Place, Count> {
    let mut places = BTreeMap::new();
    for (cell, count) in tally {
        for place in Place::of(cell, units) {
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
pub(super) const BELOW: &str = "SELECT unit, below, period, campaign_id, sector, mode, responses, rated, answers FROM response_cell \
    WHERE unit = $1 AND below = TRUE";
/// The rows of one unit and period.
pub(super) const READ: &str = "SELECT campaign_id, sector, mode, responses, rated, answers FROM response_cell \
    WHERE unit = $1 AND below = $2 AND period = $3";
pub(super) const ALL: &str =
    "SELECT unit, below, period, campaign_id, sector, mode, responses, rated, answers FROM response_cell";
/// Writes rows as they are now.
pub static WRITE: ManyRows = ManyRows::new(
    "INSERT INTO response_cell (unit, below, period, campaign_id, sector, mode, responses, rated, answers)",
    9,
    " ON CONFLICT (unit, below, period, campaign_id, sector, mode) \
     DO UPDATE SET responses = excluded.responses, rated = excluded.rated, answers = excluded.answers",
);

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[BELOW, READ, ALL];

/// A row of one unit and period.
pub(super) type Row = (Uuid, String, String, i64, i64, String);
/// A row with its place.
pub(super) type PlacedRow = (String, bool, i64, Uuid, String, String, i64, i64, String);

/// A row as a count in its place.
pub(super) fn read(
    (unit, below, period, campaign_id, sector, mode, responses, rated, answers): PlacedRow,
) -> Result<(Place, Count), StoreError> {
    Ok((Place { unit, below, period, campaign_id, sector, mode }, Count::read(responses, rated, &answers)?))
}

/// Adds counts to the kept ones inside a transaction, in which nobody else does so.
macro_rules! add_to_cells {
    ($db:expr, $tx:expr, $places:expr, $statements:expr) => {{
        let mut changed: Vec<(Place, Count)> = Vec::new();
        let mut more = $places.into_iter().peekable();
        while let Some((first, _)) = more.peek() {
            let (unit, below, period) = (first.unit.clone(), first.below, first.period);
            let rows: Vec<cells::Row> =
                sqlx::query_as(cells::READ).bind(unit.as_str()).bind(below).bind(period).fetch_all(&mut *$tx).await?;
            $statements += 1;
            let mut kept = HashMap::new();
            for (campaign_id, sector, mode, responses, rated, answers) in rows {
                kept.insert((campaign_id, sector, mode), (responses, rated, answers));
            }
            while let Some((place, added)) =
                more.next_if(|(place, _)| place.unit == unit && place.below == below && place.period == period)
            {
                let mut count = match kept.get(&(place.campaign_id, place.sector.clone(), place.mode.clone())) {
                    Some((responses, rated, answers)) => Count::read(*responses, *rated, answers)?,
                    None => Count::default(),
                };
                count.add(&added, 1);
                changed.push((place, count));
            }
        }
        for chunk in changed.chunks(MOST) {
            let mut query = sqlx::query(cells::WRITE.text(chunk.len(), $db));
            for (place, count) in chunk {
                query = query
                    .bind(place.unit.as_str())
                    .bind(place.below)
                    .bind(place.period)
                    .bind(place.campaign_id)
                    .bind(place.sector.as_str())
                    .bind(place.mode.as_str())
                    .bind(count.responses)
                    .bind(count.rated)
                    .bind(count.answers_json());
            }
            query.execute(&mut *$tx).await?;
            $statements += 1;
        }
    }};
}

pub(super) use add_to_cells;

#[cfg(test)]
mod tests {
    use app::domain::texts::Texts;
    use app::domain::tree::Tree;
    use app::domain::unit::{Unit, UnitKind};
    use uuid::Uuid;

    use super::{ALL_TIME, ALL_UNITS, Place, spread};
    use crate::store::tally::{Cell, Count, Tally};

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
        let places: Vec<_> = Place::of(&cell("xa", 202_607), &units).into_iter().map(|p| (p.unit, p.below, p.period)).collect();
        let at = |unit: &str, period| (unit.to_owned(), true, period);
        assert_eq!(places[0], ("xa".to_owned(), false, 202_607));
        for unit in ["xa", "tinh", ALL_UNITS] {
            for period in [202_607, 2026, ALL_TIME] {
                assert!(places.contains(&at(unit, period)));
            }
        }
        assert_eq!(places.len(), 10);
        assert_eq!(Place::of(&cell("nowhere", 202_607), &units).len(), 7);
    }

    #[test]
    fn sums_meet_above() {
        let units = Tree::new(vec![unit("tinh", None), unit("xa", Some("tinh")), unit("phuong", Some("tinh"))]);
        let one = Count { responses: 1, ..Count::default() };
        let tally: Tally = [cell("xa", 202_512), cell("phuong", 202_512), cell("xa", 202_601)]
            .into_iter()
            .map(|cell| (cell, one.clone()))
            .collect();
        let places = spread(&tally, &units);
        let at = |unit: &str, below, period| {
            let cell = cell(unit, 0);
            let place =
                Place { unit: unit.into(), below, period, campaign_id: cell.campaign_id, sector: cell.sector, mode: cell.mode };
            places.get(&place).map(|count| count.responses)
        };
        assert_eq!([at("tinh", true, 2025), at("tinh", true, 2026), at("tinh", true, ALL_TIME)], [Some(2), Some(1), Some(3)]);
        assert_eq!([at("xa", true, ALL_TIME), at("xa", false, 202_601), at("tinh", false, 202_601)], [Some(2), Some(1), None]);
    }
}
