//! The limit of a collection point: a full hall is served, a flood under one code is slowed, and everybody else goes on.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::http::StatusCode;
use server::sources::{Clock, Ids};
use tests::client::{Answer, TestApp};
use tests::database::TestDatabase;
use tests::world::{CHOICE, LAND, fill, ids};
use tests::{NOW, on_both_databases};

on_both_databases!(a_full_hall_is_served, a_flood_under_one_code_slows_that_code_alone);

/// The application under a clock that the test moves. No request carries an address: to the program everybody here comes from the same one.
struct Hall {
    app: TestApp,
    time: Arc<AtomicI64>,
    ids: Ids,
}

impl Hall {
    async fn new(db: &TestDatabase) -> Self {
        fill(&db.store).await;
        let time = Arc::new(AtomicI64::new(NOW));
        let clock = {
            let time = time.clone();
            Clock::new(move || time.load(Ordering::Relaxed))
        };
        Self { app: TestApp::with(&db.store, clock, |_| {}), time, ids: ids() }
    }

    fn pass(&self, milliseconds: i64) {
        self.time.fetch_add(milliseconds, Ordering::Relaxed);
    }

    fn id(&self) -> String {
        self.ids.make(self.time.load(Ordering::Relaxed)).to_string()
    }

    async fn send(&self, code: &str, id: &str) -> Answer {
        let sector = if code == CHOICE { ("sector", "construction") } else { ("view", "vi.1.high.dark") };
        let fields = [("id", id), ("q-overall", "5"), ("q-a1", "2"), ("q-comment", "Chờ <lâu>"), sector];
        self.app.post(&format!("/s/{code}"), &fields).await
    }

    /// How many of so many new citizens are thanked.
    async fn thanked(&self, code: &str, citizens: usize) -> usize {
        let mut thanked = 0;
        for _ in 0..citizens {
            let answer = self.send(code, &self.id()).await;
            assert!([StatusCode::SEE_OTHER, StatusCode::TOO_MANY_REQUESTS].contains(&answer.status), "{}", answer.status);
            thanked += usize::from(answer.status == StatusCode::SEE_OTHER);
        }
        thanked
    }
}

async fn a_full_hall_is_served(db: TestDatabase) {
    let hall = Hall::new(&db).await;
    for _ in 0..200 {
        assert_eq!(hall.thanked(LAND, 1).await, 1);
        hall.pass(3_000);
    }
    assert_eq!(db.store.response_count().await.unwrap(), 200, "ten minutes, one after another");
    hall.pass(600_000);
    assert_eq!(hall.thanked(LAND, 200).await, 200, "and all within one moment");
}

async fn a_flood_under_one_code_slows_that_code_alone(db: TestDatabase) {
    let hall = Hall::new(&db).await;
    assert_eq!(hall.thanked(LAND, 400).await, 300);
    assert_eq!(db.store.response_count().await.unwrap(), 300);
    let id = hall.id();
    let slowed = hall.send(LAND, &id).await;
    assert_eq!((slowed.status, slowed.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "5"));
    let text = slowed.text();
    assert!(text.contains("Rất nhiều người đang gửi phiếu ở điểm này") && text.contains("data-contrast=\"high\""), "{text}");
    assert_eq!(slowed.hidden("id"), id, "sent again, it is the same response");
    for kept in ["Chờ &lt;lâu&gt;</textarea>", "name=\"q-a1\" value=\"2\" checked", "name=\"q-overall\" value=\"5\" checked"] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    assert_eq!(hall.thanked(CHOICE, 200).await, 200, "the other counter knows nothing of it");
    let page = hall.app.get(&format!("/s/{LAND}")).await;
    assert_eq!(page.status, StatusCode::OK, "the form is still shown");
    let wrong = hall.app.post(&format!("/s/{LAND}"), &[("id", &id), ("q-overall", "9")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "what is not stored is not counted");
    // After the seconds that were named, the citizen gets through, whatever the flood does in the meantime short of taking every share.
    hall.pass(5_000);
    assert_eq!(hall.send(LAND, &id).await.status, StatusCode::SEE_OTHER);
    // A flood of three thousand a minute, for a minute.
    let mut thanked = 0;
    for _ in 0..60 {
        thanked += hall.thanked(LAND, 50).await;
        hall.pass(1_000);
    }
    assert!((295..=330).contains(&thanked), "{thanked} of 3000");
}

#[tokio::test]
async fn no_limit_is_none() {
    let db = TestDatabase::sqlite().await;
    fill(&db.store).await;
    let app = TestApp::with(&db.store, Clock::fixed(NOW), |config| config.point_rate = 0);
    let hall = Hall { app, time: Arc::new(AtomicI64::new(NOW)), ids: ids() };
    assert_eq!(hall.thanked(LAND, 500).await, 500);
}
