//! The newest responses to campaigns with how they came, read anew only when somebody answered, and of very many only after a while.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use app::domain::campaign::Campaign;
use app::domain::mode::Mode;
use app::domain::period::Period;
use app::domain::questionnaire::Version;
use uuid::Uuid;

use super::Desk;
use super::people::Person;
use crate::store::StoreError;
use crate::store::newest::NewestResponse;

/// So many of the newest responses to a campaign are read at the most.
const MOST: u32 = 10_000;
/// So many of the newest responses to several campaigns are read together, the same number of each.
const TOGETHER: usize = 100_000;
/// Of each of very many campaigns so many are read.
const FEWEST: usize = 20;
/// How long the newest of very many are taken as they were although more people answered, in milliseconds.
const KEPT_FOR: i64 = 60_000;
/// How many responses are kept, and campaigns and periods without any; beyond it, all are forgotten.
const KEPT: usize = 2 * TOGETHER;

/// Longer than this (milliseconds) nobody answers: the form lay open, or waited on the device.
const LONGEST: i64 = 2 * 60 * 60 * 1000;

/// A response with what is known of how it came.
#[derive(Debug)]
pub struct Came {
    /// Its answers.
    pub person: Person,
    /// The collection point.
    pub point: String,
    /// Whether its point is for those who were invited.
    pub by_invitation: bool,
    /// When its form was opened: UTC milliseconds.
    pub opened_at: i64,
    /// How long it took (milliseconds), where that is known.
    pub took: Option<i64>,
}

impl Came {
    fn new(response: &NewestResponse, person: Person) -> Self {
        let opened_at = response.opened_at();
        let took = response.submitted_at - opened_at;
        // A kiosk hands its answers over when it can, and paper is entered later.
        let is_timed = [Mode::Phone, Mode::Link, Mode::Interviewer].iter().any(|mode| mode.word() == response.mode);
        let took = (is_timed && (1..=LONGEST).contains(&took)).then_some(took);
        Self { person, point: response.point.clone(), by_invitation: response.by_invitation, opened_at, took }
    }
}

/// The responses to a campaign as they were read.
#[derive(Debug)]
struct Read {
    revision: i64,
    /// How many the campaign had.
    responses: i64,
    /// When: UTC milliseconds.
    at: i64,
    came: Arc<Vec<Came>>,
}

/// A campaign, a period, and how many were read at the most.
type Key = (Uuid, Option<Period>, u32);

/// What is kept of the newest responses.
#[derive(Debug, Default)]
pub struct Newest(Mutex<HashMap<Key, Read>>);

/// The newest responses to some campaigns.
pub struct NewestCame {
    /// By campaign.
    came: Vec<Arc<Vec<Came>>>,
    /// So many were read of a campaign that had more; `None` where all were read.
    pub most: Option<u32>,
}

impl NewestCame {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Came> {
        self.came.iter().flat_map(|came| came.iter())
    }
}

impl Desk<'_> {
    /// The newest responses to campaigns of one version in the period of the filter, as of `now` (UTC milliseconds). What else it says is not looked at.
    pub(super) async fn newest(&self, campaigns: &[&Campaign], version: &Version, now: i64) -> Result<NewestCame, StoreError> {
        let mut all = Vec::new();
        let campaigns = self.answered(campaigns).await?;
        let most = most_of_each(campaigns.len());
        for campaign in campaigns {
            let (revision, responses) = (self.directory.revision(), self.responses(campaign));
            let key = (campaign.id, self.filter.period, most);
            let kept = &self.people.newest.0;
            let holds = |read: &&Read| {
                let is_fresh = is_full(&read.came, most) && (0..KEPT_FOR).contains(&(now - read.at));
                read.revision == revision && (read.responses == responses || is_fresh)
            };
            let known = kept.lock().unwrap_or_else(PoisonError::into_inner).get(&key).filter(holds).map(|read| read.came.clone());
            if let Some(came) = known {
                all.push(came);
                continue;
            }
            let rows = self.store.newest_responses(campaign.id, self.filter.period, most).await?;
            let persons = Person::read_all(campaign.id, &rows, version)?;
            let came: Arc<Vec<Came>> = Arc::new(rows.iter().zip(persons).map(|(row, person)| Came::new(row, person)).collect());
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            let size = kept.values().map(|read| 1 + read.came.len()).sum::<usize>();
            if size + came.len() >= KEPT {
                kept.clear();
            }
            kept.insert(key, Read { revision, responses, at: now, came: came.clone() });
            all.push(came);
        }
        let most = all.iter().any(|came| is_full(came, most)).then_some(most);
        Ok(NewestCame { came: all, most })
    }
}

/// How many are read of each of so many campaigns.
fn most_of_each(campaigns: usize) -> u32 {
    let most = (TOGETHER / campaigns.max(1)).max(FEWEST);
    u32::try_from(most).unwrap_or(MOST).min(MOST)
}

/// Whether there may have been more.
fn is_full(came: &[Came], most: u32) -> bool {
    u32::try_from(came.len()) == Ok(most)
}

#[cfg(test)]
mod tests {
    use super::most_of_each;

    #[test]
    fn of_many_campaigns_fewer_are_read_each() {
        assert_eq!([0, 1, 10, 11, 1_000, 5_000, 50_000].map(most_of_each), [10_000, 10_000, 10_000, 9_090, 100, 20, 20]);
    }
}
