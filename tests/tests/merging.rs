//! Units that are merged or split: nothing is lost, the old figures stay, and the new ones can be had both ways. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::campaign::{Campaign, State};
use app::domain::code::Code;
use app::domain::merging_form::{Fate, Merging};
use app::domain::period::LocalTime;
use app::domain::role::{Reach, Role};
use app::domain::texts::Texts;
use app::domain::unit::{Unit, UnitKind};
use axum::http::StatusCode;
use serde_json::Value;
use server::audit::Author;
use server::store::Store;
use server::store::audit::Wanted;
use server::store::counts::Selection;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG, last_entry, says, start};
use tests::staff::{Browser, add};
use tests::world::{CHOICE, EVERYTHING, LAND, World, answers, fill, ids, response};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    communes_merge_into_a_new_one_and_nothing_is_lost,
    a_merger_to_come_waits_for_its_day,
    what_stands_there_on_the_day_moves_to_what_exists_then,
    a_correction_of_the_successor_leads_points_there,
    a_merger_to_come_is_taken_back,
    a_split_is_told_and_never_counted,
    what_is_wrong_with_a_merger_is_said_and_what_was_chosen_stays,
    nobody_merges_beyond_their_reach,
    a_sum_is_hidden_where_a_part_of_it_is,
    answers_in_the_very_moment_of_a_merger_count_once,
);

/// The day of a merger that is past, and of one that is to come.
const PAST: &str = "2026-03-01";
const COMING: &str = "2026-07-01";

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

fn commune(name: &str, parent: &str) -> Unit {
    Unit {
        code: code(name),
        parent: Some(code(parent)),
        kind: UnitKind::Commune,
        name: Texts::new([("vi", name)]),
        valid_from: 0,
        valid_to: None,
        successor: None,
    }
}

fn merging(predecessors: &[&str], successors: &[&str], day: &str, fate: Fate) -> Merging {
    let codes = |names: &[&str]| names.iter().map(|name| code(name)).collect();
    let at = LocalTime::midnight(day).unwrap();
    Merging { predecessors: codes(predecessors), existing: codes(successors), new: None, at, fate }
}

/// Stores so many responses about a unit.
async fn give(store: &Store, world: &World, unit: &str, number: usize) {
    // The same generator begins anew each time, so the moment makes the difference.
    let (ids, at) = (ids(), NOW + i64::try_from(store.response_count().await.unwrap()).unwrap());
    let new =
        (0..number).map(|_| response(world, &world.feedback, ids.make(at), (unit, "land"), answers(&[("a1", 5), ("b1", 2)])));
    store.store_all(&new.collect::<Vec<_>>()).await.unwrap();
}

async fn responses_of(store: &Store, unit: Option<&str>) -> i64 {
    let unit = unit.map(code);
    store
        .counts(Selection { unit: unit.as_ref(), ..Selection::default() })
        .await
        .unwrap()
        .values()
        .map(|count| count.responses)
        .sum()
}

async fn differences(store: &Store) -> Vec<String> {
    store.recount(&mut |_| {}).await.unwrap().differences
}

/// What the JSON says of land under a filter: status, respondents, whether predecessors are counted.
async fn land(app: &TestApp, filter: &str) -> (String, Option<u64>, bool) {
    let answer = app.get(&format!("/results.json?{filter}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let document: Value = serde_json::from_slice(&answer.bytes).unwrap();
    let figures = document["figures"].as_array().unwrap();
    let land = figures.iter().find(|figure| figure["sector"] == "land").unwrap_or(&Value::Null);
    (land["status"].as_str().unwrap_or_default().to_owned(), land["respondents"].as_u64(), land["predecessors"] == true)
}

async fn point_unit(store: &Store, point: &str) -> (String, bool) {
    let point = store.collection_point(&point.parse().unwrap()).await.unwrap().unwrap();
    (point.unit.to_string(), point.withdrawn_at.is_some())
}

async fn communes_merge_into_a_new_one_and_nothing_is_lost(db: TestDatabase) {
    let (app, mut boss, world) = start(&db).await;
    let store = &db.store;
    give(store, &world, "xa-mot", 12).await;
    store.rollup_all().await.unwrap();
    give(store, &world, "xa-hai", 15).await;
    // What is ticked and typed stays while more is looked for, without diacritics.
    let found = boss.get("/manage/units/merging?unit=xa-mot&find=xa%20hai&name-vi=X%C3%A3+M%E1%BB%9Bi").await;
    for kept in
        ["name=\"unit\" value=\"xa-mot\" checked", "name=\"unit\" value=\"xa-hai\">", "value=\"Xã Mới\"", "value=\"2026-03-15\""]
    {
        assert!(found.text().contains(kept), "{kept}: {}", found.text());
    }
    let form = [
        ("unit", "xa-mot"),
        ("unit", "xa-hai"),
        ("name-vi", "Xã Mới"),
        ("name-en", "New"),
        ("code", "xa-moi"),
        ("kind", "commune"),
        ("parent", "tinh"),
        ("from", PAST),
        ("points", "move"),
    ];
    let asks = boss.post("/manage/units/merging", &form).await;
    assert_eq!(asks.status, StatusCode::OK, "{}", asks.text());
    for said in [
        "Xã Một",
        "Xã Hai",
        "Xã Mới",
        "(đơn vị mới)",
        "1/3/2026",
        "<td class=\"number\">12</td>",
        "<td class=\"number\">15</td>",
        "Mọi câu trả lời đã có vẫn thuộc đơn vị cũ",
    ] {
        assert!(asks.text().contains(said), "{said}: {}", asks.text());
    }
    assert!(
        asks.text().contains("name=\"sure\" value=\"yes\"")
            && asks.text().contains("type=\"hidden\" name=\"code\" value=\"xa-moi\"")
    );
    assert!(store.units().await.unwrap().get("xa-moi").is_none(), "nothing is done without being asked for");
    let mut sure = form.to_vec();
    sure.push(("sure", "yes"));
    let answer = boss.post("/manage/units/merging", &sure).await;
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, "/manage/units?merged"), "{}", answer.text());
    let units = store.units().await.unwrap();
    let at = LocalTime::midnight(PAST);
    for old in ["xa-mot", "xa-hai"] {
        let old = units.get(old).unwrap();
        assert_eq!(
            (old.valid_to, old.successor.as_ref().map(Code::as_str), old.parent.as_ref().map(Code::as_str)),
            (at, Some("xa-moi"), Some("tinh"))
        );
    }
    assert_eq!(units.get("xa-moi").map(|new| new.valid_from), at);
    // Nothing moved: neither what was counted nor what is pending.
    assert_eq!(
        [
            responses_of(store, Some("xa-mot")).await,
            responses_of(store, Some("xa-hai")).await,
            responses_of(store, Some("xa-moi")).await
        ],
        [12, 15, 0]
    );
    assert_eq!([responses_of(store, Some("tinh")).await, responses_of(store, None).await], [27, 27]);
    assert_eq!(differences(store).await, Vec::<String>::new());
    // Points in use moved at once, with their codes, and their campaign measures the new unit.
    assert_eq!(
        [point_unit(store, LAND).await, point_unit(store, CHOICE).await],
        [("xa-moi".to_owned(), false), ("xa-moi".to_owned(), false)]
    );
    give(store, &world, "xa-moi", 11).await;
    for rolled_up in [false, true] {
        if rolled_up {
            store.rollup_all().await.unwrap();
        }
        assert_eq!(land(&app, "unit=xa-moi").await, ("shown".to_owned(), Some(11), false));
        assert_eq!(land(&app, "unit=xa-moi&predecessors=1").await, ("shown".to_owned(), Some(38), true));
        assert_eq!(land(&app, "unit=xa-mot").await, ("shown".to_owned(), Some(12), false));
        assert_eq!(land(&app, "unit=tinh").await, ("shown".to_owned(), Some(38), false));
        assert_eq!(
            land(&app, "unit=tinh&predecessors=1").await,
            ("shown".to_owned(), Some(38), false),
            "there is nothing to add"
        );
        assert_eq!(land(&app, "unit=xa-moi&predecessors=1&mode=phone").await.1, Some(38));
        assert_eq!(land(&app, "unit=xa-moi&predecessors=1&period=2025").await.1, None);
    }
    assert_eq!(app.get("/results?unit=xa-moi&predecessors=yes").await.status, StatusCode::BAD_REQUEST);
    old_and_new_know_of_each_other(&app, &mut boss, store).await;
    // Whoever sends the same again is told that it is done.
    assert_eq!(boss.post("/manage/units/merging", &sure).await.status, WRONG);
}

/// On the public page and on the staff's.
async fn old_and_new_know_of_each_other(app: &TestApp, boss: &mut Browser, store: &Store) {
    let page = app.get("/results?unit=xa-moi&predecessors=1").await;
    for shown in [
        "Tính cả các đơn vị cũ",
        "Theo từng đơn vị hợp thành",
        "href=\"/results?unit=xa-mot\"",
        "đến 28/2/2026",
        "name=\"predecessors\" value=\"1\" checked",
    ] {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    assert!(page.text().contains("/results.csv?unit=xa-moi&amp;predecessors=1"), "the downloads keep the way of counting");
    let page = app.get("/results?unit=xa-mot").await;
    assert!(page.text().contains("tồn tại đến hết ngày 28/2/2026") && page.text().contains("href=\"/results?unit=xa-moi\""));
    assert!(page.text().contains("Xã Một (đến 28/2/2026)"), "and it is marked where units are chosen");
    let page = boss.get("/manage/units/xa-moi").await;
    assert!(page.text().contains("Đơn vị cũ đã nhập vào đây") && page.text().contains("href=\"/manage/units/xa-hai\""));
    let page = boss.get("/manage/units/xa-mot").await;
    assert!(
        page.text().contains("href=\"/manage/units/xa-moi\"") && !page.text().contains("merging/removal"),
        "the day has come"
    );
    assert_eq!(boss.get("/manage/units/xa-mot/merging/removal").await.status, SEE_OTHER);
    assert_eq!(boss.post("/manage/units/xa-mot/merging/removal", &[("sure", "yes")]).await.status, StatusCode::FORBIDDEN);
    // A point that moved is still known by what was answered there before.
    assert!(
        boss.get(&format!("/manage/points/{LAND}")).await.status == StatusCode::FORBIDDEN,
        "an administrator runs no surveys"
    );
    let point = store.collection_point(&LAND.parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(store.references_to_point(&point).await.unwrap().len(), 1);
    let log = boss.get("/manage/audit").await;
    assert_eq!(log.text().matches("<td>Gộp đơn vị</td>").count(), 2);
    assert!(store.check_audit().await.unwrap().is_ok());
}

async fn a_merger_to_come_waits_for_its_day(db: TestDatabase) {
    let world = fill(&db.store).await;
    let store = &db.store;
    let own = Campaign { id: Uuid::from_u128(7), owner: code("xa-mot"), units: vec![code("xa-mot")], ..world.feedback.clone() };
    store.add_campaign(&own).await.unwrap();
    let point = store.collection_point(&LAND.parse().unwrap()).await.unwrap().unwrap();
    let point = app::domain::collection_point::CollectionPoint { code: "kkkkkk".parse().unwrap(), campaign_id: own.id, ..point };
    store.add_collection_points(&[point]).await.unwrap();
    let (by, all) = (Author::Program, Reach::Everything);
    let merging = merging(&["xa-mot"], &["xa-hai"], COMING, Fate::Move);
    assert!(store.merge(&by, NOW, &all, &merging).await.unwrap());
    assert_eq!(store.units().await.unwrap().get("xa-mot").unwrap().valid_to, Some(merging.at));
    // Those of every campaign wait that nobody closed.
    assert_eq!(store.waiting_points(&code("xa-mot")).await.unwrap(), (7, 0));
    assert_eq!(store.carry_out_mergers(merging.at - 1).await.unwrap(), 0);
    assert_eq!(point_unit(store, LAND).await.0, "xa-mot");
    let (one, other) = (Store::open(&db.url).await.unwrap(), store.clone());
    let (first, second) = tokio::join!(one.carry_out_mergers(merging.at), other.carry_out_mergers(merging.at));
    assert_eq!(first.unwrap() + second.unwrap(), 7, "of several instances each point is moved by one");
    assert_eq!(
        [point_unit(store, LAND).await, point_unit(store, "kkkkkk").await],
        [("xa-hai".to_owned(), false), ("xa-hai".to_owned(), false)]
    );
    assert_eq!(store.waiting_points(&code("xa-mot")).await.unwrap(), (0, 0));
    let measured = |units: &[Code]| units.iter().map(Code::to_string).collect::<Vec<_>>();
    assert_eq!(
        measured(&store.campaign(own.id).await.unwrap().unwrap().units),
        ["xa-hai", "xa-mot"],
        "it measures where its points went"
    );
    assert_eq!(measured(&store.campaign(world.feedback.id).await.unwrap().unwrap().units), ["tinh"], "what lies above is enough");
    let noted = store.audit(&all, &Wanted::default(), 100).await.unwrap();
    let json = |text: &Option<String>| serde_json::from_str::<Value>(text.as_deref().unwrap()).unwrap();
    let moved: Vec<_> = noted.iter().filter(|noted| noted.action == "point-changed").collect();
    assert_eq!((moved.len(), moved[0].subject.starts_with("point "), moved[0].unit.as_deref()), (7, true, Some("xa-mot")));
    assert_eq!((&json(&moved[0].before)["unit"], &json(&moved[0].after)["unit"]), (&"xa-mot".into(), &"xa-hai".into()));
    // That a campaign measures more than it did is noted too, for the auditors of its owner.
    let measuring: Vec<_> = noted.iter().filter(|noted| noted.action == "campaign-changed").collect();
    assert_eq!((measuring.len(), measuring[0].unit.as_deref()), (1, Some("xa-mot")));
    assert_eq!(measuring[0].subject, format!("campaign {}", own.id));
    assert_eq!(
        (&json(&measuring[0].before)["units"], &json(&measuring[0].after)["units"]),
        (&serde_json::json!(["xa-mot"]), &serde_json::json!(["xa-hai", "xa-mot"]))
    );
    one.close().await;
}

/// Changes where a collection point is, or whether it is in use, as a manager does.
async fn change_point(store: &Store, point: &str, unit: &str) {
    let old = store.collection_point(&point.parse().unwrap()).await.unwrap().unwrap();
    let new = app::domain::collection_point::CollectionPoint { unit: code(unit), ..old.clone() };
    assert!(store.change_point(&Author::Program, NOW, &Reach::Everything, (&old, &new)).await.unwrap());
}

async fn what_stands_there_on_the_day_moves_to_what_exists_then(db: TestDatabase) {
    let world = fill(&db.store).await;
    let store = &db.store;
    store.add_units(&[commune("xa-ba", "tinh"), commune("xa-bon", "tinh")]).await.unwrap();
    let (by, all) = (Author::Program, Reach::Everything);
    let land = store.collection_point(&LAND.parse().unwrap()).await.unwrap().unwrap();
    assert!(store.withdraw_point(&by, NOW, &all, (&land, true)).await.unwrap());
    // The first goes into the second in July, which goes into the third in August; another one goes into the second when that is no more.
    let august = "2026-08-01";
    assert!(store.merge(&by, NOW, &all, &merging(&["xa-mot"], &["xa-hai"], COMING, Fate::Move)).await.unwrap());
    assert!(store.merge(&by, NOW, &all, &merging(&["xa-bon"], &["xa-hai"], "2026-09-01", Fate::Move)).await.unwrap());
    assert!(store.merge(&by, NOW, &all, &merging(&["xa-hai"], &["xa-ba"], august, Fate::Move)).await.unwrap());
    // Before the day one point is added, one comes from elsewhere, and one is taken back into use.
    let new = app::domain::collection_point::CollectionPoint { code: "kkkkkk".parse().unwrap(), ..land.clone() };
    store.add_collection_points(&[new]).await.unwrap();
    change_point(store, CHOICE, "xa-mot").await;
    let withdrawn = store.collection_point(&LAND.parse().unwrap()).await.unwrap().unwrap();
    assert!(store.withdraw_point(&by, NOW, &all, (&withdrawn, false)).await.unwrap());
    change_point(store, EVERYTHING, "xa-bon").await;
    assert_eq!(store.waiting_points(&code("xa-mot")).await.unwrap(), (7, 0));
    assert_eq!(store.carry_out_mergers(LocalTime::midnight(COMING).unwrap()).await.unwrap(), 7);
    for point in [LAND, CHOICE, "kkkkkk"] {
        assert_eq!(point_unit(store, point).await, ("xa-hai".to_owned(), false), "{point}");
    }
    // Those that came go on with those that were there.
    assert_eq!(store.waiting_points(&code("xa-hai")).await.unwrap(), (7, 0));
    assert_eq!(store.carry_out_mergers(LocalTime::midnight(august).unwrap()).await.unwrap(), 7);
    for point in [LAND, CHOICE, "kkkkkk"] {
        assert_eq!(point_unit(store, point).await, ("xa-ba".to_owned(), false), "{point}");
    }
    assert_eq!(store.carry_out_mergers(LocalTime::midnight("2026-09-01").unwrap()).await.unwrap(), 1);
    assert_eq!(point_unit(store, EVERYTHING).await, ("xa-ba".to_owned(), false), "not to a unit that is no more");
    assert_eq!(store.campaign(world.feedback.id).await.unwrap().unwrap().state, State::Open);
}

async fn a_correction_of_the_successor_leads_points_there(db: TestDatabase) {
    fill(&db.store).await;
    let store = &db.store;
    store.add_units(&[commune("xa-ba", "tinh"), commune("xa-bon", "tinh")]).await.unwrap();
    let (by, all) = (Author::Program, Reach::Everything);
    assert!(store.merge(&by, NOW, &all, &merging(&["xa-mot"], &["xa-hai"], COMING, Fate::Move)).await.unwrap());
    change_point(store, CHOICE, "xa-bon").await;
    assert!(store.merge(&by, NOW, &all, &merging(&["xa-bon"], &["xa-hai"], COMING, Fate::Move)).await.unwrap());
    let units = store.units().await.unwrap();
    let into = |name: &str, successor: Option<&str>| Unit { successor: successor.map(code), ..units.get(name).unwrap().clone() };
    assert!(store.change_unit(&by, NOW, &all, &into("xa-mot", Some("xa-ba"))).await.unwrap());
    assert!(store.change_unit(&by, NOW, &all, &into("xa-bon", None)).await.unwrap());
    assert_eq!(store.waiting_points(&code("xa-bon")).await.unwrap(), (0, 1), "what leads nowhere is withdrawn, and that is said");
    assert_eq!(store.carry_out_mergers(LocalTime::midnight(COMING).unwrap()).await.unwrap(), 7);
    assert_eq!(point_unit(store, LAND).await, ("xa-ba".to_owned(), false));
    assert_eq!(point_unit(store, CHOICE).await, ("xa-bon".to_owned(), true));
}

async fn a_merger_to_come_is_taken_back(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let form = [("unit", "xa-mot"), ("successor", "xa-hai"), ("from", COMING), ("points", "withdraw"), ("sure", "yes")];
    assert_eq!(boss.post("/manage/units/merging", &form).await.status, SEE_OTHER);
    let page = boss.get("/manage/units/xa-mot").await;
    assert!(
        page.text().contains("điểm lấy ý kiến sẽ ngừng dùng") && page.text().contains("/manage/units/xa-mot/merging/removal")
    );
    let asks = boss.get("/manage/units/xa-mot/merging/removal").await;
    assert!(asks.text().contains("Hủy việc gộp, tách") && asks.text().contains("name=\"sure\" value=\"yes\""));
    assert_eq!(boss.post("/manage/units/xa-mot/merging/removal", &[]).await.status, StatusCode::BAD_REQUEST);
    let answer = boss.post("/manage/units/xa-mot/merging/removal", &[("sure", "yes")]).await;
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, "/manage/units/xa-mot?taken-back"));
    let old = db.store.units().await.unwrap().get("xa-mot").cloned().unwrap();
    assert_eq!((old.valid_to, old.successor), (None, None));
    assert_eq!(db.store.waiting_points(&code("xa-mot")).await.unwrap(), (0, 0));
    let (action, _, unit, before, _) = last_entry(&db.store).await;
    assert_eq!(
        (action.as_str(), unit.as_deref(), &before["last_day"]),
        ("merger-taken-back", Some("xa-mot"), &"2026-06-30".into())
    );
    // On the day itself nothing happens any more, and it can be merged anew.
    assert_eq!(db.store.carry_out_mergers(LocalTime::midnight(COMING).unwrap()).await.unwrap(), 0);
    assert_eq!(boss.post("/manage/units/merging", &form).await.status, SEE_OTHER);
    assert!(db.store.carry_out_mergers(LocalTime::midnight(COMING).unwrap()).await.unwrap() > 0);
    assert_eq!(point_unit(&db.store, LAND).await, ("xa-mot".to_owned(), true));
    let late = LocalTime::midnight(COMING).unwrap();
    assert!(!db.store.take_merger_back(&Author::Program, late, &Reach::Everything, &code("xa-mot")).await.unwrap());
}

async fn a_split_is_told_and_never_counted(db: TestDatabase) {
    let (app, mut boss, world) = start(&db).await;
    let store = &db.store;
    store.add_units(&[commune("xa-ba", "tinh")]).await.unwrap();
    give(store, &world, "xa-mot", 20).await;
    give(store, &world, "xa-hai", 12).await;
    let form = [("unit", "xa-mot"), ("successor", "xa-hai"), ("successor", "xa-ba"), ("from", PAST), ("points", "withdraw")];
    let asks = boss.post("/manage/units/merging", &form).await;
    assert!(
        asks.text().contains("Tách đơn vị") && asks.text().contains("không cộng số liệu cũ vào đơn vị nào"),
        "{}",
        asks.text()
    );
    let mut sure = form.to_vec();
    sure.push(("sure", "yes"));
    assert_eq!(boss.post("/manage/units/merging", &sure).await.status, SEE_OTHER);
    let (action, ..) = last_entry(store).await;
    assert_eq!(action, "point-withdrawn", "which comes after the split itself");
    assert_eq!(point_unit(store, LAND).await, ("xa-mot".to_owned(), true));
    let old = store.units().await.unwrap().get("xa-mot").cloned().unwrap();
    assert_eq!((old.successor, old.valid_to), (None, LocalTime::midnight(PAST)));
    assert_eq!(land(&app, "unit=xa-hai&predecessors=1").await, ("shown".to_owned(), Some(12), false));
    assert_eq!(land(&app, "unit=tinh").await.1, Some(32));
    let page = app.get("/results?unit=xa-hai").await;
    assert!(
        page.text().contains("Được tách ra từ")
            && page.text().contains("không cộng vào đây")
            && !page.text().contains("predecessors=1")
    );
    assert!(app.get("/results?unit=xa-mot").await.text().contains("Đã tách thành"));
    assert!(boss.get("/manage/units/xa-mot").await.text().contains("Đã tách thành"));
    // A part of another unit stays, and what goes whole into one unit is no longer split.
    assert!(boss.get("/manage/units/xa-ba/removal").await.text().contains("đơn vị cũ đã nhập vào đây"));
    let whole = [
        ("name-vi", "Xã Một"),
        ("kind", "commune"),
        ("parent", "tinh"),
        ("from", "1970-01-01"),
        ("to", "2026-02-28"),
        ("successor", "xa-hai"),
    ];
    assert_eq!(boss.post("/manage/units/xa-mot", &whole).await.status, SEE_OTHER);
    assert_eq!(land(&app, "unit=xa-hai&predecessors=1").await, ("shown".to_owned(), Some(32), true));
    assert_eq!(boss.post("/manage/units/xa-ba/removal", &[("sure", "yes")]).await.status, SEE_OTHER);
}

async fn what_is_wrong_with_a_merger_is_said_and_what_was_chosen_stays(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let before = db.store.units().await.unwrap().nodes().to_vec();
    let usual = [("unit", "xa-mot"), ("successor", "xa-hai"), ("from", PAST), ("points", "move"), ("sure", "yes")];
    for (field, value, words) in [
        ("unit", "", "Xin chọn ít nhất một đơn vị kết thúc."),
        ("unit", "nowhere", "Có đơn vị không kết thúc được"),
        ("successor", "", "Xin chọn đơn vị thay thế"),
        ("successor", "xa-mot", "Một đơn vị không thể nhập vào chính nó."),
        ("from", "mai", "Xin nhập một ngày có thật."),
        ("from", "1969-01-01", "Ngày này phải sau ngày đầu tiên"),
        ("points", "burn", "Xin chọn cách xử lý"),
    ] {
        let page =
            boss.post("/manage/units/merging", &usual.map(|(name, old)| (name, if name == field { value } else { old }))).await;
        assert_eq!(page.status, WRONG, "{field} {value}");
        assert!(page.text().contains(words), "{words}: {}", page.text());
        for (name, typed) in [("unit", "xa-mot"), ("successor", "xa-hai")] {
            let ticked = format!("name=\"{name}\" value=\"{typed}\" checked");
            assert!(name == field || page.text().contains(&ticked), "{ticked}");
        }
    }
    let mut new = usual[..1].to_vec();
    new.extend([
        ("code", "Xã"),
        ("name-vi", "Xã Mới"),
        ("kind", "commune"),
        ("parent", "tinh"),
        ("from", PAST),
        ("points", "move"),
    ]);
    let page = boss.post("/manage/units/merging", &new).await;
    assert!(
        page.status == WRONG && says(&page, "Mã có từ 1 đến 40") && page.text().contains("value=\"Xã Mới\""),
        "{}",
        page.text()
    );
    assert_eq!(db.store.units().await.unwrap().nodes(), before);
}

async fn nobody_merges_beyond_their_reach(db: TestDatabase) {
    let (app, _, _) = start(&db).await;
    let store = &db.store;
    let huyen = Unit { kind: UnitKind::District, ..commune("huyen", "tinh") };
    store.add_units(&[huyen, commune("xa-ba", "huyen"), commune("xa-bon", "huyen")]).await.unwrap();
    add(store, "huyen-boss", Role::Administrator, "huyen").await;
    let mut district = Browser::signed_in(&app, "huyen-boss").await;
    let page = district.get("/manage/units/merging").await;
    assert!(page.text().contains("value=\"xa-ba\"") && !page.text().contains("value=\"xa-mot\""));
    assert!(!page.text().contains("name=\"unit\" value=\"huyen\""), "the unit at which the reach begins is not theirs to end");
    for (unit, successor) in [("xa-mot", "xa-ba"), ("xa-ba", "xa-mot"), ("huyen", "xa-ba")] {
        let form = [("unit", unit), ("successor", successor), ("from", PAST), ("points", "move"), ("sure", "yes")];
        assert_eq!(district.post("/manage/units/merging", &form).await.status, WRONG, "{unit} {successor}");
    }
    // The statements hold the same, whatever the page allowed.
    let (by, reach) = (Author::Program, Reach::Units(vec![code("huyen")]));
    for (units, successors) in
        [(["xa-mot"], &["xa-ba"][..]), (["xa-ba"], &["xa-mot"]), (["huyen"], &["xa-ba"]), (["xa-ba"], &["xa-bon", "xa-mot"])]
    {
        let merging = merging(&units, successors, PAST, Fate::Withdraw);
        assert!(!store.merge(&by, NOW, &reach, &merging).await.unwrap(), "{units:?} {successors:?}");
    }
    let new = Merging { new: Some(commune("xa-nam", "tinh")), ..merging(&["xa-ba"], &[], PAST, Fate::Withdraw) };
    assert!(!store.merge(&by, NOW, &reach, &new).await.unwrap());
    let units = store.units().await.unwrap();
    assert!(units.nodes().iter().all(|unit| unit.valid_to.is_none()) && units.get("xa-nam").is_none(), "all or nothing");
    assert_eq!(store.splits().await.unwrap(), app::domain::succession::Splits::default());
    assert_eq!(store.outlook(&reach, &code("xa-mot")).await.unwrap(), server::store::merging::Outlook::default());
    assert!(store.merge(&by, NOW, &reach, &merging(&["xa-ba"], &["xa-bon"], COMING, Fate::Move)).await.unwrap());
    assert!(!store.take_merger_back(&by, NOW, &Reach::Units(vec![code("xa-ba")]), &code("xa-ba")).await.unwrap());
    assert!(!store.merge(&by, NOW, &reach, &merging(&["xa-bon"], &["xa-ba"], COMING, Fate::Move)).await.unwrap(), "no circle");
    assert!(store.take_merger_back(&by, NOW, &reach, &code("xa-ba")).await.unwrap());
}

async fn a_sum_is_hidden_where_a_part_of_it_is(db: TestDatabase) {
    let world = fill(&db.store).await;
    let store = &db.store;
    store.add_units(&[commune("xa-ba", "tinh"), commune("xa-bon", "tinh")]).await.unwrap();
    let (by, all) = (Author::Program, Reach::Everything);
    // Two generations: the first into the second, the second and another one into the third.
    assert!(store.merge(&by, NOW, &all, &merging(&["xa-mot"], &["xa-hai"], PAST, Fate::Withdraw)).await.unwrap());
    assert!(
        store.merge(&by, NOW, &all, &merging(&["xa-hai", "xa-bon"], &["xa-ba"], "2026-03-10", Fate::Withdraw)).await.unwrap()
    );
    for (unit, number) in [("xa-mot", 20), ("xa-hai", 9), ("xa-ba", 30), ("xa-bon", 12)] {
        give(store, &world, unit, number).await;
    }
    let app = TestApp::new(store);
    let status = async |filter: &str| land(&app, filter).await.0;
    assert_eq!(status("unit=xa-hai").await, "hidden", "nine are too few");
    assert_eq!(status("unit=xa-bon").await, "hidden", "or nine would be what is left of the province");
    assert_eq!([status("unit=xa-mot").await, status("unit=xa-ba").await], ["shown", "shown"]);
    // With the sum, nine would be a difference: of 29 and 20, or of 71 and the others.
    assert_eq!(status("unit=xa-hai&predecessors=1").await, "hidden");
    assert_eq!(status("unit=xa-ba&predecessors=1").await, "hidden");
    assert!(!app.get("/results?unit=xa-ba&predecessors=1").await.text().contains(">71<"));
    give(store, &world, "xa-hai", 1).await;
    assert_eq!(land(&app, "unit=xa-hai&predecessors=1").await, ("shown".to_owned(), Some(30), true));
    assert_eq!(land(&app, "unit=xa-ba&predecessors=1").await, ("shown".to_owned(), Some(72), true));
    // One mode of all may leave too few others behind, in a part as in the whole.
    assert_eq!(status("unit=xa-ba&predecessors=1&mode=kiosk").await, "", "nobody answered there so");
}

async fn answers_in_the_very_moment_of_a_merger_count_once(db: TestDatabase) {
    const SENT: usize = 200;
    let world = fill(&db.store).await;
    let (store, other) = (db.store.clone(), Store::open(&db.url).await.unwrap());
    let before: i64 = responses_of(&store, None).await;
    let app = TestApp::new(&store);
    let mut tasks = tokio::task::JoinSet::new();
    let ids = ids();
    for number in 0..SENT {
        let (app, id) = (app.clone(), ids.make(NOW));
        tasks.spawn(async move {
            tokio::time::sleep(std::time::Duration::from_millis(number as u64 % 40 * 5)).await;
            let id = id.to_string();
            let fields = [("id", id.as_str()), ("q-overall", "5"), ("q-a1", "4")];
            let answer = app.post(&format!("/s/{LAND}"), &fields).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        });
    }
    tokio::time::sleep(std::time::Duration::from_millis(60)).await;
    // The merger is made by another instance, which the first learns of a moment later, while both roll up.
    let merging = merging(&["xa-mot"], &["xa-hai"], PAST, Fate::Move);
    assert!(other.merge(&Author::Program, NOW, &Reach::Everything, &merging).await.unwrap());
    other.rollup_all().await.unwrap();
    while let Some(sent) = tasks.join_next().await {
        sent.unwrap();
    }
    store.rollup_all().await.unwrap();
    let sent = i64::try_from(SENT).unwrap();
    let (old, new) = (responses_of(&other, Some("xa-mot")).await, responses_of(&other, Some("xa-hai")).await);
    assert_eq!(old + new, sent, "each under one of them");
    assert_eq!([responses_of(&other, Some("tinh")).await, responses_of(&other, None).await], [before + sent; 2]);
    assert_eq!(differences(&other).await, Vec::<String>::new());
    assert_eq!(other.responses_by_campaign(Selection::default()).await.unwrap()[&world.feedback.id], sent);
    assert_eq!(other.campaign(world.feedback.id).await.unwrap().unwrap().state, State::Open);
    other.close().await;
}
