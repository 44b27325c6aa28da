//! What analysts set going about weak figures: added, changed, noted and removed within reach, with the figures as they stood and what came of
//! it. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::improvement::{Baseline, Criterion, Improvement, Status};
use app::domain::language::Language;
use app::domain::period::{Month, Period};
use app::domain::response::Response;
use app::domain::role::{Reach, Role};
use app::text::Words;
use axum::http::StatusCode;
use serde_json::Value;
use server::audit::Author;
use server::store::responses::NewResponse;
use tests::client::{Answer, TestApp};
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG, last_entry, says};
use tests::staff::{Browser, add};
use tests::world::{World, answers, fill, ids, response};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    an_action_is_added_changed_noted_and_removed,
    what_is_wrong_is_said_and_what_was_typed_stays,
    actions_are_those_of_units_in_reach,
    the_baseline_stays_and_the_effect_is_the_later_figure_less_it,
    the_baseline_of_a_planned_action_is_taken_when_it_begins,
    overdue_ones_come_first_and_the_list_is_narrowed_found_and_sorted,
    a_unit_or_sector_with_an_action_is_not_removed,
);

const PATH: &str = "/analysis/actions";

const ACTION: [(&str, &str); 9] = [
    ("unit", "xa-mot"),
    ("sector", "land"),
    ("part", ""),
    ("period", "2026-02"),
    ("task", "Thêm quầy\r\nvào buổi sáng"),
    ("responsible", "tinh"),
    ("role", "Trưởng bộ phận một cửa"),
    ("due", "2026-06-30"),
    ("status", "under_way"),
];

fn action_with(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let other = |name: &str| changes.iter().find(|(changed, _)| *changed == name).map(|(_, value)| *value);
    ACTION.iter().map(|(name, usual)| (*name, other(name).unwrap_or(usual))).collect()
}

/// The small world with an analyst of the first commune, who is signed in.
async fn start(db: &TestDatabase) -> (TestApp, Browser, World) {
    let world = fill(&db.store).await;
    add(&db.store, "analyst", Role::Analyst, "xa-mot").await;
    let app = TestApp::at(&db.store, NOW + 1);
    let analyst = Browser::signed_in(&app, "analyst").await;
    (app, analyst, world)
}

/// Answers of the first commune about land in a month: so many satisfied of so many.
async fn give(db: &TestDatabase, world: &World, sample: bool, month: (i16, i8), (satisfied, all): (usize, usize)) {
    let (ids, month) = (ids(), Month::new(month.0, month.1).unwrap());
    let campaign = if sample { &world.sample } else { &world.feedback };
    // Distinct moments keep the seeded identifiers of several calls apart.
    let at = month.begins_at() + i64::try_from(all * 1_000).unwrap() + i64::from(sample);
    let one = |number: usize| {
        let given = answers(&[("a1", if number < satisfied { 5 } else { 2 })]);
        let new = response(world, campaign, ids.make(at), ("xa-mot", "land"), given);
        let moved = Response { month, submitted_at: at, ..new.response().clone() };
        NewResponse::new(moved, &world.version)
    };
    let group: Vec<NewResponse> = (0..all).map(one).collect();
    db.store.store_all(&group).await.unwrap();
}

async fn added(analyst: &mut Browser, changes: &[(&'static str, &'static str)]) -> (String, Uuid) {
    let answer = analyst.post(PATH, &action_with(changes)).await;
    assert_eq!(answer.status, SEE_OTHER, "{}", answer.text());
    let address = answer.header("location").strip_suffix("?done").unwrap().to_owned();
    let id = address.rsplit('/').next().unwrap().parse().unwrap();
    (address, id)
}

async fn stored(db: &TestDatabase, id: Uuid) -> Improvement {
    db.store.improvement(&Reach::Everything, id).await.unwrap().unwrap()
}

async fn an_action_is_added_changed_noted_and_removed(db: TestDatabase) {
    let (_, mut analyst, _) = start(&db).await;
    let (address, id) = added(&mut analyst, &[("part", "one-stop-service/item/a1")]).await;
    let (action, subject, of, _, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), subject, of.as_deref()), ("improvement-added", format!("improvement {id}"), Some("xa-mot")));
    assert_eq!(
        (&after["due"], &after["state"], &after["part"]),
        (&"2026-06-30".into(), &"under_way".into(), &"one-stop-service/item/a1".into())
    );
    let page = analyst.get(&format!("{address}?done")).await;
    for shown in
        ["Đã lưu.", "<p>Thêm quầy</p>", "<p>vào buổi sáng</p>", "Tỉnh Thử", "30/6/2026", "Đang làm", "value=\"2026-06-30\""]
    {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    assert!(analyst.get(&format!("{address}?lang=en")).await.text().contains("Under way"));

    let changed = action_with(&[("status", "done"), ("due", "2026-07-31"), ("unit", "xa-hai")]);
    assert_eq!(analyst.post(&address, &changed).await.status, SEE_OTHER);
    let (action, _, _, before, after) = last_entry(&db.store).await;
    assert_eq!(
        (action.as_str(), &before["state"], &after["state"]),
        ("improvement-changed", &"under_way".into(), &"done".into())
    );
    assert_eq!(stored(&db, id).await.criterion.unit.as_str(), "xa-mot", "what is weak stays");

    let note = [("month", "2026-03"), ("text", "Đã thêm một quầy"), ("evidence", "https://example.org/bien-ban")];
    let answer = analyst.post(&format!("{address}/note"), &note).await;
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, format!("{address}?noted").as_str()));
    let (action, _, _, _, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), &after["month"]), ("improvement-noted", &"2026-03".into()));
    let page = analyst.get(&address).await;
    for shown in ["Tháng 3/2026", "Đã thêm một quầy", "<td>https://example.org/bien-ban</td>"] {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    let removal = format!("{address}/removal");
    assert!(analyst.get(&removal).await.text().contains("Xóa việc này"));
    assert_eq!(analyst.post(&removal, &[]).await.status, StatusCode::BAD_REQUEST);
    let answer = analyst.post(&removal, &[("sure", "yes")]).await;
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, "/analysis/actions?removed"));
    assert_eq!(last_entry(&db.store).await.0, "improvement-removed");
    assert!(analyst.get("/analysis/actions?removed").await.text().contains("Đã xóa."));
    assert_eq!(analyst.get(&address).await.status, StatusCode::NOT_FOUND);
    assert!(db.store.check_audit().await.unwrap().is_ok());
}

async fn what_is_wrong_is_said_and_what_was_typed_stays(db: TestDatabase) {
    let (_, mut analyst, _) = start(&db).await;
    for (field, value, words) in [
        ("unit", "nowhere", "Xin chọn đơn vị."),
        ("part", "one-stop-service/item/zz", "Xin chọn một yếu tố hoặc câu hỏi trong danh sách."),
        ("period", "quý ba", "Xin viết năm, quý hoặc tháng như 2026, 2026-Q3 hoặc 2026-10."),
        ("role", " ", "Xin ghi chức danh hoặc bộ phận chịu trách nhiệm."),
        ("task", "", "Xin ghi việc cần làm."),
        ("due", "30/6/2026", "Xin chọn ngày hết hạn."),
    ] {
        let page = analyst.post(PATH, &action_with(&[(field, value)])).await;
        assert_eq!(page.status, WRONG, "{field}");
        if field != "unit" {
            assert!(says(&page, words), "{field}: {}", page.text());
        }
        for kept in [("role", "Trưởng bộ phận một cửa"), ("task", "vào buổi sáng"), ("period", "2026-02"), ("due", "2026-06-30")]
        {
            assert!(kept.0 == field || page.text().contains(kept.1), "{field} {kept:?}");
        }
    }
    let (address, _) = added(&mut analyst, &[]).await;
    let page =
        analyst.post(&format!("{address}/note"), &[("month", "tháng ba"), ("text", "Giữ lại"), ("evidence", "Số 5")]).await;
    assert_eq!(page.status, WRONG);
    assert!(says(&page, "Xin viết năm và tháng như 2026-10."));
    assert!(page.text().contains("Giữ lại") && page.text().contains("Số 5") && page.text().contains("tháng ba"));
    // The form opens filled in with what an address names.
    let page = analyst.get(&format!("{PATH}?add&unit=xa-mot&sector=land&part=one-stop-service%2Fitem%2Fa1")).await;
    let selected = |page: &Answer, value: &str| page.text().contains(&format!("value=\"{value}\" selected"));
    assert!(selected(&page, "one-stop-service/item/a1") && selected(&page, "land"), "{}", page.text());
    assert!(page.text().contains("value=\"2025-Q4\""), "the last whole quarter is proposed");
}

async fn actions_are_those_of_units_in_reach(db: TestDatabase) {
    let (app, mut analyst, _) = start(&db).await;
    let (address, id) = added(&mut analyst, &[]).await;
    assert_eq!(analyst.post(PATH, &action_with(&[("unit", "xa-hai")])).await.status, WRONG);
    add(&db.store, "neighbour", Role::Analyst, "xa-hai").await;
    add(&db.store, "above", Role::Analyst, "tinh").await;
    let mut neighbour = Browser::signed_in(&app, "neighbour").await;
    assert!(!neighbour.get(PATH).await.text().contains("Thêm quầy"));
    assert!(!neighbour.get(&format!("{PATH}?unit=xa-mot")).await.text().contains("Thêm quầy"));
    for (path, fields) in [
        (address.clone(), action_with(&[])),
        (format!("{address}/note"), vec![("month", "2026-03"), ("text", "x"), ("evidence", "")]),
        (format!("{address}/removal"), vec![("sure", "yes")]),
    ] {
        assert_eq!(neighbour.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(neighbour.post(&path, &fields).await.status, StatusCode::NOT_FOUND);
    }
    // Nor by the statements themselves, whatever a handler thinks.
    let foreign = Reach::Units(vec!["xa-hai".parse().unwrap()]);
    let (program, action) = (Author::Program, stored(&db, id).await);
    assert!(!db.store.add_improvement(&program, NOW, &foreign, (Uuid::from_u128(9), &action)).await.unwrap());
    assert!(!db.store.change_improvement(&program, NOW, &foreign, (id, &action, &action)).await.unwrap());
    assert!(!db.store.remove_improvement(&program, NOW, &foreign, (id, &action)).await.unwrap());
    assert_eq!(stored(&db, id).await, action);
    let mut above = Browser::signed_in(&app, "above").await;
    assert!(above.get(PATH).await.text().contains("Thêm quầy"), "whoever is above sees it");
}

async fn the_baseline_stays_and_the_effect_is_the_later_figure_less_it(db: TestDatabase) {
    let (app, mut analyst, world) = start(&db).await;
    give(&db, &world, true, (2026, 2), (60, 100)).await;
    give(&db, &world, false, (2026, 2), (45, 50)).await;
    let (address, id) = added(&mut analyst, &[]).await;
    let baseline = stored(&db, id).await.baseline;
    assert_eq!((baseline.as_of, baseline.figures.len()), (NOW + 1, 2));
    // More answers of the same month come late, and the action is changed: the baseline stays as it was.
    give(&db, &world, true, (2026, 2), (30, 30)).await;
    assert_eq!(analyst.post(&address, &action_with(&[("status", "done")])).await.status, SEE_OTHER);
    assert_eq!(stored(&db, id).await.baseline, baseline);

    give(&db, &world, true, (2026, 3), (80, 101)).await;
    give(&db, &world, false, (2026, 3), (40, 50)).await;
    let page = analyst.get(&address).await;
    let bounds = async |period: &str| {
        let json = app.get(&format!("/results.json?unit=xa-mot&sector=land&period={period}")).await;
        let document: Value = serde_json::from_slice(&json.bytes).unwrap();
        let figures = document["figures"].as_array().unwrap();
        let survey = figures.iter().find(|figure| figure["measure"] == "survey" && figure["sector"] == "land").unwrap();
        ["percent", "interval_lower", "interval_upper"].map(|name| survey[name].as_f64().unwrap())
    };
    let figure = |outcome: &Value| ["share", "lower", "upper"].map(|name| number(outcome, name) * 100.0);
    let survey = baseline.figures.iter().find(|figure| figure.measure.word() == "survey").unwrap();
    let [before, lowest_before, highest_before] = figure(&serde_json::to_value(survey).unwrap());
    let [after, lowest_after, highest_after] = bounds("2026-03").await;
    assert!((before - 60.0).abs() < 1e-9 && (after - 8_000.0 / 101.0).abs() < 1e-9, "{before} {after}");
    let change = after - before;
    let down = ((after - lowest_after).powi(2) + (highest_before - before).powi(2)).sqrt();
    let up = ((highest_after - after).powi(2) + (before - lowest_before).powi(2)).sqrt();
    let words = Words(Language::Vi);
    let interval = format!("từ {} đến {}", words.points(change - down), words.points(change + up));
    for shown in [words.points(change), interval, words.percent(0.6), "−10,0".to_owned()] {
        assert!(page.text().contains(&shown), "{shown}: {}", page.text());
    }
    // Of feedback only the difference is told, and why there is no interval.
    assert_eq!(page.text().matches("đến +").count() + page.text().matches("đến −").count(), 1);
    assert!(page.text().contains("người trả lời tự chọn tham gia"));
    // While the period of the baseline lasts, its answers would be in both figures: nothing is compared.
    let (address, _) = added(&mut analyst, &[("period", "2026-q1")]).await;
    let page = analyst.get(&address).await;
    assert!(page.text().contains("Chưa so được"), "{}", page.text());
    // Fewer than ten are hidden at the beginning too.
    give(&db, &world, false, (2025, 1), (3, 4)).await;
    let (_, id) = added(&mut analyst, &[("period", "2025-01")]).await;
    let kept = serde_json::to_string(&stored(&db, id).await.baseline).unwrap();
    assert!(kept.contains("too_few") && !kept.contains("share"), "{kept}");
}

/// A number somewhere in a value, by its name.
fn number(value: &Value, name: &str) -> f64 {
    match value {
        Value::Object(fields) => match fields.get(name) {
            Some(found) if found.is_number() => found.as_f64().unwrap(),
            _ => fields.values().map(|value| number(value, name)).find(|found| !found.is_nan()).unwrap_or(f64::NAN),
        },
        _ => f64::NAN,
    }
}

async fn the_baseline_of_a_planned_action_is_taken_when_it_begins(db: TestDatabase) {
    let (_, mut analyst, world) = start(&db).await;
    give(&db, &world, false, (2026, 2), (10, 20)).await;
    let (address, id) = added(&mut analyst, &[("status", "planned")]).await;
    let planned = stored(&db, id).await.baseline;
    give(&db, &world, false, (2026, 2), (25, 25)).await;
    assert_eq!(analyst.post(&address, &action_with(&[("status", "planned")])).await.status, SEE_OTHER);
    assert_eq!(stored(&db, id).await.baseline, planned, "it has not begun");
    assert_eq!(analyst.post(&address, &action_with(&[])).await.status, SEE_OTHER);
    let begun = stored(&db, id).await.baseline;
    assert_ne!(begun, planned);
    give(&db, &world, false, (2026, 2), (30, 31)).await;
    assert_eq!(analyst.post(&address, &action_with(&[("status", "done")])).await.status, SEE_OTHER);
    assert_eq!(stored(&db, id).await.baseline, begun);
}

async fn overdue_ones_come_first_and_the_list_is_narrowed_found_and_sorted(db: TestDatabase) {
    let world = fill(&db.store).await;
    add(&db.store, "analyst", Role::Analyst, "tinh").await;
    for number in 0..60_i64 {
        let (unit, sector) = if number % 2 == 0 { ("xa-mot", "land") } else { ("xa-hai", "construction") };
        let status = if number < 3 { Status::ALL[usize::try_from(number).unwrap()] } else { Status::Planned };
        let action = Improvement {
            criterion: Criterion {
                unit: unit.parse().unwrap(),
                sector: sector.parse().unwrap(),
                part: None,
                period: Period::Year(2025),
            },
            responsible: "tinh".parse().unwrap(),
            role: "Trưởng phòng".into(),
            task: format!("Việc số {number:02}"),
            due_at: if number < 3 { NOW - number } else { NOW + 1_000 + number },
            status,
            baseline: Baseline::default(),
        };
        let id = Uuid::from_u128(u128::try_from(number).unwrap() + 1);
        assert!(db.store.add_improvement(&Author::Program, NOW, &Reach::Everything, (id, &action)).await.unwrap());
    }
    drop(world);
    let app = TestApp::at(&db.store, NOW + 1);
    let mut analyst = Browser::signed_in(&app, "analyst").await;
    let tasks = |page: &Answer| page.text().split("Việc số ").skip(1).map(|rest| rest[..2].to_owned()).collect::<Vec<_>>();
    let first = analyst.get(PATH).await;
    assert_eq!(tasks(&first)[..3], ["01", "00", "03"], "those that are overdue, the longest first");
    assert_eq!(tasks(&first).len(), 50);
    assert_eq!(first.text().matches("<strong class=\"problem\">Quá hạn</strong>").count(), 2);
    assert!(first.text().contains("2 việc quá hạn"));
    let last = analyst.get(&format!("{PATH}?page=2")).await;
    assert_eq!((tasks(&last).len(), tasks(&last).last().map(String::as_str)), (10, Some("02")), "what is done comes last");
    assert_eq!(tasks(&analyst.get(&format!("{PATH}?status=done")).await), ["02"]);
    assert_eq!(tasks(&analyst.get(&format!("{PATH}?unit=xa-hai&sector=construction")).await).len(), 30);
    assert!(tasks(&analyst.get(&format!("{PATH}?unit=xa-hai&sector=land")).await).is_empty());
    assert_eq!(tasks(&analyst.get(&format!("{PATH}?find=viec%20so%2007")).await), ["07"]);
    assert_eq!(tasks(&analyst.get(&format!("{PATH}?find=xay%20dung")).await).len(), 30);
    assert_eq!(tasks(&analyst.get(&format!("{PATH}?sort=-task")).await)[0], "59");
    let page = analyst.get(&format!("{PATH}?unit=xa-hai&sort=due")).await;
    assert!(page.text().contains("sort=-due&amp;page=1&amp;unit=xa%2Dhai"), "what narrows the list stays: {}", page.text());
    assert!(analyst.get(&format!("{PATH}?find=khongco")).await.text().contains("Không có việc nào như vậy."));
}

async fn a_unit_or_sector_with_an_action_is_not_removed(db: TestDatabase) {
    let (app, mut analyst, _) = start(&db).await;
    added(&mut analyst, &[("sector", "education")]).await;
    add(&db.store, "boss", Role::Administrator, "").await;
    let mut boss = Browser::signed_in(&app, "boss").await;
    let page = boss.get("/manage/units/xa-mot/removal").await;
    assert!(page.text().contains("<li>việc cải thiện</li>"), "{}", page.text());
    let references = db.store.references_to_sector(&"education".parse().unwrap()).await.unwrap();
    assert_eq!(references, [app::domain::reference::Reference::Improvements]);
}
