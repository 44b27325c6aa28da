//! Which units took the place of which: mergers and splits.
//!
//! A unit that was merged whole into another has that as its [`Unit::successor`]; one that was split has several parts. They are two facts and
//! not one list of successors, because they mean different things for figures. What was answered about a unit that went whole into another
//! one can be counted with that one's answers. Of a unit that was split, no answer says about which part it was given: counted with one part
//! it would be a guess, and with each it would count twice. So a split is told beside the figures, and never counted with them.
//!
//! Nothing that was answered moves: it stays under the unit about which it was given, in the tree where that unit hangs.

use std::collections::{BTreeMap, BTreeSet};

use super::code::Code;
use super::tree::Tree;
use super::unit::Unit;

/// The parts of each unit that was split.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Splits(BTreeMap<Code, BTreeSet<Code>>);

impl FromIterator<(Code, Code)> for Splits {
    /// From pairs of a unit and one of its parts.
    fn from_iter<I: IntoIterator<Item = (Code, Code)>>(pairs: I) -> Self {
        let mut splits = Self::default();
        for (unit, part) in pairs {
            splits.0.entry(unit).or_default().insert(part);
        }
        splits
    }
}

impl Splits {
    /// Every unit that was split, with its parts.
    pub fn all(&self) -> impl Iterator<Item = (&Code, &BTreeSet<Code>)> {
        self.0.iter()
    }

    /// The parts into which a unit was split.
    pub fn parts(&self, unit: &Code) -> impl Iterator<Item = &Code> {
        self.0.get(unit).into_iter().flatten()
    }

    /// The units of which this one is a part.
    pub fn wholes<'a>(&'a self, part: &'a Code) -> impl Iterator<Item = &'a Code> {
        self.0.iter().filter(|(_, parts)| parts.contains(part)).map(|(unit, _)| unit)
    }
}

/// The units that were merged whole into this one, in the order of the tree.
pub fn predecessors<'a>(units: &'a Tree<Unit>, unit: &'a Code) -> impl Iterator<Item = &'a Unit> {
    units.nodes().iter().filter(move |other| other.successor.as_ref() == Some(unit))
}

/// Everything that ends in a unit today: the unit itself with all below it, whatever was merged whole into any of these, with all below it,
/// and so on. Given as the topmost units, of which none lies below another, so that their sums count each answer once; the unit itself, or
/// the one of these below which it lies, comes first. Just one where nothing was merged into it from elsewhere.
#[must_use]
pub fn with_predecessors(units: &Tree<Unit>, unit: &Code) -> Vec<Code> {
    let mut covered = vec![unit.clone()];
    let mut merged: Vec<&Unit> = units.nodes().iter().filter(|other| other.successor.is_some()).collect();
    // Each round adds what was merged into what the last one added. A circle ends, because a unit that is covered is not added again.
    loop {
        let is_covered = |code: &Code| covered.iter().any(|top| units.is_within(code.as_str(), top.as_str()));
        let (joins, rest): (Vec<&Unit>, Vec<&Unit>) =
            merged.into_iter().partition(|other| other.successor.as_ref().is_some_and(is_covered));
        let joins: Vec<Code> = joins.into_iter().map(|other| other.code.clone()).filter(|code| !is_covered(code)).collect();
        if joins.is_empty() {
            break;
        }
        covered.extend(joins);
        merged = rest;
    }
    let is_top = |code: &Code| !covered.iter().any(|top| top != code && units.is_within(code.as_str(), top.as_str()));
    let mut tops: Vec<Code> = covered.iter().filter(|code| is_top(code)).cloned().collect();
    tops.sort_by_key(|top| !units.is_within(unit.as_str(), top.as_str()));
    tops
}

/// Whether giving a unit this successor would close a circle: the successor, its own successor and so on would lead back to the unit.
#[must_use]
pub fn is_circle(units: &Tree<Unit>, unit: &Code, successor: &Code) -> bool {
    let next = |code: &Code| units.get(code.as_str()).and_then(|unit| unit.successor.clone());
    std::iter::successors(Some(successor.clone()), next).take(units.nodes().len() + 1).any(|code| code == *unit)
}

/// What took the place of a unit by this moment (UTC milliseconds): the first of its successor, that one's successor and so on that has not
/// ended. Nothing where there is none, or where the last of them ended without a successor.
#[must_use]
pub fn heir<'a>(units: &'a Tree<Unit>, unit: &str, now: i64) -> Option<&'a Unit> {
    let next = |unit: &&'a Unit| units.get(unit.successor.as_ref()?.as_str());
    let mut later = std::iter::successors(units.get(unit), next).take(units.nodes().len()).skip(1);
    later.find(|unit| unit.valid_to.is_none_or(|end| now < end))
}

#[cfg(test)]
mod tests {
    use super::{Splits, heir, is_circle, predecessors, with_predecessors};
    use crate::domain::code::Code;
    use crate::domain::texts::Texts;
    use crate::domain::tree::Tree;
    use crate::domain::unit::{Unit, UnitKind};

    fn code(text: &str) -> Code {
        text.parse().unwrap()
    }

    fn unit(name: &str, parent: Option<&str>, successor: Option<&str>) -> Unit {
        Unit {
            code: code(name),
            parent: parent.map(code),
            kind: UnitKind::Commune,
            name: Texts::default(),
            valid_from: 0,
            valid_to: successor.map(|_| 1),
            successor: successor.map(code),
        }
    }

    fn tops(units: &Tree<Unit>, of: &str) -> String {
        with_predecessors(units, &code(of)).iter().map(Code::as_str).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn whatever_was_merged_into_a_unit_goes_with_it_and_counts_once() {
        let units = Tree::new(vec![
            unit("tinh", None, None),
            unit("huyen", Some("tinh"), None),
            unit("cu-1", Some("huyen"), Some("moi")),
            unit("thon", Some("cu-1"), None),
            unit("cu-2", Some("huyen"), Some("moi")),
            unit("cu-0", Some("tinh"), Some("cu-2")),
            unit("moi", Some("tinh"), None),
            unit("khac", Some("tinh"), None),
        ]);
        assert_eq!(tops(&units, "moi"), "moi cu-1 cu-2 cu-0");
        assert_eq!(predecessors(&units, &code("moi")).count(), 2);
        assert_eq!(tops(&units, "khac"), "khac");
        assert_eq!(tops(&units, "cu-2"), "cu-2 cu-0");
        assert_eq!(tops(&units, "tinh"), "tinh", "what hangs below it already is not counted again");
    }

    #[test]
    fn a_province_takes_in_what_was_merged_into_its_communes() {
        let units = Tree::new(vec![
            unit("bac", None, Some("nam")),
            unit("bac-xa", Some("bac"), Some("nam-xa")),
            unit("nam", None, None),
            unit("nam-xa", Some("nam"), None),
            unit("dong", None, None),
            unit("dong-xa", Some("dong"), Some("nam-xa")),
        ]);
        assert_eq!(tops(&units, "nam"), "nam bac dong-xa", "the commune of the merged province counts with that province");
        assert_eq!(tops(&units, "nam-xa"), "nam-xa bac-xa dong-xa");
    }

    #[test]
    fn a_unit_may_go_into_one_below_it_and_a_circle_ends() {
        let units = Tree::new(vec![unit("huyen", None, Some("xa")), unit("xa", Some("huyen"), None)]);
        assert_eq!(tops(&units, "xa"), "huyen");
        let units = Tree::new(vec![unit("a", None, Some("b")), unit("b", None, Some("a")), unit("c", None, None)]);
        assert_eq!((tops(&units, "a").as_str(), tops(&units, "c").as_str()), ("a b", "c"));
        assert!(is_circle(&units, &code("a"), &code("b")) && is_circle(&units, &code("a"), &code("a")));
        assert!(!is_circle(&units, &code("c"), &code("a")), "a circle elsewhere is not walked for ever");
    }

    #[test]
    fn an_heir_is_the_first_that_still_exists() {
        let ended = |name, successor, end| Unit { valid_to: Some(end), ..unit(name, None, successor) };
        let units = Tree::new(vec![
            ended("a", Some("b"), 10),
            ended("b", Some("c"), 20),
            unit("c", None, None),
            ended("x", Some("y"), 10),
            ended("y", None, 10),
            ended("m", Some("n"), 10),
            ended("n", Some("m"), 10),
        ]);
        let at = |name: &str, now| heir(&units, name, now).map(|unit| unit.code.as_str());
        assert_eq!([at("a", 10), at("a", 19), at("a", 20), at("b", 20)], [Some("b"), Some("b"), Some("c"), Some("c")]);
        assert_eq!([at("c", 10), at("x", 10), at("m", 10), at("nowhere", 10)], [None; 4]);
    }

    #[test]
    fn a_split_is_known_from_both_ends() {
        let splits: Splits =
            [("cu", "a"), ("cu", "b"), ("cu", "a")].map(|(unit, part)| (code(unit), code(part))).into_iter().collect();
        assert_eq!(splits.parts(&code("cu")).collect::<Vec<_>>(), [&code("a"), &code("b")]);
        assert_eq!(splits.wholes(&code("b")).collect::<Vec<_>>(), [&code("cu")]);
        assert_eq!((splits.parts(&code("a")).count(), splits.wholes(&code("cu")).count()), (0, 0));
    }
}
