//! Under which unit a comment may be shown: nobody must be found by where it stands.
//!
//! Respondents of a month and a sector are put into pools from the bottom of the tree of units: where a unit has fewer than the minimum, they are
//! counted with the unit above it. So every comment stands under a unit whose pool has enough of them, without those of units that have enough
//! of their own: what is left when these are taken away is never few. Comments whose pool stays too small are held back. What stands where
//! does not depend on what else is asked, so that nothing can be found out by asking differently; only a mode, which is not shown with a comment,
//! needs enough respondents of its own.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use app::domain::code::Code;
use app::domain::mode::Mode;
use app::domain::period::Month;
use app::domain::unit::Unit;

use crate::store::comments::{Looked, Respondents, StoredComment};
use crate::store::{Store, StoreError};

/// From so many units on, pools are kept for a while: below, they are made in no time.
const MANY_UNITS: usize = 1_000;
/// How long they are kept, in milliseconds. Units only become larger meanwhile.
const WHILE: i64 = 60_000;
/// How many are kept.
const MOST_KEPT: usize = 8;

/// Respondents by mode.
type ByMode = [u64; Mode::ALL.len()];

/// What pools are made of: reach, sectors, months, minimum.
type Key = (String, Option<Vec<String>>, (Month, Month), u64);

/// Pools that were made a moment ago.
#[derive(Debug, Default)]
pub struct RecentPools(Mutex<Vec<(Key, i64, Arc<Pools>)>>);

impl RecentPools {
    /// The pools in which what was read stands. The units are those within reach, parents before their children.
    pub(super) async fn of(
        &self,
        (store, now): (&Store, i64),
        looked: &Looked<'_>,
        rows: &[StoredComment],
        (within, minimum): (&[(usize, &Unit)], u64),
    ) -> Result<Arc<Pools>, StoreError> {
        let months = rows.last().map(|row| row.place.month).zip(rows.first().map(|row| row.place.month));
        let Some(months) = months else { return Ok(Arc::new(Pools::of(&[], within, minimum))) };
        let key = (format!("{:?}", looked.reach), looked.sectors.map(<[String]>::to_vec), months, minimum);
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if within.len() >= MANY_UNITS {
            let fits = |at: i64| (at..at + WHILE).contains(&now);
            if let Some((.., pools)) = kept().iter().find(|(known, at, _)| *known == key && fits(*at)) {
                return Ok(pools.clone());
            }
        }
        let respondents = store.respondents(&Looked { months, ..looked.clone() }).await?;
        let pools = Arc::new(Pools::of(&respondents, within, minimum));
        if within.len() >= MANY_UNITS {
            let mut kept = kept();
            kept.retain(|(known, ..)| *known != key);
            if kept.len() >= MOST_KEPT {
                kept.remove(0);
            }
            kept.push((key, now, pools.clone()));
        }
        Ok(pools)
    }
}

/// Under which unit the comments of a month and a sector stand.
#[derive(Debug, Default)]
struct Pooled {
    /// The respondents of each pool that is large enough, by the place of its unit.
    large: HashMap<usize, ByMode>,
    /// From a unit whose pool was too small to the one above it.
    above: HashMap<usize, usize>,
    /// The units into whose pools others were put.
    mixed: HashSet<usize>,
}

/// Under which unit each comment stands.
#[derive(Debug)]
pub(super) struct Pools {
    units: Vec<Code>,
    places: HashMap<String, usize>,
    pooled: HashMap<Month, HashMap<String, Pooled>>,
    minimum: u64,
}

impl Pools {
    /// Puts respondents into pools. The units are those within reach, parents before their children.
    fn of(respondents: &[Respondents], within: &[(usize, &Unit)], minimum: u64) -> Self {
        let units: Vec<Code> = within.iter().map(|(_, unit)| unit.code.clone()).collect();
        let places: HashMap<String, usize> = units.iter().enumerate().map(|(place, code)| (code.to_string(), place)).collect();
        let parent = |place: usize| within[place].1.parent.as_ref().and_then(|parent| places.get(parent.as_str())).copied();
        let mut cells: HashMap<(Month, &str), BTreeMap<usize, [i64; Mode::ALL.len()]>> = HashMap::new();
        for cell in respondents {
            if let Some(place) = places.get(&cell.unit) {
                let of = cells.entry((cell.month, cell.sector.as_str())).or_default().entry(*place).or_default();
                of[number(cell.mode)] += cell.responses;
            }
        }
        let mut pooled: HashMap<Month, HashMap<String, Pooled>> = HashMap::new();
        for ((month, sector), cells) in cells {
            pooled.entry(month).or_default().insert(sector.to_owned(), pool(cells, minimum, parent));
        }
        Self { units, places, pooled, minimum }
    }

    /// The unit under which a comment may be shown, and whether it may be about one below it; nothing where it is held back. Where a mode is
    /// asked for, there must be enough who answered so.
    pub(super) fn place(&self, comment: &StoredComment, mode: Option<Mode>) -> Option<(Code, bool)> {
        let pooled = self.pooled.get(&comment.place.month)?.get(&comment.sector)?;
        let mut place = *self.places.get(&comment.unit)?;
        while let Some(above) = pooled.above.get(&place) {
            place = *above;
        }
        let respondents = pooled.large.get(&place)?;
        let shows = mode.is_none_or(|mode| !small_modes(respondents, self.minimum)[number(mode)]);
        shows.then(|| (self.units[place].clone(), pooled.mixed.contains(&place)))
    }
}

/// Puts the respondents of a month and a sector, by the places of their units, into pools.
fn pool(mut cells: BTreeMap<usize, [i64; Mode::ALL.len()]>, minimum: u64, parent: impl Fn(usize) -> Option<usize>) -> Pooled {
    let mut pooled = Pooled::default();
    // Children come after their parents, so the last unit has received all that is put into its pool.
    while let Some((place, cell)) = cells.pop_last() {
        let own = cell.map(|count| u64::try_from(count).unwrap_or_default());
        if own.iter().sum::<u64>() >= minimum {
            pooled.large.insert(place, own);
        } else if let Some(above) = parent(place) {
            let pool = cells.entry(above).or_default();
            pool.iter_mut().zip(cell).for_each(|(sum, count)| *sum += count);
            pooled.above.insert(place, above);
            pooled.mixed.insert(above);
        }
    }
    pooled
}

/// The modes of a pool that must not be told apart: those with too few respondents, and with them others, so that those are not what is left
/// when all the rest is taken away.
fn small_modes(respondents: &ByMode, minimum: u64) -> [bool; Mode::ALL.len()] {
    let mut order: Vec<usize> = (0..respondents.len()).filter(|mode| respondents[*mode] > 0).collect();
    order.sort_by_key(|mode| respondents[*mode]);
    let mut small = [false; Mode::ALL.len()];
    let mut sum = 0;
    for mode in order {
        if respondents[mode] < minimum || (sum > 0 && sum < minimum) {
            small[mode] = true;
            sum += respondents[mode];
        }
    }
    small
}

fn number(mode: Mode) -> usize {
    Mode::ALL.iter().position(|one| *one == mode).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::{pool, small_modes};

    /// 0 above 1, 2 and 3; 3 above 4 and 5.
    const PARENTS: [Option<usize>; 6] = [None, Some(0), Some(0), Some(0), Some(3), Some(3)];

    fn cells(counts: [i64; 6]) -> BTreeMap<usize, [i64; 5]> {
        counts.into_iter().enumerate().filter(|(_, n)| *n > 0).map(|(place, n)| (place, [n, 0, 0, 0, 0])).collect()
    }

    #[test]
    fn small_units_stand_under_the_unit_above_them() {
        let pooled = pool(cells([0, 40, 12, 0, 9, 30]), 30, |place| PARENTS[place]);
        let large: Vec<usize> = [1, 5].into();
        assert!(large.iter().all(|place| pooled.large.contains_key(place)) && pooled.large.len() == 2, "12 and 9 are too few");
        let pooled = pool(cells([0, 40, 12, 0, 9, 9]), 30, |place| PARENTS[place]);
        assert_eq!(pooled.large.get(&0).map(|pool| pool[0]), Some(30));
        assert_eq!((pooled.above.get(&4), pooled.above.get(&3), pooled.above.get(&1)), (Some(&3), Some(&0), None));
        assert!(pooled.mixed.contains(&0));
    }

    #[test]
    fn a_small_mode_is_not_what_is_left() {
        assert_eq!(small_modes(&[50, 3, 40, 0, 0], 30), [false, true, true, false, false]);
        assert_eq!(small_modes(&[50, 40, 0, 0, 0], 30), [false; 5]);
        assert_eq!(small_modes(&[50, 20, 10, 0, 0], 30), [false, true, true, false, false]);
    }

    proptest! {
        #[test]
        fn every_pool_is_large_and_nobody_is_in_two(counts in proptest::array::uniform6(0_i64..60), minimum in 10_u64..60) {
            let all = cells(counts);
            let pooled = pool(all.clone(), minimum, |place| PARENTS[place]);
            let mut sums: BTreeMap<usize, u64> = BTreeMap::new();
            for (mut place, count) in all.into_iter().map(|(place, modes)| (place, modes[0])) {
                while let Some(above) = pooled.above.get(&place) {
                    place = *above;
                }
                if pooled.large.contains_key(&place) {
                    *sums.entry(place).or_default() += u64::try_from(count).unwrap();
                }
            }
            for (place, pool) in &pooled.large {
                prop_assert_eq!(sums.get(place).copied().unwrap_or_default(), pool[0]);
                prop_assert!(pool[0] >= minimum);
            }
        }

        #[test]
        fn hidden_modes_are_never_few(respondents in proptest::array::uniform5(0_u64..60), minimum in 10_u64..60) {
            let small = small_modes(&respondents, minimum);
            let hidden: u64 = respondents.iter().zip(small).filter(|(_, small)| *small).map(|(n, _)| n).sum();
            let total: u64 = respondents.iter().sum();
            prop_assert!(hidden == 0 || hidden >= minimum || hidden == total);
        }
    }
}
