//! What administrators say of units: everything by forms, within their reach, and told in the log. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::language::Language;
use app::domain::reference::Reference;
use app::domain::role::{Reach, Role};
use app::domain::texts::Texts;
use app::domain::unit::{Unit, UnitKind};
use axum::http::StatusCode;
use server::audit::Author;
use server::store::counted_rows::Grain;
use server::store::counts::Selection;
use server::store::removal::Removal;
use server::store::{Store, StoreError};
use tests::client::Answer;
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG, last_entry, says, start};
use tests::staff::{Browser, add};
use tests::world::{World, answers, fill, ids, response};
use tests::{NOW, on_both_databases};

on_both_databases!(
    a_unit_is_added_changed_and_removed,
    what_is_wrong_with_a_unit_is_said_and_what_was_typed_stays,
    a_unit_to_which_something_refers_stays,
    whoever_reaches_some_units_changes_nothing_beyond_them,
    units_are_found_without_diacritics_sorted_and_paged,
    a_unit_that_moves_takes_its_counts_with_it,
    a_repair_from_before_a_move_is_refused,
);

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
    let mut found = Vec::new();
    for grain in Grain::ALL {
        let counts = store.counts(Selection { unit: unit.as_ref(), period: None, grain }).await.unwrap();
        found.push(counts.values().map(|count| count.responses).sum());
    }
    assert_eq!(found[0], found[1], "by campaign and by pool");
    found[0]
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
    let selected =
        Selection { unit: Some(&"huyen-a".parse().unwrap()), period: Some("2026-03".parse().unwrap()), ..Selection::default() };
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
