//! Units.

use std::collections::HashMap;

use app::domain::code::Code;
use app::domain::collation::SortKey;
use app::domain::language::Language;
use app::domain::reference::Reference;
use app::domain::role::Reach;
use app::domain::tree::Tree;
use app::domain::unit::{Unit, UnitKind};
use app::domain::unit_form::{first_day, last_day};
use serde_json::{Value, json};

use super::audit::{alone, note};
use super::cells::{self, Place, add_to_cells, moved};
use super::database::on_read;
use super::many_rows::MOST;
use super::merging::{FORGET_FATE, FORGET_PARTS};
use super::metrics::Metrics;
use super::removal::Removal;
use super::rollup::LOCK;
use super::scope::{parameter, within};
use super::settings::{READ as READ_SETTING, REPAIRS, WRITE as WRITE_SETTING};
use super::tally::Count;
use super::{Database, Store, StoreError, change, row};
use crate::audit::{Act, Action, Author};

pub(super) const ALL: &str = "SELECT code, parent, kind, name, valid_from, valid_to, successor FROM unit";
const ADD: &str =
    "INSERT INTO unit (code, parent, kind, name, valid_from, valid_to, successor) VALUES ($1, $2, $3, $4, $5, $6, $7)";
// Only who reaches everything adds a unit that has none above it.
pub(super) const ADD_WITHIN: &str = within!(
    "INSERT INTO unit (code, parent, kind, name, valid_from, valid_to, successor) SELECT $2, $3, $4, $5, $6, $7, $8 \
     WHERE ($1 = '*' OR ($3 IN (SELECT code FROM reach) AND ($8 IN (SELECT code FROM reach) OR $8 IS NULL))) \
     ON CONFLICT (code) DO NOTHING"
);
// What lies below another unit of the reach may be changed and moved within it. Of the unit at which the reach begins only the name may be.
const CHANGE: &str = within!(
    "UPDATE unit SET parent = $3, kind = $4, name = $5, valid_from = $6, valid_to = $7, successor = $8 WHERE code = $2 AND ($1 = '*' OR \
     (code IN (SELECT code FROM reach) AND (successor IS NOT DISTINCT FROM $8 OR $8 IS NULL OR $8 IN (SELECT code FROM reach)) AND \
     ((parent IN (SELECT code FROM reach) AND $3 IN (SELECT code FROM reach)) OR (parent IS NOT DISTINCT FROM $3 AND kind = $4 AND \
     valid_from = $6 AND valid_to IS NOT DISTINCT FROM $7 AND successor IS NOT DISTINCT FROM $8))))"
);
const REMOVE: &str = within!(
    "DELETE FROM unit WHERE code = $2 AND ($1 = '*' OR (code IN (SELECT code FROM reach) AND parent IN (SELECT code FROM reach)))"
);
// Responses are found by their counts, which are exact and have an index, where a look through ten million responses would take its time.
const REFERENCES: &str = "SELECT EXISTS (SELECT 1 FROM unit WHERE parent = $1), EXISTS (SELECT 1 FROM unit WHERE successor = $1) \
    OR EXISTS (SELECT 1 FROM unit_part WHERE part = $1), \
    EXISTS (SELECT 1 FROM target WHERE unit = $1), EXISTS (SELECT 1 FROM campaign WHERE owner = $1) OR EXISTS (SELECT 1 FROM campaign_unit WHERE unit = $1), \
    EXISTS (SELECT 1 FROM collection_point WHERE unit = $1) \
    OR EXISTS (SELECT 1 FROM point_before WHERE unit = $1), \
    EXISTS (SELECT 1 FROM response_cell WHERE unit = $1 AND below = FALSE AND responses <> 0) \
    OR EXISTS (SELECT 1 FROM pending WHERE unit = $1), \
    EXISTS (SELECT 1 FROM account_role WHERE unit = $1), EXISTS (SELECT 1 FROM administrative_rate WHERE unit = $1), \
    EXISTS (SELECT 1 FROM classification WHERE unit = $1), EXISTS (SELECT 1 FROM improvement_action WHERE unit = $1 OR responsible = $1), \
    EXISTS (SELECT 1 FROM outside_index WHERE unit = $1), EXISTS (SELECT 1 FROM review WHERE unit = $1), \
    EXISTS (SELECT 1 FROM api_token WHERE unit = $1)";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[ALL, ADD, ADD_WITHIN, CHANGE, REMOVE, REFERENCES];

/// A unit's columns.
pub(super) type Row = (String, Option<String>, String, String, i64, Option<i64>, Option<String>);
/// Whether there is a unit below, one merged into it, a target, a campaign, a collection point, a response, a role, a rate, a classification,
/// an improvement action, an index that others publish, a review, a token.
type ReferenceRow = (bool, bool, bool, bool, bool, bool, bool, bool, bool, bool, bool, bool, bool);

/// The units of these rows: by kind, and by name in the order of Vietnamese.
pub(super) fn tree(rows: Vec<Row>) -> Result<Tree<Unit>, StoreError> {
    let mut units: Vec<Unit> = rows.into_iter().map(unit).collect::<Result<_, _>>()?;
    // Sorted here: databases differ in how they order Vietnamese, where they know it at all.
    units.sort_by_cached_key(|unit| (unit.kind, SortKey::of(unit.name.get(Language::Vi)), unit.code.clone()));
    Ok(Tree::new(units))
}

fn unit((code, parent, kind, name, valid_from, valid_to, successor): Row) -> Result<Unit, StoreError> {
    Ok(Unit {
        code: row::code("unit", &code)?,
        parent: parent.map(|parent| row::code("unit", &parent)).transpose()?,
        kind: row::parsed("kind of unit", &kind, UnitKind::from_word)?,
        name: row::texts(&name)?,
        valid_from,
        valid_to,
        successor: successor.map(|successor| row::code("unit", &successor)).transpose()?,
    })
}

fn references(
    (
        children,
        predecessors,
        targets,
        campaigns,
        points,
        responses,
        roles,
        rates,
        classifications,
        improvements,
        indices,
        reviews,
        tokens,
    ): ReferenceRow,
) -> Vec<Reference> {
    let found = [
        (children, Reference::Children),
        (predecessors, Reference::Predecessors),
        (targets, Reference::Targets),
        (campaigns, Reference::Campaigns),
        (points, Reference::Points),
        (responses, Reference::Responses),
        (roles, Reference::Roles),
        (rates, Reference::Rates),
        (classifications, Reference::Classifications),
        (improvements, Reference::Improvements),
        (indices, Reference::Indices),
        (reviews, Reference::Reviews),
        (tokens, Reference::Tokens),
    ];
    found.into_iter().filter(|(found, _)| *found).map(|(_, reference)| reference).collect()
}

/// What the log tells of a unit; its days as its form has them.
pub(super) fn told(unit: &Unit) -> Value {
    json!({
        "name": unit.name,
        "kind": unit.kind.word(),
        "parent": unit.parent,
        "first_day": first_day(unit),
        "last_day": last_day(unit),
        "successor": unit.successor,
    })
}

/// How the log names a unit.
pub(super) fn subject(code: &Code) -> String {
    format!("unit {code}")
}

/// The units above one that hangs, or is to hang, under `parent`.
fn above<'a>(units: &'a Tree<Unit>, parent: Option<&Code>) -> Vec<&'a str> {
    parent.into_iter().flat_map(|parent| units.lineage(parent.as_str())).map(|unit| unit.code.as_str()).collect()
}

/// Adds a unit within a reach inside a transaction, and says whether it could.
macro_rules! insert_unit {
    ($db:expr, $tx:expr, $by:expr, $now:expr, $reach:expr, $unit:expr) => {{
        let unit: &app::domain::unit::Unit = $unit;
        let added = sqlx::query($crate::store::units::ADD_WITHIN)
            .bind($crate::store::scope::parameter($reach))
            .bind(unit.code.as_str())
            .bind(unit.parent.as_ref().map(app::domain::code::Code::as_str))
            .bind(unit.kind.word())
            .bind($crate::store::row::texts_json(&unit.name))
            .bind(unit.valid_from)
            .bind(unit.valid_to)
            .bind(unit.successor.as_ref().map(app::domain::code::Code::as_str))
            .execute(&mut *$tx)
            .await?;
        if added.rows_affected() > 0 {
            let act = $crate::audit::Act {
                unit: Some(unit.code.to_string()),
                after: Some($crate::store::units::told(unit)),
                ..$crate::audit::Act::on($crate::audit::Action::UnitAdded, $crate::store::units::subject(&unit.code))
            };
            $crate::store::audit::note!($db, $tx, $by, $now, act);
        }
        added.rows_affected() > 0
    }};
}

pub(super) use insert_unit;

/// Moves the counts of a unit with all below it from the units that are above it to those that will be, inside a transaction.
macro_rules! move_counts {
    ($store:expr, $tx:expr, $code:expr, $from:expr, $to:expr, $statements:expr) => {{
        if matches!($store.db, Database::Postgres(_)) {
            sqlx::query(LOCK).execute(&mut *$tx).await?;
        }
        let rows: Vec<cells::PlacedRow> = sqlx::query_as(cells::BELOW).bind($code).fetch_all(&mut *$tx).await?;
        let places = moved(rows, &$from, &$to)?;
        add_to_cells!(&$store.db, $tx, places, $statements);
        // What a recount found before belongs to the tree as it was: it must not be added to this one.
        let repairs: Option<String> = sqlx::query_scalar(READ_SETTING).bind(REPAIRS).fetch_optional(&mut *$tx).await?;
        let repairs = repairs.and_then(|number| number.parse::<u64>().ok()).unwrap_or_default() + 1;
        sqlx::query(WRITE_SETTING).bind(REPAIRS).bind(repairs.to_string()).execute(&mut *$tx).await?;
    }};
}

pub(super) use move_counts;

impl Store {
    /// All units, those that no longer exist included: by kind, and by name in the order of Vietnamese.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn units(&self) -> Result<Tree<Unit>, StoreError> {
        tree(on_read!(&self.db, pool => sqlx::query_as(ALL).fetch_all(pool).await)?)
    }

    /// Adds units, each after its parent and its successor.
    ///
    /// # Errors
    /// When one exists already, or the database does not take them; then none is added.
    pub async fn add_units(&self, units: &[Unit]) -> Result<(), StoreError> {
        change!(self, tx => for unit in units {
            sqlx::query(ADD)
                .bind(unit.code.as_str())
                .bind(unit.parent.as_ref().map(Code::as_str))
                .bind(unit.kind.word())
                .bind(row::texts_json(&unit.name))
                .bind(unit.valid_from)
                .bind(unit.valid_to)
                .bind(unit.successor.as_ref().map(Code::as_str))
                .execute(&mut *tx)
                .await?;
        });
        Ok(())
    }

    /// Adds a unit below one in reach, or anywhere for whoever reaches everything; `false` where its code is taken or it is not to be there.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn add_unit(&self, by: &Author, now: i64, reach: &Reach, unit: &Unit) -> Result<bool, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            if !insert_unit!(&self.db, tx, by, now, reach, unit) {
                return Ok(false);
            }
        });
        Ok(true)
    }

    /// Changes a unit in reach to what `new` says; `false` where it is not there, may not be changed so, or would hang below itself. Where it
    /// moves, the counts of the units above it are put right in the same transaction: what was rolled up moves with it, and what is pending
    /// is added by the rollup to the tree that it then finds.
    ///
    /// # Errors
    /// When the database does not take it; then nothing is changed.
    pub async fn change_unit(&self, by: &Author, now: i64, reach: &Reach, new: &Unit) -> Result<bool, StoreError> {
        let (code, parent) = (new.code.as_str(), new.parent.as_ref().map(Code::as_str));
        let mut statements = 0;
        change!(self, tx => {
            alone!(&self.db, tx);
            let units = tree(sqlx::query_as(ALL).fetch_all(&mut *tx).await?)?;
            let Some(old) = units.get(code) else { return Ok(false) };
            if parent.is_some_and(|parent| units.is_within(parent, code)) {
                return Ok(false);
            }
            if old.parent != new.parent {
                move_counts!(self, tx, code, above(&units, old.parent.as_ref()), above(&units, new.parent.as_ref()), statements);
            }
            let changed = sqlx::query(CHANGE)
                .bind(parameter(reach))
                .bind(code)
                .bind(parent)
                .bind(new.kind.word())
                .bind(row::texts_json(&new.name))
                .bind(new.valid_from)
                .bind(new.valid_to)
                .bind(new.successor.as_ref().map(Code::as_str))
                .execute(&mut *tx)
                .await?;
            if changed.rows_affected() == 0 {
                return Ok(false);
            }
            if new.successor.is_some() || new.valid_to.is_none() {
                // What went whole into another unit, or does not end, was not split.
                sqlx::query(FORGET_PARTS).bind(code).execute(&mut *tx).await?;
            }
            if new.valid_to.is_none() {
                sqlx::query(FORGET_FATE).bind(code).execute(&mut *tx).await?;
            }
            let act = Act {
                unit: Some(code.to_owned()),
                before: Some(told(old)),
                after: Some(told(new)),
                ..Act::on(Action::UnitChanged, subject(&new.code))
            };
            note!(&self.db, tx, by, now, act);
        });
        Metrics::add(&self.metrics.statements, statements);
        Ok(true)
    }

    /// What refers to a unit.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn references_to_unit(&self, code: &Code) -> Result<Vec<Reference>, StoreError> {
        let row: ReferenceRow = on_read!(&self.db, pool => sqlx::query_as(REFERENCES).bind(code.as_str()).fetch_one(pool).await)?;
        Ok(references(row))
    }

    /// Removes a unit that nothing refers to, and that lies below another one in reach.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn remove_unit(&self, by: &Author, now: i64, reach: &Reach, unit: &Unit) -> Result<Removal, StoreError> {
        change!(self, tx => {
            alone!(&self.db, tx);
            let row: ReferenceRow = sqlx::query_as(REFERENCES).bind(unit.code.as_str()).fetch_one(&mut *tx).await?;
            let references = references(row);
            if !references.is_empty() {
                return Ok(Removal::Referred(references));
            }
            for forget in [FORGET_PARTS, FORGET_FATE] {
                sqlx::query(forget).bind(unit.code.as_str()).execute(&mut *tx).await?;
            }
            let removed = sqlx::query(REMOVE).bind(parameter(reach)).bind(unit.code.as_str()).execute(&mut *tx).await?;
            if removed.rows_affected() == 0 {
                return Ok(Removal::NotThere);
            }
            // Read by the auditors of the unit above, for there is no other any more.
            let act = Act {
                unit: unit.parent.as_ref().map(ToString::to_string),
                before: Some(told(unit)),
                ..Act::on(Action::UnitRemoved, subject(&unit.code))
            };
            note!(&self.db, tx, by, now, act);
        });
        Ok(Removal::Removed)
    }
}
