//! `/analysis/units`: the units below a unit side by side. Their figures are those of `/results`, ranks those worked out by hand, and nothing that is
//! hidden can be worked out. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeSet;

use app::domain::campaign::Campaign;
use app::domain::figure::{Certainty, Filter, Outcome, WhyHidden};
use app::domain::measure::Measure;
use app::domain::overview::{Change, Question};
use app::domain::period::Month;
use app::domain::response::Response;
use app::domain::role::Role;
use app::domain::sample_place::{SamplePlace, Weight};
use app::domain::texts::Texts;
use app::domain::unit::{Unit, UnitKind};
use app::domain::unit_table::{Cell, Level, UnitRow, Units};
use axum::http::StatusCode;
use server::figures::people::People;
use server::figures::results;
use server::figures::unit_table::unit_table;
use server::store::responses::NewResponse;
use tests::NOW;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::on_both_databases;
use tests::staff::{Browser, add};
use tests::world::{World, answers, fill, ids, response};

on_both_databases!(
    figures_are_those_of_the_results,
    weighted_figures_are_those_of_the_results,
    ranks_are_those_worked_out_by_hand,
    nothing_hidden_can_be_worked_out,
    one_sector_hides_the_smallest_along,
    sectors_without_a_common_one_are_taken_together,
    a_sample_of_one_person_breaks_nothing,
    a_table_changes_with_the_next_answer,
    an_analyst_sees_units_in_reach,
    the_list_is_searched_sorted_and_narrowed,
);

/// The communes of these tests, two of which the world has already.
const COMMUNES: [&str; 4] = ["xa-mot", "xa-hai", "xa-ba", "xa-bon"];

async fn world(db: &TestDatabase) -> World {
    let world = fill(&db.store).await;
    let unit = |code: &str, vi: &str| Unit {
        code: code.parse().unwrap(),
        parent: Some("tinh".parse().unwrap()),
        kind: UnitKind::Commune,
        name: Texts::new([("vi", vi)]),
        valid_from: 0,
        valid_to: None,
        successor: None,
    };
    db.store.add_units(&[unit("xa-ba", "Xã Ba"), unit("xa-bon", "Xã Bốn")]).await.unwrap();
    world
}

/// So many answers of which so many are satisfied, in a month of 2026; `place` says by whom those of a sample with a design were given.
async fn give(
    db: &TestDatabase,
    (world, campaign): (&World, &Campaign),
    (unit, sector, month): (&str, &str, i8),
    (satisfied, all): (usize, usize),
    place: impl Fn(usize) -> Option<SamplePlace>,
) {
    let ids = ids();
    // Distinct moments keep the seeded identifiers of several calls apart.
    let apart = unit
        .bytes()
        .chain(sector.bytes())
        .chain(campaign.id.into_bytes())
        .fold(usize::try_from(month).unwrap(), |sum, byte| sum * 31 % 99_991 + usize::from(byte));
    let moment = NOW + i64::try_from(apart * 100_000 + all * 100 + satisfied).unwrap();
    let group: Vec<_> = (0..all)
        .map(|number| {
            let given = answers(&[("a1", if number < satisfied { 5 } else { 2 })]);
            let new = response(world, campaign, ids.make(moment), (unit, sector), given);
            let month = Month::new(2026, month).unwrap();
            NewResponse::new(Response { month, sample_place: place(number), ..new.response().clone() }, &world.version)
        })
        .collect();
    db.store.store_all(&group).await.unwrap();
}

fn question(measure: Measure, period: &str, sector: Option<&str>) -> Question {
    let filter = Filter {
        unit: Some("tinh".parse().unwrap()),
        period: Some(period.parse().unwrap()),
        sector: sector.map(|sector| sector.parse().unwrap()),
        ..Filter::default()
    };
    Question { filter, measure: Some(measure), version: None }
}

async fn look(db: &TestDatabase, measure: Measure, period: &str, sector: Option<&str>) -> Units {
    let question = question(measure, period, sector);
    let table = unit_table(&db.store, &People::default(), (&question, Level::Next), NOW, 10).await.unwrap();
    table.shown.unwrap_or_else(|| panic!("no figures: {:?}", table.scene)).as_ref().clone()
}

fn row<'a>(units: &'a Units, unit: &str) -> &'a UnitRow {
    units.rows.iter().find(|row| row.unit.as_str() == unit).unwrap()
}

/// Respondents, share, and the ends of the interval.
type Told = (u64, f64, Option<(f64, f64)>);

/// A figure without its verdict, which depends on the sector.
fn told(outcome: &Outcome) -> Option<Told> {
    let Outcome::Shown(estimate) = outcome else { return None };
    let interval = match estimate.certainty {
        Certainty::Interval { lower, upper, .. } => Some((lower, upper)),
        Certainty::None(_) => None,
    };
    Some((estimate.respondents, estimate.share, interval))
}

/// Every figure of the table is that of the results of its unit, or hidden besides.
async fn compare(db: &TestDatabase, measure: Measure, sector: Option<&str>, about: &str) -> usize {
    let units = look(db, measure, "2026", sector).await;
    let mut shown = 0;
    for row in &units.rows {
        let question = question(measure, "2026", None);
        let filter = Filter { unit: Some(row.unit.clone()), ..question.filter };
        let results = results(&db.store, &People::default(), &filter, NOW, 10).await.unwrap();
        let panel = results.panels.into_iter().find(|panel| panel.measure == measure);
        let figure = |sector: &str| panel.iter().flat_map(|panel| &panel.sectors).find(|figure| figure.sector.as_str() == sector);
        // A unit of which only one sector was judged has no figure above it; the number is the same.
        let here = figure(about);
        let only = || panel.iter().flat_map(|panel| &panel.sectors).next();
        let there = here.or_else(only).map_or(Outcome::NoAnswers, |figure| figure.outcome.clone());
        if row.outcome != Outcome::Hidden(WhyHidden::WouldRevealAnother) {
            assert_eq!(told(&row.outcome), told(&there), "{} {about}", row.unit);
            shown += usize::from(matches!(there, Outcome::Shown(_)));
            if let Some(here) = here {
                assert_eq!(row.outcome, here.outcome, "{} {about}", row.unit);
                assert_eq!((&row.class, &row.target), (&here.class, &here.target), "{} {about}", row.unit);
            }
        }
        for ((sector, _), cell) in units.columns.iter().zip(&row.cells) {
            let figure = figure(sector.as_str());
            match (*cell, figure.map(|figure| &figure.outcome)) {
                (Cell::Shown { share, short }, Some(Outcome::Shown(estimate))) => {
                    assert!((share - estimate.share).abs() < 1e-15, "{} {sector}", row.unit);
                    let target = figure.and_then(|figure| figure.target.as_ref());
                    assert_eq!(short, target.is_some_and(|target| estimate.distance(target) < 0.0), "{} {sector}", row.unit);
                    shown += 1;
                }
                (Cell::Hidden(WhyHidden::WouldRevealAnother), Some(_)) | (Cell::NoAnswers, None | Some(Outcome::NoAnswers)) => {}
                (Cell::Hidden(why), Some(Outcome::Hidden(there))) => assert_eq!(why, *there),
                (cell, there) => panic!("{} {sector}: {cell:?} and {there:?}", row.unit),
            }
        }
    }
    shown
}

/// The answers of the comparison: unit, sector, satisfied, all.
const GIVEN: [(&str, &str, usize, usize); 9] = [
    ("xa-mot", "land", 61, 77),
    ("xa-mot", "construction", 20, 40),
    ("xa-hai", "land", 30, 33),
    ("xa-hai", "construction", 31, 50),
    ("xa-hai", "civil-status", 3, 9),
    ("xa-ba", "land", 12, 35),
    ("xa-ba", "civil-status", 25, 31),
    ("xa-bon", "land", 40, 40),
    ("tinh", "land", 15, 20),
];

async fn figures_are_those_of_the_results(db: TestDatabase) {
    let world = world(&db).await;
    for campaign in [&world.feedback, &world.sample] {
        for (unit, sector, satisfied, all) in GIVEN {
            give(&db, (&world, campaign), (unit, sector, 3), (satisfied, all), |_| None).await;
        }
        let measure = Measure::of(campaign.sampling);
        let shown =
            [compare(&db, measure, None, "administrative-procedures").await, compare(&db, measure, Some("land"), "land").await];
        assert!(shown[0] >= 6 && shown[1] >= 2, "{measure:?}: {shown:?}");
    }
}

async fn weighted_figures_are_those_of_the_results(db: TestDatabase) {
    let world = world(&db).await;
    for (unit, sector, satisfied, all) in GIVEN {
        let place = |number: usize| {
            Some(SamplePlace {
                stratum: format!("s{}", number % 2).parse().unwrap(),
                psu: format!("{unit}{}", number % 5).parse().unwrap(),
                weight: Weight::new(if number.is_multiple_of(3) { 2.5 } else { 1.0 }).unwrap(),
            })
        };
        give(&db, (&world, &world.sample), (unit, sector, 3), (satisfied, all), place).await;
    }
    let whole = compare(&db, Measure::Survey, None, "administrative-procedures").await;
    let land = compare(&db, Measure::Survey, Some("land"), "land").await;
    assert!(whole >= 6 && land >= 2, "{whole} {land}");
}

async fn ranks_are_those_worked_out_by_hand(db: TestDatabase) {
    let world = world(&db).await;
    // Clopper and Pearson at 1 − 0.05 / 4: 96 of 100 lies between 88 % and 99 %, 60 between 47 % and 73 %, 55 between 42 % and 68 %, 20 between 11 % and 32 %.
    for (unit, satisfied) in COMMUNES.into_iter().zip([60, 96, 20, 55]) {
        for campaign in [&world.sample, &world.feedback] {
            give(&db, (&world, campaign), (unit, "land", 3), (satisfied, 100), |_| None).await;
        }
    }
    let units = look(&db, Measure::Survey, "2026-03", None).await;
    let ranks = COMMUNES.map(|unit| row(&units, unit).rank.map(|rank| (rank.rank, rank.best, rank.worst)));
    assert_eq!((ranks, units.ranked), ([Some((2, 2, 3)), Some((1, 1, 1)), Some((4, 4, 4)), Some((3, 2, 3))], 4));
    let feedback = look(&db, Measure::Feedback, "2026-03", None).await;
    assert_eq!(feedback.ranked, 0, "people who chose to answer rank nobody");
    for row in &feedback.rows {
        let Outcome::Shown(estimate) = &row.outcome else { panic!("{row:?}") };
        assert!(row.rank.is_none() && row.class.is_none() && matches!(estimate.certainty, Certainty::None(_)), "{row:?}");
    }
    // A later month: what changed, and whether that is more than chance.
    for (unit, satisfied) in COMMUNES.into_iter().zip([90, 95, 21, 56]) {
        give(&db, (&world, &world.sample), (unit, "land", 4), (satisfied, 100), |_| None).await;
    }
    let later = look(&db, Measure::Survey, "2026-04", None).await;
    let changes = COMMUNES.map(|unit| match row(&later, unit).change {
        Change::Points { points, certainty } => (points.round().to_string(), certainty.is_significant()),
        Change::None(why) => panic!("{why:?}"),
    });
    let expected = [("30", true), ("-1", false), ("1", false), ("1", false)];
    assert_eq!(changes, expected.map(|(points, clear)| (points.to_owned(), Some(clear))));
}

async fn nothing_hidden_can_be_worked_out(db: TestDatabase) {
    let world = world(&db).await;
    for (unit, counts) in COMMUNES.into_iter().zip([[9, 40, 31], [25, 35, 12], [100, 80, 4], [50, 61, 72]]) {
        for (sector, all) in ["land", "construction", "civil-status"].into_iter().zip(counts) {
            give(&db, (&world, &world.feedback), (unit, sector, 3), (all / 2, all), |_| None).await;
        }
    }
    let units = look(&db, Measure::Feedback, "2026", None).await;
    assert_eq!((units.columns.len(), units.rows.len()), (3, 4));
    let is_hidden = |cell: &Cell| matches!(cell, Cell::Hidden(_));
    let cells: Vec<Vec<bool>> = units.rows.iter().map(|row| row.cells.iter().map(is_hidden).collect()).collect();
    assert!(units.rows.iter().all(|row| matches!(row.outcome, Outcome::Shown(_))), "totals are the last to be hidden");
    assert!(cells.iter().flatten().filter(|hidden| **hidden).count() >= 4);
    // All totals are known. A hidden cell follows from them unless one comes from its row to its column over other hidden cells.
    for place in 0..4 {
        for column in (0..3).filter(|column| cells[place][*column]) {
            let mut others = cells.clone();
            others[place][column] = false;
            let (mut rows, mut columns) = (BTreeSet::from([place]), BTreeSet::new());
            for _ in 0..7 {
                columns.extend((0..3).filter(|column| rows.iter().any(|row: &usize| others[*row][*column])));
                rows.extend((0..4).filter(|row| columns.iter().any(|column: &usize| others[*row][*column])));
            }
            assert!(columns.contains(&column), "the cell in row {place} and column {column} can be worked out: {cells:?}");
        }
    }
}

async fn one_sector_hides_the_smallest_along(db: TestDatabase) {
    let world = world(&db).await;
    for (unit, all) in COMMUNES.into_iter().zip([9, 40, 31, 50]) {
        give(&db, (&world, &world.feedback), (unit, "land", 3), (all / 2, all), |_| None).await;
    }
    let units = look(&db, Measure::Feedback, "2026", Some("land")).await;
    assert!(units.columns.is_empty());
    let hidden = COMMUNES.map(|unit| match row(&units, unit).outcome {
        Outcome::Hidden(why) => Some(why),
        _ => None,
    });
    assert_eq!(hidden, [Some(WhyHidden::TooFew), None, Some(WhyHidden::WouldRevealAnother), None]);
}

async fn sectors_without_a_common_one_are_taken_together(db: TestDatabase) {
    let world = world(&db).await;
    for (unit, land, health) in [("xa-mot", (10, 20), (30, 40)), ("xa-hai", (24, 30), (12, 30))] {
        give(&db, (&world, &world.feedback), (unit, "land", 3), land, |_| None).await;
        give(&db, (&world, &world.feedback), (unit, "health", 3), health, |_| None).await;
    }
    let units = look(&db, Measure::Feedback, "2026", None).await;
    let columns: Vec<&str> = units.columns.iter().map(|(sector, _)| sector.as_str()).collect();
    assert_eq!((columns.as_slice(), &units.subject), (["administrative-procedures", "health"].as_slice(), &None));
    let share = |unit: &str| told(&row(&units, unit).outcome).map(|(n, share, _)| (n, (share * 1000.0).round()));
    assert_eq!((share("xa-mot"), share("xa-hai")), (Some((60, 667.0)), Some((60, 600.0))));
    assert!(units.rows.iter().all(|row| row.target.is_none()), "no target holds for both");
}

async fn a_sample_of_one_person_breaks_nothing(db: TestDatabase) {
    let world = world(&db).await;
    give(&db, (&world, &world.sample), ("xa-mot", "land", 3), (1, 1), |_| None).await;
    give(&db, (&world, &world.sample), ("xa-hai", "land", 3), (30, 40), |_| None).await;
    let units = look(&db, Measure::Survey, "2026", None).await;
    assert_eq!(row(&units, "xa-mot").outcome, Outcome::Hidden(WhyHidden::TooFew));
    let filter = Filter { unit: Some("xa-mot".parse().unwrap()), ..Filter::default() };
    let results = results(&db.store, &People::default(), &filter, NOW, 10).await.unwrap();
    assert!(results.panels[0].sectors.iter().all(|figure| !matches!(figure.outcome, Outcome::Shown(_))));
}

async fn a_table_changes_with_the_next_answer(db: TestDatabase) {
    let world = world(&db).await;
    let (people, question) = (People::default(), question(Measure::Feedback, "2026", None));
    let look = async || {
        let table = unit_table(&db.store, &people, (&question, Level::Kind(UnitKind::Commune)), NOW, 10).await.unwrap();
        let units = table.shown.unwrap();
        match &row(&units, "xa-mot").outcome {
            Outcome::Shown(estimate) => estimate.respondents,
            _ => 0,
        }
    };
    give(&db, (&world, &world.feedback), ("xa-mot", "land", 3), (10, 20), |_| None).await;
    assert_eq!(look().await, 20);
    give(&db, (&world, &world.feedback), ("xa-mot", "land", 2), (10, 15), |_| None).await;
    assert_eq!(look().await, 35, "what was made before is not shown again");
    db.store.rollup_all().await.unwrap();
    assert_eq!(look().await, 35);
}

async fn an_analyst_sees_units_in_reach(db: TestDatabase) {
    let world = world(&db).await;
    give(&db, (&world, &world.feedback), ("xa-mot", "land", 3), (10, 20), |_| None).await;
    give(&db, (&world, &world.feedback), ("xa-hai", "land", 3), (33, 40), |_| None).await;
    add(&db.store, "analyst", Role::Analyst, "xa-mot").await;
    add(&db.store, "chief", Role::Analyst, "tinh").await;
    let app = TestApp::new(&db.store);
    let mut analyst = Browser::signed_in(&app, "analyst").await;
    let own = analyst.get("/analysis/units?lang=en").await;
    assert_eq!(own.status, StatusCode::OK);
    assert!(own.text().contains("There is no unit of this kind below") && !own.text().contains("82.5"), "{}", own.text());
    for foreign in ["xa-hai", "tinh", "nowhere"] {
        assert_eq!(analyst.get(&format!("/analysis/units?unit={foreign}")).await.status, StatusCode::NOT_FOUND, "{foreign}");
    }
    for wrong in ["measure=administrative", "version=x", "period=20", "sector=x", "mode=x", "level=village"] {
        let answer = analyst.get(&format!("/analysis/units?{wrong}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let mut chief = Browser::signed_in(&app, "chief").await;
    let all = chief.get("/analysis/units").await;
    assert!(all.text().contains("82,5\u{a0}%") && all.text().contains("50,0\u{a0}%"), "{}", all.text());
    // The numbers that the public can download.
    let open = app.get("/results.json?unit=xa-hai&period=2026&sector=land").await;
    assert!(open.text().contains("82.5"), "{}", open.text());
    let empty = chief.get("/analysis/units?period=2020&lang=en").await;
    assert!(empty.text().contains("Nobody has answered under this choice yet."));
    let overview = chief.get("/analysis?period=2026-03").await;
    assert!(overview.text().contains("/analysis/units?unit=tinh&amp;period=2026-03"), "{}", overview.text());
}

async fn the_list_is_searched_sorted_and_narrowed(db: TestDatabase) {
    let world = world(&db).await;
    for (unit, satisfied) in COMMUNES.into_iter().zip([10, 20, 30, 40]) {
        give(&db, (&world, &world.feedback), (unit, "land", 3), (satisfied, 40), |_| None).await;
        give(&db, (&world, &world.feedback), (unit, "civil-status", 3), (satisfied / 2, 40), |_| None).await;
    }
    add(&db.store, "chief", Role::Analyst, "tinh").await;
    let mut chief = Browser::signed_in(&TestApp::new(&db.store), "chief").await;
    let page = chief.get("/analysis/units?find=xa+bon&measure=feedback&period=2026").await;
    let rows = page.text().matches("<th scope=\"row\"").count();
    assert_eq!(rows, 2, "one in the list, one by sector: {}", page.text());
    assert!(page.text().contains("name=\"period\" value=\"2026\""), "a search keeps what is looked at");
    let names = async |chief: &mut Browser, sort: &str| -> Vec<String> {
        let page = chief.get(&format!("/analysis/units?sort={sort}")).await;
        let parts = page.text().split("<th scope=\"row\">").skip(1).take(4);
        parts.map(|part| part.split(['<', '(']).next().unwrap_or_default().trim().to_owned()).collect()
    };
    assert_eq!(names(&mut chief, "share").await, ["Xã Một", "Xã Hai", "Xã Ba", "Xã Bốn"]);
    assert_eq!(names(&mut chief, "-share").await, ["Xã Bốn", "Xã Ba", "Xã Hai", "Xã Một"]);
    assert_eq!(names(&mut chief, "unit").await, ["Xã Ba", "Xã Bốn", "Xã Hai", "Xã Một"]);
    let page = chief.get("/analysis/units?level=department&lang=en").await;
    assert!(page.text().contains("There is no unit of this kind below"));
    // A number under its target leads to an action about it.
    let page = chief.get("/analysis/units?period=2026&lang=en").await;
    let action = "/analysis/actions?add&amp;unit=xa-mot&amp;sector=land&amp;period=2026#add";
    assert!(page.text().contains(action), "{}", page.text());
    let form = chief.get(&action.replace("&amp;", "&").replace("#add", "")).await;
    assert!(form.text().contains("<option value=\"land\" selected"), "{}", form.text());
}
