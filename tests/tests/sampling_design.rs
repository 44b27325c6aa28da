//! A campaign with strata, clusters and weights: what `/results` says of it is what `hailong analyse` says of the same rows.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::fmt::Write as _;

use app::domain::sample_place::{SamplePlace, Weight};
use serde_json::Value;
use server::analysis::complex_interval::korn_graubard;
use server::analysis::share::{Level, Share};
use server::commands::analyse::{DesignFile, Report, analyse_reader};
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::world::{World, answers, fill, ids, in_sample, response};
use tests::{NOW, on_both_databases};

on_both_databases!(
    figures_of_a_design_are_those_of_the_command,
    an_index_of_several_answers_is_clustered_in_persons_and_villages,
    a_sample_too_small_to_publish_has_its_reason,
);

const DESIGN: &str = "weight = \"weight\"\nstrata = \"stratum\"\npsu = \"psu\"\nlonely_psu = \"adjust\"\n\
    domains = [[\"unit\"]]\ntargets = [80.0]\n";
const SHARE: &str = "value = \"a1\"\nsatisfied = [4, 5]\nvalid = [1, 2, 3, 4, 5]\n";
const RATIO: &str = "numerator = \"satisfied\"\ndenominator = \"answers\"\n";

/// One person: unit, stratum, village, weight, and the answers to two items, of which the second may not be asked.
#[derive(Clone, Debug)]
struct Person {
    unit: &'static str,
    stratum: &'static str,
    psu: String,
    weight: f64,
    points: Vec<u8>,
}

/// 24 villages in two strata and one lonely village in a third. Each of the two units has villages in both large strata, so that its
/// answers alone do not tell how many villages were drawn.
fn people(items: usize) -> Vec<Person> {
    let mut people = Vec::new();
    for (stratum, villages, base) in [("urban", 12_u32, 150.5), ("rural", 12, 40.25), ("island", 1, 9.0)] {
        for village in 0..villages {
            for person in 0..12_u32 {
                // Villages differ in mood; one answer in twelve is "no opinion".
                let mood = 8 + village % 4;
                let point = |item: u32| match (person * 5 + village + item * 7) % 12 {
                    11 => 0,
                    place if place < mood => 5,
                    _ => 2,
                };
                people.push(Person {
                    unit: if village < 7 { "xa-mot" } else { "xa-hai" },
                    stratum,
                    // The same numbers come again in each stratum.
                    psu: format!("thon-{village}"),
                    weight: base + f64::from(village * 3 + person % 2),
                    points: (0..).take(items).map(point).collect(),
                });
            }
        }
    }
    people
}

async fn store(db: &TestDatabase, world: &World, people: &[Person]) {
    let ids = ids();
    let new = |person: &Person| {
        let points: Vec<(&str, u8)> = ["a1", "b1"].into_iter().zip(person.points.iter().copied()).collect();
        let new = response(world, &world.sample, ids.make(NOW), (person.unit, "land"), answers(&points));
        let place = SamplePlace {
            stratum: person.stratum.parse().unwrap(),
            psu: person.psu.parse().unwrap(),
            weight: Weight::new(person.weight).unwrap(),
        };
        in_sample(world, &new, Some(place))
    };
    let group: Vec<_> = people.iter().map(new).collect();
    db.store.store_all(&group).await.unwrap();
}

/// What the command says of the rows.
fn analysed<'a>(people: impl Iterator<Item = &'a Person>, measured: &str) -> Report {
    let mut csv = "unit,stratum,psu,weight,a1,satisfied,answers\n".to_owned();
    for Person { unit, stratum, psu, weight, points } in people {
        let valid = points.iter().filter(|point| **point > 0).count();
        let satisfied = points.iter().filter(|point| **point >= 4).count();
        writeln!(csv, "{unit},{stratum},{psu},{weight},{},{satisfied},{valid}", points[0]).unwrap();
    }
    analyse_reader(csv.as_bytes(), &DesignFile::parse(&format!("{measured}{DESIGN}")).unwrap()).unwrap()
}

/// The figure of the sector land in the survey.
async fn land(app: &TestApp, query: &str) -> Value {
    let json = app.get(&format!("/results.json{query}")).await;
    let document: Value = serde_json::from_slice(&json.bytes).unwrap();
    let figures = document["figures"].as_array().unwrap();
    figures.iter().find(|figure| figure["measure"] == "survey" && figure["sector"] == "land").unwrap().clone()
}

fn near(found: &Value, wanted: f64) {
    let found = found.as_f64().unwrap();
    assert!((found - 100.0 * wanted).abs() < 1e-9, "{found} instead of {}", 100.0 * wanted);
}

async fn figures_of_a_design_are_those_of_the_command(db: TestDatabase) {
    let world = fill(&db.store).await;
    let people = people(1);
    store(&db, &world, &people).await;
    let app = TestApp::new(&db.store);
    let report = analysed(people.iter(), SHARE);
    let of_unit = |unit: &str| report.estimates.iter().find(|entry| entry.domain.get("unit") == Some(&unit.into())).unwrap();
    for (query, entry) in [
        ("", &report.estimates[0]),
        ("?unit=tinh", &report.estimates[0]),
        ("?unit=xa-mot", of_unit("xa-mot")),
        ("?unit=xa-hai&period=2026-Q1", of_unit("xa-hai")),
    ] {
        let figure = land(&app, query).await;
        let interval = entry.ci.as_ref().unwrap();
        near(&figure["percent"], entry.p.unwrap());
        near(&figure["interval_lower"], interval.lower);
        near(&figure["interval_upper"], interval.upper);
        assert_eq!(figure["verdict"], entry.verdicts["80"], "{query}");
        assert_eq!(figure["weighted"], true);
        // The numbers of cases are counts, and the weighted share is not their quotient.
        assert_eq!((&figure["valid_answers"], &figure["satisfied_answers"]), (&entry.n.into(), &entry.n_satisfied.into()));
        let unweighted = figure["satisfied_answers"].as_f64().unwrap() / figure["valid_answers"].as_f64().unwrap();
        assert!((entry.p.unwrap() - unweighted).abs() > 1e-4);
    }
    // The answers of the unit alone would be another sample: one in which only its own villages were drawn.
    let alone = analysed(people.iter().filter(|person| person.unit == "xa-hai"), SHARE);
    let lower = land(&app, "?unit=xa-hai").await["interval_lower"].as_f64().unwrap();
    assert!((lower - 100.0 * alone.estimates[0].ci.as_ref().unwrap().lower).abs() > 1e-6);

    let csv = app.get("/results.csv").await;
    let percent = land(&app, "").await["percent"].to_string();
    let line = csv.text().lines().find(|line| line.starts_with("survey,")).unwrap().to_owned();
    assert!(line.contains("pooled-top-two-box,true,") && line.contains(&format!(",{percent},")), "{line}");
    let page = app.get("/results").await;
    for link in ["/methods#weights", "/methods#interval", "/methods#verdict", "/methods#pooled-top-two-box"] {
        assert!(page.text().contains(&format!("href=\"{link}\"")), "{link}");
    }

    // Rows in another order, under other identifiers, give the same digits.
    let other = TestDatabase::sqlite().await;
    let world = fill(&other.store).await;
    let reversed: Vec<Person> = people.into_iter().rev().collect();
    store(&other, &world, &reversed).await;
    for query in ["", "?unit=xa-mot"] {
        assert_eq!(land(&TestApp::new(&other.store), query).await, land(&app, query).await);
    }
}

async fn an_index_of_several_answers_is_clustered_in_persons_and_villages(db: TestDatabase) {
    let world = fill(&db.store).await;
    let people = people(2);
    store(&db, &world, &people).await;
    let app = TestApp::new(&db.store);
    let report = analysed(people.iter(), RATIO);
    for (query, entry) in [("", &report.estimates[0]), ("?unit=xa-hai", &report.estimates[1])] {
        let figure = land(&app, query).await;
        near(&figure["percent"], entry.p.unwrap());
        let (variance, valid) = (entry.se.unwrap().powi(2), figure["valid_answers"].as_u64().unwrap());
        let interval =
            korn_graubard(Share::new(entry.p.unwrap()).unwrap(), variance, valid, entry.df.unwrap(), Level::P95).unwrap();
        near(&figure["interval_lower"], interval.lower().get());
        near(&figure["interval_upper"], interval.upper().get());
        assert_eq!(figure["respondents"], entry.n);
    }
    assert_eq!(report.estimates[1].domain["unit"], "xa-hai");
}

async fn a_sample_too_small_to_publish_has_its_reason(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    let new = |point| response(&world, &world.sample, ids.make(NOW), ("xa-mot", "land"), answers(&[("a1", point)]));
    let app = TestApp::new(&db.store);
    db.store.store_all(&(0..29).map(|_| new(5)).collect::<Vec<_>>()).await.unwrap();
    let figure = land(&app, "").await;
    assert_eq!(
        (&figure["status"], &figure["reason"], &figure["percent"]),
        (&"shown".into(), &"not_publishable".into(), &100.0.into())
    );
    assert_eq!((&figure["interval_lower"], &figure["verdict"], &figure["weighted"]), (&Value::Null, &Value::Null, &false.into()));
    let page = app.get_with("/results", &[("accept-language", "en")]).await;
    assert!(page.text().contains("Too few respondents, or too wide an interval"));
    assert!(!page.text().contains("/methods#weights"), "nothing is weighted here");
    db.store.store(new(4)).await.unwrap();
    assert_eq!(land(&app, "").await["verdict"], "met", "thirty are enough");
}
