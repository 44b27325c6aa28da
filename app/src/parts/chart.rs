//! Bars against targets, drawn on the server as SVG. The table beside it says the same in numbers.

use leptos::prelude::*;

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it stands for.
    pub name: String,
    /// How far it is indented, in steps.
    pub depth: usize,
    /// Its length, a share from 0 to 1; `None` where there is nothing to show.
    pub share: Option<f64>,
    /// The ends of its interval, shares from 0 to 1.
    pub interval: Option<(f64, f64)>,
    /// The number, or why there is none.
    pub note: String,
    /// Where its target stands, a share from 0 to 1.
    pub target: Option<f64>,
    /// The target in words.
    pub target_text: Option<String>,
}

/// The drawing's width in its own units; small, so that its text stays legible on a phone.
const WIDTH: f64 = 360.0;
/// The width of the plot, from 0 to 100 %; the numbers stand to its right.
const PLOT: f64 = 240.0;
/// The height of one bar with its words.
const ROW: f64 = 46.0;
/// The height of the axis below.
const AXIS: f64 = 22.0;

/// The chart: always from 0 to 100 %, so that bars of different panels do not seem alike when they are not.
#[component]
pub fn TargetChart(id: String, title: String, description: String, bars: Vec<Bar>) -> impl IntoView {
    let height = ROW * count(bars.len()) + AXIS;
    let hatch = format!("{id}-h");
    let rows =
        bars.into_iter().enumerate().map(|(place, bar)| row(ROW * count(place), bar, format!("url(#{hatch})"))).collect_view();
    let ticks = [(0.0, "start"), (0.25, "middle"), (0.5, "middle"), (0.75, "middle"), (1.0, "end")]
        .map(|(share, anchor)| {
            let label = format!("{:.0}", share * 100.0);
            view! {
                <path class="grid" d=format!("M{} 0V{}", x(share), height - AXIS)/>
                <text class="tick" x=x(share) y=height - 6.0 text-anchor=anchor>{label}</text>
            }
        })
        .collect_view();
    let [title_id, description_id] = [format!("{id}-t"), format!("{id}-d")];
    view! {
        <svg
            class="chart"
            role="img"
            viewBox=format!("0 0 {WIDTH} {height}")
            aria-labelledby=format!("{id}-t")
            aria-describedby=format!("{id}-d")
        >
            <title id=title_id>{title}</title>
            <desc id=description_id>{description}</desc>
            <pattern id=hatch width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <path class="bar short" d="M0 0H6V6H0z"/>
                <path class="hatch" d="M0 0V6"/>
            </pattern>
            {ticks}
            {rows}
        </svg>
    }
}

fn row(top: f64, bar: Bar, hatch: String) -> impl IntoView {
    let line = top + 22.0;
    let indent = 8.0 * count(bar.depth);
    // A bar short of its target is hatched as well as coloured.
    let short = bar.share.zip(bar.target).is_some_and(|(share, target)| share < target);
    let fill = short.then_some(hatch);
    let class = (!short).then_some("bar");
    let drawn = bar.share.map(|share| view! { <rect class=class fill=fill x="0" y=line width=x(share) height="14"/> });
    let interval = bar.interval.map(|(lower, upper)| {
        let (left, right, middle) = (x(lower), x(upper), line + 7.0);
        let d = format!("M{left} {}v8M{left} {middle}H{right}M{right} {}v8", middle - 4.0, middle - 4.0);
        view! { <path class="whisker" d=d/> }
    });
    let target = bar.target.map(|target| {
        let d = format!("M{} {}v22", x(target), line - 4.0);
        view! { <path class="target-line" d=d/> }
    });
    let note = match bar.target_text {
        Some(target) => format!("{} ({target})", bar.note),
        None => bar.note,
    };
    view! {
        <text x=indent y=top + 15.0>{bar.name}</text>
        <text class="note" x=WIDTH y=line + 12.0 text-anchor="end">{note}</text>
        {drawn}
        {interval}
        {target}
    }
}

/// The place of a share on the horizontal axis, to a tenth of a unit.
fn x(share: f64) -> f64 {
    (share * PLOT * 10.0).round() / 10.0
}

#[expect(clippy::cast_precision_loss, reason = "a chart has a few dozen bars")]
fn count(number: usize) -> f64 {
    number as f64
}
