//! `/api/v1/submissions`: what other systems hand over is judged like a form, counts once and reaches only their units. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::api_token::ApiRight::Submissions;
use app::domain::receipt::Receipt;
use app::domain::role::Reach;
use axum::http::StatusCode;
use serde_json::{Value, json};
use server::store::audit::{Noted, Wanted};
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG};
use tests::everything::dump;
use tests::invitations::{INVITED, add_point};
use tests::tokens::{System, told};
use tests::world::{CHOICE, CLOSED, DISCREET, EVERYTHING, LAND, NOT_YET, fill, ids};
use tests::{NOW, on_both_databases};

use crate::api::{names, of_land, submission};

on_both_databases!(
    a_submission_is_stored_and_counted_once,
    a_submission_is_judged_like_a_form,
    answers_of_every_kind_are_taken_in_any_form_of_letters,
    a_submission_reaches_only_points_of_its_unit,
    what_systems_hand_over_is_in_the_log_and_which_it_was_is_not,
);

async fn a_submission_is_stored_and_counted_once(db: TestDatabase) {
    fill(&db.store).await;
    let app = TestApp::at(&db.store, NOW + 1_000);
    let system = System::new(&app, &db.store, 1, "xa-mot", &[Submissions]).await;
    let sent = submission(1);
    let (status, stored) = system.post("/submissions", &sent).await;
    assert_eq!((status, &stored["id"]), (StatusCode::CREATED, &sent["id"]));
    let id = sent["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(stored["receipt"], Receipt::of(id).to_string());
    // The same again, in another order and language.
    let again = json!({ "answers": sent["answers"], "language": "en", "point": LAND, "id": sent["id"], "assisted": false });
    for sent in [&sent, &again] {
        assert_eq!(system.post("/submissions", sent).await, (StatusCode::OK, stored.clone()));
    }
    for (field, value) in [("answers", json!({ "a1": 3, "overall": 5 })), ("assisted", json!(true)), ("point", json!(EVERYTHING))]
    {
        let mut other = sent.clone();
        other[field] = value;
        if field == "point" {
            other["answers"] = json!({ "a1": 4 });
        }
        let (status, problem) = system.post("/submissions", &other).await;
        assert_eq!((status, &problem["type"]), (StatusCode::CONFLICT, &json!("urn:hailong:problem:conflict")), "{field}");
    }
    assert_eq!(db.store.response_count().await.unwrap(), 1);
    // Ten at once, each twice.
    let all: Vec<Value> = (2..12).map(submission).collect();
    let twice = all.iter().chain(&all).map(|sent| system.post("/submissions", sent));
    let outcomes: Vec<StatusCode> = futures_util::future::join_all(twice).await.into_iter().map(|(status, _)| status).collect();
    let of = |wanted| outcomes.iter().filter(|status| **status == wanted).count();
    assert_eq!((of(StatusCode::CREATED), of(StatusCode::OK)), (10, 10), "{outcomes:?}");
    assert_eq!(db.store.response_count().await.unwrap(), 11);
    let later = TestApp::at(&db.store, NOW + 9_000);
    let figures = told(&later.get("/api/v1/results?unit=xa-mot").await).1;
    assert_eq!(of_land(&figures)["respondents"], 11);
    // What came by the page and what came by the API is the same kind of response.
    let page = later.get(&format!("/s/{LAND}")).await;
    let (id, view) = (page.hidden("id"), page.hidden("view"));
    let form = [("id", id.as_str()), ("view", view.as_str()), ("q-a1", "4"), ("q-overall", "4")];
    assert_eq!(later.post(&format!("/s/{LAND}"), &form).await.status, SEE_OTHER);
    let even_later = TestApp::at(&db.store, NOW + 19_000);
    assert_eq!(of_land(&told(&even_later.get("/api/v1/results").await).1)["respondents"], 12);
    // It can be withdrawn by its receipt, like any other.
    let found = later.post("/withdraw", &[("code", stored["receipt"].as_str().unwrap())]).await;
    assert!(found.status.is_success(), "{}", found.status);
}

async fn a_submission_is_judged_like_a_form(db: TestDatabase) {
    let world = fill(&db.store).await;
    let app = TestApp::at(&db.store, NOW);
    let system = System::new(&app, &db.store, 1, "tinh", &[Submissions]).await;
    let with = |field: &str, value: Value| {
        let mut sent = submission(1);
        sent[field] = value;
        sent
    };
    let without = |field: &str| {
        let mut sent = submission(1);
        sent.as_object_mut().unwrap().remove(field);
        sent
    };
    for (sent, place, code) in [
        (without("id"), "/id", "missing"),
        (without("point"), "/point", "missing"),
        (without("language"), "/language", "missing"),
        (without("answers"), "/answers", "missing"),
        (with("id", json!("x")), "/id", "wrong-value"),
        (with("id", json!("00000000-0000-4000-8000-000000000001")), "/id", "wrong-value"),
        (with("id", json!(ids().make(NOW).to_string().to_uppercase())), "/id", "wrong-value"),
        (with("point", json!("AAAAAA")), "/point", "wrong-value"),
        (with("point", json!(7)), "/point", "wrong-value"),
        (with("language", json!("fr")), "/language", "wrong-value"),
        (with("mode", json!("phone")), "/mode", "unknown-field"),
        (with("sector", json!("health")), "/sector", "unknown-field"),
        (with("answers", json!({})), "/answers/overall", "missing"),
        (with("answers", json!({ "a1": 6, "overall": 5 })), "/answers/a1", "not-offered"),
        (with("answers", json!({ "a1": [4, 5] })), "/answers/a1", "wrong-value"),
        (with("answers", json!({ "a1": ["4", "5"], "overall": 5 })), "/answers/a1", "more-than-one"),
        (with("answers", json!({ "a1": 4.5 })), "/answers/a1", "wrong-value"),
        (with("answers", json!({ "overall": 4, "không/có": 1 })), "/answers/không~1có", "unknown-field"),
        (with("answers", json!({ "overall": 4, "comment": "x".repeat(2_001) })), "/answers/comment", "too-long"),
        (with("consents", json!(["sensitive"])), "/consents", "unknown-field"),
        (with("point", json!(CHOICE)), "/sector", "missing"),
    ] {
        let (status, problem) = system.post("/submissions", &sent).await;
        assert_eq!(status, WRONG, "{sent}: {problem}");
        assert_eq!(names(&problem), [(place.to_owned(), code.to_owned())], "{sent}");
    }
    for (point, status) in [(CLOSED, StatusCode::GONE), (NOT_YET, StatusCode::FORBIDDEN), ("222222", StatusCode::NOT_FOUND)] {
        assert_eq!(system.post("/submissions", &with("point", json!(point))).await.0, status, "{point}");
    }
    add_point(&db.store, &world.feedback).await;
    assert_eq!(system.post("/submissions", &with("point", json!(INVITED))).await.0, StatusCode::FORBIDDEN, "by invitation only");
    assert_eq!(db.store.response_count().await.unwrap(), 0);
    assert_eq!(system.post("/submissions", &with("sector", json!("land"))).await.0, StatusCode::CREATED, "the only sector");
    let mut chosen = with("point", json!(CHOICE));
    chosen["id"] = json!(ids().make(NOW + 77).to_string());
    chosen["sector"] = json!("land");
    assert_eq!(system.post("/submissions", &chosen).await.0, StatusCode::CREATED);
}

async fn answers_of_every_kind_are_taken_in_any_form_of_letters(db: TestDatabase) {
    fill(&db.store).await;
    let app = TestApp::at(&db.store, NOW);
    let system = System::new(&app, &db.store, 1, "xa-mot", &[Submissions]).await;
    let (_, asked) = system.get(&format!("/collection-points/{EVERYTHING}")).await;
    let items: Vec<(String, String)> = asked["sections"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|section| section["items"].as_array().unwrap())
        .map(|item| (item["code"].as_str().unwrap().to_owned(), item["kind"].as_str().unwrap().to_owned()))
        .collect();
    assert!(
        items.contains(&("some".to_owned(), "several".to_owned()))
            && items.contains(&("ethnicity".to_owned(), "single".to_owned()))
    );
    let (_, discreet) = system.get(&format!("/collection-points/{DISCREET}")).await;
    assert!(!discreet.to_string().contains("ethnicity"), "what is not asked is not told");
    // Composed, decomposed, tone marks of all kinds, names of ethnic minorities; and a number that leads to a person.
    let composed = "Ở Bản Phố, chị Giàng Thị Mỷ, anh Y Bhăm Niê, Đăk Lăk, ứng ữ ượ; gọi 0912 345 678";
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd(composed).collect();
    for (number, text) in (1..).zip([composed, &decomposed]) {
        let sent = json!({
            "id": ids().make(NOW + number).to_string(),
            "point": EVERYTHING,
            "language": "vi",
            "assisted": true,
            "consents": ["sensitive"],
            "answers": {
                "a1": 4, "a2": "3", "b1": "none", "one": "yes", "why": "Vì nhanh\u{0}", "some": ["x", "z"], "how-many": -5,
                "comment": text, "ethnicity": "other",
            },
        });
        let (status, stored) = system.post("/submissions", &sent).await;
        assert_eq!(status, StatusCode::CREATED, "{stored}");
        assert_eq!(system.post("/submissions", &sent).await.0, StatusCode::OK, "the same again");
    }
    // PostgreSQL writes the quotation marks in a row twice.
    let rows = dump(&db.store).await.remove("response").unwrap().concat().replace("\"\"", "\"");
    assert!(!rows.contains("0912") && !rows.contains("345 678"), "numbers are masked");
    let folded = unicode_normalization::UnicodeNormalization::nfc(rows.as_str()).collect::<String>();
    assert_eq!(folded.matches("Giàng Thị Mỷ, anh Y Bhăm Niê, Đăk Lăk, ứng ữ ượ").count(), 2, "{folded}");
    for part in ["\"ethnicity\":\"other\"", "\"how-many\":-5", "Vì nhanh"] {
        assert_eq!(rows.matches(part).count(), 2, "{part}: {rows}");
    }
    // Without consent nothing sensitive is kept.
    let sent = json!({
        "id": ids().make(NOW + 9).to_string(), "point": EVERYTHING, "language": "en",
        "answers": { "a1": 4, "ethnicity": "kinh" },
    });
    assert_eq!(system.post("/submissions", &sent).await.0, StatusCode::CREATED);
    assert!(!dump(&db.store).await.remove("response").unwrap().concat().contains("\"kinh\""));
}

async fn a_submission_reaches_only_points_of_its_unit(db: TestDatabase) {
    fill(&db.store).await;
    let app = TestApp::at(&db.store, NOW);
    let mut foreign = submission(1);
    foreign["point"] = json!(CHOICE);
    foreign["sector"] = json!("land");
    let one = System::new(&app, &db.store, 1, "xa-mot", &[Submissions]).await;
    let mut unknown = submission(1);
    unknown["point"] = json!("222222");
    let (status, problem) = one.post("/submissions", &foreign).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!((status, problem), one.post("/submissions", &unknown).await, "as if it were not there");
    assert_eq!(one.get(&format!("/collection-points/{CHOICE}")).await.0, StatusCode::NOT_FOUND);
    assert_eq!(one.get("/collection-points/222222").await.0, StatusCode::NOT_FOUND);
    let codes = async |system: &System| {
        let (_, points) = system.get("/collection-points").await;
        points["items"].as_array().unwrap().iter().map(|point| point["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(codes(&one).await.contains(&LAND.to_owned()) && !codes(&one).await.contains(&CHOICE.to_owned()));
    for (number, unit) in [(2, "tinh"), (3, "xa-hai"), (4, "")] {
        let system = System::new(&app, &db.store, number, unit, &[Submissions]).await;
        assert!(codes(&system).await.contains(&CHOICE.to_owned()), "{unit}");
        foreign["id"] = json!(ids().make(NOW + i64::try_from(number).unwrap()).to_string());
        assert_eq!(system.post("/submissions", &foreign).await.0, StatusCode::CREATED, "{unit}");
    }
    assert_eq!(db.store.response_count().await.unwrap(), 3);
}

async fn what_systems_hand_over_is_in_the_log_and_which_it_was_is_not(db: TestDatabase) {
    fill(&db.store).await;
    let app = TestApp::at(&db.store, NOW);
    let system = System::new(&app, &db.store, 1, "xa-mot", &[Submissions]).await;
    assert_eq!(system.post("/submissions", &submission(1)).await.0, StatusCode::CREATED);
    assert_eq!(system.post("/submissions", &submission(1)).await.0, StatusCode::OK);
    let all: Vec<Value> = (2..8).map(submission).collect();
    futures_util::future::join_all(all.iter().map(|sent| system.post("/submissions", sent))).await;
    let taken: Vec<Noted> = db
        .store
        .audit(&Reach::Everything, &Wanted::default(), 50)
        .await
        .unwrap()
        .into_iter()
        .filter(|entry| entry.action == "responses-taken")
        .collect();
    let numbers =
        taken.iter().map(|entry| serde_json::from_str::<Value>(entry.after.as_deref().unwrap()).unwrap()["responses"].clone());
    assert_eq!(numbers.map(|number| number.as_u64().unwrap()).sum::<u64>(), 7, "each once: {taken:?}");
    for entry in &taken {
        assert_eq!((entry.unit.as_deref(), entry.actor.as_deref()), (Some("xa-mot"), Some("token Phần mềm số 1")));
        assert_eq!(entry.subject, format!("token {}", system.id));
    }
    let tables = dump(&db.store).await;
    let known_as = system.id.simple().to_string();
    let responses = tables["response"].concat().to_lowercase();
    assert!(!responses.contains(&known_as) && !responses.contains(&system.id.to_string()), "no response knows its token");
    let log = tables["audit"].concat();
    for sent in all {
        assert!(!log.contains(sent["id"].as_str().unwrap()));
    }
    // The chain of the log holds, and the counts are those of the responses.
    assert!(db.store.check_audit().await.unwrap().is_ok());
}
