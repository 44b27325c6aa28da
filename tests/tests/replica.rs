//! A streaming replica: figures come from it while it follows, from the primary when it does not, and nothing is ever stored in it.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::time::{Duration, Instant};

use serde_json::Value;
use sqlx::{Connection, PgConnection};
use tests::cluster::Cluster;
use tests::http;
use tests::load::{Load, Outcome};
use tests::program::Program;
use tests::proof::Proof;

/// How long the replica may take to have what the primary has, and the program to notice that it is back.
const PATIENCE: Duration = Duration::from_secs(20);
/// Figures read by the program from this server since it started: only its figures come here, so any scan of the counts is one.
const READ: &str =
    "SELECT sum(coalesce(seq_scan, 0) + coalesce(idx_scan, 0))::bigint FROM pg_stat_user_tables WHERE relname = 'response_cell'";

#[tokio::test]
async fn figures_come_from_the_replica_while_it_follows() {
    let primary = Cluster::start_new();
    let mut proof = Proof::begin(&primary.url()).await;
    let mut standby = primary.standby();
    let program = proof.serve(&["--replica-url", &standby.url()]).await;

    // Enough answers that figures are shown, and the replica has them all.
    let mut sent = stored(&program, 1).await;
    follows(&primary, &standby).await;
    let shown = respondents(&program).await;
    assert_eq!(shown, sent.len());

    // The replica stands still: answers go to the primary all the same, and the figures are still those that the replica has.
    on(&standby, "SELECT pg_wal_replay_pause()").await;
    sent.extend(stored(&program, 2).await);
    assert_eq!(respondents(&program).await, shown, "figures are read from the replica");
    on(&standby, "SELECT pg_wal_replay_resume()").await;
    follows(&primary, &standby).await;
    assert_eq!(respondents(&program).await, sent.len());

    // It is killed: the primary answers at once, with the newest figures.
    standby.kill();
    sent.extend(stored(&program, 3).await);
    let begun = Instant::now();
    assert_eq!(respondents(&program).await, sent.len(), "the primary serves");
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());

    // It comes back: after a while figures are read from it again.
    standby.start();
    follows(&primary, &standby).await;
    let (before, begun) = (number(&standby, READ).await, Instant::now());
    while number(&standby, READ).await == before {
        assert!(begun.elapsed() < PATIENCE, "the replica is back and not asked");
        assert_eq!(respondents(&program).await, sent.len());
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    proof.everybody_was_told(&sent);
    proof.after(&program, &sent).await;
    assert_eq!(proof.found.wrong, Vec::<String>::new());
}

#[tokio::test]
async fn a_replica_that_is_far_behind_is_not_believed() {
    let primary = Cluster::start_new();
    let proof = Proof::begin(&primary.url()).await;
    let standby = primary.standby();
    let program = proof.serve(&["--replica-url", &standby.url()]).await;
    let sent = stored(&program, 1).await;
    follows(&primary, &standby).await;
    on(&standby, "SELECT pg_wal_replay_pause()").await;
    let more = stored(&program, 2).await;
    let begun = Instant::now();
    while respondents(&program).await != sent.len() + more.len() {
        assert!(begun.elapsed() < PATIENCE, "old figures are shown for ever");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

#[tokio::test]
async fn the_program_starts_without_its_replica() {
    let primary = Cluster::start_new();
    let proof = Proof::begin(&primary.url()).await;
    let nowhere = tempfile::tempdir().unwrap();
    let nowhere = format!("postgres://postgres@localhost/postgres?host={}", nowhere.path().display());
    let program = proof.serve(&["--replica-url", &nowhere]).await;
    let sent = stored(&program, 1).await;
    assert_eq!(respondents(&program).await, sent.len());
}

/// Some answers, all of which are stored.
async fn stored(program: &Program, seed: u64) -> Vec<tests::load::Submission> {
    let load = Load::start(&[program.address()], seed);
    assert!(load.goes_on(50, PATIENCE).await);
    let sent = load.stop();
    assert!(sent.iter().all(|sent| sent.outcome == Outcome::Stored));
    sent
}

/// Waits until the replica has applied all that the primary has written.
async fn follows(primary: &Cluster, standby: &Cluster) {
    let written = number(primary, "SELECT (pg_current_wal_lsn() - '0/0')::bigint").await;
    let begun = Instant::now();
    while number(standby, "SELECT (pg_last_wal_replay_lsn() - '0/0')::bigint").await < written {
        assert!(begun.elapsed() < PATIENCE, "the replica does not follow:\n{}", standby.log());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Those who judged either of the two sectors of the load, by the public figures.
async fn respondents(program: &Program) -> usize {
    let reply = http::get(program.address(), "/results.json").await.unwrap();
    assert_eq!(reply.status, 200, "{}", program.log());
    let document: Value = serde_json::from_slice(&reply.body).unwrap();
    let figures = document["figures"].as_array().unwrap();
    let ours = figures.iter().filter(|figure| figure["sector"] == "land" || figure["sector"] == "construction");
    usize::try_from(ours.map(|figure| figure["respondents"].as_u64().unwrap_or(0)).sum::<u64>()).unwrap()
}

async fn number(cluster: &Cluster, text: &'static str) -> i64 {
    let mut connection = PgConnection::connect(&cluster.url()).await.unwrap();
    sqlx::query_scalar(text).fetch_one(&mut connection).await.unwrap()
}

async fn on(cluster: &Cluster, text: &'static str) {
    let mut connection = PgConnection::connect(&cluster.url()).await.unwrap();
    sqlx::raw_sql(text).execute(&mut connection).await.unwrap();
}
