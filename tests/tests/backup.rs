//! `hailong backup` of an SQLite database while the program serves.

use std::collections::BTreeSet;
use std::fs;
use std::time::Duration;

use server::store::Store;
use tests::faults::Stage;
use tests::http;
use tests::load::Load;
use tests::program::{self, Program};

#[tokio::test]
async fn a_copy_holds_all_that_was_acknowledged_before_it_began() {
    let mut stage = Stage::sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    let program = stage.proof.serve(&[]).await;
    let load = Load::start(&[program.address()], 1);
    for number in 0..3 {
        tokio::time::sleep(Duration::from_millis(700)).await;
        let acknowledged = load.stored_ids();
        assert!(acknowledged.len() > 100);
        let copy = folder.path().join(format!("copy-{number}.db"));
        let backup = program::backup(&stage.proof.url, &copy);
        assert!(backup.success, "{backup:?}");
        assert!(load.goes_on(20, Duration::from_secs(10)).await, "a backup keeps nobody from answering");
        let url = format!("sqlite://{}", copy.display());
        let check = program::check(&url);
        assert!(check.success, "{check:?}");
        let store = Store::open(&url).await.unwrap();
        let held: BTreeSet<_> = store.response_ids(stage.proof.campaign()).await.unwrap().into_iter().collect();
        store.close().await;
        let missing = acknowledged.iter().filter(|id| !held.contains(id)).count();
        assert_eq!(missing, 0, "of {} acknowledged before the backup", acknowledged.len());
    }
    let sent = load.stop();
    stage.proof.everybody_was_told(&sent);
    stage.proof.after(&program, &sent).await;
    assert_eq!(stage.proof.found.wrong, Vec::<String>::new());

    // A copy is a database like any other: the program serves it.
    let mut restored = Program::start(&format!("sqlite://{}", folder.path().join("copy-0.db").display()), &[]);
    restored.ready().await;
    assert_eq!(http::get(restored.address(), "/results").await.unwrap().status, 200);
}

#[tokio::test]
async fn what_is_there_already_is_not_written_over() {
    let stage = Stage::sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("there.db");
    fs::write(&there, "the only copy of something else").unwrap();
    let backup = program::backup(&stage.proof.url, &there);
    assert!(!backup.success, "{backup:?}");
    assert!(backup.errors.contains("there.db"), "it says what is in the way: {}", backup.errors);
    assert_eq!(fs::read_to_string(&there).unwrap(), "the only copy of something else");
}
