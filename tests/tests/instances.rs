//! Several instances of the program over one PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::time::Duration;

use serde_json::Value;
use tests::database::TestDatabase;
use tests::faults::Stage;
use tests::http;
use tests::load::{Load, Outcome, Submission};
use tests::program::Program;
use tests::proof::Proof;
use tests::proxy::Proxy;

/// In which time another instance does what one did that is no more.
const TAKEOVER: Duration = Duration::from_secs(10);

#[tokio::test]
async fn both_take_answers_and_show_the_same_figures() {
    let db = TestDatabase::postgres().await;
    let mut proof = proof(&db).await;
    let [one, other] = [proof.serve(&[]).await, proof.serve(&[]).await];
    let load = Load::start(&[one.address(), other.address()], 1);
    // While answers arrive, no figure goes back: what one instance has shown, the other shows too.
    let mut last = 0;
    for instance in [&one, &other].into_iter().cycle().take(20) {
        let respondents = respondents(&results(instance).await);
        assert!(respondents >= last, "{respondents} after {last}");
        last = respondents;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let sent = load.stop();
    all_are_stored(&sent);
    let (of_one, of_other) = tokio::join!(results(&one), results(&other));
    assert_eq!(of_one, of_other);
    assert_eq!(respondents(&of_one), sent.len());
    proof.after(&one, &sent).await;
    assert_eq!(proof.found.wrong, Vec::<String>::new());
}

#[tokio::test]
async fn one_is_killed_and_the_other_takes_over() {
    let db = TestDatabase::postgres().await;
    let mut proof = proof(&db).await;
    let mut instances = [proof.serve(&[]).await, proof.serve(&[]).await];
    // Each is killed once, so that it has also been the one that rolls up.
    for number in [0, 1] {
        let load = Load::start(&[instances[0].address(), instances[1].address()], number);
        tokio::time::sleep(Duration::from_millis(1200)).await;
        let victim = usize::try_from(number).unwrap();
        instances[victim].kill();
        tokio::time::sleep(Duration::from_millis(200)).await;
        let sent = load.stop();
        assert!(proof.nothing_pends_within(TAKEOVER).await, "the other did not take over");
        proof.after(&instances[1 - victim], &sent).await;
        instances[victim] = proof.serve(&[]).await;
    }
    assert_eq!(proof.found.wrong, Vec::<String>::new());
}

#[tokio::test]
async fn they_are_replaced_one_after_the_other_and_nobody_notices() {
    let db = TestDatabase::postgres().await;
    let mut proof = proof(&db).await;
    let mut instances = [proof.serve(&[]).await, proof.serve(&[]).await];
    let proxy = Proxy::start(&[instances[0].address(), instances[1].address()]);
    let load = Load::start(&[proxy.address()], 3);
    for round in 0..2 {
        for (number, instance) in instances.iter_mut().enumerate() {
            assert!(load.goes_on(50, TAKEOVER).await);
            let ended = instance.stop();
            assert!(ended.success(), "round {round}, instance {number}: {ended}");
            *instance = proof.serve(&[]).await;
            proxy.replace(number, instance.address());
        }
    }
    assert!(load.goes_on(50, TAKEOVER).await);
    let sent = load.stop();
    all_are_stored(&sent);
    proof.after(&instances[0], &sent).await;
    assert_eq!(proof.found.wrong, Vec::<String>::new());
}

async fn proof(db: &TestDatabase) -> Proof {
    db.store.close().await;
    Stage::over(&db.url).await.proof
}

fn all_are_stored(sent: &[Submission]) {
    let others: Vec<_> = sent.iter().filter(|sent| sent.outcome != Outcome::Stored).map(|sent| &sent.outcome).collect();
    assert!(others.is_empty(), "of {} submissions {others:?}", sent.len());
}

/// The public figures, without the time at which they were asked for.
async fn results(instance: &Program) -> Vec<Value> {
    let reply = http::get(instance.address(), "/results.json").await.unwrap();
    assert_eq!(reply.status, 200);
    let document: Value = serde_json::from_slice(&reply.body).unwrap();
    document["figures"].as_array().unwrap().clone()
}

/// Those who judged either of the two sectors of the load; a figure of fewer than ten is not shown.
fn respondents(figures: &[Value]) -> usize {
    let number = |figure: &Value| figure["respondents"].as_u64().unwrap_or(0);
    let ours = figures.iter().filter(|figure| figure["sector"] == "land" || figure["sector"] == "construction");
    usize::try_from(ours.map(number).sum::<u64>()).unwrap()
}
