//! Files of targets. A line and a target are the same where unit, sector and first year are.

use std::collections::HashMap;

use uuid::Uuid;

use super::super::code::Code;
use super::super::form::line as text;
use super::super::role::Reach;
use super::super::sector::Sector;
use super::super::target::Target;
use super::super::target_form::{self, FROM, PERCENT, SECTOR, UNIT};
use super::super::tree::Tree;
use super::super::unit::Unit;
use super::{Change, Entry, Firsts, Line, Plan, SHARE, completed};

/// Unit, sector and first year.
pub type Key = (Code, Code, i16);

impl Entry for Target {
    type Key = Key;

    fn key(&self) -> Key {
        (self.unit.clone(), self.sector.clone(), self.from_year)
    }

    fn name(&self) -> String {
        format!("{} · {} · {}", self.unit, self.sector, self.from_year)
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        target_form::fields(self)
    }
}

/// What these lines change of `targets`, for whoever has this reach.
pub fn judge(
    lines: impl Iterator<Item = Line>,
    targets: &[(Uuid, Target)],
    (units, sectors, reach): (&Tree<Unit>, &Tree<Sector>, &Reach),
) -> Plan<Target> {
    let known: HashMap<Key, &Target> = targets.iter().map(|(_, target)| (target.key(), target)).collect();
    let (mut plan, mut firsts) = (Plan::new(), Firsts(HashMap::new()));
    let mut said: HashMap<Key, (Line, Target)> = HashMap::new();
    for line in lines {
        let key = key(&line);
        if let Some(earlier) = key.clone().and_then(|key| firsts.earlier(key, line.number)) {
            plan.fault_with(&line, FROM, "import-twice", Some(earlier));
            continue;
        }
        let old = key.as_ref().and_then(|key| known.get(key).copied());
        let line = Line { fields: completed(&line.fields, old), ..line };
        match target_form::judge(&line.fields, None, &[], (units, sectors, reach)) {
            Ok(new) if new.percent <= SHARE && old.is_none_or(|old| old.percent.to_bits() != new.percent.to_bits()) => {
                plan.fault(&line, PERCENT, "import-percent-share");
            }
            Ok(new) => {
                plan.take(&line, old, new.clone(), 0);
                said.insert(new.key(), (line, new));
            }
            Err(problems) => plan.faults(&line, problems),
        }
    }
    find_overlaps(&mut plan, targets, &said);
    plan.finished()
}

/// The key of a line, where it has one.
fn key(line: &Line) -> Option<Key> {
    let code = |field| text(&line.fields, field).parse::<Code>().ok();
    Some((code(UNIT)?, code(SECTOR)?, text(&line.fields, FROM).parse().ok()?))
}

/// Finds the targets of a unit and sector that would hold in the same year.
fn find_overlaps(plan: &mut Plan<Target>, targets: &[(Uuid, Target)], said: &HashMap<Key, (Line, Target)>) {
    let kept = targets.iter().map(|(_, target)| target).filter(|target| !said.contains_key(&target.key()));
    let mut all: Vec<(&Target, Option<&Line>)> =
        kept.map(|target| (target, None)).chain(said.values().map(|(line, target)| (target, Some(line)))).collect();
    all.sort_by(|(one, _), (other, _)| {
        (&one.unit, &one.sector, one.from_year).cmp(&(&other.unit, &other.sector, other.from_year))
    });
    // Of those that began before, the one that lasts longest.
    let mut longest: Option<(&Target, Option<&Line>)> = None;
    for (target, line) in all {
        if let Some((before, line_before)) = longest.filter(|(before, _)| before.overlaps(target)) {
            match (line, line_before) {
                (Some(line), other) => plan.fault_with(line, FROM, "target-overlaps", other.map(|other| other.number)),
                (None, Some(line)) => plan.fault(line, FROM, "target-overlaps"),
                // They are so already, and this file says nothing of either.
                (None, None) => {}
            }
            if before.to_year >= target.to_year {
                continue;
            }
        }
        longest = Some((target, line));
    }
    let faulty: std::collections::HashSet<u64> = plan.faults.iter().map(|fault| fault.line).collect();
    plan.changes.retain(|Change { line, .. }| !faulty.contains(line));
}
