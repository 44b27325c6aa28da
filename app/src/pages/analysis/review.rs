//! `/analysis/review`: the minutes of a monthly review, to be printed, and those that were kept.

use leptos::prelude::*;
use uuid::Uuid;

use super::actions::StatusMark;
use crate::domain::figure::{Certainty, Outcome, Verdict, WhyUncertain};
use crate::domain::improvement::Status;
use crate::domain::measure::Measure;
use crate::domain::period::{LocalTime, Month, Period};
use crate::domain::review::{Action, Line, Panel, Review};
use crate::domain::target::Operator;
use crate::domain::unit_choice::UnitChoice;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{SelectField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::module::ModuleStyle;
use crate::parts::outcome::{interval, measure_key, respondents, share, why_key};
use crate::parts::unit_field::UnitField;
use crate::text::Words;

/// The address.
pub const PATH: &str = "/analysis/review";
/// The field of the unit.
pub const UNIT: &str = "unit";
/// The field of the month, `YYYY-MM`.
pub const MONTH: &str = "month";

/// Minutes that were kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Their identifier.
    pub id: Uuid,
    /// When they were kept: UTC milliseconds.
    pub at: i64,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct ReviewView {
    /// The units in reach.
    pub offered: UnitChoice,
    /// The months that can be chosen, the latest first.
    pub months: Vec<Month>,
    /// The choice.
    pub typed: Typed,
    /// The minutes of it; `None` while nothing is chosen.
    pub review: Option<Review>,
    /// Those that were kept of the same unit and month, the latest first.
    pub kept: Vec<Kept>,
}

fn moment(words: Words, at: i64) -> String {
    let time = LocalTime::of(at);
    words.with("as-of", &[("time", &time.clock()), ("date", &time.date())])
}

/// The page on which a unit and a month are chosen, with their minutes as they would be now.
#[component]
pub fn ReviewPage(shown: ReviewView) -> impl IntoView {
    let words = use_words();
    let ReviewView { offered, months, typed, review, kept } = shown;
    let months = months.into_iter().map(|month| (month.to_string(), words.period(Period::Month(month)))).collect();
    let minutes = review.map(|review| {
        let (unit, month) = (review.unit.to_string(), review.month().map(|month| month.to_string()));
        let kept = (!kept.is_empty()).then(|| {
            let link = |one: Kept| view! { <li><a href=format!("{PATH}/{}", one.id)>{kept_at(words, one.at)}</a></li> };
            view! {
                <h2>{words.t("review-kept")}</h2>
                <ul>{kept.into_iter().map(link).collect_view()}</ul>
            }
        });
        view! {
            <section class="card screen">
                <p>{words.t("review-draft")}</p>
                <form method="post" action=PATH>
                    <input type="hidden" name=UNIT value=unit/>
                    <input type="hidden" name=MONTH value=month/>
                    <button class="primary" type="submit">{words.t("review-keep")}</button>
                </form>
                {kept}
            </section>
            <Minutes review/>
        }
    });
    view! {
        <Desk title=words.t("review-title") here=PATH keeps=true>
            <ModuleStyle name="review.css"/>
            <h1 class="screen">{words.t("review-title")}</h1>
            <p class="lead screen">{words.t("review-lead")}</p>
            <TypedSummary typed=typed.clone()/>
            <form id=FORM class="filter" method="get" action=PATH>
                <UnitField typed=typed.clone() name=UNIT label=words.t("filter-unit") offered/>
                <SelectField typed name=MONTH label=words.t("improvement-month") options=months/>
                <button type="submit">{words.t("review-show")}</button>
            </form>
            {minutes}
        </Desk>
    }
}

fn kept_at(words: Words, at: i64) -> String {
    let time = LocalTime::of(at);
    words.with("review-kept-at", &[("time", &time.clock()), ("date", &time.date())])
}

/// The page of minutes that were kept.
#[component]
pub fn KeptReviewPage(review: Review, at: i64) -> impl IntoView {
    let words = use_words();
    let month = review.month().map(|month| month.to_string()).unwrap_or_default();
    let back = format!("{PATH}?{UNIT}={}&{MONTH}={month}", review.unit);
    view! {
        <Desk title=words.t("review-title") here=PATH>
            <ModuleStyle name="review.css"/>
            <p class="screen"><a href=back>{words.t("review-back")}</a></p>
            <h1 class="screen">{words.t("review-title")}</h1>
            <p class="done screen" role="status">{kept_at(words, at)} " " {words.t("review-print")}</p>
            <Minutes review/>
        </Desk>
    }
}

/// The minutes: figures, actions, notes and room for signatures.
#[component]
fn Minutes(review: Review) -> impl IntoView {
    let words = use_words();
    let month = review.month().map(|month| words.period(Period::Month(month))).unwrap_or_default();
    let unit = review.unit_name.get(words.0).to_owned();
    let title = words.with("review-of", &[("unit", &unit), ("month", &month)]);
    let year = review.month().map(|month| words.period(Period::Year(month.year()))).unwrap_or_default();
    let panels = if review.panels.is_empty() {
        view! { <p>{words.t("review-no-figures")}</p> }.into_any()
    } else {
        let year = &year;
        let month = &month;
        let views = review.panels.into_iter().map(|panel| {
            let (month, year) = (month.clone(), year.clone());
            view! { <PanelView panel month year/> }
        });
        views.collect_view().into_any()
    };
    let more_actions =
        (review.more_actions > 0).then(|| view! { <p>{words.count("review-more-actions", review.more_actions)}</p> });
    let signatures = ["review-chair", "review-secretary", "review-unit"].map(|key| view! { <li>{words.t(key)}</li> });
    view! {
        <article class="minutes">
            <h2 class="minutes-title">{title}</h2>
            <p>{moment(words, review.as_of)}</p>
            {review.demonstration.then(|| view! { <p><strong>{words.t("review-demonstration")}</strong></p> })}
            <h3>{words.t("review-figures")}</h3>
            {panels}
            <h3>{words.t("review-actions")}</h3>
            <Actions actions=review.actions/>
            {more_actions}
            <h3>{words.t("review-conclusions")}</h3>
            <div class="lines" aria-hidden="true"><div></div><div></div><div></div><div></div></div>
            <ul class="signatures">{signatures.collect_view()}</ul>
        </article>
    }
    .into_any()
}

#[component]
fn PanelView(panel: Panel, month: String, year: String) -> impl IntoView {
    let words = use_words();
    let title = words.with("panel-title", &[("title", panel.title.get(words.0)), ("version", &panel.version.to_string())]);
    let title = format!("{}: {title}", words.t(measure_key(panel.measure)));
    // Why nobody's own choice to answer has an interval is said once.
    let certain = panel.measure == Measure::Survey;
    let rows = panel.lines.into_iter().map(|line| view! { <LineView line certain/> }).collect_view();
    let why = (!certain).then(|| view! { <p class="hint">{words.t(why_key(WhyUncertain::SelfSelected))}</p> });
    let label = title.clone();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=label>
            <table>
                <caption>{title}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.t("column-sector")}</th>
                        <th scope="col" class="number">{words.t("column-target")}</th>
                        <th scope="col" class="number">{month}</th>
                        <th scope="col" class="number">{words.t("column-respondents")}</th>
                        <th scope="col" class="number">{words.with("review-year", &[("year", &year)])}</th>
                        {certain.then(|| view! { <th scope="col">{words.t("column-interval")}</th> })}
                        <th scope="col" class="number">{words.t("column-respondents")}</th>
                        <th scope="col">{words.t("review-against")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {why}
    }
    .into_any()
}

/// How the year stands to the target: a verdict where there may be one, else the distance.
fn against(words: Words, line: &Line) -> String {
    let (Some((_, percent, _)), Outcome::Shown(estimate)) = (&line.target, &line.year) else { return String::new() };
    let distance = words.with("review-distance", &[("points", &words.points(estimate.share * 100.0 - percent))]);
    let verdict = match estimate.certainty {
        Certainty::Interval { verdict: Some(verdict), .. } => match verdict {
            Verdict::Met => "verdict-met",
            Verdict::Missed => "verdict-missed",
            Verdict::NotEnoughEvidence => "verdict-not-enough",
        },
        _ => return distance,
    };
    format!("{}; {distance}", words.t(verdict))
}

#[component]
fn LineView(line: Line, certain: bool) -> impl IntoView {
    let words = use_words();
    let target = line.target.as_ref().map(|(operator, percent, _)| {
        let sign = Operator::from_word(operator).map_or("", Operator::sign);
        format!("{sign}\u{a0}{}", words.target(*percent))
    });
    view! {
        <tr>
            <th scope="row" class=format!("depth-{}", line.depth)>{line.sector.get(words.0).to_owned()}</th>
            <td class="number">{target}</td>
            <td class="number">{share(words, Some(&line.month))}</td>
            <td class="number">{respondents(words, Some(&line.month))}</td>
            <td class="number"><strong>{share(words, Some(&line.year))}</strong></td>
            {certain.then(|| view! { <td>{interval(words, Some(&line.year))}</td> })}
            <td class="number">{respondents(words, Some(&line.year))}</td>
            <td>{against(words, &line)}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn Actions(actions: Vec<Action>) -> impl IntoView {
    let words = use_words();
    if actions.is_empty() {
        return view! { <p>{words.t("review-no-actions")}</p> }.into_any();
    }
    let rows = actions
        .into_iter()
        .map(|action| {
            let status = Status::from_word(&action.status).unwrap_or(Status::Planned);
            let due = LocalTime::midnight(&action.due).map_or_else(|| action.due.clone(), |day| LocalTime::of(day).date());
            let notes = action.notes.into_iter().map(|(text, evidence)| {
                let lines = text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
                let evidence = (!evidence.is_empty()).then(|| {
                    view! { <p>{words.t("improvement-evidence")} ": " {evidence}</p> }
                });
                view! { {lines} {evidence} }
            });
            view! {
                <tr>
                    <th scope="row">{action.task} <br/> <span class="hint">{action.about.get(words.0).to_owned()}</span></th>
                    <td>{action.responsible.get(words.0).to_owned()} <br/> {action.role}</td>
                    <td class="number">{due}</td>
                    <td><StatusMark status overdue=action.overdue/></td>
                    <td>{notes.collect_view()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=words.t("review-actions")>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words.t("improvement-task")}</th>
                        <th scope="col">{words.t("improvement-responsible")}</th>
                        <th scope="col" class="number">{words.t("improvement-due")}</th>
                        <th scope="col">{words.t("changed-state")}</th>
                        <th scope="col">{words.t("review-notes")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
