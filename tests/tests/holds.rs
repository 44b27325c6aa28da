//! While a campaign is held nothing of it is erased, by whomever, and what a citizen wants to withdraw goes as soon as that ends. On both
//! databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::campaign::{Campaign, Sampling, State};
use app::domain::collection_point::CollectionPoint;
use app::domain::entry::PaperNumber;
use app::domain::mode::Mode;
use app::domain::receipt::Receipt;
use app::domain::reference::Reference;
use app::domain::retention::Kind;
use app::domain::role::{Reach, Role};
use app::domain::sample::seed::Seed;
use app::domain::texts::Texts;
use serde_json::Value;
use server::audit::Author;
use server::retention::{LITTLE, erase};
use server::store::entry::FirstEntry;
use server::store::removal::Removal;
use server::store::{Database, Store};
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, last_entry, start};
use tests::invitations::{add_point, issue};
use tests::retention::{day, ended};
use tests::staff::{Browser, add};
use tests::world::{LAND, fill, sources};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    what_is_held_stays_and_goes_at_the_first_look_afterwards,
    a_hold_in_the_middle_stops_what_is_under_way,
    the_database_itself_refuses_to_erase_what_is_held,
    nobody_else_removes_what_is_held,
    a_withdrawal_is_noted_and_done_once_the_hold_is_lifted,
    only_who_looks_after_the_owner_places_and_lifts,
);

const LATE: &str = "2031-02-01";

async fn look(store: &Store, now: &str) -> Vec<(Uuid, Kind)> {
    let erased = erase(store, day(now), &sources(NOW).secrets, LITTLE).await.unwrap();
    assert!(erased.failed.is_empty(), "{erased:?}");
    erased.finished
}

async fn hold(store: &Store, campaign: &Campaign) {
    let wanted = (campaign.id, "tinh", "Khiếu nại số 1");
    assert!(store.place_hold(&Author::Program, NOW, &Reach::Everything, wanted).await.unwrap());
}

async fn lift(store: &Store, campaign: &Campaign) {
    assert!(store.lift_hold(&Author::Program, NOW, &Reach::Everything, (campaign.id, "tinh")).await.unwrap());
}

async fn differences(store: &Store) -> Vec<String> {
    store.recount(&mut |_| {}).await.unwrap().differences
}

async fn what_is_held_stays_and_goes_at_the_first_look_afterwards(db: TestDatabase) {
    let world = fill(&db.store).await;
    let held = ended(&db.store, &world, (1, Sampling::SelfSelected), 20).await;
    let other = ended(&db.store, &world, (2, Sampling::SelfSelected), 10).await;
    db.store.begin_retention(NOW).await.unwrap();
    hold(&db.store, &held).await;
    let (action, subject, unit, before, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), subject), ("hold-placed", format!("campaign {}", held.id)));
    assert_eq!((unit.as_deref(), before, after["reason"].as_str()), (Some("tinh"), Value::Null, Some("Khiếu nại số 1")));
    assert!(!db.store.place_hold(&Author::Program, NOW, &Reach::Everything, (held.id, "tinh", "Lần nữa")).await.unwrap());

    let gone = look(&db.store, LATE).await;
    assert!(gone.iter().filter(|(id, _)| *id == other.id).count() == 3 && gone.iter().all(|(id, _)| *id != held.id));
    assert_eq!(db.store.response_ids(held.id).await.unwrap().len(), 20);
    assert!(db.store.disposals(held.id).await.unwrap().is_empty());

    lift(&db.store, &held).await;
    let (action, _, _, before, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), before["reason"].as_str(), after), ("hold-lifted", Some("Khiếu nại số 1"), Value::Null));
    assert_eq!(look(&db.store, LATE).await, Kind::ALL.map(|kind| (held.id, kind)).to_vec());
    assert_eq!(db.store.response_count().await.unwrap(), 0);
    assert_eq!(differences(&db.store).await, Vec::<String>::new());
}

async fn a_hold_in_the_middle_stops_what_is_under_way(db: TestDatabase) {
    use server::store::disposing::{Due, Part};
    let world = fill(&db.store).await;
    let campaign = ended(&db.store, &world, (1, Sampling::SelfSelected), 20).await;
    db.store.begin_retention(NOW).await.unwrap();
    let secrets = sources(NOW).secrets;
    let due = Due { campaign: &campaign, kind: Kind::Responses, now: day(LATE), most: 6 };
    assert_eq!(db.store.dispose(due, &secrets).await.unwrap(), Part::More(6));
    hold(&db.store, &campaign).await;
    assert_eq!(db.store.dispose(due, &secrets).await.unwrap(), Part::Stays);
    assert_eq!(db.store.response_count().await.unwrap(), 14);
    assert_eq!(differences(&db.store).await, Vec::<String>::new());
    lift(&db.store, &campaign).await;
    // Whoever sets the period to "for ever" in the middle stops it as well.
    let periods = app::domain::retention::Periods { responses: None, ..app::domain::retention::Periods::default() };
    assert!(db.store.set_retention(&Author::Program, day(LATE), &Reach::Everything, periods).await.unwrap());
    assert_eq!(db.store.dispose(due, &secrets).await.unwrap(), Part::Stays);
    assert_eq!(db.store.response_count().await.unwrap(), 14);
}

async fn the_database_itself_refuses_to_erase_what_is_held(db: TestDatabase) {
    let world = fill(&db.store).await;
    let campaign = ended(&db.store, &world, (1, Sampling::SelfSelected), 5).await;
    let free = ended(&db.store, &world, (2, Sampling::SelfSelected), 5).await;
    hold(&db.store, &campaign).await;
    let erased = match db.store.database() {
        Database::Sqlite { write, .. } => sqlx::query("DELETE FROM response").execute(write).await.map(drop),
        Database::Postgres(pool) => sqlx::query("DELETE FROM response").execute(pool).await.map(drop),
    };
    assert!(erased.unwrap_err().to_string().contains("nothing of a campaign on hold is erased"));
    assert_eq!(db.store.response_ids(campaign.id).await.unwrap().len() + db.store.response_ids(free.id).await.unwrap().len(), 10);
}

async fn nobody_else_removes_what_is_held(db: TestDatabase) {
    let (app, _, world) = start(&db).await;
    let store = &db.store;
    add_point(store, &world.feedback).await;
    let list = Uuid::from_u128(60);
    issue(store, list, &["HS-1", "HS-2"]).await;
    let paper = CollectionPoint {
        code: "pppppp".parse().unwrap(),
        campaign_id: world.feedback.id,
        unit: "xa-mot".parse().unwrap(),
        sector: None,
        mode: Mode::Paper,
        name: Texts::new([("vi", "Phiếu giấy")]),
        withdrawn_at: None,
        by_invitation: false,
    };
    store.add_collection_points(std::slice::from_ref(&paper)).await.unwrap();
    let collector = add(store, "collector", Role::Collector, "xa-mot").await;
    let number = PaperNumber { batch: "1".into(), number: 1 };
    let form = Uuid::from_u128(61);
    let first = FirstEntry { id: form, point: &paper, number: &number, by: collector.id, entered: "{}" };
    assert!(store.add_first_entry(NOW, &Reach::Everything, first).await.unwrap());
    let draft =
        Campaign { id: Uuid::from_u128(62), sampling: Sampling::Probability, state: State::Draft, ..world.sample.clone() };
    let bare = Campaign { id: Uuid::from_u128(63), ..draft.clone() };
    for campaign in [&draft, &bare] {
        store.add_campaign(campaign).await.unwrap();
    }
    add(store, "manager", Role::Manager, "tinh").await;
    let mut manager = Browser::signed_in(&app, "manager").await;
    draw(&mut manager, &draft).await;
    for campaign in [&world.feedback, &draft, &bare] {
        hold(store, campaign).await;
    }

    let sure = [("sure", "yes")];
    let refused = manager.post(&format!("/manage/invitations/{list}/withdrawal"), &sure).await;
    assert_eq!(refused.header("location"), format!("/manage/invitations/{list}?held"));
    let page = manager.get(refused.header("location")).await;
    assert!(page.text().contains("đang có lệnh giữ nguyên dữ liệu"), "{}", page.text());
    assert_eq!(store.erase_expired(NOW + 400 * 86_400_000).await.unwrap(), 0);
    assert_eq!(store.batch(&Reach::Everything, list).await.unwrap().unwrap().totals.open, 2);

    let sample = format!("/manage/campaigns/{}/sample", draft.id);
    let refused = manager.post(&format!("{sample}/removal"), &sure).await;
    assert_eq!(refused.header("location"), format!("{sample}?held"));
    assert!(manager.get(refused.header("location")).await.text().contains("đang có lệnh giữ nguyên dữ liệu"));
    assert!(store.sample(&Reach::Everything, draft.id).await.unwrap().is_some());

    let mut typist = Browser::signed_in(&app, "collector").await;
    let refused = typist.post(&format!("/manage/paper-forms/{form}/removal"), &sure).await;
    assert_eq!(refused.header("location"), "/manage/entry/pppppp/forms?held");
    assert!(typist.get(refused.header("location")).await.text().contains("đang có lệnh giữ nguyên dữ liệu"));
    assert!(store.paper_form(&Reach::Everything, form).await.unwrap().is_some());

    let removal = store.remove_campaign(&Author::Program, NOW, &Reach::Everything, bare.id).await.unwrap();
    assert_eq!(removal, Removal::Referred(vec![Reference::Hold]));
    let page = manager.get(&format!("/manage/campaigns/{}/removal", bare.id)).await;
    assert!(page.text().contains("Lệnh giữ nguyên dữ liệu"));
    // Who runs a campaign is told that it is held, and not why: it may be about them.
    let page = manager.get(&format!("/manage/campaigns/{}", world.feedback.id)).await;
    assert!(page.text().contains("Có lệnh giữ nguyên từ ngày 15/3/2026") && !page.text().contains("Khiếu nại số 1"));

    for campaign in [&world.feedback, &draft, &bare] {
        lift(store, campaign).await;
    }
    assert_eq!(store.erase_expired(NOW + 400 * 86_400_000).await.unwrap(), 1);
    assert_eq!(manager.post(&format!("{sample}/removal"), &sure).await.header("location"), format!("{sample}?discarded"));
    assert_eq!(
        typist.post(&format!("/manage/paper-forms/{form}/removal"), &sure).await.header("location"),
        "/manage/entry/pppppp/forms?removed"
    );
    assert_eq!(store.remove_campaign(&Author::Program, NOW, &Reach::Everything, bare.id).await.unwrap(), Removal::Removed);
}

/// Draws a sample of two households for a draft.
async fn draw(manager: &mut Browser, draft: &Campaign) {
    let address = format!("/manage/campaigns/{}/sample", draft.id);
    let frame = "Mã\nA\nB\nC\nD\n";
    let usual =
        [("frame", frame), ("column-reference", "0"), ("design", "systematic"), ("n", "2"), ("seed", Seed::from(7).as_str())]
            .map(|(name, value)| (name, value.to_owned()));
    let mut fields: Vec<(&str, &str)> = usual.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.push(("act", "look"));
    let looked = manager.upload(&address, &fields, ("file", b"")).await.hidden("looked");
    fields.pop();
    fields.extend([("act", "draw"), ("looked", looked.as_str())]);
    let drawn = manager.upload(&address, &fields, ("file", b"")).await;
    assert_eq!((drawn.status, drawn.header("location")), (SEE_OTHER, format!("{address}?drawn").as_str()), "{}", drawn.text());
}

async fn a_withdrawal_is_noted_and_done_once_the_hold_is_lifted(db: TestDatabase) {
    let (app, mut boss, world) = start(&db).await;
    let mut receipts = Vec::new();
    for overall in ["5", "1"] {
        let id = app.get(&format!("/s/{LAND}")).await.hidden("id");
        let sent = app.post(&format!("/s/{LAND}"), &[("id", &id), ("q-overall", overall), ("q-a1", "2")]).await;
        assert_eq!(sent.status, SEE_OTHER);
        receipts.push(Receipt::of(id.parse().unwrap()).to_string());
    }
    hold(&db.store, &world.feedback).await;
    let asked = app.post("/withdraw", &[("code", &receipts[1])]).await;
    assert!(asked.text().contains("Dữ liệu của đợt khảo sát này đang phải giữ nguyên"), "it is said before somebody asks");
    assert!(!asked.text().contains("Phiếu sẽ bị xóa hẳn"));
    for _ in 0..2 {
        let noted = app.post("/withdraw", &[("code", &receipts[1]), ("sure", "yes")]).await;
        assert_eq!((noted.status, noted.header("location")), (SEE_OTHER, "/withdraw?noted"));
    }
    assert!(app.get("/withdraw?noted").await.text().contains("Ông/Bà không cần làm gì thêm"));
    assert_eq!(db.store.response_count().await.unwrap(), 2, "it is there, and counts");
    assert_eq!(differences(&db.store).await, Vec::<String>::new());
    assert_eq!(db.store.carry_out_withdrawals(NOW).await.unwrap(), 0, "not while it is held");

    let address = format!("/manage/retention/{}", world.feedback.id);
    let lifted = boss.post(&format!("{address}/lifting"), &[("sure", "yes")]).await;
    assert_eq!(lifted.header("location"), format!("{address}?lifted"));
    assert_eq!(db.store.response_count().await.unwrap(), 1, "nobody had to ask again");
    assert_eq!(db.store.withdrawn(world.feedback.id).await.unwrap(), 1);
    assert_eq!(differences(&db.store).await, Vec::<String>::new());
    // The other one is still to be had.
    let done = app.post("/withdraw", &[("code", &receipts[0]), ("sure", "yes")]).await;
    assert_eq!(done.header("location"), "/withdraw?done");
    assert_eq!(db.store.response_count().await.unwrap(), 0);
}

async fn only_who_looks_after_the_owner_places_and_lifts(db: TestDatabase) {
    let world = fill(&db.store).await;
    let campaign = world.feedback.id;
    for (name, role, unit) in
        [("own", Role::Administrator, "tinh"), ("below", Role::Administrator, "xa-mot"), ("runs", Role::Manager, "tinh")]
    {
        add(&db.store, name, role, unit).await;
    }
    let app = TestApp::at(&db.store, NOW + 1);
    let address = format!("/manage/retention/{campaign}");
    let fields = [("reason", "Thanh tra")];
    let mut below = Browser::signed_in(&app, "below").await;
    assert_eq!(below.post(&address, &fields).await.status, 404);
    assert!(!below.get("/manage/retention").await.text().contains(&campaign.to_string()));
    let mut runs = Browser::signed_in(&app, "runs").await;
    assert_eq!(runs.post(&address, &fields).await.status, 403, "whoever runs a survey does not decide what of it is kept");
    assert!(db.store.hold(campaign).await.unwrap().is_none());
    let commune = Reach::Units(vec!["xa-mot".parse().unwrap()]);
    assert!(!db.store.place_hold(&Author::Program, NOW, &commune, (campaign, "tinh", "Không")).await.unwrap());

    let mut own = Browser::signed_in(&app, "own").await;
    assert_eq!(own.post(&address, &[("reason", " ")]).await.status, 422);
    assert_eq!(own.post(&address, &fields).await.header("location"), format!("{address}?placed"));
    assert_eq!(own.post(&address, &fields).await.header("location"), format!("{address}?already"));
    let held = db.store.hold(campaign).await.unwrap().unwrap();
    assert_eq!((held.placed_by.as_str(), held.reason.as_str(), held.placed_at), ("own", "Thanh tra", NOW + 1));
    assert!(own.get(&address).await.text().contains("Thanh tra"));
    assert_eq!(below.post(&format!("{address}/lifting"), &[("sure", "yes")]).await.status, 404);
    assert!(!db.store.lift_hold(&Author::Program, NOW, &commune, (campaign, "tinh")).await.unwrap());
    assert_eq!(own.post(&format!("{address}/lifting"), &[]).await.status, 400, "it asks first");
    assert!(db.store.hold(campaign).await.unwrap().is_some());
    assert_eq!(own.post(&format!("{address}/lifting"), &[("sure", "yes")]).await.header("location"), format!("{address}?lifted"));
    assert!(db.store.hold(campaign).await.unwrap().is_none());
}
