//! Files of units.

use std::collections::HashMap;

use super::super::code::Code;
use super::super::form::{CODE, PARENT, line as text};
use super::super::language::Language;
use super::super::period::LocalTime;
use super::super::role::Reach;
use super::super::texts::Texts;
use super::super::tree::Tree;
use super::super::unit::{Unit, UnitKind};
use super::super::unit_form::{self, FROM, KIND, SUCCESSOR, TO};
use super::forest::{DEEPEST, Forest, circles};
use super::{Entry, Firsts, Line, Plan, completed};

impl Entry for Unit {
    type Key = Code;

    fn key(&self) -> Code {
        self.code.clone()
    }

    fn name(&self) -> String {
        self.name.get(Language::Vi).to_owned()
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        let code = std::iter::once((CODE, self.code.to_string()));
        code.chain(unit_form::fields(self)).collect()
    }
}

/// The fields of `name` as they would be after these lines, by the unit's code, where they are given. What is not theirs to say of a unit
/// stays as it is, or a reach could grow by a line.
fn given(
    lines: impl Iterator<Item = Line>,
    (units, reach): (&Tree<Unit>, &Reach),
    name: &str,
    of_new: bool,
) -> HashMap<Code, Option<Code>> {
    let mut given: HashMap<Code, Option<Code>> = HashMap::new();
    for line in lines {
        let Ok(code) = text(&line.fields, CODE).parse::<Code>() else { continue };
        let old = units.get(code.as_str());
        let is_theirs = old.is_none_or(|old| reach.has(units, code.as_str()) && !reach.begins_at(units, old));
        if is_theirs && line.fields.first(name).is_some() || old.is_none() && of_new {
            given.entry(code).or_insert_with(|| text(&line.fields, name).parse().ok());
        }
    }
    given
}

/// What these lines change of `units`, for whoever has this reach. Units may stand before the one above them.
pub fn judge(lines: impl Iterator<Item = Line> + Clone, units: &Tree<Unit>, reach: &Reach) -> Plan<Unit> {
    let hung = given(lines.clone(), (units, reach), PARENT, true);
    let merged = given(lines.clone(), (units, reach), SUCCESSOR, false);
    let mut next: HashMap<&Code, Option<&Code>> =
        units.nodes().iter().map(|unit| (&unit.code, unit.successor.as_ref())).collect();
    next.extend(merged.iter().map(|(code, successor)| (code, successor.as_ref())));
    let merging_in_circles = circles(&next);
    // Circles of successors are found above, over all lines at once. What the file says of a unit's successor does not stand in the tree, and
    // what stood there before it does not either: each line would be judged by what the others take back.
    let settled = |unit: &Unit| {
        let successor = unit.successor.clone().filter(|_| !merged.contains_key(&unit.code));
        Unit { successor, ..unit.clone() }
    };
    let known = Tree::new(units.nodes().iter().map(settled).collect());
    let forest = Forest::new(&known, &hung, |old, code, parent| match old {
        Some(old) => Unit { parent, ..old.clone() },
        None => new(code, parent),
    });
    let (mut plan, mut firsts) = (Plan::new(), Firsts(HashMap::new()));
    for line in lines {
        let Some(code) = firsts.code(&line, &mut plan) else { continue };
        let old = units.get(code.as_str());
        if old.is_some() && !reach.has(units, code.as_str()) {
            plan.fault(&line, CODE, "import-not-in-reach");
            continue;
        }
        let fields = completed(&line.fields, old);
        let line = Line { fields, ..line };
        let before = plan.faults.len();
        if forest.circles.contains(&code) {
            plan.fault(&line, PARENT, "unit-parent-below");
        } else if forest.depth(&code) > DEEPEST {
            plan.fault(&line, PARENT, "import-too-deep");
        }
        // What goes into itself is told as that.
        if merging_in_circles.contains(&code) && merged.get(&code).is_some_and(|successor| successor.as_ref() != Some(&code)) {
            plan.fault(&line, SUCCESSOR, "unit-successor-circle");
        }
        if let Some(old) = old.filter(|old| reach.begins_at(units, old)) {
            let kept =
                unit_form::fields(old).into_iter().filter(|(field, _)| [KIND, PARENT, FROM, TO, SUCCESSOR].contains(field));
            for (field, value) in kept {
                if text(&line.fields, field) != value {
                    plan.fault(&line, field, "unit-names-only");
                }
            }
        }
        // A new unit is judged as one that is there already, because it is in the tree as it would be.
        match unit_form::judge(&line.fields, old.or_else(|| forest.tree.get(code.as_str())), &forest.tree, reach) {
            Ok(unit) if plan.faults.len() == before => plan.take(&line, old, unit, forest.depth(&code)),
            Ok(_) => {}
            Err(problems) => plan.faults(&line, problems),
        }
    }
    plan.finished()
}

/// A unit of which nothing is known but its place.
fn new(code: &Code, parent: Option<Code>) -> Unit {
    Unit {
        code: code.clone(),
        parent,
        kind: UnitKind::Commune,
        name: Texts::default(),
        // A day that its line may well have: what stays at its moment must be at the beginning of the day.
        valid_from: LocalTime::midnight("1970-01-01").unwrap_or_default(),
        valid_to: None,
        successor: None,
    }
}
