//! Files of units, sectors, targets and classifications: what their lines would change, judged by the rules of the forms. A column that a file does not have
//! leaves what is there as it is; a line of something that is not there yet adds it; nothing is ever removed.

pub mod classifications;
mod forest;
pub mod sectors;
pub mod targets;
pub mod units;

use std::collections::HashMap;
use std::hash::Hash;

use super::code::Code;
use super::form::{self, Problems};
use super::submission::Fields;
use super::{classification_form, sector_form, target_form, unit_form};

/// So many faults are told; who has more sees from these what is wrong with all.
pub const TOLD: usize = 50;

/// What a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Catalogue {
    /// Units.
    Units,
    /// Sectors.
    Sectors,
    /// Targets.
    Targets,
    /// Classifications.
    Classifications,
}

/// A column of such a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The field of the form that it fills.
    pub field: &'static str,
    /// The key of its heading.
    pub heading: &'static str,
    /// The key of what people are told of it.
    pub hint: &'static str,
    /// An example.
    pub example: &'static str,
    /// Whether no file is without it.
    pub needed: bool,
}

const fn column(field: &'static str, heading: &'static str, hint: &'static str, example: &'static str) -> Column {
    Column { field, heading, hint, example, needed: false }
}

const UNITS: [Column; 8] = [
    Column { needed: true, ..column(form::CODE, "code", "import-code-hint", "xa-an-binh") },
    column(form::NAME_VI, "name-vi", "import-name-hint", "Xã An Bình"),
    column(form::NAME_EN, "name-en", "name-en-hint", "An Binh Commune"),
    column(unit_form::KIND, "unit-kind", "import-kind-hint", "xã"),
    column(form::PARENT, "unit-parent", "import-unit-parent-hint", "tinh-mau"),
    column(unit_form::FROM, "unit-first-day", "import-day-hint", "01/07/2025"),
    column(unit_form::TO, "unit-last-day", "import-last-day-hint", ""),
    column(unit_form::SUCCESSOR, "unit-successor", "import-successor-hint", ""),
];

const SECTORS: [Column; 5] = [
    Column { needed: true, ..column(form::CODE, "code", "import-code-hint", "boi-thuong") },
    column(form::NAME_VI, "name-vi", "import-name-hint", "Bồi thường, tái định cư"),
    column(form::NAME_EN, "name-en", "name-en-hint", "Compensation and resettlement"),
    column(form::PARENT, "sector-parent", "import-sector-parent-hint", "land"),
    column(sector_form::POSITION, "sector-position", "sector-position-hint", "10"),
];

const TARGETS: [Column; 7] = [
    Column { needed: true, ..column(target_form::UNIT, "column-unit", "import-unit-hint", "xa-an-binh") },
    Column { needed: true, ..column(target_form::SECTOR, "column-sector", "import-sector-hint", "land") },
    Column { needed: true, ..column(target_form::FROM, "target-from-year", "import-from-year-hint", "2026") },
    column(target_form::TO, "target-to-year", "import-to-year-hint", "2030"),
    column(target_form::OPERATOR, "target-operator", "import-operator-hint", ">="),
    column(target_form::PERCENT, "target-percent", "target-percent-hint", "92,5"),
    column(target_form::LEGAL_BASIS, "target-basis", "target-basis-hint", "Nghị quyết 01/NQ-HĐND"),
];

const CLASSIFICATIONS: [Column; 6] = [
    Column { needed: true, ..column(target_form::UNIT, "column-unit", "import-unit-hint", "xa-an-binh") },
    Column { needed: true, ..column(classification_form::FROM, "target-from-year", "import-class-year-hint", "2026") },
    Column { needed: true, ..column(classifications::BOUND, "class-bound", "import-class-bound-hint", "90") },
    column(form::NAME_VI, "name-vi", "import-name-hint", "Xuất sắc"),
    column(form::NAME_EN, "name-en", "name-en-hint", "Excellent"),
    column(target_form::LEGAL_BASIS, "target-basis", "classification-basis-hint", "Quyết định 01/QĐ-UBND"),
];

/// A percentage up to this is a share that somebody forgot to write as a percentage: 0.9 for 90 %.
const SHARE: f64 = 1.0;

impl Catalogue {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Units, Self::Sectors, Self::Targets, Self::Classifications];

    /// The word by which addresses and the log have it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Units => "units",
            Self::Sectors => "sectors",
            Self::Targets => "targets",
            Self::Classifications => "classifications",
        }
    }

    /// The one of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|catalogue| catalogue.word() == word)
    }

    /// Its columns, in their order.
    #[must_use]
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Units => &UNITS,
            Self::Sectors => &SECTORS,
            Self::Targets => &TARGETS,
            Self::Classifications => &CLASSIFICATIONS,
        }
    }
}

/// A line of a file, as the fields of a form.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where it stands, from 1.
    pub number: u64,
    /// What stands in it, by field; fields without a column are not there.
    pub fields: Fields,
}

/// Something that files have a line of.
pub trait Entry: Clone + PartialEq {
    /// By what a line and an entry are known to be the same.
    type Key: Eq + Hash + Clone;

    /// Its key.
    fn key(&self) -> Self::Key;

    /// What people call it.
    fn name(&self) -> String;

    /// What stands in the columns of its line, by field.
    fn fields(&self) -> Vec<(&'static str, String)>;
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line.
    pub line: u64,
    /// The field of the column.
    pub field: &'static str,
    /// The key of the words that say what is wrong.
    pub key: &'static str,
    /// What stands there.
    pub value: String,
    /// The line with which it does not agree.
    pub other: Option<u64>,
}

/// What a line changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Change<T> {
    /// The line.
    pub line: u64,
    /// What is there, if something is.
    pub old: Option<T>,
    /// What is to be there.
    pub new: T,
    /// How many of its kind are above it.
    pub depth: usize,
}

/// What a file would change.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan<T> {
    /// The changes, in the order of the file.
    pub changes: Vec<Change<T>>,
    /// How many lines change nothing.
    pub unchanged: usize,
    /// The first faults, in the order of the file.
    pub faults: Vec<Fault>,
    /// How many faults there are.
    pub faults_in_all: usize,
    /// How many lines have faults.
    pub faulty_lines: usize,
}

impl<T: Entry> Plan<T> {
    const fn new() -> Self {
        Self { changes: Vec::new(), unchanged: 0, faults: Vec::new(), faults_in_all: 0, faulty_lines: 0 }
    }

    /// How many entries are new.
    #[must_use]
    pub fn added(&self) -> usize {
        self.changes.iter().filter(|change| change.old.is_none()).count()
    }

    /// How many entries change.
    #[must_use]
    pub fn changed(&self) -> usize {
        self.changes.len() - self.added()
    }

    fn fault(&mut self, line: &Line, field: &'static str, key: &'static str) {
        self.fault_with(line, field, key, None);
    }

    fn fault_with(&mut self, line: &Line, field: &'static str, key: &'static str, other: Option<u64>) {
        let value = form::line(&line.fields, field);
        self.faults.push(Fault { line: line.number, field, key, value, other });
    }

    fn faults(&mut self, line: &Line, problems: Problems) {
        for (field, key) in problems {
            // What was said already of a cell is enough.
            if !self.faults.iter().rev().take(8).any(|told| told.line == line.number && told.field == field) {
                self.fault(line, field, key);
            }
        }
    }

    /// Takes what a line makes of an entry.
    fn take(&mut self, line: &Line, old: Option<&T>, new: T, depth: usize) {
        if old == Some(&new) {
            self.unchanged += 1;
        } else {
            self.changes.push(Change { line: line.number, old: old.cloned(), new, depth });
        }
    }

    /// Counts the faults and keeps the first.
    fn finished(mut self) -> Self {
        self.faults.sort_by_key(|fault| fault.line);
        self.faults_in_all = self.faults.len();
        self.faulty_lines = self.faults.chunk_by(|one, next| one.line == next.line).count();
        self.faults.truncate(TOLD);
        self
    }
}

/// The fields of a line, and those of what is there in the place of columns that the file does not have.
fn completed<T: Entry>(fields: &Fields, old: Option<&T>) -> Fields {
    let Some(old) = old else { return fields.clone() };
    let missing = old.fields().into_iter().filter(|(name, _)| fields.first(name).is_none());
    let missing: Vec<_> = missing.map(|(name, value)| (name.to_owned(), value)).collect();
    if missing.is_empty() {
        return fields.clone();
    }
    let own = fields.names().filter_map(|name| Some((name.to_owned(), fields.first(name)?.to_owned())));
    own.chain(missing).collect()
}

/// Where each key stands first, so that a second line of it is known.
struct Firsts<K>(HashMap<K, u64>);

impl<K: Eq + Hash> Firsts<K> {
    /// The earlier line of a key, if there is one.
    fn earlier(&mut self, key: K, line: u64) -> Option<u64> {
        let first = *self.0.entry(key).or_insert(line);
        (first != line).then_some(first)
    }
}

impl Firsts<Code> {
    /// The code of a line; nothing, and a fault noted, where it has none or an earlier line has the same.
    fn code<T: Entry>(&mut self, line: &Line, plan: &mut Plan<T>) -> Option<Code> {
        let Ok(code) = form::line(&line.fields, form::CODE).parse::<Code>() else {
            plan.fault(line, form::CODE, "code-invalid");
            return None;
        };
        let earlier = self.earlier(code.clone(), line.number);
        if earlier.is_some() {
            plan.fault_with(line, form::CODE, "import-twice", earlier);
        }
        earlier.is_none().then_some(code)
    }
}

#[cfg(test)]
mod tests;
