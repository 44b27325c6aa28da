//! From the start of the process until the first page, and what it then holds in memory.

use std::thread;
use std::time::Duration;

use anyhow::Result;

use super::Bench;
use super::engine::Engine;
use super::numbers::size;
use super::serving::Serving;
use super::table::{Cell, Table};
use crate::step::step;

/// The longest start, in seconds.
const START: f64 = 1.0;
/// The most memory at rest, in MiB.
const MEMORY: f64 = 80.0;
/// How long it rests.
const REST: Duration = Duration::from_secs(3);

/// Starts it at each size; the bars hold for the largest, and so for all.
pub fn measure(bench: &Bench, engine: Engine, table: &mut Table) -> Result<()> {
    let (mut starts, mut memories) = (Vec::new(), Vec::new());
    for responses in bench.scale.sizes {
        let filled = bench.databases.filled(&bench.programs, engine, *responses)?;
        step(&format!("{engine}: start with {} responses", size(*responses)), || {
            let serving = Serving::start(bench, engine, &filled.url)?;
            starts.push(serving.start.as_secs_f64());
            thread::sleep(REST);
            memories.push(serving.memory()?.now);
            serving.stop()
        })?;
    }
    let sizes = bench.scale.sizes.iter().map(|responses| size(*responses)).collect::<Vec<_>>().join(" · ");
    let what = format!("start-up to the first answered `/results`, at {sizes} responses");
    let text = starts.iter().map(|seconds| format!("{seconds:.2}")).collect::<Vec<_>>().join(" · ");
    let met = starts.iter().all(|seconds| *seconds <= START);
    table.put(engine, (&what, "≤ 1 s", ""), Cell::judged(format!("{text} s"), met));
    let what = format!("resident memory at rest after it, at {sizes} responses");
    let text = memories.iter().map(|memory| format!("{memory:.0}")).collect::<Vec<_>>().join(" · ");
    let met = memories.iter().all(|memory| *memory <= MEMORY);
    table.put(engine, (&what, "≤ 80 MiB", ""), Cell::judged(format!("{text} MiB"), met));
    Ok(())
}
