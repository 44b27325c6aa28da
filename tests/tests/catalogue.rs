//! What administrators say of units, sectors and targets: everything by forms, within their reach, and told in the log. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::language::Language;
use app::domain::reference::Reference;
use app::domain::role::{Reach, Role};
use app::domain::sector::Sector;
use app::domain::target::{Operator, Target};
use app::domain::texts::Texts;
use app::domain::unit::{Unit, UnitKind};
use axum::http::StatusCode;
use server::audit::Author;
use server::store::audit::Wanted;
use server::store::counts::Selection;
use server::store::removal::Removal;
use server::store::{Store, StoreError};
use tests::client::{Answer, TestApp};
use tests::database::TestDatabase;
use tests::staff::{Browser, add};
use tests::world::{World, answers, fill, ids, response};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    a_unit_is_added_changed_and_removed,
    what_is_wrong_with_a_unit_is_said_and_what_was_typed_stays,
    a_unit_to_which_something_refers_stays,
    whoever_reaches_some_units_changes_nothing_beyond_them,
    units_are_found_without_diacritics_sorted_and_paged,
    a_unit_that_moves_takes_its_counts_with_it,
    a_repair_from_before_a_move_is_refused,
    a_target_is_added_changed_and_removed,
    what_is_wrong_with_a_target_is_said_and_what_was_typed_stays,
    whoever_reaches_some_units_sets_their_targets_only,
    targets_are_found_without_diacritics_sorted_and_paged,
    a_published_target_is_taken_over_by_a_link,
    a_sector_is_added_changed_and_removed,
    what_is_wrong_with_a_sector_is_said_and_what_was_typed_stays,
    a_sector_that_is_used_or_built_in_stays_as_it_was_changed,
    whoever_reaches_some_units_only_reads_sectors,
);

const SEE_OTHER: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// The small world with an administrator of everything, who is signed in.
async fn start(db: &TestDatabase) -> (TestApp, Browser, World) {
    let world = fill(&db.store).await;
    add(&db.store, "boss", Role::Administrator, "").await;
    // Identifiers begin anew in each application, so the moment makes the difference to those of the world.
    let app = TestApp::at(&db.store, NOW + 1);
    let boss = Browser::signed_in(&app, "boss").await;
    (app, boss, world)
}

fn commune(code: &str, parent: Option<&str>, name: &str) -> Unit {
    Unit {
        code: code.parse().unwrap(),
        parent: parent.map(|parent| parent.parse().unwrap()),
        kind: UnitKind::Commune,
        name: Texts::new([("vi", name)]),
        valid_from: 0,
        valid_to: None,
        successor: None,
    }
}

async fn unit(store: &Store, code: &str) -> Option<Unit> {
    store.units().await.unwrap().get(code).cloned()
}

/// The newest entry of the log: its action, its subject, its unit, and what was before and after.
async fn last_entry(store: &Store) -> (String, String, Option<String>, serde_json::Value, serde_json::Value) {
    let noted = store.audit(&Reach::Everything, &Wanted::default(), 1).await.unwrap().remove(0);
    let json = |text: Option<String>| text.map(|text| serde_json::from_str(&text).unwrap()).unwrap_or_default();
    (noted.action, noted.subject, noted.unit, json(noted.before), json(noted.after))
}

/// Whether a page says this about a field, as its summary and its field do.
fn says(page: &Answer, words: &str) -> bool {
    page.text().matches(words).count() >= 2
}

async fn a_unit_is_added_changed_and_removed(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let new = [
        ("name-vi", "  Xã  Mới "),
        ("name-en", "New commune"),
        ("code", "xa-moi"),
        ("kind", "commune"),
        ("parent", "tinh"),
        ("from", "2025-07-01"),
    ];
    let revision = db.store.directory().await.unwrap().revision();
    let answer = boss.post("/manage/units", &new).await;
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, "/manage/units/xa-moi?done"), "{}", answer.text());
    assert!(db.store.directory().await.unwrap().revision() > revision, "every instance notices");
    let (action, subject, of, before, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), subject.as_str(), of.as_deref()), ("unit-added", "unit xa-moi", Some("xa-moi")));
    assert_eq!((before, &after["parent"], &after["first_day"]), (serde_json::Value::Null, &"tinh".into(), &"2025-07-01".into()));
    let page = boss.get("/manage/units/xa-moi?done").await;
    for shown in
        ["Đã lưu.", "value=\"Xã Mới\"", "value=\"New commune\"", "value=\"2025-07-01\"", "Xã, phường, đặc khu", "Tỉnh Thử"]
    {
        assert!(page.text().contains(shown), "{shown}");
    }
    let changed = [
        ("name-vi", "Xã Mới Hơn"),
        ("name-en", ""),
        ("kind", "district"),
        ("parent", "xa-hai"),
        ("from", "2025-07-02"),
        ("to", "2026-06-30"),
        ("successor", "xa-mot"),
    ];
    assert_eq!(boss.post("/manage/units/xa-moi", &changed).await.status, SEE_OTHER);
    let stored = unit(&db.store, "xa-moi").await.unwrap();
    assert_eq!((stored.name.get(Language::Vi), stored.name.speaks("en"), stored.kind), ("Xã Mới Hơn", false, UnitKind::District));
    assert_eq!((stored.parent.unwrap().as_str(), stored.successor.unwrap().as_str()), ("xa-hai", "xa-mot"));
    // The first moment of 1 July 2026 in Viet Nam, for the last day is 30 June.
    assert_eq!(stored.valid_to, app::domain::period::LocalTime::midnight("2026-07-01"));
    let (action, _, _, before, after) = last_entry(&db.store).await;
    assert_eq!(
        (action.as_str(), &before["name"]["vi"], &after["name"]["vi"]),
        ("unit-changed", &"Xã Mới".into(), &"Xã Mới Hơn".into())
    );
    assert_eq!((&after["last_day"], &after["successor"]), (&"2026-06-30".into(), &"xa-mot".into()));
    let list = boss.get("/manage/units").await;
    assert!(list.text().contains("2/7/2025 – 30/6/2026") && list.text().contains("(đơn vị cũ)"), "{}", list.text());
    let asks = boss.get("/manage/units/xa-moi/removal").await;
    assert!(asks.text().contains("Xóa đơn vị") && asks.text().contains("name=\"sure\" value=\"yes\""));
    assert_eq!(boss.post("/manage/units/xa-moi/removal", &[]).await.status, StatusCode::BAD_REQUEST);
    assert!(unit(&db.store, "xa-moi").await.is_some(), "nothing is removed without being asked for");
    let answer = boss.post("/manage/units/xa-moi/removal", &[("sure", "yes")]).await;
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, "/manage/units?removed"));
    assert!(unit(&db.store, "xa-moi").await.is_none());
    let (action, _, of, before, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), of.as_deref(), after), ("unit-removed", Some("xa-hai"), serde_json::Value::Null));
    assert_eq!(before["name"]["vi"], "Xã Mới Hơn");
    assert_eq!(boss.get("/manage/units/xa-moi").await.status, StatusCode::NOT_FOUND);
    assert_eq!(boss.get("/manage/audit").await.text().matches("<td>Xóa đơn vị</td>").count(), 1);
    assert!(db.store.check_audit().await.unwrap().is_ok());
}

async fn what_is_wrong_with_a_unit_is_said_and_what_was_typed_stays(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let usual = [
        ("name-vi", "Xã Ba"),
        ("name-en", "Third"),
        ("code", "xa-ba"),
        ("kind", "commune"),
        ("parent", "tinh"),
        ("from", "2025-07-01"),
    ];
    let with = |field: &'static str, value: &'static str| {
        usual.map(|(name, old)| if name == field { (name, value) } else { (name, old) })
    };
    for (field, value, words) in [
        ("name-vi", "", "Xin nhập tên tiếng Việt."),
        ("code", "Xã Ba", "Mã có từ 1 đến 40"),
        ("code", "xa-mot", "Mã này đã có."),
        ("kind", "moon", "Xin chọn cấp của đơn vị."),
        ("parent", "nowhere", "Xin chọn đơn vị cấp trên"),
        ("from", "2025-02-30", "Xin nhập một ngày có thật."),
    ] {
        let page = boss.post("/manage/units", &with(field, value)).await;
        assert_eq!(page.status, WRONG, "{field} {value}");
        assert!(says(&page, words), "{words}: {}", page.text());
        for (name, typed) in with(field, value) {
            if !["kind", "parent"].contains(&name) {
                assert!(page.text().contains(&format!("name=\"{name}\" value=\"{typed}\"")), "{name} keeps {typed}");
            }
        }
        assert!(page.text().contains("aria-invalid=\"true\"") && page.text().contains("<details open"));
    }
    assert!(unit(&db.store, "xa-ba").await.is_none());
    db.store.add_units(&[commune("thon", Some("xa-mot"), "Thôn")]).await.unwrap();
    let usual =
        [("name-vi", "Xã Một"), ("kind", "commune"), ("parent", "tinh"), ("from", "1970-01-01"), ("to", ""), ("successor", "")];
    for (field, value, words) in [
        ("parent", "xa-mot", "không thể trực thuộc chính nó"),
        ("parent", "thon", "không thể trực thuộc chính nó"),
        ("to", "1969-12-31", "Ngày cuối cùng không được trước"),
        ("to", "mai", "Xin nhập một ngày có thật."),
        ("successor", "xa-mot", "không thể nhập vào chính nó"),
        ("successor", "nowhere", "Xin chọn đơn vị trong phạm vi"),
    ] {
        let page =
            boss.post("/manage/units/xa-mot", &usual.map(|(name, old)| (name, if name == field { value } else { old }))).await;
        assert_eq!(page.status, WRONG, "{field} {value}");
        assert!(says(&page, words), "{words}");
    }
    // The store itself refuses a circle that the page did not know of.
    let circle = Unit { parent: Some("thon".parse().unwrap()), ..unit(&db.store, "xa-mot").await.unwrap() };
    assert!(!db.store.change_unit(&Author::Program, NOW, &Reach::Everything, &circle).await.unwrap());
    assert_eq!(unit(&db.store, "xa-mot").await.unwrap().parent.unwrap().as_str(), "tinh");
}

async fn a_unit_to_which_something_refers_stays(db: TestDatabase) {
    let (_, mut boss, world) = start(&db).await;
    add(&db.store, "an", Role::Analyst, "xa-hai").await;
    for (code, reasons) in [
        ("tinh", &["cấp dưới trực thuộc", "mục tiêu", "đợt khảo sát"][..]),
        ("xa-hai", &["điểm lấy ý kiến", "vai trò của người dùng"][..]),
    ] {
        let page = boss.get(&format!("/manage/units/{code}/removal")).await;
        let refused = boss.post(&format!("/manage/units/{code}/removal"), &[("sure", "yes")]).await;
        assert_eq!((page.status, refused.status), (StatusCode::OK, StatusCode::CONFLICT), "{code}");
        for reason in reasons {
            assert!(page.text().contains(reason) && refused.text().contains(reason), "{code}: {reason}");
        }
        assert!(!page.text().contains("name=\"sure\""), "{code}");
        assert!(unit(&db.store, code).await.is_some());
    }
    // Being another's successor holds a unit as well, and so do responses, pending or counted.
    db.store.add_units(&[commune("xa-ba", Some("tinh"), "Xã Ba")]).await.unwrap();
    let old = Unit { successor: Some("xa-ba".parse().unwrap()), ..commune("xa-cu", Some("tinh"), "Xã Cũ") };
    db.store.add_units(std::slice::from_ref(&old)).await.unwrap();
    let page = boss.get("/manage/units/xa-ba/removal").await;
    assert!(page.text().contains("đơn vị cũ đã nhập vào đây"));
    store_responses(&db.store, &world, &["xa-cu"], 1).await;
    for rolled_up in [false, true] {
        if rolled_up {
            db.store.rollup_all().await.unwrap();
        }
        assert!(boss.get("/manage/units/xa-cu/removal").await.text().contains("câu trả lời của người dân"), "{rolled_up}");
        let refused = db.store.remove_unit(&Author::Program, NOW, &Reach::Everything, &old).await.unwrap();
        assert_eq!(refused, Removal::Referred(vec![Reference::Responses]));
    }
}

async fn whoever_reaches_some_units_changes_nothing_beyond_them(db: TestDatabase) {
    let (app, mut boss, _) = start(&db).await;
    db.store
        .add_units(&[
            Unit { kind: UnitKind::District, ..commune("huyen", Some("tinh"), "Huyện") },
            commune("xa-ba", Some("huyen"), "Xã Ba"),
            commune("thon", Some("xa-ba"), "Thôn"),
        ])
        .await
        .unwrap();
    add(&db.store, "huyen-boss", Role::Administrator, "huyen").await;
    let mut district = Browser::signed_in(&app, "huyen-boss").await;
    let list = district.get("/manage/units").await;
    assert!(list.text().contains("Xã Ba") && !list.text().contains("Xã Một"));
    assert!(!list.text().contains("(không trực thuộc đơn vị nào)"), "no top-level unit is offered");
    // None is added beyond, nor at the top.
    for parent in ["", "tinh", "xa-mot"] {
        let new = [("name-vi", "X"), ("code", "xa-x"), ("kind", "commune"), ("parent", parent), ("from", "2025-07-01")];
        assert_eq!(district.post("/manage/units", &new).await.status, WRONG, "{parent}");
    }
    // None is moved out or in, and none beyond is seen.
    let move_to = |parent: &'static str| {
        [("name-vi", "Xã Ba"), ("kind", "commune"), ("parent", parent), ("from", "1970-01-01"), ("to", ""), ("successor", "")]
    };
    for parent in ["", "tinh", "xa-mot"] {
        assert_eq!(district.post("/manage/units/xa-ba", &move_to(parent)).await.status, WRONG, "{parent}");
    }
    for foreign in ["tinh", "xa-mot", "nowhere"] {
        for path in [format!("/manage/units/{foreign}"), format!("/manage/units/{foreign}/removal")] {
            assert_eq!(district.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
            let mut fields = move_to("huyen").to_vec();
            fields.push(("sure", "yes"));
            assert_eq!(district.post(&path, &fields).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
    // Of the topmost unit only the names are theirs.
    let page = district.get("/manage/units/huyen").await;
    assert!(page.text().contains("chỉ sửa được tên") && !page.text().contains("name=\"parent\""));
    let before = unit(&db.store, "huyen").await.unwrap();
    let fields =
        [("name-vi", "Huyện Mới"), ("kind", "commune"), ("parent", "xa-ba"), ("from", "2000-01-01"), ("to", "2001-01-01")];
    assert_eq!(district.post("/manage/units/huyen", &fields).await.status, SEE_OTHER);
    let after = unit(&db.store, "huyen").await.unwrap();
    assert_eq!(after, Unit { name: Texts::new([("vi", "Huyện Mới")]), ..before });
    // The statements hold the same, whatever the page allowed.
    let reach = Reach::Units(vec!["huyen".parse().unwrap()]);
    let (by, everything) = (Author::Program, Reach::Everything);
    let xa_ba = unit(&db.store, "xa-ba").await.unwrap();
    let refused = [
        Unit { parent: Some("tinh".parse().unwrap()), ..xa_ba.clone() },
        Unit { parent: None, ..xa_ba.clone() },
        Unit { successor: Some("xa-mot".parse().unwrap()), ..xa_ba.clone() },
        Unit { valid_to: Some(NOW), ..after.clone() },
        Unit { parent: None, ..after.clone() },
        Unit { name: Texts::new([("vi", "Khác")]), ..unit(&db.store, "xa-mot").await.unwrap() },
    ];
    for new in &refused {
        assert!(!db.store.change_unit(&by, NOW, &reach, new).await.unwrap(), "{new:?}");
        assert_ne!(unit(&db.store, new.code.as_str()).await.unwrap(), *new);
    }
    for parent in [None, Some("tinh")] {
        assert!(!db.store.add_unit(&by, NOW, &reach, &commune("xa-x", parent, "X")).await.unwrap());
    }
    let thon = unit(&db.store, "thon").await.unwrap();
    let removal = db.store.remove_unit(&by, NOW, &Reach::Units(vec!["thon".parse().unwrap()]), &thon).await.unwrap();
    assert_eq!(removal, Removal::NotThere, "where the reach begins, it does not end the unit");
    // What may be done, may be done: below the topmost unit, and everywhere for who reaches everything.
    assert_eq!(district.post("/manage/units/thon", &move_to("huyen")).await.status, SEE_OTHER);
    assert_eq!(district.post("/manage/units/thon/removal", &[("sure", "yes")]).await.status, SEE_OTHER);
    assert_eq!(boss.post("/manage/units/xa-ba", &move_to("")).await.status, SEE_OTHER);
    assert_eq!(unit(&db.store, "xa-ba").await.unwrap().parent, None);
    assert!(db.store.add_unit(&by, NOW, &everything, &commune("xa-x", None, "X")).await.unwrap());
    assert_eq!(district.get("/manage/units/xa-ba").await.status, StatusCode::NOT_FOUND, "it is no longer in their reach");
}

async fn units_are_found_without_diacritics_sorted_and_paged(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let units: Vec<Unit> = (0..120).map(|n| commune(&format!("x{n}"), Some("tinh"), &format!("Phường Đông {n}"))).collect();
    db.store.add_units(&units).await.unwrap();
    let page = boss.get("/manage/units").await;
    let rows = |page: &Answer| page.text().matches("<tr>").count() - 1;
    assert_eq!(rows(&page), 50);
    assert!(page.text().contains("123 mục") && page.text().contains("class=\"depth-1\""));
    assert_eq!(rows(&boss.get("/manage/units?page=3").await), 23);
    for find in ["phuong%20dong", "PH%C6%AF%E1%BB%9CNG", "x11"] {
        let page = boss.get(&format!("/manage/units?find={find}")).await;
        assert!(page.text().contains("Phường Đông 11<"), "{find}");
        assert!(!page.text().contains("<a href=\"/manage/units/xa-mot\""), "{find}");
    }
    assert!(boss.get("/manage/units?find=first%20commune").await.text().contains("Xã Một"), "by the English name as well");
    assert!(boss.get("/manage/units?find=khongco").await.text().contains("Không có đơn vị nào như vậy."));
    let names = boss.get("/manage/units?sort=-name").await;
    let place = |name: &str| names.text().find(&format!(">{name}</a>")).unwrap();
    assert!(place("Xã Một") < place("Xã Hai") && place("Xã Hai") < place("Tỉnh Thử"));
    assert!(place("Phường Đông 110") < place("Phường Đông 109"), "numbers count by their value");
    let english = boss.get("/manage/units?lang=en&find=xa-").await;
    assert!(english.text().contains("First commune") && english.text().contains("Find by name or code"));
}

async fn responses_of(store: &Store, unit: Option<&str>) -> i64 {
    let unit = unit.map(|unit| unit.parse().unwrap());
    store.counts(Selection { unit: unit.as_ref(), period: None }).await.unwrap().values().map(|count| count.responses).sum()
}

async fn differences(store: &Store) -> Vec<String> {
    store.recount(&mut |_| {}).await.unwrap().differences
}

/// Stores so many responses to each of these units.
async fn store_responses(store: &Store, world: &World, units: &[&str], number: usize) {
    let ids = ids();
    // The same generator begins anew each time, so the moment makes the difference.
    let at = NOW + i64::try_from(store.response_count().await.unwrap()).unwrap();
    for unit in units {
        let new =
            (0..number).map(|_| response(world, &world.feedback, ids.make(at), (unit, "land"), answers(&[("a1", 5), ("b1", 2)])));
        store.store_all(&new.collect::<Vec<_>>()).await.unwrap();
    }
}

async fn a_unit_that_moves_takes_its_counts_with_it(db: TestDatabase) {
    let world = fill(&db.store).await;
    let store = &db.store;
    store
        .add_units(&[
            Unit { kind: UnitKind::Province, ..commune("tinh-hai", None, "Tỉnh Hai") },
            Unit { kind: UnitKind::District, ..commune("huyen-a", Some("tinh"), "Huyện A") },
            Unit { kind: UnitKind::District, ..commune("huyen-b", Some("tinh-hai"), "Huyện B") },
            commune("xa-ba", Some("huyen-a"), "Xã Ba"),
        ])
        .await
        .unwrap();
    // Some are rolled up, some are pending, and another instance knows the tree as it was when it folds them.
    store_responses(store, &world, &["huyen-a", "xa-ba", "xa-mot"], 4).await;
    store.rollup_all().await.unwrap();
    store_responses(store, &world, &["huyen-a", "xa-ba", "xa-mot"], 3).await;
    let other = Store::open(&db.url).await.unwrap();
    let figures = async |store: &Store| {
        let mut figures = Vec::new();
        for unit in [None, Some("tinh"), Some("tinh-hai"), Some("huyen-a"), Some("huyen-b"), Some("xa-ba"), Some("xa-mot")] {
            figures.push(responses_of(store, unit).await);
        }
        figures
    };
    assert_eq!(figures(store).await, [21, 21, 0, 14, 0, 7, 7]);
    assert_eq!(other.directory().await.unwrap().units.nodes().len(), 7);
    let to = |code: &str, parent: Option<&str>, units: &app::domain::tree::Tree<Unit>| Unit {
        parent: parent.map(|parent| parent.parse().unwrap()),
        ..units.get(code).unwrap().clone()
    };
    let units = store.units().await.unwrap();
    let (by, everything) = (Author::Program, Reach::Everything);
    // A district with its commune, to another province.
    assert!(store.change_unit(&by, NOW, &everything, &to("huyen-a", Some("huyen-b"), &units)).await.unwrap());
    assert_eq!(figures(store).await, [21, 7, 14, 14, 14, 7, 7]);
    assert_eq!(differences(store).await, Vec::<String>::new());
    other.rollup_all().await.unwrap();
    assert_eq!(store.pending_rows().await.unwrap(), 0);
    assert_eq!(differences(store).await, Vec::<String>::new());
    assert_eq!(figures(store).await, [21, 7, 14, 14, 14, 7, 7]);
    // Out of the middle, within what stays above; then to the top, and back again to where everything was.
    assert!(store.change_unit(&by, NOW, &everything, &to("xa-ba", Some("huyen-b"), &units)).await.unwrap());
    assert_eq!(figures(store).await, [21, 7, 14, 7, 14, 7, 7]);
    store_responses(store, &world, &["xa-ba"], 1).await;
    assert!(store.change_unit(&by, NOW, &everything, &to("xa-ba", None, &units)).await.unwrap());
    assert_eq!(figures(store).await, [22, 7, 7, 7, 7, 8, 7]);
    assert_eq!(differences(store).await, Vec::<String>::new());
    assert!(store.change_unit(&by, NOW, &everything, &to("xa-ba", Some("huyen-a"), &units)).await.unwrap());
    assert!(store.change_unit(&by, NOW, &everything, &to("huyen-a", Some("tinh"), &units)).await.unwrap());
    store.rollup_all().await.unwrap();
    assert_eq!(figures(store).await, [22, 22, 0, 15, 0, 8, 7]);
    assert_eq!(differences(store).await, Vec::<String>::new());
    // Each answer moved with its response, and each month with its year.
    let selected = Selection { unit: Some(&"huyen-a".parse().unwrap()), period: Some("2026-03".parse().unwrap()) };
    let counts = store.counts(selected).await.unwrap();
    let count = server::figures::SectorCount::of(&world.version, counts.values().next().unwrap()).unwrap();
    assert_eq!((counts.len(), count.rated, count.items["a1"]), (1, 15, [0, 0, 0, 0, 0, 15]));
    other.close().await;
}

async fn a_repair_from_before_a_move_is_refused(db: TestDatabase) {
    let world = fill(&db.store).await;
    store_responses(&db.store, &world, &["xa-mot"], 2).await;
    db.store.rollup_all().await.unwrap();
    let recount = db.store.recount(&mut |_| {}).await.unwrap();
    let moved = Unit { parent: Some("xa-hai".parse().unwrap()), ..unit(&db.store, "xa-mot").await.unwrap() };
    assert!(db.store.change_unit(&Author::Program, NOW, &Reach::Everything, &moved).await.unwrap());
    assert!(matches!(db.store.repair(recount).await, Err(StoreError::RepairedMeanwhile)));
    assert_eq!(differences(&db.store).await, Vec::<String>::new());
    assert_eq!((responses_of(&db.store, Some("xa-hai")).await, responses_of(&db.store, Some("tinh")).await), (2, 2));
}

const TARGET: [(&str, &str); 7] = [
    ("unit", "xa-mot"),
    ("sector", "health"),
    ("from", "2026"),
    ("to", "2030"),
    ("operator", ">"),
    ("percent", "92,5"),
    ("legal-basis", "Kế hoạch 12/KH-UBND"),
];

/// The form of a target with another value in one of its fields.
fn target_with(field: &str, value: &'static str) -> [(&'static str, &'static str); 7] {
    TARGET.map(|(name, usual)| (name, if name == field { value } else { usual }))
}

async fn a_target_is_added_changed_and_removed(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let revision = db.store.directory().await.unwrap().revision();
    let answer = boss.post("/manage/targets", &TARGET).await;
    assert_eq!(answer.status, SEE_OTHER, "{}", answer.text());
    let address = answer.header("location").strip_suffix("?done").unwrap().to_owned();
    let id = address.strip_prefix("/manage/targets/").unwrap().parse().unwrap();
    assert!(db.store.directory().await.unwrap().revision() > revision, "every instance notices");
    let all = Reach::Everything;
    let stored = db.store.target(&all, id).await.unwrap().unwrap();
    assert_eq!((stored.operator, stored.percent, stored.from_year, stored.to_year), (Operator::MoreThan, 92.5, 2026, 2030));
    let (action, subject, of, before, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), subject, of.as_deref()), ("target-added", format!("target {id}"), Some("xa-mot")));
    assert_eq!((before, &after["percent"]), (serde_json::Value::Null, &92.5.into()));
    let page = boss.get(&format!("{address}?done")).await;
    for shown in ["Đã lưu.", "value=\"92,5\"", "value=\"2030\"", "Xã Một – Y tế công, 2026–2030", "Kế hoạch 12/KH-UBND"]
    {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    assert!(boss.get(&format!("{address}?lang=en")).await.text().contains("value=\"92.5\""));
    let mut changed = target_with("percent", "95");
    changed[0] = ("unit", "xa-hai");
    assert_eq!(boss.post(&address, &changed).await.status, SEE_OTHER);
    let stored = db.store.target(&all, id).await.unwrap().unwrap();
    assert_eq!((stored.unit.as_str(), stored.percent), ("xa-hai", 95.0));
    let (action, _, of, before, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), of.as_deref()), ("target-changed", Some("xa-hai")));
    assert_eq!((&before["unit"], &after["unit"]), (&"xa-mot".into(), &"xa-hai".into()));
    let asks = boss.get(&format!("{address}/removal")).await;
    assert!(asks.text().contains("Xóa mục tiêu") && asks.text().contains("name=\"sure\" value=\"yes\""));
    assert_eq!(boss.post(&format!("{address}/removal"), &[]).await.status, StatusCode::BAD_REQUEST);
    assert!(db.store.target(&all, id).await.unwrap().is_some(), "nothing is removed without being asked for");
    let answer = boss.post(&format!("{address}/removal"), &[("sure", "yes")]).await;
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, "/manage/targets?removed"));
    assert!(db.store.target(&all, id).await.unwrap().is_none());
    let (action, _, _, before, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), &before["percent"], after), ("target-removed", &95.0.into(), serde_json::Value::Null));
    assert_eq!(boss.get(&address).await.status, StatusCode::NOT_FOUND);
    assert!(db.store.check_audit().await.unwrap().is_ok());
}

async fn what_is_wrong_with_a_target_is_said_and_what_was_typed_stays(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let before = db.store.targets().await.unwrap();
    for (field, value, words) in [
        ("unit", "nowhere", "Xin chọn một đơn vị"),
        ("sector", "moon", "Xin chọn một lĩnh vực."),
        ("from", "năm nay", "Xin nhập năm từ 1900 đến 2100."),
        ("to", "2025", "Năm cuối không được trước năm đầu."),
        ("operator", "<", "Xin chọn cách so."),
        ("percent", "100,5", "Xin nhập một số trên 0"),
        ("legal-basis", "", "Xin ghi văn bản đặt ra mục tiêu."),
    ] {
        let page = boss.post("/manage/targets", &target_with(field, value)).await;
        assert_eq!(page.status, WRONG, "{field} {value}");
        assert!(says(&page, words), "{words}: {}", page.text());
        for (name, typed) in target_with(field, value) {
            if ["from", "to", "percent", "legal-basis"].contains(&name) {
                assert!(page.text().contains(&format!("name=\"{name}\" value=\"{typed}\"")), "{name} keeps {typed}");
            }
        }
    }
    assert_eq!(db.store.targets().await.unwrap(), before);
    // Two of the same unit and sector in one year: on adding, on changing, and in the store itself.
    assert_eq!(boss.post("/manage/targets", &TARGET).await.status, SEE_OTHER);
    let page = boss.post("/manage/targets", &target_with("from", "2030")).await;
    assert!(page.status == WRONG && says(&page, "đã có mục tiêu khác cho cùng lĩnh vực"), "{}", page.text());
    let mut later = target_with("from", "2031");
    later[3] = ("to", "2035");
    let answer = boss.post("/manage/targets", &later).await;
    assert_eq!(answer.status, SEE_OTHER);
    let address = answer.header("location").strip_suffix("?done").unwrap().to_owned();
    let page = boss.post(&address, &TARGET).await;
    assert!(page.status == WRONG && says(&page, "đã có mục tiêu khác cho cùng lĩnh vực"));
    let id: Uuid = address.strip_prefix("/manage/targets/").unwrap().parse().unwrap();
    let (by, all) = (Author::Program, Reach::Everything);
    let old = db.store.target(&all, id).await.unwrap().unwrap();
    let new = Target { from_year: 2030, ..old.clone() };
    assert!(!db.store.change_target(&by, NOW, &all, (id, &old, &new)).await.unwrap());
    assert!(!db.store.add_target(&by, NOW, &all, (Uuid::from_u128(9), &new)).await.unwrap());
    let same = Target { percent: 99.0, ..old.clone() };
    assert!(db.store.change_target(&by, NOW, &all, (id, &old, &same)).await.unwrap(), "it is not in its own way");
}

async fn whoever_reaches_some_units_sets_their_targets_only(db: TestDatabase) {
    let (app, mut boss, _) = start(&db).await;
    add(&db.store, "xa-boss", Role::Administrator, "xa-mot").await;
    let mut commune = Browser::signed_in(&app, "xa-boss").await;
    let foreign = boss.post("/manage/targets", &target_with("unit", "xa-hai")).await;
    let foreign = foreign.header("location").strip_suffix("?done").unwrap().to_owned();
    let list = commune.get("/manage/targets").await;
    assert!(!list.text().contains("Xã Hai") && !list.text().contains("Nghị quyết thử"), "{}", list.text());
    for unit in ["tinh", "xa-hai", ""] {
        assert_eq!(commune.post("/manage/targets", &target_with("unit", unit)).await.status, WRONG, "{unit}");
    }
    let answer = commune.post("/manage/targets", &TARGET).await;
    let own = answer.header("location").strip_suffix("?done").unwrap().to_owned();
    assert_eq!(commune.post(&own, &target_with("unit", "xa-hai")).await.status, WRONG, "it is not given away");
    for path in [foreign.clone(), format!("{foreign}/removal")] {
        assert_eq!(commune.get(&path).await.status, StatusCode::NOT_FOUND);
        let mut fields = TARGET.to_vec();
        fields.push(("sure", "yes"));
        assert_eq!(commune.post(&path, &fields).await.status, StatusCode::NOT_FOUND);
    }
    // The statements hold the same, whatever the page allowed.
    let (by, all, reach) = (Author::Program, Reach::Everything, Reach::Units(vec!["xa-mot".parse().unwrap()]));
    let id_of = |address: &str| address.strip_prefix("/manage/targets/").unwrap().parse::<Uuid>().unwrap();
    let (own, foreign) = (id_of(&own), id_of(&foreign));
    let [own_old, foreign_old] =
        [db.store.target(&all, own).await.unwrap().unwrap(), db.store.target(&all, foreign).await.unwrap().unwrap()];
    assert_eq!(db.store.target(&reach, foreign).await.unwrap(), None);
    let away = Target { unit: "xa-hai".parse().unwrap(), from_year: 2040, to_year: 2041, ..own_old.clone() };
    let taken = Target { unit: "xa-mot".parse().unwrap(), from_year: 2040, to_year: 2041, ..foreign_old.clone() };
    assert!(!db.store.change_target(&by, NOW, &reach, (own, &own_old, &away)).await.unwrap());
    assert!(!db.store.change_target(&by, NOW, &reach, (foreign, &foreign_old, &taken)).await.unwrap());
    assert!(!db.store.add_target(&by, NOW, &reach, (Uuid::from_u128(9), &away)).await.unwrap());
    assert!(!db.store.remove_target(&by, NOW, &reach, (foreign, &foreign_old)).await.unwrap());
    assert!(db.store.remove_target(&by, NOW, &reach, (own, &own_old)).await.unwrap());
    assert_eq!(db.store.target(&all, foreign).await.unwrap(), Some(foreign_old));
}

async fn targets_are_found_without_diacritics_sorted_and_paged(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let target = |number: i16| Target {
        unit: "xa-hai".parse().unwrap(),
        sector: "construction".parse().unwrap(),
        from_year: 1900 + number,
        to_year: 1900 + number,
        operator: Operator::AtLeast,
        percent: 10.0 + f64::from(number),
        legal_basis: format!("Quyết định {number}"),
    };
    let targets: Vec<_> =
        (0..60_i16).map(|number| (Uuid::from_u128(u128::from(number.unsigned_abs())), target(number))).collect();
    db.store.add_targets(&targets).await.unwrap();
    let rows = |page: &Answer| page.text().matches("/manage/targets/").count();
    let first = boss.get("/manage/targets").await;
    assert!(rows(&first) == 50 && first.text().contains("62 mục"), "{}", first.text());
    assert_eq!(rows(&boss.get("/manage/targets?page=2").await), 12);
    for find in ["xay%20dung", "XA%20HAI", "quyet%20dinh", "construction"] {
        assert!(boss.get(&format!("/manage/targets?find={find}")).await.text().contains("60 mục"), "{find}");
    }
    assert!(boss.get("/manage/targets?find=khongco").await.text().contains("Không có mục tiêu nào như vậy."));
    let sorted = |page: Answer, one: &str, other: &str| {
        let place = |words: &str| page.text().find(&format!("<td>{words}</td>")).unwrap_or(usize::MAX);
        place(one) < place(other)
    };
    assert!(sorted(boss.get("/manage/targets?sort=-percent").await, "&gt;\u{a0}90\u{a0}%", "≥\u{a0}69\u{a0}%"));
    assert!(sorted(boss.get("/manage/targets?sort=year").await, "1900", "1949"));
    assert!(sorted(boss.get("/manage/targets?sort=-year").await, "2020–2030", "1959"));
    assert!(sorted(boss.get("/manage/targets?sort=sector").await, "Đất đai", "Xây dựng"));
    assert!(sorted(boss.get("/manage/targets?sort=-unit").await, "1959", "1950"));
}

async fn a_published_target_is_taken_over_by_a_link(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let published = server::catalogue::targets().unwrap();
    let page = boss.get("/manage/targets").await;
    assert!(page.text().contains("Mục tiêu các địa phương đã công bố") && page.text().contains("Bắc Kạn"));
    for (number, goal) in published.iter().enumerate() {
        assert!(page.text().contains(&format!("/manage/targets?take={number}#add")), "{number}");
        let form = boss.get(&format!("/manage/targets?take={number}")).await;
        assert_eq!(form.status, StatusCode::OK);
        let percent = goal.percent.to_string();
        let basis = goal.legal_basis.replace('"', "&quot;");
        for (name, value) in [
            ("from", goal.from_year.to_string().as_str()),
            ("to", &goal.to_year.to_string()),
            ("percent", &percent),
            ("legal-basis", &basis),
        ] {
            assert!(form.text().contains(&format!("name=\"{name}\" value=\"{value}\"")), "{number}: {name}={value}");
        }
        assert!(form.text().contains(&format!("value=\"{}\" selected", goal.sector)), "{number}");
        assert!(form.text().contains("<details id=\"add\" open"), "the form is open");
    }
    for nonsense in ["999", "x", "-1"] {
        let page = boss.get(&format!("/manage/targets?take={nonsense}")).await;
        assert!(page.status == StatusCode::OK && !page.text().contains("id=\"add\" open"), "{nonsense}");
    }
}

const SECTOR: [(&str, &str); 5] = [
    ("name-vi", "Giao thông"),
    ("name-en", "Transport"),
    ("code", "transport"),
    ("parent", "public-services"),
    ("position", "7"),
];

/// The form of a sector with another value in one of its fields.
fn sector_with(field: &str, value: &'static str) -> [(&'static str, &'static str); 5] {
    SECTOR.map(|(name, usual)| (name, if name == field { value } else { usual }))
}

async fn sector(store: &Store, code: &str) -> Option<Sector> {
    store.sectors().await.unwrap().get(code).cloned()
}

async fn a_sector_is_added_changed_and_removed(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let revision = db.store.directory().await.unwrap().revision();
    let answer = boss.post("/manage/sectors", &SECTOR).await;
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, "/manage/sectors/transport?done"), "{}", answer.text());
    assert!(db.store.directory().await.unwrap().revision() > revision, "every instance notices");
    let (action, subject, of, _, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), subject.as_str(), of), ("sector-added", "sector transport", None));
    assert_eq!((&after["name"]["en"], &after["parent"]), (&"Transport".into(), &"public-services".into()));
    for find in ["giao%20thong", "TRANSPORT"] {
        assert!(boss.get(&format!("/manage/sectors?find={find}")).await.text().contains("1 mục"), "{find}");
    }
    let list = boss.get("/manage/sectors").await;
    assert!(list.text().contains("class=\"depth-1\"") && list.text().contains("/manage/sectors/transport"));
    let changed =
        [("name-vi", "Giao thông vận tải"), ("name-en", ""), ("parent", "administrative-procedures"), ("position", "0")];
    assert_eq!(boss.post("/manage/sectors/transport", &changed).await.status, SEE_OTHER);
    let stored = sector(&db.store, "transport").await.unwrap();
    assert_eq!((stored.parent.unwrap().as_str(), stored.position), ("administrative-procedures", 0));
    assert_eq!(stored.name, Texts::new([("vi", "Giao thông vận tải")]));
    let (action, _, _, before, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), &before["position"], &after["position"]), ("sector-changed", &7.into(), &0.into()));
    assert!(boss.get("/manage/sectors/transport/removal").await.text().contains("name=\"sure\" value=\"yes\""));
    assert_eq!(boss.post("/manage/sectors/transport/removal", &[]).await.status, StatusCode::BAD_REQUEST);
    let answer = boss.post("/manage/sectors/transport/removal", &[("sure", "yes")]).await;
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, "/manage/sectors?removed"));
    assert!(sector(&db.store, "transport").await.is_none());
    let (action, _, _, before, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), after), ("sector-removed", serde_json::Value::Null));
    assert_eq!(before["name"]["vi"], "Giao thông vận tải");
    assert_eq!(boss.get("/manage/sectors/transport").await.status, StatusCode::NOT_FOUND);
}

async fn what_is_wrong_with_a_sector_is_said_and_what_was_typed_stays(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    for (field, value, words) in [
        ("name-vi", "", "Xin nhập tên tiếng Việt."),
        ("code", "Giao thông", "Mã có từ 1 đến 40"),
        ("code", "land", "Mã này đã có."),
        ("parent", "nowhere", "Xin chọn một lĩnh vực."),
        ("position", "đầu", "Xin nhập một số từ 0 đến 9999."),
    ] {
        let page = boss.post("/manage/sectors", &sector_with(field, value)).await;
        assert!(page.status == WRONG && says(&page, words), "{words}: {}", page.text());
        for (name, typed) in sector_with(field, value).into_iter().filter(|(name, _)| *name != "parent") {
            assert!(page.text().contains(&format!("name=\"{name}\" value=\"{typed}\"")), "{name} keeps {typed}");
        }
    }
    assert!(sector(&db.store, "transport").await.is_none());
    for below in ["administrative-procedures", "land"] {
        let fields = [("name-vi", "Thủ tục"), ("parent", below), ("position", "1")];
        let page = boss.post("/manage/sectors/administrative-procedures", &fields).await;
        assert!(page.status == WRONG && says(&page, "không thể thuộc chính nó"), "{below}");
    }
    // The store itself refuses a circle that the page did not know of.
    let top = sector(&db.store, "administrative-procedures").await.unwrap();
    let circle = Sector { parent: Some("land".parse().unwrap()), ..top };
    assert!(!db.store.change_sector(&Author::Program, NOW, &Reach::Everything, &circle).await.unwrap());
}

async fn a_sector_that_is_used_or_built_in_stays_as_it_was_changed(db: TestDatabase) {
    let (_, mut boss, world) = start(&db).await;
    // A new one, with one below it and a response.
    assert_eq!(boss.post("/manage/sectors", &SECTOR).await.status, SEE_OTHER);
    let below = [("name-vi", "Đường sắt"), ("code", "rail"), ("parent", "transport"), ("position", "1")];
    assert_eq!(boss.post("/manage/sectors", &below).await.status, SEE_OTHER);
    let new = response(&world, &world.feedback, ids().make(NOW), ("xa-mot", "rail"), answers(&[("a1", 5)]));
    db.store.store(new).await.unwrap();
    for (code, reason) in [
        ("transport", "cấp dưới trực thuộc"),
        ("rail", "câu trả lời của người dân"),
        ("land", "mục tiêu"),
        ("certification", "có sẵn trong chương trình"),
    ] {
        let path = format!("/manage/sectors/{code}/removal");
        let (page, refused) = (boss.get(&path).await, boss.post(&path, &[("sure", "yes")]).await);
        assert_eq!((page.status, refused.status), (StatusCode::OK, StatusCode::CONFLICT), "{code}");
        assert!(page.text().contains(reason) && refused.text().contains(reason), "{code}: {reason}");
        assert!(sector(&db.store, code).await.is_some() && !page.text().contains("name=\"sure\""), "{code}");
    }
    db.store.rollup_all().await.unwrap();
    let rail = sector(&db.store, "rail").await.unwrap();
    let removal = db.store.remove_sector(&Author::Program, NOW, &Reach::Everything, &rail).await.unwrap();
    assert_eq!(removal, Removal::Referred(vec![Reference::Responses]));
    // What somebody changed about a sector that comes with the program outlasts the next start.
    let fields = [("name-vi", "Đất đai, môi trường"), ("name-en", "Land"), ("parent", ""), ("position", "99")];
    assert_eq!(boss.post("/manage/sectors/land", &fields).await.status, SEE_OTHER);
    let changed = sector(&db.store, "land").await.unwrap();
    db.store.add_sectors(&server::catalogue::sectors().unwrap()).await.unwrap();
    assert_eq!(sector(&db.store, "land").await.unwrap(), changed);
    assert_eq!((changed.parent, changed.position), (None, 99));
}

async fn whoever_reaches_some_units_only_reads_sectors(db: TestDatabase) {
    let (app, _, _) = start(&db).await;
    add(&db.store, "tinh-boss", Role::Administrator, "tinh").await;
    let mut province = Browser::signed_in(&app, "tinh-boss").await;
    let list = province.get("/manage/sectors").await;
    assert!(list.status == StatusCode::OK && list.text().contains("Đất đai"));
    assert!(list.text().contains("dùng chung cho mọi đơn vị") && !list.text().contains("/manage/sectors/land"));
    assert_eq!(province.post("/manage/sectors", &SECTOR).await.status, StatusCode::FORBIDDEN);
    for path in ["/manage/sectors/land", "/manage/sectors/land/removal", "/manage/sectors/nowhere"] {
        assert_eq!(province.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        if path != "/manage/sectors/nowhere" {
            assert_eq!(province.post(path, &[("sure", "yes")]).await.status, StatusCode::FORBIDDEN, "{path}");
        }
    }
    // The statements hold the same.
    let (by, reach) = (Author::Program, Reach::Units(vec!["tinh".parse().unwrap()]));
    let land = sector(&db.store, "land").await.unwrap();
    let other = Sector { position: 77, ..land.clone() };
    assert!(!db.store.change_sector(&by, NOW, &reach, &other).await.unwrap());
    assert!(!db.store.add_sector(&by, NOW, &reach, &Sector { code: "other".parse().unwrap(), ..land.clone() }).await.unwrap());
    let free = sector(&db.store, "certification").await.unwrap();
    assert_eq!(db.store.remove_sector(&by, NOW, &reach, &free).await.unwrap(), Removal::NotThere);
    assert_eq!(sector(&db.store, "land").await.unwrap(), land);
}
