//! Files of a hundred thousand units and targets, as an administrator brings them: looked at, taken, and waited for.

use std::fmt::Write;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use super::Bench;
use super::engine::Engine;
use super::load::Run;
use super::numbers::thousands;
use super::serving::Serving;
use super::table::{Cell, Table};
use crate::step::step;

/// The longest time from the first byte of the file until everything is taken, looking at it included, in seconds.
const LONGEST: f64 = 10.0;
/// How many citizens send meanwhile, in a second.
const RATE: u32 = 50;
/// The longest that one of them may wait, in milliseconds.
const HELD_UP: f64 = 1_000.0;
/// What half of the looks at how far it is may take, in milliseconds.
const PAGE: f64 = 50.0;
/// How often it is looked whether everything is taken.
const GLANCE: Duration = Duration::from_millis(50);
/// What stands between the parts of a form.
const BOUNDARY: &str = "a-boundary-that-no-file-has";

/// Imports into a copy of the smallest database.
pub fn measure(bench: &Bench, engine: Engine, table: &mut Table) -> Result<()> {
    let filled = bench.databases.copy(&bench.programs, engine, bench.scale.sizes[0])?;
    let serving = Serving::start(bench, engine, &filled.url)?;
    let cookie = serving.sign_in(&filled.administrator)?;
    let lines = bench.scale.lines;
    for (what, file) in [("units", units(lines)), ("targets", targets(lines))] {
        let named = format!("{engine}: import of {lines} {what}");
        let (imported, citizens) = step(&named, || {
            beside_citizens(&serving, (&filled.points, bench.scale.beside), || import(&serving, &cookie, what, &file))
        })?;
        let Imported { looked, taken, mut glances } = imported;
        let text = format!("{:.1} s, {:.1} s of it to look at them", taken.as_secs_f64(), looked.as_secs_f64());
        let row = format!("import of {} {what}", thousands(f64::from(lines)));
        table.put(engine, (&row, "≤ 10 s", ""), Cell::judged(text, taken.as_secs_f64() <= LONGEST));
        let of = &citizens.latency;
        let text = format!("{:.1}, {:.1}, {:.0} ms", of.p50, of.p99, of.max);
        let row = format!("citizens' wait for the thanks meanwhile ({RATE} a second), {what}: p50, p99, most");
        table.put(engine, (&row, "most ≤ 1 s", ""), Cell::judged(text, of.max <= HELD_UP));
        glances.sort_unstable();
        let in_ms = |glance: &Duration| glance.as_secs_f64() * 1e3;
        if let Some((half, most)) = glances.get(glances.len() / 2).zip(glances.last()) {
            let text = format!("{:.1}, {:.1} ms", in_ms(half), in_ms(most));
            let row = format!("page of how far it is, {what}: p50, most");
            table.put(engine, (&row, "p50 ≤ 50 ms", ""), Cell::judged(text, in_ms(half) <= PAGE));
        }
    }
    let memory = serving.memory()?.peak;
    table.put(engine, ("resident memory of these imports, peak", "", ""), Cell::plain(format!("{memory:.0} MiB")));
    serving.stop()?;
    bench.databases.remove_copy(engine)
}

/// Units in two levels below none.
fn units(lines: u32) -> String {
    let mut file = String::from("code;name-vi;name-en;kind;parent;from\r\n");
    for number in 0..lines {
        let parent = if number % 100 == 0 { String::new() } else { format!("u{}", number / 100 * 100) };
        // Writing to a string cannot fail.
        let _ = write!(file, "u{number};Đơn vị số {number};Unit {number};commune;{parent};2025-07-01\r\n");
    }
    file
}

/// A target of each of them.
fn targets(lines: u32) -> String {
    let mut file = String::from("unit;sector;from;to;operator;percent;legal-basis\r\n");
    for number in 0..lines {
        let _ = write!(file, "u{number};land;2026;2030;>=;{};Kế hoạch số {number}/KH-UBND\r\n", 50 + number % 50);
    }
    file
}

/// What was measured of a file.
struct Imported {
    /// Until it was looked at.
    looked: Duration,
    /// Until it was taken, looking at it included.
    taken: Duration,
    /// How long each look at how far it is took.
    glances: Vec<Duration>,
}

/// Does something while citizens send at a steady rate for some time, and says how long they waited.
fn beside_citizens<T>(
    serving: &Serving,
    (points, time): (&[String], Duration),
    act: impl FnOnce() -> Result<T>,
) -> Result<(T, Run)> {
    thread::scope(|scope| {
        let load = serving.load();
        let citizens = scope.spawn(move || load.submit(points, time, Some(RATE)));
        let done = act()?;
        let citizens = citizens.join().map_err(|_| anyhow!("the thread of the load generator ended early"))??;
        Ok((done, citizens))
    })
}

/// Looks at a file and takes it.
fn import(serving: &Serving, cookie: &str, what: &str, file: &str) -> Result<Imported> {
    let address = format!("/manage/imports/{what}");
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let post = |fields: &[(&str, &str)]| {
        let mut body = String::new();
        for (name, value) in fields {
            let _ = write!(body, "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }
        let _ = write!(body, "--{BOUNDARY}--\r\n");
        serving.ask(&format!("POST {address}"), &[("Content-Type", &kind), ("Cookie", cookie)], body.as_bytes())
    };
    let begun = Instant::now();
    let seen = post(&[("file", file)])?;
    let looked = begun.elapsed();
    let hidden = |name: &str| {
        let value = seen.text()?.split(&format!("name=\"{name}\" value=\"")).nth(1).and_then(|rest| rest.split('"').next());
        value.with_context(|| format!("the file of {what} cannot be taken: {}", seen.status))
    };
    let taking = post(&[("id", hidden("id")?), ("seen", hidden("seen")?), ("checked", hidden("checked")?)])?;
    let outcome = taking.header("location").with_context(|| format!("it was not taken: {}", taking.status))?;
    let mut glances = Vec::new();
    loop {
        let glance = Instant::now();
        let page = serving.ask(&format!("GET {outcome}"), &[("Cookie", cookie)], &[])?;
        glances.push(glance.elapsed());
        // While it is under way, the page says when to look again.
        if page.header("refresh").is_some() {
            thread::sleep(GLANCE);
        } else if page.text()?.contains("class=\"done\"") {
            return Ok(Imported { looked, taken: begun.elapsed(), glances });
        } else {
            bail!("the file of {what} was not taken");
        }
    }
}
