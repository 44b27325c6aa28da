//! How many answers came in each hour of some days: a row of bars for each day, drawn on the server as SVG. The table beside it says the same
//! in numbers.

use std::ops::Range;

use leptos::prelude::*;

/// The answers of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// What it is called.
    pub name: String,
    /// How many answers came in each hour, from midnight.
    pub answers: [u64; 24],
}

/// The hours that have to be shown: from the first to the last in which answers came on one of these days; none where none came.
#[must_use]
pub fn busy(days: &[Day]) -> Range<usize> {
    let has_answers = |hour: &usize| days.iter().any(|day| day.answers[*hour] > 0);
    let first = (0..24).find(has_answers);
    let last = (0..24).rfind(has_answers);
    first.zip(last).map_or(0..0, |(first, last)| first..last + 1)
}

/// The drawing's width in its own units; small, so that its text stays legible on a phone.
const WIDTH: f64 = 360.0;
/// Where the bars begin; the names of the days stand before.
const LEFT: f64 = 52.0;
/// The height of a day.
const ROW: f64 = 40.0;
/// The height of the highest bar.
const HIGHEST: f64 = 32.0;
/// The height of the axis below.
const AXIS: f64 = 20.0;

/// The chart. All days have the same scale, up to the busiest hour or the norm.
#[component]
pub fn HoursChart(
    id: String,
    title: String,
    description: String,
    days: Vec<Day>,
    /// The hours that are shown.
    hours: Range<usize>,
    /// How many answers are expected in an hour.
    norm: Option<u32>,
) -> impl IntoView {
    let most = days.iter().flat_map(|day| day.answers).max().unwrap_or_default().max(norm.unwrap_or_default().into());
    let column = (WIDTH - LEFT) / length(hours.len()).max(1.0);
    let height = ROW * length(days.len()) + AXIS;
    let share = |answers: u64| rounded(HIGHEST * ratio(answers, most));
    let rows = days
        .iter()
        .enumerate()
        .map(|(place, day)| {
            let ground = ROW * length(place) + ROW - 4.0;
            let bars = hours
                .clone()
                .enumerate()
                .filter(|(_, hour)| day.answers[*hour] > 0)
                .map(|(place, hour)| {
                    let high = share(day.answers[hour]);
                    let x = rounded(LEFT + column * length(place) + column * 0.1);
                    view! { <rect class="bar" x=x y=ground - high width=rounded(column * 0.8) height=high/> }
                })
                .collect_view();
            let expected = norm.map(|norm| {
                let y = ground - share(norm.into());
                view! { <path class="norm" d=format!("M{LEFT} {y}H{WIDTH}")/> }
            });
            view! {
                <text class="note" y=ground - 4.0>{day.name.clone()}</text>
                <path class="grid" d=format!("M{LEFT} {ground}H{WIDTH}")/>
                {bars}
                {expected}
            }
        })
        .collect_view();
    // As many hours are written as there is room for.
    let step = hours.len().div_ceil(8).max(1);
    let ticks = hours
        .clone()
        .enumerate()
        .step_by(step)
        .map(|(place, hour)| {
            let x = rounded(LEFT + column * length(place));
            view! { <text class="tick" x=x y=height - 5.0>{format!("{hour}h")}</text> }
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
            {rows}
            {ticks}
        </svg>
    }
    .into_any()
}

/// To a tenth of a unit.
fn rounded(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}

#[expect(clippy::cast_precision_loss, reason = "a chart has a few days of 24 hours")]
fn length(number: usize) -> f64 {
    number as f64
}

#[expect(clippy::cast_precision_loss, reason = "nobody gives so many answers in an hour that a pixel depends on it")]
fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::{Day, busy};

    #[test]
    fn hours_are_shown_from_the_first_to_the_last_that_had_answers() {
        let day = |hours: &[usize]| {
            let mut answers = [0; 24];
            for hour in hours {
                answers[*hour] = 3;
            }
            Day { name: String::new(), answers }
        };
        assert_eq!(busy(&[day(&[8, 9]), day(&[16])]), 8..17);
        assert_eq!(busy(&[day(&[23])]), 23..24);
        assert_eq!(busy(&[day(&[])]), 0..0);
    }
}
