//! The answers of one person to one questionnaire, drawn as the page would have asked them.

use app::domain::answer::{Answer, Answers};
use app::domain::code::Code;
use app::domain::language::Language;
use app::domain::masking::masked;
use app::domain::mode::Mode;
use app::domain::questionnaire::item::{Choice, Item, Kind};
use app::domain::questionnaire::{Section, Version};
use app::domain::submission::asked_sections;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::choices::Chooser;
use super::respondent::Respondent;
use super::{comments, model};

/// Draws the answers of a person. Sections that need consent are asked only where the campaign asks them, and of those who agree.
pub(super) fn draw(version: &Version, asks_sensitive: bool, person: &Respondent, rng: &mut ChaCha8Rng) -> Answers {
    let mut answers = Answers::default();
    for section in asked_sections(version, asks_sensitive) {
        if section.consent.is_some() && !rng.random_bool(model::CONSENT) {
            continue;
        }
        for item in &section.items {
            let asked = item.ask_if.as_ref().is_none_or(|condition| condition.shows(&|other| answers.given(other)));
            let skipped = !item.required && rng.random_bool(skipping(item, person.mode));
            if !asked || skipped {
                continue;
            }
            if let Some(answer) = answer(version.code().as_str(), (section, item), person, &answers, rng) {
                answers.insert(item.code.clone(), answer);
            }
        }
    }
    answers
}

/// The chance that an item is passed over: comments and reasons cost more than a touch.
fn skipping(item: &Item, mode: Mode) -> f64 {
    match item.kind {
        Kind::ShortText | Kind::LongText => 1.0 - model::COMMENT,
        Kind::Several { most: Some(_), .. } => 0.55,
        _ => model::skipping(mode),
    }
}

fn answer(
    questionnaire: &str,
    (section, item): (&Section, &Item),
    person: &Respondent,
    answers: &Answers,
    rng: &mut ChaCha8Rng,
) -> Option<Answer> {
    let (section, code) = (section.code.as_str(), item.code.as_str());
    let weights = || Chooser { place: person.place, contented: person.contented(), answers }.weights(questionnaire, code);
    match &item.kind {
        Kind::Satisfaction { no_opinion } => {
            let undecided = *no_opinion && rng.random_bool(model::without_opinion(questionnaire, section));
            let harshness = model::of_item(questionnaire, section, code);
            Some(if undecided { Answer::NoOpinion } else { person.rates(harshness, rng) })
        }
        Kind::Single(options) => Some(Answer::Choice(options.get(pick(weights(), rng)?)?.code.clone())),
        Kind::Several { options, most } => several(options, most.unwrap_or(4), weights(), rng),
        Kind::Number { least, greatest, .. } => {
            // In steps of five, as people say percentages.
            let percent = if person.contented() { 5 * rng.random_range(16..=23) } else { 5 * rng.random_range(6..=15) };
            Some(Answer::Number(percent.clamp(*least, *greatest)))
        }
        Kind::ShortText | Kind::LongText if person.language == Language::Vi => {
            let fitting = comments::fitting(questionnaire, person.contented());
            let place = if fitting.is_empty() { 0 } else { rng.random_range(0..fitting.len()) };
            fitting.get(place).map(|text| Answer::Text(masked(text)))
        }
        Kind::ShortText | Kind::LongText => None,
    }
}

/// Chooses up to `most` options, each further one less likely, and tells them in the order of the questionnaire.
fn several(options: &[Choice], most: usize, weights: &[u32], rng: &mut ChaCha8Rng) -> Option<Answer> {
    let mut chosen = vec![pick(weights, rng)?];
    while chosen.len() < most && rng.random_bool(0.5) {
        chosen.push(pick(weights, rng)?);
    }
    chosen.sort_unstable();
    chosen.dedup();
    let codes: Vec<Code> = chosen.into_iter().filter_map(|place| options.get(place)).map(|option| option.code.clone()).collect();
    (!codes.is_empty()).then_some(Answer::Choices(codes))
}

/// The place of one of several, each as likely as its weight; nothing where there is nothing to pick.
pub(super) fn pick(weights: &[u32], rng: &mut ChaCha8Rng) -> Option<usize> {
    let total: u32 = weights.iter().sum();
    let mut left = if total == 0 { return None } else { rng.random_range(0..total) };
    weights.iter().position(|&weight| {
        let here = left < weight;
        left = left.saturating_sub(weight);
        here
    })
}
