//! What administrators say of classes of percentages, and where figures name them. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::classification::{Class, Classes, Classification};
use app::domain::language::Language;
use app::domain::role::{Reach, Role};
use app::domain::texts::Texts;
use axum::http::StatusCode;
use serde_json::Value;
use server::audit::Author;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG, last_entry, says, start};
use tests::staff::{Browser, add};
use tests::world::{World, answers, fill, ids, response};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    a_classification_is_added_changed_and_removed,
    what_is_wrong_with_a_classification_is_said_and_what_was_typed_stays,
    whoever_reaches_some_units_sets_their_classes_only,
    published_classes_are_taken_over_by_a_link,
    a_class_is_named_where_the_sample_allows_it,
    the_class_of_a_percentage_is_that_of_its_unit_and_year,
);

/// A classification of three classes, as it is posted.
pub const FORM: [(&str, &str); 11] = [
    ("unit", "tinh"),
    ("from", "2026"),
    ("legal-basis", "Quyết định 1/QĐ-UBND"),
    ("class-1-vi", "Xuất sắc"),
    ("class-1-en", "Excellent"),
    ("class-1-bound", "90"),
    ("class-2-vi", "Tốt"),
    ("class-2-en", ""),
    ("class-2-bound", "79,5"),
    ("lowest-vi", "Chưa tốt"),
    ("lowest-en", "Weak"),
];

/// The form with another value in one of its fields.
fn form_with(field: &str, value: &'static str) -> [(&'static str, &'static str); 11] {
    FORM.map(|(name, usual)| (name, if name == field { value } else { usual }))
}

fn named(vi: &str, en: &str) -> Texts {
    Texts::new([("vi", vi), ("en", en)])
}

fn classification(unit: &str, from_year: i16, good: f64) -> Classification {
    let upper = vec![Class { at_least: good, name: named("Tốt", "Good") }, Class { at_least: 20.0, name: named("Khá", "Fair") }];
    Classification {
        unit: unit.parse().unwrap(),
        from_year,
        legal_basis: format!("Quyết định {from_year}"),
        classes: Classes::new(upper, named("Yếu", "Weak")).unwrap(),
    }
}

async fn a_classification_is_added_changed_and_removed(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let all = Reach::Everything;
    let revision = db.store.directory().await.unwrap().revision();
    let answer = boss.post("/manage/classifications", &FORM).await;
    assert_eq!(answer.status, SEE_OTHER, "{}", answer.text());
    let address = answer.header("location").strip_suffix("?done").unwrap().to_owned();
    let id: Uuid = address.strip_prefix("/manage/classifications/").unwrap().parse().unwrap();
    assert!(db.store.directory().await.unwrap().revision() > revision, "every instance notices");
    let stored = db.store.classifications_within(&all).await.unwrap();
    assert_eq!((stored.len(), stored[0].0, stored[0].1.from_year), (1, id, 2026));
    assert_eq!(
        [100.0, 90.0, 89.9, 79.5, 79.4].map(|percent| stored[0].1.classes.class_of(percent).get(Language::Vi)),
        ["Xuất sắc", "Xuất sắc", "Tốt", "Tốt", "Chưa tốt"]
    );
    let (action, subject, of, before, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), subject, of.as_deref()), ("classification-added", format!("classification {id}"), Some("tinh")));
    assert_eq!((before, &after["classes"][1]["at_least"]), (Value::Null, &79.5.into()));
    let page = boss.get(&format!("{address}?done")).await;
    for shown in ["Đã lưu.", "Tỉnh Thử, từ năm 2026", "value=\"79,5\"", "value=\"Chưa tốt\"", "value=\"Excellent\""]
    {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    assert!(boss.get(&format!("{address}?lang=en")).await.text().contains("value=\"79.5\""));
    let list = boss.get("/manage/classifications?find=chua%20tot").await;
    assert!(
        list.text().contains("Xuất\u{a0}sắc\u{a0}≥\u{a0}90\u{a0}%") && list.text().contains("dưới mức đó: Chưa tốt"),
        "{}",
        list.text()
    );
    assert!(boss.get("/manage/classifications?find=khongco").await.text().contains("Không có cách xếp loại nào như vậy."));
    let mut changed = form_with("class-2-bound", "75");
    changed[1] = ("from", "2027");
    assert_eq!(boss.post(&address, &changed).await.status, SEE_OTHER);
    let stored = db.store.classifications_within(&all).await.unwrap();
    assert_eq!((stored[0].1.from_year, stored[0].1.classes.upper()[1].at_least), (2027, 75.0));
    let (action, _, _, before, after) = last_entry(&db.store).await;
    assert_eq!(
        (action.as_str(), &before["from_year"], &after["from_year"]),
        ("classification-changed", &2026.into(), &2027.into())
    );
    let page = boss.get("/manage/units/tinh/removal").await;
    assert!(page.text().contains("cách xếp loại"), "its unit stays");
    let asks = boss.get(&format!("{address}/removal")).await;
    assert!(asks.text().contains("Xóa cách xếp loại") && asks.text().contains("name=\"sure\" value=\"yes\""));
    assert_eq!(boss.post(&format!("{address}/removal"), &[]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(db.store.classifications().await.unwrap().len(), 1, "nothing is removed without being asked for");
    let answer = boss.post(&format!("{address}/removal"), &[("sure", "yes")]).await;
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, "/manage/classifications?removed"));
    assert!(db.store.classifications().await.unwrap().is_empty());
    assert_eq!(last_entry(&db.store).await.0, "classification-removed");
    assert_eq!(boss.get(&address).await.status, StatusCode::NOT_FOUND);
    assert!(db.store.check_audit().await.unwrap().is_ok());
}

async fn what_is_wrong_with_a_classification_is_said_and_what_was_typed_stays(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    for (field, value, words) in [
        ("unit", "nowhere", "Xin chọn một đơn vị"),
        ("from", "năm nay", "Xin nhập năm từ 1900 đến 2100."),
        ("legal-basis", "", "Xin ghi văn bản quy định cách xếp loại."),
        ("class-1-vi", "", "Xin nhập tên tiếng Việt."),
        ("class-1-bound", "101", "Xin nhập một số trên 0"),
        ("class-2-bound", "90", "Mức này phải thấp hơn"),
        ("lowest-vi", " ", "Xin nhập tên tiếng Việt."),
    ] {
        let page = boss.post("/manage/classifications", &form_with(field, value)).await;
        assert_eq!(page.status, WRONG, "{field} {value}");
        assert!(says(&page, words), "{words}: {}", page.text());
        for (name, typed) in form_with(field, value) {
            if name != "unit" {
                assert!(page.text().contains(&format!("name=\"{name}\" value=\"{typed}\"")), "{name} keeps {typed}");
            }
        }
    }
    assert!(db.store.classifications().await.unwrap().is_empty());
    // Two of a unit that begin in one year: on adding, on changing, and in the store itself.
    assert_eq!(boss.post("/manage/classifications", &FORM).await.status, SEE_OTHER);
    let page = boss.post("/manage/classifications", &FORM).await;
    assert!(page.status == WRONG && says(&page, "đã có cách xếp loại từ năm đó"), "{}", page.text());
    let answer = boss.post("/manage/classifications", &form_with("from", "2027")).await;
    let address = answer.header("location").strip_suffix("?done").unwrap().to_owned();
    assert_eq!(boss.post(&address, &FORM).await.status, WRONG);
    let (by, all, id) = (Author::Program, Reach::Everything, address.rsplit('/').next().unwrap().parse::<Uuid>().unwrap());
    let (old, new) = (classification("tinh", 2027, 80.0), classification("tinh", 2026, 80.0));
    assert!(!db.store.change_classification(&by, NOW, &all, (id, &old, &new)).await.unwrap());
    assert!(!db.store.add_classification(&by, NOW, &all, (Uuid::from_u128(9), &new)).await.unwrap());
    assert!(db.store.change_classification(&by, NOW, &all, (id, &old, &classification("tinh", 2027, 81.0))).await.unwrap());
}

async fn whoever_reaches_some_units_sets_their_classes_only(db: TestDatabase) {
    let (app, mut boss, _) = start(&db).await;
    add(&db.store, "xa-boss", Role::Administrator, "xa-mot").await;
    let mut commune = Browser::signed_in(&app, "xa-boss").await;
    let foreign = boss.post("/manage/classifications", &form_with("unit", "xa-hai")).await;
    let foreign = foreign.header("location").strip_suffix("?done").unwrap().to_owned();
    assert!(!commune.get("/manage/classifications").await.text().contains("Quyết định 1/QĐ-UBND"));
    for unit in ["tinh", "xa-hai", ""] {
        assert_eq!(commune.post("/manage/classifications", &form_with("unit", unit)).await.status, WRONG, "{unit}");
    }
    let own = commune.post("/manage/classifications", &form_with("unit", "xa-mot")).await;
    let own = own.header("location").strip_suffix("?done").unwrap().to_owned();
    assert_eq!(commune.post(&own, &form_with("unit", "xa-hai")).await.status, WRONG, "it is not given away");
    for path in [foreign.clone(), format!("{foreign}/removal")] {
        assert_eq!(commune.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(commune.post(&path, &[("sure", "yes")]).await.status, StatusCode::NOT_FOUND);
    }
    // The statements hold the same, whatever the page allowed.
    let (by, reach) = (Author::Program, Reach::Units(vec!["xa-mot".parse().unwrap()]));
    let id_of = |address: &str| address.rsplit('/').next().unwrap().parse::<Uuid>().unwrap();
    let (own_old, foreign_old) = (classification("xa-mot", 2026, 80.0), classification("xa-hai", 2026, 80.0));
    let (away, taken) = (classification("xa-hai", 2040, 80.0), classification("xa-mot", 2040, 80.0));
    assert!(!db.store.change_classification(&by, NOW, &reach, (id_of(&own), &own_old, &away)).await.unwrap());
    assert!(!db.store.change_classification(&by, NOW, &reach, (id_of(&foreign), &foreign_old, &taken)).await.unwrap());
    assert!(!db.store.add_classification(&by, NOW, &reach, (Uuid::from_u128(9), &away)).await.unwrap());
    assert!(!db.store.remove_classification(&by, NOW, &reach, (id_of(&foreign), &foreign_old)).await.unwrap());
    assert!(db.store.remove_classification(&by, NOW, &reach, (id_of(&own), &own_old)).await.unwrap());
    assert_eq!(db.store.classifications().await.unwrap().len(), 1);
}

async fn published_classes_are_taken_over_by_a_link(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let page = boss.get("/manage/classifications").await;
    assert!(page.text().contains("Quyết định 766/QĐ-TTg") && page.text().contains("(cần đối chiếu với văn bản)"));
    let form = boss.get("/manage/classifications?take=0").await;
    for filled in ["id=\"add\" open", "value=\"Xuất sắc\"", "value=\"90\"", "value=\"Yếu\"", "value=\"70\""] {
        assert!(form.text().contains(filled), "{filled}");
    }
    for nonsense in ["999", "x", "-1"] {
        let page = boss.get(&format!("/manage/classifications?take={nonsense}")).await;
        assert!(page.status == StatusCode::OK && !page.text().contains("id=\"add\" open"), "{nonsense}");
    }
}

/// Stores answers to the sample or of whoever came by: so many satisfied of so many persons.
async fn give(db: &TestDatabase, world: &World, sample: bool, (satisfied, persons): (usize, usize)) {
    let (ids, campaign) = (ids(), if sample { &world.sample } else { &world.feedback });
    let at = NOW + i64::try_from(db.store.response_count().await.unwrap()).unwrap();
    let one = |number| answers(&[("a1", if number < satisfied { 5 } else { 1 })]);
    let group: Vec<_> =
        (0..persons).map(|number| response(world, campaign, ids.make(at), ("xa-mot", "land"), one(number))).collect();
    db.store.store_all(&group).await.unwrap();
}

async fn figures(app: &TestApp, path: &str) -> Vec<Value> {
    let document: Value = serde_json::from_slice(&app.get(path).await.bytes).unwrap();
    document["figures"].as_array().unwrap().clone()
}

/// The class of land under a measure, and whether it is certain.
async fn class(app: &TestApp, path: &str, measure: &str) -> (Value, Value) {
    let figures = figures(app, path).await;
    let land = figures.into_iter().find(|figure| figure["measure"] == measure && figure["sector"] == "land").unwrap();
    (land["class"].clone(), land["class_certain"].clone())
}

async fn a_class_is_named_where_the_sample_allows_it(db: TestDatabase) {
    let world = fill(&db.store).await;
    let (by, all) = (Author::Program, Reach::Everything);
    assert!(
        db.store.add_classification(&by, NOW, &all, (Uuid::from_u128(1), &classification("tinh", 2020, 80.0))).await.unwrap()
    );
    give(&db, &world, true, (80, 100)).await;
    give(&db, &world, false, (80, 100)).await;
    let app = TestApp::new(&db.store);
    // Exactly 80 of 100 is the bound itself; but another sample might have given less.
    assert_eq!(class(&app, "/results.json", "survey").await, ("Tốt".into(), false.into()));
    assert_eq!(class(&app, "/results.json", "feedback").await, (Value::Null, Value::Null), "who chose to answer ranks nobody");
    let land = figures(&app, "/results.json")
        .await
        .into_iter()
        .find(|one| one["measure"] == "survey" && one["sector"] == "land")
        .unwrap();
    assert_eq!((&land["class_en"], &land["class_legal_basis"]), (&"Good".into(), &"Quyết định 2020".into()));
    let csv = app.get("/results.csv").await;
    assert!(csv.text().lines().next().unwrap().ends_with(",verdict,class,class_en,class_certain,class_legal_basis"));
    let page = app.get("/results").await;
    assert!(
        page.text().contains("(khoảng tin cậy chạm sang loại khác)") && page.text().contains("Xếp loại theo: Quyết định 2020")
    );
    assert_eq!(page.text().matches("/methods#classes\">Xếp loại</a>").count(), 1, "in the panel of the sample only");
    assert!(page.text().contains("Không có khoảng tin cậy, kết luận và xếp loại"));
    // A part of the questionnaire has no class, as it has no target.
    assert_eq!(class(&app, "/results.json?questionnaire=one-stop-service&item=a1", "survey").await.0, Value::Null);
    // Just below the bound the percentage looks the same when rounded, and is not.
    give(&db, &world, true, (7_999, 9_901)).await;
    let (name, certain) = class(&app, "/results.json", "survey").await;
    assert_eq!((name, certain), ("Tốt".into(), false.into()), "8,079 of 10,001 are 80.78 %");
    give(&db, &world, true, (0, 98)).await;
    let land = figures(&app, "/results.json")
        .await
        .into_iter()
        .find(|one| one["measure"] == "survey" && one["sector"] == "land")
        .unwrap();
    let percent = land["percent"].as_f64().unwrap();
    assert!(percent < 80.0 && (percent * 10.0).round() > 799.0, "{percent}");
    assert_eq!(land["class"], "Khá");
}

async fn the_class_of_a_percentage_is_that_of_its_unit_and_year(db: TestDatabase) {
    let world = fill(&db.store).await;
    let (by, all) = (Author::Program, Reach::Everything);
    for (number, one) in
        (1..).zip([classification("tinh", 2026, 60.0), classification("tinh", 2027, 99.0), classification("xa-mot", 2020, 70.0)])
    {
        assert!(db.store.add_classification(&by, NOW, &all, (Uuid::from_u128(number), &one)).await.unwrap());
    }
    give(&db, &world, true, (660, 1_000)).await;
    let app = TestApp::new(&db.store);
    assert_eq!(
        class(&app, "/results.json", "survey").await,
        ("Tốt".into(), true.into()),
        "this year's of the only unit at the top"
    );
    assert_eq!(
        class(&app, "/results.json?unit=xa-mot", "survey").await,
        ("Khá".into(), true.into()),
        "its own, of whichever year"
    );
    assert_eq!(class(&app, "/results.json?unit=tinh&period=2026-03", "survey").await.0, "Tốt");
    let (number, one) = (Uuid::from_u128(1), classification("tinh", 2026, 60.0));
    assert!(db.store.remove_classification(&by, NOW, &all, (number, &one)).await.unwrap());
    assert_eq!(class(&app, "/results.json?unit=tinh", "survey").await.0, Value::Null, "next year's does not hold yet");
}
