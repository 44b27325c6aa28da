//! The program is killed in the middle of its work: what it acknowledged is there afterwards, exactly once.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use server::store::Store;
use tests::NOW;
use tests::database::TestDatabase;
use tests::on_both_databases;
use tests::world::{LAND, fill, ids};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use uuid::Uuid;

on_both_databases!(a_kill_in_the_middle_of_200_submissions_loses_and_doubles_nothing);

/// A running program that is killed when the test ends, however it ends.
struct Program {
    child: Child,
    address: String,
}

impl Program {
    fn start(url: &str) -> Self {
        let program = std::env::var("HAILONG_BIN").map(PathBuf::from);
        let program = program.expect("HAILONG_BIN names the built program; `cargo xtask test` sets it");
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        let child = Command::new(program)
            .args(["serve", "--listen", &free, "--database-url", url])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self { child, address: free }
    }

    async fn ready(&self) {
        for _ in 0..400 {
            if ask(&self.address, "GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".into())
                .await
                .is_some_and(|status| status == 200)
            {
                return;
            }
            sleep(Duration::from_millis(50)).await;
        }
        panic!("the program did not become ready");
    }

    /// SIGKILL: no chance to finish anything.
    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The status of an answer; nothing where the connection ended without one.
async fn ask(address: &str, request: String) -> Option<u16> {
    let asking = async {
        let mut stream = TcpStream::connect(address).await.ok()?;
        stream.write_all(request.as_bytes()).await.ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.ok()?;
        std::str::from_utf8(answer.get(9..12)?).ok()?.parse().ok()
    };
    timeout(Duration::from_secs(10), asking).await.ok().flatten()
}

async fn submit(address: &str, id: Uuid, point: u8) -> Option<u16> {
    let body = format!("id={id}&q-overall=5&q-a1={point}&q-b1=4");
    let head = format!(
        "POST /s/{LAND} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    ask(address, head + &body).await
}

async fn a_kill_in_the_middle_of_200_submissions_loses_and_doubles_nothing(db: TestDatabase) {
    let world = fill(&db.store).await;
    db.store.close().await;
    let ids = ids();
    for round in 0..5_u8 {
        let mut program = Program::start(&db.url);
        program.ready().await;
        let answered = Arc::new(AtomicUsize::new(0));
        let mut tasks = tokio::task::JoinSet::new();
        let sent: Vec<Uuid> = (0..200).map(|_| ids.make(NOW)).collect();
        for id in sent.clone() {
            let (address, answered) = (program.address.clone(), answered.clone());
            tasks.spawn(async move {
                let status = submit(&address, id, 1 + round).await;
                answered.fetch_add(1, Ordering::Relaxed);
                (id, status)
            });
        }
        // A different moment in each round: from before the first answer to when most have been given.
        while answered.load(Ordering::Relaxed) < usize::from(round) * 40 {
            sleep(Duration::from_millis(1)).await;
        }
        program.kill();
        let mut acknowledged = BTreeSet::new();
        while let Some(outcome) = tasks.join_next().await {
            let (id, status) = outcome.unwrap();
            if status == Some(303) {
                acknowledged.insert(id);
            }
        }
        let store = Store::open(&db.url).await.unwrap();
        let campaign = world.feedback.id;
        let stored: BTreeSet<Uuid> = store.response_ids(campaign).await.unwrap().into_iter().collect();
        let lost: Vec<_> = acknowledged.difference(&stored).collect();
        assert!(lost.is_empty(), "round {round}: {} acknowledged and not stored", lost.len());
        assert_eq!(store.recount(&mut |_| {}).await.unwrap().differences, Vec::<String>::new(), "round {round}");
        store.close().await;

        // Whoever got no answer sends again, and so do the others: every response is there once.
        let program = Program::start(&db.url);
        program.ready().await;
        for id in &sent {
            assert_eq!(submit(&program.address, *id, 1 + round).await, Some(303), "round {round}");
        }
        drop(program);
        let store = Store::open(&db.url).await.unwrap();
        assert_eq!(store.response_count().await.unwrap(), 200 * (u64::from(round) + 1));
        assert_eq!(store.recount(&mut |_| {}).await.unwrap().differences, Vec::<String>::new());
        store.close().await;
    }
}
