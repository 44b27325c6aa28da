//! What was written before comments were kept beside responses: found, masked, and put there, when the program first opens the database.

use std::collections::HashSet;
use std::sync::Arc;

use app::domain::answer::{Answer, Answers};
use app::domain::code::Code;
use app::domain::comment::{score, written};
use app::domain::entry::Entered;
use app::domain::masking::masked;
use app::domain::questionnaire::Version;
use app::domain::questionnaire::item::Kind;
use app::domain::theme::spaced;
use uuid::Uuid;

use super::audit::alone;
use super::comments::{ADD, position};
use super::database::{in_transaction, on_read};
use super::disposing::UNSETTLED;
use super::many_rows::MOST;
use super::settings::{READ, REMOVE, WRITE};
use super::{Store, StoreError, row};

/// The setting under which a migration says that there may be comments in responses only, and how far they were looked for.
const COMMENTS: &str = "comments";
/// How many responses are looked through in a transaction.
const STRETCH: usize = 2_000;

const NEXT: &str =
    "SELECT id, campaign_id, version_id, unit, sector, mode, month, answers FROM response WHERE id > $1 ORDER BY id LIMIT $2";
const REWRITE: &str = "UPDATE response SET answers = $2 WHERE id = $1";
const HELD: &str = "SELECT campaign_id FROM legal_hold";
// What was entered once is compared with what is entered again, so it must be masked alike.
const ENTERED: &str = "SELECT entry.id, campaign.version_id, entry.first, entry.second FROM entry \
    JOIN campaign ON campaign.id = entry.campaign_id WHERE entry.first IS NOT NULL OR entry.second IS NOT NULL";
const REWRITE_ENTRY: &str = "UPDATE entry SET first = $2, second = $3 WHERE id = $1";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[NEXT, REWRITE, HELD, ENTERED, REWRITE_ENTRY];

/// A response as it is looked through: identifier, campaign, version, unit, sector, mode, month, answers.
type Row = (Uuid, Uuid, Uuid, String, String, String, i64, String);

/// A comment as it is written: of which response, in which item, about what, how, when, where in the list, how content, what.
struct Found {
    response: Uuid,
    item: String,
    unit: String,
    sector: String,
    mode: String,
    month: i64,
    score: Option<i64>,
    text: String,
}

/// Whether stored answers have an answer in words. Most have none, and need not be read.
fn has_text(version: &Version, stored: &str) -> bool {
    let is_open = |kind: &Kind| matches!(kind, Kind::ShortText | Kind::LongText);
    version.items().any(|(_, item)| is_open(&item.kind) && stored.contains(&format!("\"{}\":", item.code)))
}

/// Masks answers, and says whether that changed anything.
fn mask(answers: &mut Answers) -> bool {
    let changed: Vec<(Code, String)> = answers
        .iter()
        .filter_map(|(item, answer)| match answer {
            Answer::Text(text) => Some((item, text)),
            _ => None,
        })
        .map(|(item, text)| (item.clone(), masked(text), text.clone()))
        .filter(|(_, masked, text)| masked != text)
        .map(|(item, masked, _)| (item, masked))
        .collect();
    let any = !changed.is_empty();
    for (item, text) in changed {
        answers.insert(item, Answer::Text(text));
    }
    any
}

/// An entry masked, if that changes anything. One that cannot be read is judged when somebody finishes its form.
fn masked_entry(version: &Version, stored: &str) -> Option<String> {
    let mut entered = Entered::from_json(version, stored)?;
    mask(&mut entered.answers).then(|| entered.to_json())
}

impl Store {
    /// Masks what was written before anything was, and puts comments beside their responses: a stretch in each transaction, so that it goes
    /// on where it was after whatever happened. What responses of campaigns on hold say stays as it is; only the comment beside is masked.
    ///
    /// # Errors
    /// When the database does not answer, or a response cannot be read.
    pub(super) async fn find_comments_if_new(&self) -> Result<(), StoreError> {
        let mut looked_through = 0;
        loop {
            let reached: Option<String> =
                on_read!(&self.db, pool => sqlx::query_scalar(READ).bind(COMMENTS).fetch_optional(pool).await)?;
            let Some(reached) = reached else { return Ok(()) };
            looked_through += self.find_some_comments(reached.parse().unwrap_or_default()).await?;
            tracing::info!("looking for comments: {looked_through} responses");
        }
    }

    async fn version_by_id(&self, id: Uuid) -> Result<Arc<Version>, StoreError> {
        let missing = || StoreError::Unreadable { what: "version of a response", value: id.to_string() };
        self.version(id).await?.ok_or_else(missing)
    }

    async fn find_some_comments(&self, reached: Uuid) -> Result<usize, StoreError> {
        Ok(in_transaction!(&self.db, tx => {
            // Nothing is withdrawn or erased meanwhile.
            alone!(&self.db, tx);
            let held: Vec<Uuid> = sqlx::query_scalar(HELD).fetch_all(&mut *tx).await?;
            let held: HashSet<Uuid> = held.into_iter().collect();
            let rows: Vec<Row> = sqlx::query_as(NEXT).bind(reached).bind(row::signed(STRETCH)).fetch_all(&mut *tx).await?;
            let looked_through = rows.len();
            let last = rows.last().map(|(id, ..)| *id);
            let (mut comments, mut rewritten) = (Vec::new(), 0);
            for (response, campaign, version, unit, sector, mode, month, stored) in rows {
                let version = self.version_by_id(version).await?;
                if !has_text(&version, &stored) {
                    continue;
                }
                // What was written is not repeated here.
                let unreadable = |misfit| StoreError::Unreadable { what: "response", value: format!("{misfit:?}") };
                let mut answers = Answers::from_json(&version, &stored).map_err(unreadable)?;
                if mask(&mut answers) && !held.contains(&campaign) {
                    sqlx::query(REWRITE).bind(response).bind(answers.to_json()).execute(&mut *tx).await?;
                    rewritten += 1;
                }
                let score = score(&version, &answers).map(|score| i64::from(score.point()));
                comments.extend(written(&version, &answers).map(|(item, text)| Found {
                    response,
                    item: item.to_string(),
                    unit: unit.clone(),
                    sector: sector.clone(),
                    mode: mode.clone(),
                    month,
                    score,
                    text: text.to_owned(),
                }));
            }
            for chunk in comments.chunks(MOST) {
                let mut query = sqlx::query(ADD.text(chunk.len(), &self.db));
                for found in chunk {
                    query = query
                        .bind(found.response)
                        .bind(found.item.as_str())
                        .bind(found.unit.as_str())
                        .bind(found.sector.as_str())
                        .bind(found.mode.as_str())
                        .bind(found.month)
                        .bind(position(found.response))
                        .bind(found.score)
                        .bind(found.text.as_str())
                        .bind(spaced(&found.text));
                }
                query.execute(&mut *tx).await?;
            }
            if looked_through < STRETCH {
                let entered: Vec<(Uuid, Uuid, Option<String>, Option<String>)> = sqlx::query_as(ENTERED).fetch_all(&mut *tx).await?;
                for (id, version, first, second) in entered {
                    let version = self.version_by_id(version).await?;
                    let masked = [&first, &second].map(|stored| stored.as_deref().and_then(|stored| masked_entry(&version, stored)));
                    if masked.iter().any(Option::is_some) {
                        let [new_first, new_second] = masked;
                        sqlx::query(REWRITE_ENTRY)
                            .bind(id)
                            .bind(new_first.or(first))
                            .bind(new_second.or(second))
                            .execute(&mut *tx)
                            .await?;
                        rewritten += 1;
                    }
                }
                sqlx::query(REMOVE).bind(COMMENTS).execute(&mut *tx).await?;
            } else {
                let last = last.unwrap_or_default().to_string();
                sqlx::query(WRITE).bind(COMMENTS).bind(last).execute(&mut *tx).await?;
            }
            if rewritten > 0 {
                sqlx::query(WRITE).bind(UNSETTLED).bind("yes").execute(&mut *tx).await?;
            }
            looked_through
        }))
    }
}
