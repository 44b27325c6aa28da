//! From the fields of a form to a merger of units, or to the split of one: the one place where what an administrator says of it is judged.

use std::collections::BTreeSet;

use super::code::Code;
use super::form::{CODE, NAME_VI, Problems, line};
use super::period::LocalTime;
use super::role::Reach;
use super::submission::Fields;
use super::succession::{Splits, is_circle};
use super::tree::Tree;
use super::unit::Unit;
use super::unit_form;

/// The field of a unit that ends; there may be several.
pub const UNIT: &str = "unit";
/// The field of a unit that takes its place; several for a split.
pub const SUCCESSOR: &str = "successor";
/// The field of the first day of the new order, `YYYY-MM-DD` in Viet Nam: those that end end the day before.
pub const DAY: &str = "from";
/// The field of what becomes of collection points.
pub const POINTS: &str = "points";

/// What becomes of the collection points of a unit that ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// From the day on they are about the unit that takes its place. Their codes stay, so posters stay good.
    Move,
    /// On the day they are withdrawn.
    Withdraw,
}

impl Fate {
    /// Every fate.
    pub const ALL: [Self; 2] = [Self::Move, Self::Withdraw];

    /// The word that forms and the log use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Move => "move",
            Self::Withdraw => "withdraw",
        }
    }

    /// The key of its name in the languages of the interface.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Move => "merging-points-move",
            Self::Withdraw => "merging-points-withdraw",
        }
    }
}

/// Units that end, and what takes their place: several into one, or one into several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merging {
    /// Those that end; at least one.
    pub predecessors: Vec<Code>,
    /// Those that take their place and are there already.
    pub existing: Vec<Code>,
    /// The one that is added for it.
    pub new: Option<Unit>,
    /// The moment from which those that end no longer exist: UTC milliseconds.
    pub at: i64,
    /// What becomes of their collection points.
    pub fate: Fate,
}

impl Merging {
    /// All that take their place: one for a merger, several for a split.
    #[must_use]
    pub fn successors(&self) -> Vec<Code> {
        self.existing.iter().chain(self.new.as_ref().map(|new| &new.code)).cloned().collect()
    }

    /// The first day of the new order, `YYYY-MM-DD`.
    #[must_use]
    pub fn day(&self) -> String {
        LocalTime::of(self.at).day()
    }
}

/// Whether somebody who has this reach may say how long a unit exists, and nobody has said into what it was merged or split.
#[must_use]
pub fn may_end(unit: &Unit, (units, splits, reach): (&Tree<Unit>, &Splits, &Reach)) -> bool {
    let settled = unit.successor.is_some() || splits.parts(&unit.code).next().is_some();
    reach.has(units, unit.code.as_str()) && !reach.begins_at(units, unit) && !settled
}

/// The merger or split that a form describes.
///
/// # Errors
/// What is wrong, by field.
pub fn judge(fields: &Fields, known: (&Tree<Unit>, &Splits, &Reach)) -> Result<Merging, Problems> {
    let (units, _, reach) = known;
    let mut problems = Problems::new();
    let at = LocalTime::midnight(&line(fields, DAY));
    if at.is_none() {
        problems.push((DAY, "day-wrong"));
    }
    let chosen = |name: &str| fields.all(name).iter().filter(|code| !code.is_empty()).collect::<BTreeSet<_>>();
    let found: Vec<Option<&Unit>> = chosen(UNIT).into_iter().map(|code| units.get(code)).collect();
    let ending: Vec<&Unit> = found.iter().copied().flatten().filter(|unit| may_end(unit, known)).collect();
    if ending.is_empty() && found.is_empty() {
        problems.push((UNIT, "merging-none"));
    } else if ending.len() < found.len() {
        problems.push((UNIT, "merging-unit-wrong"));
    }
    let named = chosen(SUCCESSOR);
    let existing: Vec<&Unit> =
        named.iter().filter_map(|code| units.get(code)).filter(|unit| reach.has(units, unit.code.as_str())).collect();
    if existing.len() < named.len() {
        problems.push((SUCCESSOR, "unit-successor-wrong"));
    }
    let new = new_unit(fields, known, &mut problems);
    let successors = existing.len() + usize::from(new.is_some() || wants_new(fields));
    if successors == 0 && problems.is_empty() {
        problems.push((SUCCESSOR, "merging-no-successor"));
    }
    if ending.len() > 1 && successors > 1 {
        problems.push((SUCCESSOR, "merging-many-into-many"));
    }
    for (unit, successor) in ending.iter().flat_map(|unit| existing.iter().map(move |successor| (unit, successor))) {
        if unit.code == successor.code {
            problems.push((SUCCESSOR, "unit-successor-itself"));
        } else if is_circle(units, &unit.code, &successor.code) {
            problems.push((SUCCESSOR, "unit-successor-circle"));
        }
    }
    if let Some(at) = at {
        if ending.iter().any(|unit| at <= unit.valid_from) {
            problems.push((DAY, "merging-before-beginning"));
        }
        if existing.iter().any(|unit| unit.valid_to.is_some_and(|end| end <= at)) {
            problems.push((SUCCESSOR, "merging-successor-over"));
        }
    }
    let fate = Fate::ALL.into_iter().find(|fate| line(fields, POINTS) == fate.word());
    if fate.is_none() {
        problems.push((POINTS, "merging-points-wrong"));
    } else if fate == Some(Fate::Move) && successors > 1 {
        problems.push((POINTS, "merging-points-need-one"));
    }
    problems.dedup();
    let codes = |units: Vec<&Unit>| units.into_iter().map(|unit| unit.code.clone()).collect();
    match (at, fate) {
        (Some(at), Some(fate)) if problems.is_empty() => {
            Ok(Merging { predecessors: codes(ending), existing: codes(existing), new, at, fate })
        }
        _ => Err(problems),
    }
}

/// Whether a unit is to be added: whoever types its code or its name wants one.
#[must_use]
pub fn wants_new(fields: &Fields) -> bool {
    [CODE, NAME_VI].iter().any(|name| !line(fields, name).is_empty())
}

/// The unit that is added for it, which begins on the day.
fn new_unit(fields: &Fields, (units, _, reach): (&Tree<Unit>, &Splits, &Reach), problems: &mut Problems) -> Option<Unit> {
    if !wants_new(fields) {
        return None;
    }
    // The day is judged already, as the day of the merger; and what is new has no end and no successor.
    let own = |name: &&str| ![unit_form::TO, SUCCESSOR].contains(name);
    let pairs =
        fields.names().filter(own).flat_map(|name| fields.all(name).iter().map(move |value| (name.to_owned(), value.clone())));
    match unit_form::judge(&pairs.collect(), None, units, reach) {
        Ok(new) => Some(new),
        Err(wrong) => {
            problems.extend(wrong.into_iter().filter(|(field, _)| *field != unit_form::FROM));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY, Fate, POINTS, SUCCESSOR, UNIT, judge};
    use crate::domain::code::Code;
    use crate::domain::form::{CODE, NAME_VI, PARENT};
    use crate::domain::period::LocalTime;
    use crate::domain::role::Reach;
    use crate::domain::submission::Fields;
    use crate::domain::succession::Splits;
    use crate::domain::texts::Texts;
    use crate::domain::tree::Tree;
    use crate::domain::unit::{Unit, UnitKind};
    use crate::domain::unit_form::KIND;

    fn code(text: &str) -> Code {
        text.parse().unwrap()
    }

    fn unit(name: &str, parent: Option<&str>) -> Unit {
        Unit {
            code: code(name),
            parent: parent.map(code),
            kind: UnitKind::Commune,
            name: Texts::new([("vi", "Tên")]),
            valid_from: 0,
            valid_to: None,
            successor: None,
        }
    }

    fn units() -> Tree<Unit> {
        let mut over = unit("xong", Some("tinh"));
        (over.valid_to, over.successor) = (Some(1_000), Some(code("c")));
        Tree::new(vec![
            unit("tinh", None),
            unit("a", Some("tinh")),
            unit("b", Some("tinh")),
            unit("c", Some("tinh")),
            unit("tach", Some("tinh")),
            over,
            unit("khac", None),
        ])
    }

    type Wrong = Vec<(&'static str, &'static str)>;

    fn judged(pairs: &[(&str, &str)], reach: &Reach) -> Result<super::Merging, Wrong> {
        let usual = [(DAY, "2026-07-01"), (POINTS, "move")];
        let kept = usual.iter().filter(|(name, _)| !pairs.iter().any(|(changed, _)| changed == name));
        let fields: Fields = kept.chain(pairs).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let splits: Splits = [(code("tach"), code("b")), (code("tach"), code("c"))].into_iter().collect();
        judge(&fields, (&units(), &splits, reach))
    }

    const NEW: [(&str, &str); 4] = [(CODE, "moi"), (NAME_VI, "Xã Mới"), (KIND, "commune"), (PARENT, "tinh")];

    #[test]
    fn several_go_into_one_or_one_into_several() {
        let all = Reach::Everything;
        let merged = judged(&[(UNIT, "b"), (UNIT, "a"), (SUCCESSOR, "c")], &all).unwrap();
        assert_eq!(
            (merged.predecessors, merged.existing, merged.fate),
            (vec![code("a"), code("b")], vec![code("c")], Fate::Move)
        );
        assert_eq!((Some(merged.at), merged.new), (LocalTime::midnight("2026-07-01"), None));
        let split = judged(&[(UNIT, "a"), (SUCCESSOR, "b"), (SUCCESSOR, "c"), (POINTS, "withdraw")], &all).unwrap();
        assert_eq!(split.successors(), [code("b"), code("c")]);
        let many = judged(&[(UNIT, "a"), (UNIT, "b"), (SUCCESSOR, "c"), (SUCCESSOR, "khac"), (POINTS, "withdraw")], &all);
        assert_eq!(many, Err(vec![(SUCCESSOR, "merging-many-into-many")]));
        let moved = judged(&[(UNIT, "a"), (SUCCESSOR, "b"), (SUCCESSOR, "c")], &all);
        assert_eq!(moved, Err(vec![(POINTS, "merging-points-need-one")]));
    }

    #[test]
    fn a_new_unit_begins_on_the_day() {
        let mut fields = vec![(UNIT, "a"), (UNIT, "b")];
        fields.extend(NEW);
        let merged = judged(&fields, &Reach::Everything).unwrap();
        let new = merged.new.clone().unwrap();
        assert_eq!((new.valid_from, new.valid_to, new.successor.clone()), (merged.at, None, None));
        assert_eq!(merged.successors(), [code("moi")]);
        fields.push((SUCCESSOR, "c"));
        assert_eq!(
            judged(&fields, &Reach::Everything),
            Err(vec![(SUCCESSOR, "merging-many-into-many"), (POINTS, "merging-points-need-one")])
        );
        let taken = judged(&[(UNIT, "a"), (CODE, "b"), (NAME_VI, "X"), (KIND, "commune"), (PARENT, "tinh")], &Reach::Everything);
        assert_eq!(taken, Err(vec![(CODE, "code-taken")]));
        let nameless = judged(&[(UNIT, "a"), (CODE, "moi"), (KIND, "commune"), (PARENT, "tinh")], &Reach::Everything);
        assert_eq!(nameless, Err(vec![(NAME_VI, "name-missing")]));
    }

    #[test]
    fn what_is_wrong_is_said_by_field() {
        let all = Reach::Everything;
        assert_eq!(judged(&[(SUCCESSOR, "c")], &all), Err(vec![(UNIT, "merging-none")]));
        assert_eq!(judged(&[(UNIT, "a")], &all), Err(vec![(SUCCESSOR, "merging-no-successor")]));
        assert_eq!(judged(&[(UNIT, "a"), (SUCCESSOR, "a")], &all), Err(vec![(SUCCESSOR, "unit-successor-itself")]));
        assert_eq!(
            judged(&[(UNIT, "c"), (SUCCESSOR, "xong"), (DAY, "1970-01-02")], &all),
            Err(vec![(SUCCESSOR, "unit-successor-circle"), (SUCCESSOR, "merging-successor-over")])
        );
        for settled in ["xong", "tach", "nowhere"] {
            assert_eq!(judged(&[(UNIT, settled), (SUCCESSOR, "b")], &all), Err(vec![(UNIT, "merging-unit-wrong")]), "{settled}");
        }
        assert_eq!(judged(&[(UNIT, "a"), (SUCCESSOR, "b"), (DAY, "mai")], &all), Err(vec![(DAY, "day-wrong")]));
        assert_eq!(
            judged(&[(UNIT, "a"), (SUCCESSOR, "b"), (DAY, "1969-12-31")], &all),
            Err(vec![(DAY, "merging-before-beginning")])
        );
        assert_eq!(judged(&[(UNIT, "a"), (SUCCESSOR, "b"), (POINTS, "")], &all), Err(vec![(POINTS, "merging-points-wrong")]));
    }

    #[test]
    fn nobody_ends_a_unit_beyond_their_reach_or_the_one_at_which_it_begins() {
        let own = Reach::Units(vec![code("tinh")]);
        assert!(judged(&[(UNIT, "a"), (SUCCESSOR, "b")], &own).is_ok());
        assert_eq!(judged(&[(UNIT, "tinh"), (SUCCESSOR, "b")], &own), Err(vec![(UNIT, "merging-unit-wrong")]));
        assert_eq!(judged(&[(UNIT, "khac"), (SUCCESSOR, "b")], &own), Err(vec![(UNIT, "merging-unit-wrong")]));
        assert_eq!(judged(&[(UNIT, "a"), (SUCCESSOR, "khac")], &own), Err(vec![(SUCCESSOR, "unit-successor-wrong")]));
        assert_eq!(
            judged(&[(UNIT, "a"), (SUCCESSOR, "b")], &Reach::Units(vec![code("a")])).unwrap_err()[0],
            (UNIT, "merging-unit-wrong")
        );
    }
}
