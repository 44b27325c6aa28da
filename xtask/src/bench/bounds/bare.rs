//! The HTTP library alone: a handler that only reads the form.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::bench::load::Load;
use crate::bench::programs::Programs;
use crate::bench::{Bench, http, process};
use crate::child;

/// How long it may take to start.
const PATIENCE: Duration = Duration::from_secs(10);

/// A code under which the handler is asked; it knows none.
const POINT: &str = "aaaaaa";

/// What it can do.
pub struct Bare {
    pub per_second: f64,
    /// Processor time of one request, in microseconds.
    pub time: f64,
}

/// Puts the same load on it as on the program.
pub fn measure(bench: &Bench) -> Result<Bare> {
    let address = http::free_address()?;
    let (handler, _group) = child::start(&mut Programs::bare(&bench.programs.bare_handler, &address.to_string()))?;
    let begun = Instant::now();
    while http::get(address, &format!("/s/{POINT}")).is_err() {
        if begun.elapsed() > PATIENCE {
            bail!("the bare handler did not start");
        }
        thread::sleep(Duration::from_millis(5));
    }
    let load = Load { program: &bench.programs.load, address };
    let points = [POINT.to_owned()];
    load.submit(&points, bench.scale.warm_up / 2, None)?;
    let before = process::time(handler.id())?;
    let run = load.submit(&points, bench.scale.time / 2, None)?;
    Ok(Bare { per_second: run.per_second, time: run.each(process::time(handler.id())? - before) })
}
