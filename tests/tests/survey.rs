//! `/s/{code}`: what a citizen meets, with every right and wrong way of sending the form.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use axum::http::{Method, StatusCode};
use server::store::Database;
use tests::NOW;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::on_both_databases;
use tests::world::{CHOICE, CLOSED, DISCREET, EVERYTHING, LAND, NOT_YET, fill, ids};
use uuid::Uuid;

on_both_databases!(
    an_answer_is_thanked_and_stored,
    the_same_again_is_thanked_and_another_is_refused,
    what_is_wrong_is_said_and_nothing_typed_is_lost,
    a_form_that_is_not_ours_is_refused,
    a_module_is_told_what_is_stored_and_why_not,
    while_the_database_is_away_nothing_typed_is_lost,
);

fn id() -> String {
    ids().make(NOW + 1).to_string()
}

async fn an_answer_is_thanked_and_stored(db: TestDatabase) {
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let page = app.get(&format!("/s/{LAND}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.hidden("id").parse::<Uuid>().unwrap().get_version_num(), 7);
    let sent = app
        .post(
            &format!("/s/{LAND}"),
            &[
                ("id", &page.hidden("id")),
                ("view", &page.hidden("view")),
                ("q-a1", "4"),
                ("q-overall", "5"),
                ("q-comment", "Nhanh\r\n"),
            ],
        )
        .await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, "/s/aaaaaa/done"));
    assert_eq!(db.store.response_count().await.unwrap(), 1);
    let thanks = app.get("/s/aaaaaa/done").await;
    assert!(thanks.text().contains("Cảm ơn Ông/Bà!"));
}

/// What a reader of brotli makes of an answer.
fn decoded(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    brotli::BrotliDecompress(&mut { bytes }, &mut text).unwrap();
    text
}

/// A form is rendered once and filled for each citizen: what is filled in is theirs alone, and the rest is what rendering gives.
#[tokio::test]
async fn a_prepared_form_is_a_rendered_one() {
    let db = TestDatabase::sqlite().await;
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let nonce = |answer: &tests::client::Answer| {
        let policy = answer.header("content-security-policy").to_owned();
        policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned()
    };
    let mut seen = std::collections::BTreeSet::new();
    let mut pages = std::collections::BTreeSet::new();
    for (query, codings) in [("", "br;q=0"), ("", "gzip, br"), ("?", ""), ("", "gzip, BR;q=0.1"), ("", "")] {
        let mut page = app.get_with(&format!("/s/{LAND}{query}"), &[("accept-encoding", codings)]).await;
        if codings.contains("gzip") {
            assert_eq!((page.header("content-encoding"), page.header("vary")), ("br", "accept-encoding"));
            page.bytes = decoded(&page.bytes);
        }
        assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
        let (id, nonce) = (page.hidden("id"), nonce(&page));
        assert!(seen.insert(id.clone()) && seen.insert(nonce.clone()), "each citizen has their own");
        pages.insert(page.text().replace(&id, "ID").replace(&nonce, "NONCE").replace("/s/aaaaaa?", "/s/aaaaaa"));
    }
    assert_eq!(pages.len(), 1, "kept or rendered, compressed or not, it is the same page");
    let english = app.get_with(&format!("/s/{LAND}"), &[("accept-language", "en")]).await;
    assert!(english.text().contains("lang=\"en\""), "each language has its own");
    db.store.mark_as_demonstration().await.unwrap();
    assert!(app.get(&format!("/s/{LAND}")).await.text().contains("DEMO"), "what changes shows");
}

async fn while_the_database_is_away_nothing_typed_is_lost(db: TestDatabase) {
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let (path, id) = (format!("/s/{LAND}"), id());
    assert_eq!(app.get(&path).await.status, StatusCode::OK);
    db.store.close().await;
    // Longer than what is known is believed without asking.
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    assert_eq!(app.get(&path).await.status, StatusCode::OK, "the form is known");
    let fields = [("id", id.as_str()), ("q-a1", "2"), ("q-overall", "5"), ("q-comment", "Chờ lâu")];
    let unsent = app.post(&path, &fields).await;
    assert_eq!((unsent.status, unsent.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "5"));
    assert!(unsent.text().contains("chưa lưu được") && unsent.text().contains("Chờ lâu"), "{}", unsent.text());
    assert_eq!(unsent.hidden("id"), id, "sent again, it is the same response");
    assert_eq!(app.get("/results").await.status, StatusCode::SERVICE_UNAVAILABLE);
    let again = TestApp::new(&server::store::Store::open(&db.url).await.unwrap());
    assert_eq!(again.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
}

async fn the_same_again_is_thanked_and_another_is_refused(db: TestDatabase) {
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let (path, id) = (format!("/s/{LAND}"), id());
    for _ in 0..2 {
        let sent = app.post(&path, &[("id", &id), ("q-overall", "5"), ("q-a1", "2")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
    }
    let other = app.post(&path, &[("id", &id), ("q-overall", "5"), ("q-a1", "3")]).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    assert!(other.text().contains("Ý kiến đã được ghi lại từ trước"));
    assert_eq!(db.store.response_count().await.unwrap(), 1);
}

/// What a module that sends a form by itself is told; statuses and headers are those of the pages.
async fn a_module_is_told_what_is_stored_and_why_not(db: TestDatabase) {
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let (path, id) = (format!("/s/{LAND}"), id());
    let send = async |path: &str, body: String| {
        let headers = [("accept", "application/json"), ("content-type", "application/x-www-form-urlencoded")];
        let answer = app.send(Method::POST, path, &headers, body.into_bytes()).await;
        assert_eq!((answer.header("content-type"), answer.header("cache-control")), ("application/json", "no-store"));
        let told: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
        (answer, told)
    };
    for _ in 0..2 {
        let (answer, told) = send(&path, format!("id={id}&q-overall=5&q-a1=2")).await;
        assert_eq!((answer.status, told), (StatusCode::OK, serde_json::json!({ "stored": id })));
        assert!(answer.header("set-cookie").starts_with("hailong-receipt="), "the thanks show the receipt");
    }
    assert_eq!(db.store.response_count().await.unwrap(), 1);
    for (path, body, status, said) in [
        (path.clone(), format!("id={id}&q-overall=5&q-a1=3"), StatusCode::CONFLICT, "đã được gửi trước đó"),
        (path.clone(), format!("id={}&q-a1=3", self::id()), StatusCode::UNPROCESSABLE_ENTITY, "chưa được gửi"),
        (path.clone(), format!("id={}&q-overall=5&q-unheard-of=1", self::id()), StatusCode::BAD_REQUEST, ""),
        (format!("/s/{CLOSED}"), format!("id={}&q-overall=5", self::id()), StatusCode::GONE, "/20"),
        (format!("/s/{CLOSED}"), format!("id={}&view=en.0.normal.auto", self::id()), StatusCode::GONE, "It ended"),
        (format!("/s/{NOT_YET}"), format!("id={}&q-overall=5", self::id()), StatusCode::FORBIDDEN, ""),
        ("/s/zzzzzz".to_owned(), format!("id={}", self::id()), StatusCode::NOT_FOUND, ""),
    ] {
        let (answer, told) = send(&path, body).await;
        assert_eq!(answer.status, status, "{path}");
        let message = told["refused"]["message"].as_str().unwrap();
        assert!(!message.is_empty() && message.contains(said), "{path}: {told}");
    }
    assert_eq!(db.store.response_count().await.unwrap(), 1);
    db.store.close().await;
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    let (answer, told) = send(&path, format!("id={}&q-overall=5", self::id())).await;
    assert_eq!((answer.status, answer.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "5"));
    assert_eq!(told.get("stored"), None);
}

async fn what_is_wrong_is_said_and_nothing_typed_is_lost(db: TestDatabase) {
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let (id, long) = (id(), "đ".repeat(2_001));
    let fields = [
        ("id", id.as_str()),
        ("view", "en.1.high.dark"),
        ("q-a1", ""),
        ("q-a2", "6"),
        ("q-b1", "none"),
        ("q-one", "yes"),
        ("q-some", "x"),
        ("q-some", "y"),
        ("q-some", "z"),
        ("q-how-many", "201"),
        ("q-comment", &long),
        ("assisted", "yes"),
    ];
    let shown = app.post(&format!("/s/{EVERYTHING}"), &fields).await;
    assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = shown.text();
    assert!(text.contains("<html lang=\"en\" data-size=\"1\" data-contrast=\"high\" data-theme=\"dark\">"));
    for (control, message) in [
        ("c-a1", "This question needs an answer."),
        ("c-a2", "Please choose one of the answers offered."),
        ("c-why", "This question needs an answer."),
        ("c-some", "Please choose at most 2."),
        ("c-how-many", "Please write a number from -5 to 200."),
        ("c-comment", "Longer than 2000 characters."),
    ] {
        assert!(text.contains(&format!("href=\"#{control}\"")), "{control}");
        assert!(text.contains(&format!("id=\"{control}\"")), "{control}");
        assert!(text.contains(message), "{message}");
    }
    assert_eq!(shown.hidden("id"), id, "the response keeps its identifier");
    assert!(text.contains("value=\"201\"") && text.contains(&long));
    for kept in
        ["name=\"q-b1\" value=\"none\" checked", "name=\"q-some\" value=\"z\" checked", "name=\"assisted\" value=\"yes\" checked"]
    {
        assert!(text.contains(kept), "{kept}");
    }
    let nothing = app.post(&format!("/s/{CHOICE}"), &[("id", &id)]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text().contains("href=\"#c-sector\"") && nothing.text().contains("href=\"#c-overall\""));
    assert_eq!(db.store.response_count().await.unwrap(), 0);
}

async fn a_form_that_is_not_ours_is_refused(db: TestDatabase) {
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let (path, id) = (format!("/s/{LAND}"), id());
    let good = [("id", id.as_str()), ("q-overall", "5")];
    let with = |extra: (&'static str, &'static str)| [good.as_slice(), &[extra]].concat();
    for (extra, expected) in [
        (("q-zz", "1"), StatusCode::BAD_REQUEST),
        (("colour", "red"), StatusCode::BAD_REQUEST),
        (("sector", "health"), StatusCode::BAD_REQUEST),
        (("consent-about", "yes"), StatusCode::BAD_REQUEST),
        (("q-a1", "0"), StatusCode::UNPROCESSABLE_ENTITY),
        (("q-a1", "6"), StatusCode::UNPROCESSABLE_ENTITY),
        (("q-a1", "-1"), StatusCode::UNPROCESSABLE_ENTITY),
        (("q-a1", "4.5"), StatusCode::UNPROCESSABLE_ENTITY),
        (("q-a1", "04"), StatusCode::UNPROCESSABLE_ENTITY),
        (("q-overall", "4"), StatusCode::UNPROCESSABLE_ENTITY),
        (("show", "purple"), StatusCode::BAD_REQUEST),
        (("id", "again"), StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(app.post(&path, &with(extra)).await.status, expected, "{extra:?}");
    }
    for bad_id in ["", "1", "550e8400-e29b-41d4-a716-446655440000"] {
        assert_eq!(app.post(&path, &[("id", bad_id), ("q-overall", "5")]).await.status, StatusCode::BAD_REQUEST, "{bad_id}");
    }
    assert_eq!(app.post(&path, &[("q-overall", "5")]).await.status, StatusCode::BAD_REQUEST);
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let raw = async |headers: &[(&str, &str)], body: Vec<u8>| app.send(Method::POST, "/s/aaaaaa", headers, body).await;
    let body = format!("id={id}&q-overall=5");
    assert_eq!(raw(&form, format!("{body}&q-comment=%FF").into_bytes()).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        raw(&form, format!("{body}&q-comment={}", "a".repeat(70_000)).into_bytes()).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    for kind in ["application/json", "text/plain", "multipart/form-data; boundary=x", ""] {
        assert_eq!(
            raw(&[("content-type", kind)], body.clone().into_bytes()).await.status,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "{kind}"
        );
    }
    assert_eq!(raw(&[], body.clone().into_bytes()).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(app.send(Method::DELETE, "/s/aaaaaa", &[], Vec::new()).await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(db.store.response_count().await.unwrap(), 0);
    assert_eq!(raw(&form, body.into_bytes()).await.status, StatusCode::SEE_OTHER, "the good form is taken");
}

#[tokio::test]
async fn closed_unknown_and_early_points_say_so() {
    let db = TestDatabase::sqlite().await;
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let id = id();
    for (code, expected, words) in [
        (CLOSED, StatusCode::GONE, "10:00 ngày 15/3/2026"),
        (NOT_YET, StatusCode::FORBIDDEN, "10:00 ngày 15/3/2026"),
        ("zzzzzz", StatusCode::NOT_FOUND, "Không tìm thấy phiếu này"),
        ("<script>", StatusCode::NOT_FOUND, "Không tìm thấy phiếu này"),
    ] {
        let path = format!("/s/{}", tests::client::encode(code));
        let shown = app.get(&path).await;
        assert_eq!(shown.status, expected, "{code}");
        assert!(shown.text().contains(words), "{code}: {}", shown.text());
        let sent = app.post(&path, &[("id", &id), ("q-overall", "5")]).await;
        assert_eq!(sent.status, expected, "{code}");
    }
    assert_eq!(db.store.response_count().await.unwrap(), 0);
    let later = TestApp::at(&db.store, NOW + 1);
    assert_eq!(later.get(&format!("/s/{NOT_YET}")).await.status, StatusCode::OK);
    let before = TestApp::at(&db.store, NOW - 1);
    assert_eq!(before.get(&format!("/s/{CLOSED}")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_typed_code_leads_to_its_questionnaire() {
    let db = TestDatabase::sqlite().await;
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let found = app.get("/s?code=AAA%20aaa").await;
    assert_eq!((found.status, found.header("location")), (StatusCode::SEE_OTHER, "/s/aaaaaa"));
    for nonsense in ["/s?code=", "/s", "/s?code=//example.org", "/s?code=oooooo"] {
        assert_eq!(app.get(nonsense).await.status, StatusCode::NOT_FOUND, "{nonsense}");
    }
}

#[tokio::test]
async fn changing_the_language_keeps_what_was_typed() {
    let db = TestDatabase::sqlite().await;
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let id = id();
    let fields =
        [("id", id.as_str()), ("view", "vi.0.normal.auto"), ("q-a1", "2"), ("q-comment", "chưa xong"), ("show", "language-en")];
    let shown = app.post(&format!("/s/{LAND}"), &fields).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.header("set-cookie").starts_with("hailong-view=en.0.normal.auto; Path=/;"));
    let text = shown.text();
    assert!(text.contains("<html lang=\"en\"") && text.contains("Very dissatisfied"));
    assert!(text.contains("name=\"q-a1\" value=\"2\" checked") && text.contains("chưa xong"));
    assert_eq!((shown.hidden("id"), shown.hidden("view").as_str()), (id, "en.0.normal.auto"));
    assert!(!text.contains("class=\"errors\""), "an unfinished form is not judged yet");
    assert_eq!(db.store.response_count().await.unwrap(), 0);
}

#[tokio::test]
async fn the_language_comes_from_the_address_the_cookie_or_the_browser() {
    let db = TestDatabase::sqlite().await;
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    for (path, headers, expected) in [
        ("/", vec![], "vi"),
        ("/", vec![("accept-language", "fr, en-GB;q=0.5")], "en"),
        ("/", vec![("accept-language", "en"), ("cookie", "x=1; hailong-view=vi.0.normal.auto")], "vi"),
        ("/?lang=en", vec![("cookie", "hailong-view=vi.0.normal.auto")], "en"),
        ("/?lang=xx", vec![("cookie", "hailong-view=nonsense")], "vi"),
    ] {
        let page = app.get_with(path, &headers).await;
        assert!(page.text().contains(&format!("<html lang=\"{expected}\"")), "{path} {headers:?}");
    }
    let changed = app.post("/preferences", &[("show", "larger"), ("back", "/methods?lang=en")]).await;
    assert_eq!((changed.status, changed.header("location")), (StatusCode::SEE_OTHER, "/methods"));
    assert!(changed.header("set-cookie").contains("vi.1.normal.auto"));
    assert_eq!(app.post("/preferences", &[("show", "x")]).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn sensitive_answers_need_a_campaign_that_asks_and_a_citizen_who_agrees() {
    let db = TestDatabase::sqlite().await;
    let world = fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let ids = ids();
    let path = format!("/s/{EVERYTHING}");
    let page = app.get(&path).await;
    assert!(page.text().contains("name=\"consent-sensitive\" value=\"yes\">"), "the box is not ticked beforehand");
    for (consent, stored) in [(None, r#"{"a1":5}"#), (Some("yes"), r#"{"a1":5,"ethnicity":"kinh"}"#)] {
        let id = ids.make(NOW + 10).to_string();
        let mut fields = vec![("id", id.as_str()), ("q-a1", "5"), ("q-ethnicity", "kinh")];
        fields.extend(consent.map(|consent| ("consent-sensitive", consent)));
        assert_eq!(app.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
        let campaign = db.store.collection_point(&EVERYTHING.parse().unwrap()).await.unwrap().unwrap().campaign_id;
        let rows = db.store.survey_responses(campaign).await.unwrap();
        assert!(rows.iter().any(|row| row.answers == stored), "{rows:?}");
    }
    let discreet = format!("/s/{DISCREET}");
    assert!(!app.get(&discreet).await.text().contains("ethnicity"));
    let id = ids.make(NOW + 20).to_string();
    let sent = app.post(&discreet, &[("id", &id), ("q-a1", "5"), ("q-ethnicity", "kinh")]).await;
    assert_eq!(sent.status, StatusCode::BAD_REQUEST);
    drop(world);
}

#[tokio::test]
async fn what_was_not_asked_is_not_stored_but_a_skipped_filter_loses_nothing() {
    let db = TestDatabase::sqlite().await;
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let ids = ids();
    for (filter, stored) in [(Some("no"), r#"{"a1":5,"one":"no"}"#), (None, r#"{"a1":5,"why":"vì vậy"}"#)] {
        let id = ids.make(NOW + 30).to_string();
        let mut fields = vec![("id", id.as_str()), ("q-a1", "5"), ("q-why", " vì vậy ")];
        fields.extend(filter.map(|filter| ("q-one", filter)));
        assert_eq!(app.post(&format!("/s/{DISCREET}"), &fields).await.status, StatusCode::SEE_OTHER);
        let campaign = db.store.collection_point(&DISCREET.parse().unwrap()).await.unwrap().unwrap().campaign_id;
        let rows = db.store.survey_responses(campaign).await.unwrap();
        assert!(rows.iter().any(|row| row.answers == stored), "{rows:?}");
    }
}

#[tokio::test]
async fn every_page_carries_its_guards() {
    let db = TestDatabase::sqlite().await;
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let (mut nonces, mut policies) = (Vec::new(), Vec::new());
    for path in ["/s/aaaaaa", "/s/aaaaaa", "/results", "/nowhere"] {
        let page = app.get(path).await;
        let policy = page.header("content-security-policy").to_owned();
        assert!(
            policy.contains("script-src 'nonce-")
                && policy.contains("'strict-dynamic'")
                && policy.contains("frame-ancestors 'none'")
        );
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("cache-control"), "no-store");
        nonces.extend(policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).map(str::to_owned));
        policies.push(policy);
    }
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), policies.len(), "a nonce is never used twice");
}

/// A server that takes a question and never answers it, which no time limit of a pool notices.
#[tokio::test]
async fn whoever_sends_while_the_database_stands_still_is_told_so() {
    let db = TestDatabase::postgres().await;
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    // The units and campaigns are known, this point is not yet.
    assert_eq!(app.get("/results").await.status, 200);
    let Database::Postgres(pool) = db.store.database() else { panic!("PostgreSQL") };
    let mut held = pool.begin().await.unwrap();
    // Otherwise the server would end the transaction that holds the table.
    sqlx::query("SET LOCAL idle_in_transaction_session_timeout = 0").execute(&mut *held).await.unwrap();
    sqlx::query("LOCK TABLE collection_point IN ACCESS EXCLUSIVE MODE").execute(&mut *held).await.unwrap();
    let begun = std::time::Instant::now();
    let answer = app.post(&format!("/s/{LAND}"), &[("id", &id()), ("q-a1", "5")]).await;
    assert_eq!((answer.status, answer.headers.contains_key("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, true));
    assert!(begun.elapsed().as_secs() < 16, "{:?}", begun.elapsed());
}
