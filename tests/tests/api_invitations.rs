//! `/api/v1/invitations`: lists are issued once and are those of their campaign's owner alone. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::api_token::ApiRight::Invitations;
use app::domain::role::Reach;
use axum::http::StatusCode;
use serde_json::json;
use server::store::audit::Wanted;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG};
use tests::invitations::{INVITED, add_point};
use tests::tokens::System;
use tests::world::{LAND, fill};
use tests::{NOW, on_both_databases};

use crate::api::names;

on_both_databases!(invitations_are_issued_once_and_their_links_told_once, invitations_of_others_are_not_there,);

async fn invitations_are_issued_once_and_their_links_told_once(db: TestDatabase) {
    let world = fill(&db.store).await;
    add_point(&db.store, &world.feedback).await;
    let app = TestApp::at(&db.store, NOW);
    let system = System::new(&app, &db.store, 1, "tinh", &[Invitations]).await;
    let id = "0198c0de-0000-4000-8000-0000000000aa";
    let list = json!({
        "id": id, "point": INVITED, "name": "Hồ sơ tháng 3", "last_day": "2026-03-31",
        "references": ["Hồ sơ 1", "Hồ sơ 2", "=3"],
    });
    let (status, issued) = system.post("/invitations", &list).await;
    assert_eq!(status, StatusCode::CREATED, "{issued}");
    assert_eq!((&issued["issued"], &issued["open"], &issued["round"]), (&json!(3), &json!(3), &json!(0)));
    assert_eq!(system.post("/invitations", &list).await, (StatusCode::OK, issued.clone()));
    for (field, value) in [
        ("name", json!("Khác")),
        ("last_day", json!("2026-04-01")),
        ("references", json!(["Hồ sơ 1", "Hồ sơ 2"])),
        ("references", json!(["Hồ sơ 1", "Hồ sơ 2", "4"])),
    ] {
        let mut other = list.clone();
        other[field] = value;
        assert_eq!(system.post("/invitations", &other).await.0, StatusCode::CONFLICT, "{field}");
    }
    let (_, all) = system.get("/invitations?find=ho+so").await;
    assert_eq!((&all["total"], &all["items"][0]), (&json!(1), &issued));
    assert_eq!(system.get(&format!("/invitations/{id}")).await.1, issued);
    let links = format!("/invitations/{id}/links");
    let (status, made) = system.post(&links, &json!({ "round": 0 })).await;
    assert_eq!((status, made["links"].as_array().map(Vec::len)), (StatusCode::CREATED, Some(3)));
    assert_eq!(system.post(&links, &json!({ "round": 0 })).await.0, StatusCode::CONFLICT, "who asks twice does not make twice");
    let link = made["links"][1]["link"].as_str().unwrap();
    let path = &link[link.find("/i/").unwrap()..];
    let page = app.get(path).await;
    let form =
        [("id", &*page.hidden("id")), ("view", &page.hidden("view")), ("point", &page.hidden("point")), ("q-overall", "4")]
            .map(|(name, value)| (name, value.to_owned()));
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(app.post(path, &form).await.status, SEE_OTHER);
    let (_, after) = system.get(&format!("/invitations/{id}")).await;
    assert_eq!((&after["open"], &after["answered"], &after["round"]), (&json!(2), &json!(1), &json!(1)));
    assert_eq!(system.post("/invitations", &list).await.0, StatusCode::OK, "the same list, though one answered");
    let withdrawal = format!("/invitations/{id}/withdrawal");
    for _ in 0..2 {
        let (status, withdrawn) = system.post(&withdrawal, &json!({})).await;
        assert_eq!((status, &withdrawn["open"], &withdrawn["withdrawn"]), (StatusCode::OK, &json!(0), &json!(2)));
    }
    assert_eq!(system.post(&links, &json!({ "round": 1 })).await.0, StatusCode::CONFLICT);
    let actions: Vec<String> =
        db.store.audit(&Reach::Everything, &Wanted::default(), 50).await.unwrap().into_iter().map(|entry| entry.action).collect();
    assert_eq!(actions[..3], ["invitations-withdrawn", "links-exported", "invitations-issued"]);
    // What a form would refuse is refused, field by field.
    let wrong = json!({
        "id": id.replace("aa", "bb"), "point": INVITED, "name": "", "last_day": "2026-02-30", "references": ["a", " a ", "", "b\nc"],
    });
    let (status, problem) = system.post("/invitations", &wrong).await;
    assert_eq!(status, WRONG);
    let places: Vec<String> = names(&problem).into_iter().map(|(place, _)| place).collect();
    assert_eq!(places, ["/name", "/last_day", "/references/1", "/references/2", "/references/3"]);
    let mut elsewhere = list.clone();
    (elsewhere["id"], elsewhere["point"]) = (json!(id.replace("aa", "cc")), json!(LAND));
    assert_eq!(system.post("/invitations", &elsewhere).await.0, StatusCode::CONFLICT, "nobody is invited there");
}

async fn invitations_of_others_are_not_there(db: TestDatabase) {
    let world = fill(&db.store).await;
    add_point(&db.store, &world.feedback).await;
    let app = TestApp::at(&db.store, NOW);
    let owner = System::new(&app, &db.store, 1, "tinh", &[Invitations]).await;
    let id = "0198c0de-0000-4000-8000-0000000000aa";
    let list = json!({ "id": id, "point": INVITED, "name": "Của tỉnh", "last_day": "2026-03-31", "references": ["1"] });
    assert_eq!(owner.post("/invitations", &list).await.0, StatusCode::CREATED);
    // The campaign is the province's: the commune that is judged may not invite, and the other one knows nothing of it.
    for (number, unit) in [(2, "xa-mot"), (3, "xa-hai")] {
        let other = System::new(&app, &db.store, number, unit, &[Invitations]).await;
        let mut own = list.clone();
        own["id"] = json!(id.replace("aa", "bb"));
        assert_eq!(other.post("/invitations", &own).await.0, StatusCode::NOT_FOUND, "{unit}");
        assert_eq!(other.get(&format!("/invitations/{id}")).await.0, StatusCode::NOT_FOUND, "{unit}");
        assert_eq!(other.post(&format!("/invitations/{id}/links"), &json!({ "round": 0 })).await.0, StatusCode::NOT_FOUND);
        assert_eq!(other.post(&format!("/invitations/{id}/withdrawal"), &json!({})).await.0, StatusCode::NOT_FOUND);
        let (_, lists) = other.get("/invitations").await;
        assert_eq!(lists["total"], u64::from(unit == "xa-mot"), "its totals are seen by the unit that is judged");
    }
    assert_eq!(owner.get(&format!("/invitations/{id}")).await.1["open"], 1);
}
