//! `/analysis/items`: each figure is that of `/results`, each distribution what was answered, and what is hidden stays so. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeMap;

use app::domain::answer::{Answer, Answers};
use app::domain::campaign::{Campaign, Sampling};
use app::domain::figure::{Certainty, Filter, Outcome, Part, Scope, WhyHidden, WhyUncertain};
use app::domain::items::{Drilled, Groups, ItemDetail, Split, When};
use app::domain::measure::Measure;
use app::domain::mode::Mode;
use app::domain::overview::{Break, Question};
use app::domain::period::{Month, Period};
use app::domain::response::Response;
use app::domain::role::Role;
use app::domain::texts::Texts;
use app::domain::unit::{Unit, UnitKind};
use axum::http::StatusCode;
use serde_json::Value;
use server::figures::people::People;
use server::figures::{items, results};
use server::sources::Ids;
use server::store::responses::NewResponse;
use tests::NOW;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::on_both_databases;
use tests::staff::{Browser, add};
use tests::world::{World, answers, fill, ids, response};

on_both_databases!(
    distributions_are_what_was_answered,
    percentages_are_those_of_the_results,
    nothing_hidden_can_be_worked_out,
    a_merged_unit_is_shown_whole_and_by_its_parts,
    breaks_are_marked,
    waves_of_another_version_are_not_bridged,
    answers_fall_into_groups,
    an_analyst_sees_their_own_unit_and_what_is_weak,
);

/// What is given in a place.
#[derive(Clone, Copy)]
struct Given<'a> {
    unit: &'a str,
    sector: &'a str,
    month: (i16, i8),
    mode: Mode,
}

const HERE: Given<'static> = Given { unit: "xa-mot", sector: "land", month: (2026, 3), mode: Mode::Phone };

/// So many answers of each kind.
async fn give(
    db: &TestDatabase,
    (world, ids): (&World, &Ids),
    campaign: &Campaign,
    given: Given<'_>,
    kinds: &[(usize, Answers)],
) {
    let month = Month::new(given.month.0, given.month.1).unwrap();
    let all = kinds.iter().flat_map(|(times, answers)| std::iter::repeat_n(answers, *times));
    let group: Vec<_> = all
        .map(|answers| {
            let new = response(world, campaign, ids.make(NOW), (given.unit, given.sector), answers.clone());
            NewResponse::new(Response { month, mode: given.mode, ..new.response().clone() }, &world.version)
        })
        .collect();
    db.store.store_all(&group).await.unwrap();
}

/// So many people of whom so many are satisfied with the one question.
fn people(satisfied: usize, all: usize) -> Vec<(usize, Answers)> {
    vec![(satisfied, answers(&[("a1", 5)])), (all - satisfied, answers(&[("a1", 2)]))]
}

fn question(measure: Measure, filter: Filter) -> Question {
    Question { filter, measure: Some(measure), version: None }
}

/// The filter of a unit, a period, a sector and perhaps an item.
fn filter(unit: &str, period: &str, item: Option<&str>) -> Filter {
    let part =
        |item: &str| Part { questionnaire: "one-stop-service".parse().unwrap(), scope: Scope::Item(item.parse().unwrap()) };
    Filter {
        unit: Some(unit.parse().unwrap()),
        period: Some(period.parse().unwrap()),
        sector: Some("land".parse().unwrap()),
        part: item.map(part),
        ..Filter::default()
    }
}

async fn look(db: &TestDatabase, measure: Measure, filter: Filter, by: Option<&str>) -> Option<Drilled> {
    let by = by.map(|by| by.parse().unwrap());
    let (question, people) = (question(measure, filter), People::default());
    items::items(&db.store, &people, (&question, by.as_ref()), NOW, 10).await.unwrap().shown
}

async fn detail(db: &TestDatabase, measure: Measure, filter: Filter) -> ItemDetail {
    look(db, measure, filter, None).await.unwrap().item.unwrap()
}

fn respondents(split: &Split) -> Option<u64> {
    match &split.outcome {
        Outcome::Shown(estimate) => Some(estimate.respondents),
        Outcome::Hidden(_) | Outcome::NoAnswers => None,
    }
}

/// Answers of every kind in two units, three sectors and both kinds of campaigns.
async fn varied(db: &TestDatabase, world: &World) {
    let ids = ids();
    for (number, campaign) in [&world.feedback, &world.sample].into_iter().enumerate() {
        for (place, (unit, sector)) in
            [("xa-mot", "land"), ("xa-hai", "land"), ("xa-mot", "construction")].into_iter().enumerate()
        {
            let given = Given { unit, sector, mode: if place == 1 { Mode::Kiosk } else { Mode::Phone }, ..HERE };
            let kinds: Vec<_> = (1..=5_u8)
                .map(|point| {
                    let other = 1 + (point * 3 + u8::try_from(place).unwrap()) % 5;
                    let answers = answers(&[("a1", point), ("b1", other), ("c2", point), ("overall", other)]);
                    (usize::from(point) + 3 + number + place, answers)
                })
                .collect();
            give(db, (world, &ids), campaign, given, &kinds).await;
        }
    }
}

async fn distributions_are_what_was_answered(db: TestDatabase) {
    let world = fill(&db.store).await;
    varied(&db, &world).await;
    for (measure, campaign) in [(Measure::Feedback, &world.feedback), (Measure::Survey, &world.sample)] {
        let mut counted: BTreeMap<String, [u64; 5]> = BTreeMap::new();
        for stored in db.store.survey_responses(campaign.id).await.unwrap() {
            let given = Answers::from_json(&world.version, &stored.answers).unwrap();
            for (_, item) in world.version.satisfaction_items().filter(|_| stored.sector == "land") {
                if let Some(Answer::Scale(point)) = given.get(item.code.as_str()) {
                    counted.entry(item.code.to_string()).or_default()[usize::from(point.point()) - 1] += 1;
                }
            }
        }
        let shown = look(&db, measure, filter("tinh", "2026", None), None).await.unwrap();
        let items = shown.sections.iter().flat_map(|section| &section.items);
        let found: BTreeMap<String, [u64; 5]> =
            items.filter_map(|item| Some((item.code.to_string(), item.split.answers.as_ref()?.points))).collect();
        assert_eq!(found, counted, "{measure:?}");
        assert_eq!(found.len(), 4);
        let a1 = shown.sections[0].items[0].split.answers.clone().unwrap();
        let sum: u64 = (1..).zip(a1.points).map(|(point, times): (u64, _)| point * times).sum();
        let all: u64 = a1.points.iter().sum();
        assert!(
            (a1.mean.unwrap() * f64::from(u32::try_from(all).unwrap()) - f64::from(u32::try_from(sum).unwrap())).abs() < 1e-9
        );
        let overall = shown.sections.iter().find(|section| section.code.as_str() == "overview").unwrap();
        assert_eq!(overall.outcome, None, "what is outside the index is no factor");
    }
}

async fn percentages_are_those_of_the_results(db: TestDatabase) {
    let world = fill(&db.store).await;
    varied(&db, &world).await;
    let app = TestApp::new(&db.store);
    for measure in [Measure::Survey, Measure::Feedback] {
        let whole = filter("tinh", "2026", None);
        let shown = look(&db, measure, whole.clone(), None).await.unwrap();
        for section in &shown.sections {
            let factor = section.outcome.iter().map(|outcome| (Scope::Factor(section.code.clone()), outcome));
            for (scope, outcome) in factor.chain(section.items.iter().map(|item| (item.scope(), &item.split.outcome))) {
                let part = Part { questionnaire: "one-stop-service".parse().unwrap(), scope };
                let filter = Filter { part: Some(part), ..whole.clone() };
                let results = results(&db.store, &People::default(), &filter, NOW, 10).await.unwrap();
                let panel = results.panels.into_iter().find(|panel| panel.measure == measure).unwrap();
                assert_eq!(*outcome, panel.sectors[0].outcome, "{measure:?} {:?}", filter.part);
            }
        }
        let answer = app.get("/results.json?unit=tinh&period=2026&sector=land&questionnaire=one-stop-service&item=b1").await;
        let document: Value = serde_json::from_slice(&answer.bytes).unwrap();
        let mut figures = document["figures"].as_array().unwrap().iter();
        let json = figures.find(|figure| figure["measure"] == measure.word() && figure["sector"] == "land").unwrap();
        let Outcome::Shown(b1) = &shown.sections[1].items[0].split.outcome else { panic!("a figure") };
        assert_eq!(json["respondents"].as_u64(), Some(b1.respondents));
        assert_eq!(json["satisfied_answers"].as_u64(), Some(b1.satisfied));
    }
}

async fn nothing_hidden_can_be_worked_out(db: TestDatabase) {
    let (world, ids) = (fill(&db.store).await, ids());
    let of = |mode, unit, month| Given { mode, unit, month: (2026, month), ..HERE };
    for (given, all) in [
        (of(Mode::Phone, "xa-mot", 1), 60),
        (of(Mode::Phone, "xa-mot", 2), 9),
        (of(Mode::Kiosk, "xa-mot", 1), 30),
        (of(Mode::Paper, "xa-mot", 1), 9),
        (of(Mode::Phone, "xa-hai", 3), 8),
        (of(Mode::Phone, "tinh", 3), 12),
    ] {
        give(&db, (&world, &ids), &world.feedback, given, &people(all / 2, all)).await;
    }
    let filter = filter("tinh", "2026", Some("a1"));
    let shown = look(&db, Measure::Feedback, filter.clone(), None).await.unwrap();
    let whole = respondents(&shown.sections[0].items[0].split).unwrap();
    assert_eq!(whole, 128);
    let detail = shown.item.unwrap();
    let lists: [(&str, Vec<&Split>); 3] = [
        ("modes", detail.modes.iter().map(|(_, split)| split).collect()),
        ("months", detail.course.iter().map(|step| &step.split).collect()),
        ("units", detail.units.iter().map(|(.., split)| split).collect()),
    ];
    for (name, splits) in lists {
        let seen: u64 = splits.iter().filter_map(|split| respondents(split)).sum();
        let hidden = splits.iter().filter(|split| matches!(split.outcome, Outcome::Hidden(_))).count();
        assert!(hidden > 0, "{name} have a small part");
        // What is missing from the whole is neither one part alone nor fewer people than may be told of.
        // Those who judged the province itself are no unit below it.
        assert!(hidden + usize::from(name == "units") > 1, "{name}");
        assert!(whole - seen >= 10, "{name}");
        assert!(splits.iter().all(|split| split.answers.is_some() == respondents(split).is_some()), "{name}");
    }
    let paper = detail.modes.iter().find(|(mode, _)| *mode == Mode::Paper).unwrap();
    let kiosk = detail.modes.iter().find(|(mode, _)| *mode == Mode::Kiosk).unwrap();
    assert_eq!(paper.1.outcome, Outcome::Hidden(WhyHidden::TooFew));
    assert_eq!(kiosk.1.outcome, Outcome::Hidden(WhyHidden::WouldRevealAnother));
    // Nor can it be had from the public page, mode by mode.
    let kiosk = Filter { mode: Some(Mode::Kiosk), ..filter };
    let results = results(&db.store, &People::default(), &kiosk, NOW, 10).await.unwrap();
    assert_eq!(results.panels[0].sectors[0].outcome, Outcome::Hidden(WhyHidden::WouldRevealAnother));
}

fn former(successor: &str) -> Unit {
    Unit {
        code: "xa-cu".parse().unwrap(),
        parent: None,
        kind: UnitKind::Commune,
        name: Texts::new([("vi", "Xã Cũ"), ("en", "Former commune")]),
        valid_from: 0,
        valid_to: Some(Month::new(2026, 2).unwrap().begins_at()),
        successor: Some(successor.parse().unwrap()),
    }
}

async fn a_merged_unit_is_shown_whole_and_by_its_parts(db: TestDatabase) {
    let (world, ids) = (fill(&db.store).await, ids());
    db.store.add_units(&[former("xa-mot")]).await.unwrap();
    give(&db, (&world, &ids), &world.feedback, Given { month: (2026, 1), unit: "xa-cu", ..HERE }, &people(20, 25)).await;
    give(&db, (&world, &ids), &world.feedback, HERE, &people(10, 40)).await;
    let alone = look(&db, Measure::Feedback, filter("xa-mot", "2026", Some("a1")), None).await.unwrap();
    assert_eq!(respondents(&alone.sections[0].items[0].split), Some(40));
    assert!(alone.item.unwrap().former.is_empty());
    let together = Filter { predecessors: true, ..filter("xa-mot", "2026", Some("a1")) };
    let whole = look(&db, Measure::Feedback, together.clone(), None).await.unwrap();
    assert_eq!(whole.sections[0].items[0].split.answers.as_ref().unwrap().points, [0, 35, 0, 0, 30]);
    let detail = whole.item.unwrap();
    let parts: Vec<_> = detail.former.iter().map(|(unit, _, split)| (unit.as_str(), respondents(split))).collect();
    assert_eq!(parts, [("xa-mot", Some(40)), ("xa-cu", Some(25))]);
    let months: Vec<_> = detail.course.iter().filter_map(|step| respondents(&step.split)).collect();
    assert_eq!(months, [25, 40], "the course goes on across the merger");
    // A part that is hidden hides the whole.
    let small = Given { sector: "construction", ..HERE };
    give(&db, (&world, &ids), &world.feedback, small, &people(10, 40)).await;
    give(&db, (&world, &ids), &world.feedback, Given { unit: "xa-cu", month: (2026, 1), ..small }, &people(3, 5)).await;
    let filter = Filter { sector: Some("construction".parse().unwrap()), ..together };
    let whole = look(&db, Measure::Feedback, filter, None).await.unwrap();
    assert_eq!(whole.sections[0].items[0].split.outcome, Outcome::Hidden(WhyHidden::WouldRevealAnother));
    assert!(matches!(whole.sector().unwrap().outcome, Outcome::Hidden(_)));
    assert!(whole.item.unwrap().course.is_empty());
}

async fn breaks_are_marked(db: TestDatabase) {
    let (world, ids) = (fill(&db.store).await, ids());
    db.store.add_units(&[former("xa-hai")]).await.unwrap();
    for (month, mode) in [(1, Mode::Phone), (2, Mode::Phone), (3, Mode::Kiosk)] {
        let given = Given { month: (2026, month), mode, ..HERE };
        give(&db, (&world, &ids), &world.feedback, given, &people(15, 20)).await;
        give(&db, (&world, &ids), &world.feedback, Given { unit: "xa-hai", mode: Mode::Phone, ..given }, &people(15, 20)).await;
    }
    let broken =
        |detail: ItemDetail| -> Vec<_> { detail.course.into_iter().filter_map(|step| Some((step.when, step.broken?))).collect() };
    let month = |month| When::Period(Period::Month(Month::new(2026, month).unwrap()));
    let found = broken(detail(&db, Measure::Feedback, filter("xa-mot", "2026-03", Some("a1"))).await);
    assert_eq!(found, [(month(3), Break::Modes)]);
    let found = broken(detail(&db, Measure::Feedback, filter("xa-hai", "2026-03", Some("a1"))).await);
    assert_eq!(found, [(month(2), Break::Boundaries)], "another commune was merged into it");
}

async fn waves_of_another_version_are_not_bridged(db: TestDatabase) {
    let (world, ids) = (fill(&db.store).await, ids());
    let newer = world.version.clone().numbered(2);
    let newer_id = db.store.publish(ids.make(NOW + 9), &newer, NOW).await.unwrap();
    let wave = |version_id, opens: i8, closes: i8| Campaign {
        id: ids.make(NOW + i64::from(opens)),
        version_id,
        sampling: Sampling::Probability,
        opens_at: Month::new(2025, opens).unwrap().begins_at(),
        closes_at: Some(Month::new(2025, closes).unwrap().begins_at()),
        ..world.sample.clone()
    };
    let waves =
        [wave(world.sample.version_id, 1, 2), wave(world.sample.version_id, 3, 4), wave(newer_id, 5, 6), wave(newer_id, 7, 8)];
    for (campaign, month) in waves.iter().zip([1, 3, 5, 7]) {
        db.store.add_campaign(campaign).await.unwrap();
        let given = Given { month: (2025, month), ..HERE };
        give(&db, (&world, &ids), campaign, given, &people(30, 40)).await;
    }
    let detail = detail(&db, Measure::Survey, filter("tinh", "2025", Some("a1"))).await;
    let course: Vec<_> = detail.course.iter().map(|step| (respondents(&step.split), step.broken)).collect();
    assert_eq!(course, [(Some(40), Some(Break::Instrument)), (Some(40), None)]);
}

async fn answers_fall_into_groups(db: TestDatabase) {
    let (world, ids) = (fill(&db.store).await, ids());
    let came = |times: &str, point| -> Answers {
        let visits = ("visits".parse().unwrap(), Answer::Choice(times.parse().unwrap()));
        answers(&[("a1", point)]).iter().map(|(code, answer)| (code.clone(), answer.clone())).chain([visits]).collect()
    };
    let kinds = [(20, came("1", 5)), (12, came("1", 1)), (15, came("2", 4)), (4, came("3-more", 2)), (11, answers(&[("a1", 3)]))];
    for campaign in [&world.feedback, &world.sample] {
        give(&db, (&world, &ids), campaign, HERE, &kinds).await;
    }
    for measure in [Measure::Survey, Measure::Feedback] {
        let shown = look(&db, measure, filter("tinh", "2026", Some("a1")), Some("visits")).await.unwrap();
        let Some(Groups::Shown(groups)) = shown.item.unwrap().groups else { panic!("groups") };
        let found: Vec<_> = groups.iter().map(|(_, split)| split.answers.as_ref().map(|answers| answers.points)).collect();
        // Four came three times or more: they are hidden, and with them the smallest group beside them.
        assert_eq!(found, [Some([12, 0, 0, 0, 20]), Some([0, 0, 0, 15, 0]), None, None], "{measure:?}");
        assert_eq!(groups[2].1.outcome, Outcome::Hidden(WhyHidden::TooFew));
        assert_eq!((groups[3].0.is_none(), &groups[3].1.outcome), (true, &Outcome::Hidden(WhyHidden::WouldRevealAnother)));
        let Outcome::Shown(estimate) = &groups[0].1.outcome else { panic!("a figure") };
        assert!((estimate.share - 0.625).abs() < 1e-12);
        let self_selected = estimate.certainty == Certainty::None(WhyUncertain::SelfSelected);
        assert_eq!(self_selected, measure == Measure::Feedback);
    }
}

async fn an_analyst_sees_their_own_unit_and_what_is_weak(db: TestDatabase) {
    let (world, ids) = (fill(&db.store).await, ids());
    give(&db, (&world, &ids), &world.feedback, HERE, &people(10, 20)).await;
    give(&db, (&world, &ids), &world.feedback, Given { unit: "xa-hai", ..HERE }, &people(33, 40)).await;
    add(&db.store, "analyst", Role::Analyst, "xa-mot").await;
    let app = TestApp::new(&db.store);
    let mut analyst = Browser::signed_in(&app, "analyst").await;
    let overview = analyst.get("/analysis?period=2026").await;
    let link = "/analysis/items?unit=xa-mot&amp;period=2026&amp;sector=land&amp;measure=feedback&amp;version=one-stop-service.1";
    assert!(overview.text().contains(link), "{}", overview.text());
    let weak = "/analysis/actions?add&amp;unit=xa-mot&amp;sector=land&amp;period=2026#add";
    assert!(overview.text().contains(weak));
    let own = analyst.get(&link.replace("&amp;", "&")).await;
    assert_eq!(own.status, StatusCode::OK);
    assert!(own.text().contains("50,0\u{a0}%") && !own.text().contains("82,5") && !own.text().contains("Xã Hai"));
    let weak = "/analysis/actions?add&amp;unit=xa-mot&amp;sector=land&amp;part=one-stop-service/item/a1&amp;period=2026#add";
    assert!(own.text().contains(weak), "{}", own.text());
    let form = analyst.get(&weak.replace("&amp;", "&").replace("#add", "")).await;
    let selected = |value: &str| form.text().contains(&format!("value=\"{value}\" selected"));
    assert!(selected("xa-mot") && selected("land") && selected("one-stop-service/item/a1"), "the form is filled in");
    let part = "questionnaire=one-stop-service&item=a1";
    assert_eq!(analyst.get(&format!("/analysis/items?{part}")).await.status, StatusCode::OK);
    for foreign in ["xa-hai", "tinh", "nowhere"] {
        let answer = analyst.get(&format!("/analysis/items?unit={foreign}&{part}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{foreign}");
    }
    for wrong in [
        "measure=administrative",
        "version=x",
        "period=20",
        "sector=x",
        "mode=x",
        "by=x",
        "item=a1",
        "questionnaire=one-stop-service&item=z9",
        "questionnaire=one-stop-service&item=a1&version=quick-kiosk.1",
    ] {
        assert_eq!(analyst.get(&format!("/analysis/items?{wrong}")).await.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let empty = analyst.get(&format!("/analysis/items?period=2020&lang=en&{part}")).await;
    assert!(empty.text().contains("Nobody has answered under this choice yet."));
    assert!(empty.text().contains("<details open class=\"chosen\""), "something else can be chosen at sight");
}
