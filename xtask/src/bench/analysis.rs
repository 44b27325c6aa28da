//! How long an analyst waits for each page, the report and its files at each size, and what memory that takes.

use anyhow::{Context, Result};

use super::Bench;
use super::engine::Engine;
use super::numbers::size;
use super::pages::{LONGEST, run};
use super::results::filters;
use super::serving::Serving;
use super::table::{Cell, Table};
use crate::step::step;

/// How much more memory than at the smallest size all of it may take at the largest, in MiB.
const GROWTH: f64 = 32.0;

/// The filters of these pages.
const FILTERS: [&str; 3] = ["unit", "sector", "period"];

/// The pages, each with what else is asked of it besides what every filter may ask.
const PAGES: [(&str, &[&str]); 13] = [
    ("/analysis", &[]),
    ("/analysis/units", &["sort=name"]),
    ("/analysis/items", &["measure=feedback&questionnaire=one-stop-service&item=a1&by=age"]),
    ("/analysis/drivers", &[]),
    ("/analysis/trust", &[]),
    ("/analysis/comments", &["find=cho"]),
    ("/analysis/actions", &[]),
    ("/analysis/indices", &[]),
    ("/analysis/review", &[]),
    ("/analysis/exports", &[]),
    ("/analysis/report", &[]),
    ("/analysis/report.html", &[]),
    ("/analysis/report.xlsx", &[]),
];

/// What was measured at one size.
struct Measured {
    /// Of each page the slowest median of its questions, in milliseconds.
    waits: Vec<f64>,
    /// The most memory, in MiB.
    memory: f64,
}

/// Asks for each page, without a filter and with several.
pub fn measure(bench: &Bench, engine: Engine, table: &mut Table) -> Result<()> {
    let mut sizes = Vec::new();
    for responses in bench.scale.sizes {
        let what = format!("{engine}: the analyst's pages of {} responses", size(*responses));
        sizes.push(step(&what, || at(bench, engine, *responses))?);
    }
    let named = bench.scale.sizes.iter().map(|responses| size(*responses)).collect::<Vec<_>>().join(" · ");
    for (place, (path, _)) in PAGES.iter().enumerate() {
        let waits: Vec<f64> = sizes.iter().map(|measured| measured.waits[place]).collect();
        let text = waits.iter().map(|wait| format!("{wait:.1}")).collect::<Vec<_>>().join(" · ");
        let what = format!("`{path}`, its slowest filter, at {named} responses: p50");
        table.put(engine, (&what, "≤ 50 ms", ""), Cell::judged(format!("{text} ms"), waits.iter().all(|wait| *wait <= LONGEST)));
    }
    let memories: Vec<f64> = sizes.iter().map(|measured| measured.memory).collect();
    let text = memories.iter().map(|memory| format!("{memory:.0}")).collect::<Vec<_>>().join(" · ");
    let (first, last) = memories.first().zip(memories.last()).context("nothing was measured")?;
    let what = format!("resident memory of the analyst's pages, peak, at {named} responses");
    table.put(engine, (&what, "constant", ""), Cell::judged(format!("{text} MiB"), last - first <= GROWTH));
    Ok(())
}

fn at(bench: &Bench, engine: Engine, responses: u64) -> Result<Measured> {
    let filled = bench.databases.filled(&bench.programs, engine, responses)?;
    let serving = Serving::start(bench, engine, &filled.url)?;
    let cookie = serving.sign_in(&filled.analyst)?;
    let headers = [("Cookie", cookie.as_str()), ("Accept-Encoding", "br, gzip")];
    let filters = filters::several(serving.ask("GET /analysis", &headers[..1], &[])?.text()?, &FILTERS)?;
    let mut waits = Vec::new();
    for (path, own) in PAGES {
        let mut slowest: f64 = 0.0;
        let plain = std::iter::once(path.to_owned());
        let queries = filters.iter().take(bench.scale.filters).map(String::as_str).chain(own.iter().copied());
        for address in plain.chain(queries.map(|query| format!("{path}?{query}"))) {
            let question = format!("GET {address}");
            // The first answer is looked at: a page that refuses is soon there.
            let seen = serving.ask(&question, &headers[..1], &[])?;
            if seen.status == "303" && seen.header("location").is_some_and(|to| to.starts_with("/analysis/report?")) {
                // There is nothing to write a report of, which the page says.
                continue;
            }
            seen.is_found().with_context(|| address.clone())?;
            slowest = slowest.max(run(&serving, (&question, &headers), bench.scale.asked)?.0);
        }
        waits.push(slowest);
    }
    let memory = serving.memory()?.peak;
    serving.stop()?;
    Ok(Measured { waits, memory })
}
