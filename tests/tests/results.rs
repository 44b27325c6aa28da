//! `/results`: the page, the CSV and the JSON show one and the same figure, and only what the sample supports.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use axum::http::StatusCode;
use serde_json::Value;
use tests::NOW;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::on_both_databases;
use tests::world::{World, answers, fill, ids, response};

on_both_databases!(
    the_three_forms_agree,
    samples_get_a_verdict_and_feedback_none,
    small_figures_are_hidden_everywhere,
    many_answers_of_few_contented_persons_tell_about_few,
);

async fn give(db: &TestDatabase, world: &World, sample: bool, sector: &str, times: usize, points: &[(&str, u8)]) {
    let ids = ids();
    let campaign = if sample { &world.sample } else { &world.feedback };
    // Distinct moments keep the seeded identifiers of several calls apart.
    let moment = NOW + i64::from(points[0].1) * 1_000 + i64::try_from(sector.len() + times * 10).unwrap() + i64::from(sample);
    let group: Vec<_> =
        (0..times).map(|_| response(world, campaign, ids.make(moment), ("xa-mot", sector), answers(points))).collect();
    db.store.store_all(&group).await.unwrap();
}

async fn figures(app: &TestApp, path: &str) -> Vec<Value> {
    let json = app.get(path).await;
    assert_eq!(json.status, StatusCode::OK, "{}", json.text());
    let document: Value = serde_json::from_slice(&json.bytes).unwrap();
    document["figures"].as_array().unwrap().clone()
}

fn find<'a>(figures: &'a [Value], measure: &str, sector: &str) -> &'a Value {
    figures.iter().find(|figure| figure["measure"] == measure && figure["sector"] == sector).unwrap()
}

async fn the_three_forms_agree(db: TestDatabase) {
    let world = fill(&db.store).await;
    give(&db, &world, false, "land", 12, &[("a1", 5), ("b1", 2), ("c1", 0)]).await;
    give(&db, &world, false, "land", 6, &[("a1", 4)]).await;
    give(&db, &world, false, "construction", 20, &[("a1", 3), ("overall", 5)]).await;
    let app = TestApp::new(&db.store);
    let figures = figures(&app, "/results.json").await;
    let land = find(&figures, "feedback", "land");
    // 12 × (5, 2, no opinion) and 6 × (4): 18 satisfied of 30 valid answers.
    assert_eq!((&land["respondents"], &land["valid_answers"], &land["satisfied_answers"]), (&18.into(), &30.into(), &18.into()));
    assert_eq!(
        (&land["percent"], &land["target_percent"], &land["distance_points"]),
        (&60.0.into(), &80.0.into(), &(-20.0).into())
    );
    assert_eq!(land["legal_basis"], "Nghị quyết thử");
    let all = find(&figures, "feedback", "administrative-procedures");
    assert_eq!((&all["valid_answers"], &all["target_operator"]), (&50.into(), &">".into()), "overall is outside the index");

    let csv = app.get("/results.csv").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    let text = csv.text().strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), figures.len());
    for (row, figure) in rows.iter().zip(&figures) {
        for (name, cell) in header.iter().zip(row) {
            let expected = match &figure[name] {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                // Both write the shortest digits that give the number back; they only differ in writing 60.0 or 60.
                Value::Number(number) if number.is_f64() => {
                    assert_eq!(cell.parse::<f64>().ok(), number.as_f64(), "{name}");
                    continue;
                }
                other => other.to_string(),
            };
            assert_eq!(cell, expected, "{name}");
        }
    }
    let page = app.get_with("/results", &[("accept-language", "en")]).await;
    let page = page.text();
    for shown in ["60.0\u{a0}%", "−20.0", "≥ 80\u{a0}%", ">18<", ">30<", "Nghị quyết thử"] {
        assert!(page.contains(shown), "{shown}");
    }
}

async fn samples_get_a_verdict_and_feedback_none(db: TestDatabase) {
    let world = fill(&db.store).await;
    give(&db, &world, false, "land", 100, &[("a1", 5)]).await;
    give(&db, &world, true, "land", 100, &[("a1", 5)]).await;
    let app = TestApp::new(&db.store);
    let shown = figures(&app, "/results.json").await;
    let feedback = find(&shown, "feedback", "land");
    assert_eq!(
        (&feedback["verdict"], &feedback["interval_lower"], &feedback["reason"]),
        (&Value::Null, &Value::Null, &"self_selected".into())
    );
    let survey = find(&shown, "survey", "land");
    // Clopper-Pearson at k = n = 100: the lower end of the two-sided 95 % interval is 0.025^(1/100), the upper end is 1.
    let lower = survey["interval_lower"].as_f64().unwrap();
    assert!((lower - 100.0 * 0.025_f64.powf(0.01)).abs() < 1e-8, "{lower}");
    assert_eq!((&survey["interval_upper"], &survey["verdict"]), (&100.0.into(), &"met".into()));
    let page = app.get("/results").await;
    assert_eq!(page.text().matches("class=\"verdict met\"").count(), 1);
    assert!(page.text().contains("người trả lời tự chọn tham gia"));

    give(&db, &world, true, "land", 60, &[("a1", 1)]).await;
    let shown = figures(&app, "/results.json").await;
    assert_eq!(find(&shown, "survey", "land")["verdict"], "missed");
}

async fn many_answers_of_few_contented_persons_tell_about_few(db: TestDatabase) {
    let world = fill(&db.store).await;
    give(&db, &world, true, "land", 100, &[("a1", 5), ("b1", 5), ("c1", 4), ("d1", 5)]).await;
    let shown = figures(&TestApp::new(&db.store), "/results.json").await;
    let survey = find(&shown, "survey", "land");
    assert_eq!(survey["valid_answers"], 400);
    // Nothing varies, so the variance tells nothing of how alike a person's answers are: the interval is that of 100 persons.
    let lower = survey["interval_lower"].as_f64().unwrap();
    assert!((lower - 100.0 * 0.025_f64.powf(0.01)).abs() < 1e-8, "{lower}");
}

async fn small_figures_are_hidden_everywhere(db: TestDatabase) {
    let world = fill(&db.store).await;
    give(&db, &world, false, "land", 9, &[("a1", 5)]).await;
    give(&db, &world, false, "construction", 30, &[("a1", 4)]).await;
    give(&db, &world, false, "investment", 40, &[("a1", 4)]).await;
    let app = TestApp::new(&db.store);
    let shown = figures(&app, "/results.json").await;
    let of =
        |sector: &str| (find(&shown, "feedback", sector)["status"].clone(), find(&shown, "feedback", sector)["reason"].clone());
    assert_eq!(of("land"), ("hidden".into(), "too_few_respondents".into()));
    assert_eq!(of("construction"), ("hidden".into(), "would_reveal_another".into()));
    assert_eq!(of("investment"), ("shown".into(), "self_selected".into()));
    for sector in ["land", "construction"] {
        let figure = find(&shown, "feedback", sector);
        for field in ["respondents", "valid_answers", "satisfied_answers", "percent", "distance_points"] {
            assert_eq!(figure[field], Value::Null, "{sector} {field}");
        }
    }
    let page = app.get("/results").await;
    assert!(page.text().contains("Ẩn: dưới 10 người trả lời") && page.text().contains("suy ra một số bị ẩn khác"));
    give(&db, &world, false, "land", 1, &[("a1", 4)]).await;
    assert_eq!(find(&figures(&app, "/results.json").await, "feedback", "land")["status"], "shown", "ten are enough");
}

#[tokio::test]
async fn filters_choose_and_nonsense_is_refused() {
    let db = TestDatabase::sqlite().await;
    let world = fill(&db.store).await;
    give(&db, &world, false, "land", 20, &[("a1", 5)]).await;
    let app = TestApp::new(&db.store);
    for (query, found) in [
        ("unit=xa-mot", true),
        ("unit=xa-hai", false),
        ("unit=tinh&period=2026-Q1", true),
        ("period=2026-03&campaign=", true),
        ("period=2025", false),
        (&format!("campaign={}", world.feedback.id), true),
        (&format!("campaign={}", world.sample.id), false),
        ("unit=&period=&campaign=", true),
    ] {
        let shown = figures(&app, &format!("/results.json?{query}")).await;
        assert_eq!(!shown.is_empty(), found, "{query}");
        let page = app.get(&format!("/results?{query}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.text().contains("Chưa có câu trả lời nào với điều kiện này"), !found, "{query}");
    }
    for nonsense in
        ["unit=nowhere", "period=2026-13", "campaign=1", "campaign=0198d3c0-0000-7000-8000-000000000000", "unit=a&unit=b"]
    {
        for path in ["/results", "/results.csv", "/results.json"] {
            assert_eq!(app.get(&format!("{path}?{nonsense}")).await.status, StatusCode::BAD_REQUEST, "{path} {nonsense}");
        }
    }
}

#[tokio::test]
async fn an_empty_installation_says_that_there_is_nothing_yet() {
    let db = TestDatabase::sqlite().await;
    let app = TestApp::new(&db.store);
    let page = app.get("/results").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Chưa có câu trả lời nào"));
    assert!(!page.text().contains("DEMO"));
    assert_eq!(app.get("/").await.status, StatusCode::OK);
    assert!(app.get("/results.csv").await.text().starts_with('\u{feff}'));
}
