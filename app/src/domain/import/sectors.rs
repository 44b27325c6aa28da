//! Files of sectors.

use std::collections::HashMap;

use super::super::code::Code;
use super::super::form::{CODE, PARENT, line as text};
use super::super::language::Language;
use super::super::sector::Sector;
use super::super::sector_form;
use super::super::texts::Texts;
use super::super::tree::Tree;
use super::forest::{DEEPEST, Forest};
use super::{Entry, Firsts, Line, Plan, completed};

impl Entry for Sector {
    type Key = Code;

    fn key(&self) -> Code {
        self.code.clone()
    }

    fn name(&self) -> String {
        self.name.get(Language::Vi).to_owned()
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        let code = std::iter::once((CODE, self.code.to_string()));
        code.chain(sector_form::fields(self)).collect()
    }
}

/// What these lines change of `sectors`. Sectors may stand before the one above them.
pub fn judge(lines: impl Iterator<Item = Line> + Clone, sectors: &Tree<Sector>) -> Plan<Sector> {
    let mut hung: HashMap<Code, Option<Code>> = HashMap::new();
    for line in lines.clone() {
        let Ok(code) = text(&line.fields, CODE).parse::<Code>() else { continue };
        if line.fields.first(PARENT).is_some() || sectors.get(code.as_str()).is_none() {
            hung.entry(code).or_insert_with(|| text(&line.fields, PARENT).parse().ok());
        }
    }
    let forest = Forest::new(sectors, &hung, |old, code, parent| match old {
        Some(old) => Sector { parent, ..old.clone() },
        None => Sector { code: code.clone(), parent, name: Texts::default(), position: 0 },
    });
    let (mut plan, mut firsts) = (Plan::new(), Firsts(HashMap::new()));
    for line in lines {
        let Some(code) = firsts.code(&line, &mut plan) else { continue };
        let old = sectors.get(code.as_str());
        let fields = completed(&line.fields, old);
        let line = Line { fields, ..line };
        let before = plan.faults.len();
        if forest.circles.contains(&code) {
            plan.fault(&line, PARENT, "sector-parent-below");
        } else if forest.depth(&code) > DEEPEST {
            plan.fault(&line, PARENT, "import-too-deep");
        }
        // A new sector is judged as one that is there already, because it is in the tree as it would be.
        match sector_form::judge(&line.fields, old.or_else(|| forest.tree.get(code.as_str())), &forest.tree) {
            Ok(sector) if plan.faults.len() == before => plan.take(&line, old, sector, forest.depth(&code)),
            Ok(_) => {}
            Err(problems) => plan.faults(&line, problems),
        }
    }
    plan.finished()
}
