//! How an item was answered, as a bar of five steps around its middle, drawn on the server as SVG. A table says the same in numbers.
//!
//! Those who are dissatisfied stand on the left and are hatched, those who are satisfied on the right; the neutral ones lie across the middle. So
//! the bar can be read without colours, too.

use leptos::prelude::*;

use super::frame::use_words;
use crate::domain::items::Distribution;
use crate::text::Words;

/// The drawing's width in its own units; half of it is everybody.
const WIDTH: f64 = 200.0;
const HEIGHT: f64 = 13.0;
/// From this share of the answers on, a step has room for its number.
const ROOM: f64 = 0.1;
/// The keys of the scale's words, from "very dissatisfied" to "very satisfied".
pub const SCALE: [&str; 5] = ["scale-1", "scale-2", "scale-3", "scale-4", "scale-5"];

/// The bar.
#[component]
pub fn AnswerBar(
    /// What was answered, by name.
    name: String,
    answers: Distribution,
) -> impl IntoView {
    let words = use_words();
    let shares = shares(&answers);
    let mut left = WIDTH / 2.0 * (1.0 - shares[0] - shares[1] - shares[2] / 2.0);
    let steps = (1..)
        .zip(shares)
        .map(|(step, share): (usize, f64)| {
            let (x, width) = (rounded(left), rounded(share * WIDTH / 2.0));
            left += share * WIDTH / 2.0;
            let hatched = (step < 3).then(|| view! { <rect x=x width=width height=HEIGHT fill=format!("url(#hatch-{step})")/> });
            let number = (share >= ROOM).then(|| {
                view! { <text class=format!("on-{step}") x=x + width / 2.0 y="9.4">{format!("{:.0}", share * 100.0)}</text> }
            });
            (share > 0.0).then(|| view! { <rect class=format!("step-{step}") x=x width=width height=HEIGHT/> {hatched} {number} })
        })
        .collect_view();
    view! {
        <svg class="answer-bar" role="img" aria-label=told(words, &name, &answers) viewBox=format!("0 0 {WIDTH} {HEIGHT}")>
            {steps}
            <path class="middle" d=format!("M{} 0V{HEIGHT}", WIDTH / 2.0)/>
        </svg>
    }
}

/// What the steps of all bars of a page mean, with the hatching that they use; once on each page.
#[component]
pub fn AnswerKey() -> impl IntoView {
    let words = use_words();
    let steps = (1..)
        .zip(SCALE)
        .map(|(step, key): (usize, _)| {
            let hatched = (step < 3)
                .then(|| view! { <rect width="20" height=HEIGHT fill=format!("url(#hatch-{step})")/> });
            view! {
                <li>
                    <svg aria-hidden="true" viewBox=format!("0 0 20 {HEIGHT}")><rect class=format!("step-{step}") width="20" height=HEIGHT/> {hatched}</svg>
                    {words.t(key)}
                </li>
            }
        })
        .collect_view();
    view! {
        <svg class="answer-hatching" aria-hidden="true" width="0" height="0">
            <defs>
                <pattern id="hatch-1" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <path class="hatch" d="M1 0V4"/>
                </pattern>
                <pattern id="hatch-2" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <path class="hatch" d="M1 0V6"/>
                </pattern>
            </defs>
        </svg>
        <ul class="answer-key">{steps}</ul>
    }
}

/// The share of each step among those with an opinion.
#[must_use]
pub fn shares(answers: &Distribution) -> [f64; 5] {
    let all = real(answers.valid().max(1));
    answers.points.map(|times| real(times) / all)
}

fn told(words: Words, name: &str, answers: &Distribution) -> String {
    let parts: Vec<String> = SCALE
        .iter()
        .zip(answers.points.iter().zip(shares(answers)))
        .map(|(key, (times, share))| format!("{} {} ({})", words.t(key), words.number(*times), words.percent(share)))
        .collect();
    format!("{name}. {}", parts.join("; "))
}

fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
const fn real(number: u64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::shares;
    use crate::domain::items::Distribution;

    #[test]
    fn no_opinion_is_in_no_share() {
        let answers = Distribution { points: [1, 0, 2, 4, 1], no_opinion: Some(9), mean: None };
        assert!(shares(&answers).iter().zip([0.125, 0.0, 0.25, 0.5, 0.125]).all(|(share, exact)| (share - exact).abs() < 1e-12));
        assert!(shares(&Distribution { points: [0; 5], ..answers }).iter().all(|share| *share < 1e-12));
    }
}
