//! What other systems hand over: the log tells, in the transaction that stores a group of responses, how many came by each token about
//! each unit. Which ones they are it does not tell.

use std::collections::BTreeMap;

use app::domain::response::Storing;
use serde_json::json;

use super::responses::NewResponse;
use crate::audit::{Act, Action, Author};

/// Whether a group has any that were handed over.
pub(super) fn any(group: &[NewResponse]) -> bool {
    group.iter().any(|new| new.handed_over_by.is_some())
}

/// What the log tells of a group: by whom, when (UTC milliseconds), and what.
pub(super) fn acts(group: &[NewResponse], outcomes: &[Storing]) -> Vec<(Author, i64, Act)> {
    let mut taken: BTreeMap<(String, String), (Author, i64, u64)> = BTreeMap::new();
    let stored = group.iter().zip(outcomes).filter(|(_, outcome)| **outcome == Storing::Stored);
    for (new, _) in stored {
        let Some(author @ Author::Token { id, .. }) = &new.handed_over_by else { continue };
        let key = (id.to_string(), new.response.unit.to_string());
        taken.entry(key).or_insert_with(|| (author.clone(), new.response.submitted_at, 0)).2 += 1;
    }
    let told = |((token, unit), (author, at, responses)): ((String, String), (Author, i64, u64))| {
        let act = Act::on(Action::ResponsesTaken, format!("token {token}"));
        (author, at, Act { unit: Some(unit), after: Some(json!({ "responses": responses })), ..act })
    };
    taken.into_iter().map(told).collect()
}

/// Notes, in the transaction that stored a group, what of it was handed over.
macro_rules! note_handed_over {
    ($db:expr, $tx:expr, $group:expr, $outcomes:expr, $statements:expr) => {{
        for (author, at, act) in $crate::store::handed_over::acts($group, $outcomes) {
            $crate::store::audit::note!($db, $tx, &author, at, act);
            $statements += 3;
        }
    }};
}

pub(super) use note_handed_over;
