//! What came of an improvement action: the figures when it was begun, those of a later period, and the change.

use leptos::prelude::*;

use super::actions::Setting;
use crate::domain::figure::Outcome;
use crate::domain::improvement::{Baseline, Comparison, Criterion, Effect};
use crate::domain::improvement_form::PERIOD;
use crate::domain::period::{LocalTime, Period};
use crate::parts::frame::use_words;
use crate::parts::outcome::{interval, measure_key, respondents, share, why_key};
use crate::text::Words;

/// What a figure is made of: measure and questionnaire version.
fn source(words: Words, setting: &Setting, one: &Comparison) -> String {
    let title = setting.titles.get(&one.questionnaire);
    let title = title.map_or_else(|| one.questionnaire.to_string(), |title| title.get(words.0).to_owned());
    let panel = words.with("panel-title", &[("title", &title), ("version", &one.version.to_string())]);
    format!("{}: {panel}", words.t(measure_key(one.measure)))
}

/// The figures, beside each other, and the choice of the later period.
#[component]
pub fn EffectView(
    criterion: Criterion,
    baseline: Baseline,
    effect: Effect,
    /// The address of the page.
    address: String,
    setting: Setting,
) -> impl IntoView {
    let words = use_words();
    let moment = |at: i64| {
        let time = LocalTime::of(at);
        words.with("as-of", &[("time", &time.clock()), ("date", &time.date())])
    };
    let choice = effect.period.map(|chosen| {
        let option = |period: Period| {
            view! { <option value=period.to_string() selected=period == chosen>{words.period(period)}</option> }
        };
        let options = criterion.later(setting.now).into_iter().map(option).collect_view();
        view! {
            <form class="filter" method="get" action=address>
                <div class="field">
                    <label for="effect-period">{words.t("effect-period")}</label>
                    <select id="effect-period" name=PERIOD>{options}</select>
                </div>
                <button type="submit">{words.t("filter-apply")}</button>
            </form>
        }
    });
    let before = words.period(criterion.period);
    let has_later = effect.period.is_some();
    let tables = if effect.comparisons.is_empty() {
        view! { <p>{words.t("effect-no-answers")}</p> }.into_any()
    } else {
        let table = |one: Comparison| {
            let periods = (criterion.period, effect.period);
            view! { <Compared title=source(words, &setting, &one) one periods/> }
        };
        effect.comparisons.into_iter().map(table).collect_view().into_any()
    };
    view! {
        <section class="card">
            <h2>{words.t("effect-title")}</h2>
            <p>{words.with("effect-baseline", &[("period", &before)])} " " {moment(baseline.as_of)}</p>
            {(!has_later).then(|| view! { <p>{words.t("effect-not-yet")}</p> })}
            {choice}
            {tables}
            {has_later.then(|| view! { <p class="hint">{words.t("effect-caution")} " " {moment(effect.as_of)}</p> })}
        </section>
    }
    .into_any()
}

/// One measure and version: at the beginning, later, and the change.
#[component]
fn Compared(title: String, one: Comparison, periods: (Period, Option<Period>)) -> impl IntoView {
    let words = use_words();
    let line = |name: String, outcome: Option<&Outcome>| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="number"><strong>{share(words, outcome)}</strong></td>
                <td>{interval(words, outcome)}</td>
                <td class="number">{respondents(words, outcome)}</td>
            </tr>
        }
    };
    let before = line(words.with("effect-before", &[("period", &words.period(periods.0))]), one.before.as_ref());
    let later = periods.1.map(|period| {
        let after = line(words.with("effect-after", &[("period", &words.period(period))]), one.after.as_ref());
        let change = match one.change {
            Some(change) => {
                let interval = match change.interval {
                    Ok((lower, upper)) => {
                        words.with("effect-from-to", &[("lower", &words.points(lower)), ("upper", &words.points(upper))])
                    }
                    Err(why) => words.t(why_key(why)),
                };
                view! { <td class="number"><strong>{words.points(change.points)}</strong></td> <td colspan="2">{interval}</td> }
                    .into_any()
            }
            None => view! { <td colspan="3">{words.t("effect-no-change")}</td> }.into_any(),
        };
        view! {
            {after}
            <tr>
                <th scope="row">{words.t("effect-change")}</th>
                {change}
            </tr>
        }
    });
    let label = title.clone();
    view! {
        <h3>{title}</h3>
        <div class="scroll" tabindex="0" role="region" aria-label=label>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words.t("filter-period")}</th>
                        <th scope="col" class="number">{words.t("column-share")}</th>
                        <th scope="col">{words.t("column-interval")}</th>
                        <th scope="col" class="number">{words.t("column-respondents")}</th>
                    </tr>
                </thead>
                <tbody>{before} {later}</tbody>
            </table>
        </div>
    }
    .into_any()
}
