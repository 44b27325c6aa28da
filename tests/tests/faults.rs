//! Faults, each for a few rounds; `cargo xtask faults` runs many of each. What was acknowledged is there afterwards, exactly once.

use std::time::Duration;

use tests::database::TestDatabase;
use tests::faults::disk_full::{self, Full};
use tests::faults::postgres_stopped::{self, Absence};
use tests::faults::{Stage, postgres_killed, program_killed, rollup_killed};
use tests::on_both_databases;
use tests::small_disk::NOT_POSSIBLE;

on_both_databases!(the_program_is_killed);

async fn the_program_is_killed(db: TestDatabase) {
    db.store.close().await;
    let mut stage = Stage::over(&db.url).await;
    for round in 0..5 {
        program_killed::round(&mut stage, round).await;
    }
    nothing_is_wrong(&stage);
}

#[tokio::test]
async fn postgres_is_killed() {
    let mut stage = Stage::postgres().await;
    for round in 0..2 {
        postgres_killed::round(&mut stage, round).await;
    }
    nothing_is_wrong(&stage);
}

#[tokio::test]
async fn postgres_does_not_answer_for_a_while() {
    let mut stage = Stage::postgres().await;
    for (round, absence) in (0..).zip([Absence::Frozen, Absence::ShutDown]) {
        postgres_stopped::round(&mut stage, round, absence, Duration::from_secs(2)).await;
    }
    nothing_is_wrong(&stage);
}

#[tokio::test]
async fn the_disk_below_sqlite_is_full() {
    let Some(mut stage) = Stage::sqlite_on_small_disk(16).await else {
        return eprintln!("{NOT_POSSIBLE}");
    };
    disk_full::round(&mut stage, 0, Full::Tables).await;
    nothing_is_wrong(&stage);
}

#[tokio::test]
async fn the_rollup_is_killed_on_sqlite() {
    let mut stage = Stage::sqlite().await;
    for round in 0..3 {
        rollup_killed::round_on_sqlite(&mut stage, round).await;
    }
    nothing_is_wrong(&stage);
}

#[tokio::test]
async fn the_rollup_is_killed_on_postgres() {
    let mut stage = Stage::postgres().await;
    for round in 0..4 {
        rollup_killed::round_on_postgres(&mut stage, round).await;
    }
    nothing_is_wrong(&stage);
}

fn nothing_is_wrong(stage: &Stage) {
    let found = &stage.proof.found;
    assert!(found.wrong.is_empty(), "{}", found.wrong.join("\n"));
    assert!(found.acknowledged > 0, "without load nothing is proved");
}
