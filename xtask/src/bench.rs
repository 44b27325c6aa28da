//! `cargo xtask bench`: how fast everything is, on both databases, beside what this machine can do at most.

mod analysis;
mod bounds;
mod databases;
mod engine;
mod export;
mod form;
mod http;
mod import;
mod latency;
mod load;
mod machine;
mod numbers;
mod pages;
mod process;
mod programs;
mod results;
mod scale;
mod serving;
mod start;
mod statistics;
mod submissions;
mod table;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use tempfile::TempDir;

use crate::places::Places;
use bounds::Bounds;
use databases::Databases;
use engine::Engine;
use programs::Programs;
use scale::Scale;
use table::Table;

/// What `bench` can be told.
#[derive(Args)]
pub struct Options {
    /// The parts to measure; all of them when none is named.
    parts: Vec<Part>,
    /// Measure everything small and only shortly, as a check that the results are right. No time is then too long.
    #[arg(long)]
    quick: bool,
    /// Measure the development build: it is there sooner, and its times mean nothing.
    #[arg(long)]
    debug: bool,
    /// Fill the databases with so many communes instead of the demonstration's few.
    #[arg(long)]
    communes: Option<u16>,
    /// Also write the tables to this file, in Markdown.
    #[arg(long)]
    report: Option<PathBuf>,
}

/// One part of the measurements; each has a file of its own.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The statistics, beside R where it is installed.
    Statistics,
    /// What the disk, the HTTP library and the databases can do at most; measured with every part below.
    Bounds,
    /// Durable submissions at full load: rate, processor time, statements, memory.
    Submissions,
    /// How long a citizen waits for the thanks at a steady rate.
    Latency,
    /// Complete responses: the form and its answers, in processor time.
    Form,
    /// Published figures under every filter, at every size.
    Results,
    /// Every page of an analyst, the report and its files, at every size.
    Analysis,
    /// Start-up until the first answer, and memory at rest, at every size.
    Start,
    /// The export of all responses.
    Export,
    /// Files of a hundred thousand units and targets, looked at and taken.
    Import,
    /// Every page of a whole country, for everybody who may ask for it.
    Pages,
}

/// What the parts share.
pub struct Bench {
    programs: Programs,
    scale: Scale,
    databases: Databases,
    /// For what is not kept.
    scratch: TempDir,
}

/// Measures, prints and writes. A wrong result is an error at once, a missed bar one at the end, unless only a quick look was asked for.
pub fn run(places: &Places, options: &Options) -> Result<()> {
    let chosen = |part: Part| options.parts.is_empty() || options.parts.contains(&part);
    let mut report = Vec::new();
    if chosen(Part::Statistics) {
        report.push(format!("```text\n{}```\n", statistics::run(places, !options.debug, options.quick)?));
    }
    let mut missed = Vec::new();
    let mut measured = Ok(());
    if Part::value_variants().iter().any(|part| *part != Part::Statistics && chosen(*part)) {
        let programs = Programs::build(places, !options.debug)?;
        let bench = Bench {
            scale: if options.quick { Scale::quick() } else { Scale::full() },
            databases: Databases::open(places, &programs, options.communes)?,
            programs,
            scratch: tempfile::tempdir().context("making a temporary directory")?,
        };
        let mut table = Table::new(Bounds::measure(&bench)?);
        // What was measured before an error is told all the same.
        measured = Engine::BOTH.into_iter().try_for_each(|engine| platform(&bench, engine, &chosen, &mut table));
        report.insert(0, format!("{}\n{}", machine::describe(places, &bench)?, table.markdown()));
        missed = table.missed();
    }
    let report = report.join("\n");
    print!("{report}");
    if let Some(path) = &options.report {
        fs::write(path, &report).with_context(|| format!("writing {}", path.display()))?;
    }
    measured?;
    if !options.quick && !missed.is_empty() {
        bail!("missed: {}", missed.join("; "));
    }
    Ok(())
}

/// The chosen parts on one database.
fn platform(bench: &Bench, engine: Engine, chosen: &dyn Fn(Part) -> bool, table: &mut Table) -> Result<()> {
    type Measure = fn(&Bench, Engine, &mut Table) -> Result<()>;
    let parts: [(Part, Measure); 9] = [
        (Part::Submissions, submissions::measure),
        (Part::Latency, latency::measure),
        (Part::Form, form::measure),
        (Part::Results, results::measure),
        (Part::Analysis, analysis::measure),
        (Part::Start, start::measure),
        (Part::Export, export::measure),
        (Part::Import, import::measure),
        (Part::Pages, pages::measure),
    ];
    parts.into_iter().filter(|(part, _)| chosen(*part)).try_for_each(|(_, measure)| measure(bench, engine, table))
}
