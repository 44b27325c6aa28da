//! `/api/v1`: what everybody may read, how errors are told, and what opens the rest. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::api_token::ApiRight::{self, Invitations, Submissions};
use app::domain::role::Reach;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use server::sources::Clock;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::desk::start;
use tests::everything::dump;
use tests::tokens::{ENDS, System, told};
use tests::world::{LAND, answers, fill, ids, response};
use tests::{NOW, on_both_databases};

on_both_databases!(
    everybody_reads_figures_units_sectors_and_campaigns,
    what_is_wrong_is_told_as_a_problem_in_two_languages,
    nothing_but_a_token_opens_the_api,
    a_token_may_not_ask_too_often,
);

/// A response to the point that asks about land.
pub fn submission(number: i64) -> Value {
    json!({
        "id": ids().make(NOW + number).to_string(),
        "point": LAND,
        "language": "vi",
        "answers": { "a1": 4, "overall": 5, "comment": "Cán bộ nhiệt tình" },
    })
}

/// The figure of what people say of their own accord about land.
pub fn of_land(figures: &Value) -> Value {
    let all = figures["figures"].as_array().unwrap();
    all.iter().find(|figure| figure["sector"] == "land" && figure["measure"] == "feedback").unwrap().clone()
}

/// What a problem says of each field: where, and which word.
pub fn names(problem: &Value) -> Vec<(String, String)> {
    let text = |error: &Value, name: &str| error[name].as_str().unwrap_or_default().to_owned();
    let place = |error: &Value| text(error, "pointer") + &text(error, "parameter");
    problem["errors"].as_array().unwrap().iter().map(|error| (place(error), text(error, "code"))).collect()
}

async fn everybody_reads_figures_units_sectors_and_campaigns(db: TestDatabase) {
    let world = fill(&db.store).await;
    for number in 0..20 {
        let given = answers(&[("a1", 4), ("overall", 3)]);
        let new = response(&world, &world.feedback, ids().make(NOW + 5_000 + number), ("xa-mot", "land"), given);
        db.store.store(new).await.unwrap();
    }
    let app = TestApp::at(&db.store, NOW + 9_000);
    let get = async |path: &str| told(&app.get(&format!("/api/v1{path}")).await);
    for filter in ["", "?unit=xa-mot", "?sector=land&period=2026", "?unit=xa-hai", "?questionnaire=one-stop-service&item=a1"] {
        let (status, figures) = get(&format!("/results{filter}")).await;
        let same: Value = serde_json::from_str(app.get(&format!("/results.json{filter}")).await.text()).unwrap();
        assert_eq!(status, StatusCode::OK, "{figures}");
        for field in ["as_of", "demonstration", "privacy_minimum", "figures"] {
            assert_eq!(figures[field], same[field], "{filter}");
        }
    }
    assert_eq!(of_land(&get("/results").await.1)["respondents"], 20);
    assert_eq!(get("/results?unit=nowhere").await.0, StatusCode::NOT_FOUND);
    assert_eq!(get("/results?factor=a").await.0, StatusCode::NOT_FOUND, "a factor is one of a questionnaire");
    for (query, field, code) in [
        ("unit=Xã", "unit", "wrong-value"),
        ("unit=", "unit", "wrong-value"),
        ("period=2026-13", "period", "wrong-value"),
        ("mode=pigeon", "mode", "wrong-value"),
        ("units=xa-mot", "units", "unknown-field"),
    ] {
        let (status, problem) = get(&format!("/results?{query}").replace('ã', "%C3%A3")).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(names(&problem), [(field.to_owned(), code.to_owned())], "{query}");
    }

    let (_, units) = get("/units").await;
    assert_eq!((&units["total"], &units["page"], &units["limit"]), (&json!(3), &json!(1), &json!(50)));
    assert_eq!(units["items"][0]["code"], "tinh");
    let (_, found) = get("/units?find=xa+hai").await;
    assert_eq!(found["items"][0]["name"], json!({ "vi": "Xã Hai", "en": "Second commune" }));
    let (_, second) = get("/units?limit=2&page=2").await;
    assert_eq!((second["total"].as_u64(), second["items"].as_array().map(Vec::len)), (Some(3), Some(1)));
    for query in ["page=0", "page=1000001", "limit=0", "limit=501", "limit=x", "page=", "page=1&page=2", "sort=name"] {
        assert_eq!(get(&format!("/units?{query}")).await.0, StatusCode::BAD_REQUEST, "{query}");
    }
    let (_, sectors) = get("/sectors?find=land").await;
    assert!(sectors["items"].as_array().unwrap().iter().any(|sector| sector["code"] == "land"));
    let (_, campaigns) = get("/campaigns?limit=500").await;
    assert_eq!(campaigns["total"], 6);
    let states: Vec<&Value> = campaigns["items"].as_array().unwrap().iter().map(|campaign| &campaign["state"]).collect();
    assert!(states.contains(&&json!("open")) && states.contains(&&json!("closed")));
    let answer = app.get("/api/v1/units").await;
    assert_eq!((answer.header("access-control-allow-origin"), answer.header("cache-control")), ("*", "no-store"));
}

async fn what_is_wrong_is_told_as_a_problem_in_two_languages(db: TestDatabase) {
    fill(&db.store).await;
    let app = TestApp::at(&db.store, NOW);
    let system = System::new(&app, &db.store, 1, "xa-mot", &ApiRight::ALL).await;
    let json_type = ("content-type", "application/json");
    let send = async |method: Method, path: &str, headers: &[(&str, &str)], body: &[u8]| {
        let answer = system.send(method, path, headers, body.to_vec()).await;
        (told(&answer), answer)
    };
    let large = vec![b' '; 70_000];
    for (method, path, headers, body, status, kind) in [
        (Method::GET, "", &[][..], &b""[..], StatusCode::NOT_FOUND, "not-found"),
        (Method::GET, "/", &[], b"", StatusCode::NOT_FOUND, "not-found"),
        (Method::GET, "/nothing/here", &[], b"", StatusCode::NOT_FOUND, "not-found"),
        (Method::GET, "/invitations/x", &[], b"", StatusCode::NOT_FOUND, "not-found"),
        (Method::DELETE, "/units", &[], b"", StatusCode::METHOD_NOT_ALLOWED, "wrong-method"),
        (Method::GET, "/submissions", &[], b"", StatusCode::METHOD_NOT_ALLOWED, "wrong-method"),
        (Method::POST, "/submissions", &[], b"{}", StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong-type"),
        (
            Method::POST,
            "/submissions",
            &[("content-type", "text/plain")],
            b"{}",
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "wrong-type",
        ),
        (Method::POST, "/submissions", &[json_type], b"{", StatusCode::BAD_REQUEST, "bad-json"),
        (Method::POST, "/submissions", &[json_type], b"", StatusCode::BAD_REQUEST, "bad-json"),
        (Method::POST, "/submissions", &[json_type], b"\xff", StatusCode::BAD_REQUEST, "bad-json"),
        (Method::POST, "/submissions", &[json_type], b"[]", StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
        (Method::POST, "/submissions", &[json_type], &large, StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
    ] {
        let ((found, problem), _) = send(method.clone(), path, headers, body).await;
        assert_eq!((found, &problem["type"]), (status, &json!(format!("urn:hailong:problem:{kind}"))), "{method} {path}");
    }
    let long = format!("/units?find={}", "a".repeat(5_000));
    let ((status, problem), _) = send(Method::GET, &long, &[], b"").await;
    assert_eq!((status, &problem["type"]), (StatusCode::URI_TOO_LONG, &json!("urn:hailong:problem:address-too-long")));
    for (said, language, title) in [
        ("", "vi", "Không có gì ở địa chỉ này"),
        ("en-GB,en;q=0.9", "en", "Nothing is at this address"),
        ("vi,en", "vi", "Không có gì ở địa chỉ này"),
    ] {
        let ((_, problem), answer) = send(Method::GET, "/nothing", &[("accept-language", said)], b"").await;
        assert_eq!((problem["title"].as_str(), answer.header("content-language")), (Some(title), language));
        assert_eq!((answer.header("vary"), answer.header("cache-control")), ("accept-language", "no-store"));
    }
    // The language is not remembered in a cookie, nor is a cookie asked.
    let headers = [("cookie", "hailong-view=language-en.text-normal.contrast-normal")];
    let ((_, problem), _) = send(Method::GET, "/nothing", &headers, b"").await;
    assert_eq!(problem["title"], "Không có gì ở địa chỉ này");
    let (_, answer) = send(Method::DELETE, "/units", &[], b"").await;
    assert!(answer.header("allow").contains("GET"), "{}", answer.header("allow"));
}

async fn nothing_but_a_token_opens_the_api(db: TestDatabase) {
    let (app, boss, _) = start(&db).await;
    let json_type = ("content-type", "application/json");
    let addresses = [
        (Method::GET, "/collection-points"),
        (Method::GET, "/collection-points/aaaaaa"),
        (Method::POST, "/submissions"),
        (Method::GET, "/invitations"),
        (Method::POST, "/invitations"),
        (Method::GET, "/invitations/00000000-0000-0000-0000-000000000001"),
        (Method::POST, "/invitations/00000000-0000-0000-0000-000000000001/links"),
        (Method::POST, "/invitations/00000000-0000-0000-0000-000000000001/withdrawal"),
    ];
    let cookie = boss.cookie.clone();
    let body = submission(1).to_string().into_bytes();
    for (method, path) in addresses {
        for header in
            [None, Some(("cookie", cookie.as_str())), Some(("authorization", "Bearer x")), Some(("authorization", "Basic eDp4"))]
        {
            let headers: Vec<_> = header.into_iter().chain([json_type]).collect();
            let answer = app.send(method.clone(), &format!("/api/v1{path}"), &headers, body.clone()).await;
            assert_eq!(told(&answer).0, StatusCode::UNAUTHORIZED, "{method} {path} {header:?}");
            assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"hailong\"");
        }
    }
    // One right is not another.
    let only = System::new(&app, &db.store, 1, "", &[Submissions]).await;
    assert_eq!(only.get("/invitations").await.0, StatusCode::FORBIDDEN);
    assert_eq!(only.get("/collection-points").await.0, StatusCode::OK);
    let other = System::new(&app, &db.store, 2, "", &[Invitations]).await;
    assert_eq!(other.post("/submissions", &submission(1)).await.0, StatusCode::FORBIDDEN);
    // The page of another site may send what it likes: without a token it gets nothing, and with one it is no matter where it comes from.
    let cross = [("origin", "https://elsewhere.example"), ("sec-fetch-site", "cross-site"), json_type];
    let answer = only.send(Method::POST, "/submissions", &cross, body).await;
    assert_eq!(told(&answer).0, StatusCode::CREATED);
    // Neither after its end, nor revoked, nor known by what is stored of it.
    let late = only.before(&TestApp::at(&db.store, ENDS));
    assert_eq!(late.get("/collection-points").await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(only.before(&TestApp::at(&db.store, ENDS - 1)).get("/collection-points").await.0, StatusCode::OK);
    let token = db.store.token(&Reach::Everything, only.id).await.unwrap().unwrap();
    let used_at = token.used_at;
    assert_eq!(used_at, Some(ENDS - 1), "it is noted when it was last used");
    let author = server::audit::Author::Program;
    assert!(db.store.revoke_token(&author, NOW, &Reach::Everything, &token).await.unwrap());
    assert_eq!(only.get("/collection-points").await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(only.post("/submissions", &submission(2)).await.0, StatusCode::UNAUTHORIZED);
    let stored: String = dump(&db.store).await.remove("api_token").unwrap().concat();
    assert!(!stored.contains(&only.secret), "only its hash is stored");
}

async fn a_token_may_not_ask_too_often(db: TestDatabase) {
    fill(&db.store).await;
    let app = TestApp::with(&db.store, Clock::fixed(NOW), |config| config.token_rate = 3);
    let one = System::new(&app, &db.store, 1, "xa-mot", &ApiRight::ALL).await;
    let other = System::new(&app, &db.store, 2, "xa-mot", &ApiRight::ALL).await;
    for _ in 0..3 {
        assert_eq!(one.get("/collection-points").await.0, StatusCode::OK);
    }
    let answer = one.send(Method::GET, "/collection-points", &[], Vec::new()).await;
    assert_eq!((told(&answer).0, answer.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "20"));
    assert_eq!(other.get("/collection-points").await.0, StatusCode::OK, "each has its own limit");
    assert_eq!(told(&app.get("/api/v1/units").await).0, StatusCode::OK);
}
