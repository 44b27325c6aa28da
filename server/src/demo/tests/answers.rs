//! Its answers are those that people could have given.

use std::collections::HashSet;

use app::domain::answer::{Answer, Answers};
use app::domain::campaign::Openness;
use app::domain::code::Code;
use app::domain::period::Month;
use app::domain::questionnaire::item::Kind;
use app::domain::submission::asked_sections;

use super::super::choices::Chooser;
use super::super::province::PLACES;
use super::{NOW, PLAN, all, version};

#[test]
fn answers_are_those_that_the_page_would_have_taken() {
    let mut ids = HashSet::new();
    let (mut consented, mut comments, mut assisted, mut english) = (0, 0, 0, 0);
    for (planned, new) in all(&PLAN) {
        let (response, version) = (new.response(), version(&new));
        assert!(ids.insert(response.id) && response.id.get_version_num() == 7);
        assert_eq!(Month::of(response.submitted_at), response.month);
        assert!(response.submitted_at < NOW);
        let campaign = &PLAN.campaigns[planned.campaign];
        assert_eq!(campaign.openness(response.submitted_at), Openness::Open);
        let unit = PLAN.units.iter().find(|unit| unit.code == response.unit).unwrap();
        assert!(unit.exists(response.submitted_at), "{}", unit.code);
        let allowed: HashSet<&Code> =
            asked_sections(version, campaign.asks_sensitive).flat_map(|section| &section.items).map(|item| &item.code).collect();
        assert!(!response.answers.is_empty() && response.answers.iter().all(|(item, _)| allowed.contains(item)));
        for (section, item) in version.items() {
            let answer = response.answers.get(item.code.as_str());
            let condition = item.ask_if.as_ref().map(|condition| condition.holds(&|other| response.answers.given(other)));
            assert!(answer.is_none() || condition != Some(Some(false)), "{}", item.code);
            assert!(answer.is_some() || !item.required, "{}", item.code);
            consented += u32::from(section.consent.is_some() && answer.is_some());
            comments += u32::from(matches!(item.kind, Kind::LongText) && answer.is_some());
            if let (Kind::Several { most: Some(most), .. }, Some(Answer::Choices(chosen))) = (&item.kind, answer) {
                assert!(chosen.len() <= *most);
            }
        }
        assert_eq!(Answers::from_json(version, &response.answers.to_json()).as_ref(), Ok(&response.answers));
        assisted += u32::from(response.assisted);
        english += u32::from(response.language != app::domain::language::Language::Vi);
    }
    let total = u32::try_from(ids.len()).unwrap();
    println!(
        "{total} responses, {consented} with a sensitive answer, {comments} comments, {assisted} assisted, {english} in English"
    );
    assert!((400..=700).contains(&consented));
    assert!(comments > 100 && (total / 100..total / 20).contains(&assisted) && (total / 100..total / 20).contains(&english));
}

#[test]
fn every_question_of_choice_has_its_weights() {
    let answers = Answers::default();
    for (_, version) in &PLAN.versions {
        for (_, item) in version.items().filter(|(_, item)| !item.kind.options().is_empty()) {
            for (place, contented) in PLACES.iter().flat_map(|place| [(place, true), (place, false)]) {
                let weights =
                    Chooser { place, contented, answers: &answers }.weights(version.code().as_str(), item.code.as_str());
                assert_eq!(weights.len(), item.kind.options().len(), "{} {}", version.code(), item.code);
            }
        }
    }
}
