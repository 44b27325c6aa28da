//! `/analysis/exports`: microdata that one asked for, and asking for more.

use leptos::prelude::*;
use uuid::Uuid;

use crate::domain::collation::SortKey;
use crate::domain::export_job::{CAMPAIGN, ExportJob, FORMAT, Format, LABELS, Order, PERIOD, UNIT};
use crate::domain::language::Language;
use crate::domain::period::{LocalTime, Period};
use crate::domain::texts::Texts;
use crate::domain::unit_choice::UnitChoice;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{SelectField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, Head, Listed, Pages, Search};
use crate::parts::unit_field::UnitField;
use crate::text::Words;

/// The address.
pub const PATH: &str = "/analysis/exports";

/// What can be chosen.
#[derive(Clone, Debug)]
pub struct Choices {
    /// The units in reach.
    pub units: UnitChoice,
    /// The campaigns that measure them, with their titles.
    pub campaigns: Vec<(Uuid, Texts)>,
    /// The periods in which there are answers, the latest first.
    pub periods: Vec<Period>,
}

impl Choices {
    /// The name of the unit of an order.
    #[must_use]
    pub fn unit(&self, language: Language, order: &Order) -> String {
        let code = order.unit.as_str();
        self.units.units().get(code).map_or_else(|| code.to_owned(), |unit| unit.name.get(language).to_owned())
    }

    /// The campaign of an order in words.
    #[must_use]
    pub fn campaign(&self, words: Words, order: &Order) -> String {
        let Some(id) = order.campaign else { return words.t("filter-all-campaigns") };
        let known = self.campaigns.iter().find(|(known, _)| *known == id);
        known.map_or_else(|| id.to_string(), |(_, title)| title.get(words.0).to_owned())
    }

    /// In a line what an order asks for.
    #[must_use]
    pub fn about(&self, words: Words, order: &Order) -> String {
        let parts = [self.unit(words.0, order), self.campaign(words, order), period(words, order), words.t(order.format.key())];
        parts.join(" – ")
    }
}

/// The period of an order in words.
#[must_use]
pub fn period(words: Words, order: &Order) -> String {
    order.period.map_or_else(|| words.t("filter-all-periods"), |period| words.period(period))
}

/// A moment as people write it.
#[must_use]
pub fn moment(at: i64) -> String {
    let time = LocalTime::of(at);
    format!("{} {}", time.clock(), time.date())
}

/// The exports that are asked for, sorted and a page of them: the latest first.
#[must_use]
pub fn list(mut jobs: Vec<ExportJob>, asked: &Asked, choices: &Choices) -> Listed<ExportJob> {
    let finder = asked.finder();
    jobs.retain(|job| {
        let texts = Language::ALL.map(|language| choices.about(Words(language), &job.order));
        finder.finds(texts.iter().map(String::as_str))
    });
    match asked.sort.as_str() {
        "unit" => jobs.sort_by_cached_key(|job| (SortKey::of(&choices.unit(Language::Vi, &job.order)), job.id)),
        "made" => jobs.sort_by_key(|job| (job.made_at, job.id)),
        _ => jobs.sort_by_key(|job| (std::cmp::Reverse(job.made_at), job.id)),
    }
    if asked.descending {
        jobs.reverse();
    }
    asked.page(jobs)
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct ExportsView {
    /// The exports.
    pub listed: Listed<ExportJob>,
    /// What can be chosen.
    pub choices: Choices,
    /// The form for a new one.
    pub typed: Typed,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
    /// Of how many responses each combination consists at least.
    pub minimum: u64,
}

/// The page.
#[component]
pub fn ExportsPage(shown: ExportsView) -> impl IntoView {
    let words = use_words();
    let ExportsView { listed: Listed { asked, found, shown }, choices, typed, done, minimum } = shown;
    let protection = words.with("export-protection", &[("minimum", &minimum.to_string())]);
    let open = found == 0 || !typed.problems.is_empty();
    let table = if found == 0 {
        view! { <p>{words.t("exports-none")}</p> }.into_any()
    } else {
        view! { <Table asked=asked.clone() shown choices=choices.clone()/> }.into_any()
    };
    view! {
        <Desk title=words.t("exports-title") here=PATH keeps=true>
            <h1>{words.t("exports-title")}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <p class="lead">{words.t("exports-lead")}</p>
            <p>{protection}</p>
            <details class="card" open=open>
                <summary>{words.t("export-ask")}</summary>
                <TypedSummary typed=typed.clone()/>
                <form id=FORM class="narrow" method="post" action=PATH>
                    <OrderFields typed choices/>
                    <button class="primary" type="submit">{words.t("export-ask")}</button>
                </form>
            </details>
            <Search asked=asked.clone() path=PATH label=words.t("exports-find")/>
            {table}
            <Pages asked path=PATH found/>
        </Desk>
    }
}

#[component]
fn OrderFields(typed: Typed, choices: Choices) -> impl IntoView {
    let words = use_words();
    let none = (String::new(), words.t("filter-all-campaigns"));
    let titles = choices.campaigns.iter().map(|(id, title)| (id.to_string(), title.get(words.0).to_owned()));
    let campaigns = std::iter::once(none).chain(titles).collect();
    let none = (String::new(), words.t("filter-all-periods"));
    let named = choices.periods.iter().map(|period| (period.to_string(), words.period(*period)));
    let periods = std::iter::once(none).chain(named).collect();
    let formats = Format::ALL.map(|format| (format.word().to_owned(), words.t(format.key()))).into();
    let languages = Language::ALL.map(|language| (language.tag().to_owned(), language.own_name().to_owned())).into();
    view! {
        <UnitField
            typed=typed.clone()
            name=UNIT
            label=words.t("filter-unit")
            hint=words.t("export-unit-hint")
            offered=choices.units
        />
        <SelectField typed=typed.clone() name=CAMPAIGN label=words.t("filter-campaign") options=campaigns/>
        <SelectField typed=typed.clone() name=PERIOD label=words.t("filter-period") options=periods/>
        <SelectField typed=typed.clone() name=FORMAT label=words.t("export-format") options=formats/>
        <SelectField typed name=LABELS label=words.t("export-labels") hint=words.t("export-labels-hint") options=languages/>
    }
    .into_any()
}

#[component]
fn Table(asked: Asked, shown: Vec<ExportJob>, choices: Choices) -> impl IntoView {
    let words = use_words();
    let rows = shown
        .into_iter()
        .map(|job| {
            let about = choices.about(words, &job.order);
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("{PATH}/{}", job.id) aria-label=about>{choices.unit(words.0, &job.order)}</a>
                    </th>
                    <td>{choices.campaign(words, &job.order)}</td>
                    <td>{period(words, &job.order)}</td>
                    <td>{words.t(job.order.format.key())}</td>
                    <td>{words.t(job.state.key())}</td>
                    <td>{moment(job.made_at)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=words.t("exports-title")>
            <table>
                <thead>
                    <tr>
                        <Head asked=asked.clone() path=PATH column="unit" label=words.t("column-unit")/>
                        <th scope="col">{words.t("filter-campaign")}</th>
                        <th scope="col">{words.t("filter-period")}</th>
                        <th scope="col">{words.t("export-format")}</th>
                        <th scope="col">{words.t("export-state")}</th>
                        <Head asked path=PATH column="made" label=words.t("export-made")/>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
