//! By what the audit log is searched: the words of each entry, written beside it in the same transaction.

use app::domain::fold::fold;
use app::pages::manage::audit::parts;
use serde_json::Value;

use super::audit::{Noted, words_of_many};
use super::database::{in_transaction, on_read};
use super::{Database, Store, StoreError};

const ADD: &str = "INSERT INTO audit_words (number, unit, action, kind, words) VALUES ($1, $2, $3, $4, $5)";
// Another program of an earlier version may have written entries meanwhile, so not only the last ones can lack theirs.
const MISSING: &str = "SELECT number, at, actor, session, action, unit, subject, before, after, hash FROM audit \
    WHERE number > $1 AND NOT EXISTS (SELECT 1 FROM audit_words WHERE audit_words.number = audit.number) ORDER BY number LIMIT $2";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[ADD, MISSING];

/// Writes the words of many entries, given as JSON.
const ADD_MANY_ON_SQLITE: &str = "INSERT INTO audit_words (number, unit, action, kind, words) \
    SELECT value->>'number', value->>'unit', value->>'action', value->>'kind', value->>'words' FROM json_each($1) WHERE true \
    ON CONFLICT DO NOTHING";

/// What only SQLite is asked, to be prepared there by a test.
pub const SQLITE_SQL: &[&str] = &[ADD_MANY_ON_SQLITE];

/// The same on PostgreSQL.
const ADD_MANY_ON_POSTGRES: &str = "INSERT INTO audit_words (number, unit, action, kind, words) \
    SELECT number, unit, action, kind, words FROM jsonb_to_recordset($1::text::jsonb) \
    AS entry (number bigint, unit text, action text, kind text, words text) ON CONFLICT DO NOTHING";

/// What only PostgreSQL is asked, to be prepared there by a test.
pub const POSTGRES_SQL: &[&str] = &[ADD_MANY_ON_POSTGRES];

/// How many entries get their words at a time.
const STRETCH: i64 = 2_000;

/// In these fields of what something was stands what it was called.
const NAMES: [&str; 4] = ["name", "full_name", "title", "passkey"];

pub(super) const fn add() -> &'static str {
    ADD
}

pub(super) const fn add_many(db: &Database) -> &'static str {
    match db {
        Database::Sqlite { .. } => ADD_MANY_ON_SQLITE,
        Database::Postgres(_) => ADD_MANY_ON_POSTGRES,
    }
}

/// The kind of what an entry is about, and the words by which it is found: who, to what, and what that was called before and after.
pub(super) fn words(noted: &Noted) -> (&'static str, String) {
    let mut texts = vec![noted.subject.clone()];
    texts.extend(noted.actor.clone());
    let states = [&noted.before, &noted.after].into_iter().flatten().filter_map(|json| serde_json::from_str::<Value>(json).ok());
    for state in states {
        for called in NAMES.iter().filter_map(|name| state.get(name)) {
            let several = called.as_object().into_iter().flat_map(|texts| texts.values());
            texts.extend(std::iter::once(called).chain(several).filter_map(Value::as_str).map(str::to_owned));
        }
    }
    let mut folded: Vec<String> = texts.iter().map(|text| fold(text)).collect();
    folded.dedup();
    (parts(&noted.subject).0, folded.join("\n"))
}

impl Store {
    /// Gives their words to entries of the log that have none: those from before there were any, and those of a program that knew of none.
    ///
    /// # Errors
    /// When the database does not take them.
    pub(super) async fn word_the_log(&self) -> Result<(), StoreError> {
        let mut after = 0;
        loop {
            let entries: Vec<Noted> =
                on_read!(&self.db, pool => sqlx::query_as(MISSING).bind(after).bind(STRETCH).fetch_all(pool).await)?;
            let Some(last) = entries.last() else { return Ok(()) };
            after = last.number;
            let rows = words_of_many(&entries);
            in_transaction!(&self.db, tx => {
                sqlx::query(add_many(&self.db)).bind(rows.as_str()).execute(&mut *tx).await?;
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::store::audit::Noted;

    fn noted(actor: Option<&str>, subject: &str, before: Option<&str>, after: Option<&str>) -> Noted {
        let text = |text: &str| text.to_owned();
        let (before, after) = (before.map(text), after.map(text));
        let (actor, subject) = (actor.map(text), subject.to_owned());
        Noted {
            number: 1,
            at: 0,
            actor,
            session: None,
            action: "unit-changed".into(),
            unit: None,
            subject,
            before,
            after,
            hash: Vec::new(),
        }
    }

    #[test]
    fn an_entry_is_found_by_whom_to_what_and_what_it_was_called() {
        let entry = noted(
            Some("le.an"),
            "unit xa-mot",
            Some(r#"{"name":{"vi":"Xã Một"},"kind":"commune"}"#),
            Some(r#"{"name":{"vi":"Phường Đất Đỏ","en":"Red Earth ward"}}"#),
        );
        assert_eq!(words(&entry), ("unit", "unit xa-mot\nle.an\nxa mot\nred earth ward\nphuong dat do".to_owned()));
        let entry = noted(None, "paper form ab12cd Lô Đầu/7", None, Some("not JSON"));
        assert_eq!(words(&entry), ("paper form", "paper form ab12cd lo dau/7".to_owned()));
        assert_eq!(words(&noted(None, "something new", None, None)), ("", "something new".to_owned()));
    }
}
