//! How a sample is divided over strata beside how the frame is: two bars for each stratum, drawn on the server as SVG.

use leptos::prelude::*;

/// A stratum's shares, from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// What it is called.
    pub name: String,
    /// Its share of the frame.
    pub frame: f64,
    /// Its share of the sample.
    pub sample: f64,
    /// Both in words.
    pub note: String,
}

/// The drawing's width in its own units; small, so that its text stays legible on a phone.
const WIDTH: f64 = 360.0;
/// The height of a stratum: its words and two bars.
const ROW: f64 = 54.0;
/// The most letters of a name; the table has all of them.
const LONGEST: usize = 24;

/// The chart. Bars are as long as the largest share allows.
#[component]
pub fn AllocationChart(id: String, title: String, description: String, shares: Vec<Share>) -> impl IntoView {
    let most = shares.iter().flat_map(|share| [share.frame, share.sample]).fold(0.0, f64::max);
    let length = |share: f64| if most > 0.0 { (share / most * WIDTH * 10.0).round() / 10.0 } else { 0.0 };
    let height = ROW * f64::from(u32::try_from(shares.len()).unwrap_or(u32::MAX));
    let rows = (0_u32..)
        .zip(shares)
        .map(|(place, share)| {
            let top = ROW * f64::from(place);
            view! {
                <text y=top + 14.0>{short(&share.name)}</text>
                <text class="note" x=WIDTH y=top + 14.0 text-anchor="end">{share.note}</text>
                <rect class="of-frame" x="0.5" y=top + 20.5 width=length(share.frame) height="9"/>
                <rect class="bar" x="0" y=top + 33.0 width=length(share.sample) height="10"/>
            }
        })
        .collect_view();
    let [title_id, description_id] = [format!("{id}-t"), format!("{id}-d")];
    view! {
        <svg
            class="chart"
            role="img"
            viewBox=format!("0 0 {} {height}", WIDTH + 1.0)
            aria-labelledby=format!("{id}-t")
            aria-describedby=format!("{id}-d")
        >
            <title id=title_id>{title}</title>
            <desc id=description_id>{description.clone()}</desc>
            {rows}
        </svg>
        <p class="hint" aria-hidden="true">{description}</p>
    }
    .into_any()
}

fn short(name: &str) -> String {
    if name.chars().count() <= LONGEST { name.to_owned() } else { name.chars().take(LONGEST - 1).chain(['…']).collect() }
}
