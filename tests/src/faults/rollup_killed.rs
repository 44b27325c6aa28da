//! The rollup is ended in its middle: what waited for it has been taken away and is not yet in the counts, or just about.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use rand::RngExt;
use sqlx::{Connection, PgConnection};

use super::{ENOUGH, RECOVERY, Stage, chance, moment};
use crate::load::Load;
use crate::proof::Proof;

/// How long a rollup may let one wait: it runs about once a second.
const PATIENCE: Duration = Duration::from_secs(10);
/// The load before it.
const LOAD: Duration = Duration::from_millis(300);

/// Keeps everybody from changing the counts, so that the rollup waits where it has taken the pending rows and cannot go on.
const HOLD: &str = "LOCK TABLE response_cell IN SHARE MODE";
const WAITING: &str = "SELECT pid FROM pg_locks WHERE relation = 'response_cell'::regclass AND NOT granted";
const END: &str = "SELECT pg_terminate_backend($1)";

/// One round in which the program is killed, under load, at some moment about when a rollup runs; and a second one in which it is killed
/// when the first bytes of a rollup reach SQLite's log. Nothing else writes then.
pub async fn round_on_sqlite(stage: &mut Stage, round: u32) {
    let proof = &mut stage.proof;
    let mut program = proof.serve(&[]).await;
    let load = Load::start(&[program.address()], u64::from(round));
    let sent = if round.is_multiple_of(2) {
        tokio::time::sleep(LOAD).await;
        let sent = load.stop();
        let begins = next_write(proof) || proof.nothing_pends_within(Duration::ZERO).await;
        // At once, or somewhere in what follows.
        if round.is_multiple_of(4) {
            std::thread::sleep(Duration::from_micros(chance(round).random_range(0..5000)));
        }
        program.kill();
        proof.must(begins, "no rollup came after the load");
        sent
    } else {
        tokio::time::sleep(Duration::from_millis(800) + moment(round, 600)).await;
        program.kill();
        load.stop()
    };
    stage.keep_serving().await;
    stage.is_complete(&sent).await;
    // The next round begins with a program that was just started.
    stage.program = None;
}

/// Waits until something is written to SQLite's log.
fn next_write(proof: &Proof) -> bool {
    let log = format!("{}-wal", proof.url.trim_start_matches("sqlite://"));
    let written = |log: &str| -> Option<(SystemTime, u64)> {
        let data = fs::metadata(Path::new(log)).ok()?;
        Some((data.modified().ok()?, data.len()))
    };
    let (begun, before) = (Instant::now(), written(&log));
    while begun.elapsed() < PATIENCE {
        if written(&log) != before {
            return true;
        }
        std::thread::sleep(Duration::from_micros(50));
    }
    false
}

/// One round on PostgreSQL, where the rollup is held in its middle for certain: in even rounds the program is killed there, in odd ones
/// the connection that rolls up is ended and the program goes on.
pub async fn round_on_postgres(stage: &mut Stage, round: u32) {
    let address = stage.keep_serving().await;
    let load = Load::start(&[&address], u64::from(round));
    tokio::time::sleep(moment(round, 400)).await;
    let mut holder = PgConnection::connect(&stage.proof.url).await.expect("PostgreSQL");
    let mut hold = holder.begin().await.expect("a transaction");
    sqlx::raw_sql(HOLD).execute(&mut *hold).await.expect("the counts held");
    let waiting = rollup_that_waits(&mut hold).await;
    stage.proof.must(waiting.is_some(), "no rollup came under load");
    if round.is_multiple_of(2) {
        stage.program.take().expect("the program").kill();
        hold.rollback().await.expect("the counts let go");
        let sent = load.stop();
        stage.keep_serving().await;
        stage.is_complete(&sent).await;
    } else {
        if let Some(pid) = waiting {
            sqlx::query(END).bind(pid).execute(&mut *hold).await.expect("the connection ended");
        }
        hold.rollback().await.expect("the counts let go");
        let goes_on = load.goes_on(ENOUGH, RECOVERY).await;
        let sent = load.stop();
        stage.proof.must(goes_on, "nothing is stored any more");
        stage.is_as_before(&sent).await;
    }
}

/// The process of PostgreSQL in which the rollup waits.
async fn rollup_that_waits(connection: &mut PgConnection) -> Option<i32> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        let waiting = sqlx::query_scalar(WAITING).fetch_optional(&mut *connection).await.expect("PostgreSQL's locks");
        if waiting.is_some() {
            return waiting;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    None
}
