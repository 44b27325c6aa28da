//! How an item was answered by several groups, or several items by one: a bar and the figure of each, and the same in numbers.

use leptos::prelude::*;

use crate::domain::figure::{Certainty, Outcome, WhyHidden};
use crate::domain::items::{Distribution, Split};
use crate::parts::answer_bar::{AnswerBar, SCALE, shares};
use crate::parts::frame::use_words;
use crate::parts::outcome::why_key;
use crate::text::Words;

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is about.
    pub name: String,
    /// Where it is told apart further.
    pub href: Option<String>,
    /// Where something can be done about it, where it is weak.
    pub action: Option<String>,
    /// What ends above it, so that it cannot be compared with the row before.
    pub broken: Option<String>,
    /// The answers.
    pub split: Split,
}

impl Row {
    /// A row of which nothing more is said.
    #[must_use]
    pub const fn new(name: String, split: Split) -> Self {
        Self { name, href: None, action: None, broken: None, split }
    }
}

/// The table with the bars.
#[component]
pub fn SplitTable(
    /// The id of the heading by which the table is called.
    of: String,
    /// What the rows are.
    head: String,
    rows: Vec<Row>,
    /// Fewer respondents are hidden.
    minimum: u64,
    /// Whether these answers may have intervals, so that it is said where there is none.
    certain: bool,
) -> impl IntoView {
    let words = use_words();
    let rows = rows.into_iter().map(|row| row_of(words, row, minimum, certain)).collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-labelledby=of>
            // On a phone the cells of a row stand below each other, which must not make them less of a table.
            <table class="splits" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{head}</th>
                        <th role="columnheader" scope="col">{words.t("items-answers")}</th>
                        <th role="columnheader" scope="col" class="number">{words.t("column-share")}</th>
                        <th role="columnheader" scope="col" class="number">{words.t("items-mean")}</th>
                        <th role="columnheader" scope="col" class="number">{words.t("column-respondents")}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
}

fn row_of(words: Words, row: Row, minimum: u64, certain: bool) -> impl IntoView + use<> {
    let Row { name, href, action, broken, split } = row;
    let broken = broken.map(|what| view! { <tr role="row" class="break"><td role="cell" colspan="5">"≠ "{what}</td></tr> });
    let action = action.map(|href| {
        let label = words.with("items-action-of", &[("name", &name)]);
        view! { <br/> <a class="small" href=href aria-label=label>{words.t("items-action")}</a> }
    });
    let shown = match href {
        Some(href) => view! { <a href=href>{name.clone()}</a> }.into_any(),
        None => name.clone().into_any(),
    };
    let cells = match (split.outcome, split.answers) {
        (Outcome::Shown(estimate), answers) => {
            let interval = match estimate.certainty {
                Certainty::Interval { lower, upper, .. } => {
                    Some(view! { <br/> <small class="hint interval">{words.interval(lower, upper)}</small> }.into_any())
                }
                // Of self-selected answers it is said once, above.
                Certainty::None(why) => {
                    certain.then(|| view! { <br/> <small class="hint">{words.t(why_key(why))}</small> }.into_any())
                }
            };
            let mean = answers.as_ref().and_then(|answers| answers.mean).map(|mean| words.decimal(mean, 2));
            let bar = answers.map(|answers| view! { <AnswerBar name answers/> });
            view! {
                <td role="cell" class="bar">{bar}</td>
                <td role="cell" class="number"><strong>{words.percent(estimate.share)}</strong> {interval}</td>
                <td role="cell" class="number" data-label=words.t("items-mean-short")>{mean}</td>
                <td role="cell" class="number" data-label=words.t("items-respondents-short")>{words.number(estimate.respondents)}</td>
            }
            .into_any()
        }
        (other, _) => view! { <td role="cell" class="none" colspan="4">{instead(words, &other, minimum)}</td> }.into_any(),
    };
    view! { {broken} <tr role="row"><th role="rowheader" scope="row">{shown} {action}</th>{cells}</tr> }
}

/// What stands in the place of a figure that is not shown.
#[must_use]
pub fn instead(words: Words, outcome: &Outcome, minimum: u64) -> String {
    match outcome {
        Outcome::Hidden(WhyHidden::TooFew) => words.with("hidden-too-few", &[("minimum", &words.number(minimum))]),
        Outcome::Hidden(WhyHidden::WouldRevealAnother) => words.t("hidden-would-reveal"),
        Outcome::NoAnswers | Outcome::Shown(_) => words.t("no-answers"),
    }
}

/// The same rows in numbers, for those who want these. Rows that are not shown have none.
#[component]
pub fn SplitNumbers(
    /// What it is called by.
    title: String,
    head: String,
    rows: Vec<Row>,
    /// Whether it stands open.
    #[prop(optional)]
    open: bool,
) -> impl IntoView {
    let words = use_words();
    let shown: Vec<(String, Distribution)> = rows.into_iter().filter_map(|row| Some((row.name, row.split.answers?))).collect();
    let offers_none = shown.iter().any(|(_, answers)| answers.no_opinion.is_some());
    let heads = SCALE.map(|key| view! { <th scope="col" class="number">{words.t(key)}</th> });
    let rows = shown
        .into_iter()
        .map(|(name, answers)| {
            let points = answers.points.into_iter().zip(shares(&answers)).map(|(times, share)| {
                view! { <td class="number">{words.number(times)} <br/> <small class="hint">{words.percent(share)}</small></td> }
            });
            let no_opinion = answers.no_opinion.map_or_else(|| "–".to_owned(), |times| words.number(times));
            let no_opinion = offers_none.then(|| view! { <td class="number">{no_opinion}</td> });
            view! { <tr><th scope="row">{name}</th>{points.collect_view()}{no_opinion}</tr> }
        })
        .collect_view();
    view! {
        <details open=open>
            <summary>{title.clone()}</summary>
            <p class="hint">{words.t("items-numbers-hint")}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=title>
                <table class="split-numbers">
                    <thead>
                        <tr>
                            <th scope="col">{head}</th>
                            {heads}
                            {offers_none.then(|| view! { <th scope="col" class="number">{words.t("no-opinion")}</th> })}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}
