//! `/analysis/trust`: who answered, who did not, and what is odd in the answers. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::administrative_rate::AdministrativeRate;
use app::domain::answer::Answers;
use app::domain::campaign::Campaign;
use app::domain::device::settings::{Hours, Settings};
use app::domain::figure::Filter;
use app::domain::measure::Measure;
use app::domain::mode::Mode;
use app::domain::overview::Question;
use app::domain::response::Response;
use app::domain::role::{Reach, Role};
use app::domain::sample_place::{SamplePlace, Weight};
use app::domain::trust::{Screen, Screened, TrustShown, Volume};
use axum::http::StatusCode;
use server::accounts::token::Purpose;
use server::audit::Author;
use server::figures::people::People;
use server::figures::trust;
use server::store::responses::NewResponse;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::devices::{KIOSK, add_points};
use tests::invitations::{INVITED, add_point, issue};
use tests::staff::{Browser, add};
use tests::subjects::told;
use tests::world::{World, answers, fill, response};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    modes_stand_apart_and_small_ones_are_hidden,
    a_mode_does_not_reveal_a_sector,
    who_did_not_answer_bounds_the_figure,
    a_design_makes_a_sample_smaller,
    screens_flag_and_never_drop,
    kiosks_and_dossiers_are_looked_at,
    both_measures_stand_beside_each_other,
    a_page_for_analysts_of_the_unit,
);

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

async fn look(db: &TestDatabase, measure: Measure) -> TrustShown {
    let filter = Filter { unit: Some("tinh".parse().unwrap()), period: Some("2026".parse().unwrap()), ..Filter::default() };
    let question = Question { filter, measure: Some(measure), version: None };
    trust::trust(&db.store, &People::default(), &question, NOW, 10).await.unwrap().shown.unwrap()
}

/// Answers about land whose form was opened at a moment and which came a while later (milliseconds).
fn came(
    (world, campaign): (&World, &Campaign),
    id: u128,
    (mode, opened_at, took): (Mode, i64, i64),
    given: Answers,
) -> NewResponse {
    let id = Uuid::from_u128(u128::try_from(opened_at).unwrap() << 80 | 7 << 76 | 2 << 62 | id);
    let new = response(world, campaign, id, ("xa-mot", "land"), given);
    NewResponse::new(Response { mode, submitted_at: opened_at + took, ..new.response().clone() }, &world.version)
}

/// Six different answers.
fn mixed(first: u8) -> Answers {
    answers(&[("a1", first), ("b1", 4), ("c1", 3), ("c2", 5), ("d1", 4), ("overall", 2)])
}

async fn modes_stand_apart_and_small_ones_are_hidden(db: TestDatabase) {
    let world = fill(&db.store).await;
    let give = |mode, count: u128, from: u128| {
        let one = |number: u128| {
            let point = if number.is_multiple_of(4) { 2 } else { 5 };
            let opened_at = NOW + i64::try_from(from + number).unwrap() * HOUR;
            came((&world, &world.feedback), from + number, (mode, opened_at, MINUTE), answers(&[("a1", point)]))
        };
        (0..count).map(one).collect::<Vec<_>>()
    };
    db.store
        .store_all(&[give(Mode::Phone, 40, 0), give(Mode::Kiosk, 20, 100), give(Mode::Paper, 3, 200)].concat())
        .await
        .unwrap();
    let shown = look(&db, Measure::Feedback).await;
    let modes: Vec<_> = shown.modes.iter().map(|figure| (figure.mode, figure.shown)).collect();
    assert_eq!(modes, [(Mode::Phone, Some((40, 0.75))), (Mode::Kiosk, None), (Mode::Paper, None)]);
    assert_eq!((shown.response, shown.precision, shown.devices), (None, None, None));
}

async fn a_mode_does_not_reveal_a_sector(db: TestDatabase) {
    let world = fill(&db.store).await;
    let give = |mode, sector: &'static str, count: u128, from: u128| {
        let one = |number: u128| {
            let opened_at = NOW + i64::try_from(from + number).unwrap() * HOUR;
            let new = came((&world, &world.feedback), from + number, (mode, opened_at, MINUTE), answers(&[("a1", 5)]));
            NewResponse::new(Response { sector: sector.parse().unwrap(), ..new.response().clone() }, &world.version)
        };
        (0..count).map(one).collect::<Vec<_>>()
    };
    let kiosk = [give(Mode::Kiosk, "land", 3, 0), give(Mode::Kiosk, "health", 40, 100)].concat();
    let phone = [give(Mode::Phone, "land", 40, 200), give(Mode::Phone, "health", 40, 300)].concat();
    db.store.store_all(&[kiosk, phone].concat()).await.unwrap();
    let of = async || look(&db, Measure::Feedback).await.modes.iter().map(|figure| figure.shown).collect::<Vec<_>>();
    assert_eq!(of().await, [None, None], "43 at kiosks less 40 about health, which /results shows, are 3 about land");
    db.store.store_all(&give(Mode::Kiosk, "land", 7, 400)).await.unwrap();
    assert_eq!(of().await, [Some((80, 1.0)), Some((50, 1.0))]);
}

async fn who_did_not_answer_bounds_the_figure(db: TestDatabase) {
    let world = fill(&db.store).await;
    add_point(&db.store, &world.feedback).await;
    let references: Vec<String> = (0..40).map(|number| format!("HS-{number}")).collect();
    let references: Vec<&str> = references.iter().map(String::as_str).collect();
    let made = issue(&db.store, Uuid::from_u128(5), &references).await;
    let invited = made.iter().take(10).zip(0..).map(|((_, token), number)| {
        let given = answers(&[("a1", if number < 8 { 5 } else { 1 })]);
        let new = came((&world, &world.feedback), number, (Mode::Link, NOW, MINUTE), given);
        let response = Response { point: INVITED.parse().unwrap(), ..new.response().clone() };
        NewResponse::new(response, &world.version).by_invitation(token.hash(Purpose::Answer))
    });
    let invited: Vec<_> = invited.collect();
    db.store.store_all(&invited[..9]).await.unwrap();
    let response = look(&db, Measure::Feedback).await.response.unwrap();
    assert_eq!((response.issued, response.answered, response.bounds), (40, 9, None), "nine are too few");
    db.store.store_all(&invited[9..]).await.unwrap();
    let response = look(&db, Measure::Feedback).await.response.unwrap();
    // Eight of ten are satisfied, and thirty did not answer: from 8 to 38 of 40.
    let (lower, upper) = response.bounds.unwrap();
    assert!(response.answered == 10 && (lower - 0.2).abs() < 1e-12 && (upper - 0.95).abs() < 1e-12, "{response:?}");
}

async fn a_design_makes_a_sample_smaller(db: TestDatabase) {
    let world = fill(&db.store).await;
    // Two strata of six clusters of ten people who all answer alike: a person tells nothing beyond the cluster.
    let person = |number: u128| {
        let cluster = number / 10;
        let given = answers(&[("a1", if cluster.is_multiple_of(3) { 2 } else { 5 })]);
        let new = came((&world, &world.sample), number, (Mode::Interviewer, NOW, 5 * MINUTE), given);
        let [stratum, psu] = [format!("s{}", cluster / 6), format!("p{cluster}")].map(|code| code.parse().unwrap());
        let sample_place = Some(SamplePlace { stratum, psu, weight: Weight::new(1.0).unwrap() });
        NewResponse::new(Response { sample_place, ..new.response().clone() }, &world.version)
    };
    db.store.store_all(&(0..120).map(person).collect::<Vec<_>>()).await.unwrap();
    let precision = look(&db, Measure::Survey).await.precision.unwrap();
    // Each stratum has two clusters of six in which nobody is satisfied: the variance is 4/15 · 1/12, that of 120 people 2/9 · 1/119.
    assert_eq!(precision.persons, 120);
    let expected = (4.0 / 15.0 / 12.0) / (2.0 / 9.0 / 119.0);
    assert!((precision.effect - expected).abs() < 1e-9, "{precision:?} and not {expected}");
    assert!((precision.effective - 10.0).abs() < 1e-9, "{precision:?}: as much as ten people");
}

async fn screens_flag_and_never_drop(db: TestDatabase) {
    let world = fill(&db.store).await;
    let of = (&world, &world.feedback);
    // Thirty at their ease, an hour apart.
    let mut given: Vec<_> =
        (0..30).map(|n| came(of, n, (Mode::Phone, NOW + i64::try_from(n).unwrap() * HOUR, 3 * MINUTE), mixed(4))).collect();
    // Twelve who answer the same, one every twenty seconds, each in twenty seconds: fast, in a burst, and all but the first twice.
    given.extend((0..12).map(|n| {
        let opened_at = NOW + 100 * HOUR + i64::try_from(n).unwrap() * 20_000;
        came(
            of,
            100 + n,
            (Mode::Phone, opened_at, 20_000),
            answers(&[("a1", 5), ("b1", 5), ("c1", 5), ("c2", 5), ("d1", 5), ("overall", 5)]),
        )
    }));
    // The same on paper, where it is the clerk's doing.
    given.extend((0..6).map(|n| came(of, 200 + n, (Mode::Paper, NOW + 200 * HOUR + i64::try_from(n).unwrap(), 1), mixed(1))));
    db.store.store_all(&given).await.unwrap();
    let screening = look(&db, Measure::Feedback).await.screening;
    assert_eq!((screening.read, screening.newest, screening.flagged), (48, None, 12));
    assert_eq!(
        screening.screens,
        [
            (Screen::Speed, Screened::Found { flagged: 12, of: 42 }),
            (Screen::Burst, Screened::Found { flagged: 12, of: 42 }),
            (Screen::Duplicate, Screened::Found { flagged: 11, of: 42 }),
            (Screen::OutsideHours, Screened::NotKnown),
            (Screen::StraightLine, Screened::Found { flagged: 12, of: 42 }),
        ]
    );
    // Of five answers to factors, four are satisfied, or five in the burst, or three on paper.
    let (with, without) = screening.shares.unwrap();
    let expected = |flagged: f64| (30.0 * 4.0 + flagged * 5.0 + 6.0 * 3.0) / (5.0 * (36.0 + flagged));
    assert!((with - expected(12.0)).abs() < 1e-12 && (without - expected(0.0)).abs() < 1e-12, "{with} {without}");
    let figure = server::figures::results(&db.store, &People::default(), &Filter::default(), NOW, 10).await.unwrap();
    assert!(format!("{:?}", figure.panels).contains("respondents: 48"), "nobody is left out of the figures");
}

async fn kiosks_and_dossiers_are_looked_at(db: TestDatabase) {
    let world = fill(&db.store).await;
    add_points(&db.store, &world.feedback).await;
    let (id, kiosk) = (Uuid::from_u128(1), KIOSK.parse().unwrap());
    assert!(db.store.add_device(&Author::Program, NOW, &Reach::Everything, (id, "Cổng", &kiosk, "xa-mot")).await.unwrap());
    db.store.demonstrate_device(id, &kiosk, &told(1)).await.unwrap();
    let device = db.store.device(&Reach::Everything, id).await.unwrap().unwrap();
    let settings = Settings { hours: Some(Hours { opens: 8 * 60, closes: 17 * 60, days: [true; 7] }), ..device.settings.clone() };
    let changed = (&device, "Cổng", &kiosk, &settings, "xa-mot");
    assert!(db.store.change_device(&Author::Program, NOW, &Reach::Everything, changed).await.unwrap());
    let rate = AdministrativeRate {
        unit: "tinh".parse().unwrap(),
        sector: "land".parse().unwrap(),
        year: 2026,
        satisfied: 10,
        total: 11,
        source: "Sở".into(),
    };
    db.store.add_administrative_rates(&[rate]).await.unwrap();
    let midnight = app::domain::period::LocalTime::midnight("2026-09-01").unwrap();
    let given = (0..24).map(|hour: u128| {
        let at = midnight + i64::try_from(hour).unwrap() * HOUR;
        let new = came((&world, &world.feedback), hour, (Mode::Kiosk, at, 1_000), mixed(3));
        NewResponse::new(Response { point: kiosk.clone(), ..new.response().clone() }, &world.version)
    });
    db.store.store_all(&given.collect::<Vec<_>>()).await.unwrap();
    let shown = look(&db, Measure::Feedback).await;
    // Awake from 8 until before 17: nine of the hours.
    assert!(shown.screening.screens.contains(&(Screen::OutsideHours, Screened::Found { flagged: 15, of: 24 })), "{shown:?}");
    assert_eq!(shown.screening.flagged, 15);
    assert_eq!(shown.screening.shares, None, "nine are left, fewer than ten");
    let devices = shown.devices.unwrap();
    assert_eq!((devices.devices, devices.with_gaps, devices.given, devices.lost), (1, 1, 20, 4));
    let [Volume { responses, dossiers, .. }] = &shown.volumes[..] else { panic!("{:?}", shown.volumes) };
    assert_eq!((*responses, *dossiers, shown.volumes[0].is_too_many()), (24, 11, true));
}

async fn both_measures_stand_beside_each_other(db: TestDatabase) {
    let world = fill(&db.store).await;
    let give = |campaign, from: u128, satisfied: u128| {
        let one = |n: u128| {
            let given = answers(&[("a1", if n < satisfied { 5 } else { 1 })]);
            came((&world, campaign), from + n, (Mode::Phone, NOW + i64::try_from(from + n).unwrap() * HOUR, MINUTE), given)
        };
        (0..40).map(one).collect::<Vec<_>>()
    };
    db.store.store_all(&give(&world.feedback, 0, 38)).await.unwrap();
    assert_eq!(look(&db, Measure::Feedback).await.beside, []);
    db.store.store_all(&give(&world.sample, 100, 30)).await.unwrap();
    for measure in [Measure::Feedback, Measure::Survey] {
        let beside = look(&db, measure).await.beside;
        let measures: Vec<_> = beside.iter().map(|beside| beside.measure).collect();
        assert_eq!(measures, [Measure::Survey, Measure::Feedback]);
        let text = format!("{beside:?}");
        assert!(text.contains("0.75") && text.contains("0.95"), "{text}");
    }
}

async fn a_page_for_analysts_of_the_unit(db: TestDatabase) {
    let world = fill(&db.store).await;
    let given = (0..20)
        .map(|n| came((&world, &world.feedback), n, (Mode::Phone, NOW + i64::try_from(n).unwrap() * HOUR, MINUTE), mixed(4)));
    db.store.store_all(&given.collect::<Vec<_>>()).await.unwrap();
    add(&db.store, "analyst", Role::Analyst, "xa-mot").await;
    let app = TestApp::new(&db.store);
    let mut analyst = Browser::signed_in(&app, "analyst").await;
    let page = analyst.get("/analysis/trust?measure=feedback&period=2026").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in ["Dồn dập", "0 trong 20 phiếu", "Không ai được mời theo danh sách", "20 phiếu trả lời"] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    for foreign in ["xa-hai", "tinh", "nowhere"] {
        assert_eq!(analyst.get(&format!("/analysis/trust?unit={foreign}")).await.status, StatusCode::NOT_FOUND, "{foreign}");
    }
    for wrong in ["measure=administrative", "version=x", "period=20", "sector=x", "mode=x"] {
        assert_eq!(analyst.get(&format!("/analysis/trust?{wrong}")).await.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let empty = analyst.get("/analysis/trust?period=2020&lang=en").await;
    assert!(empty.text().contains("Nobody has answered under this choice yet."));
}
