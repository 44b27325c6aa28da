//! `/analysis/indices/{id}`: an index of a unit over the years, satisfaction beside it, and its removal.

use leptos::prelude::*;
use uuid::Uuid;

use super::indices::{IndexFields, Line, PATH, Places, goal, rank, value};
use crate::domain::figure::Outcome;
use crate::domain::measure::Measure;
use crate::domain::outside_index::OutsideIndex;
use crate::domain::target_form::percent_text;
use crate::domain::texts::Texts;
use crate::pages::manage::removal::{Question, Removal};
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::outcome::{interval, measure_key, respondents, share};
use crate::text::Words;

/// A satisfaction figure of the same unit.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The year.
    pub year: i16,
    /// What kind of figure it is.
    pub measure: Measure,
    /// The questionnaire's title.
    pub title: Texts,
    /// The sector's name.
    pub sector: Texts,
    /// What may be shown.
    pub outcome: Outcome,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct IndexView {
    /// Its identifier.
    pub id: Uuid,
    /// The index.
    pub index: OutsideIndex,
    /// The same index of the same unit in every year, the latest first.
    pub years: Vec<Line>,
    /// Satisfaction with the same unit, the latest year first.
    pub beside: Vec<Beside>,
    /// Units.
    pub places: Places,
    /// The form.
    pub typed: Typed,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn IndexPage(shown: IndexView) -> impl IntoView {
    let words = use_words();
    let IndexView { id, index, years, beside, places, typed, done } = shown;
    let address = format!("{PATH}/{id}");
    let removal = format!("{address}/removal");
    view! {
        <Desk title=words.t("index-one") here=PATH keeps=true>
            <p><a href=PATH>{words.t("indices-title")}</a></p>
            <h1>{places.about(words, &index)}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <TypedSummary typed=typed.clone()/>
            <Years years id/>
            <BesideView beside/>
            <section class="card">
                <h2>{words.t("index-change")}</h2>
                <form id=FORM class="narrow" method="post" action=address>
                    <IndexFields typed places/>
                    <button class="primary" type="submit">{words.t("save")}</button>
                </form>
            </section>
            <section class="card">
                <h2>{words.t("index-remove")}</h2>
                <p>{words.t("index-remove-lead")}</p>
                <a class="button" href=removal>{words.t("index-remove")} "…"</a>
            </section>
        </Desk>
    }
}

/// A difference with its sign, with no more decimals than values have.
fn signed(words: Words, difference: f64) -> String {
    let rounded = (difference * 10_000.0).round() / 10_000.0;
    let sign = if rounded > 0.0 {
        "+"
    } else if rounded < 0.0 {
        "−"
    } else {
        ""
    };
    format!("{sign}{}", percent_text(rounded.abs(), words.0))
}

#[component]
fn Years(years: Vec<Line>, id: Uuid) -> impl IntoView {
    let words = use_words();
    let rows = years
        .into_iter()
        .map(|line| {
            let reached = line.reached();
            let (this, last) = (line.index.standing, line.last.unwrap_or_default());
            let more = this.value.zip(last.value).map(|(this, last)| signed(words, this - last));
            // A smaller rank is a better one.
            let places = this.rank.zip(last.rank).map(|(this, last)| match this.cmp(&last) {
                std::cmp::Ordering::Less => words.count("index-ranks-up", u64::from(last - this)),
                std::cmp::Ordering::Equal => words.t("index-ranks-same"),
                std::cmp::Ordering::Greater => words.count("index-ranks-down", u64::from(this - last)),
            });
            let year = line.index.year.to_string();
            let year = if line.id == id {
                view! { <strong>{year}</strong> }.into_any()
            } else {
                view! { <a href=format!("{PATH}/{}", line.id)>{year}</a> }.into_any()
            };
            view! {
                <tr>
                    <th scope="row">{year}</th>
                    <td class="number">{value(words, this.value)}</td>
                    <td class="number">{more}</td>
                    <td class="number">{rank(this.rank)}</td>
                    <td>{places}</td>
                    <td>{line.index.goal.map(|set| goal(words, set))}</td>
                    <td>{reached.map(|reached| words.t(reached.key()))}</td>
                    <td><small>{line.index.source}</small></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="card">
            <h2>{words.t("index-years")}</h2>
            <div class="scroll" tabindex="0" role="region" aria-label=words.t("index-years")>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.t("column-year")}</th>
                            <th scope="col" class="number">{words.t("index-value")}</th>
                            <th scope="col" class="number">{words.t("index-more")}</th>
                            <th scope="col" class="number">{words.t("index-rank")}</th>
                            <th scope="col">{words.t("index-places")}</th>
                            <th scope="col">{words.t("index-goal")}</th>
                            <th scope="col">{words.t("index-result")}</th>
                            <th scope="col">{words.t("index-source")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn BesideView(beside: Vec<Beside>) -> impl IntoView {
    let words = use_words();
    let table = if beside.is_empty() {
        view! { <p>{words.t("index-beside-none")}</p> }.into_any()
    } else {
        let self_selected = beside.iter().any(|one| one.measure != Measure::Survey);
        let why = self_selected.then(|| view! { <p class="hint">{words.t("why-self-selected")}</p> });
        let rows = beside
            .into_iter()
            .map(|one| {
                let outcome = Some(&one.outcome);
                view! {
                    <tr>
                        <th scope="row">
                            {words.t(measure_key(one.measure))} ": " {one.title.get(words.0).to_owned()} <br/>
                            <span class="hint">{one.sector.get(words.0).to_owned()}</span>
                        </th>
                        <td class="number">{one.year}</td>
                        <td class="number">{share(words, outcome)}</td>
                        <td>{(one.measure == Measure::Survey).then(|| interval(words, outcome))}</td>
                        <td class="number">{respondents(words, outcome)}</td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=words.t("index-beside")>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.t("effect-source")}</th>
                            <th scope="col" class="number">{words.t("column-year")}</th>
                            <th scope="col" class="number">{words.t("column-share")}</th>
                            <th scope="col">{words.t("column-interval")}</th>
                            <th scope="col" class="number">{words.t("column-respondents")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {why}
        }
        .into_any()
    };
    view! {
        <section class="card">
            <h2>{words.t("index-beside")}</h2>
            <p class="hint">{words.t("index-beside-lead")}</p>
            {table}
        </section>
    }
    .into_any()
}

/// The page that asks before an index of a year is removed.
#[component]
pub fn IndexRemovalPage(id: Uuid, index: OutsideIndex, places: Places) -> impl IntoView {
    let words = use_words();
    let removal = Removal {
        title: words.t("index-remove"),
        name: places.about(words, &index),
        lead: words.t("index-remove-lead"),
        address: format!("{PATH}/{id}"),
        references: Vec::new(),
    };
    view! {
        <Desk title=words.t("index-remove") here=PATH>
            <Question removal/>
        </Desk>
    }
}
