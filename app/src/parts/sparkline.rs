//! A small line of shares over some months, drawn on the server as SVG. Its title says the same in words.

use leptos::prelude::*;

/// The drawing's width and height in its own units.
const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 28.0;
/// The room around the line, so that points at its ends are whole.
const EDGE: f64 = 3.0;

/// The line, from 0 to 100 %, so that lines of different rows can be compared. Where a month has no share, and where the series breaks, the line
/// has a gap; a break is marked besides.
#[component]
pub fn Sparkline(
    /// What it shows, with each number.
    title: String,
    /// The shares, from 0 to 1.
    shares: Vec<Option<f64>>,
    /// The places at which something begins that cannot be compared with what was before.
    breaks: Vec<usize>,
) -> impl IntoView {
    let last = shares.len().saturating_sub(1).max(1);
    let x = |place: usize| rounded(EDGE + (WIDTH - 2.0 * EDGE) * count(place) / count(last));
    let y = |share: f64| rounded(HEIGHT - EDGE - (HEIGHT - 2.0 * EDGE) * share);
    let mut path = String::new();
    let mut joined = false;
    for (place, share) in shares.iter().enumerate() {
        if let Some(share) = share {
            let joins = joined && !breaks.contains(&place);
            path = format!("{path}{}{} {}", if joins { 'L' } else { 'M' }, x(place), y(*share));
        }
        joined = share.is_some();
    }
    let points = shares.iter().enumerate().filter_map(|(place, share)| share.map(|share| (place, share)));
    let points = points.map(|(place, share)| view! { <circle class="point" cx=x(place) cy=y(share) r="1.6"/> }).collect_view();
    let marks = breaks.iter().map(|place| {
        let at = rounded(x(*place) - (WIDTH - 2.0 * EDGE) / count(last) / 2.0);
        view! { <path class="break" d=format!("M{at} 0V{HEIGHT}")/> }
    });
    let marks = marks.collect_view();
    view! {
        <svg class="sparkline" role="img" aria-label=title viewBox=format!("0 0 {WIDTH} {HEIGHT}")>
            <path class="grid" d=format!("M0 {}H{WIDTH}M0 {}H{WIDTH}", y(0.0), y(1.0))/>
            {marks}
            <path class="line" d=path/>
            {points}
        </svg>
    }
}

fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[expect(clippy::cast_precision_loss, reason = "a line has a few dozen points")]
const fn count(number: usize) -> f64 {
    number as f64
}
