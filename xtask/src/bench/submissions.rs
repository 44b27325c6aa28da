//! Submissions at full load: each is validated, stored durably and counted before the citizen is thanked, while the rollup runs.

use anyhow::{Result, bail};

use super::Bench;
use super::engine::Engine;
use super::load::CONNECTIONS;
use super::numbers::thousands;
use super::serving::Serving;
use super::table::{Cell, Table};
use crate::child;
use crate::step::step;

/// The fewest submissions a second.
const RATE: f64 = 15_000.0;
/// The most SQL statements for each submission.
const STATEMENTS: f64 = 0.2;
/// The most memory, in MiB.
const MEMORY: f64 = 150.0;

/// Measures rate, processor time, statements and memory, and recounts afterwards.
pub fn measure(bench: &Bench, engine: Engine, table: &mut Table) -> Result<()> {
    let filled = bench.databases.copy(&bench.programs, engine, bench.scale.sizes[0])?;
    let serving = Serving::start(bench, engine, &filled.url)?;
    let load = serving.load();
    let counters = || -> Result<(f64, f64)> {
        Ok((serving.metric("hailong_responses_stored_total")?, serving.metric("hailong_statements_total")?))
    };
    let (run, time, stored, statements) = step(&format!("{engine}: submissions at full load"), || {
        load.submit(&filled.points, bench.scale.warm_up, None)?;
        let ((stored, statements), time) = (counters()?, serving.time()?);
        let run = load.submit(&filled.points, bench.scale.time, None)?;
        let (passed, (stored_now, statements_now)) = (serving.time()?.since(time), counters()?);
        Ok((run, passed, stored_now - stored, statements_now - statements))
    })?;
    let peak = serving.memory()?.peak;
    serving.stop()?;
    if thousands(stored) != thousands(super::numbers::real(run.requests)) {
        bail!("{} submissions were acknowledged, but the program says that it stored {stored}", run.requests);
    }
    step(&format!("{engine}: recount"), || child::run(&mut bench.programs.hailong("check", &filled.url)))?;
    bench.databases.remove_copy(engine)?;

    let what = format!("durable submissions per second, {CONNECTIONS} connections, rollup running");
    let bound = table.bounds.of_submissions();
    let rate = Cell::judged(thousands(run.per_second), run.per_second >= RATE);
    table.put(engine, (&what, "≥ 15,000", &bound), rate);
    let micro = |seconds: f64| Cell::plain(format!("{:.0} µs", run.each(seconds)));
    let bound = table.bounds.of_processor_time();
    table.put(engine, ("server CPU per submission", "", &bound), micro(time.server));
    let database = match engine {
        Engine::Sqlite => Cell::plain("in the server"),
        Engine::Postgres => micro(time.database),
    };
    table.put(engine, ("database CPU per submission", "", ""), database);
    table.put(engine, ("load generator CPU per submission", "", ""), micro(run.cpu_seconds));
    let each = statements / stored;
    table.put(engine, ("SQL statements per submission", "≤ 0.2", ""), Cell::judged(format!("{each:.3}"), each <= STATEMENTS));
    table.put(
        engine,
        ("resident memory under this load, peak", "≤ 150 MiB", ""),
        Cell::judged(format!("{peak:.0} MiB"), peak <= MEMORY),
    );
    Ok(())
}
