//! Files of classifications: a line is a class, and all lines of a unit and a year are the classes of one classification. The lowest class
//! has no bound.

use std::collections::HashMap;

use uuid::Uuid;

use super::super::classification::{Class, Classification};
use super::super::classification_form::{self, FROM, LOWEST, ROWS};
use super::super::code::Code;
use super::super::form::{NAME_EN, NAME_VI, Problems, line as text};
use super::super::language::Language;
use super::super::role::Reach;
use super::super::target_form::{LEGAL_BASIS, UNIT, percent};
use super::super::texts::Texts;
use super::super::tree::Tree;
use super::super::unit::Unit;
use super::{Entry, Line, Plan, SHARE};

/// The field of the column of lower bounds.
pub const BOUND: &str = "bound";

/// Unit and first year.
pub type Key = (Code, i16);

impl Entry for Classification {
    type Key = Key;

    fn key(&self) -> Key {
        (self.unit.clone(), self.from_year)
    }

    fn name(&self) -> String {
        format!("{} · {}", self.unit, self.from_year)
    }

    /// The fields of its form, because it stands in several lines; those of a line are [`lines`]'. Rows that it does not need are there too, so
    /// that a class that is dropped is seen.
    fn fields(&self) -> Vec<(&'static str, String)> {
        let own = [(UNIT, self.unit.to_string()), (FROM, self.from_year.to_string()), (LEGAL_BASIS, self.legal_basis.clone())];
        let rest = ROWS.iter().skip(self.classes.upper().len()).flat_map(|row| [row.vi, row.en, row.bound]);
        let classes = classification_form::of_classes(&self.classes, Language::En);
        own.into_iter().chain(classes).chain(rest.map(|field| (field, String::new()))).collect()
    }
}

/// The lines of a classification, the highest class first, each with what stands in its columns, by field.
pub fn lines(classification: &Classification) -> impl Iterator<Item = Vec<(&'static str, String)>> {
    let upper = classification.classes.upper().iter().map(|class| (class.at_least.to_string(), &class.name));
    upper.chain([(String::new(), classification.classes.lowest())]).map(|(bound, name)| {
        vec![
            (UNIT, classification.unit.to_string()),
            (FROM, classification.from_year.to_string()),
            (BOUND, bound),
            (NAME_VI, name.only(Language::Vi).to_owned()),
            (NAME_EN, name.only(Language::En).to_owned()),
            (LEGAL_BASIS, classification.legal_basis.clone()),
        ]
    })
}

/// What these lines change of `classifications`, for whoever has this reach.
pub fn judge(
    lines: impl Iterator<Item = Line>,
    classifications: &[(Uuid, Classification)],
    known: (&Tree<Unit>, &Reach),
) -> Plan<Classification> {
    let there: HashMap<Key, &Classification> = classifications.iter().map(|(_, one)| (one.key(), one)).collect();
    let mut groups: Vec<Vec<Line>> = Vec::new();
    let mut places: HashMap<(String, String), usize> = HashMap::new();
    for line in lines {
        let place = *places.entry((text(&line.fields, UNIT), text(&line.fields, FROM))).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Vec::new());
        }
        groups[place].push(line);
    }
    let mut plan = Plan::new();
    for group in &groups {
        let Some(first) = group.first() else { continue };
        let key = text(&first.fields, UNIT).parse::<Code>().ok().zip(text(&first.fields, FROM).parse::<i16>().ok());
        let old = key.and_then(|key| there.get(&key).copied());
        judge_group(&mut plan, (first, group), old, known);
    }
    plan.finished()
}

/// The lines of one classification by their class: those above the lowest, the highest first, and the lowest.
#[derive(Default)]
struct Sorted<'a> {
    upper: Vec<(f64, &'a Line)>,
    lowest: Option<&'a Line>,
}

fn judge_group(
    plan: &mut Plan<Classification>,
    (first, group): (&Line, &[Line]),
    old: Option<&Classification>,
    (units, reach): (&Tree<Unit>, &Reach),
) {
    let before = plan.faults.len();
    let sorted = sort(plan, group, old);
    if sorted.lowest.is_none() && plan.faults.len() == before {
        plan.fault(first, BOUND, "import-class-lowest-missing");
    }
    let basis = basis(plan, group, old);
    let mut fields: Vec<(&str, String)> =
        vec![(UNIT, text(&first.fields, UNIT)), (FROM, text(&first.fields, FROM)), (LEGAL_BASIS, basis)];
    for (row, (bound, line)) in ROWS.iter().zip(&sorted.upper) {
        let name = old.and_then(|old| same(old, *bound)).map(|class| &class.name);
        fields.push((row.bound, bound.to_string()));
        fields.extend([(row.vi, named(line, NAME_VI, name)), (row.en, named(line, NAME_EN, name))]);
    }
    if let Some(line) = sorted.lowest {
        let name = old.map(|old| old.classes.lowest());
        fields.extend([(LOWEST.0, named(line, NAME_VI, name)), (LOWEST.1, named(line, NAME_EN, name))]);
    }
    let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    match classification_form::judge(&fields, None, &[], (units, reach)) {
        Ok(new) if plan.faults.len() == before => plan.take(first, old, new, 0),
        Ok(_) => {}
        Err(problems) => tell(plan, first, &sorted, problems, before),
    }
}

/// Sorts lines by their bounds, and tells of those that have none, or that of another line.
fn sort<'a>(plan: &mut Plan<Classification>, group: &'a [Line], old: Option<&Classification>) -> Sorted<'a> {
    let mut sorted = Sorted::default();
    for line in group {
        let bound = text(&line.fields, BOUND);
        let earlier = match percent(&bound) {
            // Everything is at least 0.
            None if ["", "0"].contains(&bound.as_str()) => sorted.lowest.replace(line),
            None => {
                plan.fault(line, BOUND, "class-bound-wrong");
                continue;
            }
            Some(bound) if bound <= SHARE && old.is_none_or(|old| same(old, bound).is_none()) => {
                plan.fault(line, BOUND, "import-percent-share");
                continue;
            }
            Some(bound) => {
                let earlier = sorted.upper.iter().find(|(other, _)| other.total_cmp(&bound).is_eq()).map(|(_, line)| *line);
                if earlier.is_none() {
                    sorted.upper.push((bound, line));
                }
                earlier
            }
        };
        if let Some(earlier) = earlier {
            plan.fault_with(line, BOUND, "import-twice", Some(earlier.number));
        } else if sorted.upper.len() > ROWS.len() {
            plan.fault(line, BOUND, "import-classes-too-many");
            sorted.upper.pop();
        }
    }
    sorted.upper.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    sorted
}

/// The legal basis that the lines say, each the same or nothing.
fn basis(plan: &mut Plan<Classification>, group: &[Line], old: Option<&Classification>) -> String {
    let mut said: Option<(String, u64)> = None;
    for line in group.iter().filter(|line| !text(&line.fields, LEGAL_BASIS).is_empty()) {
        let own = text(&line.fields, LEGAL_BASIS);
        match &said {
            Some((basis, other)) if *basis != own => {
                plan.fault_with(line, LEGAL_BASIS, "import-basis-differs", Some(*other));
            }
            Some(_) => {}
            None => said = Some((own, line.number)),
        }
    }
    let has_column = group.iter().any(|line| line.fields.first(LEGAL_BASIS).is_some());
    match (said, old) {
        (Some((basis, _)), _) => basis,
        (None, Some(old)) if !has_column => old.legal_basis.clone(),
        (None, _) => String::new(),
    }
}

/// The class that has this bound already.
fn same(old: &Classification, bound: f64) -> Option<&Class> {
    old.classes.upper().iter().find(|class| class.at_least.total_cmp(&bound).is_eq())
}

/// The name that a line gives a class; that which it has, where the file does not have the column.
fn named(line: &Line, column: &str, old: Option<&Texts>) -> String {
    let language = if column == NAME_VI { Language::Vi } else { Language::En };
    match line.fields.first(column) {
        Some(_) => text(&line.fields, column),
        None => old.map(|name| name.only(language).to_owned()).unwrap_or_default(),
    }
}

/// Tells what is wrong with a form at the lines and columns of which it was made.
fn tell(plan: &mut Plan<Classification>, first: &Line, sorted: &Sorted, problems: Problems, before: usize) {
    for (field, key) in problems {
        let row = ROWS.iter().position(|row| [row.vi, row.en, row.bound].contains(&field));
        let upper = row.and_then(|row| sorted.upper.get(row).map(|(_, line)| (*line, &ROWS[row])));
        let (line, column) = match upper {
            Some((line, row)) if field == row.vi => (Some(line), NAME_VI),
            Some((line, row)) if field == row.en => (Some(line), NAME_EN),
            Some((line, _)) => (Some(line), BOUND),
            // That there is no class above the lowest.
            None if row.is_some() => (Some(first), BOUND),
            None if field == LOWEST.0 => (sorted.lowest, NAME_VI),
            None if field == LOWEST.1 => (sorted.lowest, NAME_EN),
            None => (Some(first), field),
        };
        // Of a cell, or of a class that is not there, the first thing that was said is enough.
        if let Some(line) = line
            && !plan.faults[before..].iter().any(|told| told.line == line.number && told.field == column)
        {
            plan.fault(line, column, key);
        }
    }
}
