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
use super::forest::{DEEPEST, Forest};
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

/// What these lines change of `units`, for whoever has this reach. Units may stand before the one above them.
pub fn judge(lines: impl Iterator<Item = Line> + Clone, units: &Tree<Unit>, reach: &Reach) -> Plan<Unit> {
    let mut hung: HashMap<Code, Option<Code>> = HashMap::new();
    for line in lines.clone() {
        let Ok(code) = text(&line.fields, CODE).parse::<Code>() else { continue };
        let old = units.get(code.as_str());
        // What is not theirs to move stays where it is, or a reach could grow by a line.
        let is_theirs = old.is_none_or(|old| reach.has(units, code.as_str()) && !reach.begins_at(units, old));
        if is_theirs && line.fields.first(PARENT).is_some() || old.is_none() {
            hung.entry(code).or_insert_with(|| text(&line.fields, PARENT).parse().ok());
        }
    }
    let forest = Forest::new(units, &hung, |old, code, parent| match old {
        Some(old) => Unit { parent, ..old.clone() },
        None => new(code, parent),
    });
    let (mut plan, mut firsts) = (Plan::new(), Firsts(HashMap::new()));
    for line in lines {
        let Ok(code) = text(&line.fields, CODE).parse::<Code>() else {
            plan.fault(&line, CODE, "code-invalid");
            continue;
        };
        if let Some(earlier) = firsts.earlier(code.clone(), line.number) {
            plan.fault_with(&line, CODE, "import-twice", Some(earlier));
            continue;
        }
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
