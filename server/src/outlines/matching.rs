//! Which area of a file is which unit: by a property that has codes, or names.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use app::domain::code::Code;
use app::domain::fold::fold;
use app::domain::outline::Outline;
use app::domain::outline_file::{By, Left, WhyLeft};
use app::domain::unit::Unit;

use super::features::Feature;

/// What units are called before their own name, folded, the longer before the shorter.
const KINDS: [&str; 12] =
    ["thi tran ", "thanh pho ", "dac khu ", "phuong ", "huyen ", "thi xa ", "tinh ", "quan ", "xa ", "tp. ", "tp ", "p. "];

/// What of a file belongs to which unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Matched {
    /// The property by which units were found.
    pub property: String,
    /// Whether it has codes or names.
    pub by: By,
    /// Where units lie. Several areas of one unit are one outline.
    pub outlines: BTreeMap<Code, Outline>,
    /// The areas that are of no unit.
    pub left: Vec<Left>,
}

/// How units are known, each by what may stand in a file.
struct Known<'a> {
    /// By code, and codes of digits also without the zeros in front, which are lost where they are taken for a number.
    codes: HashMap<&'a str, BTreeSet<&'a Code>>,
    /// By name, folded.
    names: HashMap<String, BTreeSet<&'a Code>>,
    /// By name without what is before it.
    bare: HashMap<String, BTreeSet<&'a Code>>,
}

impl<'a> Known<'a> {
    fn of(units: &[&'a Unit], now: i64) -> Self {
        let mut known = Self { codes: HashMap::new(), names: HashMap::new(), bare: HashMap::new() };
        for unit in units {
            known.codes.entry(unit.code.as_str()).or_default().insert(&unit.code);
            known.codes.entry(digits(unit.code.as_str())).or_default().insert(&unit.code);
            // A unit often has the name of one that it took the place of.
            if unit.valid_to.is_some_and(|end| end <= now) {
                continue;
            }
            for name in unit.name.all().map(named) {
                known.bare.entry(bare(&name).to_owned()).or_default().insert(&unit.code);
                known.names.entry(name).or_default().insert(&unit.code);
            }
        }
        known
    }

    /// The units that a value may mean.
    fn find(&self, by: By, value: &str) -> Option<&BTreeSet<&'a Code>> {
        match by {
            By::Code => self.codes.get(value).or_else(|| self.codes.get(digits(value))),
            By::Name => {
                let name = named(value);
                self.names.get(&name).or_else(|| self.bare.get(bare(&name)))
            }
        }
    }
}

/// A name without accents and with one space between words.
fn named(name: &str) -> String {
    fold(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A folded name without the kind of the unit.
fn bare(name: &str) -> &str {
    KINDS.iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name)
}

/// A number without the zeros in front; anything else as it is.
fn digits(value: &str) -> &str {
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { value.trim_start_matches('0') } else { value }
}

/// Finds the unit of each area: by the property of this name, or else by the one by which most are found.
#[must_use]
pub fn matched(features: Vec<Feature>, units: &[&Unit], property: Option<&str>, now: i64) -> Matched {
    let known = Known::of(units, now);
    let properties: BTreeSet<&str> = match property {
        Some(property) => BTreeSet::from([property]),
        None => features.iter().flat_map(|feature| feature.properties.keys()).map(String::as_str).collect(),
    };
    let ways = properties.iter().flat_map(|property| [By::Code, By::Name].map(|by| (*property, by)));
    let clear = |(property, by): &(&str, By)| {
        let values = features.iter().filter_map(|feature| feature.properties.get(*property));
        let units: BTreeSet<&Code> =
            values.filter_map(|value| known.find(*by, value)).filter(|found| found.len() == 1).flatten().copied().collect();
        units.len()
    };
    // Of several that are as good, the first, and codes before names.
    let best = ways.map(|way| (clear(&way), way)).reduce(|best, next| if next.0 > best.0 { next } else { best });
    let (property, by) = best.map_or((String::new(), By::Code), |(_, (property, by))| (property.to_owned(), by));
    let mut matched = Matched { property, by, outlines: BTreeMap::new(), left: Vec::new() };
    for Feature { number, properties, outline } in features {
        let value = properties.get(&matched.property);
        let found = value.and_then(|value| known.find(by, value));
        let one = found.filter(|found| found.len() == 1).and_then(|found| found.first());
        let why = match (outline, one) {
            (Some(outline), Some(unit)) => {
                matched.outlines.entry((*unit).clone()).or_default().take(outline);
                continue;
            }
            (None, _) => WhyLeft::NoArea,
            (_, None) if value.is_none() => WhyLeft::NoValue,
            (_, None) if found.is_some() => WhyLeft::Several,
            (_, None) => WhyLeft::NoUnit,
        };
        matched.left.push(Left { number, value: value.cloned(), why });
    }
    matched
}

#[cfg(test)]
mod tests {
    use super::{By, Feature, Left, WhyLeft, matched};
    use app::domain::outline::Outline;
    use app::domain::texts::Texts;
    use app::domain::unit::{Unit, UnitKind};

    fn unit(code: &str, name: &str, valid_to: Option<i64>) -> Unit {
        Unit {
            code: code.parse().unwrap(),
            parent: None,
            kind: UnitKind::Commune,
            name: Texts::new([("vi", name)]),
            valid_from: 0,
            valid_to,
            successor: None,
        }
    }

    fn feature(number: u64, properties: &[(&str, &str)]) -> Feature {
        let properties = properties.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let place = f64::from(u32::try_from(number).unwrap());
        let outline = Outline::of([[(100.0 + place, 10.0), (100.0 + place, 11.0), (101.0 + place, 10.0)]]).unwrap();
        Feature { number, properties, outline: Some(outline) }
    }

    fn units() -> [Unit; 5] {
        [
            unit("00271", "Xã An Bình", None),
            unit("00300", "Phường Tân Lập", None),
            unit("00301", "Xã Tân Lập", None),
            unit("00302", "Thị xã  Mẫu Thành", None),
            unit("00100", "Xã An Bình", Some(5)),
        ]
    }

    fn found(features: &[Feature], property: Option<&str>) -> (String, By, Vec<String>, Vec<(u64, WhyLeft)>) {
        let units = units();
        let matched = matched(features.to_vec(), &units.each_ref(), property, 10);
        let left = matched.left.iter().map(|Left { number, why, .. }| (*number, *why)).collect();
        (matched.property, matched.by, matched.outlines.keys().map(ToString::to_string).collect(), left)
    }

    #[test]
    fn the_property_by_which_most_are_found_is_chosen() {
        let features = [
            feature(1, &[("ma", "271"), ("ten", "An Binh"), ("loai", "x")]),
            feature(2, &[("ma", "300"), ("ten", "Tân Lập"), ("loai", "x")]),
            feature(3, &[("ma", "999"), ("ten", "MẪU THÀNH"), ("loai", "x")]),
        ];
        let by_code = ("ma".to_owned(), By::Code, vec!["00271".to_owned(), "00300".to_owned()], vec![(3, WhyLeft::NoUnit)]);
        assert_eq!(found(&features, None), by_code);
        let by_name = ("ten".to_owned(), By::Name, vec!["00271".to_owned(), "00302".to_owned()], vec![(2, WhyLeft::Several)]);
        assert_eq!(found(&features, Some("ten")), by_name);
    }

    #[test]
    fn a_name_with_its_kind_is_no_other_unit() {
        let features = [feature(1, &[("ten", "xã tân lập")]), feature(2, &[("ten", "P. Tân Lập")])];
        let (_, by, units, left) = found(&features, None);
        assert_eq!((by, units, left), (By::Name, vec!["00301".to_owned()], vec![(2, WhyLeft::Several)]));
    }

    #[test]
    fn islands_are_parts_of_their_unit_and_what_has_no_area_is_left() {
        let mut features =
            vec![feature(1, &[("ma", "00271")]), feature(2, &[("ma", "00271")]), feature(3, &[("ma", "00300")]), feature(4, &[])];
        features[2].outline = None;
        let units = units();
        let matched = matched(features.clone(), &units.each_ref(), None, 10);
        assert_eq!(matched.outlines.values().map(|outline| outline.rings().len()).collect::<Vec<_>>(), [2]);
        assert_eq!(found(&features, None).3, [(3, WhyLeft::NoArea), (4, WhyLeft::NoValue)]);
        // Nothing is known of them.
        let (property, _, units, left) = found(&features[3..], None);
        assert_eq!((property.as_str(), units.len(), left), ("", 0, vec![(4, WhyLeft::NoValue)]));
    }
}
