//! What people hope for, on `/analysis/drivers`: the shares are those of the stored answers, and few are not told. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::answer::{Answer, Answers};
use app::domain::expectations::Expectations;
use app::domain::figure::Filter;
use app::domain::measure::Measure;
use app::domain::mode::Mode;
use app::domain::overview::{Question, VersionName};
use app::domain::role::Role;
use server::demo::{self, Size};
use server::figures::drivers;
use server::figures::people::People;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::handed_over::raw;
use tests::staff::{Browser, add};
use tests::world::built_in;
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(shares_are_those_of_the_stored_answers, what_would_tell_of_few_others_is_not_told);

const QUESTIONNAIRE: &str = "household-sipas";

async fn look(db: &TestDatabase, questionnaire: &str, unit: &str) -> Option<Expectations> {
    look_by(db, questionnaire, unit, None).await
}

async fn look_by(db: &TestDatabase, questionnaire: &str, unit: &str, mode: Option<Mode>) -> Option<Expectations> {
    let filter = Filter { unit: Some(unit.parse().unwrap()), mode, ..Filter::default() };
    let version = Some(VersionName { questionnaire: questionnaire.parse().unwrap(), number: 1 });
    let question = Question { filter, measure: Some(Measure::Survey), version };
    drivers::drivers(&db.store, &People::default(), &question, NOW, 10).await.unwrap().shown?.expectations
}

async fn shares_are_those_of_the_stored_answers(db: TestDatabase) {
    demo::fill_to(&db.store, NOW, Size::default(), &mut |_, _| {}).await.unwrap();
    let units = db.store.units().await.unwrap();
    let units: Vec<String> = units.in_depth_order().iter().map(|(_, unit)| unit.code.to_string()).collect();
    let shown = look(&db, QUESTIONNAIRE, &units[0]).await.unwrap();
    assert_eq!((shown.items.len(), shown.options.len()), (10, 3));

    // The same from the responses themselves.
    let version = built_in(QUESTIONNAIRE);
    let mut answered: Vec<(Answers, f64)> = Vec::new();
    let directory = db.store.directory().await.unwrap();
    let asks = |id: &Uuid| directory.versions.get(id).is_some_and(|known| known.code() == version.code());
    for campaign in db.store.campaigns().await.unwrap().into_iter().filter(|campaign| asks(&campaign.version_id)) {
        for row in db.store.survey_responses(campaign.id).await.unwrap() {
            let weight = row.sample_place.as_ref().map_or(1.0, |place| place.weight.get());
            answered.push((Answers::from_json(&version, &row.answers).unwrap(), weight));
        }
    }
    let share = |item: &str, option: &str| {
        let chosen = |answers: &Answers| match answers.get(item) {
            Some(Answer::Choice(code)) => Some(code.to_string()),
            _ => None,
        };
        let all: f64 = answered.iter().filter(|(answers, _)| chosen(answers).is_some()).map(|(_, weight)| weight).sum();
        let those: f64 = answered
            .iter()
            .filter(|(answers, _)| chosen(answers).is_some_and(|code| code == option))
            .map(|(_, weight)| weight)
            .sum();
        100.0 * those / all
    };
    let section = version.sections().iter().find(|section| section.code.as_str() == "expectations").unwrap();
    for item in &section.items {
        let told = shown.items.iter().find(|told| told.text == item.text).unwrap().percents.clone().unwrap();
        for (option, percent) in ["much", "some", "little"].into_iter().zip(told) {
            let wanted = share(item.code.as_str(), option);
            assert!((f64::from(percent) - wanted).abs() <= 0.5 + 1e-9, "{} {option}: {percent}, {wanted}", item.code);
        }
    }
    let strongest: Vec<u8> = shown.items.iter().map(|item| item.percents.as_ref().unwrap()[0]).collect();
    assert!(strongest.is_sorted_by(|one, other| one >= other) && strongest[0] > strongest[9], "{strongest:?}");

    // Somewhere too few were asked, and other questionnaires do not ask.
    let mut few = None;
    for commune in units.iter().skip(1) {
        let shown = look(&db, QUESTIONNAIRE, commune).await;
        if shown.is_some_and(|shown| shown.items.iter().all(|item| item.percents.is_none())) {
            few = Some(commune);
        }
    }
    let few = few.unwrap();
    assert_eq!(look(&db, "public-education", &units[0]).await, None);

    add(&db.store, "analyst", Role::Analyst, "").await;
    let app = TestApp::at(&db.store, NOW + 1_000);
    let mut analyst = Browser::signed_in(&app, "analyst").await;
    let address = format!("/analysis/drivers?unit={}&measure=survey&period=2025&version={QUESTIONNAIRE}.1", units[0]);
    for (language, title, strongest) in
        [("vi", "Điều Ông/Bà mong tốt hơn", "Nhiều"), ("en", "What you hope will be better", "A lot")]
    {
        let page = analyst.get(&format!("{address}&lang={language}")).await;
        assert!(page.text().contains(&format!("<h2>{title}</h2>")) && page.text().contains(strongest), "{}", page.text());
    }
    let page = analyst.get(&format!("/analysis/drivers?unit={few}&measure=survey&period=2025&version={QUESTIONNAIRE}.1")).await;
    assert!(page.text().contains("Không nêu, vì quá ít người trả lời"), "{}", page.text());
}

async fn what_would_tell_of_few_others_is_not_told(db: TestDatabase) {
    demo::fill_to(&db.store, NOW, Size::default(), &mut |_, _| {}).await.unwrap();
    let unit = db.store.units().await.unwrap().in_depth_order()[0].1.code.to_string();
    let is_told = async |mode| {
        let shown = look_by(&db, QUESTIONNAIRE, &unit, mode).await.unwrap();
        shown.items.iter().filter(|item| item.percents.is_some()).count()
    };
    assert_eq!((is_told(None).await, is_told(Some(Mode::Interviewer)).await), (10, 10));
    // Three are asked by telephone: what all said less what the others said is what they said.
    raw(
        &db.store,
        "UPDATE response SET mode = 'phone' WHERE id IN (SELECT r.id FROM response r JOIN campaign c ON c.id = r.campaign_id \
         JOIN questionnaire_version v ON v.id = c.version_id WHERE v.code = 'household-sipas' ORDER BY r.id LIMIT 3)",
    )
    .await;
    let recount = db.store.recount(&mut |_| ()).await.unwrap();
    db.store.repair(recount).await.unwrap();
    assert_eq!((is_told(None).await, is_told(Some(Mode::Interviewer)).await), (10, 0));
}
