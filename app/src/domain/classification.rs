//! Classes by which administrations name percentages: xuất sắc, tốt, khá …

use super::code::Code;
use super::texts::Texts;
use super::tree::Tree;
use super::unit::Unit;

/// How little a percentage may lie below a bound that it reaches: computing takes its last digits away, so that 29 of 100 times 100 is a
/// little less than 29. Two shares of people never lie so near to each other: that would take a hundred thousand million answers.
const DUST: f64 = 1e-9;

/// One class: from its own bound up to that of the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// The least percentage that belongs to it.
    pub at_least: f64,
    /// What it is called.
    pub name: Texts,
}

/// The classes of a classification. They cannot overlap or leave a gap: each is said by its lower bound only, no two have the same, and the
/// lowest begins at 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Classes {
    /// With bounds above 0, the highest first.
    upper: Vec<Class>,
    /// What everything below them is called.
    lowest: Texts,
}

/// Why classes are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoClasses {
    /// There is none above the lowest.
    JustOne,
    /// A bound is not above 0 and at most 100.
    Bound,
    /// Two have the same bound.
    SameBound,
}

impl Classes {
    /// These classes and, below them, the lowest.
    ///
    /// # Errors
    /// When they would not give each percentage one class, or all the same.
    pub fn new(mut upper: Vec<Class>, lowest: Texts) -> Result<Self, NoClasses> {
        if upper.is_empty() {
            return Err(NoClasses::JustOne);
        }
        if !upper.iter().all(|class| class.at_least > 0.0 && class.at_least <= 100.0) {
            return Err(NoClasses::Bound);
        }
        upper.sort_by(|one, other| other.at_least.total_cmp(&one.at_least));
        // Bounds are what somebody typed, so the same number is the same bits.
        if upper.windows(2).any(|pair| pair[0].at_least.total_cmp(&pair[1].at_least).is_eq()) {
            return Err(NoClasses::SameBound);
        }
        Ok(Self { upper, lowest })
    }

    /// The name of the class to which a percentage belongs. It is compared as it is, unrounded: 79.999 is below 80, whatever a page shows.
    #[must_use]
    pub fn class_of(&self, percent: f64) -> &Texts {
        self.upper.iter().find(|class| class.at_least <= percent + DUST).map_or(&self.lowest, |class| &class.name)
    }

    /// Those above the lowest, the highest first.
    #[must_use]
    pub fn upper(&self) -> &[Class] {
        &self.upper
    }

    /// What everything below them is called.
    #[must_use]
    pub const fn lowest(&self) -> &Texts {
        &self.lowest
    }
}

/// A classification: who set it, from which year on, and by which decision. It holds until the next one of the same unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Classification {
    /// The unit that set it; it holds for the units below too, unless they have their own.
    pub unit: Code,
    /// The first year in which it holds.
    pub from_year: i16,
    /// The decision that set it.
    pub legal_basis: String,
    /// The classes.
    pub classes: Classes,
}

impl Classification {
    /// The classification that holds for a unit in a year: of the nearest unit upwards that has one by then, the latest.
    #[must_use]
    pub fn applicable<'a>(all: &'a [Self], units: &Tree<Unit>, unit: &str, year: i16) -> Option<&'a Self> {
        units.lineage(unit).find_map(|unit| {
            let held = all.iter().filter(|other| other.unit == unit.code && other.from_year <= year);
            held.max_by_key(|other| other.from_year)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, Classes, Classification, NoClasses};
    use crate::domain::language::Language;
    use crate::domain::texts::Texts;
    use crate::domain::tree::Tree;
    use crate::domain::unit::{Unit, UnitKind};

    fn named(name: &str) -> Texts {
        Texts::new([("vi", name)])
    }

    fn classes(bounds: &[(f64, &str)]) -> Result<Classes, NoClasses> {
        let class = |(at_least, name): &(f64, &str)| Class { at_least: *at_least, name: named(name) };
        Classes::new(bounds.iter().map(class).collect(), named("Yếu"))
    }

    fn usual() -> Classes {
        classes(&[(50.0, "Trung bình"), (80.0, "Tốt"), (65.0, "Khá"), (90.0, "Xuất sắc")]).unwrap()
    }

    #[test]
    fn every_percentage_has_the_class_of_the_last_bound_that_it_reaches() {
        let classes = usual();
        let below = |bound: f64| bound - 1e-8;
        for (percent, name) in [
            (100.0, "Xuất sắc"),
            (90.0, "Xuất sắc"),
            (below(90.0), "Tốt"),
            (80.0, "Tốt"),
            (79.999_999, "Khá"),
            (below(80.0), "Khá"),
            (65.0, "Khá"),
            (below(65.0), "Trung bình"),
            (50.0, "Trung bình"),
            (below(50.0), "Yếu"),
            (0.0, "Yếu"),
        ] {
            assert_eq!(classes.class_of(percent).get(Language::Vi), name, "{percent}");
        }
        assert_eq!(classes.class_of(80.0_f64.next_down()).get(Language::Vi), "Tốt", "what computing took away is given back");
        // What is a bound exactly, as a share of persons gives it: 4 of 5, and 13 of 20.
        assert_eq!(classes.class_of(4.0 / 5.0 * 100.0).get(Language::Vi), "Tốt");
        assert_eq!(classes.class_of(13.0 / 20.0 * 100.0).get(Language::Vi), "Khá");
    }

    #[test]
    fn a_share_that_is_a_whole_percentage_never_falls_below_its_own_bound() {
        for percent in 1..=100_u32 {
            let classes = classes(&[(f64::from(percent), "Đạt")]).unwrap();
            for people in [100, 200, 700, 1_100, 36_500_u32] {
                let share = f64::from(percent * (people / 100)) / f64::from(people);
                assert_eq!(classes.class_of(share * 100.0).get(Language::Vi), "Đạt", "{percent} of {people}");
            }
        }
    }

    #[test]
    fn classes_leave_no_gap_and_do_not_overlap() {
        assert_eq!(classes(&[]), Err(NoClasses::JustOne));
        assert_eq!(classes(&[(0.0, "Tốt")]), Err(NoClasses::Bound));
        assert_eq!(classes(&[(100.5, "Tốt")]), Err(NoClasses::Bound));
        assert_eq!(classes(&[(f64::NAN, "Tốt")]), Err(NoClasses::Bound));
        assert_eq!(classes(&[(80.0, "Tốt"), (90.0, "Xuất sắc"), (80.0, "Khá")]), Err(NoClasses::SameBound));
        let bounds: Vec<f64> = usual().upper().iter().map(|class| class.at_least).collect();
        assert_eq!(bounds, [90.0, 80.0, 65.0, 50.0]);
    }

    #[test]
    fn the_latest_of_the_nearest_unit_holds() {
        let unit = |code: &str, parent: Option<&str>| Unit {
            code: code.parse().unwrap(),
            parent: parent.map(|parent| parent.parse().unwrap()),
            kind: UnitKind::Commune,
            name: Texts::default(),
            valid_from: 0,
            valid_to: None,
            successor: None,
        };
        let units = Tree::new(vec![unit("tinh", None), unit("xa", Some("tinh")), unit("phuong", Some("tinh"))]);
        let by = |unit: &str, from_year| Classification {
            unit: unit.parse().unwrap(),
            from_year,
            legal_basis: format!("{unit} {from_year}"),
            classes: usual(),
        };
        let all = [by("tinh", 2023), by("tinh", 2025), by("xa", 2026)];
        let held = |unit: &str, year| Classification::applicable(&all, &units, unit, year).map(|one| one.legal_basis.as_str());
        assert_eq!([held("tinh", 2022), held("tinh", 2024), held("tinh", 2030)], [None, Some("tinh 2023"), Some("tinh 2025")]);
        assert_eq!(
            [held("xa", 2025), held("xa", 2026), held("phuong", 2026)],
            [Some("tinh 2025"), Some("xa 2026"), Some("tinh 2025")]
        );
    }
}
