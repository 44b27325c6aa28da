//! What administrators of everything say of sectors, and others read. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::reference::Reference;
use app::domain::role::{Reach, Role};
use app::domain::sector::Sector;
use app::domain::texts::Texts;
use axum::http::StatusCode;
use server::audit::Author;
use server::store::Store;
use server::store::removal::Removal;
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG, last_entry, says, start};
use tests::staff::{Browser, add};
use tests::world::{answers, ids, response};
use tests::{NOW, on_both_databases};

on_both_databases!(
    a_sector_is_added_changed_and_removed,
    what_is_wrong_with_a_sector_is_said_and_what_was_typed_stays,
    a_sector_that_is_used_or_built_in_stays_as_it_was_changed,
    whoever_reaches_some_units_only_reads_sectors,
);

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
