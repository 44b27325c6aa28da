//! Complete responses: a citizen's browser reads the form and sends the answers.

use anyhow::Result;

use super::Bench;
use super::engine::Engine;
use super::numbers::{real, thousands};
use super::serving::Serving;
use super::table::{Cell, Table};
use crate::step::step;

/// The most processor time of the server for both requests, in microseconds.
const BAR: f64 = 500.0;

/// Measures the server's processor time for both requests, with and without compressing the page: where a proxy compresses, or
/// the way to it is short, the server need not.
pub fn measure(bench: &Bench, engine: Engine, table: &mut Table) -> Result<()> {
    let filled = bench.databases.copy(&bench.programs, engine, bench.scale.sizes[0])?;
    let serving = Serving::start(bench, engine, &filled.url)?;
    let load = serving.load();
    let point = &filled.points[0];
    load.form(point, bench.scale.complete / 4, true)?;
    for (compressed, how) in [(false, "page as it is"), (true, "page in brotli")] {
        let (run, time) = step(&format!("{engine}: complete responses, {how}"), || {
            let before = serving.time()?;
            let run = load.form(point, bench.scale.complete, compressed)?;
            Ok((run, serving.time()?.since(before)))
        })?;
        let each = run.each(time.server);
        let what = format!("complete response (GET of the one-stop form + POST), server CPU, {how}");
        let bound = table.bounds.of_processor_time();
        let length = real(run.bytes) / real(run.requests);
        let text = format!("{:.2} ms ({} bytes)", each / 1e3, thousands(length));
        table.put(engine, (&what, "≤ 0.5 ms", &bound), Cell::judged(text, each <= BAR));
    }
    serving.stop()?;
    bench.databases.remove_copy(engine)
}
