//! What is drawn of each stratum of a sample, as a table and as a picture.

use leptos::prelude::*;

use crate::domain::sample::{Clusters, Stratum};
use crate::parts::allocation_chart::{AllocationChart, Share};
use crate::parts::frame::use_words;
use crate::text::Words;

/// So many strata are drawn as bars; more would be no picture.
const MOST_BARS: usize = 40;

/// The strata with what is drawn of each. Without strata it is one line.
#[component]
pub fn Strata(strata: Vec<Stratum>) -> impl IntoView {
    let words = use_words();
    let clustered = strata.iter().any(|stratum| stratum.clusters.is_some());
    let chart = (strata.len() > 1).then(|| view! { <Chart strata=strata.clone()/> });
    let (elements, drawn) = strata.iter().fold((0, 0), |(all, drawn), stratum| (all + stratum.elements, drawn + stratum.drawn));
    let total = (strata.len() > 1).then(|| {
        view! {
            <tr>
                <th scope="row">{words.t("strata-all")}</th>
                <td class="number">{words.number(elements)}</td>
                {clustered.then(|| view! { <td></td> <td></td> })}
                <td class="number">{words.number(drawn)}</td>
                <td></td>
            </tr>
        }
    });
    let certain: Vec<String> =
        strata.iter().filter_map(|stratum| stratum.clusters.as_ref()).flat_map(|clusters| clusters.certain.clone()).collect();
    let certain = (!certain.is_empty()).then(|| {
        view! { <p>{words.count("strata-certain", certain.len() as u64)} " " {certain.join(", ")}</p> }
    });
    let lines = strata.into_iter().map(|stratum| line(words, stratum, clustered)).collect_view();
    let heads = clustered.then(|| {
        view! {
            <th scope="col" class="number">{words.t("strata-clusters")}</th>
            <th scope="col" class="number">{words.t("strata-interval")}</th>
        }
    });
    view! {
        {chart}
        <div class="scroll" role="region" tabindex="0" aria-label=words.t("strata-table")>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words.t("frame-stratum")}</th>
                        <th scope="col" class="number">{words.t("strata-elements")}</th>
                        {heads}
                        <th scope="col" class="number">{words.t("strata-drawn")}</th>
                        <th scope="col" class="number">{words.t("strata-weight")}</th>
                    </tr>
                </thead>
                <tbody>{lines} {total}</tbody>
            </table>
        </div>
        {certain}
    }
    .into_any()
}

fn line(words: Words, stratum: Stratum, clustered: bool) -> impl IntoView {
    let name = if stratum.name.is_empty() { words.t("strata-whole") } else { stratum.name.clone() };
    let (least, most) = stratum.weights;
    let same = most - least < 0.005;
    let weights =
        if same { words.decimal(least, 2) } else { format!("{}–{}", words.decimal(least, 2), words.decimal(most, 2)) };
    let clusters = clustered.then(|| {
        let interval = stratum.clusters.as_ref().map(interval).unwrap_or_default();
        let (all, drawn) = stratum.clusters.as_ref().map_or((0, 0), |clusters| (clusters.all, clusters.drawn));
        view! {
            <td class="number">{words.with("strata-of", &[("drawn", &words.number(drawn)), ("all", &words.number(all))])}</td>
            <td class="number">{words.decimal(interval, 1)}</td>
        }
    });
    view! {
        <tr>
            <th scope="row">{name} " " <code>{stratum.code}</code></th>
            <td class="number">{words.number(stratum.elements)}</td>
            {clusters}
            <td class="number">{words.number(stratum.drawn)}</td>
            <td class="number">{weights}</td>
        </tr>
    }
}

/// How far apart the clusters of a stratum are drawn, in its measure of size, before those that are certain are taken out.
#[expect(clippy::cast_precision_loss, reason = "it is shown with one decimal")]
fn interval(clusters: &Clusters) -> f64 {
    clusters.size as f64 / clusters.drawn.max(1) as f64
}

#[component]
#[expect(clippy::cast_precision_loss, reason = "a bar is some hundred units long")]
fn Chart(strata: Vec<Stratum>) -> impl IntoView {
    let words = use_words();
    if strata.len() > MOST_BARS {
        return ().into_any();
    }
    let (elements, drawn) = strata.iter().fold((0, 0), |(all, drawn), stratum| (all + stratum.elements, drawn + stratum.drawn));
    let share = |part: u64, of: u64| part as f64 / of.max(1) as f64;
    let shares = strata
        .into_iter()
        .map(|stratum| {
            let (frame, sample) = (share(stratum.elements, elements), share(stratum.drawn, drawn));
            let values = [("frame", words.percent(frame)), ("sample", words.percent(sample))];
            let note = words.with("strata-shares", &values.each_ref().map(|(name, value)| (*name, value.as_str())));
            Share { name: stratum.name, frame, sample, note }
        })
        .collect();
    view! { <AllocationChart id="allocation".to_owned() title=words.t("strata-chart") description=words.t("strata-chart-lead") shares/> }
        .into_any()
}
