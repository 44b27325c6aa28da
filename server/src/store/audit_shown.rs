//! The audit log as it is read: what of it is in reach and wanted, a page at a time.

use app::domain::role::Reach;

use super::audit::Noted;
use super::database::on_read;
use super::scope::{PLANNED_ONCE, parameter, within};
use super::{Store, StoreError};

/// What stands for the program itself where an account is named.
pub const PROGRAM: &str = "*";

/// Whether an entry has what is looked for.
macro_rules! has_words {
    () => {
        "(audit_words.words LIKE $9 ESCAPE '!' OR $10 LIKE '%,' || audit_words.action || ',%' \
         OR $11 LIKE '%,' || audit_words.kind || ',%')"
    };
}

/// Entries in the order of their numbers, beyond one of them. First their numbers are found, by what an index or few bytes hold, then the few that
/// are shown are read.
macro_rules! shown {
    (($order:literal, $beyond:literal), $from:literal, $which:expr) => {
        within!(
            "SELECT number, at, actor, session, action, unit, subject, before, after, hash FROM audit WHERE number IN \
             (SELECT audit.number FROM ",
            $from,
            " WHERE audit.number ",
            $beyond,
            " $2 AND ",
            $which,
            " AND audit.at >= $6 AND audit.at < $7 ORDER BY audit.number ",
            $order,
            " LIMIT $8) ORDER BY number ",
            $order
        )
    };
}

/// The same by words alone: nothing but the words of entries is read until so many are found.
macro_rules! worded {
    (($order:literal, $beyond:literal)) => {
        within!(
            "SELECT number, at, actor, session, action, unit, subject, before, after, hash FROM audit WHERE number IN \
             (SELECT audit_words.number FROM audit_words WHERE audit_words.number ",
            $beyond,
            " $2 AND ($1 = '*' OR audit_words.unit IN (SELECT code FROM reach)) AND $3 = '' AND $4 = '' AND $5 = '' AND $6 < $7 AND ",
            has_words!(),
            " ORDER BY audit_words.number ",
            $order,
            " LIMIT $8) ORDER BY number ",
            $order
        )
    };
}

/// The texts for one order. By what is given an index finds the entries; what may be left out cannot be looked up.
macro_rules! texts {
    ($order:tt) => {
        Texts {
            all: shown!(
                $order,
                "audit",
                "$1 = '*' AND ($3 = '' OR COALESCE(audit.actor, '*') = $3) AND ($4 = '' OR audit.action = $4) AND $5 = ''"
            ),
            of_action: shown!(
                $order,
                "audit",
                "$1 = '*' AND ($3 = '' OR COALESCE(audit.actor, '*') = $3) AND audit.action = $4 AND $5 = ''"
            ),
            of_actor: shown!($order, "audit", "$1 = '*' AND audit.actor = $3 AND ($4 = '' OR audit.action = $4) AND $5 = ''"),
            of_subject: shown!(
                $order,
                "audit",
                "($1 = '*' OR audit.unit IN (SELECT code FROM reach)) AND ($3 = '' OR COALESCE(audit.actor, '*') = $3) \
                 AND ($4 = '' OR audit.action = $4) AND audit.subject = $5"
            ),
            within: shown!(
                $order,
                "audit",
                "audit.unit IN (SELECT code FROM reach) AND ($3 = '' OR COALESCE(audit.actor, '*') = $3) \
                 AND ($4 = '' OR audit.action = $4) AND $5 = ''"
            ),
            worded: worded!($order),
            found: shown!(
                $order,
                "audit_words CROSS JOIN audit",
                concat!(
                    "audit_words.number = audit.number AND ($1 = '*' OR audit_words.unit IN (SELECT code FROM reach)) AND ",
                    has_words!(),
                    " AND ($3 = '' OR COALESCE(audit.actor, '*') = $3) AND ($4 = '' OR audit.action = $4) AND ($5 = '' OR audit.subject = $5)"
                )
            ),
        }
    };
}

struct Texts {
    all: &'static str,
    of_action: &'static str,
    of_actor: &'static str,
    of_subject: &'static str,
    within: &'static str,
    worded: &'static str,
    found: &'static str,
}

const NEWEST: Texts = texts!(("DESC", "<"));
const OLDEST: Texts = texts!(("ASC", ">"));

// From one name to the next, so that not every entry is read.
const ACTORS: &str = "WITH RECURSIVE known (name) AS (SELECT MIN(actor) FROM audit \
    UNION ALL SELECT (SELECT MIN(actor) FROM audit WHERE actor > known.name) FROM known WHERE known.name IS NOT NULL) \
    SELECT name FROM known WHERE name IS NOT NULL LIMIT $1";
const ACTORS_WITHIN: &str =
    within!("SELECT DISTINCT actor FROM audit WHERE unit IN (SELECT code FROM reach) AND actor IS NOT NULL LIMIT $2");

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[
    NEWEST.all,
    NEWEST.of_action,
    NEWEST.of_actor,
    NEWEST.of_subject,
    NEWEST.within,
    NEWEST.worded,
    NEWEST.found,
    OLDEST.all,
    OLDEST.of_action,
    OLDEST.of_actor,
    OLDEST.of_subject,
    OLDEST.within,
    OLDEST.worded,
    OLDEST.found,
    ACTORS,
    ACTORS_WITHIN,
];

/// What is looked for in the log: a text, and whatever is called so in the language of whoever looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// The text, folded; empty where nothing is looked for.
    pub text: String,
    /// The actions whose names have it.
    pub actions: Vec<&'static str>,
    /// The kinds of subjects whose names have it.
    pub kinds: Vec<&'static str>,
}

/// Which entries are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only those of an account, or of [`PROGRAM`]; empty for all.
    pub actor: String,
    /// Only those of an action, by its word; empty for all.
    pub action: String,
    /// Only those about a subject; empty for all.
    pub subject: String,
    /// Only those that have this.
    pub sought: Sought,
    /// Only those from this moment on: UTC milliseconds.
    pub from: Option<i64>,
    /// Only those before this moment: UTC milliseconds.
    pub until: Option<i64>,
    /// Whether the oldest come first.
    pub oldest_first: bool,
    /// Only those that come, in this order, after the one with this number.
    pub beyond: Option<i64>,
}

impl Wanted {
    fn text(&self, reach: &Reach) -> &'static str {
        let texts = if self.oldest_first { &OLDEST } else { &NEWEST };
        let named = |text: &str| !text.is_empty();
        let alone = ![&self.actor, &self.action, &self.subject].into_iter().any(|text| named(text));
        if named(&self.sought.text) && alone && self.from.is_none() && self.until.is_none() {
            texts.worded
        } else if named(&self.sought.text) {
            texts.found
        } else if named(&self.subject) {
            texts.of_subject
        } else if *reach != Reach::Everything {
            texts.within
        } else if named(&self.actor) && self.actor != PROGRAM {
            texts.of_actor
        } else if named(&self.action) {
            texts.of_action
        } else {
            texts.all
        }
    }
}

/// A text as a pattern of `LIKE`, to be found anywhere.
fn pattern(text: &str) -> String {
    format!("%{}%", text.replace('!', "!!").replace('%', "!%").replace('_', "!_"))
}

/// Words with a comma around each.
fn list(words: &[&str]) -> String {
    words.iter().fold(",".to_owned(), |list, word| list + word + ",")
}

impl Store {
    /// The entries that are wanted and in reach, up to `most`: the newest first, unless the oldest are to be.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn audit(&self, reach: &Reach, wanted: &Wanted, most: i64) -> Result<Vec<Noted>, StoreError> {
        let Wanted { actor, action, subject, sought, from, until, oldest_first, beyond } = wanted;
        let beginning = if *oldest_first { 0 } else { i64::MAX };
        Ok(on_read!(&self.db, pool => {
            let mut query = sqlx::query_as(wanted.text(reach))
                .persistent(PLANNED_ONCE)
                .bind(parameter(reach))
                .bind(beyond.unwrap_or(beginning))
                .bind(actor.as_str())
                .bind(action.as_str())
                .bind(subject.as_str())
                .bind(from.unwrap_or(i64::MIN))
                .bind(until.unwrap_or(i64::MAX))
                .bind(most);
            if !sought.text.is_empty() {
                query = query.bind(pattern(&sought.text)).bind(list(&sought.actions)).bind(list(&sought.kinds));
            }
            query.fetch_all(pool).await
        })?)
    }

    /// The names of the accounts that did something of which somebody with this reach may read, up to `most`, sorted.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn audit_actors(&self, reach: &Reach, most: i64) -> Result<Vec<String>, StoreError> {
        let mut names: Vec<String> = on_read!(&self.db, pool => {
            if *reach == Reach::Everything {
                sqlx::query_scalar(ACTORS).bind(most).fetch_all(pool).await
            } else {
                sqlx::query_scalar(ACTORS_WITHIN).persistent(PLANNED_ONCE).bind(parameter(reach)).bind(most).fetch_all(pool).await
            }
        })?;
        names.sort();
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use super::{list, pattern};

    #[test]
    fn what_means_something_to_like_is_only_itself() {
        assert_eq!(pattern("100 %_!"), "%100 !%!_!!%");
        assert_eq!((list(&[]), list(&["a", "paper form"])), (",".to_owned(), ",a,paper form,".to_owned()));
    }
}
