//! Files of a hundred thousand units and targets, as an administrator brings them: looked at, taken, and waited for.

use std::fmt::Write;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::Bench;
use super::engine::Engine;
use super::numbers::thousands;
use super::serving::Serving;
use super::table::{Cell, Table};
use crate::step::step;

/// The longest time from the first byte of the file until everything is taken, looking at it included, in seconds.
const LONGEST: f64 = 10.0;
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
        let (looked, taken) = step(&format!("{engine}: import of {lines} {what}"), || import(&serving, &cookie, what, &file))?;
        let text = format!("{:.1} s, {:.1} s of it to look at them", taken.as_secs_f64(), looked.as_secs_f64());
        let row = format!("import of {} {what}", thousands(f64::from(lines)));
        table.put(engine, (&row, "≤ 10 s", ""), Cell::judged(text, taken.as_secs_f64() <= LONGEST));
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

/// Looks at a file and takes it; gives the time until it was looked at, and until it was taken.
fn import(serving: &Serving, cookie: &str, what: &str, file: &str) -> Result<(Duration, Duration)> {
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
        let value = seen.body.split(&format!("name=\"{name}\" value=\"")).nth(1).and_then(|rest| rest.split('"').next());
        value.with_context(|| format!("the file of {what} cannot be taken: {}", seen.status))
    };
    let taking = post(&[("id", hidden("id")?), ("seen", hidden("seen")?), ("checked", hidden("checked")?)])?;
    let outcome = taking.header("location").with_context(|| format!("it was not taken: {}", taking.status))?;
    loop {
        let page = serving.ask(&format!("GET {outcome}"), &[("Cookie", cookie)], &[])?;
        // While it is under way, the page says when to look again.
        if page.header("refresh").is_some() {
            thread::sleep(GLANCE);
        } else if page.body.contains("class=\"done\"") {
            return Ok((looked, begun.elapsed()));
        } else {
            bail!("the file of {what} was not taken");
        }
    }
}
