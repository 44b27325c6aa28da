//! Timings of the statistics engine, for `cargo xtask bench`.
//!
//! `statistics_bench FIXTURE.json REPETITIONS TABLE.csv` computes the full table of a survey fixture and a million rows
//! in sixty domains, each as often as asked for and on one thread. Loading is not part of a timing, and no timing is
//! given of a wrong result: it is an error. The figures go into the table's file, so that other software can compute
//! them too. Every line of the output is a JSON object with
//! `data`, `part` and `seconds`, and `bar` where there is a goal.

mod expected;
mod million;
mod survey;

use std::env;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};

use survey::{Survey, Table};

/// What takes longer than this, in seconds, misses the goal.
const BAR: f64 = 0.25;

/// One part of the work with the time of each repetition.
struct Timing {
    part: &'static str,
    seconds: Vec<f64>,
}

/// Takes the time between the ends of parts.
struct Laps {
    begun: Instant,
    last: Instant,
    parts: Vec<(&'static str, f64)>,
}

impl Laps {
    fn start() -> Self {
        let now = Instant::now();
        Self { begun: now, last: now, parts: Vec::new() }
    }

    /// A part has ended, and the next one begins.
    fn lap(&mut self, part: &'static str) {
        let now = Instant::now();
        self.parts.push((part, (now - self.last).as_secs_f64()));
        self.last = now;
    }

    /// The parts and their sum.
    fn finish(mut self, whole: &'static str) -> Vec<(&'static str, f64)> {
        self.parts.push((whole, (self.last - self.begun).as_secs_f64()));
        self.parts
    }
}

/// Collects the laps of repetitions by part.
fn collect(repetitions: Vec<Vec<(&'static str, f64)>>) -> Vec<Timing> {
    let mut timings: Vec<Timing> = Vec::new();
    for (part, seconds) in repetitions.into_iter().flatten() {
        match timings.iter_mut().find(|timing| timing.part == part) {
            Some(timing) => timing.seconds.push(seconds),
            None => timings.push(Timing { part, seconds: vec![seconds] }),
        }
    }
    timings
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [fixture, repetitions, table] = arguments.as_slice() else {
        return Err("usage: statistics_bench FIXTURE.json REPETITIONS TABLE.csv".into());
    };
    let repetitions = repetitions.parse()?;
    for timing in full_table(Path::new(fixture), repetitions, Path::new(table))? {
        println!("{}", json!({ "data": "survey", "part": timing.part, "seconds": timing.seconds }));
    }
    for timing in million::time(repetitions)? {
        // Grouping the rows belongs to loading them.
        let bar = timing.part.ends_with("estimates").then_some(BAR);
        println!("{}", json!({ "data": "million", "part": timing.part, "seconds": timing.seconds, "bar": bar }));
    }
    Ok(())
}

/// Computes the table once, to check and write it, and then as often as it is to be timed.
fn full_table(path: &Path, repetitions: usize, file: &Path) -> Result<Vec<Timing>, Box<dyn Error>> {
    let fixture: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
    let survey = Survey::load(path, &fixture)?;
    let table = Table::compute(&survey, &mut Laps::start())?;
    expected::check(&fixture, &table)?;
    fs::write(file, table.csv())?;
    let mut laps = Vec::new();
    for _ in 0..repetitions {
        let mut clock = Laps::start();
        black_box(Table::compute(black_box(&survey), &mut clock)?);
        laps.push(clock.finish("full table"));
    }
    Ok(collect(laps))
}
