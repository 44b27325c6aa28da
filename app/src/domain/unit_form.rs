//! From the fields of a form to a unit: the one place where what an administrator says of a unit is judged.

use super::code::Code;
use super::form::{CODE, NAME_EN, NAME_VI, PARENT, Problems, line, names};
use super::language::Language;
use super::period::LocalTime;
use super::role::Reach;
use super::submission::Fields;
use super::succession::is_circle;
use super::tree::Tree;
use super::unit::{Unit, UnitKind};

/// The field of the kind.
pub const KIND: &str = "kind";
/// The field of the first day, `YYYY-MM-DD` in Viet Nam.
pub const FROM: &str = "from";
/// The field of the last day, `YYYY-MM-DD` in Viet Nam; empty while the unit exists.
pub const TO: &str = "to";
/// The field of the unit into which it was merged.
pub const SUCCESSOR: &str = "successor";

/// The code that no unit has, because its address is that of mergers.
const RESERVED: &str = "merging";

/// A day in milliseconds: Viet Nam has no summer time.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// The first day of a unit, as its field shows it.
#[must_use]
pub fn first_day(unit: &Unit) -> String {
    LocalTime::of(unit.valid_from).day()
}

/// The last day of a unit, as its field shows it; empty while it exists.
#[must_use]
pub fn last_day(unit: &Unit) -> String {
    unit.valid_to.map(|end| LocalTime::of(end.saturating_sub(1)).day()).unwrap_or_default()
}

/// What the fields of a unit show, its code apart.
#[must_use]
pub fn fields(unit: &Unit) -> [(&'static str, String); 7] {
    let code = |code: Option<&Code>| code.map(ToString::to_string).unwrap_or_default();
    [
        (NAME_VI, unit.name.only(Language::Vi).to_owned()),
        (NAME_EN, unit.name.only(Language::En).to_owned()),
        (KIND, unit.kind.word().to_owned()),
        (PARENT, code(unit.parent.as_ref())),
        (FROM, first_day(unit)),
        (TO, last_day(unit)),
        (SUCCESSOR, code(unit.successor.as_ref())),
    ]
}

/// The unit that a form describes: a new one, or `old` as it is to be. Of the unit at which a reach begins only the names are read: the rest
/// is for those above it to say.
///
/// # Errors
/// What is wrong, by field.
pub fn judge(fields: &Fields, old: Option<&Unit>, units: &Tree<Unit>, reach: &Reach) -> Result<Unit, Problems> {
    let mut problems = Problems::new();
    let name = names(fields, old.map(|old| old.name.clone()).unwrap_or_default(), &mut problems);
    if let Some(old) = old.filter(|old| reach.begins_at(units, old)) {
        return if problems.is_empty() { Ok(Unit { name, ..old.clone() }) } else { Err(problems) };
    }
    let code = match old {
        Some(old) => Some(old.code.clone()),
        None => new_code(fields, units, &mut problems),
    };
    let kind = UnitKind::from_word(&line(fields, KIND));
    if kind.is_none() {
        problems.push((KIND, "unit-kind-wrong"));
    }
    let parent = parent(fields, old, (units, reach)).unwrap_or_else(|problem| {
        problems.push((PARENT, problem));
        None
    });
    let valid_from = first_moment(fields, old).unwrap_or_else(|problem| {
        problems.push((FROM, problem));
        i64::MIN
    });
    let valid_to = end(fields, old).unwrap_or_else(|problem| {
        problems.push((TO, problem));
        None
    });
    if valid_to.is_some_and(|end| end <= valid_from) {
        problems.push((TO, "unit-ends-before-it-begins"));
    }
    let successor = successor(fields, old, (units, reach)).unwrap_or_else(|problem| {
        problems.push((SUCCESSOR, problem));
        None
    });
    match (code, kind) {
        (Some(code), Some(kind)) if problems.is_empty() => Ok(Unit { code, parent, kind, name, valid_from, valid_to, successor }),
        _ => Err(problems),
    }
}

fn new_code(fields: &Fields, units: &Tree<Unit>, problems: &mut Problems) -> Option<Code> {
    let code = line(fields, CODE).parse::<Code>().ok();
    match &code {
        None => problems.push((CODE, "code-invalid")),
        Some(code) if units.get(code.as_str()).is_some() || code.as_str() == RESERVED => problems.push((CODE, "code-taken")),
        Some(_) => {}
    }
    code
}

/// The unit above: one in reach that is neither the unit itself nor below it, or none for whoever reaches everything.
fn parent(fields: &Fields, old: Option<&Unit>, (units, reach): (&Tree<Unit>, &Reach)) -> Result<Option<Code>, &'static str> {
    let typed = line(fields, PARENT);
    if typed.is_empty() {
        return if *reach == Reach::Everything { Ok(None) } else { Err("unit-parent-needed") };
    }
    let parent = units.get(&typed).filter(|parent| reach.has(units, parent.code.as_str())).ok_or("unit-parent-wrong")?;
    if old.is_some_and(|old| units.is_within(parent.code.as_str(), old.code.as_str())) {
        return Err("unit-parent-below");
    }
    Ok(Some(parent.code.clone()))
}

/// The unit into which it was merged: another one in reach, or the one that stands there already.
fn successor(fields: &Fields, old: Option<&Unit>, (units, reach): (&Tree<Unit>, &Reach)) -> Result<Option<Code>, &'static str> {
    let typed = line(fields, SUCCESSOR);
    if typed.is_empty() {
        return Ok(None);
    }
    let successor = units.get(&typed).ok_or("unit-successor-wrong")?.code.clone();
    if old.is_some_and(|old| old.code == successor) {
        return Err("unit-successor-itself");
    }
    if old.is_some_and(|old| is_circle(units, &old.code, &successor)) {
        return Err("unit-successor-circle");
    }
    let stands = old.is_some_and(|old| old.successor.as_ref() == Some(&successor));
    if stands || reach.has(units, successor.as_str()) { Ok(Some(successor)) } else { Err("unit-successor-wrong") }
}

/// The moment at which the first day begins. A day that was not touched stays at its moment, which need not be a midnight.
fn first_moment(fields: &Fields, old: Option<&Unit>) -> Result<i64, &'static str> {
    let day = line(fields, FROM);
    match old.filter(|old| first_day(old) == day) {
        Some(old) => Ok(old.valid_from),
        None => LocalTime::midnight(&day).ok_or("day-wrong"),
    }
}

/// The moment at which the last day ends, if there is one.
fn end(fields: &Fields, old: Option<&Unit>) -> Result<Option<i64>, &'static str> {
    let day = line(fields, TO);
    match old.filter(|old| last_day(old) == day) {
        Some(old) => Ok(old.valid_to),
        None if day.is_empty() => Ok(None),
        None => LocalTime::midnight(&day).map(|midnight| Some(midnight + DAY)).ok_or("day-wrong"),
    }
}

#[cfg(test)]
mod tests {
    use super::{FROM, KIND, SUCCESSOR, TO, first_day, judge, last_day};
    use crate::domain::form::{CODE, NAME_VI, PARENT};
    use crate::domain::role::Reach;
    use crate::domain::submission::Fields;
    use crate::domain::texts::Texts;
    use crate::domain::tree::Tree;
    use crate::domain::unit::{Unit, UnitKind};

    fn unit(code: &str, parent: Option<&str>) -> Unit {
        Unit {
            code: code.parse().unwrap(),
            parent: parent.map(|parent| parent.parse().unwrap()),
            kind: UnitKind::Commune,
            name: Texts::new([("vi", "Tên")]),
            valid_from: 0,
            valid_to: None,
            successor: None,
        }
    }

    fn units() -> Tree<Unit> {
        Tree::new(vec![unit("tinh", None), unit("huyen", Some("tinh")), unit("xa", Some("huyen")), unit("khac", None)])
    }

    fn form(changes: &[(&str, &str)]) -> Fields {
        let usual = [(NAME_VI, "Xã Mới"), (CODE, "moi"), (KIND, "commune"), (PARENT, "huyen"), (FROM, "2026-01-01")];
        let kept = usual.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        kept.chain(changes).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn wrong(changes: &[(&str, &str)], old: Option<&Unit>, reach: &Reach) -> Vec<(&'static str, &'static str)> {
        judge(&form(changes), old, &units(), reach).err().unwrap_or_default()
    }

    #[test]
    fn a_new_unit_has_everything_that_it_needs() {
        let everything = Reach::Everything;
        let new = judge(&form(&[]), None, &units(), &everything).unwrap();
        assert_eq!((new.code.as_str(), first_day(&new).as_str(), new.valid_to), ("moi", "2026-01-01", None));
        assert_eq!(wrong(&[(CODE, "Mới")], None, &everything), [(CODE, "code-invalid")]);
        assert_eq!(wrong(&[(CODE, "xa")], None, &everything), [(CODE, "code-taken")]);
        assert_eq!(wrong(&[(CODE, "merging")], None, &everything), [(CODE, "code-taken")]);
        assert_eq!(wrong(&[(NAME_VI, " ")], None, &everything), [(NAME_VI, "name-missing")]);
        assert_eq!(wrong(&[(KIND, "moon")], None, &everything), [(KIND, "unit-kind-wrong")]);
        assert_eq!(wrong(&[(FROM, "2026-02-30")], None, &everything), [(FROM, "day-wrong")]);
        assert_eq!(wrong(&[(TO, "2025-12-31")], None, &everything), [(TO, "unit-ends-before-it-begins")]);
        let one_day = judge(&form(&[(TO, "2026-01-01")]), None, &units(), &everything).unwrap();
        assert_eq!(last_day(&one_day), "2026-01-01");
        assert!(!one_day.exists(one_day.valid_to.unwrap()) && one_day.exists(one_day.valid_from));
    }

    #[test]
    fn parents_make_no_circle_and_lie_in_reach() {
        let all = units();
        let (everything, district) = (Reach::Everything, Reach::Units(vec!["huyen".parse().unwrap()]));
        let (huyen, xa) = (all.get("huyen"), all.get("xa"));
        for below in ["huyen", "xa"] {
            assert_eq!(wrong(&[(PARENT, below)], huyen, &everything), [(PARENT, "unit-parent-below")], "{below}");
        }
        assert_eq!(wrong(&[(PARENT, "")], xa, &everything), []);
        assert_eq!(wrong(&[(PARENT, "")], xa, &district), [(PARENT, "unit-parent-needed")]);
        for outside in ["tinh", "khac", "nowhere"] {
            assert_eq!(wrong(&[(PARENT, outside)], xa, &district), [(PARENT, "unit-parent-wrong")], "{outside}");
        }
    }

    #[test]
    fn a_successor_is_another_unit_in_reach() {
        let all = units();
        let district = Reach::Units(vec!["huyen".parse().unwrap()]);
        let mut xa = all.get("xa").unwrap().clone();
        assert_eq!(wrong(&[(SUCCESSOR, "xa")], Some(&xa), &district), [(SUCCESSOR, "unit-successor-itself")]);
        assert_eq!(wrong(&[(SUCCESSOR, "khac")], Some(&xa), &district), [(SUCCESSOR, "unit-successor-wrong")]);
        xa.successor = Some("khac".parse().unwrap());
        assert_eq!(wrong(&[(SUCCESSOR, "khac")], Some(&xa), &district), [], "what stands there may stay");
        let merged = Tree::new(vec![Unit { successor: Some("b".parse().unwrap()), ..unit("a", None) }, unit("b", None)]);
        let back = judge(&form(&[(SUCCESSOR, "a"), (PARENT, "")]), merged.get("b"), &merged, &Reach::Everything);
        assert_eq!(back, Err(vec![(SUCCESSOR, "unit-successor-circle")]));
    }

    #[test]
    fn of_the_unit_at_which_a_reach_begins_only_the_names_change() {
        let all = units();
        let huyen = all.get("huyen").unwrap();
        let district = Reach::Units(vec!["huyen".parse().unwrap()]);
        let fields = form(&[(PARENT, "khac"), (TO, "2030-01-01"), (KIND, "province")]);
        let changed = judge(&fields, Some(huyen), &all, &district).unwrap();
        assert_eq!(changed, Unit { name: Texts::new([("vi", "Xã Mới")]), ..huyen.clone() });
    }

    #[test]
    fn a_day_that_is_not_touched_keeps_its_moment() {
        let all = units();
        let old = Unit { valid_from: 5, valid_to: Some(90_000_000), ..all.get("xa").unwrap().clone() };
        let days = [first_day(&old), last_day(&old)];
        let same = judge(&form(&[(FROM, &days[0]), (TO, &days[1])]), Some(&old), &all, &Reach::Everything).unwrap();
        assert_eq!((same.valid_from, same.valid_to), (5, Some(90_000_000)));
    }
}
