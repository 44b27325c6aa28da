//! The one task that writes responses: what arrives while a transaction is on its way to the disk goes together into the next.

use app::domain::response::Storing;
use tokio::sync::{mpsc, oneshot};

use super::responses::{NewResponse, write_group};
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
    Store(Job),
    Finish(oneshot::Sender<()>),
}

#[derive(Debug)]
struct Job {
    new: NewResponse,
    done: oneshot::Sender<Result<Storing, StoreError>>,
}

impl Writer {
    /// Starts the writer of a database. It ends when its last handle is gone or it is told to finish.
    pub(super) fn start(db: Database) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(run(db, waiting));
        Self { queue }
    }

    /// Hands over a response and waits until it is on disk.
    pub(super) async fn store(&self, new: NewResponse) -> Result<Storing, StoreError> {
        let (done, outcome) = oneshot::channel();
        self.queue.send(Message::Store(Job { new, done })).await.map_err(|_| StoreError::Stopped)?;
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

async fn run(db: Database, mut waiting: mpsc::Receiver<Message>) {
    let mut finished = None;
    while let Some(message) = waiting.recv().await {
        let mut group = Vec::new();
        let mut next = Some(message);
        while let Some(message) = next {
            match message {
                Message::Store(job) => group.push(job),
                Message::Finish(done) => {
                    waiting.close();
                    finished = Some(done);
                }
            }
            next = if group.len() < GROUP { waiting.try_recv().ok() } else { None };
        }
        write(&db, group).await;
    }
    if let Some(done) = finished {
        // Whoever asked may have gone; the work is done all the same.
        let _ = done.send(());
    }
}

/// Writes a group and tells each caller. When the group fails as a whole, each response is tried alone, so that one that cannot be
/// stored does not take its neighbours with it.
async fn write(db: &Database, group: Vec<Job>) {
    let (responses, callers): (Vec<NewResponse>, Vec<_>) = group.into_iter().map(|job| (job.new, job.done)).unzip();
    match write_group(db, &responses).await {
        Ok(outcomes) => tell(callers, outcomes.into_iter().map(Ok)),
        Err(error) if responses.len() <= 1 => tell(callers, [Err(error)]),
        Err(error) => {
            tracing::warn!(%error, responses = responses.len(), "a group could not be stored; trying each response alone");
            for (new, caller) in responses.iter().zip(callers) {
                let outcome = write_group(db, std::slice::from_ref(new)).await;
                tell([caller], outcome.map_or_else(|error| vec![Err(error)], |outcomes| outcomes.into_iter().map(Ok).collect()));
            }
        }
    }
}

/// Answers each caller. One that has gone meanwhile (a closed connection) loses nothing: its response is stored or will be sent again.
fn tell(
    callers: impl IntoIterator<Item = oneshot::Sender<Result<Storing, StoreError>>>,
    outcomes: impl IntoIterator<Item = Result<Storing, StoreError>>,
) {
    for (caller, outcome) in callers.into_iter().zip(outcomes) {
        let _ = caller.send(outcome);
    }
}
