//! The audit log: written in the transaction that does what it tells, and never changed.

use data_encoding::HEXLOWER;
use serde_json::{Value, json};

pub use super::audit_shown::Wanted;
use super::audit_words::words;
use super::database::on_read;
use super::{Database, Store, StoreError};
use crate::audit::chain::{Break, Entry, Hash, Head, hash};
use crate::audit::{Act, Author};

const LAST: &str = "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1";
const ADD: &str = "INSERT INTO audit (number, at, actor, session, action, unit, subject, before, after, hash) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const FROM: &str = "SELECT number, at, actor, session, action, unit, subject, before, after, hash FROM audit \
    WHERE number > $1 ORDER BY number LIMIT $2";
/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[LAST, ADD, FROM];

/// Appends many entries, given as JSON.
const ADD_MANY_ON_SQLITE: &str = "INSERT INTO audit (number, at, actor, session, action, unit, subject, before, after, hash) \
    SELECT value->>'number', value->>'at', value->>'actor', value->>'session', value->>'action', value->>'unit', value->>'subject', \
    value->>'before', value->>'after', unhex(value->>'hash') FROM json_each($1)";

/// What only SQLite is asked, to be prepared there by a test.
pub const SQLITE_SQL: &[&str] = &[ADD_MANY_ON_SQLITE];

/// The same on PostgreSQL.
const ADD_MANY_ON_POSTGRES: &str = "INSERT INTO audit (number, at, actor, session, action, unit, subject, before, after, hash) \
    SELECT number, at, actor, session, action, unit, subject, before, after, decode(hash, 'hex') FROM jsonb_to_recordset($1::text::jsonb) \
    AS entry (number bigint, at bigint, actor text, session text, action text, unit text, subject text, before text, after text, hash text) \
    ORDER BY number";

/// One at a time appends, or two entries would follow the same one. Each schema has its own lock.
const LOCK: &str = "SELECT pg_advisory_xact_lock(hashtextextended('hailong audit ' || current_schema(), 0))";

/// What only PostgreSQL is asked, to be prepared there by a test.
pub const POSTGRES_SQL: &[&str] = &[LOCK, ADD_MANY_ON_POSTGRES];

/// How many entries of a file one statement appends.
const PART: usize = 5_000;

/// How many entries are read at a time when the chain is followed.
const STRETCH: i64 = 1_000;

/// An entry as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Noted {
    /// Its place: 1 for the first, without gaps.
    pub number: i64,
    /// When it happened: UTC milliseconds.
    pub at: i64,
    /// The name of the account; none is the program or a command.
    pub actor: Option<String>,
    /// The session.
    pub session: Option<String>,
    /// What was done, as a word of [`crate::audit::Action`].
    pub action: String,
    /// The unit whose auditors read it.
    pub unit: Option<String>,
    /// To what.
    pub subject: String,
    /// What it was before, in JSON.
    pub before: Option<String>,
    /// What it is afterwards, in JSON.
    pub after: Option<String>,
    /// The hash over this entry and the hash before it.
    pub hash: Vec<u8>,
}

/// Appends an act to the log inside a transaction.
macro_rules! note {
    ($db:expr, $tx:expr, $by:expr, $now:expr, $act:expr) => {{
        if matches!($db, $crate::store::Database::Postgres(_)) {
            sqlx::query($crate::store::audit::lock()).execute(&mut *$tx).await?;
        }
        let last: Option<(i64, Vec<u8>)> = sqlx::query_as($crate::store::audit::last()).fetch_optional(&mut *$tx).await?;
        let noted = $crate::store::audit::next(last, $by, $now, &$act)?;
        sqlx::query($crate::store::audit::add())
            .bind(noted.number)
            .bind(noted.at)
            .bind(noted.actor.as_deref())
            .bind(noted.session.as_deref())
            .bind(noted.action.as_str())
            .bind(noted.unit.as_deref())
            .bind(noted.subject.as_str())
            .bind(noted.before.as_deref())
            .bind(noted.after.as_deref())
            .bind(noted.hash.as_slice())
            .execute(&mut *$tx)
            .await?;
        let (kind, words) = $crate::store::audit_words::words(&noted);
        sqlx::query($crate::store::audit_words::add())
            .bind(noted.number)
            .bind(noted.unit.as_deref())
            .bind(noted.action.as_str())
            .bind(kind)
            .bind(words)
            .execute(&mut *$tx)
            .await?;
    }};
}

/// Appends many acts to the log inside a transaction, one entry for each; `$done` is told how many more there are. `$ahead` are the same acts
/// as [`Ahead`]: where nothing was noted since, what was made then is written as it is.
macro_rules! note_all {
    ($db:expr, $tx:expr, $by:expr, $now:expr, ($acts:expr, $ahead:expr), $done:expr) => {{
        if matches!($db, $crate::store::Database::Postgres(_)) {
            sqlx::query($crate::store::audit::lock()).execute(&mut *$tx).await?;
        }
        let mut last: Option<(i64, Vec<u8>)> = sqlx::query_as($crate::store::audit::last()).fetch_optional(&mut *$tx).await?;
        let mut acts = $acts;
        let mut ahead = $ahead.parts_after(last.as_ref());
        loop {
            let made;
            let (count, part) = match ahead.as_mut() {
                Some(parts) => match parts.next() {
                    Some((count, part)) => (*count, part.as_str()),
                    None => break,
                },
                None => {
                    made = $crate::store::audit::next_part(&mut last, $by, $now, &mut acts)?;
                    (made.0, made.1.as_str())
                }
            };
            if count == 0 {
                break;
            }
            sqlx::query($crate::store::audit::add_many($db)).bind(part).execute(&mut *$tx).await?;
            sqlx::query($crate::store::audit_words::add_many($db)).bind(part).execute(&mut *$tx).await?;
            $done(count);
        }
    }};
}

/// Waits inside a transaction until no other change of the staff is under way, and keeps them waiting until it ends: for changes that
/// first look at what is there. On SQLite there is only one transaction that writes anyway.
macro_rules! alone {
    ($db:expr, $tx:expr) => {
        if matches!($db, $crate::store::Database::Postgres(_)) {
            sqlx::query($crate::store::audit::lock()).execute(&mut *$tx).await?;
        }
    };
}

pub(super) use {alone, note, note_all};

pub(super) const fn lock() -> &'static str {
    LOCK
}

pub(super) const fn last() -> &'static str {
    LAST
}

pub(super) const fn add() -> &'static str {
    ADD
}

pub(super) const fn add_many(db: &Database) -> &'static str {
    match db {
        Database::Sqlite { .. } => ADD_MANY_ON_SQLITE,
        Database::Postgres(_) => ADD_MANY_ON_POSTGRES,
    }
}

/// Entries that were made before the transaction in which they are to be written: the hash of a hundred thousand takes its time, during which
/// nobody should wait.
pub(super) struct Ahead {
    /// The number and hash of the entry that they follow.
    after: Option<(i64, Vec<u8>)>,
    parts: Vec<(usize, String)>,
}

impl Ahead {
    /// What was made, if the entry that it follows is still the last.
    pub(super) fn parts_after(&self, last: Option<&(i64, Vec<u8>)>) -> Option<std::slice::Iter<'_, (usize, String)>> {
        (self.after.as_ref() == last).then(|| self.parts.iter())
    }
}

/// The entries of the next acts as JSON, and how many they are; the last one becomes that which the next must follow.
pub(super) fn next_part(
    last: &mut Option<(i64, Vec<u8>)>,
    by: &Author,
    now: i64,
    acts: &mut (impl Iterator<Item = Act> + ?Sized),
) -> Result<(usize, String), StoreError> {
    let mut entries = Vec::new();
    for act in acts.take(PART) {
        let noted = next(last.take(), by, now, &act)?;
        entries.push(row(&noted));
        *last = Some((noted.number, noted.hash));
    }
    Ok((entries.len(), Value::from(entries).to_string()))
}

/// An entry with its words, as the statements for many get it.
fn row(noted: &Noted) -> Value {
    let (kind, words) = words(noted);
    json!({
        "number": noted.number,
        "at": noted.at,
        "actor": noted.actor,
        "session": noted.session,
        "action": noted.action,
        "unit": noted.unit,
        "subject": noted.subject,
        "before": noted.before,
        "after": noted.after,
        "hash": HEXLOWER.encode(&noted.hash),
        "kind": kind,
        "words": words,
    })
}

/// Entries that are there already, as the statement for many words gets them.
pub(super) fn words_of_many(entries: &[Noted]) -> String {
    Value::from(entries.iter().map(row).collect::<Vec<_>>()).to_string()
}

/// The entry that follows the last one.
pub(super) fn next(last: Option<(i64, Vec<u8>)>, by: &Author, now: i64, act: &Act) -> Result<Noted, StoreError> {
    let (number, previous) = match last {
        Some((number, stored)) => (number, stored_hash(&stored)?),
        None => (Head::EMPTY.number, Head::EMPTY.hash),
    };
    let mut noted = Noted {
        number: number + 1,
        at: now,
        actor: by.name().map(str::to_owned),
        session: by.session(),
        action: act.action.word().to_owned(),
        unit: act.unit.clone(),
        subject: act.subject.clone(),
        before: act.before.as_ref().map(ToString::to_string),
        after: act.after.as_ref().map(ToString::to_string),
        hash: Vec::new(),
    };
    noted.hash = hash(&previous, &noted.entry()).to_vec();
    Ok(noted)
}

fn stored_hash(stored: &[u8]) -> Result<Hash, StoreError> {
    stored.try_into().map_err(|_| StoreError::Unreadable { what: "hash of an audit entry", value: format!("{stored:02x?}") })
}

impl Noted {
    fn entry(&self) -> Entry<'_> {
        Entry {
            number: self.number,
            at: self.at,
            actor: self.actor.as_deref(),
            session: self.session.as_deref(),
            action: &self.action,
            unit: self.unit.as_deref(),
            subject: &self.subject,
            before: self.before.as_deref(),
            after: self.after.as_deref(),
        }
    }
}

impl Store {
    /// The entries of many acts, as they are if nothing else is noted before them.
    pub(super) async fn noted_ahead(
        &self,
        by: &Author,
        now: i64,
        mut acts: impl Iterator<Item = Act> + Send,
    ) -> Result<Ahead, StoreError> {
        let after: Option<(i64, Vec<u8>)> = on_read!(&self.db, pool => sqlx::query_as(LAST).fetch_optional(pool).await)?;
        let (mut last, mut parts) = (after.clone(), Vec::new());
        loop {
            let part = next_part(&mut last, by, now, &mut acts)?;
            if part.0 == 0 {
                return Ok(Ahead { after, parts });
            }
            parts.push(part);
            // Others are answered in between.
            tokio::task::yield_now().await;
        }
    }

    /// Notes what changes nothing in the database itself, such as an export.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn note(&self, by: &Author, now: i64, act: &Act) -> Result<(), StoreError> {
        super::database::in_transaction!(&self.db, tx => note!(&self.db, tx, by, now, act));
        Ok(())
    }

    /// Follows the whole chain and gives its end, or where it breaks.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn check_audit(&self) -> Result<Result<Head, Break>, StoreError> {
        let mut head = Head::EMPTY;
        loop {
            let entries: Vec<Noted> =
                on_read!(&self.db, pool => sqlx::query_as(FROM).bind(head.number).bind(STRETCH).fetch_all(pool).await)?;
            for noted in &entries {
                match head.append(&noted.entry()) {
                    Ok(next) if next.hash.as_slice() == noted.hash => head = next,
                    Ok(next) => return Ok(Err(Break { number: next.number, how: crate::audit::chain::How::Altered })),
                    Err(broken) => return Ok(Err(broken)),
                }
            }
            if entries.is_empty() {
                return Ok(Ok(head));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ahead;

    #[test]
    fn what_was_made_holds_only_after_the_same_entry() {
        let ahead = Ahead { after: Some((7, vec![1])), parts: vec![(1, "[]".to_owned())] };
        assert_eq!(ahead.parts_after(Some(&(7, vec![1]))).map(Iterator::count), Some(1));
        for other in [None, Some((8, vec![1])), Some((7, vec![2]))] {
            assert!(ahead.parts_after(other.as_ref()).is_none(), "{other:?}");
        }
    }
}
