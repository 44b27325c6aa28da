//! Answers alone, as many as fit or so many a second: how much the server takes, and how long a citizen waits.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use clap::Args;
use hyper::{StatusCode, Uri};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tokio::sync::Mutex;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::bodies::{Bodies, Ids};
use crate::connection::Connection;
use crate::form::Form;
use crate::outcome::Outcome;
use crate::{Failure, Target};

/// The stream of chance that times and answers are drawn from; workers have the lower ones.
const COMMON: u64 = u64::MAX;

/// Who sends, how long, and how fast.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    target: Target,
    /// The code of a collection point with the one-stop questionnaire; connections are dealt out among several.
    #[arg(long = "point", required = true)]
    points: Vec<String>,
    /// How many connections send.
    #[arg(long, default_value_t = 64)]
    connections: u64,
    /// How long they send, in seconds.
    #[arg(long, default_value_t = 10.0)]
    seconds: f64,
    /// How many are sent each second on average, at random moments, whatever the server does. Latency then counts from the moment
    /// at which each was due, so a server that stalls cannot hide how many waited. Without it, each connection sends its next answer
    /// when the last one was taken.
    #[arg(long)]
    rate: Option<f64>,
}

/// What a worker sends, and where.
struct Worker {
    connection: Connection,
    uri: Uri,
    bodies: Arc<Bodies>,
    ids: Ids,
}

impl Worker {
    async fn send(&mut self) -> Result<StatusCode, Failure> {
        let (id, rng) = self.ids.next();
        let body = self.bodies.under(id, rng);
        self.connection.post(&self.uri, body).await
    }
}

/// Sends for the given time.
pub async fn run(options: &Options, now: u64) -> Result<Outcome, Failure> {
    let mut rng = ChaCha8Rng::seed_from_u64(now);
    rng.set_stream(COMMON);
    let mut crew = hire(options, now, &mut rng).await?;
    let mut workers = JoinSet::new();
    let time = Duration::try_from_secs_f64(options.seconds)?;
    let begun = Instant::now();
    if let Some(rate) = options.rate {
        let (sender, due) = unbounded_channel();
        let due = Arc::new(Mutex::new(due));
        // A thread sleeps to a fraction of a millisecond; the runtime's timer does not.
        thread::spawn(move || keep_time(&sender, begun, (time, rate), &mut rng));
        for worker in crew.drain(..) {
            workers.spawn(when_due(worker, due.clone()));
        }
    } else {
        for worker in crew.drain(..) {
            workers.spawn(until(worker, begun + time));
        }
    }
    let mut all = Outcome::default();
    while let Some(done) = workers.join_next().await {
        all.merge(done??);
    }
    Ok(all.lasted(begun.elapsed()))
}

/// Opens the connections and draws what they will send.
async fn hire(options: &Options, now: u64, rng: &mut ChaCha8Rng) -> Result<Vec<Worker>, Failure> {
    let mut places = Vec::new();
    for point in &options.points {
        let uri: Uri = format!("/s/{point}").parse()?;
        let page = Connection::open(options.target, true).await?.get(&uri).await?;
        if page.status != StatusCode::OK {
            return Err(format!("{uri} was answered with {}", page.status).into());
        }
        places.push((uri, Arc::new(Bodies::draw(&Form::read(&page.text()?)?, rng))));
    }
    let mut crew = Vec::new();
    for (number, (uri, bodies)) in (0..options.connections).zip(places.iter().cycle()) {
        let connection = Connection::open(options.target, true).await?;
        crew.push(Worker { connection, uri: uri.clone(), bodies: bodies.clone(), ids: Ids::new(now, number) });
    }
    Ok(crew)
}

/// Sends one after the other until the time is over.
async fn until(mut worker: Worker, end: Instant) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::default();
    let mut sent = Instant::now();
    while sent < end {
        let status = worker.send().await?;
        let answered = Instant::now();
        outcome.add(status, answered - sent, 0);
        sent = answered;
    }
    Ok(outcome)
}

/// Sends whenever one is due and no other worker has taken it.
async fn when_due(mut worker: Worker, due: Arc<Mutex<UnboundedReceiver<Instant>>>) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::default();
    loop {
        let next = due.lock().await.recv().await;
        let Some(due) = next else { return Ok(outcome) };
        outcome.delayed(due.elapsed());
        let status = worker.send().await?;
        outcome.add(status, due.elapsed(), 0);
    }
}

/// Says when each is due: citizens come independently of one another, so the times between them are exponential.
fn keep_time(due: &UnboundedSender<Instant>, begun: Instant, (time, rate): (Duration, f64), rng: &mut ChaCha8Rng) {
    let mut next = begun;
    loop {
        // From the open end of the interval: the logarithm of 0 is none.
        let uniform = 1.0 - rng.random::<f64>();
        next += Duration::from_secs_f64(-uniform.ln() / rate);
        if next > begun + time {
            return;
        }
        thread::sleep(next.saturating_duration_since(Instant::now()));
        // Nobody receives when every worker has failed, which is told elsewhere.
        if due.send(next).is_err() {
            return;
        }
    }
}
