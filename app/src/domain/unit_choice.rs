//! One unit out of all that may be chosen. Few are shown as a list; of a country's ten thousand one is named, and asked for again where
//! several are called so.

use std::collections::HashSet;
use std::sync::Arc;

use super::code::Code;
use super::fold::fold;
use super::submission::Fields;
use super::tree::Tree;
use super::unit::Unit;

/// Up to so many are shown as a list: a province with its communes.
pub const FEW: usize = 150;
/// So many of those that are called alike are shown; who sees more types more.
pub const MOST_FOUND: usize = 50;

/// The units that may be chosen.
#[derive(Clone, Debug)]
pub struct UnitChoice {
    units: Tree<Unit>,
    offered: Arc<[(usize, Code)]>,
}

/// What somebody means by what they typed.
#[derive(Clone, Debug, PartialEq)]
pub enum Meant<'a> {
    /// No unit that may be chosen.
    Nothing,
    /// This one.
    One(&'a Unit),
    /// One of these.
    Several(Vec<&'a Unit>),
}

impl UnitChoice {
    /// These units, each with its depth, in this order.
    pub fn new<'a>(units: &Tree<Unit>, offered: impl IntoIterator<Item = (usize, &'a Unit)>) -> Self {
        Self { units: units.clone(), offered: offered.into_iter().map(|(depth, unit)| (depth, unit.code.clone())).collect() }
    }

    /// The same units but those.
    #[must_use]
    pub fn without(&self, but: impl Fn(&Unit) -> bool) -> Self {
        Self::new(&self.units, self.iter().filter(|(_, unit)| !but(unit)))
    }

    /// The same units and at the end this one, if it was not among them.
    #[must_use]
    pub fn and(&self, code: &Code) -> Self {
        let last = (!self.has(code.as_str())).then(|| self.units.get(code.as_str())).flatten().map(|unit| (0, unit));
        Self::new(&self.units, self.iter().chain(last))
    }

    /// All units, for names.
    #[must_use]
    pub const fn units(&self) -> &Tree<Unit> {
        &self.units
    }

    /// The units with their depths.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Unit)> {
        self.offered.iter().filter_map(|(depth, code)| Some((*depth, self.units.get(code.as_str())?)))
    }

    /// Whether all of them fit into a list.
    #[must_use]
    pub fn is_few(&self) -> bool {
        self.offered.len() <= FEW
    }

    /// Whether a unit may be chosen.
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        self.offered.iter().any(|(_, offered)| offered.as_str() == code)
    }

    /// The units by which one comes, step by step, to any of them: all where they are few; else those at which the tree begins, where they are few with the ones
    /// below them, the chosen one with what is above it, and what lies directly below and beside it.
    #[must_use]
    pub fn steps(&self, chosen: &str) -> Vec<(usize, &Unit)> {
        if self.is_few() {
            return self.iter().collect();
        }
        let open: HashSet<&str> = self.units.lineage(chosen).map(|unit| unit.code.as_str()).collect();
        let is_open = |unit: &Unit| unit.parent.as_ref().is_some_and(|parent| open.contains(parent.as_str()));
        let deepest = self.deepest(FEW);
        self.iter().filter(|(depth, unit)| *depth <= deepest || open.contains(unit.code.as_str()) || is_open(unit)).collect()
    }

    /// The units at which the tree begins, with those directly below them where that makes no more than `most`.
    pub fn tops(&self, most: usize) -> impl Iterator<Item = &Unit> {
        let deepest = self.deepest(most);
        self.iter().filter(move |(depth, _)| *depth <= deepest).map(|(_, unit)| unit).take(most)
    }

    /// How deep one may go for no more than `most` units: one level at the most.
    fn deepest(&self, most: usize) -> usize {
        usize::from(self.offered.iter().filter(|(depth, _)| *depth <= 1).count() <= most)
    }

    /// What is meant by a text: a code, a text as [`written`] writes it, or a name or a part of one, without regard to diacritics.
    #[must_use]
    pub fn meant(&self, typed: &str) -> Meant<'_> {
        let typed = typed.trim();
        let offered = |code: &str| self.units.get(code).filter(|unit| self.has(unit.code.as_str()));
        if let Some(unit) = offered(typed).or_else(|| offered(code_of(typed)?)) {
            return Meant::One(unit);
        }
        let wanted = fold(typed);
        if wanted.is_empty() {
            return Meant::Nothing;
        }
        let (mut exact, mut partly) = (Vec::new(), Vec::new());
        for (_, unit) in self.iter() {
            for name in unit.name.all().map(fold) {
                if name == wanted {
                    exact.push(unit);
                    break;
                } else if name.contains(&wanted) {
                    partly.push(unit);
                    break;
                }
            }
        }
        let mut found = if exact.is_empty() { partly } else { exact };
        found.truncate(MOST_FOUND);
        match *found.as_slice() {
            [] => Meant::Nothing,
            [one] => Meant::One(one),
            _ => Meant::Several(found),
        }
    }

    /// The fields of a form with the code of the unit in place of what was typed, where it is clear which one is meant. Anything else stays
    /// for whoever judges the form.
    #[must_use]
    pub fn settle(&self, fields: &Fields, name: &str) -> Fields {
        // Where several were called alike, the one that was picked comes before what was typed.
        let typed = fields.all(name).iter().find(|value| !value.is_empty()).map(String::as_str);
        let code = match typed {
            Some(typed) if self.units.get(typed).is_none() => match self.meant(typed) {
                Meant::One(unit) => unit.code.as_str(),
                Meant::Nothing | Meant::Several(_) => typed,
            },
            Some(typed) => typed,
            None => return fields.clone(),
        };
        let others = fields.names().filter(|other| *other != name);
        let others = others.flat_map(|other| fields.all(other).iter().map(|value| (other.to_owned(), value.clone())));
        others.chain([(name.to_owned(), code.to_owned())]).collect()
    }
}

/// A unit as a field of one line shows it, so that it is read and cannot be mistaken.
#[must_use]
pub fn written(name: &str, code: &Code) -> String {
    format!("{name} ({code})")
}

/// The code in a text as [`written`] writes it.
fn code_of(text: &str) -> Option<&str> {
    text.strip_suffix(')')?.rsplit_once('(').map(|(_, code)| code)
}

#[cfg(test)]
mod tests {
    use super::{FEW, Meant, UnitChoice, written};
    use crate::domain::role::Reach;
    use crate::domain::submission::Fields;
    use crate::domain::texts::Texts;
    use crate::domain::tree::Tree;
    use crate::domain::unit::{Unit, UnitKind};

    fn unit(code: &str, parent: Option<&str>, name: &str) -> Unit {
        Unit {
            code: code.parse().unwrap(),
            parent: parent.map(|parent| parent.parse().unwrap()),
            kind: UnitKind::Commune,
            name: Texts::new([("vi", name)]),
            valid_from: 0,
            valid_to: None,
            successor: None,
        }
    }

    fn choice(units: Vec<Unit>) -> UnitChoice {
        let units = Tree::new(units);
        UnitChoice::new(&units, Reach::Everything.within(&units))
    }

    fn some() -> UnitChoice {
        choice(vec![
            unit("tinh", None, "Tỉnh Hà"),
            unit("a", Some("tinh"), "Xã An Bình"),
            unit("b", Some("tinh"), "Xã An Bình"),
            unit("c", Some("tinh"), "Xã An Bình Đông"),
            unit("d", Some("tinh"), "Phường Lộc"),
        ])
    }

    #[test]
    fn a_unit_is_meant_by_code_or_name_and_asked_for_where_several_are_called_so() {
        let some = some();
        let one = |typed: &str| match some.meant(typed) {
            Meant::One(unit) => unit.code.to_string(),
            other => format!("{other:?}"),
        };
        for (typed, code) in [("a", "a"), (" Phường Lộc ", "d"), ("loc", "d"), ("an binh dong", "c"), ("Sai tên (b)", "b")]
        {
            assert_eq!(one(typed), code, "{typed}");
        }
        assert_eq!(one(&written("Xã An Bình", &"b".parse().unwrap())), "b");
        let Meant::Several(found) = some.meant("xã an bình") else { panic!("two are called exactly so") };
        assert_eq!(found.iter().map(|unit| unit.code.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        for nothing in ["", "  ", "Xã Nào", "(x)"] {
            assert_eq!(some.meant(nothing), Meant::Nothing, "{nothing}");
        }
        let fewer = some.without(|unit| unit.code.as_str() == "a");
        assert!(!fewer.has("a") && fewer.and(&"a".parse().unwrap()).has("a"));
        assert_eq!(fewer.meant("a"), fewer.meant("A"), "a code that is not offered is but a text");
    }

    #[test]
    fn what_is_clear_is_settled_and_the_rest_stays() {
        let fields = |values: &[&str]| -> Fields {
            values
                .iter()
                .map(|value| ("unit".to_owned(), (*value).to_owned()))
                .chain([("x".to_owned(), "y".to_owned())])
                .collect()
        };
        let settled = |values: &[&str]| {
            let settled = some().settle(&fields(values), "unit");
            assert_eq!(settled.first("x"), Some("y"));
            settled.all("unit").join("|")
        };
        assert_eq!(settled(&["loc"]), "d");
        assert_eq!(settled(&["", "Xã An Bình"]), "Xã An Bình");
        assert_eq!(settled(&["b", "Xã An Bình"]), "b", "what was picked counts");
        assert_eq!(settled(&["nowhere"]), "nowhere");
        assert_eq!(settled(&[""]), "");
        assert_eq!(settled(&[]), "");
    }

    #[test]
    fn many_are_chosen_step_by_step() {
        let provinces = 0..20;
        let mut units = vec![unit("all", None, "Cả nước")];
        for province in provinces {
            units.push(unit(&format!("p{province}"), Some("all"), "Tỉnh"));
            units.extend((0..10).map(|commune| unit(&format!("p{province}c{commune}"), Some(&format!("p{province}")), "Xã")));
        }
        let many = choice(units);
        assert!(!many.is_few() && many.iter().count() > FEW);
        assert_eq!(many.steps("").len(), 21);
        assert_eq!(many.steps("p3").len(), 31);
        assert_eq!(many.steps("p3c4").len(), 31, "those beside it stay");
        assert_eq!(some().steps("").len(), 5);
        assert_eq!(many.tops(30).count(), 21);
        assert_eq!(many.tops(20).count(), 1, "not a part of the second level");
    }
}
