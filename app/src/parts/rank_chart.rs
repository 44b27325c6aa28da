//! Ranks with the ranges in which they may lie, drawn on the server as SVG. The table beside it says the same in numbers. It needs no colour:
//! a point is the rank, a line with ends its range.

use leptos::prelude::*;

/// One line of the drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// Who has the rank.
    pub name: String,
    /// The rank.
    pub rank: u64,
    /// The best rank that is possible.
    pub best: u64,
    /// The worst.
    pub worst: u64,
    /// Both in words.
    pub note: String,
}

/// The drawing's width in its own units; small, so that its text stays legible on a phone.
const WIDTH: f64 = 360.0;
/// The room beside the first and the last rank.
const EDGE: f64 = 8.0;
/// The height of one line with its words.
const ROW: f64 = 34.0;
/// The height of the axis below.
const AXIS: f64 = 22.0;

/// The chart, from the first rank at the left to the last at the right.
#[component]
pub fn RankChart(
    id: &'static str,
    title: String,
    description: String,
    ranked: Vec<Ranked>,
    /// The last rank.
    last: u64,
) -> impl IntoView {
    let height = ROW * float(ranked.len() as u64) + AXIS;
    let middle = last.div_ceil(2);
    let mut ticks = vec![(1, "start")];
    ticks.extend((middle > 1 && middle < last).then_some((middle, "middle")));
    ticks.extend((last > 1).then_some((last, "end")));
    let ticks = ticks
        .into_iter()
        .map(|(rank, anchor)| {
            let at = x(rank, last);
            let label = match anchor {
                "start" => 0.0,
                "end" => WIDTH,
                _ => at,
            };
            view! {
                <path class="grid" d=format!("M{at} 0V{}", height - AXIS)/>
                <text class="tick" x=label y=height - 6.0 text-anchor=anchor>{rank}</text>
            }
        })
        .collect_view();
    let rows = ranked.into_iter().zip(0..).map(|(line, place)| row(ROW * float(place), line, last)).collect_view();
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
            {ticks}
            {rows}
        </svg>
    }
}

fn row(top: f64, line: Ranked, last: u64) -> impl IntoView {
    let at = top + 24.0;
    let (left, right) = (x(line.best, last), x(line.worst, last));
    let range = format!("M{left} {}v10M{left} {at}H{right}M{right} {}v10", at - 5.0, at - 5.0);
    view! {
        <text x="0" y=top + 14.0>{line.name}</text>
        <text class="note" x=WIDTH y=top + 14.0 text-anchor="end">{line.note}</text>
        <path class="whisker" d=range/>
        <circle class="rank" cx=x(line.rank, last) cy=at r="4"/>
    }
}

/// The place of a rank on the horizontal axis, to a tenth of a unit.
fn x(rank: u64, last: u64) -> f64 {
    let share = float(rank.saturating_sub(1)) / float(last.saturating_sub(1).max(1));
    ((EDGE + share * (WIDTH - 2.0 * EDGE)) * 10.0).round() / 10.0
}

#[expect(clippy::cast_precision_loss, reason = "there are a few thousand ranks at most")]
const fn float(number: u64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::{EDGE, WIDTH, x};

    #[test]
    fn the_first_rank_is_at_the_left_and_the_last_at_the_right() {
        assert!((x(1, 9) - EDGE).abs() < 1e-9 && (x(9, 9) - (WIDTH - EDGE)).abs() < 1e-9);
        assert!((x(5, 9) - WIDTH / 2.0).abs() < 1e-9);
        assert!((x(1, 1) - EDGE).abs() < 1e-9, "of one only");
    }
}
