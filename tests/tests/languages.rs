//! Text, numbers and times are the same on both databases, whatever language and time zone these were made for.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::administrative_rate::AdministrativeRate;
use app::domain::campaign::Campaign;
use app::domain::language::Language;
use app::domain::period::{LocalTime, Month};
use app::domain::texts::Texts;
use app::domain::unit::{Unit, UnitKind};
use server::store::Store;
use tests::client::{TestApp, encode};
use tests::database::TestDatabase;
use tests::world::{World, answers, fill, ids, response};
use tests::{NOW, on_both_databases};
use unicode_normalization::UnicodeNormalization;

on_both_databases!(names_sort_and_are_found_alike_in_both_forms, extremes_are_kept_whole, months_are_those_of_viet_nam);

/// A database that orders text by the rules of Vietnamese and counts time in New York.
#[tokio::test]
async fn a_vietnamese_database_in_new_york_behaves_the_same() {
    names_sort_and_are_found_alike_in_both_forms(TestDatabase::postgres_elsewhere().await).await;
    months_are_those_of_viet_nam(TestDatabase::postgres_elsewhere().await).await;
}

fn commune(code: &str, name: &str) -> Unit {
    Unit {
        code: code.parse().unwrap(),
        parent: Some("tinh".parse().unwrap()),
        kind: UnitKind::Commune,
        name: Texts::new([("vi", name)]),
        valid_from: 0,
        valid_to: None,
        successor: None,
    }
}

async fn names_sort_and_are_found_alike_in_both_forms(db: TestDatabase) {
    fill(&db.store).await;
    // In the order of Vietnamese, each second one decomposed; the codes go another way.
    let names = ["Xã Ân Thi", "Xã Bà Nà", "Xã Bả Nà", "Xã Dương Xá", "Xã Đắk Pék", "Xã Đông Anh 2", "Xã Đông Anh 10", "Xã Ơ Đu"];
    let units: Vec<Unit> = names
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let name: String = if place % 2 == 0 { name.nfd().collect() } else { (*name).to_owned() };
            commune(&format!("x{}", names.len() - place), &name)
        })
        .collect();
    db.store.add_units(&units).await.unwrap();
    let stored = db.store.units().await.unwrap();
    let sorted: Vec<String> = stored
        .children("tinh")
        .map(|unit| unit.name.get(Language::Vi).nfc().collect())
        .filter(|name: &String| names.contains(&name.as_str()))
        .collect();
    assert_eq!(sorted, names);
    let app = TestApp::new(&db.store);
    for typed in ["Đông Anh", "đông anh", "dong anh", "DONG ANH", &"Đông Anh".nfd().collect::<String>()] {
        let page = app.get(&format!("/?find={}", encode(typed))).await;
        let found: Vec<&str> = ["unit=x3", "unit=x2"].into_iter().filter(|unit| page.text().contains(unit)).collect();
        assert_eq!((found.len(), page.text().contains("unit=x1")), (2, false), "{typed}");
    }
}

async fn extremes_are_kept_whole(db: TestDatabase) {
    let World { feedback, .. } = fill(&db.store).await;
    let ids = ids();
    let campaign = Campaign { id: ids.make(NOW), opens_at: i64::MIN, closes_at: Some(i64::MAX), ..feedback.clone() };
    db.store.add_campaign(&campaign).await.unwrap();
    assert_eq!(db.store.campaign(campaign.id).await.unwrap(), Some(campaign));
    let rate = AdministrativeRate {
        unit: "tinh".parse().unwrap(),
        sector: "land".parse().unwrap(),
        year: 2025,
        satisfied: i64::MAX - 1,
        total: i64::MAX,
        // Empty is a text; it is not nothing.
        source: String::new(),
    };
    db.store.add_administrative_rates(std::slice::from_ref(&rate)).await.unwrap();
    assert_eq!(db.store.administrative_rates().await.unwrap(), [rate]);
}

async fn months_are_those_of_viet_nam(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    // The last millisecond of August in Viet Nam and the first of September, both on 31 August in Greenwich.
    let september = Month::new(2026, 9).unwrap().begins_at();
    for moment in [september - 1, september] {
        let new = response(&world, &world.feedback, ids.make(moment), ("xa-mot", "land"), answers(&[("a1", 5)]));
        let at = app::domain::response::Response { submitted_at: moment, month: Month::of(moment), ..new.response().clone() };
        db.store.store(server::store::responses::NewResponse::new(at, &world.version)).await.unwrap();
    }
    let again = Store::open(&db.url).await.unwrap();
    assert_eq!(again.counted_months().await.unwrap(), Month::new(2026, 8).zip(Month::new(2026, 9)));
    let page = TestApp::at(&again, september).get("/results").await;
    let time = LocalTime::of(september);
    assert!(page.text().contains(&format!("{} ngày {}", time.clock(), time.date())), "{}", time.date());
    again.close().await;
}
