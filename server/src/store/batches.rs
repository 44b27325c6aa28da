//! Lists of invitations as staff see and change them. Whoever reaches the owner of the campaign issues and withdraws them; whoever reaches
//! only the unit that is judged sees their totals.

use app::domain::collection_point::PointCode;
use app::domain::invitation::{Batch, Totals};
use app::domain::role::Reach;
use serde_json::json;
use uuid::Uuid;

use super::audit::{alone, note};
use super::database::{Database, in_transaction, on_read};
use super::invitations::{ADD_ON_POSTGRES, ADD_ON_SQLITE, COUNT_OF_BATCH, LOCK_BATCH, REMOVE_BATCH, written};
use super::samples::ERASE_INVITED;
use super::scope::{parameter, within};
use super::{Store, StoreError, row};
use crate::accounts::token::{Purpose, Token};
use crate::audit::{Act, Action, Author};

const WITHIN: &str = within!(
    "SELECT b.id, b.point, b.name, b.created_at, b.expires_at, b.withdrawn_at, b.rounds, b.links_made_at, b.issued, b.withdrawn, \
     b.expired, (SELECT COUNT(*) FROM invitation WHERE batch_id = b.id) FROM invitation_batch b \
     JOIN collection_point p ON p.code = b.point JOIN campaign ON campaign.id = p.campaign_id WHERE ($2 = '' OR b.point = $2) \
     AND ($1 = '*' OR campaign.owner IN (SELECT code FROM reach) OR p.unit IN (SELECT code FROM reach)) \
     ORDER BY b.created_at DESC, b.id DESC"
);
const ONE: &str = within!(
    "SELECT b.id, b.point, b.name, b.created_at, b.expires_at, b.withdrawn_at, b.rounds, b.links_made_at, b.issued, b.withdrawn, \
     b.expired, (SELECT COUNT(*) FROM invitation WHERE batch_id = b.id) FROM invitation_batch b \
     JOIN collection_point p ON p.code = b.point JOIN campaign ON campaign.id = p.campaign_id WHERE b.id = $2 \
     AND ($1 = '*' OR campaign.owner IN (SELECT code FROM reach) OR p.unit IN (SELECT code FROM reach))"
);
const ISSUE: &str = within!(
    "INSERT INTO invitation_batch (id, point, name, created_at, expires_at, issued) SELECT $2, $3, $4, $5, $6, $7 \
     WHERE EXISTS (SELECT 1 FROM collection_point p JOIN campaign ON campaign.id = p.campaign_id WHERE p.code = $3 AND p.by_invitation \
     AND p.withdrawn_at IS NULL AND ($1 = '*' OR campaign.owner IN (SELECT code FROM reach))) ON CONFLICT (id) DO NOTHING"
);
const MAKE_LINKS: &str = within!(
    "UPDATE invitation_batch SET rounds = rounds + 1, links_made_at = $4 WHERE id = $2 AND rounds = $3 AND withdrawn_at IS NULL \
     AND expires_at > $4 AND ($1 = '*' OR point IN (SELECT p.code FROM collection_point p \
     JOIN campaign ON campaign.id = p.campaign_id WHERE campaign.owner IN (SELECT code FROM reach)))"
);
const REFERENCES: &str = "SELECT reference FROM invitation WHERE batch_id = $1";
const WITHDRAW: &str = within!(
    "UPDATE invitation_batch SET withdrawn = withdrawn + $3, withdrawn_at = $4 WHERE id = $2 AND withdrawn_at IS NULL \
     AND point IN (SELECT p.code FROM collection_point p JOIN campaign ON campaign.id = p.campaign_id \
     WHERE ($1 = '*' OR campaign.owner IN (SELECT code FROM reach)) \
     AND campaign.id NOT IN (SELECT campaign_id FROM legal_hold))"
);
// A campaign that was closed by mistake may be opened again within this time; then its links still work.
const DUE: &str = "SELECT b.id, campaign.owner FROM invitation_batch b JOIN collection_point p ON p.code = b.point \
    JOIN campaign ON campaign.id = p.campaign_id WHERE (b.expires_at <= $1 OR campaign.closes_at <= $1) \
    AND campaign.id NOT IN (SELECT campaign_id FROM legal_hold) \
    AND EXISTS (SELECT 1 FROM invitation WHERE batch_id = b.id)";
const IS_HELD_BY_BATCH: &str = "SELECT EXISTS (SELECT 1 FROM invitation_batch b JOIN collection_point p ON p.code = b.point \
    JOIN legal_hold ON legal_hold.campaign_id = p.campaign_id WHERE b.id = $1)";
const EXPIRE: &str = "UPDATE invitation_batch SET expired = expired + $2 WHERE id = $1";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[WITHIN, ONE, ISSUE, MAKE_LINKS, REFERENCES, WITHDRAW, DUE, IS_HELD_BY_BATCH, EXPIRE];

/// How long after their end open invitations are kept, in milliseconds: a day.
pub const KEPT: i64 = 24 * 60 * 60 * 1000;

/// A list's columns, and how many of its invitations are open.
type Row = (Uuid, String, String, i64, i64, Option<i64>, i64, Option<i64>, i64, i64, i64, i64);

fn batch(row: Row) -> Result<Batch, StoreError> {
    let (id, point, name, created_at, expires_at, withdrawn_at, rounds, links_made_at, issued, withdrawn, expired, open) = row;
    let totals = Totals {
        issued: row::count(issued)?,
        open: row::count(open)?,
        withdrawn: row::count(withdrawn)?,
        expired: row::count(expired)?,
    };
    let point = row::code::<PointCode>("collection point", &point)?;
    Ok(Batch { id, point, name, created_at, expires_at, withdrawn_at, rounds, links_made_at, totals })
}

/// What the log tells of something that is done to a list. It never has a reference or a token.
fn act(action: Action, id: Uuid, owner: &str, after: serde_json::Value) -> Act {
    Act { unit: Some(owner.to_owned()), after: Some(after), ..Act::on(action, format!("invitations {id}")) }
}

/// A list that is to be issued.
#[derive(Clone, Debug)]
pub struct NewBatch {
    /// Its identifier.
    pub id: Uuid,
    /// The point whose form its links open.
    pub point: PointCode,
    /// What it is called.
    pub name: String,
    /// When its links cease to work: UTC milliseconds.
    pub expires_at: i64,
    /// What each line is called; all different.
    pub references: Vec<String>,
}

/// Writes invitations with new tokens into a list, in the order of their hashes, which says nothing of the order of the list.
macro_rules! write_invitations {
    ($db:expr, $tx:expr, $id:expr, $pairs:expr) => {{
        let text = if matches!($db, Database::Postgres(_)) { ADD_ON_POSTGRES } else { ADD_ON_SQLITE };
        for part in written($pairs) {
            sqlx::query(text).bind($id).bind(part).execute(&mut *$tx).await?;
        }
    }};
}

impl Store {
    /// The lists whose campaign's owner, or whose unit, is in reach, perhaps only those of one point: the newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn batches_within(&self, reach: &Reach, point: Option<&PointCode>) -> Result<Vec<Batch>, StoreError> {
        let reach = self.reading(reach).await?;
        let point = point.map(PointCode::as_str).unwrap_or_default();
        let rows: Vec<Row> =
            on_read!(&self.db, pool => sqlx::query_as(WITHIN).bind(reach.as_str()).bind(point).fetch_all(pool).await)?;
        rows.into_iter().map(batch).collect()
    }

    /// The list with this identifier, if its campaign's owner or its unit is in reach.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn batch(&self, reach: &Reach, id: Uuid) -> Result<Option<Batch>, StoreError> {
        let reach = self.reading(reach).await?;
        let row: Option<Row> =
            on_read!(&self.db, pool => sqlx::query_as(ONE).bind(reach.as_str()).bind(id).fetch_optional(pool).await)?;
        row.map(batch).transpose()
    }

    /// The references of those of a list who have not answered.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn open_references(&self, id: Uuid) -> Result<Vec<String>, StoreError> {
        Ok(on_read!(&self.db, pool => sqlx::query_scalar(REFERENCES).bind(id).fetch_all(pool).await)?)
    }

    /// Issues a list; `false` where the owner of its campaign (`owner`, for the log) is not in reach, its point takes no invitations, or a
    /// list has this identifier already. Nobody knows the tokens yet: they are told by [`Store::make_links`].
    ///
    /// # Errors
    /// When the database does not take it; then nothing of it is issued.
    pub async fn issue(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (new, owner): (&NewBatch, &str),
        mut token: impl FnMut() -> Token + Send,
    ) -> Result<bool, StoreError> {
        let pairs = new.references.iter().map(|reference| (token().hash(Purpose::Answer), reference.as_str())).collect();
        in_transaction!(&self.db, tx => {
            alone!(&self.db, tx);
            let issued = sqlx::query(ISSUE)
                .bind(parameter(reach))
                .bind(new.id)
                .bind(new.point.as_str())
                .bind(new.name.as_str())
                .bind(now)
                .bind(new.expires_at)
                .bind(row::signed(new.references.len()))
                .execute(&mut *tx)
                .await?;
            if issued.rows_affected() == 0 {
                return Ok(false);
            }
            write_invitations!(&self.db, tx, new.id, pairs);
            // The list of the drawn and the list of those who have not answered would together tell who did.
            sqlx::query(ERASE_INVITED).bind(new.point.as_str()).bind(new.id).execute(&mut *tx).await?;
            let after = json!({ "point": new.point.as_str(), "name": new.name, "issued": new.references.len() });
            note!(&self.db, tx, by, now, act(Action::InvitationsIssued, new.id, owner, after));
        });
        Ok(true)
    }

    /// Makes a new token for each invitation of a list that is still open, which puts an end to those made before, and gives them with
    /// their references, sorted; `None` where the owner of the campaign is not in reach, the list has ended, or links were made since
    /// `round`, so that who asks twice does not make twice.
    ///
    /// # Errors
    /// When the database does not take it; then the old tokens still hold.
    pub async fn make_links(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (batch, owner): (&Batch, &str),
        mut token: impl FnMut() -> Token + Send,
    ) -> Result<Option<Vec<(String, Token)>>, StoreError> {
        let mut made: Vec<(String, Token)> = Vec::new();
        in_transaction!(&self.db, tx => {
            alone!(&self.db, tx);
            let may = sqlx::query(MAKE_LINKS)
                .bind(parameter(reach))
                .bind(batch.id)
                .bind(batch.rounds)
                .bind(now)
                .execute(&mut *tx)
                .await?;
            if may.rows_affected() == 0 {
                return Ok(None);
            }
            if matches!(self.db, Database::Postgres(_)) {
                sqlx::query(LOCK_BATCH).bind(batch.id).execute(&mut *tx).await?;
            }
            let mut references: Vec<String> = sqlx::query_scalar(REFERENCES).bind(batch.id).fetch_all(&mut *tx).await?;
            references.sort_unstable();
            made.extend(references.into_iter().map(|reference| (reference, token())));
            sqlx::query(REMOVE_BATCH).bind(batch.id).execute(&mut *tx).await?;
            let pairs = made.iter().map(|(reference, token)| (token.hash(Purpose::Answer), reference.as_str())).collect();
            write_invitations!(&self.db, tx, batch.id, pairs);
            let after = json!({ "name": batch.name, "links": made.len(), "round": batch.rounds + 1 });
            note!(&self.db, tx, by, now, act(Action::LinksExported, batch.id, owner, after));
        });
        Ok(Some(made))
    }

    /// Withdraws what is open of a list, and erases its references; `false` where the owner of the campaign is not in reach, the
    /// campaign is held, or it was withdrawn already.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn withdraw_batch(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (batch, owner): (&Batch, &str),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            alone!(&self.db, tx);
            if matches!(self.db, Database::Postgres(_)) {
                sqlx::query(LOCK_BATCH).bind(batch.id).execute(&mut *tx).await?;
            }
            let open: i64 = sqlx::query_scalar(COUNT_OF_BATCH).bind(batch.id).fetch_one(&mut *tx).await?;
            let withdrawn =
                sqlx::query(WITHDRAW).bind(parameter(reach)).bind(batch.id).bind(open).bind(now).execute(&mut *tx).await?;
            if withdrawn.rows_affected() == 0 {
                return Ok(false);
            }
            sqlx::query(REMOVE_BATCH).bind(batch.id).execute(&mut *tx).await?;
            let after = json!({ "name": batch.name, "withdrawn": open });
            note!(&self.db, tx, by, now, act(Action::InvitationsWithdrawn, batch.id, owner, after));
        });
        Ok(true)
    }

    /// Erases the open invitations of every list that expired, or whose campaign closed, a day ago or earlier: their references are of
    /// persons and no longer needed. How many there were is added to what expired. Gives the number of lists.
    ///
    /// # Errors
    /// When the database does not answer. What was erased stays so.
    pub async fn erase_expired(&self, now: i64) -> Result<usize, StoreError> {
        let before = now.saturating_sub(KEPT);
        let due: Vec<(Uuid, String)> = on_read!(&self.db, pool => sqlx::query_as(DUE).bind(before).fetch_all(pool).await)?;
        for (id, owner) in &due {
            in_transaction!(&self.db, tx => {
                alone!(&self.db, tx);
                if matches!(self.db, Database::Postgres(_)) {
                    sqlx::query(LOCK_BATCH).bind(id).execute(&mut *tx).await?;
                }
                let open: i64 = sqlx::query_scalar(COUNT_OF_BATCH).bind(id).fetch_one(&mut *tx).await?;
                let held: bool = sqlx::query_scalar(IS_HELD_BY_BATCH).bind(id).fetch_one(&mut *tx).await?;
                // Another instance may have been quicker, or whoever holds the campaign.
                if open > 0 && !held {
                    sqlx::query(EXPIRE).bind(id).bind(open).execute(&mut *tx).await?;
                    sqlx::query(REMOVE_BATCH).bind(id).execute(&mut *tx).await?;
                    let act = act(Action::InvitationsExpired, *id, owner, json!({ "expired": open }));
                    note!(&self.db, tx, &Author::Program, now, act);
                }
            });
        }
        Ok(due.len())
    }
}
