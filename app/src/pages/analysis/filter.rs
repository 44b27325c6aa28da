//! What is asked of the desk: as an address, and as the form that makes it.

use leptos::prelude::*;

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

/// The form by which it is chosen what to look at.
#[component]
pub fn QuestionForm(
    scene: Scene,
    offered: UnitChoice,
    path: &'static str,
    /// What else the page asks.
    #[prop(optional)]
    children: Option<Children>,
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
    view! {
        <form class="filter" method="get" action=path>
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
            {children.map(|children| children())}
            <button class="primary" type="submit">{words.t("filter-apply")}</button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::query;
    use crate::domain::figure::Filter;
    use crate::domain::measure::Measure;
    use crate::domain::overview::Question;

    #[test]
    fn a_question_stands_in_the_address() {
        let mut question = Question { measure: Some(Measure::Feedback), ..Question::default() };
        assert_eq!(query(&question), "?measure=feedback");
        question.filter = Filter { unit: Some("xa-mot".parse().unwrap()), ..Filter::default() };
        question.version = Some("one-stop-service.1".parse().unwrap());
        assert_eq!(query(&question), "?unit=xa-mot&measure=feedback&version=one-stop-service.1");
    }
}
