//! `/manage/outlines`: boundaries from a file are looked at, taken and removed; and the map that `/analysis/units` draws of them. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeMap;

use app::domain::code::Code;
use app::domain::outline::Outline;
use app::domain::period::Month;
use app::domain::response::Response;
use app::domain::role::{Reach, Role};
use app::domain::texts::Texts;
use app::domain::unit::{Unit, UnitKind};
use axum::http::StatusCode;
use serde_json::{Value, json};
use server::audit::Author;
use server::outlines::packed::pack;
use server::store::responses::NewResponse;
use tests::client::{Answer, TestApp};
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG, last_entry, says, start};
use tests::staff::{Browser, add};
use tests::world::{World, answers, fill, ids, response};
use tests::{NOW, on_both_databases};

on_both_databases!(
    a_file_is_looked_at_and_then_taken,
    what_is_wrong_with_a_file_is_said,
    whoever_reaches_some_units_takes_and_removes_theirs_only,
    a_unit_takes_its_outline_along_when_it_is_removed,
    the_map_says_what_the_table_says,
);

const PATH: &str = "/manage/outlines";

/// A square of a tenth of a degree.
fn square(east: f64) -> Value {
    json!([[[east, 15.0], [east + 0.1, 15.0], [east + 0.1, 15.1], [east, 15.1], [east, 15.0]]])
}

fn area(properties: &Value, coordinates: &Value) -> Value {
    json!({ "type": "Feature", "properties": properties, "geometry": { "type": "Polygon", "coordinates": coordinates } })
}

/// A file with both communes of the world, an area of neither, and an office.
fn file() -> String {
    let office = json!({ "type": "Point", "coordinates": [105.05, 15.05] });
    let features = [
        area(&json!({ "ma": "xa-mot", "dan_so": 4000 }), &square(105.0)),
        area(&json!({ "ma": "xa-hai", "dan_so": 5000 }), &square(105.1)),
        area(&json!({ "ma": "xa-la", "dan_so": null }), &square(105.2)),
        json!({ "type": "Feature", "properties": { "ma": "tinh" }, "geometry": office }),
    ];
    // As programs on Windows write it.
    format!("\u{feff}{}", json!({ "type": "FeatureCollection", "features": features }))
}

async fn upload(browser: &mut Browser, file: &str, property: &str) -> Answer {
    browser.upload(PATH, &[("property", property)], ("file", file.as_bytes())).await
}

/// The units whose outlines are known.
async fn known(db: &TestDatabase) -> Vec<String> {
    db.store.outlined(&Reach::Everything).await.unwrap().iter().map(ToString::to_string).collect()
}

fn outlines(units: &[&str]) -> BTreeMap<Code, Outline> {
    let one = |(unit, east): (&&str, f64)| {
        let ring = [(east, 15.0), (east + 0.1, 15.0), (east + 0.1, 15.1), (east, 15.1)];
        (unit.parse().unwrap(), Outline::of([ring]).unwrap())
    };
    units.iter().zip([105.0, 105.1, 105.2]).map(one).collect()
}

async fn a_file_is_looked_at_and_then_taken(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let seen = upload(&mut boss, &file(), "").await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.text());
    for said in [
        "theo mã ở cột “ma”",
        "Nhận ranh giới của 2 đơn vị",
        "2 vùng sẽ được bỏ qua",
        "“xa-la”",
        "chỉ là điểm hoặc đường",
        "<title>Xã",
    ] {
        assert!(seen.text().contains(said), "{said}: {}", seen.text());
    }
    assert_eq!(known(&db).await, Vec::<String>::new(), "only looked at");
    let checked = seen.hidden("checked");
    let taken = boss.upload(PATH, &[("checked", &checked)], ("file", b"")).await;
    assert_eq!((taken.status, taken.header("location")), (SEE_OTHER, "/manage/outlines?taken=2"));
    assert_eq!(known(&db).await, ["xa-hai", "xa-mot"]);
    let codes = ["xa-mot", "xa-hai", "tinh"].map(|code| code.parse().unwrap());
    let stored = db.store.outlines(&codes.each_ref()).await.unwrap();
    assert_eq!(stored, outlines(&["xa-mot", "xa-hai"]));
    let (action, subject, unit, before, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), subject.as_str(), unit, before), ("outlines-taken", "outlines", None, Value::Null));
    assert_eq!(after, json!({ "outlined": 2 }));
    let page = boss.get("/manage/outlines?taken=2&lang=en").await;
    assert!(page.text().contains("The boundaries of 2 units were taken."), "{}", page.text());
    // A file by name, which replaces one of the two.
    let name = area(&json!({ "TEN": "XA MOT" }), &square(107.0));
    let seen = upload(&mut boss, &name.to_string(), "TEN").await;
    assert!(seen.text().contains("theo tên ở cột “TEN”"), "{}", seen.text());
    boss.post_parts(PATH, &[("checked", seen.hidden("checked").as_bytes())]).await;
    let moved = db.store.outlines(&codes.each_ref()).await.unwrap();
    assert_eq!(moved[&codes[1]], stored[&codes[1]], "the other stays");
    assert_eq!(moved[&codes[0]].rings()[0][0], (1_070_000, 150_000));
}

async fn what_is_wrong_with_a_file_is_said(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let metres = json!([[[586_000.0, 2_325_000.0], [587_000.0, 2_325_000.0], [587_000.0, 2_326_000.0]]]);
    let cases = [
        ("ten;ma\nXã Một;xa-mot".to_owned(), "Không phải tệp GeoJSON có các vùng"),
        (json!({ "type": "FeatureCollection", "features": [] }).to_string(), "Không phải tệp GeoJSON có các vùng"),
        (json!({ "type": "Point", "coordinates": [105.0, 15.0] }).to_string(), "Không phải tệp GeoJSON có các vùng"),
        (area(&json!({ "ma": "xa-mot" }), &metres).to_string(), "có thể theo VN-2000"),
        (area(&json!({ "ma": "xa-la" }), &square(105.0)).to_string(), "Không nhận ra đơn vị nào trong tệp"),
        (area(&Value::Null, &square(105.0)).to_string(), "Không nhận ra đơn vị nào trong tệp"),
        (String::new(), "Xin chọn một tệp"),
    ];
    for (file, said) in cases {
        let answer = upload(&mut boss, &file, "ghi chú").await;
        assert_eq!(answer.status, WRONG, "{file}");
        assert!(says(&answer, said), "{said}: {}", answer.text());
        assert!(answer.text().contains("value=\"ghi chú\""), "what was typed stays: {}", answer.text());
        assert!(!answer.text().contains("name=\"checked\""), "{file}");
    }
    let broken = boss.post_parts(PATH, &[("checked", b"AAAA")]).await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    assert_eq!(known(&db).await, Vec::<String>::new());
    assert_eq!(boss.get("/manage/outlines/removal").await.header("location"), PATH, "there are none");
}

async fn whoever_reaches_some_units_takes_and_removes_theirs_only(db: TestDatabase) {
    let (app, mut boss, _) = start(&db).await;
    let both = pack(&outlines(&["xa-hai", "xa-mot", "xa-la"]));
    boss.post_parts(PATH, &[("checked", both.as_bytes())]).await;
    assert_eq!(known(&db).await, ["xa-hai", "xa-mot"], "of an unknown unit nothing is kept");
    add(&db.store, "one", Role::Administrator, "xa-mot").await;
    let mut one = Browser::signed_in(&app, "one").await;
    let seen = upload(&mut one, &file(), "").await;
    assert!(seen.text().contains("Nhận ranh giới của 1 đơn vị") && !seen.text().contains("Xã Hai"), "{}", seen.text());
    let taken = one.post_parts(PATH, &[("checked", both.as_bytes())]).await;
    assert_eq!(taken.header("location"), "/manage/outlines?taken=1");
    let (.., unit, _, after) = last_entry(&db.store).await;
    assert_eq!((unit.as_deref(), after), (Some("xa-mot"), json!({ "outlined": 1 })));
    assert!(one.get("/manage/outlines/removal").await.text().contains("1 đơn vị"));
    assert_eq!(one.post("/manage/outlines/removal", &[]).await.status, StatusCode::BAD_REQUEST, "nobody was asked");
    let removed = one.post("/manage/outlines/removal", &[("sure", "yes")]).await;
    assert_eq!((removed.status, removed.header("location")), (SEE_OTHER, "/manage/outlines?removed=1"));
    assert_eq!(known(&db).await, ["xa-hai"]);
    assert_eq!(last_entry(&db.store).await.0, "outlines-removed");
}

async fn a_unit_takes_its_outline_along_when_it_is_removed(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let fields = [
        ("name-vi", "Xã Ba"),
        ("name-en", ""),
        ("code", "xa-ba"),
        ("kind", "commune"),
        ("parent", "tinh"),
        ("from", "2026-01-01"),
    ];
    assert_eq!(boss.post("/manage/units", &fields).await.status, SEE_OTHER);
    db.store.take_outlines(&Author::Program, NOW, &Reach::Everything, &outlines(&["xa-mot", "xa-ba"])).await.unwrap();
    assert_eq!(known(&db).await, ["xa-ba", "xa-mot"]);
    let removed = boss.post("/manage/units/xa-ba/removal", &[("sure", "yes")]).await;
    assert_eq!(removed.status, SEE_OTHER, "{}", removed.text());
    assert_eq!(known(&db).await, ["xa-mot"]);
}

/// So many answers of a commune, of which so many are satisfied.
async fn give(db: &TestDatabase, world: &World, unit: &str, (satisfied, all): (usize, usize)) {
    let (ids, month) = (ids(), Month::new(2026, 3).unwrap());
    let moment = NOW + i64::try_from(all).unwrap() * 1_000;
    let group: Vec<_> = (0..all)
        .map(|number| {
            let given = answers(&[("a1", if number < satisfied { 5 } else { 2 })]);
            let new = response(world, &world.feedback, ids.make(moment), (unit, "land"), given);
            NewResponse::new(Response { month, ..new.response().clone() }, &world.version)
        })
        .collect();
    db.store.store_all(&group).await.unwrap();
}

async fn the_map_says_what_the_table_says(db: TestDatabase) {
    let world = fill(&db.store).await;
    let third = Unit {
        code: "xa-ba".parse().unwrap(),
        parent: Some("tinh".parse().unwrap()),
        kind: UnitKind::Commune,
        name: Texts::new([("vi", "Xã </title><b>Ba</b>")]),
        valid_from: 0,
        valid_to: None,
        successor: None,
    };
    db.store.add_units(&[third]).await.unwrap();
    give(&db, &world, "xa-mot", (33, 40)).await;
    give(&db, &world, "xa-hai", (3, 4)).await;
    // So that four are not the province without the other.
    give(&db, &world, "xa-ba", (15, 20)).await;
    add(&db.store, "analyst", Role::Analyst, "tinh").await;
    let mut analyst = Browser::signed_in(&TestApp::new(&db.store), "analyst").await;
    let address = "/analysis/units?unit=tinh&period=2026&measure=feedback&lang=vi";
    let without = analyst.get(address).await;
    assert!(without.text().contains("82,5") && !without.text().contains("id=\"map\""), "{}", without.text());
    db.store.take_outlines(&Author::Program, NOW, &Reach::Everything, &outlines(&["xa-mot"])).await.unwrap();
    let one = analyst.get(address).await;
    assert!(one.text().contains("2 đơn vị trong bảng chưa có ranh giới"), "{}", one.text());
    db.store.take_outlines(&Author::Program, NOW, &Reach::Everything, &outlines(&["xa-mot", "xa-hai", "xa-ba"])).await.unwrap();
    let page = analyst.get(address).await;
    let map = page.text().split_once("id=\"units-map-t\"").unwrap().1.split_once("</g></svg>").unwrap().0;
    assert_eq!(map.matches("<a href=").count(), 3);
    assert!(map.contains(": 82,5"), "told and drawn: {map}");
    assert!(map.contains("class=\"area heat-1\"") && map.contains(">82,5</text>"), "{map}");
    assert!(map.contains("unit=xa-mot"), "leads to what lies behind it: {map}");
    // Of four people nothing is told, neither by number nor by ground.
    assert_eq!(map.matches("</text>").count(), 1, "{map}");
    assert_eq!(map.matches("fill=\"url(#units-map-hidden)\"").count(), 2, "{map}");
    assert!(!page.text().contains("chưa có ranh giới"));
    assert!(map.contains("<title>Xã &lt;/title&gt;&lt;b&gt;Ba") && !map.contains("<b>"), "{map}");
    // Another year, in which nobody answered, has no table and no map.
    assert!(!analyst.get(&address.replace("2026", "2025")).await.text().contains("id=\"map\""));
}
