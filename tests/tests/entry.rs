//! `/manage/entry`: paper forms and interviews, entered once or twice, judged and counted as what citizens send. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::campaign::State;
use app::domain::collection_point::CollectionPoint;
use app::domain::entry::PaperNumber;
use app::domain::mode::Mode;
use app::domain::response::{Response, Storing};
use app::domain::role::{Reach, Role};
use app::domain::texts::Texts;
use axum::http::StatusCode;
use server::audit::Author;
use server::store::counts::Selection;
use server::store::entering::Entering;
use server::store::entry::{FirstEntry, Progress};
use server::store::responses::NewResponse;
use server::store::{Database, Store};
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG, last_entry};
use tests::staff::{Browser, add};
use tests::world::{SAMPLE, World, answers, fill, response};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    what_is_entered_once_is_stored_counted_and_attributed,
    a_repeated_sending_is_harmless_and_a_number_is_entered_once,
    what_is_wrong_is_said_and_nothing_is_lost,
    a_campaign_is_entered_for_a_month_after_it,
    two_entries_that_agree_are_one_response,
    what_differs_is_decided_by_who_may,
    what_differs_is_decided_in_time_or_not_at_all,
    two_people_who_finish_a_form_at_once_make_one_response,
    what_was_entered_wrongly_is_removed,
    how_paper_is_entered_is_set_by_who_runs_the_campaign,
    nobody_enters_beyond_their_reach,
    a_form_comes_back_in_the_other_language,
);

/// The place for paper forms at the first commune, where each form says its sector.
const PAPER: &str = "pppppp";
/// The same at the second commune.
const ELSEWHERE: &str = "qqqqqq";
const DAY: &str = "2026-03-10";

/// The small world with places for paper, and a collector of the first commune who is signed in.
async fn start(db: &TestDatabase) -> (TestApp, Browser, World) {
    let world = fill(&db.store).await;
    let point = |code: &str, unit: &str| CollectionPoint {
        code: code.parse().unwrap(),
        campaign_id: world.feedback.id,
        unit: unit.parse().unwrap(),
        sector: None,
        mode: Mode::Paper,
        name: Texts::new([("vi", "Phiếu giấy"), ("en", "Paper forms")]),
        withdrawn_at: None,
        by_invitation: false,
    };
    db.store.add_collection_points(&[point(PAPER, "xa-mot"), point(ELSEWHERE, "xa-hai")]).await.unwrap();
    for name in ["mot", "hai", "ba"] {
        add(&db.store, name, Role::Collector, "xa-mot").await;
    }
    let app = TestApp::at(&db.store, NOW + 1);
    let collector = Browser::signed_in(&app, "mot").await;
    (app, collector, world)
}

async fn enter_twice(db: &TestDatabase, world: &World) {
    let everywhere = (world.feedback.id, "tinh", true);
    assert!(db.store.set_entered_twice(&Author::Program, NOW, &Reach::Everything, everywhere).await.unwrap());
}

/// A form as a collector fills it in.
fn form<'a>(id: &'a str, number: &'a str, answers: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let head = [("id", id), ("day", DAY), ("sector", "land"), ("batch", "Lô 1"), ("number", number)];
    head.into_iter().chain(answers.iter().copied()).collect()
}

async fn new_id(browser: &mut Browser) -> String {
    let page = browser.get(&format!("/manage/entry/{PAPER}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    page.hidden("id")
}

async fn send(browser: &mut Browser, fields: &[(&str, &str)]) -> (StatusCode, String) {
    let answer = browser.post(&format!("/manage/entry/{PAPER}"), fields).await;
    (answer.status, answer.header("location").to_owned())
}

async fn progress(store: &Store, world: &World) -> Progress {
    store.campaign_entry(&Reach::Everything, world.feedback.id).await.unwrap()
}

/// How many entries have answers still, in the table beside the responses.
async fn answers_beside(store: &Store) -> i64 {
    const KEPT: &str = "SELECT COUNT(*) FROM entry WHERE first IS NOT NULL OR second IS NOT NULL";
    match store.database() {
        Database::Sqlite { read, .. } => sqlx::query_scalar(KEPT).fetch_one(read).await.unwrap(),
        Database::Postgres(pool) => sqlx::query_scalar(KEPT).fetch_one(pool).await.unwrap(),
    }
}

async fn agrees(store: &Store) {
    let recount = store.recount(&mut |_| {}).await.unwrap();
    assert_eq!(recount.differences, Vec::<String>::new());
}

async fn what_is_entered_once_is_stored_counted_and_attributed(db: TestDatabase) {
    let (app, mut collector, world) = start(&db).await;
    let list = collector.get("/manage/entry").await;
    assert!(list.text().contains(PAPER) && list.text().contains(SAMPLE) && list.text().contains("Đợt thử"));
    assert!(!list.text().contains(ELSEWHERE), "another commune is not there");
    assert!(collector.get(&format!("/manage/entry/{ELSEWHERE}")).await.status == StatusCode::NOT_FOUND);

    assert_eq!(app.get(&format!("/s/{PAPER}")).await.status, StatusCode::FORBIDDEN, "nobody else answers on paper");
    let id = new_id(&mut collector).await;
    let (status, next) = send(&mut collector, &form(&id, "7", &[("q-overall", "4"), ("assisted", "yes")])).await;
    assert_eq!(status, SEE_OTHER);
    let page = collector.get(&next).await;
    for kept in ["Đã lưu phiếu Lô 1 / 7.", "value=\"2026-03-10\"", "value=\"8\"", "1 phiếu đã nhập ở đây"] {
        assert!(page.text().contains(kept), "{kept} at {next}: {}", page.text());
    }
    assert!(page.text().contains("<option value=\"land\" selected"), "the sector stays");
    assert_ne!(page.hidden("id"), id);

    let counts = db.store.counts(Selection::default()).await.unwrap();
    let ((campaign, sector, mode), count) = counts.iter().next().unwrap();
    assert_eq!((*campaign, sector.as_str(), mode.as_str(), count.responses), (world.feedback.id, "land", "paper", 1));
    // It counts in the month in which it was answered.
    let stored = db.store.survey_responses(world.feedback.id).await.unwrap();
    assert_eq!((stored[0].month, stored[0].answers.as_str()), (202_603, r#"{"overall":4}"#));
    let collectors = db.store.entry_by_collector(&Reach::Everything, world.feedback.id).await.unwrap();
    assert_eq!(collectors.iter().map(|one| (one.name.as_str(), one.forms)).collect::<Vec<_>>(), [("Người mot", 1)]);
    assert_eq!(answers_beside(&db.store).await, 0);
    agrees(&db.store).await;
}

async fn a_repeated_sending_is_harmless_and_a_number_is_entered_once(db: TestDatabase) {
    let (app, mut collector, world) = start(&db).await;
    let id = new_id(&mut collector).await;
    let fields = form(&id, "7", &[("q-overall", "4")]);
    for _ in 0..3 {
        assert_eq!(send(&mut collector, &fields).await.0, SEE_OTHER);
    }
    assert_eq!(db.store.response_count().await.unwrap(), 1);
    let changed = collector.post(&format!("/manage/entry/{PAPER}"), &form(&id, "7", &[("q-overall", "1")])).await;
    assert_eq!(changed.status, WRONG);
    assert!(changed.text().contains("đã được lưu trước đó"));
    // The same form again, by somebody else: the commonest fault of entry by hand.
    let mut other = Browser::signed_in(&app, "hai").await;
    let second = new_id(&mut other).await;
    let page = other.post(&format!("/manage/entry/{PAPER}"), &form(&second, "7", &[("q-overall", "4")])).await;
    assert_eq!(page.status, WRONG);
    assert!(page.text().contains("Phiếu số này đã được nhập đủ rồi") && page.text().contains("value=\"7\""));
    // Both at the same moment.
    let mut senders = Vec::new();
    for name in ["mot", "hai"] {
        let mut browser = Browser::signed_in(&app, name).await;
        let id = new_id(&mut browser).await;
        senders.push(tokio::spawn(async move { send(&mut browser, &form(&id, "8", &[("q-overall", "5")])).await.0 }));
    }
    let mut statuses = Vec::new();
    for sender in senders {
        statuses.push(sender.await.unwrap());
    }
    statuses.sort();
    assert_eq!(statuses, [SEE_OTHER, WRONG]);
    // Without a number there is nothing by which two could be the same.
    for _ in 0..2 {
        let id = new_id(&mut collector).await;
        assert_eq!(send(&mut collector, &form(&id, "", &[("q-overall", "5")])).await.0, SEE_OTHER);
    }
    assert_eq!(db.store.response_count().await.unwrap(), 4);
    assert_eq!(progress(&db.store, &world).await, Progress { waiting: 0, different: 0, done: 4 });
    agrees(&db.store).await;
}

async fn what_is_wrong_is_said_and_nothing_is_lost(db: TestDatabase) {
    let (_, mut collector, _) = start(&db).await;
    let id = new_id(&mut collector).await;
    for (field, value, words) in [
        ("day", "", "Xin ghi ngày trả lời."),
        ("day", "2026-03-16", "Ngày trả lời phải nằm trong thời gian của đợt"),
        ("sector", "moon", "Xin chọn lĩnh vực."),
        ("number", "x", "Số phiếu là số từ 1 đến 999999."),
        ("batch", "", "Xin ghi tên lô"),
        ("q-overall", "6", "Xin chọn một trong các câu trả lời có sẵn."),
    ] {
        let usual = form(&id, "7", &[("q-overall", "4"), ("q-comment", "Chờ <lâu> quá")]);
        let fields: Vec<_> = usual.iter().map(|(name, old)| (*name, if *name == field { value } else { *old })).collect();
        let page = collector.post(&format!("/manage/entry/{PAPER}"), &fields).await;
        assert_eq!(page.status, WRONG, "{field} {value}");
        assert!(page.text().contains(words), "{field}: {}", page.text());
        assert!(page.text().contains("Chờ &lt;lâu&gt; quá"), "what was typed stays");
        assert_eq!(page.hidden("id"), id);
    }
    for strange in [("points", "1"), ("q-nothing", "1"), ("id", "0195a000-0000-7000-8000-000000000001")] {
        let mut fields = form(&id, "7", &[("q-overall", "4")]);
        fields.push(strange);
        assert_eq!(send(&mut collector, &fields).await.0, StatusCode::BAD_REQUEST, "{strange:?}");
    }
    assert_eq!(db.store.response_count().await.unwrap(), 0);
    // An interview has no number, and its sector stands with the place.
    let page = collector.get(&format!("/manage/entry/{SAMPLE}")).await;
    assert!(!page.text().contains("name=\"number\"") && !page.text().contains("name=\"sector\""));
    let interview = [("id", page.hidden("id")), ("day", DAY.to_owned()), ("q-overall", "none".to_owned())];
    let fields: Vec<_> = interview.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(collector.post(&format!("/manage/entry/{SAMPLE}"), &fields).await.status, SEE_OTHER);
    agrees(&db.store).await;
}

async fn a_campaign_is_entered_for_a_month_after_it(db: TestDatabase) {
    const DAYS: i64 = 86_400_000;
    let (_, _, world) = start(&db).await;
    let reach = Reach::Everything;
    assert!(db.store.close_campaign(&Author::Program, NOW, &reach, world.feedback.id).await.unwrap());
    add(&db.store, "later", Role::Collector, "xa-mot").await;
    for (days, status) in [(1, StatusCode::OK), (29, StatusCode::OK), (30, StatusCode::GONE)] {
        let later = TestApp::at(&db.store, NOW + days * DAYS);
        let mut browser = Browser::signed_in(&later, "later").await;
        assert_eq!(browser.get(&format!("/manage/entry/{PAPER}")).await.status, status, "{days} days");
        assert_eq!(browser.get("/manage/entry").await.text().contains(PAPER), status == StatusCode::OK);
    }
    let mut next_day = Browser::signed_in(&TestApp::at(&db.store, NOW + DAYS), "later").await;
    let id = new_id(&mut next_day).await;
    let late = [("id", id.as_str()), ("day", "2026-03-16"), ("sector", "land"), ("q-overall", "4")];
    let page = next_day.post(&format!("/manage/entry/{PAPER}"), &late).await;
    assert!(page.text().contains("Ngày trả lời phải nằm trong"), "nobody answered after it closed");
    assert_eq!(send(&mut next_day, &form(&id, "1", &[("q-overall", "4")])).await.0, SEE_OTHER);
    assert!(db.store.archive_campaign(&Author::Program, NOW + DAYS, &reach, world.feedback.id).await.unwrap());
    assert_eq!(db.store.campaign(world.feedback.id).await.unwrap().unwrap().state, State::Archived);
    assert_eq!(next_day.get(&format!("/manage/entry/{PAPER}")).await.status, StatusCode::GONE, "what is put away stays as it is");
}

async fn what_differs_is_decided_in_time_or_not_at_all(db: TestDatabase) {
    const MONTH: i64 = 30 * 86_400_000;
    let (app, mut one, world) = start(&db).await;
    enter_twice(&db, &world).await;
    let id = new_id(&mut one).await;
    assert_eq!(send(&mut one, &form(&id, "7", &[("q-overall", "4")])).await.0, SEE_OTHER);
    let mut two = Browser::signed_in(&app, "hai").await;
    let second = new_id(&mut two).await;
    assert_eq!(send(&mut two, &form(&second, "7", &[("q-overall", "5")])).await.0, SEE_OTHER);
    assert!(db.store.close_campaign(&Author::Program, NOW, &Reach::Everything, world.feedback.id).await.unwrap());
    let (address, right) = (format!("/manage/paper-forms/{id}"), [("q-overall", "second")]);
    let mut late = Browser::signed_in(&TestApp::at(&db.store, NOW + MONTH), "ba").await;
    assert_eq!(late.post(&address, &right).await.status, WRONG);
    let page = late.get(&address).await;
    assert!(page.text().contains("Đã hết thời gian nhập phiếu") && !page.text().contains("type=\"radio\""), "{}", page.text());
    assert_eq!(db.store.response_count().await.unwrap(), 0);
    let mut in_time = Browser::signed_in(&TestApp::at(&db.store, NOW + MONTH - 1), "ba").await;
    assert_eq!(in_time.post(&address, &right).await.status, SEE_OTHER);
    assert_eq!(db.store.response_count().await.unwrap(), 1);
}

async fn two_entries_that_agree_are_one_response(db: TestDatabase) {
    let (app, mut one, world) = start(&db).await;
    enter_twice(&db, &world).await;
    let id = new_id(&mut one).await;
    let (status, next) = send(&mut one, &form(&id, "", &[("q-overall", "4")])).await;
    assert_eq!((status, next.as_str()), (WRONG, ""), "the number is needed");
    let answers = [("q-overall", "4"), ("q-comment", "Chờ lâu")];
    for _ in 0..2 {
        let (status, next) = send(&mut one, &form(&id, "7", &answers)).await;
        assert_eq!((status, next.contains("done=first")), (SEE_OTHER, true));
    }
    assert_eq!(db.store.response_count().await.unwrap(), 0, "an entry is no response yet");
    assert_eq!(progress(&db.store, &world).await, Progress { waiting: 1, different: 0, done: 0 });
    let waiting = one.get(&format!("/manage/paper-forms/{id}")).await;
    assert!(!waiting.text().contains("Chờ lâu"), "the first entry is not shown");

    let mut two = Browser::signed_in(&app, "hai").await;
    let second = new_id(&mut two).await;
    let answers = [("q-overall", "4"), ("q-comment", " chờ  lâu")];
    for _ in 0..2 {
        let (status, next) = send(&mut two, &form(&second, "7", &answers)).await;
        assert_eq!((status, next.contains("done=agreed")), (SEE_OTHER, true), "{next}");
    }
    assert_eq!(db.store.response_ids(world.feedback.id).await.unwrap(), [id.parse::<uuid::Uuid>().unwrap()]);
    assert_eq!(progress(&db.store, &world).await, Progress { waiting: 0, different: 0, done: 1 });
    assert_eq!(answers_beside(&db.store).await, 0, "answers stand with the response and nowhere else");
    let third = new_id(&mut two).await;
    let page = two.post(&format!("/manage/entry/{PAPER}"), &form(&third, "7", &answers)).await;
    assert!(page.status == WRONG && page.text().contains("đã được nhập đủ rồi"));
    let collectors = db.store.entry_by_collector(&Reach::Everything, world.feedback.id).await.unwrap();
    let told: Vec<_> = collectors.iter().map(|one| (one.name.as_str(), one.forms, one.keys, one.errors)).collect();
    assert_eq!(told, [("Người hai", 1, 9, 0), ("Người mot", 1, 8, 0)]);
    agrees(&db.store).await;
}

async fn what_differs_is_decided_by_who_may(db: TestDatabase) {
    let (app, mut one, world) = start(&db).await;
    enter_twice(&db, &world).await;
    let (mut two, mut three) = (Browser::signed_in(&app, "hai").await, Browser::signed_in(&app, "ba").await);
    let id = new_id(&mut one).await;
    assert_eq!(send(&mut one, &form(&id, "7", &[("q-overall", "4"), ("q-a1", "2")])).await.0, SEE_OTHER);
    let second = new_id(&mut two).await;
    let (_, next) = send(&mut two, &form(&second, "7", &[("q-overall", "5"), ("q-a1", "2"), ("assisted", "yes")])).await;
    assert!(next.contains("done=different"));
    let page = two.get(&next).await;
    let address = format!("/manage/paper-forms/{id}");
    assert!(page.text().contains("khác nhau, nên chưa tính") && page.text().contains(&address));
    assert_eq!(db.store.response_count().await.unwrap(), 0);

    let page = three.get(&address).await;
    assert!(page.text().contains("name=\"q-overall\"") && page.text().contains("4 – Hài lòng"), "{}", page.text());
    assert!(page.text().contains("5 – Rất hài lòng") && page.text().contains("name=\"assisted\""));
    assert!(!page.text().contains("name=\"q-a1\""), "what agrees is not asked");
    assert_eq!(one.post(&address, &[("q-overall", "first"), ("assisted", "first")]).await.status, StatusCode::FORBIDDEN);
    let page = three.post(&address, &[("q-overall", "second")]).await;
    assert_eq!(page.status, WRONG);
    assert!(page.text().contains("Xin chọn bên đúng ở mọi dòng."));
    let answer = three.post(&address, &[("q-overall", "second"), ("assisted", "first")]).await;
    assert_eq!(answer.header("location"), format!("/manage/entry/{PAPER}/forms?stage=different&decided"));
    let stored = db.store.survey_responses(world.feedback.id).await.unwrap();
    assert_eq!(stored.iter().map(|one| one.answers.as_str()).collect::<Vec<_>>(), [r#"{"a1":2,"overall":5}"#]);
    let (action, subject, unit, _, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), unit.as_deref()), ("entry-decided", Some("xa-mot")));
    assert_eq!((subject, after), (format!("paper form {PAPER} Lô 1/7"), serde_json::Value::Null), "no answers in the log");
    assert_eq!(three.post(&address, &[("q-overall", "first"), ("assisted", "first")]).await.status, SEE_OTHER);
    assert_eq!(db.store.response_count().await.unwrap(), 1);

    // One wrong answer each: of two keys pressed by each.
    let collectors = db.store.entry_by_collector(&Reach::Everything, world.feedback.id).await.unwrap();
    let told: Vec<_> = collectors.iter().map(|one| (one.name.as_str(), one.keys, one.errors)).collect();
    assert_eq!(told, [("Người hai", 2, 1), ("Người mot", 2, 1)]);
    add(&db.store, "manager", Role::Manager, "tinh").await;
    let mut manager = Browser::signed_in(&app, "manager").await;
    let page = manager.get(&format!("/manage/campaigns/{}/entry", world.feedback.id)).await;
    for shown in ["500,0", "Người mot", "Có người giúp người trả lời điền phiếu"] {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    agrees(&db.store).await;
}

async fn two_people_who_finish_a_form_at_once_make_one_response(db: TestDatabase) {
    let (app, mut one, world) = start(&db).await;
    enter_twice(&db, &world).await;
    for round in 1..=5_u64 {
        let number = round.to_string();
        let id = new_id(&mut one).await;
        assert_eq!(send(&mut one, &form(&id, &number, &[("q-overall", "4")])).await.0, SEE_OTHER);
        let mut senders = Vec::new();
        for name in ["hai", "ba", "mot", "hai"] {
            let mut browser = Browser::signed_in(&app, name).await;
            let (id, number) = (new_id(&mut browser).await, number.clone());
            senders.push(tokio::spawn(async move { send(&mut browser, &form(&id, &number, &[("q-overall", "4")])).await }));
        }
        let mut taken = 0;
        for sender in senders {
            let (status, next) = sender.await.unwrap();
            assert!(status == WRONG || next.contains("done=agreed"), "{status} {next}");
            taken += u64::from(status == SEE_OTHER);
        }
        assert_eq!(taken, 1, "one of them is the second entry");
        assert_eq!(db.store.response_count().await.unwrap(), round);
    }
    assert_eq!(progress(&db.store, &world).await, Progress { waiting: 0, different: 0, done: 5 });
    // Two who decide at once, each otherwise.
    let id = new_id(&mut one).await;
    assert_eq!(send(&mut one, &form(&id, "6", &[("q-overall", "4")])).await.0, SEE_OTHER);
    let mut two = Browser::signed_in(&app, "hai").await;
    let second = new_id(&mut two).await;
    assert_eq!(send(&mut two, &form(&second, "6", &[("q-overall", "5")])).await.0, SEE_OTHER);
    let mut deciders = Vec::new();
    for (name, side) in [("hai", "first"), ("ba", "second")] {
        let mut browser = Browser::signed_in(&app, name).await;
        let address = format!("/manage/paper-forms/{id}");
        deciders.push(tokio::spawn(async move { browser.post(&address, &[("q-overall", side)]).await.status }));
    }
    for decider in deciders {
        assert_eq!(decider.await.unwrap(), SEE_OTHER);
    }
    assert_eq!(db.store.response_count().await.unwrap(), 6);
    let collectors = db.store.entry_by_collector(&Reach::Everything, world.feedback.id).await.unwrap();
    assert_eq!(collectors.iter().map(|one| one.errors).sum::<u64>(), 1, "decided once");
    agrees(&db.store).await;
}

async fn what_was_entered_wrongly_is_removed(db: TestDatabase) {
    let (app, mut one, world) = start(&db).await;
    enter_twice(&db, &world).await;
    let id = new_id(&mut one).await;
    assert_eq!(send(&mut one, &form(&id, "7", &[("q-overall", "4")])).await.0, SEE_OTHER);
    let address = format!("/manage/paper-forms/{id}/removal");
    assert!(one.get(&address).await.text().contains("Lô 1 / 7"));
    assert_eq!(one.post(&address, &[]).await.status, StatusCode::BAD_REQUEST, "it asks first");
    assert_eq!(one.post(&address, &[("sure", "yes")]).await.status, SEE_OTHER);
    assert_eq!(last_entry(&db.store).await.0, "entry-removed");
    assert_eq!(one.get(&address).await.status, StatusCode::NOT_FOUND);
    assert_eq!(progress(&db.store, &world).await, Progress::default());
    // The number is free again, and what is a response stays.
    let again = new_id(&mut one).await;
    assert_eq!(send(&mut one, &form(&again, "7", &[("q-overall", "3")])).await.0, SEE_OTHER);
    let mut two = Browser::signed_in(&app, "hai").await;
    let second = new_id(&mut two).await;
    assert_eq!(send(&mut two, &form(&second, "7", &[("q-overall", "3")])).await.0, SEE_OTHER);
    let address = format!("/manage/paper-forms/{again}/removal");
    assert_eq!(one.post(&address, &[("sure", "yes")]).await.header("location"), format!("/manage/paper-forms/{again}"));
    assert_eq!(db.store.response_count().await.unwrap(), 1);
    assert!(db.store.check_audit().await.unwrap().is_ok());
}

async fn how_paper_is_entered_is_set_by_who_runs_the_campaign(db: TestDatabase) {
    let (app, mut one, world) = start(&db).await;
    add(&db.store, "manager", Role::Manager, "tinh").await;
    add(&db.store, "measured", Role::Manager, "xa-mot").await;
    let mut manager = Browser::signed_in(&app, "manager").await;
    let address = format!("/manage/campaigns/{}/entry", world.feedback.id);
    let mut measured = Browser::signed_in(&app, "measured").await;
    assert_eq!(measured.post(&address, &[("twice", "yes")]).await.status, StatusCode::FORBIDDEN);
    assert!(manager.get(&address).await.text().contains("Chưa có gì để đếm."));
    assert_eq!(manager.post(&address, &[("twice", "yes")]).await.header("location"), format!("{address}?done"));
    let (action, subject, unit, _, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), unit.as_deref()), ("double-entry-set", Some("tinh")));
    assert_eq!((subject, after["entered_twice"].as_bool()), (format!("campaign {}", world.feedback.id), Some(true)));
    let id = new_id(&mut one).await;
    assert_eq!(send(&mut one, &form(&id, "7", &[("q-overall", "4")])).await.0, SEE_OTHER);
    let page = manager.post(&address, &[]).await;
    assert_eq!(page.status, WRONG);
    assert!(page.text().contains("nên chưa bỏ được"));
    assert_eq!(one.post(&format!("/manage/paper-forms/{id}/removal"), &[("sure", "yes")]).await.status, SEE_OTHER);
    assert_eq!(manager.post(&address, &[]).await.status, SEE_OTHER);
    assert!(!db.store.is_entered_twice(world.feedback.id).await.unwrap());
}

/// The statements hold it, whatever the page allowed.
async fn nobody_enters_beyond_their_reach(db: TestDatabase) {
    let (_, _, world) = start(&db).await;
    let store = &db.store;
    let accounts = store.accounts(&Reach::Everything).await.unwrap();
    let (one, other) = (accounts[0].id, accounts[1].id);
    let point = store.collection_point(&PAPER.parse().unwrap()).await.unwrap().unwrap();
    let (id, second) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let number = PaperNumber { batch: "1".into(), number: 1 };
    let first = || FirstEntry { id, point: &point, number: &number, by: one, entered: "{}" };
    let [own, beyond] = ["xa-mot", "xa-hai"].map(|unit| Reach::Units(vec![unit.parse().unwrap()]));
    assert!(!store.add_first_entry(NOW, &beyond, first()).await.unwrap());
    assert!(store.add_first_entry(NOW, &own, first()).await.unwrap());
    assert!(!store.add_second_entry(NOW, &beyond, id, (second, other, "{}")).await.unwrap());
    assert!(store.add_second_entry(NOW, &own, id, (second, other, "{}")).await.unwrap());
    let new = |id: Uuid, entering: Entering| {
        let new = response(&world, &world.feedback, id, ("xa-mot", "land"), answers(&[("a1", 5)]));
        let at_place = Response { point: point.code.clone(), mode: Mode::Paper, ..new.response().clone() };
        NewResponse::new(at_place, &world.version).entered(entering)
    };
    for (id, once) in [(id, false), (Uuid::from_u128(3), true)] {
        for (reach, outcome) in [(&beyond, Storing::Spent), (&own, Storing::Stored)] {
            let entering = if once {
                Entering::once(NOW, reach.clone(), one, None)
            } else {
                Entering::twice(NOW, reach.clone(), Vec::new(), None)
            };
            assert_eq!(store.store(new(id, entering)).await.unwrap(), outcome, "{once} {reach:?}");
        }
    }
    agrees(store).await;
}

async fn a_form_comes_back_in_the_other_language(db: TestDatabase) {
    let (_app, mut collector, _) = start(&db).await;
    let id = new_id(&mut collector).await;
    let fields = form(&id, "7", &[("q-overall", "4"), ("assisted", "yes")]);
    let page = collector.clone().post(&format!("/manage/entry/{PAPER}?show=language-en"), &fields).await;
    assert_eq!((page.status, page.hidden("id")), (StatusCode::OK, id), "{}", page.text());
    for kept in ["<html lang=\"en\"", "value=\"Lô 1\"", "value=\"7\"", "<option value=\"land\" selected", "value=\"4\" checked"]
    {
        assert!(page.text().contains(kept), "{kept}: {}", page.text());
    }
    assert_eq!(db.store.response_count().await.unwrap(), 0);
}
