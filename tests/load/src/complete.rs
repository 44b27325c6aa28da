//! Complete responses: the page is read, then the answers are sent under the identifier found in it.

use clap::Args;
use hyper::{StatusCode, Uri};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::bodies::{Bodies, Ids};
use crate::connection::Connection;
use crate::form::Form;
use crate::outcome::Outcome;
use crate::{Failure, Target};

/// Who answers, and how often.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    target: Target,
    /// The code of a collection point with the one-stop questionnaire.
    #[arg(long)]
    point: String,
    /// How many complete responses are given on each connection.
    #[arg(long, default_value_t = 1_000)]
    requests: usize,
    /// How many connections do so at once.
    #[arg(long, default_value_t = 4)]
    connections: u64,
    /// Do not ask for brotli.
    #[arg(long)]
    plain: bool,
}

/// Gives them all. The latency of one is the page's and the answer's together.
pub async fn run(options: &Options, now: u64) -> Result<Outcome, Failure> {
    let uri: Uri = format!("/s/{}", options.point).parse()?;
    let begun = Instant::now();
    let mut workers = JoinSet::new();
    for worker in 0..options.connections {
        let connection = Connection::open(options.target, !options.plain).await?;
        workers.spawn(answer(connection, uri.clone(), options.requests, Ids::new(now, worker)));
    }
    let mut all = Outcome::default();
    while let Some(done) = workers.join_next().await {
        all.merge(done??);
    }
    Ok(all.lasted(begun.elapsed()))
}

async fn answer(mut connection: Connection, uri: Uri, requests: usize, mut ids: Ids) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::default();
    let mut bodies = None;
    for _ in 0..requests {
        let asked = Instant::now();
        let page = connection.get(&uri).await?;
        if page.status != StatusCode::OK {
            return Err(format!("{uri} was answered with {}", page.status).into());
        }
        let read = asked.elapsed();
        let form = Form::read(&page.text()?)?;
        let (_, rng) = ids.next();
        let bodies = bodies.get_or_insert_with(|| Bodies::draw(&form, rng));
        let body = bodies.under(form.id.parse()?, rng);
        let sent = Instant::now();
        let status = connection.post(&uri, body).await?;
        outcome.add(status, read + sent.elapsed(), page.bytes.len());
    }
    Ok(outcome)
}
