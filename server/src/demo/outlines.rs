//! Where the communes of the demonstration lie: each invented province a piece of land in rows of communes, with crooked lines between them.

use std::collections::BTreeMap;

use app::domain::code::Code;
use app::domain::outline::Outline;
use app::domain::role::Reach;
use app::domain::unit::{Unit, UnitKind};

use super::DemoError;
use super::plan::Plan;
use crate::audit::Author;
use crate::store::Store;

/// The corner of the first province in the south-west, in degrees.
const CORNER: (f64, f64) = (104.5, 15.0);
/// How many provinces lie beside each other.
const BESIDE: u32 = 6;
/// The length of a province, in degrees, and how far its neighbours begin from it.
const LENGTH: f64 = 1.0;
/// Lines have so many points from one side of a province to the other.
const POINTS: u32 = 48;
/// How crooked lines are, in parts of the height of a row.
const CROOKED: f64 = 0.2;

/// Adds where they lie.
///
/// # Errors
/// When the store does not take it.
pub(super) async fn add(store: &Store, plan: &Plan, now: i64) -> Result<(), DemoError> {
    let outlines = invented(&plan.units).ok_or_else(|| DemoError::Table("outlines".to_owned()))?;
    store.take_outlines(&Author::Program, now, &Reach::Everything, &outlines).await?;
    Ok(())
}

/// Where the communes lie; nothing where there is no room for them on earth.
fn invented(units: &[Unit]) -> Option<BTreeMap<Code, Outline>> {
    let mut outlines = BTreeMap::new();
    let provinces = units.iter().filter(|unit| unit.kind == UnitKind::Province);
    for (province, number) in provinces.zip(0_u32..) {
        let of_it = |unit: &&Unit| unit.kind == UnitKind::Commune && unit.parent.as_ref() == Some(&province.code);
        let communes: Vec<&Code> = units.iter().filter(of_it).map(|unit| &unit.code).collect();
        let land = Land::new(number, u32::try_from(communes.len()).ok()?);
        for (commune, place) in communes.into_iter().zip(0..) {
            outlines.insert(commune.clone(), Outline::of([land.commune(place)]).ok()?);
        }
    }
    Some(outlines)
}

/// The land of a province.
struct Land {
    number: u32,
    west: f64,
    south: f64,
    communes: u32,
    rows: u32,
}

impl Land {
    fn new(number: u32, communes: u32) -> Self {
        let from = f64::from;
        Self {
            number,
            west: from(number % BESIDE).mul_add(LENGTH * 1.1, CORNER.0),
            south: from(number / BESIDE).mul_add(LENGTH * 1.1, CORNER.1),
            communes,
            rows: communes.isqrt().max(1),
        }
    }

    /// The first commune of a row. What does not fill all rows alike is spread over them.
    fn first(&self, row: u32) -> u32 {
        self.communes * row / self.rows
    }

    /// The points around a commune, from its corner in the south-west on.
    fn commune(&self, place: u32) -> Vec<(f64, f64)> {
        let row = (0..self.rows).rfind(|row| self.first(*row) <= place).unwrap_or_default();
        let (first, next) = (self.first(row), self.first(row + 1));
        let cut = |cut: u32| (cut - first) * POINTS / (next - first);
        let (left, right) = (cut(place), cut(place + 1));
        let south = (left..=right).map(|along| self.across(row, along));
        let north = (left..=right).rev().map(|along| self.across(row + 1, along));
        let east = self.upward(row, right);
        let mut west = self.upward(row, left);
        west.reverse();
        south.chain(east).chain(north).chain(west).collect()
    }

    /// A point of the line below a row.
    fn across(&self, row: u32, along: u32) -> (f64, f64) {
        let height = LENGTH / f64::from(self.rows);
        let crooked = CROOKED * height * (self.bend(row, along, 12) + 0.3 * self.bend(row, along, 3));
        (self.west + LENGTH * f64::from(along) / f64::from(POINTS), f64::from(row).mul_add(height, self.south) + crooked)
    }

    /// The points of a line between two communes of a row, without those of the lines below and above.
    fn upward(&self, row: u32, along: u32) -> Vec<(f64, f64)> {
        let (from, to) = (self.across(row, along), self.across(row + 1, along));
        let point = |step: u32| {
            let part = f64::from(step) / 6.0;
            let crooked = CROOKED * LENGTH / f64::from(self.rows) * 0.4 * self.chance(row * 8 + step + 5_000, along);
            (from.0 + crooked, (to.1 - from.1).mul_add(part, from.1))
        };
        (1..6).map(point).collect()
    }

    /// How far a line is bent somewhere, between -1 and 1: by chance at every so many points, and evenly between them.
    fn bend(&self, row: u32, along: u32, every: u32) -> f64 {
        let (before, part) = (along / every, f64::from(along % every) / f64::from(every));
        let at = |knot: u32| self.chance(row, knot + every * 1_000);
        at(before + 1).mul_add(part, at(before) * (1.0 - part))
    }

    /// A number between -1 and 1 that is always the same for the same place (`SplitMix64`; Steele, Lea and Flood 2014).
    fn chance(&self, row: u32, along: u32) -> f64 {
        let place = u64::from(self.number) << 40 | u64::from(row) << 20 | u64::from(along);
        let mut mixed = place.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        let upper = u32::try_from((mixed ^ mixed >> 31) >> 32).unwrap_or_default();
        f64::from(upper) / f64::from(u32::MAX) * 2.0 - 1.0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use app::domain::outline::{Outline, Point};
    use app::domain::unit::UnitKind;

    use super::super::country::Country;
    use super::invented;

    #[test]
    fn every_commune_lies_somewhere_and_no_two_in_one_place() {
        for wanted in [12, 13, 200] {
            let country = Country::new(wanted).unwrap();
            let outlines = invented(&country.units).unwrap();
            assert_eq!(outlines.len(), country.units.iter().filter(|unit| unit.kind == UnitKind::Commune).count());
            // Each way from a point to the next is the border of two communes, or of one at the edge.
            let mut ways: HashMap<(Point, Point), u32> = HashMap::new();
            for ring in outlines.values().flat_map(Outline::rings) {
                for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                    assert_eq!(ways.insert((*from, *to), 1), None, "{wanted}: gone twice in one direction");
                }
            }
            let shared = ways.keys().filter(|(from, to)| ways.contains_key(&(*to, *from))).count();
            assert!(shared * 3 > ways.len(), "{wanted}: {shared} of {}", ways.len());
        }
    }
}
