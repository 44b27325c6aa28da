//! How long every page takes in a whole country: each address of the router, for whoever may ask for it, one question after another.

mod nation;

use std::fmt::Write;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::Bench;
use super::engine::Engine;
use super::numbers::{real, thousands};
use super::serving::Serving;
use super::table::{Cell, Table};
use crate::step::step;
use nation::{Asking, Nation};

/// What half of the questions may take at most, in milliseconds.
pub const LONGEST: f64 = 50.0;
/// How large a page may be before it is compressed, in KB. What is taken home as a file may be larger.
const LARGEST: f64 = 150.0;
/// How often a page that took too long is measured again: what else the machine does is no fault of the page.
const AGAIN: usize = 2;
/// The types of answers that are pages.
const PAGE: &str = "text/html";

/// What was measured of one path.
struct Measured {
    asking: Asking,
    half: f64,
    most: f64,
    /// Before it is compressed, in KB.
    size: f64,
    is_page: bool,
}

/// Asks for every page.
pub fn measure(bench: &Bench, engine: Engine, table: &mut Table) -> Result<()> {
    let nation = Nation::of(bench, engine)?;
    let serving = Serving::start(bench, engine, &nation.url)?;
    let accounts = nation.accounts.iter().map(|account| {
        let cookie = serving.sign_in(&(account.name.clone(), account.password.clone()))?;
        Ok((account.name.clone(), cookie))
    });
    let accounts = accounts.collect::<Result<Vec<_>>>()?;
    let mut measured = step(&format!("{engine}: {} pages of {} units", nation.pages.len(), nation.units), || {
        let mut measured = Vec::new();
        for asking in &nation.pages {
            let cookie = accounts.iter().find(|(name, _)| *name == asking.by).map(|(_, cookie)| cookie.as_str());
            if let Some(one) = one(&serving, asking, (cookie, bench.scale.asked))? {
                measured.push(one);
            }
        }
        Ok(measured)
    })?;
    measured.sort_by(|one, other| other.half.total_cmp(&one.half));
    put(engine, &nation, &measured, table);
    table.add(&format!("{engine}: pages at {} units and {} campaigns", nation.units, nation.campaigns), lines(&measured));
    let memory = serving.memory()?.peak;
    table.put(engine, ("resident memory of the pages of a country, peak", "", ""), Cell::plain(format!("{memory:.0} MiB")));
    serving.stop()?;
    bench.databases.remove_copy(engine)
}

/// Asks for one path, first to see what it is, then as often as is wanted; nothing where the address has no page.
fn one(serving: &Serving, asking: &Asking, (cookie, times): (Option<&str>, u32)) -> Result<Option<Measured>> {
    let question = format!("GET {}", asking.path);
    let signed: Vec<(&str, &str)> = cookie.map(|cookie| ("Cookie", cookie)).into_iter().collect();
    let seen = serving.ask(&question, &signed, &[])?;
    let to_sign_in = seen.header("location").is_some_and(|to| to.starts_with("/sign-in"));
    match seen.status.as_str() {
        "405" => return Ok(None),
        "200" => {}
        // A link that nobody knows, a way that is not set up, and passkeys where there is no name of a host, open nothing; that too is a page.
        "404" | "410" if asking.by.is_empty() || asking.path.starts_with("/account/passkeys") => {}
        // No tablet asks here.
        "403" if asking.path.starts_with("/kiosk/") => {}
        "303" if !(to_sign_in && cookie.is_some()) => {}
        status => bail!("{} for {}: answered with {status}", asking.path, asking.by),
    }
    let compressed: Vec<(&str, &str)> = signed.iter().copied().chain([("Accept-Encoding", "br, gzip")]).collect();
    let mut best: Option<(f64, f64)> = None;
    for _ in 0..=AGAIN {
        let run = run(serving, (&question, &compressed), times)?;
        if best.is_none_or(|(half, _)| run.0 < half) {
            best = Some(run);
        }
        if best.is_some_and(|(half, _)| half <= LONGEST) {
            break;
        }
    }
    let (half, most) = best.context("nothing was measured")?;
    let is_page = seen.header("content-type").is_some_and(|kind| kind.starts_with(PAGE));
    let size = real(seen.body.len() as u64) / 1e3;
    Ok(Some(Measured { asking: asking.clone(), half, most, size, is_page }))
}

/// The median and the longest of some questions, in milliseconds.
pub fn run(serving: &Serving, (question, headers): (&str, &[(&str, &str)]), times: u32) -> Result<(f64, f64)> {
    let mut waits = Vec::new();
    for _ in 0..times.max(1) {
        let begun = Instant::now();
        serving.fetch(question, headers)?;
        waits.push(begun.elapsed());
    }
    waits.sort_unstable();
    let in_ms = |wait: &Duration| wait.as_secs_f64() * 1e3;
    let (half, most) = waits.get(waits.len() / 2).zip(waits.last()).context("nothing was asked")?;
    Ok((in_ms(half), in_ms(most)))
}

/// The slowest and the largest page, each against its bar.
fn put(engine: Engine, nation: &Nation, measured: &[Measured], table: &mut Table) {
    let slow = measured.iter().filter(|one| one.half > LONGEST).count();
    if let Some(slowest) = measured.first() {
        let text = format!("{:.1} ms ({}), {slow} of {} above", slowest.half, slowest.asking.path, measured.len());
        let row = format!("slowest page at {} units, p50", thousands(f64::from(nation.units)));
        table.put(engine, (&row, "≤ 50 ms", ""), Cell::judged(text, slow == 0));
    }
    let pages = measured.iter().filter(|one| one.is_page);
    if let Some(largest) = pages.max_by(|one, other| one.size.total_cmp(&other.size)) {
        let text = format!("{:.0} KB ({})", largest.size, largest.asking.path);
        let row = format!("largest page at {} units, not compressed", thousands(f64::from(nation.units)));
        table.put(engine, (&row, "≤ 150 KB", ""), Cell::judged(text, largest.size <= LARGEST));
    }
}

/// Every path with its times and its size, the slowest first.
fn lines(measured: &[Measured]) -> String {
    let mut lines = String::from("| page | asked by | p50 | most | KB |\n| --- | --- | ---: | ---: | ---: |\n");
    for Measured { asking, half, most, size, is_page } in measured {
        let marks = [(*half > LONGEST, " **slow**"), (*is_page && *size > LARGEST, " **large**")];
        let marks: String = marks.into_iter().filter(|(is_so, _)| *is_so).map(|(_, mark)| mark).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "| `{}`{marks} | {} | {half:.1} | {most:.1} | {size:.0} |", asking.path, asking.by);
    }
    lines
}
