//! What may be shown of a figure, in a line of words.

use crate::domain::figure::{Certainty, Outcome, WhyUncertain};
use crate::domain::measure::Measure;
use crate::text::Words;

/// The key of the reason why there is neither an interval nor a verdict.
#[must_use]
pub const fn why_key(why: WhyUncertain) -> &'static str {
    match why {
        WhyUncertain::SelfSelected => "why-self-selected",
        WhyUncertain::TooFew => "why-too-few",
        WhyUncertain::NotPublishable => "why-not-publishable",
        WhyUncertain::Formula => "why-formula",
    }
}

/// The key of a measure's name.
#[must_use]
pub const fn measure_key(measure: Measure) -> &'static str {
    match measure {
        Measure::Survey => "measure-survey",
        Measure::Feedback => "measure-feedback",
        Measure::Administrative => "measure-administrative",
    }
}

/// The percentage, or what stands in its place.
#[must_use]
pub fn share(words: Words, outcome: Option<&Outcome>) -> String {
    match outcome {
        Some(Outcome::Shown(estimate)) => words.percent(estimate.share),
        Some(Outcome::Hidden(_)) => words.t("hidden-short"),
        Some(Outcome::NoAnswers) | None => words.t("no-answers"),
    }
}

/// The interval, or why there is none; nothing where there is no percentage.
#[must_use]
pub fn interval(words: Words, outcome: Option<&Outcome>) -> String {
    let Some(Outcome::Shown(estimate)) = outcome else { return String::new() };
    match estimate.certainty {
        Certainty::Interval { lower, upper, .. } => words.interval(lower, upper),
        Certainty::None(why) => words.t(why_key(why)),
    }
}

/// How many answered; nothing where there is no percentage.
#[must_use]
pub fn respondents(words: Words, outcome: Option<&Outcome>) -> String {
    let Some(Outcome::Shown(estimate)) = outcome else { return String::new() };
    words.number(estimate.respondents)
}
