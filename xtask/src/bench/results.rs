//! How long readers of `/results` wait, under each filter and at each size.

pub mod filters;

use anyhow::Result;

use super::Bench;
use super::engine::Engine;
use super::load::Run;
use super::numbers::{size, thousands};
use super::serving::Serving;
use super::table::{Cell, Table};
use crate::step::step;

/// What half of the readers wait at most, in milliseconds.
const BAR: f64 = 10.0;
/// How many times longer the wait at the largest size may be than at the smallest.
const GROWTH: f64 = 2.0;
/// Differences below this, in milliseconds, are noise: a page of half a millisecond may take one.
const NOISE: f64 = 0.5;

/// Reads the page without filter and under each one.
pub fn measure(bench: &Bench, engine: Engine, table: &mut Table) -> Result<()> {
    // One row for each filter, one run for each size.
    let mut rows: Vec<(String, Vec<Run>)> = Vec::new();
    for responses in bench.scale.sizes {
        let filled = bench.databases.filled(&bench.programs, engine, *responses)?;
        let serving = Serving::start(bench, engine, &filled.url)?;
        let load = serving.load();
        step(&format!("{engine}: figures of {} responses", size(*responses)), || {
            let page = serving.page("/results")?;
            let mut ask = |name: &str, paths: &[String]| -> Result<()> {
                let run = load.get(paths, bench.scale.pages)?;
                match rows.iter_mut().find(|(other, _)| other == name) {
                    Some((_, runs)) => runs.push(run),
                    None => rows.push((name.to_owned(), vec![run])),
                }
                Ok(())
            };
            ask("`/results`", &["/results".to_owned()])?;
            for (filter, paths) in filters::all(&page)? {
                ask(&format!("`/results` by {filter}"), &paths)?;
            }
            Ok(())
        })?;
        serving.stop()?;
    }
    let sizes = bench.scale.sizes.iter().map(|responses| size(*responses)).collect::<Vec<_>>().join(" · ");
    for (name, runs) in &rows {
        let what = format!("{name} at {sizes} responses: p50 (p99)");
        let bar = format!("p50 ≤ 10 ms, at most {} times from first to last", thousands(GROWTH));
        table.put(engine, (&what, &bar, ""), cell(runs));
    }
    Ok(())
}

/// The waits at all sizes in one cell.
fn cell(runs: &[Run]) -> Cell {
    let texts: Vec<_> = runs.iter().map(|run| format!("{:.1} ({:.1})", run.latency.p50, run.latency.p99)).collect();
    let halves: Vec<f64> = runs.iter().map(|run| run.latency.p50).collect();
    Cell::judged(format!("{} ms", texts.join(" · ")), is_met(&halves))
}

fn is_met(halves: &[f64]) -> bool {
    let (first, last) = (halves.first().copied().unwrap_or_default(), halves.last().copied().unwrap_or_default());
    halves.iter().all(|half| *half <= BAR) && last <= (first * GROWTH).max(first + NOISE)
}

#[cfg(test)]
mod tests {
    use super::is_met;

    #[test]
    fn a_wait_may_be_neither_long_nor_grow() {
        assert!(is_met(&[3.0, 4.0, 6.0]));
        assert!(!is_met(&[3.0, 4.0, 6.1]));
        assert!(!is_met(&[9.0, 10.1, 9.0]));
        assert!(is_met(&[0.2, 0.3, 0.6]));
    }
}
