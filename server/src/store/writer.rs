//! The one task that writes responses: what arrives while a transaction is on its way to the disk goes together into the next.

use std::sync::Arc;

use app::domain::response::Storing;
use tokio::sync::{mpsc, oneshot};

use super::database::PATIENCE;
use super::group::write_group;
use super::metrics::Metrics;
use super::responses::NewResponse;
use super::{Database, StoreError};

/// How many responses one transaction takes at most, so that the first caller of a group does not wait for a crowd.
const GROUP: usize = 256;
/// How many may wait before further callers wait for a place.
const QUEUE: usize = 4096;

/// The handle by which responses are handed to the writer.
#[derive(Clone, Debug)]
pub struct Writer {
    queue: mpsc::Sender<Message>,
}

#[derive(Debug)]
enum Message {
    Store(Box<Job>),
    Finish(oneshot::Sender<()>),
}

#[derive(Debug)]
struct Job {
    new: NewResponse,
    done: oneshot::Sender<Result<Storing, StoreError>>,
}

impl Writer {
    /// Starts the writer of a database. It ends when its last handle is gone or it is told to finish.
    pub(super) fn start(db: Database, metrics: Arc<Metrics>) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(run(db, metrics, waiting));
        Self { queue }
    }

    /// Hands over a response and waits until it is on disk.
    pub(super) async fn store(&self, new: NewResponse) -> Result<Storing, StoreError> {
        let (done, outcome) = oneshot::channel();
        self.queue.send(Message::Store(Box::new(Job { new, done }))).await.map_err(|_| StoreError::Stopped)?;
        outcome.await.map_err(|_| StoreError::Stopped)?
    }

    /// Takes no more responses and waits until those handed over are on disk.
    pub(super) async fn finish(&self) {
        let (done, finished) = oneshot::channel();
        if self.queue.send(Message::Finish(done)).await.is_ok() {
            // An error means that the writer ended already, which is what was wanted.
            let _ = finished.await;
        }
    }
}

async fn run(db: Database, metrics: Arc<Metrics>, mut waiting: mpsc::Receiver<Message>) {
    let mut finished = None;
    while let Some(message) = waiting.recv().await {
        let mut group = Vec::new();
        gather(message, &mut waiting, GROUP, &mut group, &mut finished);
        if !write(&db, &metrics, group).await {
            // The database does not answer. Whoever waits already has waited as long as this group: they are told together, instead of
            // group after group, each later than the one before.
            while let Ok(message) = waiting.try_recv() {
                let mut others = Vec::new();
                gather(message, &mut waiting, usize::MAX, &mut others, &mut finished);
                tell(others.into_iter().map(|job| job.done), std::iter::repeat_with(|| Err(StoreError::TimedOut)));
            }
        }
    }
    if let Some(done) = finished {
        // Whoever asked may have gone; the work is done all the same.
        let _ = done.send(());
    }
}

/// Takes what waits already, up to `most` responses.
fn gather(
    first: Message,
    waiting: &mut mpsc::Receiver<Message>,
    most: usize,
    group: &mut Vec<Job>,
    finished: &mut Option<oneshot::Sender<()>>,
) {
    let mut next = Some(first);
    while let Some(message) = next {
        match message {
            Message::Store(job) => group.push(*job),
            Message::Finish(done) => {
                waiting.close();
                *finished = Some(done);
            }
        }
        next = if group.len() < most { waiting.try_recv().ok() } else { None };
    }
}

/// Writes a group and tells each caller; returns whether the database answered. Where one response is refused, the group is halved
/// until that one stands alone, so that it does not take its neighbours with it.
async fn write(db: &Database, metrics: &Metrics, group: Vec<Job>) -> bool {
    let (responses, callers): (Vec<NewResponse>, Vec<_>) = group.into_iter().map(|job| (job.new, job.done)).unzip();
    let mut callers = callers.into_iter();
    let mut parts = vec![responses.as_slice()];
    while let Some(part) = parts.pop() {
        match write_group(db, metrics, part, PATIENCE).await {
            Ok(outcomes) => tell(callers.by_ref().take(part.len()), outcomes.into_iter().map(Ok)),
            Err(error) if part.len() > 1 && error.is_about_a_row() => {
                tracing::warn!(%error, responses = part.len(), "a group could not be stored; trying its halves");
                let (first, second) = part.split_at(part.len() / 2);
                parts.extend([second, first]);
            }
            Err(error) => {
                tracing::warn!(%error, responses = part.len(), "responses could not be stored");
                let answered = error.is_about_a_row();
                tell(callers.by_ref().take(1), [Err(error)]);
                if !answered {
                    tell(callers, std::iter::repeat_with(|| Err(StoreError::TimedOut)));
                    return false;
                }
            }
        }
    }
    true
}

/// Answers each caller. One that has gone meanwhile (a closed connection) loses nothing: its response is stored or will be sent again.
fn tell(
    callers: impl Iterator<Item = oneshot::Sender<Result<Storing, StoreError>>>,
    outcomes: impl IntoIterator<Item = Result<Storing, StoreError>>,
) {
    for (caller, outcome) in callers.zip(outcomes) {
        let _ = caller.send(outcome);
    }
}
