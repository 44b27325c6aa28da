//! The minutes of monthly reviews: figures of the day, actions with the overdue first, notes of the month; kept, and shown again exactly. On
//! both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::improvement::{Baseline, Criterion, Improvement, Status};
use app::domain::period::{Month, Period};
use app::domain::reference::Reference;
use app::domain::response::Response;
use app::domain::role::{Reach, Role};
use axum::http::StatusCode;
use server::audit::Author;
use server::store::Database;
use server::store::responses::NewResponse;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG, last_entry};
use tests::staff::{Browser, add};
use tests::world::{World, answers, fill, ids, response};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    minutes_have_figures_actions_and_notes_and_are_kept_as_they_were,
    minutes_are_those_of_units_in_reach,
    of_very_many_actions_the_minutes_list_those_that_count_most,
);

const PATH: &str = "/analysis/review";

async fn give(db: &TestDatabase, world: &World, month: (i16, i8), (satisfied, all): (usize, usize)) {
    let (ids, month) = (ids(), Month::new(month.0, month.1).unwrap());
    let at = month.begins_at() + i64::try_from(all * 1_000).unwrap();
    let one = |number: usize| {
        let given = answers(&[("a1", if number < satisfied { 5 } else { 2 })]);
        let new = response(world, &world.sample, ids.make(at), ("xa-mot", "land"), given);
        NewResponse::new(Response { month, submitted_at: at, ..new.response().clone() }, &world.version)
    };
    let group: Vec<NewResponse> = (0..all).map(one).collect();
    db.store.store_all(&group).await.unwrap();
}

/// The minutes in a page, without what stands around them.
fn minutes(page: &str) -> String {
    let begin = page.find("<article class=\"minutes\">").unwrap();
    let end = page.find("</article>").unwrap();
    page[begin..end].to_owned()
}

async fn minutes_have_figures_actions_and_notes_and_are_kept_as_they_were(db: TestDatabase) {
    let world = fill(&db.store).await;
    add(&db.store, "analyst", Role::Analyst, "xa-mot").await;
    let app = TestApp::at(&db.store, NOW + 1);
    let mut analyst = Browser::signed_in(&app, "analyst").await;
    give(&db, &world, (2026, 1), (60, 100)).await;
    give(&db, &world, (2026, 2), (90, 101)).await;
    let action = |task: &'static str, due: &'static str, status: &'static str| {
        [
            ("unit", "xa-mot"),
            ("sector", "land"),
            ("part", ""),
            ("period", "2026-01"),
            ("task", task),
            ("responsible", "tinh"),
            ("role", "Trưởng phòng"),
            ("due", due),
            ("status", status),
        ]
    };
    assert_eq!(analyst.post("/analysis/actions", &action("Việc còn hạn", "2026-12-31", "under_way")).await.status, SEE_OTHER);
    let answer = analyst.post("/analysis/actions", &action("Việc quá hạn", "2026-02-01", "under_way")).await;
    let late = answer.header("location").strip_suffix("?done").unwrap().to_owned();
    assert_eq!(analyst.post("/analysis/actions", &action("Việc đã xong", "2026-12-31", "done")).await.status, SEE_OTHER);
    for (month, text) in [("2026-02", "Ghi chú của tháng hai"), ("2026-01", "Ghi chú của tháng một")] {
        let note = [("month", month), ("text", text), ("evidence", "Công văn số 5")];
        assert_eq!(analyst.post(&format!("{late}/note"), &note).await.status, SEE_OTHER);
    }

    let asked = format!("{PATH}?unit=xa-mot&month=2026-02");
    let page = analyst.get(&asked).await;
    assert_eq!(page.status, StatusCode::OK);
    let draft = minutes(page.text());
    // 90 of 101 in February; 150 of 201 in the year; the target is 80 %.
    for shown in [
        "Biên bản họp đánh giá mức độ hài lòng – Xã Một – Tháng 2/2026",
        "89,1\u{a0}%",
        "74,6\u{a0}%",
        "≥\u{a0}80\u{a0}%",
        "Không đạt",
        "Ghi chú của tháng hai",
        "Công văn số 5",
        "Quá hạn",
        "Người chủ trì",
    ] {
        assert!(draft.contains(shown), "{shown}: {draft}");
    }
    assert!(!draft.contains("Ghi chú của tháng một") && !draft.contains("Việc đã xong"), "{draft}");
    assert!(draft.find("Việc quá hạn").unwrap() < draft.find("Việc còn hạn").unwrap(), "overdue ones first");

    let answer = analyst.post(PATH, &[("unit", "xa-mot"), ("month", "2026-02")]).await;
    assert_eq!(answer.status, SEE_OTHER, "{}", answer.text());
    let kept = answer.header("location").to_owned();
    let (noted, subject, of, _, after) = last_entry(&db.store).await;
    assert_eq!((noted.as_str(), of.as_deref(), &after["month"]), ("review-kept", Some("xa-mot"), &"2026-02".into()));
    assert_eq!(kept, format!("{PATH}/{}", subject.strip_prefix("review ").unwrap()));
    let first = minutes(analyst.get(&kept).await.text());
    assert_eq!(first, draft, "what was seen is what is kept");

    let text = "UPDATE review SET facts = '{}'";
    let refused = match db.store.database() {
        Database::Sqlite { write, .. } => sqlx::query(text).execute(write).await.is_err(),
        Database::Postgres(pool) => sqlx::query(text).execute(pool).await.is_err(),
    };
    assert!(refused, "not even a mistake of ours changes what was kept");

    // Whatever comes afterwards changes the minutes that are made anew, and none that were kept.
    give(&db, &world, (2026, 2), (1, 50)).await;
    assert_eq!(analyst.post(&late, &action("Việc quá hạn", "2026-12-31", "done")).await.status, SEE_OTHER);
    assert_eq!(analyst.post(&format!("{late}/removal"), &[("sure", "yes")]).await.status, SEE_OTHER);
    assert_eq!(minutes(analyst.get(&kept).await.text()), first);
    let again = analyst.get(&asked).await;
    assert_ne!(minutes(again.text()), first);
    assert!(again.text().contains(&format!("href=\"{kept}\"")), "those that were kept are listed");
    assert!(analyst.get(&format!("{kept}?lang=en")).await.text().contains("Minutes of the satisfaction review"));
    let references = db.store.references_to_unit(&"xa-mot".parse().unwrap()).await.unwrap();
    assert!(references.contains(&Reference::Reviews));
    assert!(db.store.check_audit().await.unwrap().is_ok());
}

async fn minutes_are_those_of_units_in_reach(db: TestDatabase) {
    fill(&db.store).await;
    add(&db.store, "analyst", Role::Analyst, "xa-mot").await;
    add(&db.store, "neighbour", Role::Analyst, "xa-hai").await;
    let app = TestApp::at(&db.store, NOW + 1);
    let mut analyst = Browser::signed_in(&app, "analyst").await;
    let answer = analyst.post(PATH, &[("unit", "xa-mot"), ("month", "2026-02")]).await;
    let kept = answer.header("location").to_owned();
    let mut neighbour = Browser::signed_in(&app, "neighbour").await;
    assert_eq!(neighbour.get(&kept).await.status, StatusCode::NOT_FOUND);
    for month in ["2026-02", "2026-04", "x"] {
        for unit in ["xa-mot", "xa-hai", "tinh", ""] {
            let is_fine = unit == "xa-hai" && month == "2026-02";
            let page = neighbour.get(&format!("{PATH}?unit={unit}&month={month}")).await;
            assert_eq!(page.text().contains("class=\"minutes\""), is_fine, "{unit} {month}");
            let answer = neighbour.post(PATH, &[("unit", unit), ("month", month)]).await;
            assert_eq!(answer.status, if is_fine { SEE_OTHER } else { WRONG }, "{unit} {month}");
        }
    }
    let id: Uuid = kept.rsplit('/').next().unwrap().parse().unwrap();
    let (_, review) = db.store.review(&Reach::Everything, id).await.unwrap().unwrap();
    let foreign = Reach::Units(vec!["xa-hai".parse().unwrap()]);
    assert!(!db.store.keep_review(&Author::Program, NOW, &foreign, (Uuid::from_u128(9), &review)).await.unwrap());
    // Nobody has answered there yet, and nothing is to be done.
    let page = neighbour.get(&format!("{PATH}?unit=xa-hai&month=2026-02")).await;
    assert!(page.text().contains("Không có việc nào đang chờ làm"), "{}", page.text());
}

async fn of_very_many_actions_the_minutes_list_those_that_count_most(db: TestDatabase) {
    fill(&db.store).await;
    add(&db.store, "analyst", Role::Analyst, "xa-mot").await;
    let app = TestApp::at(&db.store, NOW + 1);
    let mut analyst = Browser::signed_in(&app, "analyst").await;
    let asked = format!("{PATH}?unit=xa-mot&month=2026-02");
    for number in 0..152_u128 {
        let action = Improvement {
            criterion: Criterion {
                unit: "xa-mot".parse().unwrap(),
                sector: "land".parse().unwrap(),
                part: None,
                period: Period::Year(2026),
            },
            task: format!("Việc số {number}."),
            responsible: "xa-mot".parse().unwrap(),
            role: String::new(),
            // The one that was entered last is overdue.
            due_at: if number == 151 { NOW - 1 } else { NOW + 86_400_000 },
            status: Status::UnderWay,
            baseline: Baseline::default(),
        };
        let new = (Uuid::from_u128(number + 1), &action);
        assert!(db.store.add_improvement(&Author::Program, NOW, &Reach::Everything, new).await.unwrap());
        if number == 149 {
            let page = minutes(analyst.get(&asked).await.text());
            assert_eq!((page.matches("Việc số").count(), page.contains("việc nữa")), (150, false));
        }
    }
    let page = minutes(analyst.get(&asked).await.text());
    assert_eq!(page.matches("Việc số").count(), 150);
    assert!(page.contains("Việc số 151.") && page.contains("Còn 2 việc nữa"), "{page}");
    let answer = analyst.post(PATH, &[("unit", "xa-mot"), ("month", "2026-02")]).await;
    assert_eq!(minutes(analyst.get(answer.header("location")).await.text()), page);
}
