//! How long a citizen waits for the thanks while others come at a steady rate, whatever the server does.

use anyhow::Result;

use super::Bench;
use super::engine::Engine;
use super::numbers::thousands;
use super::serving::Serving;
use super::table::{Cell, Table};
use crate::step::step;

/// What 99 of 100 wait at most, in milliseconds.
const BAR: f64 = 10.0;

/// Measures it from the moment at which each submission was due.
pub fn measure(bench: &Bench, engine: Engine, table: &mut Table) -> Result<()> {
    let filled = bench.databases.copy(&bench.programs, engine, bench.scale.sizes[0])?;
    let serving = Serving::start(bench, engine, &filled.url)?;
    let load = serving.load();
    let rate = Some(bench.scale.rate);
    let run = step(&format!("{engine}: latency at a steady rate"), || {
        load.submit(&filled.points, bench.scale.warm_up, rate)?;
        load.submit(&filled.points, bench.scale.time, rate)
    })?;
    serving.stop()?;
    bench.databases.remove_copy(engine)?;
    let what = format!("latency of a 303 at {} submissions/s: p50, p99, p99.9, most", thousands(bench.scale.rate.into()));
    let of = &run.latency;
    let text = format!("{:.1}, {:.1}, {:.1}, {:.0} ms", of.p50, of.p99, of.p99_9, of.max);
    let bound = table.bounds.of_latency();
    table.put(engine, (&what, "p99 ≤ 10 ms", &bound), Cell::judged(text, of.p99 <= BAR));
    if let Some(delay) = &run.delay {
        let text = format!("{:.1}, {:.1} ms", delay.p50, delay.p99);
        table.put(
            engine,
            ("of it, before it was sent (all connections busy, or generator late): p50, p99", "", ""),
            Cell::plain(text),
        );
    }
    Ok(())
}
