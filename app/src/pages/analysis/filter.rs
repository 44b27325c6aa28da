//! What is asked of the desk: as an address, and as the form that makes it.

use leptos::prelude::*;

use super::actions::{ADD, PATH as ACTIONS};
use super::views::{Versions, named};
use crate::domain::figure::Filter;
use crate::domain::improvement::part_word;
use crate::domain::measure::Measure;
use crate::domain::mode::Mode;
use crate::domain::overview::{Question, Scene};
use crate::domain::unit_choice::UnitChoice;
use crate::pages::results::filter::{periods, query as filter_query};
use crate::parts::frame::use_words;
use crate::parts::outcome::measure_key;
use crate::parts::unit_field::choices;

/// The field of the measure.
pub const MEASURE: &str = "measure";
/// The field of the questionnaire version.
pub const VERSION: &str = "version";

/// The question as the fields of an address, without those of its filter.
#[must_use]
pub fn series_fields(question: &Question) -> [Option<(&'static str, String)>; 2] {
    [
        question.measure.map(|measure| (MEASURE, measure.word().to_owned())),
        question.version.as_ref().map(|version| (VERSION, version.to_string())),
    ]
}

/// The question as a query string, with its question mark.
#[must_use]
pub fn query(question: &Question) -> String {
    let mut query = filter_query(&question.filter);
    let fields = series_fields(question);
    for (name, value) in fields.into_iter().flatten() {
        let sign = if query.is_empty() { '?' } else { '&' };
        query = format!("{query}{sign}{name}={value}");
    }
    query
}

/// The address at which an improvement action begins that is about what a filter asks for; none without a unit, a sector and a period.
#[must_use]
pub fn action(filter: &Filter) -> Option<String> {
    let (unit, sector, period) = (filter.unit.as_ref()?, filter.sector.as_ref()?, filter.period?);
    let part = filter.part.as_ref().map(|part| format!("&part={}", part_word(part))).unwrap_or_default();
    Some(format!("{ACTIONS}?{ADD}&unit={unit}&sector={sector}{part}&period={period}#{ADD}"))
}

/// What is chosen, in a line; behind it stand, folded away, the form by which something else is, and the other figures that there are.
#[component]
pub fn Choosing(
    scene: Scene,
    offered: UnitChoice,
    /// The address of the page.
    path: &'static str,
    /// Whether it stands open, as where nothing can be shown.
    open: bool,
    /// Further fields of the address that the form leaves as they are.
    #[prop(optional)]
    kept: Vec<(&'static str, String)>,
    /// What else is chosen, in words.
    #[prop(optional)]
    also: Vec<String>,
    /// What else the address of other figures says, each with its sign before it.
    #[prop(optional)]
    more: String,
    /// What else the form asks.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let words = use_words();
    let Question { filter, measure, .. } = &scene.question;
    let chosen = scene.chosen().map(|series| named(words, series));
    let sector = filter.sector.as_ref().and_then(|code| scene.sectors.iter().find(|(_, known, _)| known == code));
    let said = [
        filter.unit.as_ref().and_then(|unit| offered.units().get(unit.as_str())).map(|unit| unit.name.get(words.0).to_owned()),
        filter.period.map(|period| words.period(period)),
        chosen.or_else(|| measure.map(|measure| words.t(measure_key(measure)))),
        sector.map(|(.., name)| name.get(words.0).to_owned()),
        filter.mode.map(|mode| words.t(mode.key())),
    ];
    let said = said.into_iter().flatten().chain(also).collect::<Vec<_>>().join(" · ");
    let (series, question) = (scene.series.clone(), scene.question.clone());
    view! {
        <details class="chosen" open=open>
            <summary><span>{words.with("filter-chosen", &[("what", &said)])}</span></summary>
            <QuestionForm scene offered path kept further=children/>
            <Versions series question path more/>
        </details>
    }
}

/// The form by which it is chosen what to look at.
#[component]
fn QuestionForm(
    scene: Scene,
    offered: UnitChoice,
    path: &'static str,
    kept: Vec<(&'static str, String)>,
    further: Option<Children>,
) -> impl IntoView {
    let words = use_words();
    let Question { filter, measure, .. } = scene.question;
    let unit = filter.unit.as_ref().map_or("", |unit| unit.as_str()).to_owned();
    let units = choices(words, offered.steps(&unit), None).into_iter().map(|(code, name)| {
        let selected = code == unit;
        view! { <option value=code selected=selected>{name}</option> }
    });
    let units = units.collect_view();
    let periods = scene.months.map(|(first, last)| periods(first, last)).unwrap_or_default().into_iter().map(|period| {
        let selected = filter.period == Some(period);
        view! { <option value=period.to_string() selected=selected>{words.period(period)}</option> }
    });
    let periods = periods.collect_view();
    let measures = [Measure::Survey, Measure::Feedback].map(|offered| {
        let selected = measure == Some(offered);
        view! { <option value=offered.word() selected=selected>{words.t(measure_key(offered))}</option> }
    });
    let sectors = scene.sectors.into_iter().map(|(depth, code, name)| {
        let selected = filter.sector.as_ref() == Some(&code);
        let name = format!("{}{}", "\u{2003}".repeat(depth), name.get(words.0));
        view! { <option value=code.to_string() selected=selected>{name}</option> }
    });
    let sectors = sectors.collect_view();
    let modes = Mode::ALL.into_iter().map(|mode| {
        view! { <option value=mode.word() selected=filter.mode == Some(mode)>{words.t(mode.key())}</option> }
    });
    let modes = modes.collect_view();
    let kept = kept.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    view! {
        <form class="filter" method="get" action=path>
            {kept}
            <div>
                <label for="unit">{words.t("filter-unit")}</label>
                <select id="unit" name="unit">{units}</select>
            </div>
            <div>
                <label for="period">{words.t("filter-period")}</label>
                <select id="period" name="period">{periods}</select>
            </div>
            <div>
                <label for="measure">{words.t("analysis-measure")}</label>
                <select id="measure" name=MEASURE>{measures.collect_view()}</select>
            </div>
            <div>
                <label for="sector">{words.t("filter-sector")}</label>
                <select id="sector" name="sector"><option value="">{words.t("filter-all-sectors")}</option>{sectors}</select>
            </div>
            <div>
                <label for="mode">{words.t("filter-mode")}</label>
                <select id="mode" name="mode"><option value="">{words.t("filter-all-modes")}</option>{modes}</select>
            </div>
            {further.map(|further| further())}
            <button class="primary" type="submit">{words.t("filter-apply")}</button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::{action, query};
    use crate::domain::figure::{Filter, Part, Scope};
    use crate::domain::measure::Measure;
    use crate::domain::overview::Question;

    #[test]
    fn an_action_is_about_what_is_looked_at() {
        let filter = Filter {
            unit: Some("xa-mot".parse().unwrap()),
            sector: Some("land".parse().unwrap()),
            period: Some("2026-Q1".parse().unwrap()),
            part: Some(Part { questionnaire: "q".parse().unwrap(), scope: Scope::Item("a1".parse().unwrap()) }),
            ..Filter::default()
        };
        let address = "/analysis/actions?add&unit=xa-mot&sector=land&part=q/item/a1&period=2026-Q1#add";
        assert_eq!(action(&filter).as_deref(), Some(address));
        assert_eq!(action(&Filter { sector: None, ..filter }), None);
    }

    #[test]
    fn a_question_stands_in_the_address() {
        let mut question = Question { measure: Some(Measure::Feedback), ..Question::default() };
        assert_eq!(query(&question), "?measure=feedback");
        question.filter = Filter { unit: Some("xa-mot".parse().unwrap()), ..Filter::default() };
        question.version = Some("one-stop-service.1".parse().unwrap());
        assert_eq!(query(&question), "?unit=xa-mot&measure=feedback&version=one-stop-service.1");
    }
}
