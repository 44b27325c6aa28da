//! The filter of `/results`: as an address, and as the form that makes it.

use leptos::prelude::*;

use crate::domain::code::Code;
use crate::domain::figure::{Filter, Results, Scope};
use crate::domain::mode::Mode;
use crate::domain::period::{LocalTime, Month, Period};
use crate::domain::texts::Texts;
use crate::parts::frame::use_words;

/// The filter as a query string, empty or with its question mark.
#[must_use]
pub fn query(filter: &Filter) -> String {
    let parts = [
        filter.unit.as_ref().map(|unit| format!("unit={unit}")),
        filter.predecessors.then(|| "predecessors=1".to_owned()),
        filter.period.map(|period| format!("period={period}")),
        filter.campaign.map(|campaign| format!("campaign={campaign}")),
        filter.sector.as_ref().map(|sector| format!("sector={sector}")),
        filter.mode.map(|mode| format!("mode={}", mode.word())),
        filter.part.as_ref().map(|part| {
            let (name, code) = scope_field(&part.scope);
            format!("questionnaire={}&{name}={code}", part.questionnaire)
        }),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

/// The name of the query's field that carries a part of a questionnaire, and its value.
const fn scope_field(scope: &Scope) -> (&'static str, &Code) {
    match scope {
        Scope::Factor(code) => ("factor", code),
        Scope::Item(code) => ("item", code),
    }
}

/// The form by which the filter is chosen. It works without JavaScript and leaves the filter in the address.
#[component]
pub fn FilterForm(results: Results) -> impl IntoView {
    let words = use_words();
    let filter = results.filter;
    let tree = |nodes: Vec<(usize, Code, Texts)>, chosen: Option<Code>| {
        let option = move |(depth, code, name): (usize, Code, Texts)| {
            let selected = chosen.as_ref() == Some(&code);
            // A list of options shows no tree: the depth is drawn with spaces that browsers keep.
            let name = format!("{}{}", "\u{2003}".repeat(depth), name.get(words.0));
            view! { <option value=code.to_string() selected=selected>{name}</option> }
        };
        nodes.into_iter().map(option).collect_view()
    };
    let units = results.units.into_iter().map(|(depth, code, name, ended)| {
        let selected = filter.unit.as_ref() == Some(&code);
        let ended = ended.map(|end| words.with("filter-unit-until", &[("day", &LocalTime::of(end.saturating_sub(1)).date())]));
        let name = format!("{}{} {}", "\u{2003}".repeat(depth), name.get(words.0), ended.unwrap_or_default());
        view! { <option value=code.to_string() selected=selected>{name.trim_end().to_owned()}</option> }
    });
    let units = units.collect_view();
    // Where something was merged into the unit, its figures can be had with that; another unit chosen later ignores it.
    let predecessors = results.history.as_ref().filter(|history| history.has_predecessors).map(|_| {
        view! {
            <label class="tick-line">
                <input type="checkbox" name="predecessors" value="1" checked=filter.predecessors/>
                <span>{words.t("filter-predecessors")}</span>
            </label>
        }
    });
    let sectors = tree(results.sectors, filter.sector.clone());
    let modes = Mode::ALL.into_iter().map(|mode| {
        view! { <option value=mode.word() selected=filter.mode == Some(mode)>{words.t(mode.key())}</option> }
    });
    // The part of a questionnaire is chosen in its panel, and stays chosen when the rest of the filter changes.
    let part = filter.part.as_ref().map(|part| {
        let (name, code) = scope_field(&part.scope);
        view! {
            <input type="hidden" name="questionnaire" value=part.questionnaire.to_string()/>
            <input type="hidden" name=name value=code.to_string()/>
        }
    });
    let periods = results.months.map(|(first, last)| periods(first, last)).unwrap_or_default().into_iter().map(|period| {
        let selected = filter.period == Some(period);
        view! { <option value=period.to_string() selected=selected>{words.period(period)}</option> }
    });
    let campaigns = results.campaigns.into_iter().map(|(id, title)| {
        let selected = filter.campaign == Some(id);
        view! { <option value=id.to_string() selected=selected>{title.get(words.0).to_owned()}</option> }
    });
    view! {
        <form class="filter" method="get" action="/results">
            <div>
                <label for="unit">{words.t("filter-unit")}</label>
                <select id="unit" name="unit"><option value="">{words.t("filter-all-units")}</option>{units}</select>
                {predecessors}
            </div>
            <div>
                <label for="period">{words.t("filter-period")}</label>
                <select id="period" name="period"><option value="">{words.t("filter-all-periods")}</option>{periods.collect_view()}</select>
            </div>
            <div>
                <label for="sector">{words.t("filter-sector")}</label>
                <select id="sector" name="sector"><option value="">{words.t("filter-all-sectors")}</option>{sectors}</select>
            </div>
            <div>
                <label for="mode">{words.t("filter-mode")}</label>
                <select id="mode" name="mode"><option value="">{words.t("filter-all-modes")}</option>{modes.collect_view()}</select>
            </div>
            <div>
                <label for="campaign">{words.t("filter-campaign")}</label>
                <select id="campaign" name="campaign"><option value="">{words.t("filter-all-campaigns")}</option>{campaigns.collect_view()}</select>
            </div>
            {part}
            <button class="primary" type="submit">{words.t("filter-apply")}</button>
        </form>
    }
}

/// The periods on offer, the latest first: each year with its quarters and months that have answers.
pub fn periods(first: Month, last: Month) -> Vec<Period> {
    let mut periods = Vec::new();
    for year in (first.year()..=last.year()).rev() {
        periods.push(Period::Year(year));
        periods.extend((1..=4).rev().map(|quarter| Period::Quarter(year, quarter)));
        periods.extend((1..=12).rev().filter_map(|month| Month::new(year, month)).map(Period::Month));
    }
    periods.retain(|period| {
        let (from, to) = period.months();
        to >= first && from <= last
    });
    periods
}

#[cfg(test)]
mod tests {
    use super::periods;
    use crate::domain::period::Month;

    #[test]
    fn only_periods_with_answers_are_offered_the_latest_first() {
        let offered = periods(Month::new(2025, 11).unwrap(), Month::new(2026, 1).unwrap());
        let texts: Vec<String> = offered.iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["2026", "2026-Q1", "2026-01", "2025", "2025-Q4", "2025-12", "2025-11"]);
    }
}
