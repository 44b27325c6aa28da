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
    every_filter_is_answered_and_a_part_stands_by_itself,
    one_mode_does_not_reveal_another,
    a_sample_that_somebody_joins_is_counted_anew,
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

async fn every_filter_is_answered_and_a_part_stands_by_itself(db: TestDatabase) {
    let world = fill(&db.store).await;
    give(&db, &world, false, "land", 30, &[("a1", 5), ("b1", 2), ("c1", 4), ("overall", 3)]).await;
    give(&db, &world, false, "construction", 20, &[("a1", 4)]).await;
    give(&db, &world, true, "land", 40, &[("a1", 5), ("b1", 1)]).await;
    for rolled_up in [false, true] {
        if rolled_up {
            db.store.rollup_all().await.unwrap();
        }
        let app = TestApp::new(&db.store);
        let land = async |query: &str, measure: &str| {
            let shown = figures(&app, &format!("/results.json?{query}")).await;
            find(&shown, measure, "land").clone()
        };
        let part = "questionnaire=one-stop-service";
        // 30 persons: a1 all satisfied, b1 none, c1 all.
        for (query, respondents, percent) in [
            ("sector=land", 30, 200.0 / 3.0),
            ("mode=phone", 30, 200.0 / 3.0),
            (&format!("{part}&factor=access"), 30, 100.0),
            (&format!("{part}&factor=procedures&unit=xa-mot&period=2026"), 30, 0.0),
            (&format!("{part}&item=c1"), 30, 100.0),
            (&format!("{part}&item=overall"), 30, 0.0),
        ] {
            let figure = land(query, "feedback").await;
            assert_eq!(figure["respondents"], respondents, "{query}");
            assert!((figure["percent"].as_f64().unwrap() - percent).abs() < 1e-9, "{query}: {figure}");
            assert_eq!(
                figure["target_percent"].is_null(),
                query.contains("questionnaire"),
                "a target is set for the index: {query}"
            );
        }
        let sample = land(&format!("{part}&item=a1"), "survey").await;
        // All of 40 persons: the lower end of Clopper-Pearson is 0.025^(1/40).
        assert!((sample["interval_lower"].as_f64().unwrap() - 100.0 * 0.025_f64.powf(1.0 / 40.0)).abs() < 1e-8);
        assert_eq!((&sample["item"], &sample["verdict"]), (&"a1".into(), &Value::Null));
        let of_sector = figures(&app, "/results.json?sector=construction").await;
        assert!(of_sector.iter().all(|figure| figure["sector"] == "construction"), "{of_sector:?}");
        assert!(figures(&app, "/results.json?mode=kiosk").await.iter().all(|figure| figure["measure"] == "administrative"));
        let page = app.get(&format!("/results?{part}&factor=access")).await;
        assert!(page.text().contains("Chỉ xem: ") && page.text().contains("item=a1"), "{}", page.text());
        assert!(page.text().contains("type=\"hidden\" name=\"factor\" value=\"access\""));
    }
}

async fn one_mode_does_not_reveal_another(db: TestDatabase) {
    let world = fill(&db.store).await;
    give(&db, &world, false, "land", 30, &[("a1", 5)]).await;
    let ids = ids();
    let kiosk = |moment| {
        let new = response(&world, &world.feedback, ids.make(moment), ("xa-mot", "land"), answers(&[("a1", 1)]));
        let response = app::domain::response::Response { mode: app::domain::mode::Mode::Kiosk, ..new.response().clone() };
        server::store::responses::NewResponse::new(response, &world.version)
    };
    db.store.store_all(&(0..9).map(|n| kiosk(NOW + 90_000 + n)).collect::<Vec<_>>()).await.unwrap();
    let app = TestApp::new(&db.store);
    let of = async |query: &str| {
        let shown = figures(&app, &format!("/results.json{query}")).await;
        find(&shown, "feedback", "land")["reason"].clone()
    };
    assert_eq!(of("").await, "self_selected", "39 are shown");
    assert_eq!(of("?mode=kiosk").await, "too_few_respondents");
    assert_eq!(of("?mode=phone").await, "would_reveal_another", "39 less 30 are 9");
    db.store.store(kiosk(NOW + 99_000)).await.unwrap();
    assert_eq!((of("?mode=kiosk").await, of("?mode=phone").await), ("self_selected".into(), "self_selected".into()));
}

async fn a_sample_that_somebody_joins_is_counted_anew(db: TestDatabase) {
    let world = fill(&db.store).await;
    give(&db, &world, true, "land", 60, &[("a1", 5)]).await;
    let app = TestApp::new(&db.store);
    let lower = async || find(&figures(&app, "/results.json").await, "survey", "land")["interval_lower"].as_f64().unwrap();
    let before = lower().await;
    assert!((lower().await - before).abs() < f64::EPSILON);
    give(&db, &world, true, "land", 61, &[("a1", 5)]).await;
    assert!((lower().await - 100.0 * 0.025_f64.powf(1.0 / 121.0)).abs() < 1e-8);
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
    for nonsense in [
        "unit=nowhere",
        "period=2026-13",
        "campaign=1",
        "campaign=0198d3c0-0000-7000-8000-000000000000",
        "unit=a&unit=b",
        "sector=nowhere",
        "mode=fax",
        "item=a1",
        "questionnaire=one-stop-service",
        "questionnaire=one-stop-service&item=zz",
        "questionnaire=one-stop-service&item=a1&factor=access",
        "questionnaire=other&item=a1",
        "questionnaire=one-stop-service&factor=overview",
    ] {
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
