//! `/analysis/drivers`: importance and share satisfied are those of the stored answers. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::answer::Answers;
use app::domain::campaign::Campaign;
use app::domain::drivers::{DriverFigures, DriversShown, Quadrant, WhyNoDrivers};
use app::domain::figure::Filter;
use app::domain::measure::Measure;
use app::domain::overview::Question;
use app::domain::response::Response;
use app::domain::role::Role;
use app::domain::sample_place::{SamplePlace, Weight};
use axum::http::StatusCode;
use server::figures::drivers;
use server::figures::people::People;
use server::sources::Ids;
use server::store::responses::NewResponse;
use tests::NOW;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::on_both_databases;
use tests::staff::{Browser, add};
use tests::world::{World, answers, fill, ids, response};

on_both_databases!(
    importance_is_that_of_the_reference_software,
    a_factor_that_few_were_asked_is_left_out,
    self_selected_answers_are_read_too_and_their_period_counts,
    too_few_say_nothing,
    a_page_for_analysts_of_the_unit,
);

/// Stores answers about land, one person each.
async fn give(db: &TestDatabase, ids: &Ids, (world, campaign): (&World, &Campaign), unit: &str, given: Vec<Answers>) {
    let group: Vec<_> = given.into_iter().map(|given| response(world, campaign, ids.make(NOW), (unit, "land"), given)).collect();
    db.store.store_all(&group).await.unwrap();
}

/// Every pair of points from 1 to 5 as often: factor one and factor two are unrelated. The whole follows twice the first plus the second,
/// rounded to a point; complaints are asked of nobody.
fn people(times: usize) -> Vec<Answers> {
    let pairs = (1..=5).flat_map(|one| (1..=5).map(move |two| (one, two)));
    let person = |(one, two): (u8, u8)| {
        let whole = (2 * one + two + 1) / 3;
        answers(&[("a1", one), ("b1", two), ("c1", 4), ("c2", 2 + one % 3), ("d1", 1 + (one * two) % 5), ("overall", whole)])
    };
    pairs.map(person).cycle().take(25 * times).collect()
}

async fn look(db: &TestDatabase, measure: Measure, period: &str) -> DriversShown {
    let filter = Filter { unit: Some("tinh".parse().unwrap()), period: Some(period.parse().unwrap()), ..Filter::default() };
    let question = Question { filter, measure: Some(measure), version: None };
    drivers::drivers(&db.store, &People::default(), &question, NOW, 10).await.unwrap().shown.unwrap()
}

fn importance(figures: &DriverFigures, factor: &str) -> f64 {
    figures.factors.iter().find(|driver| driver.factor.as_str() == factor).unwrap().importance
}

/// The answers of the reference, each with its weight: five items that stand for the factors, and satisfaction on the whole.
fn reference() -> Vec<(Answers, Weight)> {
    let csv = include_str!("../fixtures/statistics/v01_drivers.csv");
    let person = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let items = ["a1", "b1", "c1", "d1", "e1", "overall"];
        let points: Vec<(&str, u8)> = items.into_iter().zip(cells[2..].iter().map(|cell| cell.parse().unwrap())).collect();
        (answers(&points), Weight::new(cells[1].parse().unwrap()).unwrap())
    };
    csv.lines().skip(1).map(person).collect()
}

/// Whether the drivers found are those that the reference software gives under this name.
fn is_reference(figures: &DriverFigures, name: &str) -> bool {
    let json: serde_json::Value = serde_json::from_str(include_str!("../fixtures/statistics/v01_drivers.json")).unwrap();
    let lmg = &json["cases"][name];
    let near = |found: f64, wanted: f64| (found - wanted).abs() <= 1e-7 * wanted;
    let wanted = |item: &str| lmg[item].as_f64().unwrap();
    let factors = [("access", "q1"), ("procedures", "q2"), ("staff", "q3"), ("results", "q4"), ("feedback", "q5")];
    let explained = factors.iter().map(|(_, item)| wanted(item)).sum::<f64>();
    near(figures.explained, explained)
        && factors.iter().all(|(factor, item)| near(importance(figures, factor) * explained, wanted(item)))
}

async fn importance_is_that_of_the_reference_software(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    let people = reference();
    give(&db, &ids, (&world, &world.feedback), "xa-mot", people.iter().map(|(given, _)| given.clone()).collect()).await;
    let shown = look(&db, Measure::Feedback, "2026").await;
    assert_eq!((shown.persons, shown.newest, shown.outcome.is_some()), (2_000, None, true));
    let figures = shown.found.unwrap();
    assert_eq!((figures.complete, figures.left_out.len()), (2_000, 0));
    assert!(is_reference(&figures, "lmg"), "{figures:?}");
    let group: Vec<_> = people
        .into_iter()
        .zip(1..)
        .map(|((given, weight), number)| {
            let new = response(&world, &world.sample, ids.make(NOW), ("xa-mot", "land"), given);
            let [stratum, psu] = ["all".to_owned(), format!("p{number}")].map(|code| code.parse().unwrap());
            let sample_place = Some(SamplePlace { stratum, psu, weight });
            NewResponse::new(Response { sample_place, ..new.response().clone() }, &world.version)
        })
        .collect();
    db.store.store_all(&group).await.unwrap();
    let figures = look(&db, Measure::Survey, "2026").await.found.unwrap();
    assert!(is_reference(&figures, "lmg_weighted"), "{figures:?}");
}

async fn a_factor_that_few_were_asked_is_left_out(db: TestDatabase) {
    let world = fill(&db.store).await;
    give(&db, &ids(), (&world, &world.sample), "xa-mot", people(10)).await;
    let figures = look(&db, Measure::Survey, "2026").await.found.unwrap();
    assert_eq!((figures.complete, figures.left_out.len(), figures.factors.len()), (250, 1, 4));
    // Of the five points of the first factor, two are satisfied.
    let access = figures.factors.first().unwrap();
    assert_eq!((access.factor.as_str(), access.satisfied), ("access", 0.4));
    assert_eq!(access.quadrant, Quadrant::ConcentrateHere);
}

async fn self_selected_answers_are_read_too_and_their_period_counts(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    give(&db, &ids, (&world, &world.feedback), "xa-mot", people(10)).await;
    give(&db, &ids, (&world, &world.feedback), "xa-hai", people(2)).await;
    let shown = look(&db, Measure::Feedback, "2026").await;
    assert_eq!((shown.persons, shown.found.unwrap().complete), (300, 300));
    let filter = Filter { unit: Some("tinh".parse().unwrap()), period: Some("2025".parse().unwrap()), ..Filter::default() };
    let question = Question { filter, measure: Some(Measure::Feedback), version: None };
    let before = drivers::drivers(&db.store, &People::default(), &question, NOW, 10).await.unwrap();
    assert_eq!(before.shown, None);
}

async fn too_few_say_nothing(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    give(&db, &ids, (&world, &world.sample), "xa-mot", people(7)).await;
    let few = look(&db, Measure::Survey, "2026").await.found;
    assert_eq!(few, Err(WhyNoDrivers::TooFewPersons { complete: 175, needed: 200 }));
    give(&db, &ids, (&world, &world.sample), "xa-mot", people(1)).await;
    assert_eq!(look(&db, Measure::Survey, "2026").await.found.unwrap().complete, 200);
}

async fn a_page_for_analysts_of_the_unit(db: TestDatabase) {
    let world = fill(&db.store).await;
    give(&db, &ids(), (&world, &world.sample), "xa-mot", people(10)).await;
    add(&db.store, "analyst", Role::Analyst, "xa-mot").await;
    let app = TestApp::new(&db.store);
    let mut analyst = Browser::signed_in(&app, "analyst").await;
    let page = analyst.get("/analysis/drivers?measure=survey&period=2026").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.text().contains("class=\"chart quadrants\"") && page.text().contains("không phải nguyên nhân"),
        "{}",
        page.text()
    );
    for foreign in ["xa-hai", "tinh", "nowhere"] {
        assert_eq!(analyst.get(&format!("/analysis/drivers?unit={foreign}")).await.status, StatusCode::NOT_FOUND, "{foreign}");
    }
    for wrong in ["measure=administrative", "version=x", "period=20", "sector=x", "mode=x"] {
        let answer = analyst.get(&format!("/analysis/drivers?{wrong}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let empty = analyst.get("/analysis/drivers?period=2020&lang=en").await;
    assert!(empty.text().contains("Nobody has answered under this choice yet."));
}
