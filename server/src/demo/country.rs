//! The units of a demonstration of any width: the invented province, and as many more communes as are wanted, which repeat the pattern of
//! its twelve. Beyond what one province holds, further provinces stand beside the first, each a root of its own with its departments.

use std::collections::HashMap;

use app::domain::code::Code;
use app::domain::texts::Texts;
use app::domain::unit::{Unit, UnitKind};

use super::DemoError;
use super::province::{self, FOUNDED, PLACES, PROVINCE, Place, beginning, code};

/// The largest province: beyond so many communes there is a second one.
const LARGEST: u16 = 150;
/// How many communes a province then has, about as in the country: 3,321 in 34 provinces.
const USUAL: u16 = 100;

/// The units, and which of them repeat which place of the tables.
pub(super) struct Country {
    /// Every unit, each after its parent and its successor.
    pub units: Vec<Unit>,
    /// How many provinces there are.
    pub provinces: u16,
    seats: HashMap<&'static str, Vec<Seat>>,
}

/// A unit at which things happen as at a place of the tables.
pub(super) struct Seat {
    /// Where it stands among the units.
    pub unit: usize,
    /// 0 for the place itself; another number for each unit that repeats it.
    pub copy: u64,
    /// Whether probability samples reach it: in each province they are drawn in twelve communes, as 385 of all were in 2024.
    pub sampled: bool,
}

impl Country {
    /// A country with so many communes; the twelve of the tables are always there.
    pub fn new(communes: u16) -> Result<Self, DemoError> {
        let provinces = if communes > LARGEST { communes.div_ceil(USUAL) } else { 1 };
        let seat = |(unit, place): (usize, &Place)| (place.code, vec![Seat { unit, copy: 0, sampled: true }]);
        let seats = PLACES.iter().enumerate().map(seat).collect();
        let mut country = Self { units: province::units()?, provinces, seats };
        let of_kind = |kind| PLACES.iter().filter(move |place| place.kind == kind);
        let patterns: Vec<&'static Place> = of_kind(UnitKind::Commune).collect();
        // The last commune of each province, counted over all.
        let end = |province: u16| u32::from(communes) * u32::from(province) / u32::from(provinces);
        for province in 1..=provinces {
            let parent = if province == 1 { PROVINCE.to_owned() } else { format!("{PROVINCE}-{province}") };
            if province > 1 {
                let name = (format!("Tỉnh Mẫu {province}"), format!("Mẫu Province {province} (demo)"));
                let unit = invented(&parent, None, UnitKind::Province, name)?;
                country.units.push(unit);
                for place in of_kind(UnitKind::Department) {
                    let name = (format!("{} (tỉnh {province})", place.name.0), format!("{} (province {province})", place.name.1));
                    let unit = invented(&format!("{}-{province}", place.code), Some(&parent), place.kind, name)?;
                    country.repeat(place, unit, province.into(), true);
                }
            }
            for (place, number) in patterns.iter().cycle().zip(end(province - 1) + 1..=end(province)).enumerate() {
                let ((pattern, number), sampled) = (number, place < patterns.len());
                // The first twelve are those of the tables.
                if province == 1 && sampled {
                    continue;
                }
                let (kind, vi, en) = if pattern.urban { ("phuong", "Phường", "ward") } else { ("xa", "Xã", "commune") };
                let name = (format!("{vi} Mẫu {number}"), format!("Mẫu {number} {en}"));
                let unit = invented(&format!("{kind}-mau-{number}"), Some(&parent), UnitKind::Commune, name)?;
                country.repeat(pattern, unit, number.into(), sampled);
            }
        }
        Ok(country)
    }

    fn repeat(&mut self, place: &'static Place, unit: Unit, copy: u64, sampled: bool) {
        self.seats.entry(place.code).or_default().push(Seat { unit: self.units.len(), copy, sampled });
        self.units.push(unit);
    }

    /// The units at which things happen as at this place, itself first; none for an unknown one.
    pub fn seats(&self, place: &str) -> &[Seat] {
        self.seats.get(place).map_or(&[], Vec::as_slice)
    }
}

fn invented(name: &str, parent: Option<&str>, kind: UnitKind, (vi, en): (String, String)) -> Result<Unit, DemoError> {
    Ok(Unit {
        code: code(name)?,
        parent: parent.map(code).transpose()?,
        kind,
        name: Texts::new([("vi", &vi), ("en", &en)]),
        valid_from: beginning(FOUNDED)?,
        valid_to: None,
        successor: None::<Code>,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use app::domain::unit::UnitKind;

    use super::super::province::PLACES;
    use super::Country;

    #[test]
    fn a_country_has_as_many_communes_as_are_wanted_under_provinces_of_usual_size() {
        for (wanted, provinces) in [(12, 1), (13, 1), (150, 1), (151, 2), (3_321, 34)] {
            let country = Country::new(wanted).unwrap();
            let communes: Vec<_> = country.units.iter().filter(|unit| unit.kind == UnitKind::Commune).collect();
            assert_eq!((communes.len(), country.provinces), (wanted.into(), provinces));
            let roots = country.units.iter().filter(|unit| unit.parent.is_none()).count();
            assert_eq!(roots, usize::from(provinces));
            let mut known = HashSet::new();
            for unit in &country.units {
                assert!(unit.parent.as_ref().is_none_or(|parent| known.contains(parent)), "{} comes after its parent", unit.code);
                assert!(known.insert(&unit.code), "{} is there once", unit.code);
            }
            let seats: usize = PLACES.iter().map(|place| country.seats(place.code).len()).sum();
            assert_eq!(seats + roots - 1, country.units.len(), "every unit but further provinces repeats a place");
        }
        assert_eq!(
            Country::new(13).unwrap().units.last().unwrap().name.get(app::domain::language::Language::Vi),
            "Phường Mẫu 13"
        );
    }
}
