//! Files of units, sectors and targets, taken as a whole or not at all: a few statements of many rows each, in one transaction with the
//! entries that tell of them.

use std::collections::HashMap;

use app::domain::code::Code;
use app::domain::import::{Catalogue, Change, Entry};
use app::domain::role::Reach;
use app::domain::sector::Sector;
use app::domain::target::Target;
use app::domain::tree::Tree;
use app::domain::unit::Unit;
use serde_json::{Value, json};
use uuid::Uuid;

use super::audit::{alone, note_all};
use super::cells::{self, Place, add_to_cells, moved};
use super::directory::REVISION;
use super::many_rows::MOST;
use super::merging::{FORGET_STALE_FATES, FORGET_STALE_PARTS};
use super::metrics::Metrics;
use super::rollup::LOCK;
use super::scope::{parameter, within};
use super::settings::{READ as READ_SETTING, REPAIRS, WRITE as WRITE_SETTING};
use super::tally::Count;
use super::units::move_counts;
use super::{Database, Store, StoreError, change, row, sectors, targets, units};
use crate::audit::{Act, Action, Author};

/// A statement that adds units from the rows that are given. Only who reaches everything adds one that has none above it.
macro_rules! add_units {
    ($given:literal) => {
        within!(
            "INSERT INTO unit (code, parent, kind, name, valid_from, valid_to, successor) \
             SELECT code, parent, kind, name, valid_from, valid_to, successor FROM ",
            $given,
            " WHERE $1 = '*' OR (parent IN (SELECT code FROM reach) AND (successor IS NULL OR successor IN (SELECT code FROM reach)))"
        )
    };
}

/// One that changes units. As by the page of a unit, of the one at which a reach begins only the name may be changed.
macro_rules! change_units {
    ($given:literal) => {
        within!(
            "UPDATE unit SET parent = given.parent, kind = given.kind, name = given.name, valid_from = given.valid_from, \
             valid_to = given.valid_to, successor = given.successor FROM ",
            $given,
            " WHERE unit.code = given.code AND ($1 = '*' OR (unit.code IN (SELECT code FROM reach) \
             AND (unit.successor IS NOT DISTINCT FROM given.successor OR given.successor IS NULL \
             OR given.successor IN (SELECT code FROM reach)) AND ((unit.parent IN (SELECT code FROM reach) AND given.parent IN (SELECT code FROM reach)) \
             OR (unit.parent IS NOT DISTINCT FROM given.parent AND unit.kind = given.kind AND unit.valid_from = given.valid_from \
             AND unit.valid_to IS NOT DISTINCT FROM given.valid_to AND unit.successor IS NOT DISTINCT FROM given.successor))))"
        )
    };
}

/// One that adds sectors, for whoever reaches everything.
macro_rules! add_sectors {
    ($given:literal) => {
        concat!(
            "INSERT INTO sector (code, parent, name, position) SELECT code, parent, name, position FROM ",
            $given,
            " WHERE $1 = '*'"
        )
    };
}

/// One that changes sectors, for whoever reaches everything.
macro_rules! change_sectors {
    ($given:literal) => {
        concat!(
            "UPDATE sector SET parent = given.parent, name = given.name, position = given.position FROM ",
            $given,
            " WHERE sector.code = given.code AND $1 = '*'"
        )
    };
}

/// One that adds targets of units in reach.
macro_rules! add_targets {
    ($given:literal) => {
        within!(
            "INSERT INTO target (id, unit, sector, from_year, to_year, operator, percent, legal_basis) \
             SELECT id, unit, sector, from_year, to_year, operator, percent, legal_basis FROM ",
            $given,
            " WHERE $1 = '*' OR unit IN (SELECT code FROM reach)"
        )
    };
}

/// One that changes targets of units in reach. Which unit, sector and first year they are of is by what they were found.
macro_rules! change_targets {
    ($given:literal) => {
        within!(
            "UPDATE target SET to_year = given.to_year, operator = given.operator, percent = given.percent, \
             legal_basis = given.legal_basis FROM ",
            $given,
            " WHERE target.id = given.id AND target.unit = given.unit AND ($1 = '*' OR target.unit IN (SELECT code FROM reach))"
        )
    };
}

const ADD_UNITS_ON_SQLITE: &str = add_units!(
    "(SELECT value->>'code' AS code, value->>'parent' AS parent, value->>'kind' AS kind, value->>'name' AS name, \
     value->>'valid_from' AS valid_from, value->>'valid_to' AS valid_to, value->>'successor' AS successor FROM json_each($2)) AS given"
);
const CHANGE_UNITS_ON_SQLITE: &str = change_units!(
    "(SELECT value->>'code' AS code, value->>'parent' AS parent, value->>'kind' AS kind, value->>'name' AS name, \
     value->>'valid_from' AS valid_from, value->>'valid_to' AS valid_to, value->>'successor' AS successor FROM json_each($2)) AS given"
);
const ADD_SECTORS_ON_SQLITE: &str = add_sectors!(
    "(SELECT value->>'code' AS code, value->>'parent' AS parent, value->>'name' AS name, value->>'position' AS position \
     FROM json_each($2)) AS given"
);
const CHANGE_SECTORS_ON_SQLITE: &str = change_sectors!(
    "(SELECT value->>'code' AS code, value->>'parent' AS parent, value->>'name' AS name, value->>'position' AS position \
     FROM json_each($2)) AS given"
);
const ADD_TARGETS_ON_SQLITE: &str = add_targets!(
    "(SELECT unhex(value->>'id') AS id, value->>'unit' AS unit, value->>'sector' AS sector, value->>'from_year' AS from_year, \
     value->>'to_year' AS to_year, value->>'operator' AS operator, value->>'percent' AS percent, value->>'legal_basis' AS legal_basis \
     FROM json_each($2)) AS given"
);
const CHANGE_TARGETS_ON_SQLITE: &str = change_targets!(
    "(SELECT unhex(value->>'id') AS id, value->>'unit' AS unit, value->>'sector' AS sector, value->>'from_year' AS from_year, \
     value->>'to_year' AS to_year, value->>'operator' AS operator, value->>'percent' AS percent, value->>'legal_basis' AS legal_basis \
     FROM json_each($2)) AS given"
);

/// What only SQLite is asked, to be prepared there by a test.
pub const SQLITE_SQL: &[&str] = &[
    ADD_UNITS_ON_SQLITE,
    CHANGE_UNITS_ON_SQLITE,
    ADD_SECTORS_ON_SQLITE,
    CHANGE_SECTORS_ON_SQLITE,
    ADD_TARGETS_ON_SQLITE,
    CHANGE_TARGETS_ON_SQLITE,
];

const ADD_UNITS_ON_POSTGRES: &str = add_units!(
    "jsonb_to_recordset($2::text::jsonb) AS given (code text, parent text, kind text, name text, valid_from bigint, valid_to bigint, \
     successor text)"
);
const CHANGE_UNITS_ON_POSTGRES: &str = change_units!(
    "jsonb_to_recordset($2::text::jsonb) AS given (code text, parent text, kind text, name text, valid_from bigint, valid_to bigint, \
     successor text)"
);
const ADD_SECTORS_ON_POSTGRES: &str =
    add_sectors!("jsonb_to_recordset($2::text::jsonb) AS given (code text, parent text, name text, position bigint)");
const CHANGE_SECTORS_ON_POSTGRES: &str =
    change_sectors!("jsonb_to_recordset($2::text::jsonb) AS given (code text, parent text, name text, position bigint)");
const ADD_TARGETS_ON_POSTGRES: &str = add_targets!(
    "jsonb_to_recordset($2::text::jsonb) AS given (id uuid, unit text, sector text, from_year bigint, to_year bigint, operator text, \
     percent double precision, legal_basis text)"
);
const CHANGE_TARGETS_ON_POSTGRES: &str = change_targets!(
    "jsonb_to_recordset($2::text::jsonb) AS given (id uuid, unit text, sector text, from_year bigint, to_year bigint, operator text, \
     percent double precision, legal_basis text)"
);

/// What only PostgreSQL is asked, to be prepared there by a test.
pub const POSTGRES_SQL: &[&str] = &[
    ADD_UNITS_ON_POSTGRES,
    CHANGE_UNITS_ON_POSTGRES,
    ADD_SECTORS_ON_POSTGRES,
    CHANGE_SECTORS_ON_POSTGRES,
    ADD_TARGETS_ON_POSTGRES,
    CHANGE_TARGETS_ON_POSTGRES,
];

/// How many rows one statement takes.
pub(super) const PART: usize = 10_000;

/// How a file is taken.
pub struct Taking<'a> {
    /// By whom.
    pub by: &'a Author,
    /// When: UTC milliseconds.
    pub now: i64,
    /// How far whoever takes it reaches.
    pub reach: &'a Reach,
    /// The identifier of the import.
    pub id: Uuid,
    /// The revision of the directory for which the changes were judged.
    pub revision: i64,
    /// Is told of rows that are written: each of the file once, and once for the entry that tells of it.
    pub written: &'a (dyn Fn(usize) + Sync),
}

/// How the log names an import.
#[must_use]
pub fn subject(id: Uuid) -> String {
    format!("import {id}")
}

/// The unit whose auditors read of an import as a whole: the first of a reach, or none where it is everything.
#[must_use]
pub fn unit_of(reach: &Reach) -> Option<String> {
    match reach {
        Reach::Everything => None,
        Reach::Units(units) => units.first().map(ToString::to_string),
    }
}

impl Taking<'_> {
    /// The entry that tells of all.
    pub(super) fn summary<T: Entry>(&self, catalogue: Catalogue, changes: &[Change<T>]) -> Act {
        let added = changes.iter().filter(|change| change.old.is_none()).count();
        let after = json!({ "of": catalogue.word(), "added": added, "changed": changes.len() - added });
        Act { unit: unit_of(self.reach), after: Some(after), ..Act::on(Action::Imported, subject(self.id)) }
    }
}

/// The changes in such an order that each comes after those above it, and those of one depth together.
fn downwards<T>(changes: &[Change<T>]) -> Vec<&Change<T>> {
    let mut ordered: Vec<_> = changes.iter().collect();
    ordered.sort_by_key(|change| change.depth);
    ordered
}

/// Rows in parts, none of which has rows of two depths: what is above a row is written before it.
fn parts<'a, T>(rows: &'a [&'a Change<T>]) -> impl Iterator<Item = &'a [&'a Change<T>]> {
    rows.chunk_by(|one, next| one.depth == next.depth).flat_map(|level| level.chunks(PART))
}

fn unit_row(unit: &Unit, successor: Option<&Code>) -> Value {
    json!({
        "code": unit.code,
        "parent": unit.parent,
        "kind": unit.kind.word(),
        "name": row::texts_json(&unit.name),
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "successor": successor,
    })
}

fn sector_row(sector: &Sector) -> Value {
    json!({
        "code": sector.code,
        "parent": sector.parent,
        "name": row::texts_json(&sector.name),
        "position": sector.position,
    })
}

fn target_row(id: Uuid, target: &Target) -> Value {
    json!({
        "id": id.simple().to_string(),
        "unit": target.unit,
        "sector": target.sector,
        "from_year": target.from_year,
        "to_year": target.to_year,
        "operator": target.operator.word(),
        "percent": target.percent,
        "legal_basis": target.legal_basis,
    })
}

/// What is above each unit while units are moved, one after another.
struct Above<'a> {
    units: &'a Tree<Unit>,
    /// Those that are new, or have moved already.
    placed: HashMap<&'a str, Option<&'a Code>>,
}

impl<'a> Above<'a> {
    /// The units above one that hangs under `parent`. There are fewer of them than levels that a file may have.
    fn of(&self, parent: Option<&'a Code>) -> Vec<&'a str> {
        let above = |code: &&'a Code| match self.placed.get(code.as_str()) {
            Some(parent) => *parent,
            None => self.units.get(code.as_str()).and_then(|unit| unit.parent.as_ref()),
        };
        std::iter::successors(parent, above).map(Code::as_str).collect()
    }
}

/// Parts of a file as statements take them, each with the number of its rows. They are made before the transaction begins: on SQLite citizens
/// wait while it lasts.
type Rows = Vec<(usize, String)>;

/// Makes them.
pub(super) fn rows<'a, T: 'a>(parts: impl Iterator<Item = &'a [&'a Change<T>]>, row: impl Fn(&Change<T>) -> Value) -> Rows {
    let text = |part: &'a [&'a Change<T>]| Value::from(part.iter().map(|change| row(change)).collect::<Vec<Value>>()).to_string();
    parts.map(|part| (part.len(), text(part))).collect()
}

/// Runs a statement over rows in parts inside a transaction. Where one of them is not taken, nothing of the file is.
macro_rules! write_rows {
    ($tx:expr, $text:expr, $taking:expr, $rows:expr) => {{
        for (count, rows) in &$rows {
            let query = sqlx::query($text).bind(parameter($taking.reach)).bind(rows.as_str());
            let written = query.execute(&mut *$tx).await?;
            if written.rows_affected() != *count as u64 {
                return Ok(false);
            }
            ($taking.written)(*count);
        }
    }};
}

/// Ends with `false` where something of the directory was changed since the file was judged.
macro_rules! judged_for_this {
    ($store:expr, $tx:expr, $taking:expr) => {{
        alone!(&$store.db, $tx);
        let revision: i64 = sqlx::query_scalar(REVISION).fetch_one(&mut *$tx).await?;
        if revision != $taking.revision {
            $store.shelf.forget();
            return Ok(false);
        }
    }};
}

pub(super) use {judged_for_this, write_rows};

impl Store {
    /// The text for the database that is open.
    pub(super) const fn either(&self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match self.db {
            Database::Sqlite { .. } => sqlite,
            Database::Postgres(_) => postgres,
        }
    }

    /// Takes a file of units that was judged for `units`; `false` where something was changed since. Units that move take their counts
    /// along, as by [`Store::change_unit`]: those above first, so that none ever hangs below itself.
    ///
    /// # Errors
    /// When the database does not take it; then nothing is changed.
    pub async fn import_units(
        &self,
        taking: &Taking<'_>,
        changes: &[Change<Unit>],
        units: &Tree<Unit>,
    ) -> Result<bool, StoreError> {
        let add = self.either(ADD_UNITS_ON_SQLITE, ADD_UNITS_ON_POSTGRES);
        let change_text = self.either(CHANGE_UNITS_ON_SQLITE, CHANGE_UNITS_ON_POSTGRES);
        let (new, old): (Vec<_>, Vec<_>) = downwards(changes).into_iter().partition(|change| change.old.is_none());
        let coming: HashMap<&str, &Change<Unit>> = new.iter().map(|change| (change.new.code.as_str(), *change)).collect();
        // One that was merged into a unit of the same file is told so once both are there.
        let waits = |change: &Change<Unit>| change.new.successor.as_ref().is_some_and(|code| coming.contains_key(code.as_str()));
        let waiting: Vec<_> = new.iter().copied().filter(|change| waits(change)).collect();
        let mut above = Above { units, placed: HashMap::new() };
        above.placed.extend(new.iter().map(|change| (change.new.code.as_str(), change.new.parent.as_ref())));
        let acts = changes.iter().map(|Change { old, new, .. }| Act {
            unit: Some(new.code.to_string()),
            before: old.as_ref().map(units::told),
            after: Some(units::told(new)),
            ..Act::on(if old.is_some() { Action::UnitChanged } else { Action::UnitAdded }, units::subject(&new.code))
        });
        let acts = acts.chain([taking.summary(Catalogue::Units, changes)]);
        let noted = self.noted_ahead(taking.by, taking.now, acts.clone()).await?;
        let adding = rows(parts(&new), |change| unit_row(&change.new, change.new.successor.as_ref().filter(|_| !waits(change))));
        let whole = |change: &Change<Unit>| unit_row(&change.new, change.new.successor.as_ref());
        let (changing, merging) = (rows(old.chunks(PART), whole), rows(waiting.chunks(PART), whole));
        let mut statements = 0;
        change!(self, tx => {
            judged_for_this!(self, tx, taking);
            write_rows!(tx, add, taking, adding);
            for Change { old, new, .. } in old.iter().copied() {
                let Some(old) = old.as_ref().filter(|old| old.parent != new.parent) else { continue };
                let (from, to) = (above.of(old.parent.as_ref()), above.of(new.parent.as_ref()));
                move_counts!(self, tx, new.code.as_str(), from, to, statements);
                above.placed.insert(new.code.as_str(), new.parent.as_ref());
            }
            write_rows!(tx, change_text, taking, changing);
            write_rows!(tx, change_text, taking, merging);
            for forget in [FORGET_STALE_PARTS, FORGET_STALE_FATES] {
                sqlx::query(forget).execute(&mut *tx).await?;
            }
            note_all!(&self.db, tx, taking.by, taking.now, (acts.clone(), &noted), taking.written);
        });
        Metrics::add(&self.metrics.statements, statements);
        Ok(true)
    }

    /// Takes a file of sectors; `false` where something was changed since it was judged, or where the reach is not everything.
    ///
    /// # Errors
    /// When the database does not take it; then nothing is changed.
    pub async fn import_sectors(&self, taking: &Taking<'_>, changes: &[Change<Sector>]) -> Result<bool, StoreError> {
        let add = self.either(ADD_SECTORS_ON_SQLITE, ADD_SECTORS_ON_POSTGRES);
        let change_text = self.either(CHANGE_SECTORS_ON_SQLITE, CHANGE_SECTORS_ON_POSTGRES);
        let (new, old): (Vec<_>, Vec<_>) = downwards(changes).into_iter().partition(|change| change.old.is_none());
        let acts = changes.iter().map(|Change { old, new, .. }| Act {
            before: old.as_ref().map(sectors::told),
            after: Some(sectors::told(new)),
            ..Act::on(if old.is_some() { Action::SectorChanged } else { Action::SectorAdded }, sectors::subject(&new.code))
        });
        let acts = acts.chain([taking.summary(Catalogue::Sectors, changes)]);
        let noted = self.noted_ahead(taking.by, taking.now, acts.clone()).await?;
        let whole = |change: &Change<Sector>| sector_row(&change.new);
        let (adding, changing) = (rows(parts(&new), whole), rows(old.chunks(PART), whole));
        change!(self, tx => {
            judged_for_this!(self, tx, taking);
            write_rows!(tx, add, taking, adding);
            write_rows!(tx, change_text, taking, changing);
            note_all!(&self.db, tx, taking.by, taking.now, (acts.clone(), &noted), taking.written);
        });
        Ok(true)
    }

    /// Takes a file of targets, each with its identifier; `false` where something was changed since it was judged.
    ///
    /// # Errors
    /// When the database does not take it; then nothing is changed.
    pub async fn import_targets(
        &self,
        taking: &Taking<'_>,
        changes: &[Change<Target>],
        id: impl Fn(&Change<Target>) -> Uuid + Sync,
    ) -> Result<bool, StoreError> {
        let add = self.either(ADD_TARGETS_ON_SQLITE, ADD_TARGETS_ON_POSTGRES);
        let change_text = self.either(CHANGE_TARGETS_ON_SQLITE, CHANGE_TARGETS_ON_POSTGRES);
        let (new, old): (Vec<_>, Vec<_>) = changes.iter().partition(|change| change.old.is_none());
        let acts = changes.iter().map(|change| Act {
            before: change.old.as_ref().map(targets::told),
            after: Some(targets::told(&change.new)),
            ..targets::act(
                if change.old.is_some() { Action::TargetChanged } else { Action::TargetAdded },
                id(change),
                &change.new,
            )
        });
        let acts = acts.chain([taking.summary(Catalogue::Targets, changes)]);
        let noted = self.noted_ahead(taking.by, taking.now, acts.clone()).await?;
        let whole = |change: &Change<Target>| target_row(id(change), &change.new);
        let (adding, changing) = (rows(new.chunks(PART), whole), rows(old.chunks(PART), whole));
        change!(self, tx => {
            judged_for_this!(self, tx, taking);
            write_rows!(tx, add, taking, adding);
            write_rows!(tx, change_text, taking, changing);
            note_all!(&self.db, tx, taking.by, taking.now, (acts.clone(), &noted), taking.written);
        });
        Ok(true)
    }
}
