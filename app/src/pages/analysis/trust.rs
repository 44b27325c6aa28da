//! `/analysis/trust`: what speaks for and against the figures.

use leptos::prelude::*;

use super::filter::Choosing;
use super::overview::ratio;
use super::views::Views;
use crate::domain::figure::Outcome;
use crate::domain::trust::{
    Beside, DeviceGaps, ModeFigure, Precision, Response, Screen, Screened, Screening, Trust, TrustShown, Volume,
};
use crate::domain::unit_choice::UnitChoice;
use crate::parts::desk::Desk;
use crate::parts::frame::use_words;
use crate::parts::module::ModuleStyle;
use crate::parts::outcome::{interval, measure_key, respondents, share};
use crate::text::Words;

/// The address of the page.
pub const PATH: &str = "/analysis/trust";

/// The page.
#[component]
pub fn TrustPage(trust: Trust, offered: UnitChoice) -> impl IntoView {
    let words = use_words();
    let Trust { scene, shown } = trust;
    let question = scene.question.clone();
    let open = shown.is_none();
    let shown = match shown {
        Some(shown) => view! { <Shown shown/> }.into_any(),
        None => view! { <p class="lead">{words.t("analysis-none")}</p> }.into_any(),
    };
    view! {
        <Desk title=words.t("trust-title") here=PATH>
            <ModuleStyle name="analysis.css"/>
            <h1>{words.t("trust-title")}</h1>
            <p class="lead">{words.t("trust-lead")}</p>
            <Views question here=PATH/>
            <Choosing scene offered path=PATH open/>
            {shown}
        </Desk>
    }
}

#[component]
fn Shown(shown: TrustShown) -> impl IntoView {
    let words = use_words();
    let TrustShown { measure, title, version, minimum, modes, response, precision, screening, volumes, devices, beside } = shown;
    let title = words.with("panel-title", &[("title", title.get(words.0)), ("version", &version.to_string())]);
    view! {
        <p class="hint">{title}" – "{words.t(measure_key(measure))}"."</p>
        {modes_table(words, modes, minimum)}
        {response_text(words, response)}
        {precision.map(|precision| precision_text(words, precision))}
        {screens_table(words, screening)}
        {devices.map(|devices| devices_text(words, devices))}
        {volumes_table(words, volumes)}
        {beside_table(words, beside)}
    }
}

/// A section with a heading.
fn section(words: Words, key: &str, hint: &str, inside: AnyView) -> AnyView {
    view! {
        <section class="panel">
            <h2>{words.t(key)}</h2>
            <p class="hint">{words.t(hint)}</p>
            {inside}
        </section>
    }
    .into_any()
}

/// A table that scrolls by itself where it is wider than the screen.
fn table(label: String, heads: Vec<(String, bool)>, rows: AnyView) -> AnyView {
    let heads = heads.into_iter().map(|(head, number)| view! { <th scope="col" class:number=number>{head}</th> }).collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=label>
            <table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}

fn modes_table(words: Words, modes: Vec<ModeFigure>, minimum: u64) -> AnyView {
    let rows = modes
        .into_iter()
        .map(|figure| {
            let name = words.t(figure.mode.key());
            let Some((respondents, share)) = figure.shown else {
                let hidden = words.with("trust-mode-hidden", &[("minimum", &words.number(minimum))]);
                return view! { <tr><th scope="row">{name}</th><td class="none" colspan="2">{hidden}</td></tr> }.into_any();
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="number">{words.number(respondents)}</td>
                    <td class="number">{words.percent(share)}</td>
                </tr>
            }
            .into_any()
        })
        .collect_view()
        .into_any();
    let heads = vec![(words.t("filter-mode"), false), (words.t("column-respondents"), true), (words.t("column-share"), true)];
    section(words, "trust-modes", "trust-modes-hint", table(words.t("trust-modes"), heads, rows))
}

fn response_text(words: Words, response: Option<Response>) -> AnyView {
    let Some(Response { issued, answered, bounds }) = response else {
        return section(words, "trust-response", "trust-response-unknown", ().into_any());
    };
    let of = [
        ("answered", words.number(answered)),
        ("issued", words.number(issued)),
        ("rate", words.percent(ratio(answered, issued))),
    ];
    let rate = words.with("trust-response-rate", &of.each_ref().map(|(name, value)| (*name, value.as_str())));
    let bounds = match bounds {
        Some((lower, upper)) => {
            words.with("trust-response-bounds", &[("lower", &words.percent(lower)), ("upper", &words.percent(upper))])
        }
        None => words.t("trust-response-hidden"),
    };
    section(words, "trust-response", "trust-response-hint", view! { <p>{rate}</p> <p>{bounds}</p> }.into_any())
}

fn precision_text(words: Words, precision: Precision) -> AnyView {
    let of = [
        ("persons", words.number(precision.persons)),
        ("effective", words.decimal(precision.effective, 0)),
        ("effect", words.decimal(precision.effect, 2)),
    ];
    let text = words.with("trust-precision-text", &of.each_ref().map(|(name, value)| (*name, value.as_str())));
    section(words, "trust-precision", "trust-precision-hint", view! { <p>{text}</p> }.into_any())
}

fn screens_table(words: Words, screening: Screening) -> AnyView {
    let Screening { read, newest, screens, flagged, shares } = screening;
    let rows = screens
        .into_iter()
        .map(|(screen, found)| {
            let about = words.t(screen.hint());
            let found = match found {
                Screened::Found { flagged, of } => {
                    words.with("trust-flagged-of", &[("flagged", &words.number(flagged)), ("of", &words.number(of))])
                }
                Screened::TooShort => words.t("trust-too-short"),
                Screened::NotKnown if screen == Screen::OutsideHours => words.t("trust-no-hours"),
                Screened::NotKnown => words.t("trust-no-times"),
            };
            view! {
                <tr>
                    <th scope="row">{words.t(screen.key())} <br/> <small class="hint">{about}</small></th>
                    <td>{found}</td>
                </tr>
            }
        })
        .collect_view()
        .into_any();
    let read = match newest {
        Some(most) => words.with("trust-read-newest", &[("read", &words.number(read)), ("most", &words.number(most.into()))]),
        None => words.with("trust-read", &[("read", &words.number(read))]),
    };
    let both = match shares {
        Some((with, without)) => {
            let of = [("flagged", words.number(flagged)), ("with", words.percent(with)), ("without", words.percent(without))];
            words.with("trust-with-without", &of.each_ref().map(|(name, value)| (*name, value.as_str())))
        }
        None => words.with("trust-with-hidden", &[("flagged", &words.number(flagged))]),
    };
    let heads = vec![(words.t("trust-screen"), false), (words.t("trust-found"), false)];
    let inside = view! {
        <p>{read}</p>
        {table(words.t("trust-screens"), heads, rows)}
        <p>{both}</p>
    };
    section(words, "trust-screens", "trust-screens-hint", inside.into_any())
}

fn devices_text(words: Words, gaps: DeviceGaps) -> AnyView {
    let of = [
        ("devices", words.number(gaps.devices)),
        ("given", words.number(gaps.given)),
        ("lost", words.number(gaps.lost)),
        ("with", words.number(gaps.with_gaps)),
    ];
    let key = if gaps.lost == 0 { "trust-devices-whole" } else { "trust-devices-gaps" };
    let text = words.with(key, &of.each_ref().map(|(name, value)| (*name, value.as_str())));
    section(words, "trust-devices", "trust-devices-hint", view! { <p>{text}</p> }.into_any())
}

fn volumes_table(words: Words, volumes: Vec<Volume>) -> AnyView {
    if volumes.is_empty() {
        return section(words, "trust-volume", "trust-volume-unknown", ().into_any());
    }
    let rows = volumes
        .into_iter()
        .map(|volume| {
            let said = words.t(if volume.is_too_many() { "trust-volume-too-many" } else { "trust-volume-possible" });
            view! {
                <tr>
                    <th scope="row">{volume.name.get(words.0).to_owned()}</th>
                    <td class="number">{words.number(volume.responses)}</td>
                    <td class="number">{words.number(volume.dossiers)}</td>
                    <td>{said}</td>
                </tr>
            }
        })
        .collect_view()
        .into_any();
    let heads = vec![
        (words.t("column-sector"), false),
        (words.t("trust-volume-responses"), true),
        (words.t("trust-volume-dossiers"), true),
        (words.t("trust-found"), false),
    ];
    section(words, "trust-volume", "trust-volume-hint", table(words.t("trust-volume"), heads, rows))
}

fn beside_table(words: Words, beside: Vec<Beside>) -> Option<AnyView> {
    if beside.is_empty() {
        return None;
    }
    let rows = beside
        .into_iter()
        .map(|beside| {
            let outcome = Some(&beside.outcome);
            let certain = match &beside.outcome {
                Outcome::Shown(_) => interval(words, outcome),
                _ => String::new(),
            };
            view! {
                <tr>
                    <th scope="row">{beside.sector.get(words.0).to_owned()}</th>
                    <td>{words.t(measure_key(beside.measure))}</td>
                    <td class="number">{share(words, outcome)}</td>
                    <td>{certain}</td>
                    <td class="number">{respondents(words, outcome)}</td>
                </tr>
            }
        })
        .collect_view()
        .into_any();
    let heads = vec![
        (words.t("column-sector"), false),
        (words.t("analysis-measure"), false),
        (words.t("column-share"), true),
        (words.t("trust-interval"), false),
        (words.t("column-respondents"), true),
    ];
    Some(section(words, "trust-beside", "trust-beside-hint", table(words.t("trust-beside"), heads, rows)))
}
