//! `/withdraw`: answers are withdrawn by their receipts, exactly, and nobody is told more than that. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::receipt::Receipt;
use app::domain::role::{Reach, Role};
use axum::http::StatusCode;
use server::audit::Author;
use server::store::Store;
use server::store::audit::Wanted;
use server::store::counts::Selection;
use tests::client::{Answer, TestApp};
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG};
use tests::staff::{Browser, add};
use tests::world::{CHOICE, LAND, SAMPLE, answers, fill, response};
use tests::{NOW, on_both_databases};

on_both_databases!(
    a_receipt_is_given_once_and_withdraws_exactly_its_answer,
    counts_stay_exact_whatever_was_rolled_up,
    what_two_withdraw_at_once_is_withdrawn_once,
    what_is_no_receipt_or_comes_too_late_withdraws_nothing,
    who_tries_receipts_is_slowed_and_nobody_else,
    what_collectors_entered_has_no_receipt,
    persons_of_a_sample_are_forgotten,
);

/// Sends an answer and gives its identifier and what came back.
async fn answer(app: &TestApp, point: &str, overall: &str) -> (String, Answer) {
    let id = app.get(&format!("/s/{point}")).await.hidden("id");
    let mut fields = vec![("id", id.as_str()), ("q-overall", overall), ("q-a1", "2")];
    if point == CHOICE {
        fields.push(("sector", "land"));
    }
    let sent = app.post(&format!("/s/{point}"), &fields).await;
    assert_eq!(sent.status, SEE_OTHER, "{}", sent.text());
    (id, sent)
}

fn receipt(id: &str) -> String {
    Receipt::of(id.parse().unwrap()).to_string()
}

async fn withdraw(app: &TestApp, code: &str) -> Answer {
    app.post("/withdraw", &[("code", code), ("sure", "yes")]).await
}

async fn agrees(store: &Store) {
    let recount = store.recount(&mut |_| {}).await.unwrap();
    assert_eq!(recount.differences, Vec::<String>::new());
}

async fn counted(store: &Store) -> i64 {
    store.counts(Selection::default()).await.unwrap().values().map(|count| count.responses).sum()
}

async fn a_receipt_is_given_once_and_withdraws_exactly_its_answer(db: TestDatabase) {
    let world = fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let (kept, _) = answer(&app, LAND, "5").await;
    let (id, sent) = answer(&app, LAND, "1").await;
    let code = receipt(&id);
    assert_eq!(sent.header("location"), format!("/s/{LAND}/done"), "nothing of it is in an address");
    let cookie = sent.header("set-cookie");
    assert_eq!(cookie, format!("hailong-receipt={code}; Path=/s/{LAND}/done; Max-Age=120; SameSite=Strict; HttpOnly"));
    let again = app.post(&format!("/s/{LAND}"), &[("id", &id), ("q-overall", "1"), ("q-a1", "2")]).await;
    assert_eq!(again.header("set-cookie"), cookie, "the same again has the same receipt");
    let with_cookie = [("cookie", cookie.split(';').next().unwrap())];
    let thanks = app.get_with(&format!("/s/{LAND}/done"), &with_cookie).await;
    assert!(thanks.text().contains(&code) && !thanks.text().contains(&id));
    assert!(thanks.header("set-cookie").starts_with("hailong-receipt=; ") && thanks.header("set-cookie").contains("Max-Age=0"));
    assert_eq!((thanks.header("cache-control"), thanks.header("refresh")), ("no-store", ""));
    let without = app.get(&format!("/s/{LAND}/done")).await;
    assert!(!without.text().contains("Mã biên nhận") && without.header("set-cookie").is_empty());

    let asked = app.post("/withdraw", &[("code", &code.to_lowercase().replace('-', " "))]).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.text().contains("Rút lại ý kiến này?") && asked.text().contains("Xã Một") && !asked.text().contains(&id));
    assert_eq!(db.store.response_count().await.unwrap(), 2, "it asks first");
    let done = withdraw(&app, &code).await;
    assert_eq!((done.status, done.header("location")), (SEE_OTHER, "/withdraw?done"));
    assert!(app.get("/withdraw?done").await.text().contains("đã được rút lại"));
    assert_eq!(db.store.response_ids(world.feedback.id).await.unwrap(), [kept.parse::<uuid::Uuid>().unwrap()]);
    let page = withdraw(&app, &code).await;
    assert!(page.status == WRONG && page.text().contains("Không có phiếu nào với mã này"));
    assert_eq!(db.store.withdrawn(world.feedback.id).await.unwrap(), 1);
    let noted = db.store.audit(&Reach::Everything, &Wanted::default(), 1).await.unwrap().remove(0);
    assert_eq!((noted.action.as_str(), noted.subject), ("response-withdrawn", format!("campaign {}", world.feedback.id)));
    assert_eq!((noted.actor, noted.before, noted.after), (None, None, None), "which one it was is not told");
    add(&db.store, "manager", Role::Manager, "tinh").await;
    let mut manager = Browser::signed_in(&app, "manager").await;
    let page = manager.get(&format!("/manage/campaigns/{}", world.feedback.id)).await;
    assert!(page.text().contains("Số phiếu người dân đã rút lại"));
    agrees(&db.store).await;
}

async fn counts_stay_exact_whatever_was_rolled_up(db: TestDatabase) {
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let (early, _) = answer(&app, LAND, "5").await;
    db.store.rollup_all().await.unwrap();
    let (late, _) = answer(&app, CHOICE, "1").await;
    for (id, left) in [(early, 1), (late, 0)] {
        assert_eq!(withdraw(&app, &receipt(&id)).await.status, SEE_OTHER);
        assert_eq!(counted(&db.store).await, left);
        agrees(&db.store).await;
        db.store.rollup_all().await.unwrap();
        assert_eq!(counted(&db.store).await, left);
        agrees(&db.store).await;
    }
    let page = app.get("/results").await;
    assert_eq!(page.status, StatusCode::OK);
    answer(&app, LAND, "4").await;
    assert_eq!(counted(&db.store).await, 1);
    agrees(&db.store).await;
}

async fn what_two_withdraw_at_once_is_withdrawn_once(db: TestDatabase) {
    let world = fill(&db.store).await;
    let app = TestApp::new(&db.store);
    answer(&app, LAND, "5").await;
    let (id, _) = answer(&app, LAND, "1").await;
    let at_once = (0..6).map(|_| {
        let (app, code) = (app.clone(), receipt(&id));
        tokio::spawn(async move { withdraw(&app, &code).await.status })
    });
    for one in at_once.collect::<Vec<_>>() {
        let status = one.await.unwrap();
        assert!(status == SEE_OTHER || status == WRONG, "{status}");
    }
    assert_eq!((counted(&db.store).await, db.store.withdrawn(world.feedback.id).await.unwrap()), (1, 1));
    agrees(&db.store).await;
}

async fn what_is_no_receipt_or_comes_too_late_withdraws_nothing(db: TestDatabase) {
    const DAYS: i64 = 86_400_000;
    let world = fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let (id, _) = answer(&app, LAND, "1").await;
    let code = receipt(&id);
    for bad in ["", "x", &code[1..], &format!("{code}0"), "\0", "<script>"] {
        let page = withdraw(&app, bad).await;
        assert_eq!(page.status, WRONG, "{bad}");
        assert!(page.text().contains("Mã chưa đúng"), "{}", page.text());
    }
    // One that could be, of another identifier in the same minutes.
    let mut other = uuid::Uuid::parse_str(&id).unwrap().into_bytes();
    other[15] ^= 1;
    assert!(withdraw(&app, &receipt(&uuid::Uuid::from_bytes(other).to_string())).await.text().contains("Không có phiếu nào"));
    assert!(db.store.close_campaign(&Author::Program, NOW, &Reach::Everything, world.feedback.id).await.unwrap());
    let late = withdraw(&TestApp::at(&db.store, NOW + 14 * DAYS), &code).await;
    assert!(late.status == WRONG && late.text().contains("quá 14 ngày"));
    assert_eq!(db.store.response_count().await.unwrap(), 1);
    assert_eq!(withdraw(&TestApp::at(&db.store, NOW + 14 * DAYS - 1), &code).await.status, SEE_OTHER);
    agrees(&db.store).await;
}

async fn who_tries_receipts_is_slowed_and_nobody_else(db: TestDatabase) {
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let (id, _) = answer(&app, LAND, "1").await;
    let mut guess = uuid::Uuid::parse_str(&id).unwrap().into_bytes();
    let mut last = StatusCode::OK;
    for tried in 0..40 {
        guess[15] = guess[15].wrapping_add(1);
        let page = withdraw(&app, &receipt(&uuid::Uuid::from_bytes(guess).to_string())).await;
        assert_eq!(page.status, if tried < 30 { WRONG } else { StatusCode::TOO_MANY_REQUESTS });
        last = page.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    // Whoever answered at another time is served.
    guess[3] ^= 8;
    assert_eq!(withdraw(&app, &receipt(&uuid::Uuid::from_bytes(guess).to_string())).await.status, WRONG);
}

async fn what_collectors_entered_has_no_receipt(db: TestDatabase) {
    fill(&db.store).await;
    add(&db.store, "mot", Role::Collector, "xa-mot").await;
    let app = TestApp::at(&db.store, NOW + 1);
    let mut collector = Browser::signed_in(&app, "mot").await;
    let id = collector.get(&format!("/manage/entry/{SAMPLE}")).await.hidden("id");
    let fields = [("id", id.as_str()), ("day", "2026-03-10"), ("q-overall", "1")];
    let sent = collector.post(&format!("/manage/entry/{SAMPLE}"), &fields).await;
    assert_eq!((sent.status, sent.header("set-cookie")), (SEE_OTHER, ""));
    assert!(withdraw(&app, &receipt(&id)).await.text().contains("Không có phiếu nào"));
    assert_eq!(db.store.response_count().await.unwrap(), 1);
}

async fn persons_of_a_sample_are_forgotten(db: TestDatabase) {
    let world = fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let ids: Vec<_> = (0..12).map(|number| uuid::Uuid::from_u128(0x0195_a000_0000_7000_8000_0000_0000_0000 + number)).collect();
    for id in &ids {
        let new = response(&world, &world.sample, *id, ("xa-mot", "land"), answers(&[("a1", 5)]));
        db.store.store(new).await.unwrap();
    }
    let share = async || {
        let page = app.get("/results.csv").await;
        page.text().lines().find(|line| line.starts_with("survey") && line.contains(",land,")).unwrap().to_owned()
    };
    let before = share().await;
    assert!(withdraw(&app, &receipt(&ids[0].to_string())).await.status == SEE_OTHER);
    let new = response(&world, &world.sample, uuid::Uuid::from_u128(1), ("xa-mot", "land"), answers(&[("a1", 1)]));
    db.store.store(new).await.unwrap();
    let after = share().await;
    assert_ne!(before, after, "as many persons, and not the same");
    agrees(&db.store).await;
}
