//! Factors by how satisfied people are with them and how much that matters, drawn on the server as SVG. Each has a number that the table beside
//! it explains.

use leptos::prelude::*;

/// A point of the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The share satisfied, from 0 to 1.
    pub satisfied: f64,
    /// The importance, from 0 to 1.
    pub importance: f64,
}

/// The drawing's width and height in its own units.
const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 300.0;
/// The room for the words at the axes.
const EDGE: f64 = 26.0;
/// The room between the outermost points and the frame: that of a point beside it, and above and below that of the names too.
const INSET: [f64; 2] = [20.0, 36.0];

/// An axis: from the least to the greatest of its values and the cut, so that points are as far apart as they can be.
struct Axis {
    least: f64,
    span: f64,
    length: f64,
    inset: f64,
}

impl Axis {
    fn of(values: impl Iterator<Item = f64>, cut: f64, (length, inset): (f64, f64)) -> Self {
        let (least, greatest) = values.fold((cut, cut), |(least, greatest), value| (least.min(value), greatest.max(value)));
        let span = greatest - least;
        Self { least, span: if span > 0.0 { span } else { 1.0 }, length, inset }
    }

    fn at(&self, value: f64) -> f64 {
        ((self.inset + (value - self.least) / self.span * (self.length - 2.0 * self.inset)) * 10.0).round() / 10.0
    }
}

/// The chart, with the names of its quadrants in the order of reading: above left, above right, below left, below right.
#[component]
pub fn QuadrantChart(
    /// What it shows.
    title: String,
    /// What lies along and across: the words of the axes.
    axes: [String; 2],
    /// The names of the quadrants.
    corners: [String; 4],
    /// The points, numbered from 1 in their order.
    points: Vec<Point>,
    /// Where the quadrants are cut.
    cuts: Point,
) -> impl IntoView {
    let (width, height) = (WIDTH - EDGE, HEIGHT - EDGE);
    let across = Axis::of(points.iter().map(|point| point.satisfied), cuts.satisfied, (width, INSET[0]));
    let up = Axis::of(points.iter().map(|point| point.importance), cuts.importance, (height, INSET[1]));
    let x = move |share: f64| EDGE + across.at(share);
    let y = move |share: f64| height - up.at(share);
    let marks = points
        .iter()
        .zip(1..)
        .map(|(point, number): (_, u32)| {
            let (x, y) = (x(point.satisfied), y(point.importance));
            view! {
                <circle class="bar" cx=x cy=y r="11"/>
                <text class="number" x=x y=y + 4.5 text-anchor="middle">{number}</text>
            }
        })
        .collect_view();
    let (right, low) = (WIDTH - 5.0, height - 6.0);
    let places = [(EDGE + 5.0, 15.0, "start"), (right, 15.0, "end"), (EDGE + 5.0, low, "start"), (right, low, "end")];
    let corners = corners.into_iter().zip(places).map(|(name, (x, y, anchor))| {
        view! { <text class="tick" x=x y=y text-anchor=anchor>{name}</text> }
    });
    let corners = corners.collect_view();
    let cross = format!("M{EDGE} {0}H{WIDTH}M{1} 0V{height}", y(cuts.importance), x(cuts.satisfied));
    let [along, upward] = axes;
    view! {
        <svg class="chart quadrants" role="img" viewBox=format!("0 0 {WIDTH} {HEIGHT}") aria-labelledby="quadrants-title">
            <title id="quadrants-title">{title}</title>
            <rect class="of-frame" x=EDGE y="0.5" width=width - 0.5 height=height - 0.5/>
            <path class="cut" d=cross/>
            {corners}
            {marks}
            <text class="note" x=EDGE + width / 2.0 y=HEIGHT - 8.0 text-anchor="middle">{along}</text>
            <text class="note" transform=format!("translate(15 {}) rotate(-90)", height / 2.0) text-anchor="middle">{upward}</text>
        </svg>
    }
    .into_any()
}
