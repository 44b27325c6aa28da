//! What a file would change, for whoever looks at it.

use std::sync::Arc;

use app::domain::classification::Classification;
use app::domain::import::{Catalogue, Change, Entry, Fault, Plan, classifications, sectors, targets, units};
use app::domain::role::Reach;
use app::domain::sector::Sector;
use app::domain::target::Target;
use app::domain::unit::Unit;
use app::pages::manage::imports::{Seen, ShownChange};
use uuid::Uuid;
use xxhash_rust::xxh3::Xxh3;

use super::columns::{Columns, Unclear};
use super::{Failure, MOST};
use crate::store::Store;
use crate::store::directory::Directory;
use crate::tables::Table;

/// So many changes are shown of each sort, added and changed.
const SHOWN: usize = 10;

/// The changes of a file.
#[derive(Debug)]
pub enum Planned {
    /// Of units.
    Units(Plan<Unit>),
    /// Of sectors.
    Sectors(Plan<Sector>),
    /// Of targets, with those that are there.
    Targets(Plan<Target>, Vec<(Uuid, Target)>),
    /// Of classifications, with those that are there.
    Classifications(Plan<Classification>, Vec<(Uuid, Classification)>),
}

/// A file that was judged.
#[derive(Debug)]
pub struct Checked {
    /// What it changes.
    pub planned: Planned,
    /// For what state of the database.
    pub directory: Arc<Directory>,
    /// The headings that mean nothing.
    ignored: Vec<String>,
    /// What the same changes always have and others never: by it, who presses the button changes what they saw.
    pub fingerprint: String,
}

/// Why a file cannot be judged at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unjudged {
    /// Its columns are unclear.
    Columns(Unclear),
    /// It has more lines than are taken.
    TooManyLines,
}

impl Unjudged {
    /// The key of the words that say so.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Columns(Unclear::Empty) => "import-empty",
            Self::Columns(Unclear::Missing) => "import-headings-missing",
            Self::Columns(Unclear::Twice(_)) => "import-heading-twice",
            Self::TooManyLines => "import-too-many-lines",
        }
    }
}

/// What is there of that which a file has, as far as the directory does not know it with its identifiers.
enum There {
    Units,
    Sectors,
    Targets(Vec<(Uuid, Target)>),
    Classifications(Vec<(Uuid, Classification)>),
}

impl There {
    async fn read(store: &Store, reach: &Reach, catalogue: Catalogue) -> Result<Self, Failure> {
        Ok(match catalogue {
            Catalogue::Units => Self::Units,
            Catalogue::Sectors => Self::Sectors,
            Catalogue::Targets => Self::Targets(store.targets_within(reach).await?),
            Catalogue::Classifications => Self::Classifications(store.classifications_within(reach).await?),
        })
    }
}

impl Checked {
    /// Judges a table against what is there, beside all other work.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(
        store: &Store,
        reach: &Reach,
        catalogue: Catalogue,
        table: &Arc<Table>,
    ) -> Result<Result<Self, Unjudged>, Failure> {
        let columns = match Columns::find(table, catalogue) {
            Ok(columns) if columns.count(table) > MOST => return Ok(Err(Unjudged::TooManyLines)),
            Ok(columns) => columns,
            Err(unclear) => return Ok(Err(Unjudged::Columns(unclear))),
        };
        // Its number comes first: whatever changes while the rest is read makes it differ when the file is taken.
        let directory = store.directory().await?;
        let there = There::read(store, reach, catalogue).await?;
        let (table, reach) = (table.clone(), reach.clone());
        let judging = tokio::task::spawn_blocking(move || {
            let lines = columns.lines(&table);
            let planned = match there {
                There::Units => Planned::Units(units::judge(lines, &directory.units, &reach)),
                There::Sectors => Planned::Sectors(sectors::judge(lines, &directory.sectors)),
                There::Targets(there) => {
                    let plan = targets::judge(lines, &there, (&directory.units, &directory.sectors, &reach));
                    Planned::Targets(plan, there)
                }
                There::Classifications(there) => {
                    let plan = classifications::judge(lines, &there, (&directory.units, &reach));
                    Planned::Classifications(plan, there)
                }
            };
            let fingerprint = planned.fingerprint();
            Self { planned, directory, ignored: columns.ignored, fingerprint }
        });
        Ok(Ok(judging.await?))
    }

    /// Whether something is wrong with it.
    #[must_use]
    pub fn is_faulty(&self) -> bool {
        self.planned.counts().2 > 0
    }

    /// Whether it changes anything.
    #[must_use]
    pub fn changes_something(&self) -> bool {
        let (added, changed, ..) = self.planned.counts();
        added + changed > 0
    }

    /// What a page shows of it.
    #[must_use]
    pub fn seen(&self, is_doubtful: bool) -> Seen {
        match &self.planned {
            Planned::Units(plan) => seen(plan, &self.ignored, is_doubtful),
            Planned::Sectors(plan) => seen(plan, &self.ignored, is_doubtful),
            Planned::Targets(plan, _) => seen(plan, &self.ignored, is_doubtful),
            Planned::Classifications(plan, _) => seen(plan, &self.ignored, is_doubtful),
        }
    }
}

impl Planned {
    /// How many entries are added and changed, and how many faults there are.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        match self {
            Self::Units(plan) => (plan.added(), plan.changed(), plan.faults_in_all),
            Self::Sectors(plan) => (plan.added(), plan.changed(), plan.faults_in_all),
            Self::Targets(plan, _) => (plan.added(), plan.changed(), plan.faults_in_all),
            Self::Classifications(plan, _) => (plan.added(), plan.changed(), plan.faults_in_all),
        }
    }

    fn fingerprint(&self) -> String {
        match self {
            Self::Units(plan) => fingerprint(&plan.changes),
            Self::Sectors(plan) => fingerprint(&plan.changes),
            Self::Targets(plan, _) => fingerprint(&plan.changes),
            Self::Classifications(plan, _) => fingerprint(&plan.changes),
        }
    }
}

fn fingerprint<T: Entry>(changes: &[Change<T>]) -> String {
    let mut hash = Xxh3::new();
    for Change { old, new, .. } in changes {
        hash.update(if old.is_some() { b"changed\0" } else { b"added\0" });
        for (_, value) in old.iter().flat_map(Entry::fields).chain(new.fields()) {
            hash.update(value.as_bytes());
            hash.update(b"\0");
        }
    }
    format!("{:032x}", hash.digest128())
}

fn seen<T: Entry>(plan: &Plan<T>, ignored: &[String], is_doubtful: bool) -> Seen {
    let added = plan.changes.iter().filter(|change| change.old.is_none()).take(SHOWN);
    let changed = plan.changes.iter().filter(|change| change.old.is_some()).take(SHOWN);
    Seen {
        added: plan.added() as u64,
        changed: plan.changed() as u64,
        unchanged: plan.unchanged as u64,
        faults: plan.faults.iter().map(|fault| Fault { value: shortened(&fault.value), ..fault.clone() }).collect(),
        faults_in_all: plan.faults_in_all as u64,
        faulty_lines: plan.faulty_lines as u64,
        shown_added: added.map(shown).collect(),
        shown_changed: changed.map(shown).collect(),
        ignored: ignored.iter().take(SHOWN).map(|heading| shortened(heading)).collect(),
        is_doubtful,
    }
}

/// A change with what it changes, by field.
fn shown<T: Entry>(change: &Change<T>) -> ShownChange {
    let old = change.old.as_ref().map(Entry::fields).unwrap_or_default();
    let new = change.new.fields();
    let differs = |(field, value): (&'static str, String)| {
        let before = old.iter().find(|(name, _)| *name == field).map(|(_, value)| value.clone()).unwrap_or_default();
        (before != value).then_some((field, before, value))
    };
    ShownChange { line: change.line, name: change.new.name(), differences: new.into_iter().filter_map(differs).collect() }
}

/// The beginning of a text that may have any length.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
