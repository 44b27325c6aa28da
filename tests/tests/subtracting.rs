//! Whoever lays published figures side by side and subtracts them learns nothing about fewer people than the minimum.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::{BTreeMap, BTreeSet};

use app::domain::campaign::Campaign;
use app::domain::mode::Mode;
use app::domain::period::Month;
use app::domain::response::Response;
use app::domain::texts::Texts;
use app::domain::unit::{Unit, UnitKind};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde_json::Value;
use server::store::responses::NewResponse;
use tests::NOW;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::on_both_databases;
use tests::world::{answers, fill, ids, response};

on_both_databases!(subtraction_tells_nothing_of_a_few);

const MINIMUM: u64 = 10;
const UNITS: [&str; 5] = ["", "tinh", "xa-mot", "xa-hai", "xa-ba"];
const COMMUNES: [&str; 3] = ["xa-mot", "xa-hai", "xa-ba"];
const PERIODS: [&str; 12] =
    ["", "2025", "2026", "2025-Q4", "2026-Q1", "2026-Q2", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04"];
const MONTHS: [(i16, i8); 6] = [(2025, 11), (2025, 12), (2026, 1), (2026, 2), (2026, 3), (2026, 4)];
const MODES: [&str; 3] = ["", "phone", "kiosk"];
/// The sectors; the first is above the others.
const SECTORS: [&str; 3] = ["administrative-procedures", "land", "construction"];

/// A figure: unit, period, campaign, mode and sector, by their places in the lists above.
type Place = [usize; 5];

/// What anybody can see, and work out on one page.
#[derive(Default)]
struct Published {
    known: BTreeMap<Place, u64>,
    /// What is hidden and not empty.
    hidden: BTreeSet<Place>,
    /// What is hidden, but given away by its page.
    worked_out: BTreeSet<Place>,
}

/// Everything that anybody can look at, of a country with few answers here and many there.
async fn publish(db: &TestDatabase, seed: u64) -> Published {
    let world = fill(&db.store).await;
    let third = Unit {
        code: "xa-ba".parse().unwrap(),
        parent: Some("tinh".parse().unwrap()),
        kind: UnitKind::Commune,
        name: Texts::new([("vi", "Xã Ba")]),
        valid_from: 0,
        valid_to: None,
        successor: None,
    };
    db.store.add_units(&[third]).await.unwrap();
    let second = Campaign { id: ids().make(NOW + 1), ..world.feedback.clone() };
    db.store.add_campaign(&second).await.unwrap();
    let campaigns = [&world.feedback, &second];
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let mut below = |bound: u32| rng.next_u32() % bound;
    let ids = ids();
    let mut group = Vec::new();
    for unit in COMMUNES {
        for (year, month) in MONTHS {
            for sector in ["land", "construction"] {
                for mode in [Mode::Phone, Mode::Kiosk] {
                    for campaign in campaigns {
                        let times = match below(8) {
                            0..=2 => 0,
                            3 | 4 => 1 + below(9),
                            5 | 6 => 10 + below(20),
                            _ => 60,
                        };
                        for _ in 0..times {
                            let moment = NOW + i64::try_from(group.len()).unwrap();
                            let new = response(&world, campaign, ids.make(moment), (unit, sector), answers(&[("a1", 4)]));
                            let of = Response { mode, month: Month::new(year, month).unwrap(), ..new.response().clone() };
                            group.push(NewResponse::new(of, &world.version));
                        }
                    }
                }
            }
        }
    }
    for group in group.chunks(500) {
        db.store.store_all(group).await.unwrap();
    }
    db.store.rollup_all().await.unwrap();
    let app = TestApp::new(&db.store);
    let mut published = Published::default();
    let names = [String::new(), campaigns[0].id.to_string(), campaigns[1].id.to_string()];
    for (u, unit) in UNITS.iter().enumerate() {
        for (p, period) in PERIODS.iter().enumerate() {
            for (c, campaign) in names.iter().enumerate() {
                for (m, mode) in MODES.iter().enumerate() {
                    let path = format!("/results.json?unit={unit}&period={period}&campaign={campaign}&mode={mode}");
                    let document: Value = serde_json::from_slice(&app.get(&path).await.bytes).unwrap();
                    let figures = document["figures"].as_array().unwrap();
                    // The other form says the same, hidden figures included; now and then is enough.
                    if (u + p + c + m).is_multiple_of(5) {
                        let csv = app.get(&path.replace(".json", ".csv")).await;
                        assert_eq!(lines(csv.text()), figures.iter().map(line).collect::<Vec<_>>(), "{path}");
                    }
                    for (s, sector) in SECTORS.iter().enumerate() {
                        let place = [u, p, c, m, s];
                        let figure = figures.iter().find(|figure| figure["sector"] == *sector);
                        match figure.map(|figure| figure["status"].as_str().unwrap()) {
                            Some("shown") => published.knows(place, figure.unwrap()["respondents"].as_u64().unwrap()),
                            Some("hidden") => drop(published.hidden.insert(place)),
                            Some(_) => published.knows(place, 0),
                            // That nobody answered at all is said by saying nothing.
                            None if figures.is_empty() => published.knows(place, 0),
                            None => {}
                        }
                    }
                }
                published.work_out([u, p, c]);
            }
        }
    }
    published
}

impl Published {
    fn knows(&mut self, place: Place, n: u64) {
        self.known.insert(place, n);
    }

    fn of(&self, place: Place) -> Option<u64> {
        self.known.get(&place).copied()
    }

    /// Works out what the figures of one page, in all modes and sectors, give away of each other.
    fn work_out(&mut self, [u, p, c]: [usize; 3]) {
        let lines = (0..3).flat_map(|other| {
            let by_mode = [0, 1, 2].map(|mode| [u, p, c, mode, other]);
            let by_sector = [0, 1, 2].map(|sector| [u, p, c, other, sector]);
            [by_mode, by_sector]
        });
        let lines: Vec<[Place; 3]> = lines.collect();
        while let Some((place, n)) = lines.iter().find_map(|line| self.missing(line)) {
            self.hidden.remove(&place);
            self.worked_out.insert(place);
            self.known.insert(place, n);
        }
    }

    /// The only place of a whole and its two parts that is not known.
    fn missing(&self, [whole, one, other]: &[Place; 3]) -> Option<(Place, u64)> {
        match [whole, one, other].map(|place| self.of(*place)) {
            [None, Some(a), Some(b)] => Some((*whole, a + b)),
            [Some(all), None, Some(part)] => Some((*one, all - part)),
            [Some(all), Some(part), None] => Some((*other, all - part)),
            _ => None,
        }
    }
}

/// Whether all that one place counts is counted in another.
fn lies_in(one: &Place, other: &Place) -> bool {
    let below = |at: usize| one[at] == other[at] || other[at] == 0;
    let unit = below(0) || (other[0] == 1 && one[0] > 1);
    unit && in_period(PERIODS[one[1]], PERIODS[other[1]]) && (2..5).all(below)
}

fn in_period(one: &str, other: &str) -> bool {
    let month = |text: &str| text.get(5..).and_then(|month| month.parse::<u32>().ok());
    let quarter = |text: &str| text.get(6..).and_then(|quarter| quarter.parse::<u32>().ok()).filter(|_| text.contains('Q'));
    let in_quarter = || one.get(..4) == other.get(..4) && month(one).map(|month| (month - 1) / 3 + 1) == quarter(other);
    one == other || other.is_empty() || (other.len() == 4 && one.starts_with(other)) || (quarter(other).is_some() && in_quarter())
}

async fn subtraction_tells_nothing_of_a_few(db: TestDatabase) {
    attack(&publish(&db, 0).await, 0);
}

#[tokio::test]
async fn whatever_was_answered_subtraction_tells_nothing_of_a_few() {
    for seed in 1..=4 {
        attack(&publish(&TestDatabase::sqlite().await, seed).await, seed);
    }
}

/// Lays everything beside everything.
fn attack(published: &Published, seed: u64) {
    let (known, hidden) = (published.known.len(), published.hidden.len());
    println!("seed {seed}: {known} known, {hidden} hidden");
    assert!(known > 300 && hidden > 100, "there is much to see, and much to find");
    for (narrow, few) in &published.known {
        let how = published.worked_out.contains(narrow);
        for (wide, n) in published.known.iter().filter(|(wide, _)| lies_in(narrow, wide)) {
            assert!(few == n || few + MINIMUM <= *n, "seed {seed}: {wide:?} has {n}, {narrow:?} {few}, worked out: {how}");
        }
    }
    // The last part of a whole.
    for (whole, n) in &published.known {
        for (name, parts) in families(whole) {
            let hidden = parts.iter().filter(|part| published.hidden.contains(*part)).count();
            let others: u64 = parts.iter().filter_map(|part| published.of(*part)).sum();
            let left = n - others;
            assert!(left == 0 || left >= MINIMUM, "seed {seed}: {hidden} hidden {name} of {whole:?} have {left}");
        }
    }
}

/// The parts of which a place is made: units, shorter periods, campaigns.
fn families(whole: &Place) -> Vec<(&'static str, Vec<Place>)> {
    let at = |dimension: usize, places: Vec<usize>| -> Vec<Place> {
        let part = |place| {
            let mut part = *whole;
            part[dimension] = place;
            part
        };
        places.into_iter().map(part).collect()
    };
    let mut families = Vec::new();
    if whole[0] < 2 {
        families.push(("communes", at(0, vec![2, 3, 4])));
    }
    if whole[2] == 0 {
        families.push(("campaigns", at(2, vec![1, 2])));
    }
    let is_quarter = |text: &str| text.contains('Q');
    let shorter = |own: &str, other: &str| match own.len() {
        0 => other.len() == 4,
        4 => is_quarter(other) && other.starts_with(own),
        _ => is_quarter(own) && !is_quarter(other) && in_period(other, own),
    };
    let own = PERIODS[whole[1]];
    let shorter: Vec<usize> = (0..PERIODS.len()).filter(|at| shorter(own, PERIODS[*at])).collect();
    if !shorter.is_empty() {
        families.push(("shorter periods", at(1, shorter)));
    }
    families
}

/// Sector, status and respondents of a figure of the JSON form.
fn line(figure: &Value) -> [String; 3] {
    let text = |name: &str| match &figure[name] {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    [text("sector"), text("status"), text("respondents")]
}

/// The same of the lines of the CSV form.
fn lines(csv: &str) -> Vec<[String; 3]> {
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let columns = reader.headers().unwrap().clone();
    let column = |name: &str| columns.iter().position(|column| column == name).unwrap_or_else(|| panic!("{name} in {csv}"));
    let columns = ["sector", "status", "respondents"].map(column);
    reader.records().map(|record| record.unwrap()).map(|record| columns.map(|column| record[column].to_owned())).collect()
}
