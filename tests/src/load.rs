//! Citizens who answer, many at once and one after another, and remember what came of it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use server::sources::Ids;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::NOW;
use crate::http::{self, Failure};
use crate::world::{CHOICE, LAND};

/// How many citizens answer at the same time.
const CITIZENS: u64 = 16;
/// How long a citizen waits who was told to try later, or found nobody, before the next one comes.
const PAUSE: Duration = Duration::from_millis(100);

/// One form that was sent.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The identifier of the response.
    pub id: Uuid,
    /// What came of it.
    pub outcome: Outcome,
    /// How long that took.
    pub took: Duration,
    path: String,
    body: String,
}

/// What came of a form that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// 303: it is stored.
    Stored,
    /// 503 with the time after which to try again.
    TryLater,
    /// Another answer, with its status.
    Wrong(u16),
    /// No whole answer.
    None(Failure),
}

impl Submission {
    /// Sends it once more.
    pub async fn again(&self, address: &str) -> Outcome {
        send(address, &self.path, &self.body).await
    }
}

/// Load that runs until it is stopped, in a thread of its own so that a test may wait for processes meanwhile.
#[derive(Debug)]
pub struct Load {
    stop: Arc<AtomicBool>,
    tally: Arc<Seen>,
    thread: Option<JoinHandle<Vec<Submission>>>,
}

#[derive(Debug, Default)]
struct Seen {
    stored: Mutex<Vec<Uuid>>,
    told_later: AtomicUsize,
}

impl Seen {
    fn stored(&self) -> MutexGuard<'_, Vec<Uuid>> {
        self.stored.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Load {
    /// Begins to answer at these addresses, in turn. The same seed gives the same answers.
    #[must_use]
    pub fn start(addresses: &[&str], seed: u64) -> Self {
        let addresses: Vec<String> = addresses.iter().map(ToString::to_string).collect();
        let (stop, tally) = (Arc::new(AtomicBool::new(false)), Arc::new(Seen::default()));
        let (asked, counted) = (Arc::clone(&stop), Arc::clone(&tally));
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let mut citizens = JoinSet::new();
                for (number, address) in (0..CITIZENS).zip(addresses.into_iter().cycle()) {
                    let rng = ChaCha8Rng::seed_from_u64(seed * CITIZENS + number);
                    citizens.spawn(answer_one_after_another(address, rng, Arc::clone(&asked), Arc::clone(&counted)));
                }
                citizens.join_all().await.concat()
            })
        });
        Self { stop, tally, thread: Some(thread) }
    }

    /// How many were stored so far.
    #[must_use]
    pub fn stored(&self) -> usize {
        self.tally.stored().len()
    }

    /// Which were stored so far.
    #[must_use]
    pub fn stored_ids(&self) -> Vec<Uuid> {
        self.tally.stored().clone()
    }

    /// How many were told to try later so far.
    #[must_use]
    pub fn told_later(&self) -> usize {
        self.tally.told_later.load(Ordering::Relaxed)
    }

    /// Waits until so many more were stored; says whether that happened in time.
    pub async fn goes_on(&self, more: usize, patience: Duration) -> bool {
        let (begun, goal) = (Instant::now(), self.stored() + more);
        while self.stored() < goal && begun.elapsed() < patience {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.stored() >= goal
    }

    /// Lets everybody finish what they sent; gives all that was sent.
    #[must_use]
    pub fn stop(mut self) -> Vec<Submission> {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.take().expect("a thread that was not joined").join().expect("the load")
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

async fn answer_one_after_another(
    address: String,
    mut rng: ChaCha8Rng,
    stop: Arc<AtomicBool>,
    tally: Arc<Seen>,
) -> Vec<Submission> {
    let ids = Ids::new(ChaCha8Rng::seed_from_u64(rng.random()));
    let mut sent = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        let id = ids.make(NOW);
        let path = format!("/s/{}", if rng.random_bool(0.5) { LAND } else { CHOICE });
        let sector = if path.ends_with(CHOICE) { "&sector=construction" } else { "" };
        let [overall, a1, b1] = [(); 3].map(|()| rng.random_range(1..=5));
        let body = format!("id={id}{sector}&q-overall={overall}&q-a1={a1}&q-b1={b1}");
        let begun = Instant::now();
        let outcome = send(&address, &path, &body).await;
        match outcome {
            Outcome::Stored => tally.stored().push(id),
            Outcome::TryLater => drop(tally.told_later.fetch_add(1, Ordering::Relaxed)),
            Outcome::Wrong(_) | Outcome::None(_) => {}
        }
        let pause = outcome != Outcome::Stored;
        sent.push(Submission { id, outcome, took: begun.elapsed(), path, body });
        if pause {
            tokio::time::sleep(PAUSE).await;
        }
    }
    sent
}

async fn send(address: &str, path: &str, body: &str) -> Outcome {
    match http::post(address, path, body).await {
        Ok(reply) if reply.status == 303 => Outcome::Stored,
        Ok(reply) if reply.status == 503 && reply.header("retry-after").is_some() => Outcome::TryLater,
        Ok(reply) => Outcome::Wrong(reply.status),
        Err(failure) => Outcome::None(failure),
    }
}
