//! How what collectors entered becomes responses: in the transaction of the writer that stores the response, so that it is attributed exactly
//! if it is stored, and a form that two people finish at once becomes one response.

use std::collections::HashSet;

use app::domain::double_entry::Quality;
use app::domain::entry::PaperNumber;
use app::domain::response::Storing;
use app::domain::role::Reach;
use uuid::Uuid;

use super::entry::{PaperForm, act};
use super::responses::NewResponse;
use super::scope::within;
use crate::audit::{Act, Action, Author};
use app::domain::collection_point::CollectionPoint;

/// Claims the identifier, and the number of the form if it has one, for what is entered once at a place in reach.
pub(super) const CLAIM_ONCE: &str = within!(
    "INSERT INTO entry (id, campaign_id, point, batch, number, account_id, entered_at, stored_at) SELECT $2, $3, $4, $5, $6, $7, $8, $8 \
     WHERE $1 = '*' OR EXISTS (SELECT 1 FROM collection_point WHERE collection_point.code = $4 AND unit IN (SELECT code FROM reach)) \
     ON CONFLICT DO NOTHING"
);
/// Claims a form in reach that was entered twice, and forgets both entries: the response has what is right of them.
pub(super) const CLAIM_TWICE: &str = within!(
    "UPDATE entry SET stored_at = $3, first = NULL, second = NULL WHERE id = $2 AND stored_at IS NULL AND second_id IS NOT NULL \
     AND ($1 = '*' OR point IN (SELECT collection_point.code FROM collection_point WHERE unit IN (SELECT code FROM reach)))"
);
/// Gives a claim back where something else stands under the identifier.
pub(super) const GIVE_BACK: &str = "DELETE FROM entry WHERE id = $1";
pub(super) const ADD_QUALITY: &str = "INSERT INTO entry_quality (campaign_id, account_id, part, keys, errors) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (campaign_id, account_id, part) \
     DO UPDATE SET keys = entry_quality.keys + excluded.keys, errors = entry_quality.errors + excluded.errors";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[CLAIM_ONCE, CLAIM_TWICE, GIVE_BACK, ADD_QUALITY];

/// How a response came to be entered.
#[derive(Clone, Debug)]
pub struct Entering {
    /// When it becomes a response: UTC milliseconds.
    pub at: i64,
    /// How far whoever enters or decides reaches.
    pub reach: Reach,
    /// Once or twice.
    pub how: How,
}

/// Once or twice.
#[derive(Clone, Debug)]
pub enum How {
    /// By one account.
    Once {
        /// Whose.
        by: Uuid,
        /// The number of the paper form, where it has one.
        number: Option<PaperNumber>,
    },
    /// Twice; the identifier of the response is that of the form.
    Twice {
        /// How well each account entered.
        quality: Vec<(Uuid, Vec<Quality>)>,
        /// Who decided between entries that differed.
        decided: Option<(Author, Act)>,
    },
}

impl Entering {
    /// By one account.
    #[must_use]
    pub const fn once(at: i64, reach: Reach, by: Uuid, number: Option<PaperNumber>) -> Self {
        Self { at, reach, how: How::Once { by, number } }
    }

    /// By two, of whom each entered so well; with who decided, where they differed.
    #[must_use]
    pub fn twice(
        at: i64,
        reach: Reach,
        quality: Vec<(Uuid, Vec<Quality>)>,
        decided: Option<(Author, &CollectionPoint, &PaperForm)>,
    ) -> Self {
        let decided = decided.map(|(author, point, form)| (author, act(Action::EntryDecided, point, form)));
        Self { at, reach, how: How::Twice { quality, decided } }
    }
}

/// Those of a group that were entered.
pub(super) fn entered(group: &[NewResponse]) -> impl Iterator<Item = (&NewResponse, &Entering)> {
    group.iter().filter_map(|new| Some((new, new.entering.as_deref()?)))
}

/// Whether a response may be stored as far as its entry is concerned.
pub(super) fn is_claimed(new: &NewResponse, claimed: &HashSet<Uuid>) -> bool {
    new.entering.is_none() || claimed.contains(&new.response.id)
}

/// The claims of a group that nothing was stored for.
pub(super) fn unused<'a>(
    group: &'a [NewResponse],
    outcomes: &'a [Storing],
    claimed: &'a HashSet<Uuid>,
) -> impl Iterator<Item = Uuid> + 'a {
    let stored =
        move |id: Uuid| group.iter().zip(outcomes).any(|(new, outcome)| new.response.id == id && *outcome == Storing::Stored);
    claimed.iter().copied().filter(move |id| !stored(*id))
}

/// Claims what of a group was entered, in a transaction, and gives the identifiers of those whose claim holds.
macro_rules! claim_entries {
    ($tx:expr, $group:expr, $statements:expr) => {{
        let mut claimed = std::collections::HashSet::new();
        for (new, entering) in $crate::store::entering::entered($group) {
            let response = &new.response;
            let done = match &entering.how {
                $crate::store::entering::How::Once { by, number } => sqlx::query($crate::store::entering::CLAIM_ONCE)
                    .bind($crate::store::scope::parameter(&entering.reach))
                    .bind(response.id)
                    .bind(response.campaign_id)
                    .bind(response.point.as_str())
                    .bind(number.as_ref().map(|number| number.batch.as_str()))
                    .bind(number.as_ref().map(|number| i64::from(number.number)))
                    .bind(by)
                    .bind(entering.at)
                    .execute(&mut *$tx)
                    .await?
                    .rows_affected(),
                $crate::store::entering::How::Twice { .. } => sqlx::query($crate::store::entering::CLAIM_TWICE)
                    .bind($crate::store::scope::parameter(&entering.reach))
                    .bind(response.id)
                    .bind(entering.at)
                    .execute(&mut *$tx)
                    .await?
                    .rows_affected(),
            };
            if done == 1 {
                claimed.insert(response.id);
            }
            $statements += 1;
        }
        claimed
    }};
}

/// Notes, in the transaction that stored a group, how well its forms were entered and who decided; and gives back what was claimed for nothing.
macro_rules! note_entries {
    ($db:expr, $tx:expr, $group:expr, $outcomes:expr, $claimed:expr, $statements:expr) => {{
        for id in $crate::store::entering::unused($group, $outcomes, $claimed) {
            sqlx::query($crate::store::entering::GIVE_BACK).bind(id).execute(&mut *$tx).await?;
            $statements += 1;
        }
        let stored = $group.iter().zip($outcomes).filter(|(_, outcome)| **outcome == app::domain::response::Storing::Stored);
        for (new, entering) in stored.filter_map(|(new, _)| Some((new, new.entering.as_deref()?))) {
            let $crate::store::entering::How::Twice { quality, decided } = &entering.how else { continue };
            for (account, parts) in quality {
                for part in parts {
                    sqlx::query($crate::store::entering::ADD_QUALITY)
                        .bind(new.response.campaign_id)
                        .bind(account)
                        .bind(part.part.as_str())
                        .bind(i64::try_from(part.keys).unwrap_or(i64::MAX))
                        .bind(i64::try_from(part.errors).unwrap_or(i64::MAX))
                        .execute(&mut *$tx)
                        .await?;
                    $statements += 1;
                }
            }
            if let Some((author, act)) = decided {
                $crate::store::audit::note!($db, $tx, author, entering.at, act);
                $statements += 3;
            }
        }
    }};
}

pub(super) use {claim_entries, note_entries};
