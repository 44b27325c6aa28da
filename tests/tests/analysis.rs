//! `/analysis`: the figures are those of `/results`, with where they come from; an analyst sees their own unit only. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::campaign::Campaign;
use app::domain::figure::Filter;
use app::domain::measure::Measure;
use app::domain::mode::Mode;
use app::domain::overview::{Break, Change, ChangeCertainty, Overview, Question, Shown, WhyNoChange};
use app::domain::period::Month;
use app::domain::response::Response;
use app::domain::role::Role;
use axum::http::StatusCode;
use server::figures::people::People;
use server::figures::{overview, results};
use server::store::responses::NewResponse;
use tests::NOW;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::on_both_databases;
use tests::staff::{Browser, add};
use tests::world::{World, answers, fill, ids, response};

on_both_databases!(
    figures_are_those_of_the_results,
    a_change_is_that_of_the_published_example,
    months_without_figures_are_gaps_and_breaks_are_not_bridged,
    an_analyst_sees_their_own_unit,
);

/// So many answers about land of which so many are satisfied, in a month of 2026.
async fn give(
    db: &TestDatabase,
    (world, campaign): (&World, &Campaign),
    unit: &str,
    (month, mode): (i8, Mode),
    (satisfied, all): (usize, usize),
) {
    let ids = ids();
    // Distinct moments keep the seeded identifiers of several calls apart.
    let moment = NOW + i64::from(month) * 100_000 + i64::try_from(unit.len() * 1_000 + all * 10).unwrap();
    let group: Vec<_> = (0..all)
        .map(|place| {
            let given = answers(&[("a1", if place < satisfied { 5 } else { 2 })]);
            let new = response(world, campaign, ids.make(moment), (unit, "land"), given);
            let month = Month::new(2026, month).unwrap();
            NewResponse::new(Response { month, mode, ..new.response().clone() }, &world.version)
        })
        .collect();
    db.store.store_all(&group).await.unwrap();
}

async fn look(db: &TestDatabase, measure: Measure, period: &str) -> Overview {
    let filter = Filter { unit: Some("tinh".parse().unwrap()), period: Some(period.parse().unwrap()), ..Filter::default() };
    let question = Question { filter, measure: Some(measure), version: None };
    overview::overview(&db.store, &People::default(), &question, NOW, 10).await.unwrap()
}

fn change(shown: &Shown) -> Change {
    let place = shown.panel.sectors.iter().position(|figure| figure.sector.as_str() == "land").unwrap();
    shown.courses[place].change.clone()
}

async fn figures_are_those_of_the_results(db: TestDatabase) {
    let world = fill(&db.store).await;
    give(&db, (&world, &world.feedback), "xa-mot", (3, Mode::Phone), (13, 31)).await;
    give(&db, (&world, &world.feedback), "xa-hai", (2, Mode::Phone), (7, 23)).await;
    give(&db, (&world, &world.sample), "xa-mot", (3, Mode::Phone), (61, 77)).await;
    for (measure, period) in [(Measure::Survey, "2026"), (Measure::Feedback, "2026"), (Measure::Feedback, "2026-02")] {
        let overview = look(&db, measure, period).await;
        let filter = &overview.scene.question.filter;
        let results = results(&db.store, &People::default(), filter, NOW, 10).await.unwrap();
        let panel = results.panels.into_iter().find(|panel| panel.measure == measure);
        assert_eq!(overview.shown.map(|shown| shown.panel), panel, "{measure:?} {period}");
    }
}

async fn a_change_is_that_of_the_published_example(db: TestDatabase) {
    let world = fill(&db.store).await;
    // Newcombe's table: 56 of 70 after 48 of 80.
    for campaign in [&world.sample, &world.feedback] {
        give(&db, (&world, campaign), if campaign.id == world.sample.id { "xa-mot" } else { "tinh" }, (2, Mode::Phone), (48, 80))
            .await;
        give(&db, (&world, campaign), if campaign.id == world.sample.id { "xa-mot" } else { "tinh" }, (3, Mode::Phone), (56, 70))
            .await;
    }
    let Change::Points { points, certainty } = change(&look(&db, Measure::Survey, "2026-03").await.shown.unwrap()) else {
        panic!("a change")
    };
    let ChangeCertainty::Interval { lower, upper } = certainty else { panic!("an interval") };
    assert!((points - 20.0).abs() < 1e-9 && (lower - 5.24).abs() < 5.1e-3 && (upper - 33.39).abs() < 5.1e-3);
    assert_eq!(certainty.is_significant(), Some(true));
    let Change::Points { points, certainty } = change(&look(&db, Measure::Feedback, "2026-03").await.shown.unwrap()) else {
        panic!("a change")
    };
    assert!((points - 20.0).abs() < 1e-9);
    assert_eq!(certainty.is_significant(), None, "people who chose to answer say nothing of others");
}

async fn months_without_figures_are_gaps_and_breaks_are_not_bridged(db: TestDatabase) {
    let world = fill(&db.store).await;
    give(&db, (&world, &world.feedback), "xa-mot", (2, Mode::Phone), (10, 20)).await;
    give(&db, (&world, &world.feedback), "xa-mot", (3, Mode::Kiosk), (18, 24)).await;
    let shown = look(&db, Measure::Feedback, "2026-03").await.shown.unwrap();
    assert_eq!(change(&shown), Change::None(WhyNoChange::Break(Break::Modes)));
    let place = shown.panel.sectors.iter().position(|figure| figure.sector.as_str() == "land").unwrap();
    let months = &shown.courses[place].months;
    assert_eq!((months.len(), shown.months[11]), (12, Month::new(2026, 3).unwrap()));
    assert_eq!(months[8..], [None, None, Some(0.5), Some(0.75)], "nobody, and two that are shown");
    assert_eq!(shown.breaks, [(Month::new(2026, 3).unwrap(), Break::Modes)]);
    give(&db, (&world, &world.feedback), "xa-mot", (1, Mode::Phone), (9, 9)).await;
    let shown = look(&db, Measure::Feedback, "2026-03").await.shown.unwrap();
    let months = &shown.courses[place].months;
    assert_eq!(months[8..], [None, None, None, Some(0.75)], "nobody, too few, and one that goes with them");
    assert_eq!(change(&shown), Change::None(WhyNoChange::HiddenBefore));
    let year = look(&db, Measure::Feedback, "2026").await.shown.unwrap();
    assert_eq!((change(&year), year.unfinished), (Change::None(WhyNoChange::NothingBefore), true));
}

async fn an_analyst_sees_their_own_unit(db: TestDatabase) {
    let world = fill(&db.store).await;
    give(&db, (&world, &world.feedback), "xa-mot", (3, Mode::Phone), (10, 20)).await;
    give(&db, (&world, &world.feedback), "xa-hai", (3, Mode::Phone), (33, 40)).await;
    add(&db.store, "analyst", Role::Analyst, "xa-mot").await;
    let app = TestApp::new(&db.store);
    let mut analyst = Browser::signed_in(&app, "analyst").await;
    let own = analyst.get("/analysis").await;
    assert_eq!(own.status, StatusCode::OK);
    assert!(
        own.text().contains("50,0\u{a0}%") && !own.text().contains("82,5") && !own.text().contains("Xã Hai"),
        "{}",
        own.text()
    );
    for foreign in ["xa-hai", "tinh", "nowhere"] {
        assert_eq!(analyst.get(&format!("/analysis?unit={foreign}")).await.status, StatusCode::NOT_FOUND, "{foreign}");
    }
    for wrong in ["measure=administrative", "version=x", "period=20", "sector=x", "mode=x"] {
        let answer = analyst.get(&format!("/analysis?{wrong}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let empty = analyst.get("/analysis?period=2020&lang=en").await;
    assert!(empty.text().contains("Nobody has answered under this choice yet."));
}
