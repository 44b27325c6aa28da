//! The program is told to stop (SIGTERM) under load: whatever it took is answered, and what it acknowledged is stored.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::time::Duration;

use tests::database::TestDatabase;
use tests::faults::Stage;
use tests::http::Failure;
use tests::load::{Load, Outcome};
use tests::on_both_databases;

on_both_databases!(told_to_stop_it_answers_what_it_took);

async fn told_to_stop_it_answers_what_it_took(db: TestDatabase) {
    db.store.close().await;
    let mut proof = Stage::over(&db.url).await.proof;
    for round in 0..4 {
        let mut program = proof.serve(&[]).await;
        let load = Load::start(&[program.address()], round);
        tokio::time::sleep(Duration::from_millis(150 + 50 * round)).await;
        let ended = program.stop();
        let sent = load.stop();
        assert!(ended.success(), "{ended}:\n{}", program.log());
        // Whoever came too late was refused at the door; nobody was taken and left without an answer.
        let dropped = sent.iter().filter(|sent| !matches!(sent.outcome, Outcome::Stored | Outcome::None(Failure::Refused)));
        let dropped: Vec<_> = dropped.map(|sent| &sent.outcome).collect();
        assert!(dropped.is_empty(), "round {round}: of {} submissions {dropped:?}", sent.len());
        if let Some(file) = db.url.strip_prefix("sqlite://") {
            assert!(!std::fs::exists(format!("{file}-wal")).unwrap(), "everything is in the file itself");
        }
        let program = proof.serve(&[]).await;
        proof.after(&program, &sent).await;
    }
    assert_eq!(proof.found.wrong, Vec::<String>::new());
    assert!(proof.found.acknowledged > 100);
}
