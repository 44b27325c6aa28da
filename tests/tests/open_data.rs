//! The open data: explained for programs, and not sent again where nothing has changed. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::fs;

use axum::http::StatusCode;
use axum::http::header::{ETAG, LINK};
use serde_json::Value;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::handed_over::{NAME, rename};
use tests::on_both_databases;
use tests::outside::python;
use tests::world::{World, answers, fill, response};
use uuid::Uuid;

on_both_databases!(
    what_has_not_changed_is_not_sent_again,
    programs_read_the_data_by_their_description,
    a_name_that_is_hard_to_write_is_the_same_everywhere,
);

async fn answer(db: &TestDatabase, world: &World, from: u128, count: u128) {
    let one =
        |n| response(world, &world.feedback, Uuid::from_u128(7 << 76 | 2 << 62 | n), ("xa-mot", "land"), answers(&[("a1", 5)]));
    db.store.store_all(&(from..from + count).map(one).collect::<Vec<_>>()).await.unwrap();
}

async fn what_has_not_changed_is_not_sent_again(db: TestDatabase) {
    let world = fill(&db.store).await;
    answer(&db, &world, 0, 12).await;
    let app = TestApp::new(&db.store);
    for address in ["/results.csv", "/results.json", "/results.json?period=2026"] {
        let first = app.get(address).await;
        let tag = first.headers[ETAG].to_str().unwrap().to_owned();
        assert!(first.headers[LINK].to_str().unwrap().contains("rel=\"license\""));
        // However whoever asks writes it.
        for known in [tag.clone(), format!("\"other\", {tag}"), "*".to_owned()] {
            let again = app.get_with(address, &[("if-none-match", &known)]).await;
            assert_eq!((again.status, again.text()), (StatusCode::NOT_MODIFIED, ""), "{address} {known}");
            assert_eq!(again.headers[ETAG], tag.as_str());
        }
        assert_eq!(app.get_with(address, &[("if-none-match", "W/\"0\"")]).await.status, StatusCode::OK);
    }
    let tag = app.get("/results.json").await.headers[ETAG].to_str().unwrap().to_owned();
    answer(&db, &world, 100, 1).await;
    let changed = app.get_with("/results.json", &[("if-none-match", &tag)]).await;
    assert_eq!(changed.status, StatusCode::OK, "one answer more is another count");
    assert_ne!(changed.headers[ETAG], tag.as_str());
}

async fn a_name_that_is_hard_to_write_is_the_same_everywhere(db: TestDatabase) {
    let world = fill(&db.store).await;
    answer(&db, &world, 0, 12).await;
    rename(&db.store, "sector", "land").await;
    rename(&db.store, "unit", "xa-mot").await;
    let app = TestApp::new(&db.store);
    let folder = tempfile::tempdir().unwrap();
    let [table, metadata] = ["csv", "csv-metadata.json"].map(|ending| (folder.path().join(ending), format!("/results.{ending}")));
    for (file, address) in [&table, &metadata] {
        fs::write(file, &app.get(address).await.bytes).unwrap();
    }
    let read: Value =
        serde_json::from_str(&python("read_open_data.py", &[&table, &metadata].map(|(file, _)| file.to_str().unwrap()))).unwrap();
    let of_land: Vec<&Value> = read.as_array().unwrap().iter().filter(|row| row[1] == "land").collect();
    assert!(!of_land.is_empty() && of_land.iter().all(|row| row[2] == NAME), "pandas reads {of_land:?}");
    for address in ["/results.json", "/api/v1/results"] {
        let told: Value = serde_json::from_str(app.get(address).await.text()).unwrap();
        let of_land: Vec<&Value> =
            told["figures"].as_array().unwrap().iter().filter(|figure| figure["sector"] == "land").collect();
        assert!(!of_land.is_empty(), "{address}");
        assert!(of_land.iter().all(|figure| figure["sector_name_vi"] == NAME && figure["sector_name_en"] == NAME), "{address}");
    }
    for (nouns, code) in [("units", "xa-mot"), ("sectors", "land")] {
        let told: Value = serde_json::from_str(app.get(&format!("/api/v1/{nouns}?limit=500")).await.text()).unwrap();
        let one = told["items"].as_array().unwrap().iter().find(|one| one["code"] == code).unwrap();
        assert_eq!(one["name"], serde_json::json!({ "vi": NAME, "en": NAME }), "{nouns}");
    }
    // Whoever looks for it finds it, in either of Unicode's forms and without marks.
    for find in ["Dak+Ro+Ong", "Ti%E1%BA%BFng", "Tie%CC%82%CC%81ng"] {
        let told: Value = serde_json::from_str(app.get(&format!("/api/v1/units?find={find}")).await.text()).unwrap();
        assert_eq!(told["items"][0]["code"], "xa-mot", "{find}");
    }
}

async fn programs_read_the_data_by_their_description(db: TestDatabase) {
    let world = fill(&db.store).await;
    answer(&db, &world, 0, 12).await;
    let app = TestApp::new(&db.store);
    let folder = tempfile::tempdir().unwrap();
    let addresses = [
        "/results.schema.json",
        "/results.json",
        "/results.json?unit=xa-hai&mode=kiosk",
        "/results.csv",
        "/results.csv-metadata.json",
    ];
    let mut files = Vec::new();
    for (place, address) in addresses.into_iter().enumerate() {
        let file = folder.path().join(place.to_string());
        fs::write(&file, &app.get(address).await.bytes).unwrap();
        files.push(file.to_str().unwrap().to_owned());
    }
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let _ = python("validate_json.py", &files[..3]);
    let read: Value = serde_json::from_str(&python("read_open_data.py", &files[3..])).unwrap();
    let shown: Value = serde_json::from_str(app.get("/results.json").await.text()).unwrap();
    let shown: Vec<Value> = shown["figures"].as_array().unwrap().iter().filter(|one| one["status"] == "shown").cloned().collect();
    assert!(!shown.is_empty());
    assert_eq!(read.as_array().unwrap().len(), shown.len());
    for (row, figure) in read.as_array().unwrap().iter().zip(&shown) {
        for (place, name) in ["measure", "sector", "sector_name_vi", "percent"].into_iter().enumerate() {
            assert_eq!(row[place], figure[name], "{name}");
        }
    }
    // What was asked is described with its manifest: the JSON of the same filter says the same.
    let asked = "?unit=xa-mot&period=2026";
    let described = app.get(&format!("/results.csv{asked}")).await.headers[LINK].to_str().unwrap().to_owned();
    let address = described.split(['<', '>']).nth(1).unwrap().to_owned();
    assert_eq!(address, format!("/results.csv-metadata.json{asked}"));
    let description: Value = serde_json::from_str(app.get(&address).await.text()).unwrap();
    let document = async |query: &str| -> Value {
        let mut document: Value = serde_json::from_str(app.get(&format!("/results.json{query}")).await.text()).unwrap();
        document.as_object_mut().unwrap().remove("figures");
        document
    };
    assert_eq!(description["notes"][0], document(asked).await);
    assert_eq!(description["url"], format!("results.csv{asked}"));
    let before = document("").await;
    assert_eq!(before["data"], document("").await["data"]);
    answer(&db, &world, 200, 1).await;
    let after = document("").await;
    assert_ne!(before["data"], after["data"]);
    // Whether three people answered or four says nobody, or guesses at what they said could be confirmed.
    let one = |n: u128| {
        response(&world, &world.feedback, Uuid::from_u128(7 << 76 | 2 << 62 | n), ("xa-hai", "land"), answers(&[("a1", 5)]))
    };
    db.store.store_all(&(300..303).map(one).collect::<Vec<_>>()).await.unwrap();
    let few = document("?unit=xa-hai").await;
    db.store.store(one(303)).await.unwrap();
    assert_eq!(few["data"], document("?unit=xa-hai").await["data"]);
    // An order of its own would make a figure null: the schema would say so.
    assert_eq!(app.get("/results.csv?unit=nowhere").await.status, StatusCode::BAD_REQUEST);
}
