//! `/analysis/drivers`: which factor goes along with satisfaction on the whole, and where improvement would pay.

use leptos::prelude::*;

use super::expectation_table::ExpectationTable;
use super::filter::Choosing;
use super::views::Views;
use crate::domain::drivers::{DriverFigures, Drivers, DriversShown, Quadrant, WhyNoDrivers};
use crate::domain::measure::Measure;
use crate::domain::unit_choice::UnitChoice;
use crate::parts::desk::Desk;
use crate::parts::frame::use_words;
use crate::parts::module::ModuleStyle;
use crate::parts::outcome::measure_key;
use crate::parts::quadrant_chart::{Point, QuadrantChart};
use crate::text::Words;

/// The address of the page.
pub const PATH: &str = "/analysis/drivers";

/// The page.
#[component]
pub fn DriversPage(drivers: Drivers, offered: UnitChoice) -> impl IntoView {
    let words = use_words();
    let Drivers { scene, shown } = drivers;
    let question = scene.question.clone();
    let open = shown.is_none();
    let shown = match shown {
        Some(shown) => view! { <Shown shown/> }.into_any(),
        None => view! { <p class="lead">{words.t("analysis-none")}</p> }.into_any(),
    };
    view! {
        <Desk title=words.t("drivers-title") here=PATH>
            <ModuleStyle name="analysis.css"/>
            <h1>{words.t("drivers-title")}</h1>
            <p class="lead">{words.t("drivers-lead")}</p>
            <Views question here=PATH/>
            <Choosing scene offered path=PATH open/>
            {shown}
        </Desk>
    }
}

#[component]
fn Shown(shown: DriversShown) -> impl IntoView {
    let words = use_words();
    let title = words.with("panel-title", &[("title", shown.title.get(words.0)), ("version", &shown.version.to_string())]);
    let outcome = shown.outcome.map(|outcome| {
        let text = words.with("drivers-outcome", &[("question", outcome.get(words.0))]);
        view! { <p>{text}</p> }
    });
    let newest = shown.newest.map(|most| {
        let of = [("most", &*words.number(most.into())), ("persons", &*words.number(shown.persons))];
        view! { <p class="hint">{words.with("drivers-newest", &of)}</p> }
    });
    let chosen = (shown.measure != Measure::Survey).then(|| view! { <p class="hint">{words.t("drivers-self-selected")}</p> });
    let found = match shown.found {
        Ok(figures) => view! { <Figures figures/> }.into_any(),
        Err(why) => view! { <p class="lead">{why_not(words, why)}</p> }.into_any(),
    };
    let expectations = shown.expectations.map(|expectations| view! { <ExpectationTable expectations/> });
    view! {
        <section class="panel">
            <h2>{title}</h2>
            <p class="hint">{words.t(measure_key(shown.measure))}"."</p>
            {outcome}
            {newest}
            {chosen}
            {found}
        </section>
        {expectations}
    }
}

fn why_not(words: Words, why: WhyNoDrivers) -> String {
    match why {
        WhyNoDrivers::NoOutcome => words.t("drivers-no-outcome"),
        WhyNoDrivers::TooFewFactors => words.t("drivers-too-few-factors"),
        WhyNoDrivers::TooManyFactors => words.t("drivers-too-many-factors"),
        WhyNoDrivers::TooFewPersons { complete, needed } => {
            words.with("drivers-too-few", &[("complete", &words.number(complete)), ("needed", &words.number(needed))])
        }
        WhyNoDrivers::NoVariation => words.t("drivers-no-variation"),
        WhyNoDrivers::Unexplained(share) => words.with("drivers-unexplained", &[("share", &words.percent(share))]),
    }
}

#[component]
fn Figures(figures: DriverFigures) -> impl IntoView {
    let words = use_words();
    let first = figures.first_to_improve().map(|driver| {
        let of = [
            ("factor", driver.name.get(words.0).to_owned()),
            ("importance", words.percent(driver.importance)),
            ("satisfied", words.percent(driver.satisfied)),
        ];
        let of: Vec<(&str, &str)> = of.iter().map(|(name, value)| (*name, value.as_str())).collect();
        view! { <p class="lead">{words.with("drivers-first", &of)}</p> }
    });
    let (importance, satisfied) = figures.cuts();
    let explained = words
        .with("drivers-explained", &[("share", &words.percent(figures.explained)), ("persons", &words.number(figures.complete))]);
    let left_out = (!figures.left_out.is_empty()).then(|| {
        let names: Vec<&str> = figures.left_out.iter().map(|name| name.get(words.0)).collect();
        view! { <p class="hint">{words.with("drivers-left-out", &[("factors", &names.join("; "))])}</p> }
    });
    let points =
        figures.factors.iter().map(|driver| Point { satisfied: driver.satisfied, importance: driver.importance }).collect();
    let corners = [Quadrant::ConcentrateHere, Quadrant::KeepUp, Quadrant::LowPriority, Quadrant::PossibleOverkill];
    let rows = figures.factors.iter().zip(1_u32..).map(|(driver, number)| {
        view! {
            <tr>
                <td class="number">{number}</td>
                <th scope="row">{driver.name.get(words.0).to_owned()}</th>
                <td class="number">{words.percent(driver.importance)}</td>
                <td class="number">{words.percent(driver.satisfied)}</td>
                <td>{words.t(driver.quadrant.key())}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let chart = view! {
        <QuadrantChart
            title=words.t("drivers-chart")
            axes=[words.t("drivers-satisfied"), words.t("drivers-importance")]
            corners=corners.map(|quadrant| words.t(quadrant.key()))
            points
            cuts=Point { satisfied, importance }
        />
    }
    .into_any();
    view! {
        {first}
        <p><strong>{words.t("drivers-caution")}</strong></p>
        {chart}
        <div class="scroll" tabindex="0" role="region" aria-label=words.t("drivers-chart")>
            <table>
                <thead>
                    <tr>
                        <th scope="col" class="number">{words.t("drivers-number")}</th>
                        <th scope="col">{words.t("drivers-factor")}</th>
                        <th scope="col" class="number">{words.t("drivers-importance")}</th>
                        <th scope="col" class="number">{words.t("drivers-satisfied")}</th>
                        <th scope="col">{words.t("drivers-place")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {left_out}
        <p class="hint">{explained}" "{words.t("drivers-method")}</p>
    }
}
